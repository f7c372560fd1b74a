"""Why somebody stands out, in sentences that hold for their coach and for themselves, and what each rests on."""

import datetime
from collections.abc import Mapping

import numpy as np

from lib.analysis.attention import Case, Finding
from lib.analysis.robust import Floats
from lib.diary import catalog, goals, metrics_shown, say
from lib.diary.series import DAY
from lib.nutrition.wording import number
from lib.units import Units

WEEKS_IN_A_YEAR = 52
# Rarer than this is no more surprising.
MOST_YEARS = 20
WEEKS_TOLD = 10
DAYS_TOLD = 14


def reason(found: Finding, titles: Mapping[str, str], shown: Units, today: datetime.date) -> str:
    return {"stopped": _stopped, "worse": _worse, "plan": _plan, "goal": _goal, "unusual": _unusual}[found.reason](
        found, titles, shown, today
    )


def surprise(chance: float) -> str:
    """ "By chance about once in 40 weeks"."""
    weeks = 1 / max(chance, 1e-9)
    if weeks < 1.5:
        return "By chance in almost any week"
    if weeks < 1.5 * WEEKS_IN_A_YEAR:
        return f"By chance about once in {round(weeks)} weeks"
    years = weeks / WEEKS_IN_A_YEAR
    if years > MOST_YEARS:
        return f"By chance less than once in {MOST_YEARS} years"
    return f"By chance about once in {round(years)} years"


def _stopped(found: Finding, titles: Mapping[str, str], shown: Units, today: datetime.date) -> str:
    silent, gap = _days(found.figures["days_silent"]), found.figures.get("usual_gap")
    return f"Nothing logged for {silent}" + (f"; usually {_every(gap)}" if gap is not None else "")


def _every(gap: float) -> str:
    return "every day" if gap < 1.5 else f"every {number(round(gap))} days"


def _worse(found: Finding, titles: Mapping[str, str], shown: Units, today: datetime.date) -> str:
    metric = found.metric or ""
    before, after = found.figures["before"], found.figures["after"]
    low, high = _band(found)
    if low is not None or high is not None:
        way = f"further from the goal of {goals.bounds(low, high, metric, shown)}"
    else:
        way = "lower" if after < before else "higher"
    said = f"{catalog.metric_label(metric)} {between(metric, before, after, shown)}"
    return f"{said}: {way} in the last two weeks than in the eight before"


def _band(found: Finding) -> tuple[float | None, float | None]:
    return found.figures.get("low"), found.figures.get("high")


def _plan(found: Finding, titles: Mapping[str, str], shown: Units, today: datetime.date) -> str:
    title = titles.get(found.metric or "", "What was agreed")
    kept, agreed = round(found.figures["kept"]), round(found.figures["agreed"])
    since = f" since {say_day(found.since, today)}" if found.since else ""
    return f"“{title}”: kept {kept} of {agreed} times{since}"


def _goal(found: Finding, titles: Mapping[str, str], shown: Units, today: datetime.date) -> str:
    metric = found.metric or ""
    low, high = _band(found)
    before, after = (say.metric_value(metric, found.figures[name], shown) for name in ("before", "after"))
    goal = goals.bounds(low, high, metric, shown)
    return f"{catalog.metric_label(metric)} {after} this week: goal of {goal} reached, after {before} before"


def _unusual(found: Finding, titles: Mapping[str, str], shown: Units, today: datetime.date) -> str:
    metric = found.metric or ""
    value, low, high = (found.figures[name] for name in ("value", "low", "high"))
    on = f" on {say_day(found.since, today)}" if found.since else ""
    usual = between(metric, low, high, shown)
    return f"{catalog.metric_label(metric)} {figure(metric, value, shown)}{on}; usually {usual}"


def evidence(
    found: Finding, case: Case | None, titles: Mapping[str, str], shown: Units, today: datetime.date
) -> tuple[str, tuple[str, ...]]:
    """A heading, and the days and figures below it, the newest first."""
    if case is None:
        return "", ()
    start = today - DAY * (len(case.logged) - 1)
    if found.reason == "stopped":
        return "Days with an entry, by week", (*_gaps(found), *_logged_weeks(case, start, today))
    if found.reason == "plan":
        promise = next((one for one in case.promises if one.id == found.metric), None)
        kept = sorted(promise.done, reverse=True) if promise else []
        since = f" since {say_day(promise.starts_on, today)}" if promise else ""
        days = ", ".join(f"{day.day} {day:%b}" for day in kept[:DAYS_TOLD])
        title = titles.get(found.metric or "", "What was agreed")
        asked = f"Agreed: {promise.times} {'day' if promise.times == 1 else 'days'} a week{since}" if promise else ""
        return title, (asked, f"Kept on: {days}" if kept else "Kept on no day yet")
    metric = found.metric or ""
    values = case.values.get(metric)
    if values is None:
        return catalog.metric_label(metric), ()
    by_day = found.reason == "unusual"
    lines = _figures(metric, values, start, shown, today) if by_day else _weeks(metric, values, start, shown, today)
    rests_on = _unusual_to(found, shown) if by_day else _means(found, shown)
    return f"{catalog.metric_label(metric)}, {'by day' if by_day else 'mean of each week'}", (rests_on, *lines)


