"""Whether every number of a line stands in the facts.

A number stands for an amount when it is what the amount rounds to at its own last digit, and at most 5 % away: 1,847
may be said as 1,847, 1,850 or 1,800, and not as 1,900 or 2,000. The zeros at the end of a whole number may come from
rounding. Hours with minutes may be rounded to five minutes.

The unit beside a number is the amount's own, in any spelling, or the other of ml and l, g and kg, min and h. A number
with a thing behind it ("3 runs") needs an amount without a unit, or one counted in that thing. A number with nothing
behind it, or a small word ("750 of"), may be any amount. A time of day has to be written in a fact.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lib.advice.checker_read import Number, clocks, numbers
from lib.advice.checker_stems import listed, stem
from lib.advice.checker_units import factor, unit_of
from lib.advice.facts import Amount, Fact

TOLERANCE = 0.05
_SCALE = re.compile(r"(\d+)-(\d+)")
_RANGE = re.compile(r"[ ]?(?:[-–—/]|to|or|of|out[ ]of)[ ]?")
_AND = re.compile(r"[ ](?:and[ ])?")
_BETWEEN = re.compile(r"\bbetween[ ]$")
# After these a number stands alone: "750 of 2,000 ml", "62 today".
_SMALL_WORDS = listed(
    "of out so to left today tonight yesterday already now or and in on by at is are was for from this more with "
    "after before down done as than but when while yet still up gives brings keeps makes puts leaves a an the "
    "your"
)  # fmt: skip


def fault(line: str, cited: Sequence[Fact], *, none_at_all: bool = False) -> str:
    """ "" where all numbers stand in the facts, else "number" or "unit"."""
    line = line.lower()
    found = numbers(line)
    if none_at_all:
        return "number" if found else ""
    amounts = [amount for fact in cited for amount in fact.amounts]
    times = {minutes for fact in cited for minutes in clocks(fact.said)}
    for number, is_sound in read(line, amounts):
        if not number.harmless and not is_sound and not _stands(number, amounts, times):
            return _what_is_wrong(number, amounts)
    return ""


def read(line: str, amounts: Sequence[Amount]) -> Iterator[tuple[Number, bool]]:
    """The numbers of a line in small letters, "7 h 30 min" as one, and whether one that is joined so stands.

    Two are joined where the amounts say so, or where there are none to say.
    """
    found = [number for number in numbers(line) if not number.harmless]
    at = 0
    while at < len(found):
        joined = _joined(line, found[at], found[at + 1]) if at + 1 < len(found) else None
        if joined and (not amounts or backed(joined, amounts)):
            yield replace(joined, end=found[at + 1].end), bool(amounts)
            at += 2
            continue
        number = found[at]
        if at + 1 < len(found):
            number = _with_the_unit_of_the_next(line, number, found[at + 1])
        yield number, False
        at += 1


def _joined(line: str, one: Number, two: Number) -> Number | None:
    """ "7 h 30 min", "7h30", "an hour and a half": one amount in two numbers."""
    between = line[one.end : two.start]
    if one.unit != "h" or one.values[0] % 1:
        return None
    if two.share and not two.unit and re.fullmatch(r"[ ]and[ ](?:a[ ])?", between):
        return replace(one, values=(one.values[0] + two.values[0],), half=0.05, words=())
    if two.unit not in ("min", "") or two.values[0] % 1 or not 0 <= two.values[0] < 60:
        return None
    if between and not _AND.fullmatch(between):
        return None
    if not two.unit and (two.end - two.start != 2 or (between and two.words)):
        return None
    minutes = two.values[0]
    half = 2.5 if minutes % 5 == 0 else 0.5
    return replace(one, values=(one.values[0] * 60 + minutes,), half=half, unit="min", words=())


def _with_the_unit_of_the_next(line: str, one: Number, two: Number) -> Number:
    """ "7-8 h", "750 of 2,000 ml", "between 7 and 8 hours": the unit is said once."""
    if one.unit or not two.unit or one.share or one.clock is not None:
        return one
    between = line[one.end : two.start]
    both = between == " and " and _BETWEEN.search(line[max(0, one.start - 10) : one.start])
    return replace(one, unit=two.unit) if both or _RANGE.fullmatch(between) else one


def _stands(number: Number, amounts: Sequence[Amount], times: set[int]) -> bool:
    if number.clock is not None:
        return number.clock in times
    if backed(number, amounts):
        return True
    parts = [replace(number, values=(value,), half=0.5, pair=()) for value in number.pair]
    return bool(parts) and all(backed(part, amounts) for part in parts)


def backed(number: Number, amounts: Sequence[Amount]) -> bool:
    return any(_means(number, value, amount) for value in number.values for amount in amounts)


def _means(number: Number, value: float, amount: Amount) -> bool:
    unit = unit_of(amount.unit)
    if number.unit:
        into = factor(unit, number.unit) if unit else None
        return into is not None and _near(value, number, amount.value * into)
    if number.share and unit == "%" and _near(value * 100, replace(number, half=0.5), amount.value):
        return True
    if scale := _SCALE.fullmatch(amount.unit):
        return _near(value, number, amount.value) or value == float(scale[2])
    if not amount.unit or stem(amount.unit) in {stem(word) for word in number.words}:
        return _near(value, number, amount.value)
    alone = not number.words or number.words[0] in _SMALL_WORDS
    return alone and _near(value, number, amount.value)


def _near(shown: float, number: Number, value: float) -> bool:
    if not math.isfinite(shown) or not math.isfinite(value):
        return False
    if not number.signed:
        # "3 bpm below usual" is said of -3.
        shown, value = abs(shown), abs(value)
    off = abs(shown - value)
    return off <= 1e-9 * max(1.0, abs(value)) or (off <= number.half * (1 + 1e-9) and off <= TOLERANCE * abs(value))


def _what_is_wrong(number: Number, amounts: Sequence[Amount]) -> str:
    if not number.unit:
        return "number"
    known = any(factor(unit_of(amount.unit), number.unit) for amount in amounts)
    same = any(_near(value, number, amount.value) for value in number.values for amount in amounts)
    return "unit" if same or not known else "number"
