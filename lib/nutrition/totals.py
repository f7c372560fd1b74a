"""Sums over what was eaten, which say how much of it is known."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.nutrition.foods import NUTRIENTS, Amounts
from lib.nutrition.wording import number

KCAL_PER_GRAM = {"protein_g": 4.0, "carbs_g": 4.0, "fat_g": 9.0}


@dataclass(frozen=True)
class Total:
    """The sum of what is known, of how many items it is not known, and of how many items there are."""

    value: float
    unknown: int
    count: int

    @property
    def at_least(self) -> bool:
        return self.unknown > 0

    @property
    def all_unknown(self) -> bool:
        return self.count > 0 and self.unknown == self.count


@dataclass(frozen=True)
class Range:
    """Energy with its bounds. Items of which nothing is known are counted and in none of the three."""

    low: float
    value: float
    high: float
    unknown: int = 0
    count: int = 0


@dataclass(frozen=True)
class Shares:
    """Where the energy came from, in whole percent that add up to 100, and how many items could not be counted."""

    protein: int
    carbs: int
    fat: int
    unknown: int


def add_up(items: Iterable[Amounts]) -> dict[str, Total]:
    """A total for every nutrient. What an item does not name is unknown."""
    kept = list(items)
    return {nutrient.name: _total([item.get(nutrient.name) for item in kept]) for nutrient in NUTRIENTS}


def _total(values: Sequence[float | None]) -> Total:
    known = [value for value in values if value is not None]
    return Total(math.fsum(known), len(values) - len(known), len(values))


def add_ranges(items: Iterable[Amounts]) -> Range:
    """Energy from kcal, with kcal_low and kcal_high where an item has them.

    One item's error says nothing about another's, so they partly cancel out: what lies below and above each figure is
    squared, added up, and the root taken.
    """
    below, values, above, unknown = [], [], [], 0
    for item in items:
        kcal = item.get("kcal")
        if kcal is None:
            unknown += 1
            continue
        low, high = item.get("kcal_low"), item.get("kcal_high")
        values.append(kcal)
        # A figure corrected by hand may have left its old bounds.
        below.append(0.0 if low is None else max(0.0, kcal - low))
        above.append(0.0 if high is None else max(0.0, high - kcal))
    value = math.fsum(values)
    return Range(value - math.hypot(*below), value, value + math.hypot(*above), unknown, unknown + len(values))


def say(total: Total, unit: str, decimals: int) -> str:
    """ "320 kcal", "at least 320 kcal" where something is unknown, "unknown" where everything is."""
    if total.all_unknown:
        return "unknown"
    text = f"{number(total.value, decimals)} {unit}"
    return f"at least {text}" if total.at_least else text


def say_range(found: Range, unit: str = "kcal") -> str:
    """ "280 to 360 kcal", one number where the bounds look alike, "at least 280 kcal" where something is unknown.

    The figures are in that unit already. They are said no finer than they are known.
    """
    if found.count > 0 and found.unknown == found.count:
        return "unknown"
    low, high = _roughly(found.low, unit), _roughly(found.high, unit)
    if found.unknown:
        return f"at least {number(low)} {unit}"
    if high == 0 and found.high > 0:
        return f"less than {number(_step(found.high, unit))} {unit}"
    return f"{number(low)} {unit}" if low == high else f"{number(low)} to {number(high)} {unit}"


def _roughly(value: float, unit: str) -> float:
    step = _step(value, unit)
    return math.floor(value / step + 0.5) * step


def _step(value: float, unit: str) -> float:
    if unit == "kJ":
        return 50.0
    return 5.0 if value < 100 else 10.0


def macro_shares(items: Iterable[Amounts]) -> Shares | None:
    """Of the items whose protein, carbohydrates and fat are all known. None where these hold no energy.

    An item with one of the three unknown would lean the shares towards the other two.
    """
    kcal, unknown = dict.fromkeys(KCAL_PER_GRAM, 0.0), 0
    for item in items:
        grams = {name: value for name in KCAL_PER_GRAM if (value := item.get(name)) is not None}
        if len(grams) < len(KCAL_PER_GRAM):
            unknown += 1
            continue
        for name, value in grams.items():
            kcal[name] += value * KCAL_PER_GRAM[name]
    whole = math.fsum(kcal.values())
    if whole <= 0:
        return None
    protein, carbs, fat = _whole_percent([value / whole * 100 for value in kcal.values()])
    return Shares(protein, carbs, fat, unknown)


def _whole_percent(exact: Sequence[float]) -> list[int]:
    """Rounded so that they add up to 100: what is missing goes to those that lost most."""
    percent = [math.floor(value) for value in exact]
    by_loss = sorted(range(len(exact)), key=lambda place: percent[place] - exact[place])
    for place in by_loss[: 100 - sum(percent)]:
        percent[place] += 1
    return percent