def _gaps(found: Finding) -> list[str]:
    longest = found.figures.get("longest_gap")
    return [f"Until now never longer than {_days(longest)} from one entry to the next"] if longest else []


def _means(found: Finding, shown: Units) -> str:
    metric, figures = found.metric or "", found.figures
    before, after = (figure(metric, figures[name], shown) for name in ("before", "after"))
    return (
        f"On average {after} on {_days(figures['days_after'])}, and {before} on "
        f"{_days(figures['days_before'])} before these"
    )


def _unusual_to(found: Finding, shown: Units) -> str:
    usual = between(found.metric or "", found.figures["low"], found.figures["high"], shown)
    return f"Usually {usual}, by the {_days(found.figures['days'])} before"


def _logged_weeks(case: Case, start: datetime.date, today: datetime.date) -> list[str]:
    return [
        f"{_span(first, last)}: {int(case.logged[a:b].sum())} of {b - a}"
        for a, b, first, last in _week_places(len(case.logged), start)
        if case.since is None or last >= case.since
    ]


def _weeks(metric: str, values: Floats, start: datetime.date, shown: Units, today: datetime.date) -> list[str]:
    said = []
    for a, b, first, last in _week_places(len(values), start):
        known = values[a:b][~np.isnan(values[a:b])]
        if len(known):
            mean = figure(metric, float(known.mean()), shown)
            said.append(f"{_span(first, last)}: {mean}, {_days(len(known))}")
    return said


def _figures(metric: str, values: Floats, start: datetime.date, shown: Units, today: datetime.date) -> list[str]:
    places = np.flatnonzero(~np.isnan(values))[::-1][:DAYS_TOLD]
    return [
        f"{capital(say_day(start + DAY * at, today))}: {figure(metric, float(values[at]), shown)}"
        for at in places.tolist()
    ]


def _week_places(days: int, start: datetime.date) -> list[tuple[int, int, datetime.date, datetime.date]]:
    """The newest first: seven days each, ending with the last."""
    return [
        (days - 7 * n - 7, days - 7 * n, start + DAY * (days - 7 * n - 7), start + DAY * (days - 7 * n - 1))
        for n in range(min(WEEKS_TOLD, days // 7))
    ]


def _span(first: datetime.date, last: datetime.date) -> str:
    month = f" {first:%b}" if first.month != last.month else ""
    return f"{first.day}{month} to {last.day} {last:%b}"


def figure(metric: str, value: float, shown: Units) -> str:
    return f"{_number(metric, value, shown)} {_unit(metric, shown)}".strip()


def between(metric: str, one: float, other: float, shown: Units) -> str:
    """ "7.2 to 6.1 h"."""
    return f"{_number(metric, one, shown)} to {figure(metric, other, shown)}"


def _number(metric: str, value: float, shown: Units) -> str:
    return number(metrics_shown.in_unit(metric, value, shown), catalog.metrics()[metric].decimals)


def _unit(metric: str, shown: Units) -> str:
    return metrics_shown.unit(metric, shown)


def say_day(day: datetime.date, today: datetime.date) -> str:
    """ "today", "yesterday", "Friday" of this week, "3 November"."""
    if day == today:
        return "today"
    if day == today - DAY:
        return "yesterday"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"


def capital(text: str) -> str:
    """ "Today" and "3 November", without making small what is not at the beginning."""
    return text[:1].upper() + text[1:]


def _days(count: float) -> str:
    return f"{number(round(count))} {'day' if round(count) == 1 else 'days'}"


def waits(unread: int, for_reply: bool) -> str:
    """ "2 unread messages, a check-in to answer"."""
    said = [f"{unread} unread {'message' if unread == 1 else 'messages'}"] if unread else []
    return ", ".join([*said, *(["a check-in to answer"] if for_reply else [])])
