"""What is said after a meal: what was eaten, its energy where that is shown, and something good to go with it."""

import re
from collections.abc import Sequence

from lib.advice import templates_hours as hours
from lib.advice import templates_meal_words as say
from lib.advice import templates_read as read
from lib.advice.facts import Fact
from lib.advice.templates_draft import Draft, Filling, Texts
from lib.advice.templates_foods import in_words
from lib.advice.templates_read import Standing
from lib.diary.kinds import MEAL_TYPES

# Grams of a day that are worth a word without a goal.
NOTABLE = {"protein": 60, "fibre": 25}
_MEAL = re.compile(rf"Just logged: ({'|'.join(MEAL_TYPES)}): ")
# How the energy ends what is said: its bounds, or what is known of it.
_BOUNDS = re.compile(r", [\d,.]+ to [\d,.]+ kc?[aJ]l?$")
_AT_LEAST = re.compile(r", at least [\d,.]+ kc?[aJ]l?$")


def draft(facts: Sequence[Fact], hour: int) -> Draft:
    logged, protein, fibre = (read.of(facts, "logged"), *(read.standing(facts, one) for one in ("protein", "fibre")))
    fillings = read.fillings(protein, "protein") | read.fillings(fibre, "fibre") | _of_the_meal(facts, logged)
    openings = (say.FOOD_AND_ENERGY, say.FOOD, say.ENERGY, say.NAMELESS, say.SAID_LITTLE)
    part = hours.part(hour)
    steps = (
        *say.GENERAL,
        *say.LATER[_next(fillings["meal"].text if "meal" in fillings else "", hour)],
        *(say.WATER if part != hours.NIGHT else ()),
        *_about(protein, say.PROTEIN_OPEN, say.PROTEIN_REACHED, say.PROTEIN, NOTABLE["protein"], hour),
        *_about(fibre, say.FIBRE_OPEN, say.FIBRE_REACHED, say.FIBRE, NOTABLE["fibre"], hour),
    )
    return Draft(
        openings, steps, fillings, (logged.id,) if logged else (),
        unsaid=hours.unsaid(hour), unasked=read.unasked(facts),
    )  # fmt: skip


def _next(meal: str, hour: int) -> str:
    """What comes next: the meal after this one, unless it was written down much later."""
    if hours.is_late(hour):
        return hours.part(hour)
    in_time = hour < {"breakfast": 12, "lunch": 16}.get(meal, 0)
    return meal if in_time else "other"


def _about(day: Standing | None, to_go: Texts, reached: Texts, plain: Texts, notable: float, hour: int) -> Texts:
    """Of what is left nothing is said when no meal is to come, and without a goal nothing of a little."""
    if day is None or day.is_over:
        return ()
    if day.low is None:
        return plain if day.value.value >= notable and day.high is None else ()
    if day.is_reached:
        return reached
    return () if hours.is_late(hour) else to_go


def _of_the_meal(facts: Sequence[Fact], logged: Fact | None) -> dict[str, Filling]:
    if logged is None:
        return {}
    said = {"food": in_words(logged.names, facts), "energy": _energy(logged)}
    if meal := _MEAL.match(logged.said):
        said |= {"meal": meal[1], "as_meal": "as a snack" if meal[1] == "snack" else f"for {meal[1]}"}
    return {name: Filling(text, logged.id) for name, text in said.items() if text}


def _energy(logged: Fact) -> str:
    """ "520 kcal", "at least 300 kcal", "about 600 kcal" where it lies between bounds."""
    if not logged.amounts:
        return ""
    amount = read.words(logged.amounts[0])
    if _AT_LEAST.search(logged.said):
        return f"at least {amount}"
    return f"about {amount}" if _BOUNDS.search(logged.said) else amount
