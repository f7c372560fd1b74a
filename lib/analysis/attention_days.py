"""Whose last week had an unusual day, and who newly reached a goal in it."""

from collections.abc import Iterator

import numpy as np
from scipy import special

from lib.analysis import anomaly, robust
from lib.analysis import attention_rows as lay
from lib.analysis.attention_cases import DAY, MOST, Finding
from lib.analysis.attention_rows import WEEK, Rows
from lib.analysis.robust import Bools, Days, Floats

# The last week, and eight before it to read weekdays from.
WEEKS_READ = 63
# Some of the fortnight that an unusual day asks for may lie in the week itself.
LEAST_BEFORE = 8
# Weekdays may hide so much of how far off a day is.
HIDDEN = 1.4
# The days before each day of the week are not quite those before the week.
ROUGH = 1.15
# In eight weeks of days that are spread as usual, the second furthest lies so many spreads off.
USUALLY_FURTHEST = 2.5
# A hundredth more or less is no difference.
FINEST_LOG = 0.01
# So many values make one of freedom: a spread that is read from few days is often too small.
DAYS_TO_A_FREEDOM = 3
# A single day may be a slip of the finger, and where most days are the same nobody knows how far another may lie off.
LEAST_CHANCE, LEAST_CHANCE_OF_SAME = 0.001, 0.01
GOAL_BEFORE = 28
# As many days of a week as somebody usually has, four at most.
LEAST_GOAL_DAYS = 4


