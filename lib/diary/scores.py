"""The scores of a person's days: as they were kept, and worked out anew where none is kept or its grounds have changed."""

import datetime
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from lib.analysis import hrv
from lib.analysis import score as scoring
from lib.analysis.score import Band, Fact, Inputs, Part, Score, Weights, WrongWeights
from lib.diary import goals, goals_shown, series
from lib.diary.series import DAY, Daily, Values
from lib.gateway.port import ROW_CAP, Backend, GatewayError, Row
from lib.profile import Profile

# Raised when the rules change, so that nobody sees scores by two rules side by side.
RULES = 1
WEEK = 7
# A weight holds until the next one, but not for ever.
WEIGHT_DAYS = 365
# Of a day: the figure of `Inputs` and its metric.
FIGURES: Mapping[str, str] = {
    "sleep_hours": "sleep", "sleep_quality": "sleep_quality", "energy_kcal": "energy", "protein_g": "protein",
    "fibre_g": "fibre", "sugar_g": "sugar", "satfat_g": "satfat", "sodium_mg": "sodium", "wellbeing": "wellbeing",
    "drinks_ml": "water", "resting_heart_rate": "resting_heart_rate",
}  # fmt: skip
GOALS: Mapping[str, str] = {
    "sleep_goal": "sleep", "active_minutes_goal": "active_minutes", "steps_goal": "steps", "energy_goal": "energy",
    "protein_goal": "protein", "fibre_goal": "fibre", "sugar_goal": "sugar", "satfat_goal": "satfat",
    "sodium_goal": "sodium", "drinks_goal": "water",
}  # fmt: skip
HRV: Mapping[hrv.Kind, str] = {"rmssd": "hrv_rmssd", "sdnn": "hrv_sdnn"}
METRICS = (*FIGURES.values(), "active_minutes", "steps", *HRV.values(), "weight")


@dataclass(frozen=True)
class Body:
    """The day's heart rate variability in ms, and what it says of the body."""

    kind: hrv.Kind
    value: float
    state: hrv.BodyState


@dataclass(frozen=True)
class DayScore:
    day: datetime.date
    score: Score
    body: Body | None


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
        before = max(hrv.BASELINE_DAYS, WEIGHT_DAYS)
        daily = series.fetch(backend, METRICS, missing[0] - DAY * before, missing[-1])
        anew = {day: work_out(daily, held, me, day) for day in missing}
        found |= anew
        _keep(backend, [_row(one, grounds[day]) for day, one in anew.items()])
    return found


def work_out(daily: Daily, held: Sequence[Row], me: Profile, day: datetime.date) -> DayScore:
    body = body_on(daily, day)
    return DayScore(day, scoring.score(inputs_on(daily, held, me, day, body), weights_of(me)), body)


def forget(backend: Backend) -> None:
    """Everything kept goes, and is worked out anew when it is looked at."""
    backend.gateway.delete("daily_scores", eq={"user_id": backend.person.id})


def weights_of(me: Profile) -> Weights:
    """The database keeps what is asked of it, so nonsense counts as nothing said."""
    try:
        return Weights(**{name: float(weight) for name, weight in (me.score_weights or {}).items()})
    except (TypeError, ValueError, WrongWeights):
        return scoring.DEFAULT


