"""What the Trends page says of one metric: its figures as a chart shows them, and whether they move."""

import datetime
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from lib.analysis import anomaly, change, robust
from lib.analysis.robust import Days, Floats
from lib.analysis.trend import Better, Trend, classify
from lib.diary import catalog, metrics_shown, trend_words
from lib.diary.goals import bounds
from lib.diary.series import DAY, Daily, Values
from lib.diary.trend_words import LONGEST_TREND
from lib.gateway.port import Row
from lib.units import Units

WINDOWS: Mapping[int, str] = {14: "14 days", 28: "28 days", 84: "12 weeks", 365: "A year", 1826: "Five years"}
DEFAULT_WINDOW = 28
MOST_CHARTS = 6
# A chart of more days shows weeks; more points than this cannot be told apart.
MOST_POINTS = 400
# What is drawn through the days: a mean of so many around each, where at least so many are known.
AROUND, LEAST_AROUND = 3, 3
# 80 of 100 days of a normal spread lie within.
USUAL_WIDTH = 1.2816
BETTER: Mapping[str, Better] = {"up": "higher", "down": "lower", "band": "none", "none": "none"}
# For what is normal, and for days that were unusual, more is asked for than is shown.
BEFORE = 60
# A goal for these may have been worked out from the body weight; the figures come without word of whose goal it is.
TELL_THE_WEIGHT = frozenset({"protein"})

# None is a gap.
Line = list[tuple[datetime.date, float | None]]


@dataclass(frozen=True)
class Point:
    """One day, or the week that begins on it. Hollow where the day's figure is not the whole of it."""

    day: datetime.date
    value: float
    hollow: bool = False


@dataclass(frozen=True)
class Drawn:
    """In the person's units."""

    metric: str
    title: str
    unit: str
    decimals: int
    kind: str
    start: datetime.date
    end: datetime.date
    # Where a chart begins: not long before the first point.
    first_shown: datetime.date
    points: tuple[Point, ...]
    smooth: tuple[tuple[datetime.date, float | None], ...]
    usual: tuple[float, float] | None
    goal: tuple[float | None, float | None] | None
    unusual: frozenset[datetime.date]
    label: str
    evidence: tuple[str, ...]
    alt: str
    weekly: bool
    # The line through the same number of days before, moved to stand under these.
    before: tuple[tuple[datetime.date, float | None], ...] = ()
    # What was noted, by day.
    notes: tuple[tuple[datetime.date, str], ...] = ()
    # The days from which another goal holds, each with its words; none where it only ended.
    goal_changes: tuple[tuple[datetime.date, str], ...] = ()
    # Those with a figure, also where weeks are drawn.
    days: frozenset[datetime.date] = frozenset()
    # The days that means are made of, as they are kept, and what it takes to say them.
    counted: Values = field(default_factory=dict)
    shown: Units = field(default_factory=Units)
    first_weekday: int = 1
    # They are another person's than whoever reads them.
    theirs: bool = False

    @property
    def name(self) -> str:
        """ "Weight, kg"."""
        return f"{self.title}, {self.unit}" if self.unit else self.title


def first_day(end: datetime.date, window: int) -> datetime.date:
    """What has to be asked for: the window, as much before it to compare, and enough to know what is normal."""
    return end - DAY * (window - 1 + (window if window <= LONGEST_TREND else 0) + BEFORE)


