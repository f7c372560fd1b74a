"""Figures, days and names as the facts of the assistant hold them: in the person's units, and safe in a line."""

import datetime
import re
import unicodedata
from collections.abc import Iterable

from lib import units
from lib.advice.checker_read import numbers
from lib.advice.facts import Amount
from lib.diary import catalog, metrics_shown, say
from lib.diary.days import DAY
from lib.units import Units

LONGEST_NAME = 60
SCALES = {"of 10": "0-10", "of 5": "1-5"}


def amount(metric: str, value: float, shown: Units) -> Amount:
    """A figure as it is kept, in the person's units. Sleep stays exact, because it is said to the minute."""
    there = metrics_shown.in_unit(metric, float(value), shown)
    if metric == "sleep":
        return Amount(there, "h")
    unit = metrics_shown.unit(metric, shown)
    return Amount(round(there, decimals(metric, shown)), SCALES.get(unit, unit))


def figure(metric: str, value: Amount, shown: Units) -> str:
    """ "7 h 05 min", "6.8 of 10", "8,120 steps", "750 ml"."""
    if metric == "sleep":
        return say.duration(value.value * 60)
    text = units.number(value.value, decimals(metric, shown))
    unit = {scale: name for name, scale in SCALES.items()}.get(value.unit, value.unit)
    return f"{text} {unit or ('steps' if metric == 'steps' else '')}".strip()


def step(metric: str, value: float, shown: Units) -> Amount:
    """A difference: 1 °C more is 1.8 °F more. Without a sign."""
    moved = abs(metrics_shown.step(metric, value, shown))
    if metric == "sleep":
        return Amount(moved, "h")
    return Amount(round(moved, decimals(metric, shown)), _points(metrics_shown.unit(metric, shown)))


def _points(unit: str) -> str:
    return "points" if unit in SCALES else unit


def decimals(metric: str, shown: Units) -> int:
    quantity = metrics_shown.QUANTITIES.get(metric)
    return units.decimals(quantity, shown) if quantity else catalog.metrics()[metric].decimals


def label(metric: str) -> str:
    return metrics_shown.label(metric)


def noun(metric: str) -> str:
    """The label inside of a sentence: "HRV (RMSSD)" stays as it is."""
    text = label(metric)
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def days(count: int) -> str:
    return f"{count:,} {'day' if count == 1 else 'days'}"


def date(day: datetime.date, today: datetime.date) -> str:
    """ "3 May", with the year where it is another one."""
    return f"{day.day} {day:%B}{'' if day.year == today.year else f' {day.year}'}"


def when(start: datetime.date, end: datetime.date, today: datetime.date) -> str:
    """ "today", "on 3 May", "from 27 April to 3 May"."""
    if start == end:
        near = {today: "today", today - DAY: "yesterday"}
        return near.get(start, f"on {date(start, today)}")
    return f"from {date(start, today)} to {date(end, today)}"


def of_dates(today: datetime.date, *named: datetime.date) -> tuple[Amount, ...]:
    """The numbers of dates, so that an answer may name them: the 3 of "3 May" belongs to that month alone."""
    found: dict[Amount, None] = {}
    for day in named:
        found[Amount(float(day.day), f"{day:%B}")] = None
        if day.year != today.year:
            found[Amount(float(day.year))] = None
    return tuple(found)


def in_text(said: str, names: Iterable[str] = ()) -> tuple[Amount, ...]:
    """The numbers of a sentence that the app itself has made, outside of the names in it."""
    found = numbers(without_names(said, names).lower())
    return tuple(Amount(value, one.unit or _thing(one.words)) for one in found for value in one.values[:1])


def _thing(words: tuple[str, ...]) -> str:
    """ "24 days": what is counted, so that the number counts nothing else."""
    return words[0] if words and words[0] in ("days", "day", "points") else ""


def name(text: str) -> str:
    """What somebody called a thing, in one line without what turns or hides text, and not longer than a name is."""
    kept = "".join(sign if unicodedata.category(sign)[0] not in "CZ" else " " for sign in text)
    line = " ".join(kept.split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"


def without_names(line: str, names: Iterable[str]) -> str:
    """The line with its names left out: "2% milk" and "7 up" have numbers that count nothing."""
    for one in sorted({known for known in names if re.search(r"[^\W\d_]", known)}, key=len, reverse=True):
        line = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", "it", line, flags=re.IGNORECASE)
    return line
