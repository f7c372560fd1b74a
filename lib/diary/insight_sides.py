"""The days of a link in two groups, as its picture shows them: what was written down, with nothing taken out."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lib.analysis.links import Link
from lib.diary.series import DAY, Values

Column = NDArray[np.float64]


@dataclass(frozen=True)
class Side:
    """One day in ten lies below `low`, one in ten above `high`; half of them between the quarters."""

    days: int
    low: float
    quarter: float
    middle: float
    three_quarters: float
    high: float
    mean: float


def of(link: Link, series: Mapping[str, Values]) -> tuple[Side, Side]:
    """Days with the cause (or with most of it), and those without (or with least)."""
    causes, effects = series[link.cause], series[link.effect]
    lag = link.lag * DAY
    days = sorted(day for day in causes if day + lag in effects)
    cause = np.array([causes[day] for day in days])
    effect = np.array([effects[day + lag] for day in days])
    if link.size.with_and_without:
        return _side(effect[cause > 0]), _side(effect[cause == 0])
    order = np.argsort(_for_the_weekday(cause, days), kind="stable")
    third = len(days) // 3
    return _side(effect[order[len(days) - third :]]), _side(effect[order[:third]])


def _for_the_weekday(values: Column, days: list[datetime.date]) -> Column:
    """How much more than the mean of its weekday, as the link itself sees it."""
    weekday = np.array([day.weekday() for day in days])
    means = np.array([values[weekday == n].mean() if (weekday == n).any() else 0.0 for n in range(7)])
    return np.asarray(values - means[weekday])


def _side(values: Column) -> Side:
    low, quarter, middle, upper, high = (float(value) for value in np.quantile(values, (0.1, 0.25, 0.5, 0.75, 0.9)))
    return Side(len(values), low, quarter, middle, upper, high, float(values.mean()))
