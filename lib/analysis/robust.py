"""What trends, unusual days and changes share: values by day, medians despite gaps, and how days hang together."""

import datetime
import math
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Values = Mapping[datetime.date, float | None] | Iterable[tuple[datetime.date, float | None]]

# Makes the median absolute deviation of normally spread values their standard deviation.
MAD_TO_SPREAD = 1.4826
# Two values nearer than this part of the largest differ by how a computer counts, and by nothing else.
SAME = 1e-9
# Fewer than this say nothing about a weekday.
LEAST_OF_A_WEEKDAY = 3
# Weekdays that explain less than this part of the variance are left in the values.
WEEKDAY_SHARE = 0.35
LARGEST_LIKENESS = 0.9


def by_day(values: Values) -> tuple[Days, Floats]:
    """The days that have a value, in order and as numbers, and the mean of each. What is no number is no value."""
    if isinstance(values, Mapping):
        return _each_once(values)
    kept: dict[int, list[float]] = {}
    for day, value in values:
        if value is not None and math.isfinite(value):
            kept.setdefault(day.toordinal(), []).append(float(value))
    days = sorted(kept)
    # An exact sum is the same in any order.
    means = [math.fsum(kept[day]) / len(kept[day]) for day in days]
    return np.array(days, dtype=np.int64), np.array(means, dtype=np.float64)


def _each_once(values: Mapping[datetime.date, float | None]) -> tuple[Days, Floats]:
    days = np.array([day.toordinal() for day in values], dtype=np.int64)
    levels = np.array(list(values.values()), dtype=np.float64)
    order = np.argsort(days, kind="stable")
    order = order[np.isfinite(levels[order])]
    return days[order], levels[order]


def between(days: Days, values: Floats, after: int, last: int) -> tuple[Days, Floats]:
    """Those after a day, up to and with another."""
    inside = (days > after) & (days <= last)
    return days[inside], values[inside]


def every_day(days: Days, values: Floats, first: int, last: int) -> Floats:
    """One place for each day from the first to the last, nan where there is no value."""
    laid = np.full(max(0, last - first + 1), np.nan)
    inside = (days >= first) & (days <= last)
    laid[days[inside] - first] = values[inside]
    return laid


def weekdays(days: Days) -> Days:
    """Monday is 0."""
    return (days + 6) % 7


def size(values: Floats) -> float:
    return float(np.abs(values).max(initial=0.0))


def middle(levels: Floats) -> float:
    """The median of at least one value, none of them missing: numpy's own takes five times as long for so few."""
    half = len(levels) // 2
    if len(levels) % 2:
        return float(np.partition(levels, half)[half])
    parted = np.partition(levels, (half - 1, half))
    return float((parted[half - 1] + parted[half]) / 2)


def middles(levels: Floats, group: Days, groups: int) -> Floats:
    """The median of each group; every group has a value."""
    ordered = levels[np.lexsort((levels, group))]
    counts = np.bincount(group, minlength=groups)
    begins = np.cumsum(counts) - counts
    found: Floats = (ordered[begins + (counts - 1) // 2] + ordered[begins + counts // 2]) / 2
    return found


def median(values: Floats, axis: int = -1) -> Floats:
    """The median of what is there, nan where nothing is. Many times faster than numpy's own on short rows."""
    ordered = np.sort(np.moveaxis(values, axis, -1), axis=-1)
    count = (~np.isnan(ordered)).sum(axis=-1)[..., None]
    if ordered.shape[-1] == 0:
        return np.full(ordered.shape[:-1], np.nan)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=-1)
    high = np.take_along_axis(ordered, np.minimum(count // 2, ordered.shape[-1] - 1), axis=-1)
    middle: Floats = np.where(count > 0, low + (high - low) / 2, np.nan)[..., 0]
    return middle


def deviation(values: Floats, middle: Floats) -> Floats:
    """The median absolute deviation of each row."""
    return median(np.abs(values - middle[..., None]))


def within_week(laid: Floats) -> Floats:
    """How far each day lies from the median of the week that ends with it.

    A week holds every weekday once, so a level that drifts or jumps leaves hardly a trace.
    """
    weeks = np.lib.stride_tricks.sliding_window_view(np.concatenate([np.full(6, np.nan), laid]), 7)
    enough = (~np.isnan(weeks)).sum(axis=-1) >= 4
    distance: Floats = np.where(enough, laid - median(weeks), np.nan)
    return distance


def weekday_effects(weeks: Floats) -> tuple[Floats, Bools]:
    """What each weekday adds to the mean of a week, from rows of seven days, and whether weekdays make much of them.

    A weekday that is hardly known adds 0.
    """
    there = ~np.isnan(weeks)
    known = there.sum(axis=-2) >= LEAST_OF_A_WEEKDAY
    effects = np.where(known, median(weeks, axis=-2), 0.0)
    mean = effects.sum(axis=-1, keepdims=True) / np.maximum(known.sum(axis=-1, keepdims=True), 1)
    effects = np.where(known, effects - mean, 0.0)
    return effects, _explain(weeks, effects)


def _explain(weeks: Floats, effects: Floats) -> Bools:
    flat = (*weeks.shape[:-2], -1)
    whole, left = weeks.reshape(flat), (weeks - effects[..., None, :]).reshape(flat)
    middle = median(left)
    # One day that was written down wrong has more variance than all weekdays.
    reach = 3.5 * MAD_TO_SPREAD * deviation(left, middle) + SAME * np.nan_to_num(np.abs(whole)).max(axis=-1)
    usual = np.abs(left - middle[..., None]) <= reach[..., None]
    n = usual.sum(axis=-1)
    before, after = _squares(whole, usual) / np.maximum(n - 1, 1), _squares(left, usual) / np.maximum(n - 7, 1)
    # Medians of few weeks always explain something, which is what n - 7 makes good.
    explained: Bools = (n > 7) & (after < (1 - WEEKDAY_SHARE) * before)
    return explained


def _squares(values: Floats, chosen: Bools) -> Floats:
    mean = values.sum(axis=-1, where=chosen, keepdims=True) / np.maximum(chosen.sum(axis=-1, keepdims=True), 1)
    squares: Floats = np.square(values - mean).sum(axis=-1, where=chosen)
    return squares


def likeness(days: Days, residuals: Floats) -> float:
    """How much a day is like the day before it: lag-1 autocorrelation over days that truly follow each other.

    It comes out too small where few values are known, which (n r + 1) / (n - 4) makes good.
    """
    n = len(residuals)
    apart = residuals - residuals.mean()
    follows = np.diff(days) == 1
    variance = float(np.mean(apart**2))
    if not follows.any() or n <= 4 or variance == 0.0:
        return 0.0
    r = float(np.mean((apart[:-1] * apart[1:])[follows])) / variance
    return min(max((n * r + 1) / (n - 4), 0.0), LARGEST_LIKENESS)


def widening(n: int, r: float) -> float:
    """By how much the variance of n values grows when each is like the one before: 1 + 2 sum (1 - k/n) r^k."""
    steps = np.arange(1, n)
    return 1.0 + 2.0 * float(np.sum((1 - steps / n) * r**steps))
