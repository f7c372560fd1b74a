"""Days that are unusual for this person, measured against the four weeks before."""

import datetime
from dataclasses import dataclass

import numpy as np

from lib.analysis import robust
from lib.analysis.robust import Bools, Days, Floats, Values

DAYS_BEFORE = 28
LEAST_VALUES = 14
UNUSUAL_FROM = 3.5
# What weekdays are like is read from half a year, once four weeks are there.
DAYS_FOR_WEEKDAYS = 182
LEAST_FOR_WEEKDAYS = 28


@dataclass(frozen=True)
class Unusual:
    """A value, the range between whose ends it would have been nothing unusual, and how many days that rests on."""

    day: datetime.date
    value: float
    low: float
    high: float
    z: float
    n: int


def unusual(values: Values, *, day: datetime.date, resolution: float) -> Unusual | None:
    """What is unusual about a day; None where nothing is, where it has no value, or where too few days come before."""
    found = unusual_days(values, start=day, end=day, resolution=resolution)
    return found[0] if found else None


def unusual_days(values: Values, *, start: datetime.date, end: datetime.date, resolution: float) -> list[Unusual]:
    """The unusual days from start to end. A day is compared with those before it and never with those after.

    The resolution is the step in which the metric is read off: a spread smaller than that is taken for it.
    """
    if not resolution > 0:
        raise ValueError("a resolution is more than nothing")
    days, levels = robust.by_day(values)
    first, last = start.toordinal(), end.toordinal()
    if first > last or not len(days):
        return []
    begins = first - DAYS_FOR_WEEKDAYS - 6
    laid = robust.every_day(days, levels, begins, last)
    asked = np.arange(first, last + 1)
    effects, wider = _effects(laid, asked - begins, asked - int(days[0]) >= LEAST_FOR_WEEKDAYS)
    before = (_weeks_before(laid, asked - begins, DAYS_BEFORE) - effects[:, None, :]).reshape(len(asked), -1)
    middle = robust.median(before)
    n = (~np.isnan(before)).sum(axis=-1)
    spread = robust.MAD_TO_SPREAD * np.maximum(robust.deviation(before, middle) * wider, resolution)
    middle = middle + effects[:, 0]
    value = laid[asked - begins]
    z = (value - middle) / spread
    found = np.flatnonzero((n >= LEAST_VALUES) & (np.abs(z) >= UNUSUAL_FROM))
    return [
        Unusual(
            datetime.date.fromordinal(int(asked[at])),
            float(value[at]),
            float(middle[at] - UNUSUAL_FROM * spread[at]),
            float(middle[at] + UNUSUAL_FROM * spread[at]),
            float(z[at]),
            int(n[at]),
        )
        for at in found
    ]


def _weeks_before(laid: Floats, places: Days, length: int) -> Floats:
    """For each place the days before it, a week to a row that begins with the weekday of the place itself."""
    rows = np.lib.stride_tricks.sliding_window_view(laid, length)[places - length]
    return rows.reshape(len(places), -1, 7)


def _effects(laid: Floats, places: Days, known: Bools) -> tuple[Floats, Floats]:
    """What each weekday adds, that of the place itself first, as seen from the days before it; and how much wider
    that leaves the values, as it is known from some weeks only and from the very days that are compared."""
    weeks = _weeks_before(robust.within_week(laid), places, DAYS_FOR_WEEKDAYS)
    effects, clear = robust.weekday_effects(weeks)
    removed = known & clear
    each = np.maximum((~np.isnan(weeks)).sum(axis=(1, 2)) / 7, 2)
    wider = np.sqrt((each + 1) / (each - 1))
    return np.where(removed[:, None], effects, 0.0), np.where(removed, wider, 1.0)
