"""What is said in the morning: the night, and something to begin the day with."""

from collections.abc import Sequence

from lib.advice import templates_hours as hours
from lib.advice import templates_morning_words as say
from lib.advice import templates_read as read
from lib.advice.facts import Fact
from lib.advice.templates_draft import Draft, Texts
from lib.advice.templates_read import Standing

# Where there is no goal for sleep.
ENOUGH_HOURS = 6.5
# A night a little below its goal is no short one.
SPARE_HOURS = 0.5
NOON = 12


def draft(facts: Sequence[Fact], hour: int) -> Draft:
    sleep, goals = read.standing(facts, "sleep"), {}
    fillings = read.fillings(sleep, "sleep")
    for metric in ("water", "steps", "active_minutes"):
        goals[metric] = read.standing(facts, metric)
        fillings |= read.fillings(goals[metric], metric)
    short = sleep is not None and _is_short(sleep)
    rests_on = (sleep.fact,) if sleep else ()
    if hours.is_late(hour):
        return Draft((say.LATE_OPENINGS,), say.LATER, fillings)
    if hour >= NOON:
        return Draft(_openings(sleep, short), say.LATER, fillings, rests_on)
    spare = say.NO_GOAL
    if any(fact.id == "entries_today" and "Nothing" in fact.said for fact in facts):
        spare = (*spare, *say.NOTHING_LOGGED)
    return Draft(_openings(sleep, short), _steps(goals, short), fillings, rests_on, spare)


def _is_short(sleep: Standing) -> bool:
    enough = sleep.low.value - SPARE_HOURS if sleep.low else ENOUGH_HOURS
    return sleep.value.value < enough


def _openings(sleep: Standing | None, short: bool) -> tuple[Texts, ...]:
    if sleep is None:
        return (say.NO_NIGHT,)
    return (say.SHORT_NIGHT, say.SHORT_NIGHT_PLAIN) if short else (say.SLEPT_WELL, say.SLEPT_WELL_PLAIN)


def _steps(goals: dict[str, Standing | None], short: bool) -> Texts:
    water, walked, active = goals["water"], goals["steps"], goals["active_minutes"]
    steps: Texts = ()
    if water and water.left:
        steps += say.WATER_BEGUN if water.value.value else say.WATER
    if walked and walked.left:
        steps += say.STEPS_BEGUN if walked.value.value else say.STEPS
    if active and active.left:
        steps += say.ACTIVE_GENTLE if short else say.ACTIVE
    return steps
