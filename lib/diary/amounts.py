"""How much of a food somebody means: a number and a portion, as it is typed, said and kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from lib.diary import checks, meals
from lib.diary.kinds import WATER
from lib.diary.meals import Item
from lib.diary.sentence_tokens import key
from lib.diary.sentence_words import singular_phrase
from lib.nutrition import portions
from lib.nutrition.foods import Food, Portion, grams_of
from lib.units import Units

# What a food is measured in that has no portions.
USUAL = 100.0
ABOUT = "The weight is an estimate."
NO_SUCH_PORTION = "How much that is of this food is not known: check the amount."
MANY = 5_000.0
# Portions that stand for one of a food, where none has its name.
ONE = ("medium", "whole", "piece")
# "A sweet and sour pork" is not one piece of it: a piece is one of the food from this part of a serving on.
LEAST_PIECE = 0.2


@dataclass(frozen=True)
class Said:
    """So many of a portion. The portion is one of `choices`."""

    amount: float
    portion: str
    hint: str = ""


def unit_of(food: Food) -> str:
    return "ml" if food.is_drink else "g"


def choices(food: Food, shown: Units) -> list[str]:
    """The portions one may choose: the usual serving first, the plain measure last."""
    measures = [unit_of(food)]
    if shown.system == "imperial":
        measures.append("fl oz" if food.is_drink else "oz")
    labels = dict.fromkeys(portion.label for portion in food.portions)
    return [*(label for label in labels if label not in measures), *measures]


def usual(food: Food) -> Said:
    return Said(1.0, food.portions[0].label) if food.portions else Said(USUAL, unit_of(food))


def grams(food: Food, amount: float | None, portion: str) -> float | None:
    """What it weighs; millilitres of a drink. None where it is nothing."""
    if not amount or amount <= 0:
        return None
    known = _portion(food, portion)
    if known:
        return amount * known.grams
    weight = grams_of(food, amount, portion)
    return weight.grams if weight else None


def one(food: Food, amount: float, name: str = "") -> Said:
    """What a bare count counts: "2 naan" are whole ones, though a piece is the usual serving. `name` as it was said."""
    if not food.portions:
        return usual(food)
    labels = {_as_named(portion.label): portion.label for portion in reversed(food.portions)}
    for way in _names(food, name):
        if way in labels:
            return Said(1.0, labels[way])
    serving = food.portions[0].grams
    for word in ONE:
        for label in labels.values():
            known = _portion(food, label)
            crumb = word == "piece" and amount <= 1 and known and known.grams < LEAST_PIECE * serving
            if not crumb and label.lower().split(" of ")[0] == label.lower() and label.lower().split()[0] == word:
                return Said(1.0, label)
    return usual(food)


def said(food: Food, amount: float | None, unit: str | None, name: str = "") -> Said:
    """What a sentence said, in the portions of this food."""
    if unit is None:
        start = one(food, amount, name) if amount else usual(food)
        return Said(start.amount * (amount or 1.0), start.portion)
    weight = grams_of(food, amount or 1.0, unit)
    if weight is None:
        return Said(usual(food).amount, usual(food).portion, NO_SUCH_PORTION)
    if unit not in (*portions.GRAMS, *portions.MILLILITRES):
        for portion in food.portions:
            if abs(portion.grams * (amount or 1.0) - weight.grams) < 0.01:
                return Said(amount or 1.0, portion.label, ABOUT if weight.estimated else "")
    return Said(round(weight.grams, 1), unit_of(food), ABOUT if weight.estimated and unit != "ml" else "")


def same_weight(food: Food, before: Said, portion: str) -> float:
    """How many of another portion weigh what was chosen before."""
    weight = grams(food, before.amount, before.portion)
    one = grams(food, 1.0, portion)
    return round(weight / one, 2) or 0.01 if weight and one else 1.0


def item(food: Food, amount: float, portion: str) -> Item | None:
    """What is kept of it in a meal."""
    weight = grams(food, amount, portion)
    if weight is None:
        return None
    said = None if portion == unit_of(food) else round(amount, 2) or None
    return meals.of_food(food, weight, said, portion[:60] if said else None)


def trouble(food: Food, weight: float | None) -> str:
    """Why an amount cannot be kept; empty where it can."""
    if weight is None or weight < 0.05:
        return "Say how much it was: more than 0."
    if food.is_drink:
        return " ".join(checks.problems(WATER, {"ml": weight, "beverage": food.id}).values())
    if weight > meals.MOST_GRAMS:
        return f"That is more than {meals.MOST_GRAMS / 1000:g} kg of one food. Check the amount."
    return ""


def question(food: Food, weight: float | None) -> str:
    """What to ask back with before an amount is kept."""
    if not weight:
        return ""
    if food.is_drink:
        return checks.unusual(WATER, {"ml": weight})
    return f"{food.name}: that is {weight / 1000:.1f} kg. Is it right?" if weight > MANY else ""


def per_portion(amounts: Mapping[str, float | None], weight: float) -> dict[str, float | None]:
    """Figures for 100 g as those of one portion: what a label for servings says."""
    return {name: None if value is None else round(value * weight / 100, 3) for name, value in amounts.items()}


def _portion(food: Food, label: str) -> Portion | None:
    return next((portion for portion in food.portions if portion.label == label), None)


def _names(food: Food, name: str) -> list[str]:
    """What one of a food may be called: as it was said, by its name or the last word of it, by another name of it."""
    called = [name, food.name.split(",")[0], food.name]
    phrases = [named for text in called if (named := _as_named(text))]
    ways = [way for named in phrases for way in (named, named.split()[-1])]
    return [*ways, *(_as_named(alias) for alias in food.aliases)]


def _as_named(text: str) -> str:
    return singular_phrase(key(text))
