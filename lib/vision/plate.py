"""The meal on the photos that are being looked over: what is on it so far, and what becomes of it in the diary."""

import base64
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lib.diary import amounts, entries, meals, photos, review_entries
from lib.diary.amounts import Said
from lib.diary.days import Clock
from lib.diary.entries import Draft
from lib.diary.meals import Item
from lib.gateway.port import Row
from lib.nutrition import ranges
from lib.nutrition.foods import Food, nutrients_of
from lib.nutrition.ranges import Source
from lib.vision.look import Seen
from lib.vision.reading import Photo
from lib.vision.suggestions import Suggestion

MOST_PHOTOS = 6
# Below this a found food has only some words in common with what was named.
NEAR = 1.4
# What else the picture may show counts this much beside what was taken for it.
ALIKE = 0.15


@dataclass(frozen=True)
class Shot:
    """One photo. Its id is the one it will have in the diary."""

    photo: Photo
    id: str = field(default_factory=entries.new_key)
    seen: Seen | None = None
    # Why nothing is suggested for it.
    sentence: str = ""
    # The meals that hold the same photo.
    same: Sequence[Row] = ()
    # Whether everything was asked that is asked by itself.
    looked_at: bool = False
    asked_gemini: bool = False


@dataclass(frozen=True)
class Line:
    """Something on the plate: suggested, or added by hand."""

    id: int
    suggestion: Suggestion
    shot_id: str
    # A food without figures, which only has a name.
    name: str = ""


@dataclass(frozen=True)
class Plate:
    shots: tuple[Shot, ...] = ()
    lines: tuple[Line, ...] = ()
    made: int = 0

    def with_shot(self, shot: Shot) -> "Plate":
        return replace(self, shots=(*self.shots, shot))

    def changed(self, shot: Shot) -> "Plate":
        return replace(self, shots=tuple(shot if one.id == shot.id else one for one in self.shots))

    def without(self, shot_id: str) -> "Plate":
        return replace(
            self,
            shots=tuple(one for one in self.shots if one.id != shot_id),
            lines=tuple(one for one in self.lines if one.shot_id != shot_id),
        )

    def without_line(self, line_id: int) -> "Plate":
        return replace(self, lines=tuple(one for one in self.lines if one.id != line_id))

    def has(self, sha256: str) -> bool:
        return any(one.photo.sha256 == sha256 for one in self.shots)

    def with_lines(self, shot_id: str, found: Sequence[tuple[Suggestion, str]]) -> "Plate":
        """What is on the plate already is not put there twice, be it by a second photo or by another name of it."""
        there = {_called(one.suggestion, one.name) for one in self.lines}
        new = []
        for suggestion, name in found:
            called = _called(suggestion, name)
            # Two bowls are two bowls, until somebody says what is in them.
            if not called or called not in there:
                new.append((suggestion, name))
                there.add(called)
        lines = [Line(self.made + n, s, shot_id, name) for n, (s, name) in enumerate(new, 1)]
        return replace(self, lines=(*self.lines, *lines), made=self.made + len(lines))

    def chosen(self, line_id: int, food: Row) -> "Plate":
        """The person says what it is; the amount is the usual one of that food."""
        return replace(self, lines=tuple(_chosen(one, food) if one.id == line_id else one for one in self.lines))


def _called(suggestion: Suggestion, name: str) -> str:
    return str(suggestion.food["id"]) if suggestion.food else name.casefold()


def _chosen(line: Line, food: Row) -> Line:
    before = line.suggestion
    others = tuple(one for one in (before.food, *before.others) if one and one["id"] != food["id"])
    amount = amounts.usual(Food.of(food))
    suggestion = replace(before, food=food, named_by="person", sure=1.0, amount=amount, source="portion", others=others)
    return replace(line, suggestion=suggestion, name="")


def by_hand(food: Row) -> Suggestion:
    return Suggestion(food, "person", 1.0, amounts.usual(Food.of(food)), "portion")


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
    keep: bool = True,
) -> list[Draft]:
    """One meal with its photos and what they teach; what is drunk is logged as such."""
    foods = [one for one in eaten if one.food is None or not one.food.is_drink]
    found = []
    if foods:
        items = [made for one in foods if (made := item(one))]
        meal = meals.draft(meal_type, items, day, here, key, made_by="photo", note=note or None)
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


def asked(
    found: Sequence[tuple[str, float | None, float]], foods: Mapping[str, Sequence[Row]]
) -> list[tuple[Suggestion, str]]:
    """What somebody else named, with rough grams and how sure they were; a name without a food has no figures."""
    made = []
    for name, grams, sure in found:
        near = [food for food in foods.get(name, ()) if food["score"] >= NEAR]
        food = near[0] if near else None
        amount = Said(grams, amounts.unit_of(Food.of(food)) if food else "g") if grams else None
        if food and amount is None:
            amount = amounts.usual(Food.of(food))
        suggestion = Suggestion(
            food, "gemini", sure, amount or Said(1.0, ""), "seen", tuple(near[1:]), label="" if food else name
        )
        made.append((suggestion, "" if food else name))
    return made
