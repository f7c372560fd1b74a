"""What each part of a day's score looks at, and against what: docs/decisions/0016-score.md says it in words."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

ADULT = 18
# Where nobody knows what the body needs at rest, as for goals: few adults need less than 1,200 kcal.
UNKNOWN_BASAL = 1200.0
PROTEIN_PER_KG = 0.83
DRINKS_BY_SEX = {"female": 1600.0, "male": 2000.0}
DRINKS = 2000.0

# A fact's reference is one of these three, or the name of a published one.
OWN_GOAL, OWN_DAYS, OWN_SCALE = "own goal", "own days", "own scale"


class Band(NamedTuple):
    """A goal, a reference or a usual range; an end that is None is open."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Inputs:
    """The figures of a day, None where nothing is known, each in the unit of its goal."""

    age: float | None = None
    sex: str | None = None
    weight_kg: float | None = None
    basal_kcal: float | None = None
    sleep_hours: float | None = None
    sleep_goal: Band | None = None
    sleep_quality: float | None = None
    # The sum of the last seven days and its goal; steps are the mean of a day over these seven.
    active_minutes: float | None = None
    active_minutes_goal: Band | None = None
    steps: float | None = None
    steps_goal: Band | None = None
    energy_kcal: float | None = None
    energy_goal: Band | None = None
    protein_g: float | None = None
    protein_goal: Band | None = None
    fibre_g: float | None = None
    fibre_goal: Band | None = None
    sugar_g: float | None = None
    sugar_goal: Band | None = None
    satfat_g: float | None = None
    satfat_goal: Band | None = None
    sodium_mg: float | None = None
    sodium_goal: Band | None = None
    wellbeing: float | None = None
    drinks_ml: float | None = None
    drinks_goal: Band | None = None
    # The usual range of the person's own last 60 days: `usual` here, and `low` and `high` of hrv.body_state.
    resting_heart_rate: float | None = None
    resting_heart_rate_usual: Band | None = None
    hrv: float | None = None
    hrv_usual: Band | None = None
    # Of what is eaten: figures of which there was more than is known.
    at_least: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fact:
    """Which figure was held against which reference, and what came of it (0 to 100)."""

    figure: str
    value: float
    low: float | None
    high: float | None
    reference: str
    score: float


# A part's figures, each with how much it counts within the part.
Found = list[tuple[float, Fact | None]]


def _sleep(day: Inputs) -> Found:
    reference = Band(8, 10) if _is_minor(day) else Band(7, 9)
    goal = day.sleep_goal
    if goal and (goal.low is None) != (goal.high is None):
        # One end says nothing of the other: two hours are not within "at most nine".
        assert reference.low is not None and reference.high is not None
        low = min(reference.low, goal.high) if goal.high is not None else goal.low
        high = max(reference.high, goal.low) if goal.low is not None else goal.high
        goal = Band(low, high)
    hours = _judge("sleep_hours", day.sleep_hours, goal, reference, "NSF 2015", none_at=0.4, least_above=50.0)
    if hours is None:
        return []
    return [(7, hours), (3, _on_scale("sleep_quality", day.sleep_quality, 1, 5))]


def _activity(day: Inputs) -> Found:
    minutes = Band(420) if _is_minor(day) else Band(150, 300)
    ways = [
        # More than 300 minutes take nothing away; a person's own upper end does.
        _judge("active_minutes", day.active_minutes, day.active_minutes_goal, minutes, "WHO 2020", open_above=True),
        _judge("steps", day.steps, day.steps_goal, Band(8000), "Paluch 2022"),
    ]
    known = [fact for fact in ways if fact is not None]
    # A goal of one's own goes before a reference, and then the better one is enough: one may walk or train.
    own = [fact for fact in known if fact.reference == OWN_GOAL] or known
    return [(1, max(own, key=lambda fact: fact.score))] if own else []


def _nutrition(day: Inputs) -> Found:
    if not is_known(day.energy_kcal) or is_partly_logged(day):
        return []
    energy = day.energy_goal
    if energy and energy.low is None and energy.high is not None and is_known(day.basal_kcal):
        # "At most" is no invitation to eat less than the body needs at rest.
        energy = Band(min(day.basal_kcal or 0.0, energy.high), energy.high)
    protein = Band(PROTEIN_PER_KG * day.weight_kg) if day.weight_kg and is_known(day.weight_kg) else None
    enough: Found = [
        (3, _judge("energy_kcal", day.energy_kcal, energy, None, "", none_at=0.5, gone_at=1.5)),
        (2, _judge("protein_g", day.protein_g, day.protein_goal, protein, "EFSA 2012")),
        (2, _judge("fibre_g", day.fibre_g, day.fibre_goal, Band(25), "EFSA 2010")),
    ]
    limits: Found = [
        (1, _judge("sugar_g", day.sugar_g, day.sugar_goal, Band(None, 90), "EU 1169/2011")),
        (1, _judge("satfat_g", day.satfat_g, day.satfat_goal, Band(None, 20), "EU 1169/2011")),
        (1, _judge("sodium_mg", day.sodium_mg, day.sodium_goal, Band(None, 2000), "WHO 2012")),
    ]
    enough, limits = ([(weight, _decided(fact, day)) for weight, fact in found] for found in (enough, limits))
    # Limits alone would praise an empty plate.
    return [*enough, *limits] if any(fact for _, fact in enough) else []