def drawn(
    daily: Daily, metric: str, window: int, shown: Units, first_weekday: int = 1, *, hide_numbers: bool = False
) -> Drawn:
    known = catalog.metrics()[metric]
    everything, start = daily.of(metric), daily.end - DAY * (window - 1)
    values, only_whole = _counted(daily, metric)
    shown_days = {day: value for day, value in everything.items() if day >= start}
    inside = {day: value for day, value in values.items() if day >= start}
    goals = () if hide_numbers and metric in TELL_THE_WEIGHT else daily.goals
    goal = goal_on(goals, metric, daily.end)
    a_year_ago = daily.end - DAY * LONGEST_TREND
    lately = {day: value for day, value in values.items() if day >= a_year_ago}
    trend = _trend(lately, metric, min(window, LONGEST_TREND), daily.end, goal)
    usual = _usual(lately, daily.end)
    weekly = len(shown_days) > MOST_POINTS
    # A line through few days of a long time is no finer.
    known_days = robust.by_day(inside)
    smooth = _smooth(known_days, start, daily.end, window > MOST_POINTS)
    resolution = 10.0**-known.decimals
    # A chart of weeks has no unusual days.
    unusual = [] if weekly else anomaly.unusual_days(values, start=start, end=daily.end, resolution=resolution)

    there = metrics_shown.showing(metric, shown)
    found = _weeks(known_days, first_weekday) if weekly else [_of_day(daily, metric, day) for day in shown_days]
    points = tuple(Point(one.day, there(one.value), one.hollow) for one in sorted(found, key=lambda one: one.day))
    first_shown = max(start, points[0].day - 7 * DAY) if points else start
    return Drawn(
        metric=metric,
        title=known.label,
        unit=metrics_shown.unit(metric, shown),
        decimals=known.decimals,
        kind=known.kind,
        start=start,
        end=daily.end,
        first_shown=first_shown,
        points=points,
        smooth=tuple((day, None if v is None else there(v)) for day, v in smooth),
        usual=(there(usual[0]), there(usual[1])) if usual else None,
        goal=_bounds(goal, metric, shown),
        unusual=frozenset(one.day for one in unusual),
        label=trend_words.label(trend, metric, shown, window),
        evidence=tuple(
            trend_words.evidence(trend, metric, shown, _mean_before(values, start, window), window, only_whole)
        ),
        alt=trend_words.alt(trend, metric, shown, len(shown_days), start, daily.end, window),
        weekly=weekly,
        before=tuple((day, None if v is None else there(v)) for day, v in _line_before(values, start, window)),
        notes=tuple((day, note) for day, note in daily.notes if day >= start),
        goal_changes=tuple(_goal_changes(goals, metric, shown, first_shown)),
        days=frozenset(shown_days),
        counted=inside,
        shown=shown,
        first_weekday=first_weekday,
    )


def _of_day(daily: Daily, metric: str, day: datetime.date) -> Point:
    return Point(day, daily.of(metric)[day], not daily.is_whole(metric, day))


def _counted(daily: Daily, metric: str) -> tuple[Values, bool]:
    """The days that averages and trends look at, and whether these are only the ones called complete.

    A day half logged says nothing of what was eaten. Whoever seldom calls a day complete has only days like that, and
    there today alone is left out, which is not over: it counts for nothing before it is called complete, so that the
    first glass of a day moves no mean.
    """
    values = daily.of(metric)
    if catalog.metrics()[metric].kind not in ("meal", "water"):
        return values, False
    whole = {day: value for day, value in values.items() if daily.is_whole(metric, day)}
    over = {day: value for day, value in values.items() if day != daily.end or day in whole}
    if whole and len(whole) * 2 >= len(over):
        return whole, True
    return over, False


def _trend(values: Values, metric: str, window: int, end: datetime.date, goal: Row | None) -> Trend:
    known = catalog.metrics()[metric]
    target = _target(goal) if known.better == "band" else None
    # Without a goal nobody can say which way is better.
    better = BETTER[known.better] if target is None else "target"
    return classify(
        values, end=end, window_days=window, better=better, smallest_change=known.smallest_change, target=target
    )


def _target(goal: Row | None) -> float | None:
    bounds = [float(goal[name]) for name in ("low", "high") if goal[name] is not None] if goal else []
    return statistics.fmean(bounds) if bounds else None


def goal_on(goals: Sequence[Row], metric: str, day: datetime.date) -> Row | None:
    """The goal that held on a day; None where none did. They come with the oldest first."""
    held = [g for g in goals if g["metric"] == metric and g["starts_on"] <= day.isoformat()]
    last = held[-1] if held else None
    return last if last and (last["low"] is not None or last["high"] is not None) else None


