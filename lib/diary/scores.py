"""The scores of a person's days: as they were kept, and worked out anew where none is or its grounds have changed."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from lib.analysis import hrv
from lib.analysis import score as scoring
from lib.analysis.score import Fact, Part, Score, Weights, WrongWeights
from lib.diary import series
from lib.diary.score_inputs import DAYS_BEFORE, GOALS, METRICS, Body, body_on, held_on, inputs_on
from lib.diary.series import DAY, Daily
from lib.gateway.port import ROW_CAP, Backend, GatewayError, Row
from lib.profile import Profile

# Raised when the rules change, so that nobody sees scores by two rules side by side.
RULES = 1


@dataclass(frozen=True)
class DayScore:
    day: datetime.date
    score: Score
    body: Body | None
    # Figures of what was eaten that are left out, because they are not known of every food.
    unknown: tuple[str, ...] = ()


def of_days(
    backend: Backend, me: Profile, start: datetime.date, end: datetime.date, today: datetime.date
) -> dict[datetime.date, DayScore]:
    """Two calls where all are kept, two more where not. A day to come has none."""
    days = [start + DAY * n for n in range((min(end, today) - start).days + 1)]
    if not days:
        return {}
    # A goal that is changed or removed leaves no mark in what is kept, so each score says what it was held against.
    held = backend.gateway.select("goals", eq={"user_id": backend.person.id}, order="starts_on")
    grounds = {day: _grounds(me, held, day) for day in days}
    found = {}
    for row in _kept(backend, days[0], days[-1], today):
        day = datetime.date.fromisoformat(row["local_date"])
        if day in grounds and (kept := _read(row, day, grounds[day])):
            found[day] = kept
    if missing := [day for day in days if day not in found]:
        daily = series.fetch(backend, METRICS, missing[0] - DAY * DAYS_BEFORE, missing[-1])
        anew = {day: work_out(daily, held, me, day) for day in missing}
        found |= anew
        _keep(backend, [_row(one, grounds[day]) for day, one in anew.items()], daily.version)
    return found


def work_out(daily: Daily, held: Sequence[Row], me: Profile, day: datetime.date) -> DayScore:
    body = body_on(daily, day)
    inputs = inputs_on(daily, held, me, day, body)
    found = scoring.score(inputs, weights_of(me))
    told = {fact.figure for part in found.parts for fact in part.facts}
    unknown = sorted(inputs.at_least - told) if any(part.name == "nutrition" for part in found.parts) else ()
    return DayScore(day, found, body, tuple(unknown))


def forget(backend: Backend) -> None:
    """Everything kept goes, and is worked out anew when it is looked at."""
    backend.gateway.delete("daily_scores", eq={"user_id": backend.person.id})


def weights_of(me: Profile) -> Weights:
    """The database keeps what is asked of it, so nonsense counts as nothing said."""
    try:
        return Weights(**{name: float(weight) for name, weight in (me.score_weights or {}).items()})
    except (TypeError, ValueError, WrongWeights):
        return scoring.DEFAULT


# What is kept ------------------------------------------------------------------------------------------------------


def _grounds(me: Profile, held: Sequence[Row], day: datetime.date) -> str:
    """A mark of everything beside the entries that a score rests on."""
    rows = [held_on(held, metric, day) for metric in GOALS.values()]
    bounds = [(row["low"], row["high"]) if row else None for row in rows]
    said = [RULES, me.sex, str(me.birth_date), me.height_cm, asdict(weights_of(me)), bounds]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]


def _kept(backend: Backend, start: datetime.date, end: datetime.date, today: datetime.date) -> list[Row]:
    mine = {"user_id": backend.person.id}
    if start == end:
        return backend.gateway.select("daily_scores", eq=mine | {"local_date": start.isoformat()})
    # The latest first. A few more than there are days, for somebody who has flown west was a day ahead before.
    most = min((today - start).days + 3, ROW_CAP)
    return backend.gateway.select("daily_scores", eq=mine, order="local_date", desc=True, limit=most)


def _keep(backend: Backend, rows: list[Row], version: int | None) -> None:
    """Unless something was written since the figures were read: the scores would be those of before."""
    try:
        backend.gateway.rpc("keep_scores", {"p_scores": rows, "p_version": version})
    except GatewayError:
        # It saves work the next time, no more: what was worked out is right.
        return


def _row(one: DayScore, grounds: str) -> Row:
    found, body = one.score, one.body
    parts: list[Row] = [
        {"name": part.name, "score": round(part.score, 2), "weight": round(part.weight, 2), "points": part.points,
         "facts": [_rounded(asdict(fact)) for fact in part.facts]}
        for part in found.parts
    ]  # fmt: skip
    parts += [{"name": name, "missing": why} for name, why in found.missing.items()]
    last = {"reason": found.reason, "body": asdict(body) if body else None, "unknown": one.unknown}
    parts.append(last | {"grounds": grounds})
    return {"local_date": one.day.isoformat(), "total": found.total, "coverage": found.coverage, "parts": parts}


def _read(row: Row, day: datetime.date, grounds: str) -> DayScore | None:
    """None where the score rests on other grounds than today's, or cannot be read."""
    try:
        *parts, last = row["parts"]
        if last["grounds"] != grounds:
            return None
        there = [part for part in parts if "facts" in part]
        found = Score(
            row["total"],
            tuple(Part(**part | {"facts": tuple(Fact(**fact) for fact in part["facts"])}) for part in there),
            {part["name"]: part["missing"] for part in parts if "missing" in part},
            row["coverage"],
            last["reason"],
        )
        body = last["body"]
        body = Body(**body | {"state": hrv.BodyState(**body["state"])}) if body else None
        return DayScore(day, found, body, tuple(last["unknown"]))
    except (KeyError, TypeError, ValueError):
        return None


def _rounded(fact: Row) -> Row:
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in fact.items()}
