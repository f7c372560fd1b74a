"""The summary in words, as plain text: whoever puts it into a document takes care of its marks."""

import datetime

from lib.analysis.change import Change
from lib.diary import catalog, metrics_shown, say
from lib.diary.summary import Part, Period, Summary
from lib.units import Units, number

# As many fit on the page.
MOST_CHANGES = 6
MOST_UNUSUAL = 3
WAY = {"improving": ", the better way", "declining": ", the wrong way"}


def day(one: datetime.date, *, year: bool = False) -> str:
    return f"{one.day} {one:%B}{f' {one.year}' if year else ''}"


def period(one: Period) -> str:
    if one.length == 1:
        return day(one.start, year=True)
    return f"{day(one.start, year=one.start.year != one.end.year)} to {day(one.end, year=True)}"


def days(n: int) -> str:
    return f"{n:,} day{'' if n == 1 else 's'}"


def figure(metric: str, value: float, shown: Units) -> str:
    """ "7 h 05 min", "6.8 of 10", "8,120"."""
    unit = metrics_shown.unit(metric, shown)
    return say.metric_value(metric, value, shown) + (f" {unit}" if unit.startswith("of ") else "")


def change_of(metric: str, value: float, shown: Units) -> str:
    """How far something moved: 1 °C more is 1.8 °F more, and not 33.8."""
    if metric == "sleep":
        return say.duration(value * 60)
    unit = metrics_shown.unit(metric, shown)
    text = number(metrics_shown.step(metric, value, shown), max(1, catalog.metrics()[metric].decimals))
    return text if unit.startswith("of ") else f"{text} {unit}".strip()


def trend(part: Part, shown: Units) -> str:
    found = part.trend
    if found.reason:
        return "too few days to tell"
    if found.direction == "none" or found.change is None:
        return "no clear change"
    return f"{found.direction} by {change_of(part.metric, abs(found.change), shown)}{WAY.get(found.label, '')}"


def changes(summary: Summary, shown: Units) -> list[str]:
    """What clearly changed, a sentence each: days from which on something was another, else what drifted."""
    said = []
    for part in summary.parts:
        if part.changes:
            said += [_step(part.metric, one, summary.period, shown) for one in part.changes]
        elif part.trend.direction != "none" and part.trend.change is not None:
            moved = "rose" if part.trend.direction == "rising" else "fell"
            by = change_of(part.metric, abs(part.trend.change), shown)
            said.append(f"{label(part)} {moved} slowly, by about {by} in all.")
    if len(said) > MOST_CHANGES:
        said = [*said[: MOST_CHANGES - 1], f"{len(said) - MOST_CHANGES + 1} more changes stand beside the charts."]
    return said or ["No clear change in what was logged."]


def _step(metric: str, one: Change, within: Period, shown: Units) -> str:
    before, after = (figure(metric, value, shown) for value in (one.before, one.after))
    when = day(one.day, year=within.start.year != within.end.year)
    return f"{metrics_shown.label(metric)} went from about {before} to about {after} around {when}."


def label(part: Part) -> str:
    return metrics_shown.label(part.metric)


def average(part: Part, shown: Units) -> str:
    return "none" if part.mean is None else figure(part.metric, part.mean, shown)


def average_before(part: Part, shown: Units) -> str:
    return "none" if part.before is None else f"{figure(part.metric, part.before, shown)} ({days(part.days_before)})"


def logged(part: Part, within: Period) -> str:
    """ "26 of 28", and of what is eaten and drunk how many days were called complete."""
    said = f"{len(part.values)} of {within.length}"
    return f"{said}, {len(part.counted)} complete" if part.only_complete else said


def missing(part: Part, within: Period) -> str:
    gone = within.length - len(part.values)
    said = f"{days(gone)} without a figure" if gone else "A figure on every day"
    if part.only_complete:
        said += f"; {days(len(part.counted))} complete"
    return said


def unusual(part: Part, shown: Units) -> str:
    """Nothing where no day was unusual; the latest days otherwise."""
    if not part.unusual:
        return ""
    said = [f"{day(one.day)} ({figure(part.metric, one.value, shown)})" for one in part.unusual[-MOST_UNUSUAL:]]
    more = len(part.unusual) - len(said)
    return f"Unusual: {', '.join(said)}{f' and {more} before' if more else ''}"


def chart(part: Part, within: Period, shown: Units) -> str:
    """What a chart shows to whoever cannot see it."""
    if not part.values:
        return f"{label(part)}, {period(within)}: nothing logged."
    mean = "" if part.mean is None else f", on average {average(part, shown)}"
    return f"{label(part)}, {period(within)}: a figure on {days(len(part.values))}{mean}; {trend(part, shown)}."
