"""How much an outcome differs between two sorts of days, in the person's own units."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Days = NDArray[np.int64]

# A cause that is nothing on at least this share of days is told as "days with it".
MOSTLY_NOTHING = 0.5
BLOCK = 7
DRAWS = 600
SURE = 0.95
# Residuals count as far as this many times their usual size, so that one odd day moves little.
FAR = 2.5


@dataclass(frozen=True)
class Effect:
    """The effect on days with the cause, less that on days without; weekdays and a straight line are taken out.

    Where `with_and_without` is false, the third of days with most of the cause (for that weekday) stands against the
    third with least. `change` is how much more of the cause these days had.
    """

    with_and_without: bool
    change: float
    difference: float
    low: float
    high: float
    days: int
    other_days: int

    @property
    def is_sure(self) -> bool:
        return self.low > 0 or self.high < 0


def effect_of(cause: Column, effect: Column, days: Days) -> Effect:
    """Of the paired days in order; `days` are numbered so that 0 and 7 are the same weekday."""
    nuisance = _weekdays_and_line(days)
    with_it = is_with_and_without(cause) and _varies(_left(nuisance, (cause > 0).astype(float)))
    most, least = (cause > 0, cause == 0) if with_it else _outer_thirds(_left(nuisance, cause))
    told = most | least
    nuisance, group, outcome = nuisance[told], most[told].astype(float), effect[told]
    outcome = _without_odd_days(np.column_stack([nuisance, group]), outcome)
    x, y = _left(nuisance, group), _left(nuisance, outcome)
    if not _varies(x):
        return Effect(with_it, 0.0, 0.0, 0.0, 0.0, int(most.sum()), int(least.sum()))
    change = float(cause[most].mean()) if with_it else _slope(x, _left(nuisance, cause[told]))
    low, high = _interval(x, y, lost=nuisance.shape[1] + 1)
    return Effect(with_it, change, _slope(x, y), low, high, int(most.sum()), int(least.sum()))


def is_with_and_without(cause: Column) -> bool:
    """Mostly nothing, or only there or not."""
    return bool(cause.min() == 0 and ((cause == 0).mean() >= MOSTLY_NOTHING or len(np.unique(cause)) == 2))


def _outer_thirds(values: Column) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    place = np.empty(len(values), dtype=np.int64)
    place[np.argsort(values, kind="stable")] = np.arange(len(values))
    third = len(values) // 3
    return place >= len(values) - third, place < third


def _varies(values: Column) -> bool:
    return bool(values @ values > 1e-9)


def _weekdays_and_line(days: Days) -> Column:
    weekdays = np.eye(7)[days % 7]
    return np.column_stack([weekdays[:, weekdays.any(axis=0)], (days - days.mean()) / max(len(days), 1)])


def _left(columns: Column, values: Column) -> Column:
    return np.asarray(values - columns @ np.linalg.lstsq(columns, values, rcond=None)[0])


def _without_odd_days(columns: Column, values: Column) -> Column:
    """Huber's way: what lies far from the fit is moved to its bound, and the fit is made again."""
    calm = values
    for _ in range(5):
        fitted = calm - _left(columns, calm)
        bound = FAR * 1.4826 * float(np.median(np.abs(values - fitted)))
        if bound == 0:
            break
        calm = fitted + np.clip(values - fitted, -bound, bound)
    return calm


def _slope(x: Column, y: Column) -> float:
    return float(x @ y / (x @ x))


def _interval(x: Column, y: Column, *, lost: int) -> tuple[float, float]:
    """From drawing runs of neighbouring days again and again, always the same way."""
    n, slope = len(x), _slope(x, y)
    starts = np.random.default_rng(n).integers(0, n - BLOCK + 1, size=(DRAWS, -(-n // BLOCK)))
    drawn = (starts[:, :, None] + np.arange(BLOCK)).reshape(DRAWS, -1)[:, :n]
    slopes = (x * y)[drawn].sum(axis=1) / np.maximum((x * x)[drawn].sum(axis=1), 1e-9)
    low, high = np.quantile(slopes, [(1 - SURE) / 2, (1 + SURE) / 2])
    # The draws know nothing of the figures that were fitted before them.
    wider = (n / (n - lost)) ** 0.5
    return slope + wider * (float(low) - slope), slope + wider * (float(high) - slope)
