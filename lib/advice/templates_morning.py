"""What is said in the morning: the night, and something to begin the day with."""

from collections.abc import Sequence

from lib.advice import templates_hours as hours
from lib.advice import templates_morning_words as say
from lib.advice import templates_read as read
from lib.advice.day_notable import USUAL_NIGHT
from lib.advice.facts import Fact
from lib.advice.templates_draft import Draft, Filling, Texts
from lib.advice.templates_read import Standing

# Where there is no goal for sleep.
ENOUGH_HOURS, SHORT_HOURS = 7.0, 6.0
# So far from a usual night.
UNUSUAL_HOURS = 1.0
ENTRIES = "entries_today"
# So much less than the goal is a short night.
SHORT_BY_HOURS = 1.0
# After so little sleep, or so much, the night is told and nothing is asked for.
VERY_SHORT_HOURS, LONG_HOURS = 5.0, 10.0


def draft(facts: Sequence[Fact], hour: int) -> Draft:
    nothing = any(fact.id == ENTRIES and "Nothing" in fact.said for fact in facts)
    entries = (ENTRIES,) if nothing else ()
    unsaid, unasked = hours.unsaid(hour), read.unasked(facts)
    if hour < hours.DAWN:
        return Draft((say.NIGHT_OPENINGS,), say.NIGHT, unsaid=unsaid, unasked=unasked)
    if hour >= hours.NOON:
        # The morning's line is asked for late: the night is no news any more.
        later = say.LATE_OPENINGS if hours.is_late(hour) else say.DAY_OPENINGS
        steps = say.START if nothing else say.LATER
        return Draft((later,), steps, rests_on=entries, unasked=unasked)
    sleep = read.standing(facts, "sleep")
    goals = {metric: read.standing(facts, metric) for metric in ("water", "steps", "active_minutes")}
    fillings = read.fillings(sleep, "sleep")
    for metric, found in goals.items():
        fillings |= read.fillings(found, metric)
    if usual := read.of(facts, USUAL_NIGHT):
        fillings["usual_night"] = Filling(read.words(usual.amounts[0]), usual.id)
    spare = say.START if nothing else say.NO_GOAL
    rests_on = (sleep.fact,) if sleep else entries
    openings = _with_usual(_openings(sleep), sleep, usual)
    # With a limit for drinks little is left to say of goals.
    steps = (*_steps(goals, sleep), *(say.NO_GOAL if unasked else ()))
    return Draft(openings, steps, fillings, rests_on, spare, unsaid, unasked)


def _is_short(sleep: Standing | None) -> bool:
    if sleep is None:
        return False
    return sleep.value.value < (sleep.low.value - SHORT_BY_HOURS if sleep.low else SHORT_HOURS)


def _openings(sleep: Standing | None) -> tuple[Texts, ...]:
    if sleep is None:
        return (say.NO_NIGHT,)
    if sleep.is_over or sleep.value.value > LONG_HOURS:
        return (say.SLEPT_LONG, say.SLEPT_LONG_PLAIN)
    if _is_short(sleep):
        return (say.SHORT_NIGHT, say.SHORT_NIGHT_PLAIN)
    if sleep.left is not None:
        return ((*say.SLEPT, *say.NEARLY_SLEPT), say.NO_NIGHT)
    if sleep.low is None and sleep.value.value < ENOUGH_HOURS:
        return (say.SLEPT, say.NO_NIGHT)
    return ((*say.SLEPT_WELL, *(say.GOAL_SLEPT if sleep.low else ())), say.SLEPT_WELL_PLAIN)


def _with_usual(openings: tuple[Texts, ...], sleep: Standing | None, usual: Fact | None) -> tuple[Texts, ...]:
    """The night beside what is usual, where it was clearly another one."""
    if sleep is None or usual is None or len(openings) < 2:
        return openings
    more = sleep.value.value - usual.amounts[0].value
    if abs(more) < UNUSUAL_HOURS:
        return openings
    return ((*openings[0], *(say.LONGER_THAN_USUAL if more > 0 else say.SHORTER_THAN_USUAL)), *openings[1:])


def _steps(goals: dict[str, Standing | None], sleep: Standing | None) -> Texts:
    short = _is_short(sleep)
    very_short = sleep is not None and sleep.value.value < VERY_SHORT_HOURS
    water, walked, active = goals["water"], goals["steps"], goals["active_minutes"]
    steps: Texts = ()
    if water and water.left:
        steps += say.WATER_BEGUN if water.value.value else say.WATER
    if very_short:
        return (*steps, *say.AFTER_VERY_SHORT)
    if walked and walked.left:
        not_begun = say.STEPS_GENTLE if short else say.STEPS
        steps += say.STEPS_BEGUN if walked.value.value else not_begun
    if active and active.left:
        steps += say.ACTIVE_GENTLE if short else say.ACTIVE
    return steps
