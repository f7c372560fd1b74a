"""Between which bounds the energy of an item lies, and the one question about a meal that narrows them most.

A range holds the true figure in about 80 of 100 cases.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import NormalDist
from typing import Literal

from lib.nutrition.portions import Portion
from lib.nutrition.siblings import SIBLINGS, Siblings

# Typed in grams; pieces counted; a household portion chosen; the person's own usual amount; guessed from a photo.
Source = Literal["weighed", "counted", "portion", "usual", "seen"]

# How far off an amount is in 80 of 100 cases, as a part of it.
AMOUNT: dict[Source, float] = {
    # Kitchen scales and labels are good, and something always stays on the plate.
    "weighed": 0.05,
    # Whole pieces, of which one may be a fifth larger than the next.
    "counted": 0.20,
    # "A serving" and "a cup" of different households.
    "portion": 0.25,
    # What somebody mostly has, and not what they had today.
    "usual": 0.25,
    # People and programs who judge portions from photos are off by 20 to 40 % as a rule.
    "seen": 0.40,
}
# Two foods of one name differ in water, fat and recipe, and labels may be off by as much.
ENERGY = 0.10

# Fewer kilocalories than this are not worth a question.
WORTH = 30.0
# Where a food has no sizes of its own: of the amount that was guessed.
SIZES = (("Small", 2 / 3), ("Medium", 1.0), ("Large", 1.5))
# How likely each of the three is.
LIKELY = (0.25, 0.5, 0.25)
DISHES = ("bowl", "plate", "cup", "glass")

_NORMAL = NormalDist()
_TAIL = 0.1
_PER_SPREAD = _NORMAL.inv_cdf(1 - _TAIL)


@dataclass(frozen=True)
class Uncertain:
    """An item of a meal that is being looked over."""

    name: str
    kcal: float
    grams: float
    source: Source
    slug: str = ""
    # By slug, what it may be instead: a weight, where its own is 1, and the kcal it would then have.
    others: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    # Of its food, the usual serving first.
    portions: tuple[Portion, ...] = ()
    # In what it lies on the photo: "bowl".
    dish: str = ""


@dataclass(frozen=True)
class Answer:
    """What is said, and what it means: so many grams, or this food."""

    label: str
    grams: float | None = None
    slug: str | None = None


@dataclass(frozen=True)
class Question:
    # Which of the items it is about.
    item: int
    text: str
    answers: tuple[Answer, ...]


# How likely an answer is, and the item as it then is.
Outcomes = Sequence[tuple[float, Uncertain]]


def item_range(kcal: float, source: Source, *, others: Sequence[tuple[float, float]] = ()) -> tuple[float, float]:
    """The bounds. `others` is what it may be instead: a weight, where its own is 1, and the kcal it would then have."""
    candidates = [(1.0, kcal), *((weight, other) for weight, other in others if weight > 0)]
    spread = math.log1p(math.hypot(AMOUNT[source], ENERGY)) / _PER_SPREAD
    # A figure of its own is never outside: the person reads both.
    return min(kcal, _quantile(candidates, spread, _TAIL)), max(kcal, _quantile(candidates, spread, 1 - _TAIL))


def _quantile(candidates: Sequence[tuple[float, float]], spread: float, share: float) -> float:
    """Below which so much of the weight lies, each candidate being a hill on a scale of factors."""
    energies = [kcal for _, kcal in candidates if kcal > 0]
    if not energies:
        return 0.0
    wanted = share * math.fsum(weight for weight, _ in candidates)
    if math.fsum(weight for weight, kcal in candidates if kcal <= 0) >= wanted:
        return 0.0
    low, high = math.log(min(energies)) - 6 * spread, math.log(max(energies)) + 6 * spread
    while high - low > 1e-6:
        middle = (low + high) / 2
        if _below(candidates, spread, middle) < wanted:
            low = middle
        else:
            high = middle
    return math.exp((low + high) / 2)


def _below(candidates: Sequence[tuple[float, float]], spread: float, point: float) -> float:
    return math.fsum(
        weight * (_NORMAL.cdf((point - math.log(kcal)) / spread) if kcal > 0 else 1.0) for weight, kcal in candidates
    )


def _width(ranges: Sequence[tuple[float, float, float]]) -> float:
    """How wide the sum of low, value and high is, where one item's error says nothing about another's."""
    below = math.sqrt(math.fsum((value - low) ** 2 for low, value, _ in ranges))
    return below + math.sqrt(math.fsum((high - value) ** 2 for _, value, high in ranges))


def widest(items: Sequence[Uncertain]) -> Question | None:
    """The question that is expected to narrow the meal's range most; None where none is worth asking."""
    now = _width([_range(one) for one in items])
    best: tuple[float, Question] | None = None
    for question, outcomes in _possible(items):
        rest = [_range(one) for place, one in enumerate(items) if place != question.item]
        whole = sum(weight for weight, _ in outcomes)
        after = sum(weight * _width([*rest, _range(one)]) for weight, one in outcomes) / whole
        gain = now - after
        if gain >= WORTH and (best is None or gain > best[0]):
            best = gain, question
    return best[1] if best else None


def _range(one: Uncertain) -> tuple[float, float, float]:
    low, high = item_range(one.kcal, one.source, others=list(one.others.values()))
    return low, one.kcal, high


def _possible(items: Sequence[Uncertain]) -> Iterator[tuple[Question, Outcomes]]:
    for place, one in enumerate(items):
        for siblings in SIBLINGS:
            if found := _which(place, one, siblings):
                yield found
        # Whoever has counted, weighed or chosen it knows no better when asked again.
        if one.source == "seen" and one.kcal > 0 and one.grams > 0:
            yield _how_much(place, one)


def _which(place: int, one: Uncertain, siblings: Siblings) -> tuple[Question, Outcomes] | None:
    energies = {one.slug: (1.0, one.kcal), **one.others}
    answers = [(label, slug) for label, slug in siblings.answers if slug in energies]
    family = {slug for _, slug in answers}
    if one.slug not in family or len(answers) < 2:
        return None
    # Who has said that it was fried has said what it was.
    outcomes = [
        (energies[slug][0], replace(one, slug=slug, kcal=energies[slug][1], others={})) for slug in sorted(family)
    ]
    return Question(place, siblings.question, tuple(Answer(label, slug=slug) for label, slug in answers)), outcomes


def _how_much(place: int, one: Uncertain) -> tuple[Question, Outcomes]:
    sizes = _sizes(one)
    outcomes = [(likely, _at(one, grams)) for likely, (_, grams) in zip(LIKELY, sizes, strict=True)]
    name = one.name.split(",")[0]
    text = f"How big was the {one.dish}?" if one.dish in DISHES else f"{name}: how much was it?"
    return Question(place, text, tuple(Answer(label, grams=grams) for label, grams in sizes)), outcomes


def _sizes(one: Uncertain) -> list[tuple[str, float]]:
    """The food's own small and large where the guess lies between them."""
    own = {portion.label: portion.grams for portion in one.portions}
    small, large = own.get("small"), own.get("large")
    if small and large and small < one.grams < large:
        return [("Small", small), ("Medium", one.grams), ("Large", large)]
    return [(label, round(one.grams * factor, 1)) for label, factor in SIZES]


def _at(one: Uncertain, grams: float) -> Uncertain:
    factor = grams / one.grams
    others = {slug: (weight, kcal * factor) for slug, (weight, kcal) in one.others.items()}
    return replace(one, grams=grams, kcal=one.kcal * factor, others=others, source="portion")
