"""What a sentence said becomes lines to look over: each with the foods it may mean and how much of them.

Pure, but for the one question which foods are meant.
"""

import datetime
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from lib.diary import catalog
from lib.diary.sentence import Lexicon, Piece, parse
from lib.diary.sentence_tokens import key
from lib.diary.sentence_words import singular, singular_phrase
from lib.gateway.port import Backend, Row
from lib.nutrition.foods import Food

# The scores of match_foods: 3 and more where a name is the phrase or begins with it (less a little for a long name),
# above 1 where all its words are there, below 1 where only letters are alike.
BEGINS = 2.8
HAS_THE_WORDS = 1.2
LOOKS_ALIKE = 0.8
MOST_CHOICES = 4
# The most that match_foods answers for, and how much of each it reads.
MOST_NAMES = 30
LONGEST_NAME = 60
# A fuzzy score below this has little in common; in a short word one wrong letter makes another word.
ENOUGH = 0.5
SHORTEST_MISTYPED = 5
WHOLE_DAY = datetime.time(23, 59)

WHY = {
    "bounds": "There is no such amount: check the number.",
    "day": "This seems to be about another day: choose that day above and read it again.",
    "hrv": "Say which measure it is: hrv rmssd 45, or hrv sdnn 45.",
    "unit": "Say the unit too, such as 5.4 mmol/l or 72 kg.",
    "sleep": "Say from when to when, such as: slept 23:30-7.",
    "nothing": "There is nothing to log in this.",
}


@dataclass(frozen=True)
class Line:
    """One thing to look over. `chosen` is the place of its food in `choices`; None where nobody can tell which."""

    id: int
    kind: str
    text: str
    fields: Mapping[str, Any]
    choices: tuple[Food, ...] = ()
    chosen: int | None = None
    # Whether it was among the names that were looked for.
    looked_up: bool = True


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    names: set[str] = set()
    for row in catalog.rows("foods"):
        names.update(key(name) for name in (row["name"], *row["aliases"].split("|")))
    return Lexicon.of(catalog.rows("beverages"), catalog.rows("activities"), foods=lambda text: key(text) in names)


def read(text: str, day: datetime.date, now: datetime.datetime, *, imperial: bool) -> list[Piece]:
    """The pieces of a text about `day`; of a day that is over, all of it has happened."""
    if day < now.date():
        now = datetime.datetime.combine(day, WHOLE_DAY, tzinfo=now.tzinfo)
    return parse(text, now=now, lexicon=lexicon(), imperial=imperial)


def names_of(pieces: Sequence[Piece]) -> list[str]:
    """What has to be found among the foods, in the order it was said: as much as can be looked for at once."""
    ways: list[list[str]] = []
    for piece in pieces:
        if piece.kind != "food":
            continue
        for fields in (piece.fields, *_parts(piece)):
            ways.append(_ways(fields["name"]))
    names = list(dict.fromkeys(name for way in ways for name in way))
    if len(names) > MOST_NAMES:
        # Of many names each is looked for in one way only.
        names = list(dict.fromkeys(way[-1] for way in ways))
    return names[:MOST_NAMES]


def find(backend: Backend, names: Sequence[str]) -> Mapping[str, list[Row]]:
    """The few best foods for each name."""
    if not names:
        return {}
    found: Mapping[str, list[Row]] = backend.gateway.rpc("match_foods", {"p_names": list(names)})
    return found


def lines(pieces: Sequence[Piece], found: Mapping[str, list[Row]]) -> list[Line]:
    made: list[Line] = []
    for piece in pieces:
        if piece.kind != "food":
            made.append(Line(len(made), piece.kind, piece.text, dict(piece.fields)))
            continue
        rows = _matches(piece.fields["name"], found)
        parts = _parts(piece)
        together = not parts or (rows and rows[0]["score"] >= BEGINS)
        if not together and not any(_matches(part["name"], found) for part in parts):
            together = True
        for fields in (piece.fields,) if together else parts:
            matches = _matches(fields["name"], found)
            made.append(
                Line(
                    id=len(made),
                    kind="food",
                    text=piece.text if together else fields["name"],
                    fields=dict(fields),
                    choices=tuple(Food.of(row) for row in matches),
                    chosen=_best(fields, matches),
                    looked_up=any(way in found for way in _ways(fields["name"])),
                )
            )
    return made


def left_over(kept: Sequence[Line]) -> str:
    """The text of lines that stay in the box."""
    return "; ".join(dict.fromkeys(line.text for line in kept))


def _parts(piece: Piece) -> list[dict[str, Any]]:
    """ "100 g toast with 2 pats of butter" is also two foods: the first has the amount, the others say their own."""
    shared = {name: piece.fields.get(name) for name in ("meal", "at", "approximate")}
    parts = []
    for place, name in enumerate(piece.fields.get("parts") or ()):
        fields: dict[str, Any] = {"amount": None, "unit": None, "name": name}
        said = parse(name, now=datetime.datetime.now(), lexicon=lexicon())
        if place == 0:
            fields |= {"amount": piece.fields["amount"], "unit": piece.fields["unit"]}
        elif len(said) == 1 and said[0].kind == "food":
            fields |= {part: said[0].fields[part] for part in ("amount", "unit", "name")}
        elif len(said) == 1 and said[0].kind == "drink" and said[0].fields["ml"]:
            ml = said[0].fields["ml"] * said[0].fields["count"]
            fields |= {"amount": ml, "unit": "ml", "name": said[0].fields["name"]}
        parts.append(fields | shared)
    return parts


def _ways(name: str) -> list[str]:
    """A name as it was typed, and in the singular: "bananas" are found as "banana" too."""
    name = name[:LONGEST_NAME]
    return list(dict.fromkeys((name, singular_phrase(name))))


def _matches(name: str, found: Mapping[str, list[Row]]) -> list[Row]:
    """The best of what was found for a name, each food once."""
    best: dict[tuple[str, str], Row] = {}
    for way in _ways(name):
        for row in found.get(way, ()):
            place = (row["kind"], str(row["id"]))
            if place not in best or best[place]["score"] < row["score"]:
                best[place] = row
    return sorted(best.values(), key=lambda row: -_worth(row, name))[:MOST_CHOICES]


def _worth(row: Row, name: str) -> float:
    """Where only letters are alike, a name that looks like the whole word comes before one that has it somewhere."""
    score = float(row["score"])
    return score if score >= HAS_THE_WORDS else _likeness(row, name)


def _likeness(row: Row, name: str) -> float:
    names = (row["name"], *(row.get("aliases") or ()))
    return max(SequenceMatcher(None, key(name), key(other)).ratio() for other in names)


def _best(fields: Mapping[str, Any], matches: Sequence[Row]) -> int | None:
    if not matches or fields.get("kcal") is not None:
        return None
    score, name = float(matches[0]["score"]), fields["name"]
    if score >= HAS_THE_WORDS and _has_the_words(matches[0], name):
        return 0
    if score < ENOUGH or len(key(name)) < SHORTEST_MISTYPED:
        return None
    return 0 if _likeness(matches[0], name) >= LOOKS_ALIKE else None


def _has_the_words(row: Row, name: str) -> bool:
    """Whether a name of it has every word that was said, as a whole: "brot" is no broth."""
    wanted = _whole_words(name)
    return any(wanted <= _whole_words(other) for other in (row["name"], *(row.get("aliases") or ())))


def _whole_words(name: str) -> set[str]:
    bare = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    return {singular(word) for word in key(bare).split()}
