"""What is said after a workout: what was done, and a word on resting, eating or drinking."""

from collections.abc import Sequence

from lib.advice import templates_gym_words as say
from lib.advice import templates_hours as hours
from lib.advice import templates_read as read
from lib.advice.day_notable import WHICH
from lib.advice.facts import Fact
from lib.advice.templates_activities import spoken
from lib.advice.templates_draft import Draft, Filling, Texts
from lib.advice.templates_read import Standing
from lib.diary import catalog
from lib.diary.kinds import INTENSITIES

SHORT_MINUTES = 15
LONG_MINUTES = 90
VERY_SHORT_HOURS = 5.0
# From this share of the goal on nobody is reminded of drinking.
DRUNK_WELL = 0.6


def draft(facts: Sequence[Fact], hour: int) -> Draft:
    logged = read.of(facts, "logged")
    goal, water = read.standing(facts, "active_minutes"), read.standing(facts, "water")
    fillings = read.fillings(goal, "active_minutes") | read.fillings(read.standing(facts, "steps"), "steps")
    fillings |= read.fillings(water, "water") | read.fillings(read.standing(facts, "protein"), "protein")
    fillings |= _of_the_workout(logged)
    # After a very short night nobody is reminded of a target for movement.
    sleep = read.standing(facts, "sleep")
    rested_little = sleep is not None and sleep.value.value < VERY_SHORT_HOURS
    first = _openings(logged, goal, hour, rested_little=rested_little)
    which = read.of(facts, WHICH)
    if which and which.amounts and which.amounts[0].value == 2:
        fillings["second"] = Filling("second", which.id)
        first = (*first, *say.SECOND)
    rests_on = tuple(fact.id for fact in facts if fact.id in ("logged", "felt"))
    return Draft(
        (first, say.PLAIN, say.NAMELESS), _steps(facts, water, hour), fillings, rests_on, say.ANY_REST,
        hours.unsaid(hour), read.unasked(facts),
    )  # fmt: skip


def _openings(logged: Fact | None, goal: Standing | None, hour: int, *, rested_little: bool) -> Texts:
    minutes = _minutes(logged)
    found: Texts = say.OPEN
    if minutes >= LONG_MINUTES:
        found = (*say.LONG, *say.OPEN[:4])
    elif 0 < minutes <= SHORT_MINUTES:
        found = say.SHORT
    if goal and goal.is_reached:
        found += say.GOAL_REACHED
    elif goal and goal.left and not hours.is_late(hour) and not rested_little:
        found += say.GOAL_OPEN
    return (*found, *say.WITH_STEPS)


def _steps(facts: Sequence[Fact], water: Standing | None, hour: int) -> Texts:
    effort, part = _effort(facts), hours.part(hour)
    rest = say.REST_NIGHT if part == hours.NIGHT else say.REST_LATE if hours.is_late(hour) else say.REST
    refuel = (say.REFUEL_LIGHT if effort == "light" else say.REFUEL)[part if hours.is_late(hour) else "day"]
    if hours.is_late(hour):
        return (*rest[effort], *refuel)
    steps = (*rest[effort], *refuel) if effort == "light" else (*rest[effort], *refuel, say.PROTEIN)
    if water and not water.value.value:
        return (*steps, say.NOTHING_DRUNK)
    return (*steps, say.DRUNK) if water and water.low and water.share < DRUNK_WELL else steps


def _effort(facts: Sequence[Fact]) -> str:
    """How it felt, where the person said so; else how hard so much of such an activity is for most."""
    felt, logged = read.of(facts, "felt"), read.of(facts, "logged")
    if felt:
        return next((one for one in INTENSITIES if felt.said.endswith(one)), "moderate")
    if 0 < _minutes(logged) <= SHORT_MINUTES:
        return "light"
    names = logged.names if logged else ()
    return next((one.intensity for one in catalog.activities().values() if one.name in names), "moderate")


def _minutes(logged: Fact | None) -> float:
    amounts = logged.amounts if logged else ()
    return next((amount.value for amount in amounts if amount.unit == "min"), 0)


def _of_the_workout(logged: Fact | None) -> dict[str, Filling]:
    if logged is None or not logged.names:
        return {}
    follows, yours = spoken(logged.names[0])
    found = {"yours": Filling(yours, logged.id)}
    if logged.amounts:
        minutes, distance = _split(logged)
        said = f"{distance} {follows} in {minutes}" if minutes and distance else f"{minutes or distance} {follows}"
        found["effort"] = Filling(said, logged.id)
    return found


def _split(logged: Fact) -> tuple[str, str]:
    in_words = {amount.unit == "min": read.words(amount) for amount in logged.amounts}
    return in_words.get(True, ""), in_words.get(False, "")
