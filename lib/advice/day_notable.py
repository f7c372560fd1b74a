"""What is worth a word of a day beside its figures: which entry of its kind it was, and what is called for no more."""

import datetime
import statistics

from lib.advice.facts import Amount, Fact
from lib.diary import say
from lib.diary.overview import Goal, Overview
from lib.gateway.port import Row
from lib.profile import Profile

WHICH, NO_MORE_DRINKS, USUAL_NIGHT = "which_today", "no_more_drinks", "usual_night"
ALCOHOL_DRINKS, CAFFEINE_DRINKS = "alcohol_drinks", "caffeine_drinks"
CALLED = {"water": "drink", "gym": "workout", "meal": "meal", "mood": "mood"}
# So much of a goal, or so many millilitres whatever the goal is, and no more drinks are called for.
PLENTY = 1.25
PLENTY_ML = 4000
LEAST_NIGHTS = 5
# What is slept in the afternoon is no night.
NIGHT_HOURS = 3
# A drink of less caffeine (mg) is as good as one without.
LITTLE_CAFFEINE = 5


def which_today(kind: str, entry: Row, day: Overview) -> Fact:
    """In the order in which they were logged; the rows are this one and those before it."""
    rows = sorted(day.entries(kind), key=lambda row: str(row.get("created_at", "")))
    upto = rows[: [row["id"] for row in rows].index(entry["id"]) + 1]
    refs = tuple({"kind": kind, "id": row["id"]} for row in upto)
    return Fact(WHICH, f"In today's diary this is {CALLED[kind]} {len(upto)}", (Amount(len(upto)),), rows=refs)


def no_more_drinks(day: Overview) -> list[Fact]:
    """Where a person keeps to a limit, or had plenty."""
    goal, drunk = day.goals.get("water"), day.total("water") or 0
    if not (drunk >= PLENTY_ML or (goal and _is_plenty(goal, drunk))):
        return []
    return [Fact(NO_MORE_DRINKS, "No more drinks are called for today")]


def _is_plenty(goal: Goal, drunk: float) -> bool:
    if goal.low is None:
        return goal.high is not None
    return drunk >= PLENTY * float(goal.low) or (goal.high is not None and drunk >= goal.high)


def of_alcohol(entry: Row, day: Overview) -> list[Fact]:
    count = sum(1 for row in day.entries("water") if row["alcohol_g"])
    return [Fact(ALCOHOL_DRINKS, f"Drinks with alcohol today: {count}", (Amount(count),))] if entry["alcohol_g"] else []


def of_caffeine(entry: Row, day: Overview) -> list[Fact]:
    if (entry["caffeine_mg"] or 0) < LITTLE_CAFFEINE:
        return []
    count = sum(1 for row in day.entries("water") if (row["caffeine_mg"] or 0) >= LITTLE_CAFFEINE)
    return [Fact(CAFFEINE_DRINKS, f"Drinks with caffeine today: {count}", (Amount(count),))]


def usual_night(day: Overview, me: Profile) -> list[Fact]:
    """The middle one of the last nights."""
    hours = [one for row in day.raw.get("recent_sleeps", []) if (one := _hours(row)) >= NIGHT_HOURS]
    if len(hours) < LEAST_NIGHTS:
        return []
    # To five minutes: it is what is usual, and no measurement.
    usual = round(statistics.median(hours) * 12) / 12
    said = say.metric_value("sleep", usual, me.shown_in)
    return [Fact(USUAL_NIGHT, f"Sleep in a usual night: {said}", (Amount(usual, "h"),))]


def _hours(row: Row) -> float:
    start, end = (datetime.datetime.fromisoformat(row[name]) for name in ("started_at", "ended_at"))
    return (end - start).total_seconds() / 3600
