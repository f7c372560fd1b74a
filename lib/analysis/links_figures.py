"""Whether two daily series go together, for many pairs at once: a row is a pair, a column a day.

All of it is said in ranks, so neither a unit nor a single odd day decides anything.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr
from scipy.stats import rankdata

Rows = NDArray[np.float64]
Kept = NDArray[np.bool_]
Days = NDArray[np.int64]

# Beyond this an estimate from a few months says only "very much".
MOST_CARRIED = 0.95
FOUR_WEEKS = 28


@dataclass(frozen=True)
class Together:
    """How closely each pair goes together, and how easily that much would come by chance."""

    rho: Rows
    p: Rows


def together(cause: Rows, effect: Rows, kept: Kept, days: Days) -> Together:
    """Of the kept days. `days` are numbered so that 0 is a weekday, 7 the same weekday a week later."""
    x = without_weekday_and_line(ranks(cause, kept), kept, days)
    y = without_weekday_and_line(ranks(effect, kept), kept, days)
    n = kept.sum(axis=1)
    # What the weekdays and the line explain by themselves is no evidence: one day of it less for each.
    lost = 2 + (_per_weekday(kept, days) > 0).sum(axis=1)
    steps, before = steps_between(kept)
    carried_x, carried_y = carry_over(x, kept, steps, before), carry_over(y, kept, steps, before)

    rho = correlation(x, y)
    fewer = effective_days(n, carried_x, carried_y, (steps == 1).sum(axis=1))
    of_fewer_days = chance(rho, np.minimum(fewer, days_beside_slow_waves(x, y, kept)) - lost)
    news = correlation(whitened(x, kept, steps, before, carried_x), whitened(y, kept, steps, before, carried_y))
    # What carries over from day to day can look alike for weeks: only what holds both ways counts.
    of_news = np.where(news * rho > 0, chance(news, n - lost), 1.0)
    return Together(rho, np.maximum(of_fewer_days, of_news))


def ranks(values: Rows, kept: Kept) -> Rows:
    """From 1 for the smallest kept value; equal ones share their mean rank. 0 where nothing is kept."""
    return np.where(kept, rankdata(np.where(kept, values, np.inf), axis=1), 0.0)


def without_weekday_and_line(values: Rows, kept: Kept, days: Days) -> Rows:
    """What a day has beyond its weekday's mean and a straight line through all days."""
    count = np.maximum(_per_weekday(kept, days), 1)

    def centred(rows: Rows) -> Rows:
        means = _per_weekday(np.where(kept, rows, 0.0), days) / count
        return np.where(kept, rows - means[:, days % 7], 0.0)

    level, line = centred(values), centred(np.broadcast_to(days.astype(float), values.shape))
    return level - _ratio((level * line).sum(axis=1), (line * line).sum(axis=1))[:, None] * line


def _per_weekday(rows: Rows | Kept, days: Days) -> Rows:
    return np.asarray(rows @ np.eye(7)[days % 7])


def correlation(x: Rows, y: Rows) -> Rows:
    """Of rows that have no mean left. 0 where one of them never changes."""
    return np.clip(_ratio((x * y).sum(axis=1), np.sqrt((x * x).sum(axis=1) * (y * y).sum(axis=1))), -1, 1)


def chance(rho: Rows, freedom: Rows) -> Rows:
    """How often two series without any link come this close or closer (Student's t)."""
    freedom = np.maximum(freedom, 1.0)
    t = np.abs(rho) * np.sqrt(freedom / np.maximum(1 - rho * rho, 1e-12))
    return np.asarray(2 * stdtr(freedom, -t))


def steps_between(kept: Kept) -> tuple[Rows, Days]:
    """For each kept day the place of the kept day before it, and how far back that is, in the usual distance.

    Whoever writes every second day has a carry-over from one such day to the next. 0 steps where there is none before.
    """
    place = np.arange(kept.shape[1])
    seen = np.maximum.accumulate(np.where(kept, place, -1), axis=1)
    before = np.concatenate([np.full((len(kept), 1), -1), seen[:, :-1]], axis=1)
    gaps = np.where(kept & (before >= 0), place - before, 0).astype(float)
    return gaps / middle(gaps, gaps > 0)[:, None], np.maximum(before, 0)


