"""Reads the numbers of a line: digits, fractions, times of day, and numbers in words."""

import math
import re
from dataclasses import dataclass, replace

from lib.advice.checker_number_words import BIG, CARDINALS, OTHER, PARTS, counts_nothing, goes_on, sum_of
from lib.advice.checker_units import unit_after

FRACTIONS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
# "Seven and a half" is said of 7.48 as well: half of a tenth, like the last digit of 7.5.
_ROUGHLY = 0.05

_DIGITS = r"\d{1,3}(?:[ ]\d{3})+(?![\d])(?![.,]\d)|\d(?:[\d.,]*\d)?"
_TOKEN = re.compile(
    rf"""(?P<clock>(?<![\d:.,])\d{{1,2}}:\d\d(?![\d:])(?:[ ]?[ap]\.?m\b)?|(?<![\d:.,/])\d{{1,2}}[ ]?[ap]\.?m\b)
    |(?P<parts>(?<![\d.,])(?:\d{{1,3}}[ ])?\d{{1,3}}/\d{{1,3}}(?![\d/]))
    |(?P<digits>{_DIGITS})(?P<ending>[ ]?[{"".join(FRACTIONS)}]|(?:st|nd|rd|th|k|x)\b)?
    |(?P<sign>[{"".join(FRACTIONS)}])
    |(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)""",
    re.VERBOSE,
)
_JOINT = re.compile(r"[ ]and[ ]|[ -]")
_AND_A_HALF = re.compile(r"[ ]and[ ](?:an?[ ]|one[ -])?(?P<part>half|quarter|third)\b")
_A_PART = re.compile(r"[ -](?P<part>halves|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b")
_LETTERS = re.compile(r"[^\W\d_]+")
_NEXT = re.compile(r"[ ]?[-–]?[ ]?(?P<word>[^\W\d_]+)")


@dataclass(frozen=True)
class Number:
    """`values` are its readings, any of which may be meant; `half` is half of its last digit."""

    values: tuple[float, ...]
    half: float
    start: int
    end: int
    unit: str = ""
    # Minutes after midnight, for a time of day.
    clock: int | None = None
    signed: bool = False
    # "7/10" is a part, or two numbers.
    pair: tuple[float, ...] = ()
    harmless: bool = False
    # A part or a multiple: 0.5 is 50 % as well.
    share: bool = False
    # What follows it: up to three words.
    words: tuple[str, ...] = ()


def numbers(line: str) -> list[Number]:
    """Every number of the line, in order. The line is in small letters."""
    found: list[Number] = []
    at = 0
    while token := _TOKEN.search(line, at):
        number = _number(line, token)
        if number is None:
            at = token.end()
            continue
        unit, end = (number.unit, number.end) if number.clock is not None else unit_after(line, number.end)
        found.append(replace(number, unit=unit, end=end, words=_next_words(line, end)))
        at = max(end, token.end())
    return found


def clocks(text: str) -> set[int]:
    """The times of day in a text, in minutes after midnight."""
    return {minutes for token in _TOKEN.finditer(text.lower()) if (minutes := _minutes(token["clock"])) is not None}


def _number(line: str, token: re.Match[str]) -> Number | None:
    start, end = token.span()
    if token["clock"]:
        return Number((math.nan,), 0, start, end, clock=_minutes(token["clock"]) or 0)
    if token["parts"]:
        return _fraction(token["parts"], start, end)
    if token["digits"]:
        return _digits(line, token)
    if token["sign"]:
        return Number((FRACTIONS[token["sign"]],), _ROUGHLY, start, end, share=True)
    return _in_words(line, token)


def _minutes(clock: str | None) -> int | None:
    if not clock:
        return None
    hours, minutes = (int(part) for part in re.findall(r"\d+", clock + " 0")[:2])
    if "m" in clock and 1 <= hours <= 12:
        hours = hours % 12 + (12 if "p" in clock else 0)
    return hours * 60 + minutes


