"""How much an amount weighs: "60 g", "2 slices", "1 tablespoon"."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.nutrition.wording import parts, pluralise, scaled_label

GRAMS: Mapping[str, float] = {"g": 1.0, "kg": 1000.0, "mg": 0.001, "oz": 28.349523125, "lb": 453.59237}
MILLILITRES: Mapping[str, float] = {"ml": 1.0, "cl": 10.0, "dl": 100.0, "l": 1000.0, "fl oz": 29.5735295625}
# What a household holds, where a food's own spoon or cup is not known.
SPOONS: Mapping[str, float] = {"tablespoon": 15.0, "teaspoon": 5.0, "cup": 240.0}
USUAL_GRAMS = 100.0

_WAYS_TO_WRITE = {
    "g": "gr gm gram gramme", "kg": "kilo kilogram kilogramme", "mg": "milligram", "oz": "ounce", "lb": "pound",
    "ml": "millilitre milliliter cc", "cl": "centilitre centiliter", "dl": "decilitre deciliter", "l": "litre liter",
    "fl oz": "floz fluid-ounce", "tablespoon": "tbsp tbs", "teaspoon": "tsp", "cup": "cupful",
}  # fmt: skip
_CANONICAL = {way.replace("-", " "): unit for unit, ways in _WAYS_TO_WRITE.items() for way in (unit, *ways.split())}
_CANONICAL |= {f"{way}s": unit for way, unit in _CANONICAL.items()}
_SERVINGS = frozenset({"serving", "servings", "portion", "portions", "helping", "helpings"})

# "1 slice" and "1 6 oz container", and not "1 1/2 cups".
_ONE = re.compile(r"^1 (?=[^\W\d]|\d+(?:\.\d+)?[ -]\D)")
_COUNTED = re.compile(r"([1-9]\d*/[1-9]\d*|\d+(?:\.\d+)?|half|quarter)\s+(?:an? )?(?=[^\W\d])")
_WORTH = {"half": 0.5, "quarter": 0.25}


@dataclass(frozen=True)
class Portion:
    """A household portion. For a drink `grams` are millilitres, as its figures are per 100 ml."""

    label: str
    grams: float

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Portion":
        # "1 slice" and "slice" are one portion, and are written alike.
        return cls(_ONE.sub("", str(row["label"]).strip()), float(row["grams"]))


@dataclass(frozen=True)
class Weight:
    grams: float
    # The weight is a guess at this food: a cup of a food whose cup nobody weighed, or no amount at all.
    estimated: bool
    label: str


def weigh(portions: Sequence[Portion], amount: float, unit: str | None, drink: bool) -> Weight | None:
    """What an amount in a unit weighs. None: of this food nobody can say, or the amount is none."""
    if not (math.isfinite(amount) and amount > 0):
        return None
    unit = unit_name(unit) if unit else None
    if unit is not None and unit in {**GRAMS, **MILLILITRES}:
        return _measured(portions, amount, unit, drink)
    if unit and (found := _portion_called(portions, unit)):
        grams, exact, label = found
        return Weight(amount * grams, not exact, scaled_label(label, amount))
    if unit is None or unit in _SERVINGS:
        return _usual(portions, amount, drink)
    if unit in SPOONS:
        per_ml = 1.0 if drink else _grams_per_ml(portions, SPOONS[unit])
        return Weight(amount * SPOONS[unit] * per_ml, True, scaled_label(unit, amount))
    return None


def unit_name(unit: str) -> str:
    """The one name of a unit however it is written: "Grams" is "g", "tbsp" is "tablespoon"."""
    # "fl. oz." loses its dots, "16.9" keeps its own.
    unit = _ONE.sub("", " ".join(re.sub(r"\.(?!\d)", " ", unit.lower()).split()))
    return _CANONICAL.get(unit, unit)


def _measured(portions: Sequence[Portion], amount: float, unit: str, drink: bool) -> Weight:
    label = scaled_label(unit, amount)
    if drink:
        # A drink is counted in millilitres, of which one weighs about a gram; its ounces are those of a bottle.
        if unit in MILLILITRES:
            return Weight(amount * MILLILITRES[unit], False, label)
        return Weight(amount * (MILLILITRES["fl oz"] if unit == "oz" else GRAMS[unit]), True, label)
    if unit in GRAMS:
        return Weight(amount * GRAMS[unit], False, label)
    if unit == "fl oz" and (found := _portion_called(portions, unit)):
        return Weight(amount * found[0], not found[1], label)
    # A cup says more than a spoon about what fills a jug: a spoon is heaped.
    return Weight(amount * MILLILITRES[unit] * _grams_per_ml(portions, SPOONS["cup"]), True, label)


def _usual(portions: Sequence[Portion], amount: float, drink: bool) -> Weight:
    if portions:
        return Weight(amount * portions[0].grams, False, scaled_label(portions[0].label, amount))
    return Weight(amount * USUAL_GRAMS, True, scaled_label("ml" if drink else "g", amount * USUAL_GRAMS))


def _portion_called(portions: Sequence[Portion], unit: str) -> tuple[float, bool, str] | None:
    """The grams of one such portion, whether it is exactly this one, and its label."""
    named = [(portion, *_one_of(portion)) for portion in portions]
    for portion, _, _ in named:
        if _is(unit_name(portion.label), unit):
            return portion.grams, True, portion.label
    for portion, count, name in named:
        if _is(name, unit) or _is(parts(name)[0], unit):
            return portion.grams / count, True, name
    # "slice" where only a thick one was weighed, "large" where it is a large fillet. A medium one stands for all.
    near = [(portion.grams / count, name) for portion, count, name in named if _is_kind_of(name, unit)]
    near.sort(key=lambda found: "medium" not in found[1] and "regular" not in found[1])
    return (near[0][0], False, near[0][1]) if near else None


def _one_of(portion: Portion) -> tuple[float, str]:
    """How many of what a portion is: "4 prunes" are 4 of "prunes", and "half cup" is half of a "cup"."""
    label = portion.label.lower()
    counted = _COUNTED.match(label)
    if counted is None:
        return 1.0, label
    name = label[counted.end() :]
    above, _, below = counted[1].partition("/")
    count = _WORTH.get(above) or float(above) / float(below or 1)
    # "5 oz package" is one package.
    is_size = any(name.startswith(f"{unit} ") for unit in (*GRAMS, *MILLILITRES, "inch", "calorie"))
    return (count, name) if count > 0 and not is_size else (1.0, label)


def _is(name: str, unit: str) -> bool:
    return name in (unit, pluralise(unit, 2)) or pluralise(name, 2) == unit or _CANONICAL.get(name) == unit


def _is_kind_of(name: str, unit: str) -> bool:
    head = parts(name)[0]
    return any(f" {head}".endswith(f" {one}") for one in (unit, pluralise(unit, 2))) or (
        f" {pluralise(head, 2)}".endswith(f" {unit}") or f"{head} ".startswith(f"{unit} ")
    )


def _grams_per_ml(portions: Sequence[Portion], millilitres: float) -> float:
    """From the food's own spoon or cup, the nearest in size; a food of which none is known weighs what water does."""
    known = []
    for portion in portions:
        count, name = _one_of(portion)
        holds = {**SPOONS, **MILLILITRES}.get(unit_name(name))
        if holds:
            known.append((abs(holds - millilitres), portion.grams / (count * holds)))
    return min(known)[1] if known else 1.0
