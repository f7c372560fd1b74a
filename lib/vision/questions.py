"""The one question about the plate whose answer narrows its energy down most, and what the answer changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.diary import amounts
from lib.diary.amounts import Said
from lib.gateway.port import Row
from lib.nutrition import ranges
from lib.nutrition.foods import Food, nutrients_of
from lib.nutrition.ranges import Source, Uncertain
from lib.vision.plate import Line, Plate
from lib.vision.servings import ALIKE, Chosen


@dataclass(frozen=True)
class Answer:
    """So much of it, or what it is; then the amount is the one that stands there, which may have been typed."""

    label: str
    amount: Said | None = None
    food: Row | None = None
    source: Source = "portion"


@dataclass(frozen=True)
class Question:
    line_id: int
    text: str
    answers: tuple[Answer, ...]


def widest(eaten: Sequence[Chosen]) -> Question | None:
    known = [(one, made) for one in eaten if (made := _uncertain(one))]
    found = ranges.widest([made for _, made in known])
    if found is None:
        return None
    one = known[found.item][0]
    foods = {food.get("slug"): food for food in (one.line.suggestion.food, *one.line.suggestion.others) if food}
    unit = amounts.unit_of(one.food) if one.food else "g"
    answers = [
        _named(said.label, foods[said.slug], one)
        if said.slug
        else Answer(f"{said.label}, {said.grams or 0:.0f} {unit}", amount=Said(said.grams or 0.0, unit))
        for said in found.answers
    ]
    return Question(one.line.id, found.text, tuple(answers))


def _named(label: str, row: Row, one: Chosen) -> Answer:
    now = Food.of(row)
    as_much = _as_much(one.food or now, now, Said(one.amount, one.portion))
    return Answer(label, as_much, row, one.source)


def _uncertain(one: Chosen) -> Uncertain | None:
    row, food, grams = one.line.suggestion.food, one.food, one.grams
    if row is None or food is None or not grams or (kcal := nutrients_of(food, grams)["kcal"]) is None:
        return None
    others = {}
    for other in one.line.suggestion.others if one.line.suggestion.named_by != "person" else ():
        energy = nutrients_of(Food.of(other), grams)["kcal"]
        if other.get("slug") and energy is not None:
            others[other["slug"]] = (ALIKE, energy)
    return Uncertain(
        food.name,
        kcal,
        grams,
        one.source,
        row.get("slug") or "",
        others,
        food.portions,
        one.line.suggestion.label.split(" or ")[0].lower(),
    )


def answered(plate: Plate, line_id: int, answer: Answer) -> Plate:
    return replace(plate, lines=tuple(_told(one, answer) if one.id == line_id else one for one in plate.lines))


def _told(line: Line, answer: Answer) -> Line:
    """Whoever says how big the bowl was knows it as well as somebody who chooses a portion."""
    told = replace(line.suggestion, amount=answer.amount or line.suggestion.amount, source=answer.source)
    if answer.food:
        told = replace(told, food=answer.food, named_by="person", sure=1.0, others=())
    return replace(line, suggestion=told)


def _as_much(before: Food, now: Food, amount: Said) -> Said:
    """In the same words where both foods have the portion, or else in grams."""
    if any(portion.label == amount.portion for portion in now.portions):
        return amount
    weight = amounts.grams(before, amount.amount, amount.portion)
    return Said(round(weight, 1), amounts.unit_of(now)) if weight else amounts.usual(now)
