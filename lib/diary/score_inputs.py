"""The figures of a day as its score takes them: what was logged, the goals that held, what is usual for the person."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.analysis import hrv
from lib.analysis import score as scoring
from lib.analysis.score import Band, Inputs
from lib.diary import goals, goals_shown
from lib.diary.series import DAY, Daily, Values
from lib.gateway.port import Row
from lib.profile import Profile

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
DAYS_BEFORE = max(hrv.BASELINE_DAYS, WEIGHT_DAYS)


@dataclass(frozen=True)
class Body:
    """The day's heart rate variability in ms, and what it says of the body."""

    kind: hrv.Kind
    value: float
    state: hrv.BodyState


def inputs_on(daily: Daily, held: Sequence[Row], me: Profile, day: datetime.date, body: Body | None) -> Inputs:
    weight = _last(daily.of("weight"), day, WEIGHT_DAYS)
    about = goals.body(me, weight, day)
    bands = {name: _goal(held, metric, day, about, me) for name, metric in GOALS.items()}
    if week := bands["active_minutes_goal"]:
        # The goal is one of a day; what is held against it is the week.
        bands["active_minutes_goal"] = Band(*(None if bound is None else bound * WEEK for bound in week))
    heart = daily.of("resting_heart_rate")
    week_days = [day - DAY * n for n in range(WEEK)]
    figures = {name: daily.of(metric).get(day) for name, metric in FIGURES.items()}
    if figures["energy_kcal"] == 0:
        # Water alone is no meal of nothing.
        figures["energy_kcal"] = None
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
        **figures,  # type: ignore[arg-type]
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
    row = held_on(held, metric, day)
    if row is None or (row["low"] is None and row["high"] is None):
        return None
    low, high = (None if row[end] is None else float(row[end]) for end in ("low", "high"))
    # A goal that was fine once may be below what the body needs by now, and nobody is praised for reaching it.
    return None if goals_shown.harm(metric, low, high, about, me.shown_in) else Band(low, high)


def held_on(held: Sequence[Row], metric: str, day: datetime.date) -> Row | None:
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
