"""Who stopped logging, measured by their own gaps, and who does not keep to what was newly agreed."""

import datetime
import math
from collections.abc import Iterator

import numpy as np
from scipy import special

from lib.analysis.attention_cases import DAY, MOST, Case, Finding, Promise
from lib.analysis.robust import Days

# Fewer gaps are no habit yet. Whoever just begins is expected to log every other day or so, and gets a week.
LEAST_GAPS = 5
BEGINNERS_GAP = 2.0
BEGINNERS_DAYS = 7
# One absence that is so many times as long as any other, and a week at least, was a holiday and is no habit.
HOLIDAY, HOLIDAY_DAYS = 3, 7
# A plan is new for four weeks, and has had a chance after one.
PLAN_FROM, PLAN_TO = 7, 28
# Who keeps to so much of what was agreed follows the plan.
KEPT = 0.7
# A week has seven days to look at a plan, but what is seen on them is mostly the same.
LOOKS_AT_A_PLAN = 2


def stopped(case: Case, start: datetime.date, today: datetime.date) -> Iterator[Finding]:
    """Whether the silence is longer than their own gaps make likely.

    Somebody who never began, as far as may be known, is told after a week: silent since the first day of that.
    """
    known = max(start, case.since or start)
    days = np.flatnonzero(case.logged[max(0, (known - start).days) :])
    last = known + DAY * int(days[-1]) if len(days) else None
    silent = (today - (last or known)).days
    if silent <= 1:
        return
    gaps = np.sort(np.diff(days))
    chance = _of_a_gap(gaps, silent) if len(gaps) >= LEAST_GAPS else _of_a_beginner(gaps, silent)
    if chance >= MOST:
        return
    figures = {"days_silent": float(silent)}
    if len(gaps) >= LEAST_GAPS:
        figures |= {"usual_gap": float(np.median(gaps)), "longest_gap": float(gaps[-1])}
    yield Finding(case.id, "stopped", None, chance, figures, last + DAY if last else known)


def _of_a_gap(gaps: Days, silent: int) -> float:
    """How likely a gap of so many days or more begins within a week, given all gaps there were, in order.

    Among gaps as long as theirs it is counted. Beyond the longest it falls as if every further day without an entry
    were as likely as their mean gap makes it.
    """
    if gaps[-1] >= max(HOLIDAY_DAYS, HOLIDAY * gaps[-2]):
        gaps = gaps[:-1]
    mean, longest = float(gaps.mean()), int(gaps[-1])
    # One more than there were: what has not happened yet may.
    as_long = len(gaps) - int(np.searchsorted(gaps, silent)) + 1
    beyond = math.exp(-max(0, silent - longest - 1) / mean)
    return min(1.0, 7 / mean * as_long / (len(gaps) + 1) * beyond)


def _of_a_beginner(gaps: Days, silent: int) -> float:
    usual = max(BEGINNERS_GAP, float(gaps.max(initial=0)))
    return math.exp(-silent / usual) if silent >= BEGINNERS_DAYS else 1.0


def plan(case: Case, today: datetime.date) -> Iterator[Finding]:
    """What was agreed one to four weeks ago and is kept far less than a modest share of the days."""
    new = [one for one in case.promises if PLAN_FROM <= (today - one.starts_on).days <= PLAN_TO]
    for one in new:
        kept, agreed = _kept(one, today)
        chance = min(1.0, float(special.bdtr(min(kept, agreed), agreed, KEPT)) * LOOKS_AT_A_PLAN * len(new))
        if chance < MOST:
            figures = {"kept": float(kept), "agreed": float(agreed), "times": float(one.times)}
            yield Finding(case.id, "plan", one.id, chance, figures, one.starts_on)


def _kept(one: Promise, today: datetime.date) -> tuple[int, int]:
    """What was kept today counts already, though today is not among the days that were agreed."""
    kept = sum(one.starts_on <= day <= today for day in one.done)
    return kept, one.times * (today - one.starts_on).days // 7
