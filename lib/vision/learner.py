"""What this person has eaten before that looked like this. Learnt from their own confirmed meals and nothing else.

The nearest dishes win. The numbers below were measured; `bench/learner.py` measures with photos of your own.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lib.vision.looks_alike import Shelf, read

# Whether it is a known dish at all: from how alike the nearest look is, and less so the more looks there are to be
# alike by chance. With this floor, dishes never seen before are passed over in 19 of 20 cases.
KNOWN_START, KNOWN_ALIKE, KNOWN_MANY = -5.78, 2.35, -0.39
MOST_MANY = 200
FLOOR = 0.68
# A dish that is so much more alike than another is nearly three times as likely.
STEP = 0.1
# Less likely than this, a second or third dish is no help.
LEAST_SHARE = 0.1
# The usual meal and time of day decide between dishes that look the same, and never against the picture.
MEAL_WEIGHS, HOUR_WEIGHS = 0.03, 0.02
HOURS_NEAR = 2.0


@dataclass(frozen=True)
class Known:
    """One confirmed item of the person's own."""

    food_id: str | None
    food_name: str
    look: bytes
    grams: float | None
    meal_type: str
    hour: float


@dataclass(frozen=True)
class Guess:
    food_id: str | None
    food_name: str
    # The median of what this person had of it.
    grams: float | None
    confidence: float


def suggest(look: bytes, known: Sequence[Known], *, meal_type: str, hour: float, most: int = 3) -> list[Guess]:
    """The likeliest first; none where nothing looks like it. `known` has the newest first."""
    return prepare(known).suggest(look, meal_type=meal_type, hour=hour, most=most)


def prepare(known: Sequence[Known]) -> "Memory":
    """For the several looks of one photo, which share most of the work."""
    dishes: dict[str, list[Known]] = {}
    for row in known:
        dishes.setdefault(_dish(row), []).append(row)
    return Memory(dishes)


class Memory:
    def __init__(self, dishes: Mapping[str, Sequence[Known]]) -> None:
        self._dishes = dishes
        # Looks of different lengths come from different models and cannot be compared.
        self._shelves: dict[int, tuple[Shelf, list[str]] | None] = {}

    def suggest(self, look: bytes, *, meal_type: str, hour: float, most: int = 3) -> list[Guess]:
        asked = read(look)
        found = self._shelf(len(look)) if asked is not None else None
        if found is None or asked is None:
            return []
        shelf, dish_of = found
        by_row = shelf.nearness(asked)
        known = _known_at_all(shelf.alike(int(by_row.argmax()), asked), len(dish_of))
        if known < FLOOR:
            return []
        nearest: dict[str, float] = {}
        for dish, near in zip(dish_of, by_row.tolist(), strict=True):
            nearest[dish] = max(near, nearest.get(dish, -math.inf))
        shares = _shares({dish: near + self._habit(dish, meal_type, hour) for dish, near in nearest.items()})
        first = sorted(shares, key=lambda dish: -shares[dish])[:most]
        shown = [dish for place, dish in enumerate(first) if place == 0 or shares[dish] >= LEAST_SHARE]
        return [self._guess(dish, known * shares[dish]) for dish in shown]

    def _shelf(self, length: int) -> tuple[Shelf, list[str]] | None:
        if length not in self._shelves:
            rows = [
                (dish, numbers)
                for dish, rows in self._dishes.items()
                for row in rows
                if len(row.look) == length and (numbers := read(row.look)) is not None
            ]
            self._shelves[length] = (
                (Shelf([numbers for _, numbers in rows]), [dish for dish, _ in rows]) if rows else None
            )
        return self._shelves[length]

    def _habit(self, dish: str, meal_type: str, hour: float) -> float:
        rows = self._dishes[dish]
        same_meal = sum(row.meal_type == meal_type for row in rows) / len(rows)
        nearest = min(_hours_between(row.hour, hour) for row in rows)
        return MEAL_WEIGHS * same_meal + HOUR_WEIGHS * math.exp(-((nearest / HOURS_NEAR) ** 2))

    def _guess(self, dish: str, confidence: float) -> Guess:
        rows = self._dishes[dish]
        grams = [row.grams for row in rows if row.grams is not None]
        return Guess(rows[0].food_id, rows[0].food_name, float(np.median(grams)) if grams else None, confidence)


def _dish(row: Known) -> str:
    return f"id {row.food_id}" if row.food_id else f"name {row.food_name.casefold()}"


def _known_at_all(alike: float, looks: int) -> float:
    distance = -math.log(min(max(1 - alike, 0.001), 1.0))
    many = math.log(min(looks, MOST_MANY))
    return 1 / (1 + math.exp(-(KNOWN_START + KNOWN_ALIKE * distance + KNOWN_MANY * many)))


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    best = max(scores.values())
    weights = {dish: math.exp((score - best) / STEP) for dish, score in scores.items()}
    total = math.fsum(weights.values())
    return {dish: weight / total for dish, weight in weights.items()}


def _hours_between(one: float, other: float) -> float:
    apart = abs(one - other) % 24
    return min(apart, 24 - apart)