def _decided(fact: Fact | None, day: Inputs) -> Fact | None:
    """Where there was more than is known, a figure counts only if it is enough, or too much, already."""
    if fact is None or fact.figure not in day.at_least:
        return fact
    is_enough = fact.high is None and fact.score == 100
    return fact if is_enough or (fact.high is not None and fact.value > fact.high) else None


def _mood(day: Inputs) -> Found:
    return [(1, _on_scale("wellbeing", day.wellbeing, 0, 10))]


def _hydration(day: Inputs) -> Found:
    reference = Band(DRINKS_BY_SEX.get(day.sex or "", DRINKS))
    return [(1, _judge("drinks_ml", day.drinks_ml, day.drinks_goal, reference, "EFSA 2010"))]


def _recovery(day: Inputs) -> Found:
    heart, heart_usual = day.resting_heart_rate, day.resting_heart_rate_usual
    return [
        (1, _against_own_days("resting_heart_rate", heart, heart_usual, float, -1)),
        # HRV is skewed, and is compared by its logarithm as in hrv.py.
        (1, _against_own_days("hrv", day.hrv, day.hrv_usual, math.log, 1)),
    ]


PARTS: Mapping[str, Callable[[Inputs], Found]] = {
    "sleep": _sleep,
    "activity": _activity,
    "nutrition": _nutrition,
    "mood": _mood,
    "hydration": _hydration,
    "recovery": _recovery,
}
# Without one of these a part was not logged.
FIGURES: Mapping[str, tuple[str, ...]] = {
    "sleep": ("sleep_hours",),
    "activity": ("active_minutes", "steps"),
    "nutrition": ("energy_kcal",),
    "mood": ("wellbeing",),
    "hydration": ("drinks_ml",),
    "recovery": ("resting_heart_rate", "hrv"),
}


def _is_minor(day: Inputs) -> bool:
    return day.age is not None and day.age < ADULT


def is_partly_logged(day: Inputs) -> bool:
    basal = day.basal_kcal if day.basal_kcal is not None and is_known(day.basal_kcal) else UNKNOWN_BASAL
    return day.energy_kcal is not None and day.energy_kcal < basal / 2


def _judge(
    figure: str,
    value: float | None,
    goal: Band | None,
    reference: Band | None,
    source: str,
    *,
    none_at: float = 0.0,
    gone_at: float = 2.0,
    least_above: float = 0.0,
    open_above: bool = False,
) -> Fact | None:
    """100 within the band. Below it down to 0 at `none_at` of its lower end, above it to 0 at `gone_at` of its upper.

    A person's own goal replaces the reference, whichever ends it has: who may drink at most a litre is not told two.
    """
    own = goal is not None and (goal.low is not None or goal.high is not None)
    band = goal if own else reference
    if value is None or not math.isfinite(value) or band is None:
        return None
    least, most = band.low, None if open_above and not own else band.high
    got = 100.0
    if least is not None and value < least:
        got = _percent((value / least - none_at) / (1 - none_at))
    elif most is not None and value > most:
        got = max(least_above, _percent((gone_at - value / most) / (gone_at - 1)) if most > 0 else 0.0)
    return Fact(figure, value, band.low, band.high, OWN_GOAL if own else source, got)


def _percent(share: float) -> float:
    return min(1.0, max(0.0, share)) * 100


def _on_scale(figure: str, value: float | None, lowest: float, highest: float) -> Fact | None:
    if value is None or not math.isfinite(value):
        return None
    return Fact(figure, value, lowest, highest, OWN_SCALE, _percent((value - lowest) / (highest - lowest)))


def _against_own_days(
    figure: str, value: float | None, band: Band | None, scale: Callable[[float], float], better: int
) -> Fact | None:
    """100 down to the worse end of the usual range (z = -1), 0 from z = -2.5. A better day than usual adds nothing."""
    if value is None or not math.isfinite(value) or value <= 0 or band is None:
        return None
    if band.low is None or band.high is None or not 0 < band.low < band.high:
        return None
    low, high = scale(band.low), scale(band.high)
    z = better * (scale(value) - (low + high) / 2) / ((high - low) / 2)
    return Fact(figure, value, band.low, band.high, OWN_DAYS, _percent((z + 2.5) / 1.5))


def is_known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
