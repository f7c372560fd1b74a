"""What is said in the morning: the night, and something to begin the day with."""

from collections.abc import Sequence

from lib.advice import templates_hours as hours
from lib.advice import templates_morning_words as say
from lib.advice import templates_read as read
from lib.advice.facts import Fact
from lib.advice.templates_draft import Draft, Texts
from lib.advice.templates_read import Standing

# Where there is no goal for sleep.
ENOUGH_HOURS, SHORT_HOURS = 7.0, 6.0
# So much less than the goal is a short night.
SHORT_BY_HOURS = 1.0
NOON = 12


def draft(facts: Sequence[Fact], hour: int) -> Draft:
    if hour >= NOON:
        # The morning's line is asked for late: the night is no news any more.
        return Draft((say.LATE_OPENINGS if hours.is_late(hour) else say.DAY_OPENINGS,), say.LATER)
    sleep = read.standing(facts, "sleep")
    goals = {metric: read.standing(facts, metric) for metric in ("water", "steps", "active_minutes")}
    fillings = read.fillings(sleep, "sleep")
    for metric, found in goals.items():
        fillings |= read.fillings(found, metric)
    nothing = any(fact.id == "entries_today" and "Nothing" in fact.said for fact in facts)
    spare = (*say.NO_GOAL, *(say.NOTHING_LOGGED if nothing else ()))
    rests_on = (sleep.fact,) if sleep else ()
    return Draft(_openings(sleep), _steps(goals, _is_short(sleep)), fillings, rests_on, spare)


def _is_short(sleep: Standing | None) -> bool:
    if sleep is None:
        return False
    return sleep.value.value < (sleep.low.value - SHORT_BY_HOURS if sleep.low else SHORT_HOURS)


def _openings(sleep: Standing | None) -> tuple[Texts, ...]:
    if sleep is None:
        return (say.NO_NIGHT,)
    if _is_short(sleep):
        return (say.SHORT_NIGHT, say.SHORT_NIGHT_PLAIN)
    if sleep.left is not None:
        return ((*say.SLEPT, *say.NEARLY_SLEPT), say.NO_NIGHT)
    if sleep.low is None and sleep.value.value < ENOUGH_HOURS:
        return (say.SLEPT, say.NO_NIGHT)
    return ((*say.SLEPT_WELL, *(say.GOAL_SLEPT if sleep.low else ())), say.SLEPT_WELL_PLAIN)


def _steps(goals: dict[str, Standing | None], short: bool) -> Texts:
    water, walked, active = goals["water"], goals["steps"], goals["active_minutes"]
    steps: Texts = ()
    if water and water.left:
        steps += say.WATER_BEGUN if water.value.value else say.WATER
    if walked and walked.left:
        not_begun = say.STEPS_GENTLE if short else say.STEPS
        steps += say.STEPS_BEGUN if walked.value.value else not_begun
    if active and active.left:
        steps += say.ACTIVE_GENTLE if short else say.ACTIVE
    return steps