def _fraction(text: str, start: int, end: int) -> Number:
    whole, _, part = text.rpartition(" ")
    top, bottom = (float(piece) for piece in part.split("/"))
    value = float(whole or 0) + top / bottom if bottom else math.nan
    pair = () if whole else (top, bottom)
    return Number((value,), _ROUGHLY, start, end, pair=pair, share=value < 1)


def _digits(line: str, token: re.Match[str]) -> Number:
    start, end = token.span()
    value, half = _value(token["digits"])
    ending = (token["ending"] or "").strip()
    if part := _AND_A_HALF.match(line, end):
        return Number((value + PARTS[part["part"]],), _ROUGHLY, start, part.end())
    if ending in FRACTIONS:
        value, half = (value + FRACTIONS[ending], _ROUGHLY) if half == 0.5 else (math.nan, 0)
    elif ending == "k":
        value, half = value * 1000, half * 1000
    signed = start > 0 and line[start - 1] in "-−" and (start == 1 or line[start - 2] in " (")
    return Number((-value if signed else value,), half, start, end, signed=signed)


def _value(text: str) -> tuple[float, float]:
    """The value and half of the last digit. A point is always a decimal one; a comma before three digits is not."""
    text = text.replace(" ", "")
    if len(text) > 12:
        return math.nan, 0
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"\d+,\d{1,2}|0,\d+", text):
        text = text.replace(",", ".")
    if not re.fullmatch(r"\d+(?:\.\d+)?", text):
        return math.nan, 0
    whole, _, decimals = text.partition(".")
    if decimals:
        return float(text), 0.5 * 10.0 ** -len(decimals)
    return float(whole), 0.5 * 10.0 ** (len(whole) - len(whole.rstrip("0"))) if whole.strip("0") else 0.5


def _in_words(line: str, token: re.Match[str]) -> Number | None:
    word, (start, end) = token["word"], token.span()
    if word in ("a", "an"):
        # "an hour" is one hour; "a glass" and "a day" are no numbers.
        unit, _ = unit_after(line, end)
        part = _A_PART.match(line, end)
        return Number((1.0,), 0.5, start, end) if unit and not part else None
    if word in CARDINALS or word in BIG:
        return _cardinal(line, token)
    if word.endswith("fold") and len(word) > 6 and word not in OTHER:
        # "sixfold": a number that no fact has.
        return Number((math.nan,), 0, start, end)
    if word not in OTHER:
        return None
    if word == "half" and line.startswith(" a dozen", end):
        return Number((6.0,), 0.5, start, end + len(" a dozen"))
    return Number(
        OTHER[word],
        _ROUGHLY,
        start,
        end,
        harmless=_is_harmless(line, word, start, end),
        share=word in PARTS or word == "halfway",
    )


def _cardinal(line: str, token: re.Match[str]) -> Number:
    start, end = token.span()
    said = [token["word"]]
    while (joint := _JOINT.match(line, end)) and (more := _LETTERS.match(line, joint.end())):
        if not goes_on(said[-1], joint[0], more[0]):
            break
        said.append(more[0])
        end = more.end()
    value = sum_of(said)
    if half := _AND_A_HALF.match(line, end):
        return Number((value + PARTS[half["part"]],), _ROUGHLY, start, half.end())
    if part := _A_PART.match(line, end):
        return Number((value * PARTS[part["part"]],), _ROUGHLY, start, part.end(), share=True)
    harmless = said == ["one"] and _is_harmless(line, "one", start, end)
    return Number((value,), _value(str(int(value)))[1], start, end, harmless=harmless)


def _is_harmless(line: str, word: str, start: int, end: int) -> bool:
    before = _LETTERS.findall(line[max(0, start - 24) : start])[-1:]
    after = _next_words(line, end)[:1]
    return counts_nothing(word, "".join(before), "".join(after), unit=bool(unit_after(line, end)[0]))


def _next_words(line: str, end: int) -> tuple[str, ...]:
    """Up to three words that follow without a stop between."""
    words: list[str] = []
    while len(words) < 3 and (found := _NEXT.match(line, end)):
        words.append(found["word"])
        end = found.end()
    return tuple(words)