def inputs_on(daily: Daily, held: Sequence[Row], me: Profile, day: datetime.date, body: Body | None) -> Inputs:
    weight = _last(daily.of("weight"), day, WEIGHT_DAYS)
    about = goals.body(me, weight, day)
    bands = {name: _goal(held, metric, day, about, me) for name, metric in GOALS.items()}
    if week := bands["active_minutes_goal"]:
        # The goal is one of a day; what is held against it is the week.
        bands["active_minutes_goal"] = Band(*(None if bound is None else bound * WEEK for bound in week))
    heart = daily.of("resting_heart_rate")
    week_days = [day - DAY * n for n in range(WEEK)]
    return Inputs(
        age=about.age,
        sex=me.sex,
        weight_kg=weight,
        basal_kcal=about.basal,
        active_minutes=_sum(daily.of("active_minutes"), week_days),
        steps=_mean(daily.of("steps"), week_days),
        resting_heart_rate_usual=scoring.usual(_days_before(heart, day)),
        hrv=body.value if body else None,
        hrv_usual=Band(body.state.low, body.state.high) if body and body.state.low is not None else None,
        at_least=frozenset(name for name, metric in FIGURES.items() if day in daily.at_least.get(metric, ())),
        **{name: daily.of(metric).get(day) for name, metric in FIGURES.items()},  # type: ignore[arg-type]
        **bands,  # type: ignore[arg-type]
    )


def body_on(daily: Daily, day: datetime.date) -> Body | None:
    """RMSSD and SDNN are two measures, each with days of its own; the first that can be compared is taken."""
    found = []
    for kind, metric in HRV.items():
        values = daily.of(metric)
        if (value := values.get(day)) and value > 0:
            usual = hrv.Baseline(_days_before(values, day), kind)
            found.append(Body(kind, value, hrv.body_state(value, usual, kind=kind)))
    return next((body for body in found if body.state.state != "unknown"), found[0] if found else None)


def _goal(held: Sequence[Row], metric: str, day: datetime.date, about: goals.Body, me: Profile) -> Band | None:
    row = _held_on(held, metric, day)
    if row is None or (row["low"] is None and row["high"] is None):
        return None
    low, high = (None if row[end] is None else float(row[end]) for end in ("low", "high"))
    # A goal that was fine once may be below what the body needs by now, and nobody is praised for reaching it.
    return None if goals_shown.harm(metric, low, high, about, me.shown_in) else Band(low, high)


def _held_on(held: Sequence[Row], metric: str, day: datetime.date) -> Row | None:
    """They come with the oldest first; one without bounds ended the one before."""
    then = [row for row in held if row["metric"] == metric and str(row["starts_on"]) <= day.isoformat()]
    return then[-1] if then else None


def _days_before(values: Values, day: datetime.date) -> list[float]:
    return [values.get(day - DAY * n, math.nan) for n in range(hrv.BASELINE_DAYS, 0, -1)]


def _last(values: Values, day: datetime.date, days: int) -> float | None:
    return next((value for n in range(days) if (value := values.get(day - DAY * n)) is not None), None)


def _sum(values: Values, days: Sequence[datetime.date]) -> float | None:
    known = [values[day] for day in days if day in values]
    return math.fsum(known) if known else None


def _mean(values: Values, days: Sequence[datetime.date]) -> float | None:
    total = _sum(values, days)
    return None if total is None else total / sum(day in values for day in days)


# What is kept ------------------------------------------------------------------------------------------------------


def _grounds(me: Profile, held: Sequence[Row], day: datetime.date) -> str:
    """A mark of everything beside the entries that a score rests on."""
    rows = [_held_on(held, metric, day) for metric in GOALS.values()]
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


def _keep(backend: Backend, rows: list[Row]) -> None:
    try:
        backend.gateway.rpc("keep_scores", {"p_scores": rows})
    except GatewayError:
        # It saves work the next time, no more: what was worked out is right.
        return


def _row(one: DayScore, grounds: str) -> Row:
    found, body = one.score, one.body
    parts: list[Row] = [
        {"name": part.name, "score": round(part.score, 2), "weight": round(part.weight, 2), "points": part.points,
         "facts": [asdict(fact) for fact in part.facts]}
        for part in found.parts
    ]  # fmt: skip
    parts += [{"name": name, "missing": why} for name, why in found.missing.items()]
    parts.append({"grounds": grounds, "reason": found.reason, "body": asdict(body) if body else None})
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
        return DayScore(day, found, Body(**body | {"state": hrv.BodyState(**body["state"])}) if body else None)
    except (KeyError, TypeError, ValueError):
        return None
