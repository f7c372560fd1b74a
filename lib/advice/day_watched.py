"""What of a day is watched over before anybody is advised: these facts are for nobody's eyes, and go nowhere."""

from lib.advice.facts import Fact
from lib.advice.triage_readings import DAYS_OF_LITTLE, GOAL_WEIGHT_LOSS
from lib.diary import metrics_shown
from lib.diary.overview import Overview
from lib.profile import Profile


def watched(day: Overview, me: Profile) -> list[Fact]:
    return [*_readings(day), *_energy_before(day), *_weight(day, me)]


def _energy_before(day: Overview) -> list[Fact]:
    """Of the three days before, where each of them is known as a whole."""
    known = day.raw.get("energy_before", [])
    if len(known) < DAYS_OF_LITTLE:
        return []
    return [Fact("energy_before", "Eaten on a day before", metric="energy", value=float(one)) for one in known]


def _weight(day: Overview, me: Profile) -> list[Fact]:
    """How much a person weighs for their height, and whether they mean to weigh less."""
    weight, goal = day.latest("weight"), day.goals.get("weight")
    if weight is None or not me.height_cm:
        return []
    found = [Fact("bmi", "Weight for height", metric="bmi", value=float(weight) / (me.height_cm / 100) ** 2)]
    aims = [float(bound) for bound in (goal.low, goal.high) if bound is not None] if goal else []
    if aims and min(aims) < float(weight):
        found.append(Fact(GOAL_WEIGHT_LOSS, "Means to weigh less", metric=GOAL_WEIGHT_LOSS, value=1.0))
    return found


def _readings(day: Overview) -> list[Fact]:
    """What was measured on the day."""
    found = []
    for row in day.entries("body"):
        parts = [("systolic", row["value"]), ("diastolic", row["value2"])]
        parts = parts if row["metric"] == "blood_pressure" else [(row["metric"], row["value"])]
        for metric, value in parts:
            said = f"{metrics_shown.label(metric)} measured today"
            rows = ({"kind": "body", "id": row["id"]},)
            found.append(Fact(f"reading_{metric}", said, rows=rows, metric=metric, value=float(value)))
    return found
