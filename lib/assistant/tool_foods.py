"""What is in a food: the food table, searched by its name, and an amount of it where one is said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib import units
from lib.advice.facts import Amount, Fact
from lib.assistant import shown
from lib.diary import amounts, catalog, review
from lib.diary.days import Clock
from lib.diary.sentence_tokens import key
from lib.diary.sentence_words import singular, singular_phrase
from lib.gateway.port import Backend, Row
from lib.nutrition.foods import NUTRIENTS, Food, Nutrient, nutrients_of
from lib.nutrition.wording import scaled_label
from lib.profile import Profile

# By metric, the column of the food table.
COLUMNS = {
    "energy": "kcal", "protein": "protein_g", "carbs": "carbs_g", "fat": "fat_g", "fibre": "fibre_g",
    "sugar": "sugar_g", "satfat": "satfat_g", "sodium": "sodium_mg", "potassium": "potassium_mg",
    "calcium": "calcium_mg", "iron": "iron_mg",
}  # fmt: skip
MOST_FOUND = 8
MOST_OTHERS = 3


@dataclass(frozen=True)
class FoodsAsked:
    text: str
    metric: str | None = None


@dataclass(frozen=True)
class _Wanted:
    """A name, and how much of it."""

    name: str
    amount: float | None
    unit: str | None


def search(backend: Backend, here: Clock, me: Profile, asked: FoodsAsked) -> list[Fact]:
    wanted = _wanted(asked.text, here, me)
    found: list[Row] = backend.gateway.rpc(
        "search_foods", {"p_text": singular_phrase(wanted.name), "p_limit": MOST_FOUND}
    )
    foods = [Food.of(row) for row in found]
    best = next((food for food in foods if _has_the_words(food, wanted.name)), None)
    facts = _of(best, wanted, asked.metric, me) if best else [Fact("none", "No food of that name is known")]
    facts += _others([food for food in foods if food is not best])
    return [replace(fact, id=f"food.{_slug(asked.text)}.{fact.id}") for fact in facts]


def _slug(text: str) -> str:
    """What was asked for, so that the facts of two questions are told apart."""
    return key(text).replace(".", "").replace(" ", "-")


def _wanted(text: str, here: Clock, me: Profile) -> _Wanted:
    """ "2 eggs" by the reader of sentences; a text that it does not take for one food is a name as it stands."""
    pieces = review.read(text, here.today, here.now, imperial=me.units == "imperial")
    if len(pieces) != 1 or pieces[0].kind not in ("food", "drink"):
        return _Wanted(text, None, None)
    fields = pieces[0].fields
    if pieces[0].kind == "food":
        return _Wanted(fields["name"], fields["amount"], fields["unit"])
    ml = fields["ml"]
    return _Wanted(fields["name"], ml * fields["count"] if ml else fields["count"], "ml" if ml else None)


def _has_the_words(food: Food, name: str) -> bool:
    """Whether a name of it has every word that was said, as a whole: "ham" is no hamburger."""
    words = {singular(word) for word in key(name).split()}
    return bool(words) and any(
        words <= {singular(word) for word in key(other).split()} for other in (food.name, *food.aliases)
    )


def _of(food: Food, wanted: _Wanted, metric: str | None, me: Profile) -> list[Fact]:
    said = amounts.said(food, wanted.amount, wanted.unit, wanted.name)
    weight = amounts.grams(food, said.amount, said.portion)
    named = shown.name(food.name)
    if said.hint == amounts.NO_SUCH_PORTION or weight is None or amounts.trouble(food, weight):
        return [Fact("no_amount", f"How much that is of {named} is not known", names=(named,))]
    holds = nutrients_of(food, weight)
    portion, how_much = _how_much(food, said, weight)
    facts = []
    for nutrient in NUTRIENTS:
        if nutrient.name == "kcal" and me.hide_numbers:
            continue
        value = holds[nutrient.name]
        if metric and nutrient.name != COLUMNS[metric]:
            continue
        if value is not None:
            facts.append(_nutrient(food, nutrient, value, portion, how_much, me))
        elif metric:
            facts.append(Fact("unknown", f"{nutrient.label} of {named} is not known", names=(named,)))
    return facts


def _how_much(food: Food, said: amounts.Said, weight: float) -> tuple[str, tuple[Amount, ...]]:
    """ "2 medium, 100 g" and its numbers."""
    unit = amounts.unit_of(food)
    grams = scaled_label(unit, round(weight, 1))
    counted = Amount(round(weight, 1), unit)
    if said.portion in (unit, "oz", "fl oz"):
        return grams, (counted,)
    label = scaled_label(shown.name(said.portion), said.amount)
    return f"{label}, {grams}", (counted, *shown.in_text(label))


def _nutrient(
    food: Food, nutrient: Nutrient, value: float, portion: str, how_much: tuple[Amount, ...], me: Profile
) -> Fact:
    named = shown.name(food.name)
    if nutrient.name == "kcal":
        unit, text = units.unit_label("energy", me.shown_in), units.say("energy", value, me.shown_in)
        amount = Amount(units.to_shown("energy", value, me.shown_in), unit)
    else:
        text = f"{units.number(value, nutrient.decimals)} {nutrient.unit}"
        amount = Amount(round(value, nutrient.decimals), nutrient.unit)
    said = f" ({portion}): {nutrient.label.lower()} {text}"
    unnamed = "" if named in catalog.food_names() or food.is_drink else f"A food of their own{said}"
    return Fact(nutrient.name, f"{named}{said}", (amount, *how_much), (named,), unnamed=unnamed)


def _others(foods: Sequence[Food]) -> list[Fact]:
    told = list(dict.fromkeys(shown.name(food.name) for food in foods))[:MOST_OTHERS]
    return [Fact("others", f"Also found: {'; '.join(told)}", names=tuple(told))] if told else []
