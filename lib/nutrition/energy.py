"""Energy used: in training, at rest and over a day. Estimates for adults, with where they come from."""

import math
from dataclasses import dataclass

TRAINING_SOURCE = "MET values of the Compendium of Physical Activities; rest takes 3.5 ml of oxygen per kg and minute"
BASAL_SOURCE = "Mifflin and others, American Journal of Clinical Nutrition 1990; 51: 241-247"
ACTIVITY_SOURCE = "EFSA, Dietary Reference Values for energy, EFSA Journal 2013; 11(1): 3005"

# Below this the World Health Organization speaks of underweight in adults.
UNDERWEIGHT_BMI = 18.5

NEAREST = 5
# The constant of the equation. For "other" it is the mean of the two: the study knew women and men only.
_BY_SEX = {"male": 5.0, "female": -161.0, "other": -78.0}


@dataclass(frozen=True)
class ActivityLevel:
    """How many times the basal need a day takes. Training is in it, and is not added a second time."""

    name: str
    label: str
    factor: float


ACTIVITY_LEVELS: tuple[ActivityLevel, ...] = (
    ActivityLevel("low", "Mostly sitting, little exercise", 1.4),
    ActivityLevel("moderate", "Some standing and walking, or some exercise", 1.6),
    ActivityLevel("active", "On the feet most of the day, or exercise on most days", 1.8),
    ActivityLevel("very_active", "Heavy work, or long hard exercise on most days", 2.0),
)


def net_kcal(met: float, kg: float, minutes: float) -> float:
    """What an activity took beyond resting as long, so that the basal need is not counted twice."""
    return max(0.0, met - 1) * 3.5 * kg / 200 * minutes


def about(amount: float, unit: str = "kcal") -> str:
    """ "about 185 kcal": to the nearest 5, because the estimate is no finer."""
    nearest = math.floor(amount / NEAREST + 0.5) * NEAREST
    if nearest == 0 and amount > 0:
        return f"less than {NEAREST} {unit}"
    return f"about {nearest:,} {unit}"


def basal_need(kg: float, cm: float, age: float, sex: str) -> float:
    """Kilocalories a day at rest by Mifflin and St Jeor; an adult's real need may lie a tenth to either side.

    For the sex "other" it is the mean of what women and men of this size and age need, 83 kcal from either.
    """
    if sex not in _BY_SEX:
        raise ValueError(f"sex is {', '.join(_BY_SEX)}, not {sex!r}.")
    return 10 * kg + 6.25 * cm - 5 * age + _BY_SEX[sex]


def daily_need(basal: float, factor: float) -> float:
    """Kilocalories a day, with the factor of an activity level."""
    return basal * factor


def bmi(kg: float, cm: float) -> float:
    """Kilograms by square metre, not rounded: a limit is compared with the exact value."""
    return kg / (cm / 100) ** 2