def middle(values: Rows, kept: Kept) -> Rows:
    """The median of the kept ones, of two in the middle the larger: always a value that is there."""
    inside = np.sort(np.where(kept, values, np.inf), axis=1)
    return np.asarray(np.take_along_axis(inside, kept.sum(axis=1)[:, None] // 2, axis=1)[:, 0])


def carry_over(values: Rows, kept: Kept, steps: Rows, before: Days) -> Rows:
    """How much of a day is still there one step later, from -0.95 to 0.95."""
    n = kept.sum(axis=1)
    neighbours = steps == 1
    product = np.where(neighbours, values * np.take_along_axis(values, before, axis=1), 0.0).sum(axis=1)
    found = _ratio(product / np.maximum(neighbours.sum(axis=1), 1), (values * values).sum(axis=1) / n)
    # Taking out a mean and a line takes carry-over with it (Kendall): by (2 + 4 phi) / n.
    return np.asarray(np.clip((n * found + 2) / (n - 4), -MOST_CARRIED, MOST_CARRIED))


def whitened(values: Rows, kept: Kept, steps: Rows, before: Days, carried: Rows) -> Rows:
    """What is new on each day: without what the day before it lets one expect, of even size whatever the gap."""
    phi = carried[:, None]
    left = np.where(steps == 1, phi, np.maximum(phi, 0.0) ** steps)
    left = np.where(steps > 0, left, 0.0)
    fresh = values - left * np.take_along_axis(values, before, axis=1)
    return np.asarray(np.where(kept, fresh / np.sqrt(1 - left * left), 0.0))


def effective_days(n: Days, carried_x: Rows, carried_y: Rows, neighbours: Days) -> Rows:
    """How many independent days tell as much as these (Bartlett).

    In a few weeks no carry-over looks like a little of it and the other way round: each is taken for at least 2 / sqrt
    of the neighbouring days it was estimated from, so that this is always fewer than the days there are.
    """
    unseen = np.minimum(4 / np.maximum(neighbours, 1), MOST_CARRIED**2)
    both = np.maximum(carried_x * carried_y, unseen)
    return np.asarray(n * (1 - both) / (1 + both))


def days_beside_slow_waves(x: Rows, y: Rows, kept: Kept) -> Rows:
    """The same where something lasts for weeks under the ups and downs of single days, which hide it.

    At each distance up to four weeks: how alike the days are in both, multiplied, by how many days are so far apart.
    """
    n, width = kept.sum(axis=1), 2 ** int(np.ceil(np.log2(kept.shape[1] + FOUR_WEEKS + 1)))

    def at_distance(rows: Rows) -> Rows:
        waves = np.abs(np.fft.rfft(rows, width)) ** 2
        return np.asarray(np.fft.irfft(waves, width)[:, 1 : FOUR_WEEKS + 1])

    apart = np.maximum(np.round(at_distance(kept.astype(float))), 1)
    both = at_distance(x) * at_distance(y) / apart
    alike = _ratio(both.sum(axis=1) * n, (x * x).sum(axis=1) * (y * y).sum(axis=1))
    return np.asarray(n / np.maximum(1 + 2 * alike, 1))


def passed(p: Rows, share: float) -> Kept:
    """Benjamini and Hochberg: among those that pass, about this share passes by chance."""
    order = np.argsort(p, kind="stable")
    below = np.flatnonzero(p[order] <= share * np.arange(1, len(p) + 1) / max(len(p), 1))
    result = np.zeros(len(p), dtype=bool)
    if below.size:
        result[order[: below[-1] + 1]] = True
    return result


def _ratio(above: Rows, below: Rows) -> Rows:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 1e-9)
