"""What is normal for somebody, and the days on which it became something else."""

import datetime
from dataclasses import dataclass

import numpy as np
from scipy import special

from lib.analysis import robust
from lib.analysis.robust import Days, Floats, Values

LEAST_FOR_NORMAL = 7
# Fewer of a weekday than this: all days speak for it.
LEAST_FOR_A_WEEKDAY = 5
# The weeks on either side of a change, and how much of them has to be known.
DAYS_AROUND = 28
LEAST_DAYS_AFTER = 14
LEAST_VALUES = 10
LEAST_PAIRS = 5
# Ten years. A day written down in the wrong century would need the memory of all days since.
LONGEST = 3653
# Chosen by simulation: see docs/decisions/0014-trends.md.
FROM = 3.6
# Values further off than this count as if they lay there.
FURTHEST = 2.5
# So many spreads from the middle lie four of five normally spread values at most.
FOUR_OF_FIVE = 1.2816
LEAST_FOR_WEEKDAYS = 28


@dataclass(frozen=True)
class Usual:
    """The middle of some days, and how far most of them lie from it. None where too few are known."""

    middle: float | None
    spread: float | None
    n: int


@dataclass(frozen=True)
class Normal:
    """All days together, and Monday to Sunday; a weekday that is too little known is like all days."""

    all_days: Usual
    weekdays: tuple[Usual, ...]

    def on(self, day: datetime.date) -> Usual:
        return self.weekdays[day.weekday()]


@dataclass(frozen=True)
class Change:
    """The first day of another level. The interval holds the true difference in 19 of 20 cases or more."""

    day: datetime.date
    before: float
    after: float
    difference: float
    interval: tuple[float, float]


def usual(values: Values, *, end: datetime.date, days: int = 56) -> Usual:
    """What was normal in the days up to and with `end`, whatever their weekday."""
    last = end.toordinal()
    return _usual(robust.between(*robust.by_day(values), last - days, last)[1], LEAST_FOR_NORMAL)


def normal(values: Values, *, end: datetime.date, days: int = 56) -> Normal:
    """What was normal in the days up to and with `end`."""
    last = end.toordinal()
    known, levels = robust.between(*robust.by_day(values), last - days, last)
    of_all = _usual(levels, LEAST_FOR_NORMAL)
    each = [_usual(levels[robust.weekdays(known) == weekday], LEAST_FOR_A_WEEKDAY) for weekday in range(7)]
    return Normal(of_all, tuple(of_all if one.middle is None else one for one in each))


def _usual(levels: Floats, least: int) -> Usual:
    if len(levels) < least:
        return Usual(None, None, len(levels))
    middle = robust.median(levels)
    return Usual(float(middle), robust.MAD_TO_SPREAD * float(robust.deviation(levels, middle)), len(levels))


@dataclass(frozen=True)
class _Sides:
    """For each day that may begin a new level: the level before and after, and how surely they differ."""

    before: Floats
    after: Floats
    error: Floats
    freedom: Floats

    @property
    def sureness(self) -> Floats:
        return np.abs(self.after - self.before) / self.error


def changed(values: Values, *, end: datetime.date, smallest_change: float) -> list[Change]:
    """The days of the ten years up to `end` on which the level changed, oldest first.

    Each day's four weeks before are compared with up to four weeks from it on. Where several days near each other
    would do, it is the one that divides them most clearly. It takes about a fortnight until a change can be told.
    """
    if not smallest_change > 0:
        raise ValueError("a smallest change is more than nothing")
    last = end.toordinal()
    days, levels = robust.between(*robust.by_day(values), last - LONGEST, last)
    if len(days) < 2 * LEAST_VALUES:
        return []
    first = int(days[0])
    laid = _without_weekdays(robust.every_day(days, levels, first, last), first)
    sides = _sides(laid, smallest_change)
    matters = np.abs(sides.after - sides.before) >= smallest_change * (1 - robust.SAME)
    peaks = _peaks(np.where(matters, sides.sureness, 0.0))
    # Next to a place that cannot be judged, the surest place may be that one.
    told = np.isfinite(np.pad(sides.error, 1, constant_values=np.inf))
    return [_change(first, at, laid, sides) for at in peaks if told[at] and told[at + 2]]


