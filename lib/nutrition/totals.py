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

    The bounds are simply added: whoever takes one plate for smaller than it is tends to do so with the next, so the
    errors do not cancel out.
    """
    lows, values, highs, unknown = [], [], [], 0
    for item in items:
        kcal = item.get("kcal")
        if kcal is None:
            unknown += 1
            continue
        low, high = item.get("kcal_low"), item.get("kcal_high")
        values.append(kcal)
        # A figure corrected by hand may have left its old bounds.
        lows.append(kcal if low is None else min(low, kcal))
        highs.append(kcal if high is None else max(high, kcal))
    return Range(math.fsum(lows), math.fsum(values), math.fsum(highs), unknown, unknown + len(values))


def say(total: Total, unit: str, decimals: int) -> str:
    """ "320 kcal", "at least 320 kcal" where something is unknown, "unknown" where everything is."""
    if total.all_unknown:
        return "unknown"
    text = f"{number(total.value, decimals)} {unit}"
    return f"at least {text}" if total.at_least else text


def say_range(found: Range, unit: str, decimals: int) -> str:
    """ "280 to 360 kcal", one number where the bounds look alike, "at least 280 kcal" where something is unknown."""
    if found.count > 0 and found.unknown == found.count:
        return "unknown"
    low, high = number(found.low, decimals), number(found.high, decimals)
    if found.unknown:
        return f"at least {low} {unit}"
    return f"{low} {unit}" if low == high else f"{low} to {high} {unit}"


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