def unusual(laid: Rows) -> Iterator[Finding]:
    """Days of the last week that lie further off than this client's weeks before make likely."""
    n = lay.count(laid.values[:, -WEEK - anomaly.DAYS_BEFORE : -WEEK])
    asked = np.flatnonzero((n >= LEAST_BEFORE) & (lay.count(laid.values[:, -WEEK:]) > 0))
    if not len(asked):
        return
    looked_at = np.bincount(laid.of_case[asked])[laid.of_case[asked]]
    finest = np.array([laid.metric[row].resolution for row in asked.tolist()])
    # All rows roughly, then those that could be told with weekdays, then what the Trends page says of what is left.
    off = _off(laid.values[asked, -WEEK - anomaly.DAYS_BEFORE :], finest)
    near = _chance(_furthest(off) * HIDDEN, n[asked], looked_at) < MOST
    asked, looked_at, finest = asked[near], looked_at[near], finest[near]
    rows = laid.values[asked, -WEEKS_READ:]
    off = _off(rows - np.tile(lay.weekday_effects(rows[:, :-WEEK]), WEEKS_READ // WEEK), finest)
    tamed = _tamed(off, rows, finest)
    for at in np.flatnonzero(_chance(_furthest(off) * tamed * ROUGH, n[asked], looked_at) < MOST):
        row = int(asked[at])
        found = _most_unusual(laid, row)
        chance = float(_chance(found.z * tamed[at], found.n, looked_at[at])) if found else 1.0
        chance = max(chance, LEAST_CHANCE_OF_SAME if _is_mostly_same(laid.values[row]) else LEAST_CHANCE)
        if found and chance < MOST:
            days = float(found.n)
            figures = {"value": found.value, "low": found.low, "high": found.high, "days": days}
            yield Finding(laid.case[row].id, "unusual", laid.metric[row].id, chance, figures, found.day)


def _off(values: Floats, finest: Floats | float) -> Floats:
    """How many spreads each day lies from the middle of the four weeks before the last; 0 where it has no value."""
    before = values[:, -WEEK - anomaly.DAYS_BEFORE : -WEEK]
    middle = robust.median(before)
    spread = robust.MAD_TO_SPREAD * np.maximum(robust.deviation(before, middle), finest)
    off: Floats = (values - middle[:, None]) / spread[:, None]
    off[np.isnan(off)] = 0.0
    return off


def _furthest(off: Floats) -> Floats:
    furthest: Floats = np.abs(off[:, -WEEK:]).max(axis=1)
    return furthest


def _tamed(off: Floats, values: Floats, finest: Floats) -> Floats:
    """How much of being far off is left for somebody who has such days: 1, or less by their own second furthest one to
    that side in the weeks before, and less where doubling counts no more than halving, as it does for steps."""
    at = np.abs(off[:, -WEEK:]).argmax(axis=1)[:, None]
    furthest = np.take_along_axis(off[:, -WEEK:], at, axis=1)
    second = np.sort(off[:, :-WEEK] * np.sign(furthest), axis=1)[:, -2]
    tamed = USUALLY_FURTHEST / np.maximum(second, USUALLY_FURTHEST)
    logs = np.log(np.maximum(values, 0.0) + finest[:, None])
    in_logs = np.take_along_axis(_off(logs, FINEST_LOG)[:, -WEEK:], at, axis=1)
    share = np.clip(in_logs / np.where(furthest == 0, 1.0, furthest), 0.0, 1.0)[:, 0]
    never_below = ~(np.nanmin(values, axis=1, initial=0.0) < 0)
    left: Floats = np.where(never_below & (furthest[:, 0] > 0), np.minimum(tamed, share), tamed)
    return left


def _chance(z: Floats | float, n: Days | int, looked_at: Days | int) -> Floats:
    """How often a week has a day so far off in any of the metrics that are looked at."""
    day = 2 * special.stdtr(np.asarray(n) / DAYS_TO_A_FREEDOM, -np.abs(z))
    week: Floats = np.minimum(1.0, day * WEEK * looked_at)
    return week


def _most_unusual(laid: Rows, row: int) -> anomaly.Unusual | None:
    found = anomaly.unusual_days(
        lay.by_day(laid.values[row], laid.end),
        start=laid.end - (WEEK - 1) * DAY,
        end=laid.end,
        resolution=laid.metric[row].resolution,
    )
    return max(found, key=lambda one: abs(one.z), default=None)


def _is_mostly_same(values: Floats) -> bool:
    before = values[-WEEK - anomaly.DAYS_BEFORE : -WEEK]
    before = before[~np.isnan(before)]
    return 2 * int((before == robust.median(before)).sum()) > len(before)


def reached(laid: Rows) -> Iterator[Finding]:
    """Who is within a goal's band this week and was not in the week before, nor in the four weeks before this.

    Being there for a second week is no news, and days from before the goal do not count towards reaching it.
    """
    if not len(laid.case):
        return
    low, high = lay.bounds(laid.goal)
    week, earlier = laid.values[:, -WEEK:], laid.values[:, -2 * WEEK : -WEEK]
    before = laid.values[:, -WEEK - GOAL_BEFORE : -WEEK]
    began = np.array([(laid.end - goal.starts_on).days if goal else 0 for goal in laid.goal])
    week = np.where(np.arange(WEEK - 1, -1, -1) <= began[:, None], week, np.nan)
    n, n_before = lay.count(week), lay.count(before)
    enough = (n >= np.clip(-(-n_before * WEEK // GOAL_BEFORE), 1, LEAST_GOAL_DAYS)) & (n_before >= LEAST_GOAL_DAYS)
    mean, mean_before = _mean(week), _mean(before)
    least = np.array([metric.smallest_change for metric in laid.metric]) * (1 - robust.SAME)
    new = _within(mean, low, high) & ~_within(_mean(earlier), low, high) & ~_within(mean_before, low, high)
    for row in np.flatnonzero(enough & new & (np.abs(mean - mean_before) >= least)).tolist():
        metric, goal = laid.metric[row], laid.goal[row]
        assert goal is not None
        figures = lay.means(week[row], before[row]) | lay.band(goal)
        chance = _as_far(week[row], before[row], metric.resolution)
        yield Finding(laid.case[row].id, "goal", metric.id, chance, figures, laid.end - (WEEK - 1) * DAY)


def _mean(values: Floats) -> Floats:
    n = lay.count(values)
    mean: Floats = np.where(n > 0, np.nansum(values, axis=1) / np.maximum(n, 1), np.nan)
    return mean


def _within(level: Floats, low: Floats, high: Floats) -> Bools:
    """A bound that is not set bounds nothing; without any there is no band."""
    inside: Bools = ~(level < low) & ~(level > high) & ~np.isnan(level) & ~(np.isnan(low) & np.isnan(high))
    return inside


def _as_far(week: Floats, before: Floats, resolution: float) -> float:
    """How often days like those before have a week whose mean lies as far from theirs."""
    week, before = week[~np.isnan(week)], before[~np.isnan(before)]
    error = max(float(before.std(ddof=1)), resolution) * np.sqrt(1 / len(week) + 1 / len(before))
    return 2 * float(special.stdtr(len(before) - 1, -abs(float(week.mean() - before.mean())) / error))
