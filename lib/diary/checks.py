"""What is wrong with an entry before the database has to say so, and what is possible but worth asking about."""

import datetime
from collections.abc import Mapping
from typing import Any

from lib import units
from lib.diary import catalog
from lib.diary.kinds import Field, Kind

# A clock that is not quite right, and five minutes' steps.
A_LITTLE_AHEAD = datetime.timedelta(minutes=15)
LONGEST_NIGHT = datetime.timedelta(hours=24)


def problems(kind: Kind, row: Mapping[str, Any]) -> dict[str, str]:
    """What cannot be saved: the field and a sentence about it."""
    found = {}
    for field in kind.fields:
        sentence = _problem(field, row.get(field.name))
        if sentence:
            found[field.name] = sentence
    if kind.id == "sleep" and not found:
        found |= _night(row)
    if kind.id == "body" and not found:
        found |= _reading(row)
    if kind.id == "gym" and not found and not row.get("minutes") and not row.get("items"):
        found["minutes"] = "Say how long it took, or add a set if it was lifting."
    return found


def _problem(field: Field, value: Any) -> str:
    if value is None or value == "" or value == []:
        return f"{field.label} is needed." if field.required else ""
    if field.type == "number":
        return _number_problem(field, value)
    if field.type == "choice" and field.choices is not None and value not in field.choices:
        return f"{field.label} is not one of the choices."
    if field.type == "text" and field.high is not None and len(value) > field.high:
        return f"{field.label} is longer than {field.high:g} characters."
    if field.type == "words":
        if field.high is not None and len(value) > field.high:
            return f"{field.label}: at most {field.high:g}."
        if any(not word.strip() or len(word) > 40 for word in value):
            return f"{field.label}: each of them has 1 to 40 characters."
    return ""


def _number_problem(field: Field, value: float) -> str:
    too_low = field.low is not None and (value < field.low or (field.above_low and value == field.low))
    if value != value or too_low or (field.high is not None and value > field.high):
        from_ = "more than" if field.above_low else "at least"
        return f"{field.label} is {from_} {field.low:g} and at most {field.high:,.10g}{_space(field.unit)}."
    if field.name == "wellbeing" and value * 2 != int(value * 2):
        return "Well-being goes in half steps."
    return ""


def _space(unit: str) -> str:
    return f" {unit}" if unit else ""


def _night(row: Mapping[str, Any]) -> dict[str, str]:
    started, ended = (_moment(row[name]) for name in ("started_at", "ended_at"))
    if ended <= started:
        return {"ended_at": "The end of a sleep comes after its start."}
    if ended - started > LONGEST_NIGHT:
        return {"ended_at": "A sleep is at most 24 hours long."}
    return {}


def _reading(row: Mapping[str, Any]) -> dict[str, str]:
    metric = catalog.metrics()[row["metric"]]
    found = {}
    if not metric.lowest <= row["value"] <= metric.highest:
        found["value"] = f"{metric.label} is between {metric.lowest:g} and {metric.highest:,.10g} {metric.unit}."
    second = row.get("value2")
    if metric.id == "blood_pressure":
        lower = catalog.metrics()["diastolic"]
        if second is None:
            found["value2"] = "Blood pressure has two values, such as 120 and 80."
        elif not lower.lowest <= second <= lower.highest:
            found["value2"] = f"The lower value is between {lower.lowest:g} and {lower.highest:g} {lower.unit}."
        elif second >= row["value"]:
            found["value2"] = "The lower value is smaller than the upper one."
    elif second is not None:
        found["value2"] = "Only a blood pressure has two values."
    return found


def unusual(kind: Kind, row: Mapping[str, Any]) -> str:
    """A sentence to ask back with once; empty when nothing is remarkable."""
    if kind.id == "body":
        metric = catalog.metrics()[row["metric"]]
        parts = [(metric, row["value"])]
        if metric.id == "blood_pressure" and row.get("value2") is not None:
            parts.append((catalog.metrics()["diastolic"], row["value2"]))
        for bound, value in parts:
            below = bound.usual_low is not None and value < bound.usual_low
            above = bound.usual_high is not None and value > bound.usual_high
            if below or above:
                return f"{bound.label} of {value:,.10g} {bound.unit} is unusual. Is it right?"
    if kind.id == "sleep":
        length = _moment(row["ended_at"]) - _moment(row["started_at"])
        if length > datetime.timedelta(hours=16):
            return f"That is {units.number(length.total_seconds() / 3600, 1)} hours of sleep. Is it right?"
    if kind.id == "gym" and (row.get("minutes") or 0) > 600:
        return f"That is {units.number(row['minutes'] / 60, 1)} hours of training. Is it right?"
    if kind.id == "water" and row["ml"] > 3000:
        return f"That is {units.number(row['ml'] / 1000, 1)} litres at once. Is it right?"
    return ""


def to_come(row: Mapping[str, Any], now: datetime.datetime) -> str:
    """A question about what is logged before it was: a wrong hour more often than a plan."""
    at = row.get("ended_at") or row.get("logged_at")
    if at is None or _moment(at) <= now + A_LITTLE_AHEAD:
        return ""
    return "That time is still to come. Save it all the same?"


def overlapping(row: Mapping[str, Any], others: list[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """A night that is partly the same time as this one."""
    started, ended = _moment(row["started_at"]), _moment(row["ended_at"])
    for other in others:
        if other.get("id") != row.get("id") and (
            _moment(other["started_at"]) < ended and started < _moment(other["ended_at"])
        ):
            return other
    return None


def _moment(value: Any) -> datetime.datetime:
    return value if isinstance(value, datetime.datetime) else datetime.datetime.fromisoformat(value)