def _without_weekdays(laid: Floats, first: int) -> Floats:
    if len(laid) < LEAST_FOR_WEEKDAYS:
        return laid
    rows = np.concatenate([robust.within_week(laid), np.full(-len(laid) % 7, np.nan)]).reshape(-1, 7)
    effects, clear = robust.weekday_effects(rows)
    return laid - np.resize(effects, len(laid)) if clear else laid


def _sides(laid: Floats, smallest_change: float) -> _Sides:
    gap, places = np.full(DAYS_AROUND, np.nan), len(laid)
    windows = np.lib.stride_tricks.sliding_window_view(np.concatenate([gap, laid, gap]), DAYS_AROUND)
    near = _drawn_in(windows, smallest_change)
    n = (~np.isnan(near)).sum(axis=-1)
    mean = np.nansum(near, axis=-1) / np.maximum(n, 1)
    apart = near - mean[:, None]
    squares = np.nansum(apart**2, axis=-1)
    r = _likeness(apart, n, squares)
    wider = np.array([robust.widening(one, r) for one in range(DAYS_AROUND + 1)])[n]
    # The window with the days before a place, and the one that begins there.
    old, new = slice(0, places), slice(DAYS_AROUND, DAYS_AROUND + places)
    lost = wider[old] + wider[new]
    variance = (squares[old] + squares[new]) / np.maximum(n[old] + n[new] - lost, 1.0)
    # Days that are all the same vary no less than they can be told apart.
    variance = np.maximum(variance, (smallest_change / 2) ** 2)
    error = np.sqrt(variance * (wider[old] / np.maximum(n[old], 1) + wider[new] / np.maximum(n[new], 1)))
    place = np.arange(places)
    known = (np.minimum(n[old], n[new]) >= LEAST_VALUES) & (np.minimum(place, places - place) >= LEAST_DAYS_AFTER)
    freedom = np.maximum(2 * (n[old] + n[new]) / lost - 2, 2.0)
    return _Sides(mean[old], mean[new], np.where(known, error, np.inf), freedom)


def _drawn_in(windows: Floats, smallest_change: float) -> Floats:
    """What lies far off is drawn nearer, so that one odd day moves no level."""
    middle = robust.median(windows)
    off = np.abs(windows - middle[:, None])
    # Where most days are the very same the middle distance is none; four days of five lie within the other.
    four_of_five = (0.8 * np.maximum((~np.isnan(off)).sum(axis=-1) - 1, 0)).astype(np.int64)
    wide = np.take_along_axis(np.sort(off, axis=-1), four_of_five[:, None], axis=-1)[:, 0]
    spread = np.fmax(robust.MAD_TO_SPREAD * robust.median(off), wide / FOUR_OF_FIVE)
    reach = FURTHEST * np.maximum(spread, smallest_change)
    return np.clip(windows, (middle - reach)[:, None], (middle + reach)[:, None])


def _likeness(apart: Floats, n: Days, squares: Floats) -> float:
    """How much a day is like the day before, in the middle of all stretches: few of them have a change within."""
    pairs = apart[:, 1:] * apart[:, :-1]
    count = (~np.isnan(pairs)).sum(axis=-1)
    told = (n >= LEAST_VALUES) & (count >= LEAST_PAIRS) & (squares > 0)
    if not told.any():
        return 0.0
    r = np.nansum(pairs[told], axis=-1) / count[told] / (squares[told] / n[told])
    return float(np.clip(np.median((n[told] * r + 1) / (n[told] - 4)), 0.0, robust.LARGEST_LIKENESS))


def _peaks(sureness: Floats) -> list[int]:
    """The surest places, none within the four weeks of a surer one."""
    left, found = sureness.copy(), []
    while len(left) and left.max() >= FROM:
        at = int(left.argmax())
        found.append(at)
        left[max(0, at - DAYS_AROUND + 1) : at + DAYS_AROUND] = 0.0
    return sorted(found)


def _change(first: int, at: int, laid: Floats, sides: _Sides) -> Change:
    before, after = float(sides.before[at]), float(sides.after[at])
    reach = float(special.stdtrit(sides.freedom[at], 0.975) * sides.error[at])
    difference = after - before
    # After days without a value, the first that has one.
    day = datetime.date.fromordinal(first + at + int(np.argmin(np.isnan(laid[at:]))))
    return Change(day, before, after, difference, (difference - reach, difference + reach))
