"""The metrics of all clients in rows under each other, so that they are looked at together."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lib.analysis import robust
from lib.analysis.attention_cases import DAY, Case, Goal, Metric
from lib.analysis.robust import Bools, Days, Floats
from lib.analysis.trend import Better

# So many days tell whether somebody got worse. Rows of fewer are filled up.
WIDTH = 70
WEEK = 7
SIGN: Mapping[Better, float] = {"higher": -1.0, "lower": 1.0, "target": 1.0, "none": 1.0}


@dataclass(frozen=True)
class Rows:
    """The metrics of all cases under each other, from old days to yesterday."""

    case: Sequence[Case]
    metric: Sequence[Metric]
    goal: Sequence[Goal | None]
    values: Floats
    # The last of them, so that higher is worse: nan throughout where nobody can say what is worse.
    bad: Floats
    # Where it is the distance to a goal that is worse.
    is_distance: Bools
    of_case: Days
    # Yesterday, the day of the last column.
    end: datetime.date


def rows(cases: Sequence[Case], metrics: Mapping[str, Metric], start: datetime.date, today: datetime.date) -> Rows:
    there = [(at, metrics[id]) for at, case in enumerate(cases) for id in case.values if id in metrics]
    goal = [cases[at].goals.get(metric.id) for at, metric in there]
    values = _values(cases, there, start, max(0, (today - start).days))
    is_distance = np.array([metric.better in ("target", "none") for _, metric in there], dtype=np.bool_)
    sign = np.array([SIGN[metric.better] for _, metric in there])
    bad = values[:, -WIDTH:] * sign[:, None]
    bad[is_distance] = _distance(values[is_distance, -WIDTH:], [goal[row] for row in np.flatnonzero(is_distance)])
    return Rows(
        case=[cases[at] for at, _ in there],
        metric=[metric for _, metric in there],
        goal=goal,
        values=values,
        bad=bad,
        is_distance=is_distance,
        of_case=np.array([at for at, _ in there], dtype=np.int64),
        end=today - DAY,
    )


def _values(cases: Sequence[Case], there: Sequence[tuple[int, Metric]], start: datetime.date, days: int) -> Floats:
    values = np.full((len(there), max(days, WIDTH)), np.nan)
    # What comes before `since` stays nan.
    hidden = [min(max(0, (case.since - start).days), days) if case.since else 0 for case in cases]
    first = values.shape[1] - days
    for row, (at, metric) in enumerate(there):
        values[row, first + hidden[at] :] = cases[at].values[metric.id][hidden[at] : days]
    values[np.isinf(values)] = np.nan
    return values


def _distance(values: Floats, goal: Sequence[Goal | None]) -> Floats:
    """How far from the band of the goal."""
    low, high = bounds(goal)
    distance = np.fmax(np.fmax(low[:, None] - values, values - high[:, None]), 0.0)
    unknown = np.isnan(values) | (np.isnan(low) & np.isnan(high))[:, None]
    distance[unknown] = np.nan
    return distance


def bounds(goals: Sequence[Goal | None]) -> tuple[Floats, Floats]:
    low = [np.nan if goal is None or goal.low is None else goal.low for goal in goals]
    high = [np.nan if goal is None or goal.high is None else goal.high for goal in goals]
    return np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)


def count(values: Floats) -> Days:
    there: Days = (~np.isnan(values)).sum(axis=-1)
    return there


def weekday_effects(values: Floats) -> Floats:
    """What each weekday adds in rows of whole weeks, the first day's weekday first; nothing where it is not clear."""
    if not len(values):
        return np.zeros((0, WEEK))
    weeks = values.reshape(len(values), -1, WEEK)
    effects, clear = robust.weekday_effects(weeks - robust.median(weeks)[..., None])
    return np.where(clear[:, None], effects, 0.0)


def by_day(row: Floats, end: datetime.date) -> dict[datetime.date, float | None]:
    """The row ends with `end`."""
    last = len(row) - 1
    return {end - DAY * int(last - at): float(row[at]) for at in np.flatnonzero(~np.isnan(row))}


def means(after: Floats, before: Floats) -> dict[str, float]:
    after, before = after[~np.isnan(after)], before[~np.isnan(before)]
    return {
        "before": float(before.mean()),
        "after": float(after.mean()),
        "days_before": float(len(before)),
        "days_after": float(len(after)),
    }


def band(goal: Goal) -> dict[str, float]:
    return {name: bound for name, bound in (("low", goal.low), ("high", goal.high)) if bound is not None}
