"""What a question was read into: one call of a tool, and which of its facts the answer is about."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from lib.assistant.periods import AT, Period


@dataclass(frozen=True)
class Plan:
    """`wants` says what the answer tells, `words` how it calls the period: "this week"."""

    tool: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    wants: str = "value"
    words: str = ""
    # How the other period of a comparison is called.
    before: str = ""
    # What is tried where nothing is logged for the first: some measure HRV in another way.
    otherwise: "Plan | None" = None
    # What a question that is answered with yes or no asks for: "up", "down", "better", "worse", "any"; else empty.
    asks: str = ""


def series(metric: str, period: Period, wants: str = "value") -> Plan:
    arguments: dict[str, object] = {"metric": metric, **_ends(period)}
    if period.only != "all":
        arguments["only"] = period.only
    return Plan("series", arguments, wants, period.words)


def trend(metric: str, window: int) -> Plan:
    return Plan("trend", {"metric": metric, "window": window}, "trend")


def compare(metric: str, now: Period, before: Period) -> Plan:
    arguments = {"metric": metric, **_ends(now), "before_start": f"{before.start}", "before_end": f"{before.end}"}
    return Plan("compare", arguments, "compare", now.words, before.words)


def compare_within(metric: str, period: Period, only: str, before: str) -> Plan:
    """Weekends beside weekdays of the same time."""
    ends = {"start": f"{period.start}", "end": f"{period.end}"}
    others = {f"before_{name}": value for name, value in ends.items()}
    sides = {"only": only, "before_only": before}
    words = [f"{AT[side]} {period.words}" for side in (only, before)]
    return Plan("compare", {"metric": metric, **ends, **others, **sides}, "compare", words[0], AT[before])


def overview(period: Period, before: Period | None = None) -> Plan:
    arguments = _ends(period)
    if before is None:
        return Plan("overview", arguments, "overview", period.words)
    arguments |= {"before_start": f"{before.start}", "before_end": f"{before.end}"}
    return Plan("overview", arguments, "overview", period.words, before.words)


def day(on: datetime.date, kind: str, words: str, wants: str = "day") -> Plan:
    return Plan("day", {"day": f"{on}", "kind": kind}, wants, words)


def entries(kind: str, text: str = "", period: Period | None = None, wants: str = "last", limit: int = 1) -> Plan:
    arguments: dict[str, object] = {"kind": kind, "limit": limit}
    if text:
        arguments["text"] = text
    if period:
        arguments |= _ends(period)
    return Plan("entries", arguments, wants, period.words if period else "")


def goals(on: datetime.date, metric: str | None, words: str, wants: str = "goals") -> Plan:
    arguments: dict[str, object] = {"day": f"{on}"}
    return Plan("goals", arguments | ({"metric": metric} if metric else {}), wants, words)


def insights(metric: str | None, other: str | None = None) -> Plan:
    given = {"metric": metric, "other": other}
    return Plan("insights", {name: value for name, value in given.items() if value}, "insights")


def logged(period: Period) -> Plan:
    return Plan("logged", _ends(period), "logged", period.words)


def foods(text: str, metric: str | None) -> Plan:
    return Plan("foods", {"text": text, "metric": metric} if metric else {"text": text}, "foods")


def _ends(period: Period) -> dict[str, object]:
    return {"start": f"{period.start}", "end": f"{period.end}"}
