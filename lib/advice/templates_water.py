"""What is said after a drink."""

from collections.abc import Sequence

from lib.advice import templates_hours as hours
from lib.advice import templates_read as read
from lib.advice import templates_water_openings as say
from lib.advice import templates_water_steps as then
from lib.advice.day_notable import ALCOHOL_DRINKS, CAFFEINE_DRINKS, NO_MORE_DRINKS, WHICH
from lib.advice.facts import Fact
from lib.advice.templates_draft import Draft, Filling, Texts
from lib.advice.templates_read import Standing
from lib.diary import catalog
from lib.diary.catalog import Beverage
from lib.diary.overview import CALM_LIMIT_ML

# One glass, or a little more.
NEARLY_ML = 300
# So many millilitres without a goal are plenty.
PLENTY_ML = 3500
# mg per 100 ml: what of tea and coffee has less is without caffeine.
LITTLE_CAFFEINE = 5
LAST_COFFEE_HOUR = 14
# The first of the day is no matter before this hour.
LATE_COFFEE_HOUR = 17
# From so many on, and before noon, nothing cheerful is said of alcohol.
MANY_DRINKS = 3


def draft(facts: Sequence[Fact], hour: int) -> Draft:
    logged, day = read.of(facts, "logged"), read.standing(facts, "water")
    drink = _beverage(logged)
    fillings = _fillings(facts, logged, day, drink)
    rests_on = tuple(fact for fact in ("logged", day.fact if day else "") if fact)
    unsaid, unasked = hours.unsaid(hour), read.unasked(facts)
    if drink and drink.alcohol_g:
        steps = then.ALCOHOL_CALM if _asks_for_calm(facts, hour) else _of_alcohol(hour)
        return Draft((say.ALCOHOL, say.ALCOHOL_PLAIN), steps, fillings, rests_on[:1], then.ALCOHOL_DRY, unsaid, unasked)
    figured, plain, steps = _where_the_day_stands(facts, day, logged, hour)
    if drink and (drink.caffeine_mg or 0) >= LITTLE_CAFFEINE and not unasked:
        if "caffeine" in fillings:
            figured = (*figured, *say.WITH_CAFFEINE)
        steps = _of_caffeine(facts, hour)
    if "first" in fillings and not unasked and not (day and day.is_reached):
        with_goal = day is not None and day.low is not None
        figured, plain = (*figured, *(say.FIRST_OPEN if with_goal else say.FIRST)), (*plain, *say.FIRST_PLAIN)
    return Draft((figured, plain), steps, fillings, rests_on, then.QUIET, unsaid)


def _of_alcohol(hour: int) -> Texts:
    return then.ALCOHOL_STEPS["late" if hours.is_late(hour) else "day"]


def _asks_for_calm(facts: Sequence[Fact], hour: int) -> bool:
    """Early in the day, after some already, or above what the person means to drink."""
    count, goal = read.of(facts, ALCOHOL_DRINKS), read.standing(facts, "alcohol")
    many = bool(count and count.amounts and count.amounts[0].value >= MANY_DRINKS)
    return hours.DAWN <= hour < hours.NOON or many or bool(goal and goal.is_over)


def _of_caffeine(facts: Sequence[Fact], hour: int) -> Texts:
    if hours.DAWN <= hour < LAST_COFFEE_HOUR:
        return then.CAFFEINE_STEPS["early"]
    if hour < hours.DAWN:
        return then.CAFFEINE_STEPS["night"]
    count = read.of(facts, CAFFEINE_DRINKS)
    is_first = not (count and count.amounts and count.amounts[0].value > 1)
    if is_first:
        return then.CAFFEINE_STEPS["later" if hour < LATE_COFFEE_HOUR else "late"]
    return (*then.CAFFEINE_STEPS["later"], *then.ANOTHER_LATE)


def _where_the_day_stands(
    facts: Sequence[Fact], day: Standing | None, logged: Fact | None, hour: int
) -> tuple[Texts, Texts, Texts]:
    """Openings with figures, openings without, and steps."""
    part = hours.part(hour)
    late_or_day = part if hours.is_late(hour) else "day"
    no_more = read.of(facts, NO_MORE_DRINKS) is not None
    if day is None:
        return (), say.NEUTRAL, then.QUIET if no_more else then.STEPS[part]
    if day.low is None and day.high is not None:
        return (say.LIMIT_PASSED if day.is_over else say.LIMIT), say.NEUTRAL, then.QUIET
    if day.is_over or (no_more and (day.low is None or day.left is not None)):
        return say.TOTAL, say.NEUTRAL, then.QUIET
    if day.low is None:
        steps = then.NO_GOAL_LATE[part] if hours.is_late(hour) else then.STEPS[part]
        plenty = read.millilitres(day.value) >= PLENTY_ML
        return say.NO_GOAL, say.PLAIN, then.OVER_STEPS if plenty else steps
    if day.left is None:
        if read.millilitres(day.value) > CALM_LIMIT_ML:
            return say.TOTAL, say.NEUTRAL, then.QUIET
        if no_more:
            return say.OVER, say.OVER_PLAIN, then.OVER_STEPS
        reached = say.JUST_REACHED if _crossed(day, logged) else say.REACHED
        return reached, say.REACHED_PLAIN, then.ENOUGH_STEPS[late_or_day]
    if read.millilitres(day.left) <= NEARLY_ML:
        nearly = say.NEARLY_AT_NIGHT if part == hours.NIGHT else say.NEARLY
        return nearly, say.NEARLY_PLAIN, then.NEARLY_STEPS[late_or_day]
    if hours.is_late(hour):
        return say.OPEN_AT_NIGHT, say.PLAIN, then.STEPS[part]
    return say.OPEN, say.OPEN_PLAIN, then.STEPS[part]


def _crossed(day: Standing, logged: Fact | None) -> bool:
    """Whether it was this drink that reached the goal."""
    if day.low is None or logged is None or not logged.amounts:
        return False
    return day.value.value - logged.amounts[0].value < day.low.value


def _fillings(
    facts: Sequence[Fact], logged: Fact | None, day: Standing | None, drink: Beverage | None
) -> dict[str, Filling]:
    found = read.fillings(day, "water")
    glasses, caffeine = read.of(facts, "glasses_left"), read.standing(facts, "caffeine")
    if glasses:
        found["glasses"] = Filling(read.words(glasses.amounts[0]), glasses.id)
    if caffeine and caffeine.value.value:
        found |= read.fillings(caffeine, "caffeine")
    if drink and logged and logged.amounts:
        found["drink"] = Filling(read.name(drink.name), logged.id)
        which = read.of(facts, WHICH)
        if which and which.amounts and which.amounts[0].value == 1:
            found["first"] = Filling("first", which.id)
        found["poured"] = Filling(read.words(logged.amounts[0]), logged.id)
        if day and day.value.value > logged.amounts[0].value:
            found["added"] = found["poured"]
    return found


def _beverage(logged: Fact | None) -> Beverage | None:
    names = logged.names if logged else ()
    return next((drink for drink in catalog.beverages().values() if drink.name in names), None)
