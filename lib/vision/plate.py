"""The meal on the photos that are being looked over: what is on it so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lib.diary import amounts, entries
from lib.diary.amounts import Said
from lib.gateway.port import Row
from lib.nutrition.foods import Food
from lib.vision.look import Seen
from lib.vision.reading import Photo
from lib.vision.suggestions import Suggestion

MOST_PHOTOS = 6
# Below this a found food has only some words in common with what was named.
NEAR = 1.4


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

    @property
    def is_by_hand(self) -> bool:
        return self.suggestion.named_by == "person" and not self.suggestion.boxes


@dataclass(frozen=True)
class Plate:
    shots: tuple[Shot, ...] = ()
    lines: tuple[Line, ...] = ()
    made: int = 0

    @property
    def numbers(self) -> dict[int, int]:
        """The lines that were found in a place, by their ids: they are numbered on the photos and in the list."""
        framed = [line.id for line in self.lines if line.suggestion.boxes]
        return {line_id: number for number, line_id in enumerate(framed, 1)}

    def with_shot(self, shot: Shot) -> "Plate":
        return replace(self, shots=(*self.shots, shot))

    def changed(self, shot: Shot) -> "Plate":
        return replace(self, shots=tuple(shot if one.id == shot.id else one for one in self.shots))

    def without(self, shot_id: str) -> "Plate":
        """What was added by hand stays as long as there is another photo of the meal."""
        shots = tuple(one for one in self.shots if one.id != shot_id)
        kept = [
            replace(one, shot_id=shots[0].id) if one.shot_id == shot_id else one
            for one in self.lines
            if one.shot_id != shot_id or (shots and one.is_by_hand)
        ]
        return replace(self, shots=shots, lines=tuple(kept))

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
        """The person says what it is: a line of its own in the same place, with the usual amount of that food."""
        made = self.made + 1
        lines = tuple(replace(_chosen(one, food), id=made) if one.id == line_id else one for one in self.lines)
        return replace(self, lines=lines, made=made)


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
