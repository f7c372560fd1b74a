"""What is said after a drink."""

from collections.abc import Sequence

from lib.advice import templates_hours as hours
from lib.advice import templates_read as read
from lib.advice import templates_water_openings as say
from lib.advice import templates_water_steps as then
from lib.advice.facts import Fact
from lib.advice.templates_draft import Draft, Filling, Texts
from lib.advice.templates_read import Standing
from lib.diary import catalog
from lib.diary.catalog import Beverage

# One glass, or a little more.
NEARLY_ML = 300
# So much of a goal, or so many millilitres without one, is plenty.
PLENTY = 1.3
PLENTY_ML = 3500
# mg per 100 ml: what of tea and coffee has less is without caffeine.
LITTLE_CAFFEINE = 5
LAST_COFFEE_HOUR = 14


def draft(facts: Sequence[Fact], hour: int) -> Draft:
    logged, day = read.of(facts, "logged"), read.standing(facts, "water")
    drink = _beverage(logged)
    fillings = _fillings(facts, logged, day, drink)
    rests_on = tuple(fact for fact in ("logged", day.fact if day else "") if fact)
    if drink and drink.alcohol_g:
        steps = then.ALCOHOL_STEPS["late" if hours.is_late(hour) else "day"]
        return Draft((say.ALCOHOL, say.ALCOHOL_PLAIN), steps, fillings, rests_on[:1])
    figured, plain, steps = _where_the_day_stands(day, logged, hour)
    if drink and (drink.caffeine_mg or 0) >= LITTLE_CAFFEINE:
        if "caffeine" in fillings:
            figured = (*figured, *say.WITH_CAFFEINE)
        steps = then.CAFFEINE_STEPS["early" if 4 <= hour < LAST_COFFEE_HOUR else "later"]
    return Draft((figured, plain), steps, fillings, rests_on)


def _where_the_day_stands(day: Standing | None, logged: Fact | None, hour: int) -> tuple[Texts, Texts, Texts]:
    """Openings with figures, openings without, and steps."""
    part = hours.part(hour)
    late_or_day = part if hours.is_late(hour) else "day"
    if day is None:
        return (), say.PLAIN, then.STEPS[part]
    if day.low is None:
        plenty = day.is_over or read.millilitres(day.value) >= PLENTY_ML
        steps = then.NO_GOAL_LATE if hours.is_late(hour) else then.STEPS[part]
        return say.NO_GOAL, say.PLAIN, then.OVER_STEPS if plenty else steps
    if day.left is None:
        if day.is_over or day.share >= PLENTY:
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
        found["poured"] = Filling(read.words(logged.amounts[0]), logged.id)
        if day and day.value.value > logged.amounts[0].value:
            found["added"] = found["poured"]
    return found


def _beverage(logged: Fact | None) -> Beverage | None:
    names = logged.names if logged else ()
    return next((drink for drink in catalog.beverages().values() if drink.name in names), None)
