"""Clock times and durations: "8:30 am", "11pm", "at 8", "1h30", "an hour and a half", "45 min"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from lib.diary.sentence_amounts import is_mark, is_number, low, quantity
from lib.diary.sentence_tokens import CLOCK, NUMBER, Token
from lib.diary.sentence_words import Words

# What "dinner at 8" and "lunch at 1" mean: these hours are in the second half of the day.
AFTERNOON_HOURS = {"dinner": range(4, 12), "lunch": range(1, 5)}


@dataclass(frozen=True)
class Clock:
    hour: int
    minute: int
    next: int
    # Whether the half of the day is certain: "7 pm", "19:00" and "07:00", but not "7".
    sure: bool

    def at(self, meal: str | None = None) -> time:
        later = not self.sure and self.hour in AFTERNOON_HOURS.get(meal or "", ())
        return time(self.hour + 12 if later else self.hour, self.minute)


def clock(tokens: Sequence[Token], i: int, words: Words, *, bare: bool = False) -> Clock | None:
    """The time that begins at i. A bare number is one only where the caller knows that a time is meant."""
    word = low(tokens, i)
    if words.has("noon", word):
        return Clock(12, 0, i + 1, True)
    if words.has("midnight", word):
        return Clock(0, 0, i + 1, True)
    if not 0 <= i < len(tokens) or tokens[i].kind not in (CLOCK, NUMBER):
        return None
    parts = _parts(tokens[i], dotted=bare)
    if parts is None:
        return None
    hour, minute = parts
    after = i + 1
    named = tokens[i].kind == CLOCK or bare
    if words.has("oclock", low(tokens, after)):
        named, after = True, after + 1
    morning, evening = (_half_of_day(tokens, after, words, half) for half in ("am", "pm"))
    if (morning or evening) and 1 <= hour <= 12:
        return Clock(hour % 12 + (12 if evening else 0), minute, after + 1, True)
    if not named or hour > 24 or (hour == 24 and minute):
        return None
    sure = hour == 0 or hour > 12 or tokens[i].text.startswith("0")
    return Clock(hour % 24, minute, after, sure)


def _half_of_day(tokens: Sequence[Token], i: int, words: Words, half: str) -> bool:
    return words.has(half, low(tokens, i)) and (low(tokens, i).endswith("m") or not tokens[i].gap)


def _parts(token: Token, *, dotted: bool) -> tuple[int, int] | None:
    if token.kind == NUMBER:
        whole, dot, rest = token.text.partition(".")
        if dot and dotted and len(rest) == 2 and len(whole) in (1, 2):
            # "23.30", as much of Europe writes it.
            hour, minute = int(whole), int(rest)
        elif token.value <= 24 and token.value == int(token.value) and token.text.isdecimal():
            hour, minute = int(token.value), 0
        else:
            return None
    else:
        hour, minute = (int(part) for part in token.text.split(":")[:2])
    return (hour, minute) if minute < 60 and hour <= 24 else None


def duration(tokens: Sequence[Token], i: int, words: Words) -> tuple[float, int] | None:
    """The minutes that begin at i, and where they end."""
    if 0 <= i < len(tokens) and tokens[i].kind == CLOCK:
        named = words.variant("times", low(tokens, i + 1))
        minutes = clock_minutes(tokens[i], short=named != "hour")
        return (minutes, i + 2) if named and minutes is not None else None
    found = quantity(tokens, i, words)
    if found is None:
        return None
    at = found.next + 1 if is_mark(tokens, found.next, "-") else found.next
    name = words.variant("times", low(tokens, at))
    if name is None:
        return None
    minutes = found.value * words.values["minutes"][name]
    return _and_more(tokens, at + 1, words, name, minutes) if name != "second" else (minutes, at + 1)


def _and_more(tokens: Sequence[Token], at: int, words: Words, name: str, minutes: float) -> tuple[float, int]:
    """The 30 of "1h30" and "1 h and 30 min", the half of "an hour and a half"."""
    joined = words.has("and", low(tokens, at))
    ahead = at + 1 if joined else at
    if joined and words.has("article", low(tokens, ahead)) and words.has("half", low(tokens, ahead + 1)):
        return minutes + words.values["minutes"][name] / 2, ahead + 2
    smaller = "minute" if name == "hour" else "second"
    if is_number(tokens, ahead) and tokens[ahead].value < 60:
        if words.variant("times", low(tokens, ahead + 1)) == smaller:
            return minutes + tokens[ahead].value * words.values["minutes"][smaller], ahead + 2
        if not joined and not tokens[ahead].gap and tokens[ahead].text.isdecimal() and len(tokens[ahead].text) == 2:
            return minutes + tokens[ahead].value * words.values["minutes"][smaller], ahead + 1
    return minutes, at


def clock_minutes(token: Token, *, short: bool) -> float | None:
    """The minutes of "28:30": minutes and seconds when short, hours and minutes otherwise; "1:05:30" is clear."""
    parts = [int(part) for part in token.text.split(":")]
    if any(part >= 60 for part in parts[1:]):
        return None
    if len(parts) == 3:
        return parts[0] * 60 + parts[1] + parts[2] / 60
    return parts[0] + parts[1] / 60 if short else parts[0] * 60.0 + parts[1]


def take_time(tokens: Sequence[Token], words: Words) -> tuple[Clock | None, list[Token]]:
    """The time something happened at, and the tokens without it."""
    for i in range(len(tokens)):
        said = words.has("at", low(tokens, i))
        begin = i + 1 if said else i
        if not said and (is_mark(tokens, i - 1, "-") or words.has("in", low(tokens, i - 1))):
            continue
        found = clock(tokens, begin, words, bare=said)
        if found is None or is_mark(tokens, found.next, "/"):
            continue
        plain = tokens[begin].kind == NUMBER and found.next == begin + 1
        if (plain and _counts_something(tokens, found.next, words)) or words.variant("times", low(tokens, found.next)):
            continue
        if not said and is_mark(tokens, found.next, "-") and i > 0:
            continue
        end = found.next
        if i == 0 and (is_mark(tokens, end, "-") or is_mark(tokens, end, ":")):
            end += 1
        return found, [*tokens[:i], *tokens[end:]]
    return None, list(tokens)


def _counts_something(tokens: Sequence[Token], i: int, words: Words) -> bool:
    """ "at 100 kg" and "at 10 km/h" are no times."""
    word = low(tokens, i)
    tables = ("units", "times", "distances", "body_units")
    if any(words.variant(table, word) for table in tables) or words.has("reps", word) or words.variant("speeds", word):
        return True
    return word in ("%", "x")
