"""What the parser hands out, and what its readers are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lib.diary.sentence_lexicon import Lexicon
from lib.diary.sentence_tokens import NUMBER, WORD, Token, phrase
from lib.diary.sentence_words import Words

Fields = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """One thing that was said. `text` is the source from `start` to `end`, letter for letter.

    food     amount, unit, name, meal, at, parts ("toast with butter"), kcal where it was said
    drink    ml of one serving (None is the usual serving), count of servings, beverage, vessel, name, meal, at
    gym      activity, minutes, distance_km, sets [{exercise, reps, kg}], note, at
    sleep    start, end, minutes, quality (1 to 5)
    mood     wellbeing, word, feelings, energy, note, at
    body     metric, value in the app's unit (blood_pressure: systolic and diastolic), at
    unknown  why: "bounds" (no such amount exists), "day" (another day is meant), "hrv" (RMSSD or SDNN?), "unit" (which
             unit is meant?), "nothing" (it says that something was not), else None
    `approximate` is True in the fields of an amount that was said loosely ("about", "2-3", "a few").
    """

    kind: str
    text: str
    start: int
    end: int
    fields: Fields


@dataclass(frozen=True)
class Reading:
    kind: str
    fields: Fields
    # What the reader wants to see again when the next segment adds to this one.
    memo: Any = None


@dataclass(frozen=True)
class Scene:
    """What a reader knows besides the words in front of it."""

    now: datetime
    lexicon: Lexicon
    words: Words
    imperial: bool = False


def unknown(why: str | None = None) -> Reading:
    return Reading("unknown", {"why": why})


def is_wordlike(tokens: Sequence[Token]) -> bool:
    """Whether this could be the name of something: at least one real word and no code or address."""
    words = [token for token in tokens if token.kind == WORD]
    strange = any(token.low in "<>{}[]=\\^$|_@#`" for token in tokens if token.kind not in (WORD, NUMBER))
    strange = strange or "//" in phrase(tokens)
    real = any(len(token.text) > 1 or ord(token.text[0]) > 0x2FF for token in words)
    return real and not strange and all(len(token.text) <= 40 for token in words) and len(tokens) <= 30


def strip_moments(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Without "today" or "this morning" at either end: the sentence is about this day anyway."""
    rest = list(tokens)
    for length in (2, 1):
        if len(rest) > length and words.has("moments", phrase(rest[-length:])):
            rest = rest[:-length]
        if len(rest) > length and words.has("moments", phrase(rest[:length])):
            rest = rest[length:]
    return rest


def named_in(table: Mapping[str, Any], tokens: Sequence[Token], i: int, longest: int) -> tuple[Any, int] | None:
    """The longest phrase of a table that begins at i, and where it ends."""
    for length in range(min(longest, len(tokens) - i), 0, -1):
        found = table.get(phrase(tokens[i : i + length]))
        if found is not None:
            return found, i + length
    return None
