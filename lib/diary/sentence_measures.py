"""How far, how long and how fast somebody moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.diary.sentence_amounts import is_mark, is_number, low, quantity
from lib.diary.sentence_times import clock_minutes, duration
from lib.diary.sentence_tokens import CLOCK, Token, phrase
from lib.diary.sentence_words import Words

# "ran 30 m" is half an hour, "swam 400 m" is a distance.
SHORTEST_METRES = 100
FASTEST_KMH = 80.0


@dataclass
class Measures:
    minutes: float | None = None
    distance_km: float | None = None
    kmh: float | None = None
    approximate: bool = False

    @property
    def any(self) -> bool:
        return self.minutes is not None or self.distance_km is not None or self.kmh is not None

    def speed(self) -> float | None:
        if self.minutes and self.distance_km:
            return self.distance_km / self.minutes * 60
        return self.kmh


def take_measures(tokens: Sequence[Token], words: Words) -> tuple[Measures, list[Token]]:
    """What is measured, and the tokens that measure nothing."""
    found, rest, at = Measures(), list[Token](), 0
    running: list[Token] = []
    while at < len(tokens):
        end = _speed(tokens, at, words, found) or _distance(tokens, at, words, found) or _time(tokens, at, words, found)
        if end is None and tokens[at].kind == CLOCK and words.has("in", low(tokens, at - 1)):
            running.append(tokens[at])
            end = at + 1
        if end is None:
            rest.append(tokens[at])
        at = end or at + 1
    if running and found.minutes is None:
        found.minutes = _running_time(running[0], found.distance_km)
    return found, rest


def _speed(tokens: Sequence[Token], at: int, words: Words, found: Measures) -> int | None:
    if not is_number(tokens, at):
        return None
    for length in (3, 2, 1):
        unit = words.variant("speeds", phrase(tokens[at + 1 : at + 1 + length]))
        if unit and at + 1 + length <= len(tokens):
            found.kmh = tokens[at].decimal * words.values["kilometres"][unit]
            return at + 1 + length
    return None


def _distance(tokens: Sequence[Token], at: int, words: Words, found: Measures) -> int | None:
    if found.distance_km is not None:
        return None
    amount = quantity(tokens, at, words)
    if amount is None:
        return None
    end = amount.next + 1 if is_mark(tokens, amount.next, "-") else amount.next
    unit = words.variant("distances", low(tokens, end))
    if unit is None or (low(tokens, end) == "m" and amount.value < SHORTEST_METRES):
        return None
    value = amount.value if unit in ("metre", "yard") else amount.decimal
    found.distance_km = value * words.values["kilometres"][unit]
    found.approximate = found.approximate or amount.approximate
    return end + 1


def _time(tokens: Sequence[Token], at: int, words: Words, found: Measures) -> int | None:
    if found.minutes is not None:
        return None
    length = duration(tokens, at, words)
    if length is None and is_number(tokens, at) and low(tokens, at + 1) == "m":
        length = (tokens[at].value, at + 2)
    if length is None:
        return None
    found.minutes = length[0]
    opening = quantity(tokens, at, words)
    found.approximate = found.approximate or (opening is not None and opening.approximate)
    return length[1]


def _running_time(token: Token, distance_km: float | None) -> float | None:
    """ "in 45:12" is minutes and seconds, "in 1:45" hours and minutes, unless the distance says otherwise."""
    short, long = clock_minutes(token, short=True), clock_minutes(token, short=False)
    if short is None or long is None:
        return None
    if distance_km:
        return short if distance_km / max(short, 0.01) * 60 <= FASTEST_KMH else long
    return short if short >= 5 else long
