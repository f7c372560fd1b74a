"""Which clients of a coach need attention, by how much their figures surprise against their own baseline.

What surprises is told as the share of weeks in which chance alone makes as much of it, so that a silence, a worsening,
a plan that is not followed and an odd reading can be compared. How sure that is: docs/decisions/0021-attention.md.
"""

import datetime
from collections.abc import Mapping, Sequence

from lib.analysis import attention_days, attention_habits, attention_levels, attention_rows
from lib.analysis.attention_cases import MOST, Case, Finding, Goal, Metric, Promise, Reason

__all__ = ["Case", "Finding", "Goal", "Metric", "Promise", "Reason", "alerts", "findings", "threshold"]

# Each of the reasons to worry may err by itself.
REASONS = 4
# Whoever has been silent for longer than this is known to be, and comes after everybody else.
LONG_SILENT = 28.0


def findings(
    cases: Sequence[Case], metrics: Mapping[str, Metric], *, start: datetime.date, today: datetime.date
) -> list[Finding]:
    """What there is to say of each, rarest first. What chance makes in more than one of twenty weeks is left out,
    good news apart."""
    laid = attention_rows.rows(cases, metrics, start, today)
    found = [one for case in cases for one in attention_habits.stopped(case, start, today)]
    found += [one for case in cases for one in attention_habits.plan(case, today)]
    for look in (attention_levels.worse, attention_days.unusual, attention_days.reached):
        found += look(laid)
    return sorted(found, key=_rarest)


def threshold(watched: int, alerts_a_week: int) -> float:
    """The chance below which a finding is an alert.

    Of so many clients, each with four reasons that may err, no more than the wanted alerts a week are expected of
    chance alone.
    """
    return min(MOST, alerts_a_week / (REASONS * max(watched, 1)))


def alerts(
    found: Sequence[Finding], *, watched: int, alerts_a_week: int, already: int = 0
) -> tuple[list[list[Finding]], list[Finding]]:
    """Who needs attention, at most as many as are wanted a week less those already raised in it, and the good news.

    Of each comes all there is to worry about, rarest first. Clients are ordered by their rarest finding.
    """
    most = threshold(watched, alerts_a_week)
    by_case: dict[str, list[Finding]] = {}
    for one in sorted(found, key=_rarest):
        if one.reason != "goal":
            by_case.setdefault(one.case, []).append(one)
    alarming = [each for each in by_case.values() if each[0].chance < most]
    alarming.sort(key=lambda each: (_is_known(each), *_rarest(each[0])))
    good = sorted((one for one in found if one.reason == "goal"), key=_rarest)
    return alarming[: max(0, alerts_a_week - already)], good


def _is_known(each: Sequence[Finding]) -> bool:
    return any(one.figures.get("days_silent", 0.0) > LONG_SILENT for one in each)


def _rarest(one: Finding) -> tuple[float, str, str, str]:
    return one.chance, one.case, one.reason, one.metric or ""
