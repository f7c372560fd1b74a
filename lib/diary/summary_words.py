"""The summary in words, as plain text: whoever puts it into a document takes care of its marks."""

import datetime

from lib.diary import catalog, metrics_shown, say
from lib.diary.summary import Part, Period, Summary
from lib.units import Units, number

# As many fit below a chart.
MOST_UNUSUAL = 3
WAY = {"improving": ", the better way", "declining": ", the wrong way"}


def day(one: datetime.date, *, year: bool = False) -> str:
    return f"{one.day} {one:%B}{f' {one.year}' if year else ''}"


def period(one: Period) -> str:
    if one.length == 1:
        return day(one.start, year=True)
    return f"{day(one.start, year=one.start.year != one.end.year)} to {day(one.end, year=True)}"


def week(one: Period) -> str:
    return f"Week from {day(one.start, year=True)}" if one.length == 7 else f"Part of a week, {period(one)}"


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
    moved = metrics_shown.step(metric, value, shown)
    text = number(moved, catalog.metrics()[metric].decimals if abs(moved) >= 10 else 1)
    return text if unit.startswith("of ") else f"{text} {unit}".strip()


def trend(part: Part, shown: Units) -> str:
    found = part.trend
    if found.reason:
        return "too few days to tell"
    if found.direction == "none" or found.change is None:
        return "no clear change"
    return f"{found.direction} by {change_of(part.metric, abs(found.change), shown)}{WAY.get(found.label, '')}"


def changes(summary: Summary, shown: Units) -> list[str]:
    """What clearly changed, a sentence for each metric: the day from which it was another, else how far it drifted."""
    return [said for part in summary.parts if (said := _change(part, summary.period, shown))] or [
        "No clear change in what was logged."
    ]


def _change(part: Part, within: Period, shown: Units) -> str:
    if part.changes:
        return _step(part, within, shown)
    if part.trend.direction == "none" or part.trend.change is None:
        return ""
    moved = "rose" if part.trend.direction == "rising" else "fell"
    return f"{label(part)} {moved} slowly, by about {change_of(part.metric, abs(part.trend.change), shown)} in all."


def _step(part: Part, within: Period, shown: Units) -> str:
    *earlier, last = part.changes
    before, after = (figure(part.metric, value, shown) for value in (last.before, last.after))
    when = day(last.day, year=within.start.year != within.end.year)
    said = f"{label(part)} went from about {before} to about {after} around {when}"
    return (
        f"{said}, and changed {len(earlier)} more time{'s' if len(earlier) > 1 else ''} before."
        if earlier
        else f"{said}."
    )


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
    said = [f"{one.day:%-d %b} ({figure(part.metric, one.value, shown)})" for one in part.unusual[-MOST_UNUSUAL:]]
    more = len(part.unusual) - len(said)
    return f"Unusual: {', '.join(said)}{f' and {more} before' if more else ''}"


def chart(part: Part, within: Period, shown: Units) -> str:
    """What a chart shows to whoever cannot see it."""
    if not part.values:
        return f"{label(part)}, {period(within)}: nothing logged."
    mean = "" if part.mean is None else f", on average {average(part, shown)}"
    return f"{label(part)}, {period(within)}: a figure on {days(len(part.values))}{mean}; {trend(part, shown)}."
