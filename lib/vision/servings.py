"""What is eaten of a plate, as the person left it, and what becomes of it in the diary."""

import base64
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from lib.diary import amounts, entries, meals, photos, review_entries
from lib.diary.days import Clock
from lib.diary.entries import Draft
from lib.diary.meals import Item
from lib.gateway.port import Row
from lib.nutrition import ranges
from lib.nutrition.foods import Food, nutrients_of
from lib.nutrition.ranges import Source
from lib.vision.plate import Line, Plate, Shot

# What else the picture may show counts this much beside what was taken for it.
ALIKE = 0.15


@dataclass(frozen=True)
class Chosen:
    """A line that is eaten, as the person left it."""

    line: Line
    amount: float
    portion: str

    @property
    def food(self) -> Food | None:
        row = self.line.suggestion.food
        return Food.of(row) if row else None

    @property
    def grams(self) -> float | None:
        return amounts.grams(self.food, self.amount, self.portion) if self.food else None

    @property
    def source(self) -> Source:
        suggested = self.line.suggestion
        if (self.amount, self.portion) == (suggested.amount.amount, suggested.amount.portion):
            return suggested.source
        if self.portion == suggested.amount.portion and self.amount in _halves_and_doubles(suggested.amount.amount):
            return "portion"
        # What somebody types in grams they have weighed, or read off a label.
        return "weighed" if self.portion in ("g", "ml", "oz", "fl oz") else "portion"


def _halves_and_doubles(amount: float) -> list[float]:
    """What a tap or two on "Half of it" and "Twice" make of an amount."""
    return [round(amount * times, 2) for times in (0.25, 0.5, 2, 4)]


def item(one: Chosen) -> Item | None:
    """What is kept of it in the meal. None for an amount that is none."""
    if one.food is None:
        return meals.quick(one.line.name, None) | {"named_by": one.line.suggestion.named_by}
    made = amounts.item(one.food, one.amount, one.portion)
    if made is None or made["kcal"] is None:
        return made and made | {"named_by": one.line.suggestion.named_by}
    low, high = ranges.item_range(made["kcal"], one.source, others=_others(one))
    named_by = one.line.suggestion.named_by
    return made | {"named_by": named_by, "kcal_low": round(low, 1), "kcal_high": round(high, 1)}


def _others(one: Chosen) -> list[tuple[float, float]]:
    """What it would hold if it were one of the foods that look alike. Who has named it themselves is sure."""
    if one.line.suggestion.named_by == "person" or not one.grams:
        return []
    energies = [nutrients_of(Food.of(other), one.grams)["kcal"] for other in one.line.suggestion.others]
    return [(ALIKE, kcal) for kcal in energies if kcal is not None]


def drafts(
    plate: Plate,
    eaten: Sequence[Chosen],
    meal_type: str,
    day: datetime.date,
    here: Clock,
    key: str,
    *,
    note: str = "",
    at: datetime.time | None = None,
    keep: bool = True,
) -> list[Draft]:
    """One meal with its photos and what they teach; what is drunk is logged as such."""
    foods = [one for one in eaten if one.food is None or not one.food.is_drink]
    found = []
    if foods:
        items = [made for one in foods if (made := item(one))]
        meal = meals.draft(meal_type, items, day, here, key, made_by="photo", note=note or None, at=at)
        meal["photos"] = [_photo(shot) for shot in plate.shots] if keep else []
        meal["learnt"] = learnt(plate, foods)
        found.append(meal)
    for one in eaten:
        if one.food and one.food.is_drink:
            drink_key = entries.key_of(key, one.line.id)
            found.append(review_entries.drink(one.food, one.grams or 0.0, day, here, drink_key))
    return found


def pictures(drafts: Sequence[Draft], plate: Plate) -> dict[str, bytes]:
    """The pictures of the photos that the entries speak of."""
    wanted = {photo["id"] for draft in drafts for photo in draft.get("photos", [])}
    return {shot.id: shot.photo.jpeg for shot in plate.shots if shot.id in wanted}


def _photo(shot: Shot) -> Row:
    model, took = (shot.seen.model, shot.seen.took_ms) if shot.seen else (None, None)
    return photos.row(shot.id, shot.photo.size, shot.photo.sha256, shot.photo.thumbnail, model, took)


def learnt(plate: Plate, eaten: Sequence[Chosen]) -> list[Row]:
    """What the photos teach: each food looked like its part of the photo, and was on a plate that looked so."""
    shots = {shot.id: shot.seen for shot in plate.shots if shot.seen and shot.seen.looks_by}
    first = next(iter(shots.values()), None)
    found: list[Row] = []
    for one in eaten:
        seen = shots.get(one.line.shot_id) or first
        if one.food is None or seen is None or not seen.look:
            continue
        named = {"food_id": one.food.id, "food_name": one.food.name[:120], "looks_by": seen.looks_by}
        found.append({**named, "whole": True, "look": _text(seen.look)})
        if one.line.suggestion.look:
            found.append({**named, "whole": False, "look": _text(one.line.suggestion.look)})
    # A food that stands there twice looked like the whole photo once.
    return [row for place, row in enumerate(found) if row not in found[:place]]


def _text(look: bytes) -> str:
    return base64.b64encode(look).decode()