def _goal_changes(
    goals: Sequence[Row], metric: str, shown: Units, since: datetime.date
) -> Iterator[tuple[datetime.date, str]]:
    """What was set anew without another figure is no change."""
    held: tuple[float | None, float | None] = (None, None)
    for goal in goals:
        if goal["metric"] != metric:
            continue
        before, held = held, (goal["low"], goal["high"])
        day = datetime.date.fromisoformat(goal["starts_on"])
        if held != before and day >= since:
            yield day, "" if held == (None, None) else bounds(*held, metric, shown)


def _bounds(goal: Row | None, metric: str, shown: Units) -> tuple[float | None, float | None] | None:
    if goal is None:
        return None
    low, high = (
        None if goal[name] is None else metrics_shown.in_unit(metric, float(goal[name]), shown)
        for name in ("low", "high")
    )
    return low, high


def _usual(values: Values, end: datetime.date) -> tuple[float, float] | None:
    found = change.usual(values, end=end)
    if found.middle is None or found.spread is None:
        return None
    return found.middle - USUAL_WIDTH * found.spread, found.middle + USUAL_WIDTH * found.spread


def _line_before(values: Values, start: datetime.date, window: int) -> Line:
    if window > LONGEST_TREND:
        return []
    shift = DAY * window
    first = start - shift
    found = {day: value for day, value in values.items() if first <= day < start}
    line = _smooth(robust.by_day(found), first, start - DAY, False) if found else []
    return [(day + shift, value) for day, value in line]


def _mean_before(values: Values, start: datetime.date, window: int) -> float | None:
    if window > LONGEST_TREND:
        return None
    first = start - DAY * window
    found = [value for day, value in values.items() if first <= day < start]
    return statistics.fmean(found) if found else None


def _weeks(known: tuple[Days, Floats], first_weekday: int) -> list[Point]:
    """A point for each week with at least three days, or as many as is usual where that is less: their mean."""
    days, levels = known
    if not len(days):
        return []
    weeks, begins, counts = np.unique(_week(days, first_weekday), return_index=True, return_counts=True)
    means = np.add.reduceat(levels, begins) / counts
    enough = counts >= min(LEAST_AROUND, round(len(days) / len(weeks)))
    return [
        Point(datetime.date.fromordinal(first), mean)
        for first, mean in zip(weeks[enough].tolist(), means[enough].tolist(), strict=True)
    ]


def _week(days: Days, first_weekday: int) -> Days:
    """The number of the day on which the week of each day began."""
    # Day 1 was a Monday.
    return days - (days - first_weekday) % 7


def _smooth(known: tuple[Days, Floats], start: datetime.date, end: datetime.date, weekly: bool) -> Line:
    step, around = (7, 14) if weekly else (1, AROUND)
    first, last = start.toordinal(), end.toordinal()
    laid = robust.every_day(*known, first - around, last + around)
    near = np.lib.stride_tricks.sliding_window_view(laid, 2 * around + 1)[::step]
    there = ~np.isnan(near)
    counts = there.sum(axis=-1)
    means = (np.where(there, near, 0.0).sum(axis=-1) / np.maximum(counts, 1)).tolist()
    return [
        (datetime.date.fromordinal(day), mean if count >= LEAST_AROUND else None)
        for day, mean, count in zip(range(first, last + 1, step), means, counts.tolist(), strict=True)
    ]


def week_of(day: datetime.date, first_weekday: int) -> datetime.date:
    """The day on which its week began."""
    return day - DAY * ((day.isoweekday() - first_weekday) % 7)


def by_period(one: Drawn, months: bool) -> list[tuple[datetime.date, float, int]]:
    """Means of weeks or months by their first day, the newest first, each with how many days it is of."""
    groups: dict[datetime.date, list[float]] = {}
    for day, value in one.counted.items():
        first = day.replace(day=1) if months else week_of(day, one.first_weekday)
        groups.setdefault(first, []).append(value)
    return [
        (first, metrics_shown.in_unit(one.metric, statistics.fmean(found), one.shown), len(found))
        for first, found in sorted(groups.items(), reverse=True)
    ]
