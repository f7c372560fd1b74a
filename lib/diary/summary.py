"""A period on one page: what was logged, on how many days, how it compares with before, and what clearly changed."""

import datetime
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.analysis import change
from lib.analysis.anomaly import Unusual, unusual_days
from lib.analysis.change import Change
from lib.analysis.trend import Better, Trend, classify
from lib.diary import catalog, metrics_shown, series
from lib.diary.catalog import Metric
from lib.diary.series import DAY, Daily, Values
from lib.gateway.port import Backend

MOST_METRICS = 8
LONGEST_DAYS = 366
# What is usual is read from the eight weeks before, and what weekdays are like from half a year.
DAYS_BEFORE = 188
USUAL_DAYS = 56
# Of a longer period the unusual days of its last twelve weeks are named: all of them would fill the page.
UNUSUAL_DAYS = 84
PERIODS = {"28": "Last 28 days", "84": "Last 12 weeks", "month": "Last month", "own": "Own dates"}
# Without a goal nobody can say which way is better where it lies in a band.
_BETTER: Mapping[str, Better] = {"up": "higher", "down": "lower"}


@dataclass(frozen=True)
class Period:
    """Both days are part of it."""

    start: datetime.date
    end: datetime.date

    @property
    def length(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def before(self) -> "Period":
        """As many days, right before."""
        return Period(self.start - DAY * self.length, self.start - DAY)

    def has(self, day: datetime.date) -> bool:
        return self.start <= day <= self.end

    def weeks(self, first_weekday: int) -> "list[Period]":
        """Cut where a week of the person begins: the first and the last may be shorter."""
        first = self.start - DAY * ((self.start.isoweekday() - first_weekday) % 7)
        begin = [first + DAY * n for n in range(0, (self.end - first).days + 1, 7)]
        return [Period(max(day, self.start), min(day + DAY * 6, self.end)) for day in begin]


@dataclass(frozen=True)
class Part:
    """One metric, in the units it is stored in. `counted` are the figures that the mean and the findings rest on:
    of what is eaten and drunk only complete days."""

    metric: str
    values: Values
    counted: Values
    mean: float | None
    before: float | None
    days_before: int
    trend: Trend
    changes: tuple[Change, ...]
    unusual: tuple[Unusual, ...]
    # Where most of the days before the period lay.
    usual: tuple[float, float] | None

    @property
    def only_complete(self) -> bool:
        return catalog.metrics()[self.metric].kind in ("meal", "water")


@dataclass(frozen=True)
class Summary:
    period: Period
    parts: tuple[Part, ...]

    @property
    def is_empty(self) -> bool:
        return not any(part.values for part in self.parts)


def offered(hide_numbers: bool) -> dict[str, str]:
    """By metric its name: everything a day has one figure for, without what the person hides."""
    return {
        metric.id: metric.label
        for metric in catalog.metrics().values()
        if metric.aggregate != "none" and not metrics_shown.is_hidden(metric.id, hide_numbers)
    }


def period(choice: str, today: datetime.date) -> Period:
    """A choice of PERIODS but the last. Today is not over and not part of it."""
    yesterday = today - DAY
    if choice == "month":
        end = today.replace(day=1) - DAY
        return Period(end.replace(day=1), end)
    return Period(yesterday - DAY * (int(choice) - 1), yesterday)


def problem(start: datetime.date | None, end: datetime.date | None, today: datetime.date) -> str:
    """Why no summary is made of these days, as a sentence."""
    if start is None or end is None:
        return "Choose the first and the last day of the summary."
    if start > end:
        return "The first day lies after the last one."
    if end > today:
        return "The last day lies in the future. Choose today or a day before."
    if (end - start).days >= LONGEST_DAYS:
        return "A summary covers a year at most. Choose a shorter time."
    return ""


def make(backend: Backend, metrics: Sequence[str], chosen: Period, *, hide_numbers: bool) -> Summary:
    """One call. What is hidden is not asked for."""
    shown = [metric for metric in metrics if metric in offered(hide_numbers)]
    start = min(chosen.before.start, chosen.start - DAY * DAYS_BEFORE)
    return of(series.fetch(backend, shown, start, chosen.end), shown, chosen)


def of(daily: Daily, metrics: Sequence[str], chosen: Period) -> Summary:
    return Summary(chosen, tuple(_part(daily, catalog.metrics()[metric], chosen) for metric in metrics))


def _part(daily: Daily, metric: Metric, chosen: Period) -> Part:
    values = daily.of(metric.id)
    whole = {day: value for day, value in values.items() if daily.is_whole(metric.id, day)}
    counted, before = _inside(whole, chosen), _inside(whole, chosen.before)
    return Part(
        metric.id,
        _inside(values, chosen),
        counted,
        statistics.fmean(counted.values()) if counted else None,
        statistics.fmean(before.values()) if before else None,
        len(before),
        classify(
            counted,
            end=chosen.end,
            window_days=chosen.length,
            better=_BETTER.get(metric.better, "none"),
            smallest_change=metric.smallest_change,
        ),
        _changes(whole, metric, chosen),
        _unusual(whole, metric, chosen),
        _usual(whole, chosen, metric),
    )


def _inside(values: Values, chosen: Period) -> dict[datetime.date, float]:
    start, end = chosen.start, chosen.end
    return {day: value for day, value in values.items() if start <= day <= end}


def _unusual(whole: Values, metric: Metric, chosen: Period) -> tuple[Unusual, ...]:
    start = max(chosen.start, chosen.end - DAY * (UNUSUAL_DAYS - 1))
    known = _inside(whole, Period(start - DAY * DAYS_BEFORE, chosen.end))
    return tuple(unusual_days(known, start=start, end=chosen.end, resolution=10.0**-metric.decimals))


def _changes(whole: Values, metric: Metric, chosen: Period) -> tuple[Change, ...]:
    # Four weeks before the first day are all that a change on it is compared with; a little more tells weekdays.
    near = Period(chosen.start - DAY * USUAL_DAYS, chosen.end)
    found = change.changed(_inside(whole, near), end=chosen.end, smallest_change=metric.smallest_change)
    return tuple(one for one in found if chosen.has(one.day))


def _usual(whole: Values, chosen: Period, metric: Metric) -> tuple[float, float] | None:
    before = Period(chosen.start - DAY * USUAL_DAYS, chosen.start - DAY)
    found = change.normal(_inside(whole, before), end=before.end, days=USUAL_DAYS).all_days
    if found.middle is None or found.spread is None:
        return None
    reach = change.FOUR_OF_FIVE * found.spread
    return max(metric.lowest, found.middle - reach), min(metric.highest, found.middle + reach)
