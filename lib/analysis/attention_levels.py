"""Whose figures got worse, each against their own weeks before.

All rows are looked at together; what stands out is told where a trend or a change says so too.
"""

from collections.abc import Iterator

import numpy as np
from scipy import special

from lib.analysis import attention_rows as lay
from lib.analysis import change, robust, trend
from lib.analysis.attention_cases import DAY, MOST, Finding
from lib.analysis.attention_rows import WEEK, Rows
from lib.analysis.robust import Bools, Days, Floats

AFTER, BEFORE = 14, lay.WIDTH - 14
LEAST_AFTER, LEAST_BEFORE = 5, 14
# Values further off than this count as if they lay there.
FURTHEST = 2.5
COMMON_LIKENESS = 0.3
# Weekdays may hide so much of how far the levels lie apart.
HIDDEN = 1.4
# Less than this many rough standard errors never make a finding.
ROUGHLY = 1.2
# What a trend or a change within so many days says, too, is told. What chance makes so rarely need not wait for them: a
# step is told by a change after a fortnight only, and until then looks to a trend like days that hang together.
CONFIRM_DAYS = 28
ALONE = 0.01


def worse(laid: Rows) -> Iterator[Finding]:
    """Whose last two weeks are worse than the eight before, by more than their days differ anyway."""
    n_before, n_after = lay.count(laid.bad[:, :BEFORE]), lay.count(laid.bad[:, BEFORE:])
    asked = np.flatnonzero((n_after >= LEAST_AFTER) & (n_before >= LEAST_BEFORE))
    if not len(asked):
        return
    looked_at = np.bincount(laid.of_case[asked])[laid.of_case[asked]]
    step = np.array([laid.metric[row].resolution for row in asked.tolist()])
    # Ranks only where they could tell something, and weekdays where these could make a difference.
    near = _roughly(laid.bad[asked], step) > ROUGHLY
    asked, looked_at, step = asked[near], looked_at[near], step[near]
    surprise, freedom = _surprise(laid.bad[asked], step)
    near = _chance(surprise * HIDDEN, freedom, looked_at) < MOST
    asked, looked_at, step = asked[near], looked_at[near], step[near]
    bad = laid.bad[asked]
    without = bad - np.tile(lay.weekday_effects(bad[:, :BEFORE]), lay.WIDTH // WEEK)
    chance = _chance(*_surprise(without, step), looked_at)
    matters = np.array([laid.metric[row].smallest_change for row in asked.tolist()])
    before, after = _level(bad[:, :BEFORE], matters), _level(bad[:, BEFORE:], matters)
    for at in np.flatnonzero((chance < MOST) & (after - before >= matters * (1 - robust.SAME)) & (after > before)):
        row = int(asked[at])
        if chance[at] < ALONE or _is_confirmed(laid, row):
            figures = _figures(laid, row, float(before[at]), float(after[at]))
            since = laid.end - (AFTER - 1) * DAY
            yield Finding(laid.case[row].id, "worse", laid.metric[row].id, float(chance[at]), figures, since)


def _chance(surprise: Floats, freedom: Floats, looked_at: Days) -> Floats:
    """How often a week has a fortnight that is so much worse in any of the metrics that are looked at.

    That the fortnight moves on every day of the week makes as much more of them as is then not confirmed.
    """
    week: Floats = np.minimum(1.0, special.stdtr(freedom, -surprise) * looked_at)
    return week


def _roughly(bad: Floats, step: Floats) -> Floats:
    """By how many standard errors the later days are worse, were each day for itself."""
    middle = robust.median(bad[:, :BEFORE])
    reach = FURTHEST * robust.MAD_TO_SPREAD * np.maximum(robust.deviation(bad[:, :BEFORE], middle), step)[:, None]
    there = ~np.isnan(bad)
    near = np.where(there, np.clip(bad - middle[:, None], -reach, reach), 0.0)
    n_before, n_after = (np.count_nonzero(part, axis=1) for part in (there[:, :BEFORE], there[:, BEFORE:]))
    earlier, later = near[:, :BEFORE].sum(axis=1) / n_before, near[:, BEFORE:].sum(axis=1) / n_after
    spread = np.sqrt((near**2).sum(axis=1) / (n_before + n_after))
    roughly: Floats = (later - earlier) / np.where(spread > 0, spread, 1.0) * np.sqrt(n_after)
    return roughly


def _surprise(bad: Floats, step: Floats) -> tuple[Floats, Floats]:
    """By how many standard errors the later days rank higher than the earlier ones, and with what freedom.

    Wilcoxon's ranks: what lies far off, and a metric that often does, moves them no more than anything else.
    """
    there = ~np.isnan(bad)
    n, n_before, n_after = (part.sum(axis=1) for part in (there, there[:, :BEFORE], there[:, BEFORE:]))
    ranks = _ranks(np.rint(bad / step[:, None]))
    ranks -= (ranks.sum(axis=1, where=there) / n)[:, None]
    ranks[~there] = 0.0
    variance = (ranks**2).sum(axis=1) / (n - 1)
    later, earlier = ranks[:, BEFORE:].sum(axis=1) / n_after, ranks[:, :BEFORE].sum(axis=1) / n_before
    likeness = _likeness(np.where(there, ranks - earlier[:, None], 0.0)[:, :BEFORE], there[:, :BEFORE])
    wide_before, wide_after = widening(n_before, likeness), widening(n_after, likeness)
    error = np.sqrt(variance * (wide_before / n_before + wide_after / n_after))
    surprise = np.divide(later - earlier, error, out=np.zeros(len(bad)), where=error > 0)
    return surprise, np.maximum((n_before + n_after) / wide_before, 2.0)


def _ranks(values: Floats) -> Floats:
    """Where each stands in its row, from 0; equal ones in the middle of where they stand together."""
    order = np.argsort(values, axis=1)
    ordered = np.take_along_axis(values, order, axis=1)
    place = np.arange(values.shape[1])
    new = np.ones(values.shape, dtype=np.bool_)
    new[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    first = np.maximum.accumulate(np.where(new, place, 0), axis=1)
    ends = np.ones(values.shape, dtype=np.bool_)
    ends[:, :-1] = new[:, 1:]
    last = np.minimum.accumulate(np.where(ends, place, len(place))[:, ::-1], axis=1)[:, ::-1]
    ranks = np.empty(values.shape)
    np.put_along_axis(ranks, order, (first + last) / 2, axis=1)
    return ranks


def _level(values: Floats, matters: Floats) -> Floats:
    """The mean, with what lies far off drawn nearer."""
    middle = robust.median(values)
    spread = robust.MAD_TO_SPREAD * robust.deviation(values, middle)
    reach = (FURTHEST * np.maximum(spread, matters))[:, None]
    near = np.nan_to_num(np.clip(values - middle[:, None], -reach, reach))
    level: Floats = middle + near.sum(axis=1) / lay.count(values)
    return level


def _likeness(apart: Floats, there: Bools) -> Floats:
    """How much each row's days are like the day before: half of it as robust.likeness counts it, half as it commonly
    is. Eight weeks tell it so badly that those who seem to have none would head every list.

    Days without a value are 0.
    """
    n, pairs = there.sum(axis=1), (there[:, 1:] & there[:, :-1]).sum(axis=1)
    variance = (apart**2).sum(axis=1) / n
    told = (pairs > 0) & (variance > 0)
    r = (apart[:, 1:] * apart[:, :-1]).sum(axis=1) / np.where(told, pairs * variance, 1.0)
    counted = np.where(told, np.clip((n * r + 1) / (n - 4), 0.0, robust.LARGEST_LIKENESS), 0.0)
    likeness: Floats = (counted + COMMON_LIKENESS) / 2
    return likeness


def widening(n: Days, r: Floats) -> Floats:
    """robust.widening for many at once: its sum in closed form."""
    wider: Floats = 1.0 + 2.0 * (r / (1 - r) - r * (1 - r**n) / (n * (1 - r) ** 2))
    return wider


def _is_confirmed(laid: Rows, row: int) -> bool:
    """Whether a trend, or a change of level, says that it is worse, too."""
    values, least = lay.by_day(laid.bad[row], laid.end), laid.metric[row].smallest_change
    found = trend.classify(values, end=laid.end, window_days=CONFIRM_DAYS, better="lower", smallest_change=least)
    if found.label == "declining" or not least > 0:
        return found.label == "declining"
    changes = change.changed(values, end=laid.end, smallest_change=least)
    return any(one.difference > 0 and one.day > laid.end - CONFIRM_DAYS * DAY for one in changes)


def _figures(laid: Rows, row: int, before: float, after: float) -> dict[str, float]:
    """The levels of the values, and for a goal also of the distance to it, which is what got worse."""
    values, goal = laid.values[row : row + 1, -lay.WIDTH :], laid.goal[row]
    early, late = values[:, :BEFORE], values[:, BEFORE:]
    matters = np.array([laid.metric[row].smallest_change])
    figures = {
        "before": float(_level(early, matters)[0]),
        "after": float(_level(late, matters)[0]),
        "days_before": float(lay.count(early)[0]),
        "days_after": float(lay.count(late)[0]),
    }
    if goal and laid.is_distance[row]:
        figures |= {"distance_before": before, "distance_after": after, **lay.band(goal)}
    return figures
