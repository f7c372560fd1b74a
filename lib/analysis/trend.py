"""Whether something went up or down over some weeks, by an amount that matters and that chance rarely makes."""

import datetime
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import numpy as np

from lib.analysis import robust
from lib.analysis.robust import Bools, Days, Floats, Values

Better = Literal["higher", "lower", "target", "none"]
Label = Literal["improving", "declining", "stable", "insufficient_data"]
Direction = Literal["rising", "falling", "none"]

LEAST_DAYS = 6
# From this many on, a share of the window is not asked for.
ENOUGH_DAYS = 14
# Chance alone may call this part of the flat stretches a trend.
CHANCE = 0.05
MOST_EXACT = 10
LEAST_FOR_LIKENESS = 10
LEAST_FOR_WEEKDAYS = 21


@dataclass(frozen=True)
class TooLittle:
    """What is there and what is needed. A span is the days from the first value to the last."""

    days: int
    days_needed: int
    span: int
    span_needed: int


@dataclass(frozen=True)
class Line:
    """A straight line through the days, and how often chance alone leads as far up or down."""

    direction: Direction
    slope_per_week: float
    change: float
    p: float


@dataclass(frozen=True)
class Trend:
    """The figures are those of the values. For a target the label is judged by `distance`, the line of how far off."""

    label: Label
    direction: Direction
    slope_per_week: float | None
    change: float | None
    mean: float | None
    n: int
    p: float | None
    span: int
    reason: TooLittle | None = None
    distance: Line | None = None


def classify(
    values: Values,
    *,
    end: datetime.date,
    window_days: int = 28,
    better: Better,
    smallest_change: float,
    target: float | None = None,
) -> Trend:
    """The trend of the days after `end` - `window_days`, up to and with `end`."""
    if better == "target" and target is None:
        raise ValueError("a trend towards a target needs the target")
    last = end.toordinal()
    days, levels = robust.between(*robust.by_day(values), last - window_days, last)
    n, span = len(days), int(days[-1] - days[0]) if len(days) else 0
    mean = math.fsum(levels) / n if n else None
    reason = _too_little(n, span, window_days)
    if reason:
        return Trend("insufficient_data", "none", None, None, mean, n, None, span, reason)
    line = line_through(days, levels, smallest_change)
    distance = None
    if better == "target" and target is not None:
        distance = line_through(days, np.abs(levels - target), smallest_change)
    label = _label(distance or line, better)
    return Trend(label, line.direction, line.slope_per_week, line.change, mean, n, line.p, span, None, distance)


def _too_little(n: int, span: int, window_days: int) -> TooLittle | None:
    # Whole numbers: three tenths of ten days are three, and not a little more.
    days_needed = max(LEAST_DAYS, min(ENOUGH_DAYS, -(-3 * window_days // 10)))
    span_needed = -(-window_days // 2)
    if n >= days_needed and span >= span_needed:
        return None
    return TooLittle(n, days_needed, span, span_needed)


def _label(line: Line, better: Better) -> Label:
    if better == "none" or line.direction == "none":
        return "stable"
    wanted = "rising" if better == "higher" else "falling"
    return "improving" if line.direction == wanted else "declining"


def line_through(days: Days, levels: Floats, smallest_change: float) -> Line:
    """Theil and Sen's line, and Mann and Kendall's test widened by how much each day is like the one before."""
    levels, slope = _without_weekdays(days, levels)
    residuals = _residuals(days, levels, slope)
    n, wider = len(days), 1.0
    if n >= LEAST_FOR_LIKENESS and robust.size(residuals) > robust.SAME * robust.size(levels):
        wider = robust.widening(n, robust.likeness(days, residuals))
    _, p = mann_kendall(levels, wider)
    change = slope * float(days[-1] - days[0])
    matters = abs(change) >= smallest_change * (1 - robust.SAME) and change != 0
    direction: Direction = "none"
    if p < CHANCE and matters:
        direction = "rising" if change > 0 else "falling"
    return Line(direction, slope * 7, change, p)


def _without_weekdays(days: Days, levels: Floats) -> tuple[Floats, float]:
    """The values without what the weekday makes of them, where it makes much of them, and their slope."""
    slope = theil_sen(days, levels)
    weekday = robust.weekdays(days)
    if len(days) < LEAST_FOR_WEEKDAYS or np.bincount(weekday, minlength=7).min() < robust.LEAST_OF_A_WEEKDAY:
        return levels, slope
    residuals = _residuals(days, levels, slope)
    medians = robust.middles(residuals, weekday, 7)
    whole, left = float(np.var(residuals)), float(np.var(residuals - medians[weekday]))
    if math.sqrt(whole) <= robust.SAME * robust.size(levels) or 1 - left / whole <= robust.WEEKDAY_SHARE:
        return levels, slope
    evened = levels - medians[weekday]
    return evened, theil_sen(days, evened)


def _residuals(days: Days, levels: Floats, slope: float) -> Floats:
    sloping = levels - slope * (days - days[0])
    left: Floats = sloping - robust.middle(sloping)
    return left


def theil_sen(days: Days, levels: Floats) -> float:
    """The median of the slopes between any two days, per day. The days are in order, each of them once."""
    later = _later(len(days))
    return robust.middle(np.subtract.outer(levels, levels)[later] / np.subtract.outer(days, days)[later])


def mann_kendall(levels: Floats, wider: float = 1.0) -> tuple[int, float]:
    """How many more pairs rise than fall, and how often chance alone makes as many, with a variance so much wider."""
    n = len(levels)
    ranks, ties = _ranks(levels)
    s = -int(np.sign(np.subtract.outer(ranks, ranks)[_later(n)]).sum())
    if n <= MOST_EXACT and ties.max(initial=1) == 1 and wider == 1.0:
        return s, _exact(n, abs(s))
    variance = wider * (n * (n - 1) * (2 * n + 5) - int((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18
    if s == 0 or variance <= 0:
        return s, 1.0
    return s, math.erfc((abs(s) - 1) / math.sqrt(2 * variance))


@lru_cache(maxsize=8)
def _later(n: int) -> Bools:
    """Where the second of two values comes later than the first."""
    return np.triu(np.ones((n, n), dtype=np.bool_), 1)


def _ranks(levels: Floats) -> tuple[Days, Days]:
    """Equal values have equal ranks; and how many have each rank."""
    order = np.argsort(levels, kind="stable")
    steps = np.diff(levels[order], prepend=levels[order[:1]]) > robust.SAME * robust.size(levels)
    ranks = np.empty(len(levels), dtype=np.int64)
    ranks[order] = np.cumsum(steps)
    return ranks, np.bincount(ranks)


@cache
def _exact(n: int, s: int) -> float:
    """The share of all orders of n different values in which at least s more pairs rise than fall, or the reverse."""
    falling = [1]
    for more in range(1, n):
        # A value set among `more` others falls behind none, one, ... or all of them.
        longer = [0] * (len(falling) + more)
        for pairs, orders in enumerate(falling):
            for behind in range(more + 1):
                longer[pairs + behind] += orders
        falling = longer
    all_pairs = n * (n - 1) // 2
    return sum(orders for pairs, orders in enumerate(falling) if abs(all_pairs - 2 * pairs) >= s) / math.factorial(n)
