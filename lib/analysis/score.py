"""One number for a day's logs, 0 to 100, with what it is made of: a summary of what was logged, no measure of health.

What each part looks at, and against what, is written out in docs/decisions/0016-score.md.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np

from lib.analysis.hrv import BASELINE_DAYS, LEAST_DAYS, LEAST_SPREAD

LEAST_PARTS = 3
LEAST_COVERAGE = 50
MOST_SHARE = 0.45

ADULT = 18
# Where nobody knows what the body needs at rest, as for goals: few adults need less than 1,200 kcal.
UNKNOWN_BASAL = 1200.0
PROTEIN_PER_KG = 0.83
DRINKS_BY_SEX = {"female": 1600.0, "male": 2000.0}
DRINKS = 2000.0

# Where a total is missing, and where a part is.
NOT_ENOUGH = "not enough logged today"
TOO_FEW_CHOSEN = "fewer than three parts have a weight"
NOT_LOGGED = "not logged"
PARTLY_LOGGED = "energy under half of what the body needs at rest"
NOTHING_TO_COMPARE = "nothing to compare with yet"

# A fact's reference is one of these three, or the name of a published one.
OWN_GOAL, OWN_DAYS, OWN_SCALE = "own goal", "own days", "own scale"


class WrongWeights(ValueError):
    """Weights nothing can be made of; the sentence is for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


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


@dataclass(frozen=True)
class Weights:
    """How much each part counts beside the others. A part with 0 is left out."""

    sleep: float = 25
    activity: float = 20
    nutrition: float = 20
    mood: float = 15
    hydration: float = 10
    recovery: float = 10

    def __post_init__(self) -> None:
        given = [getattr(self, field.name) for field in fields(self)]
        if not all(0 <= weight <= 100 for weight in given):
            raise WrongWeights("Each weight is a number from 0 to 100. The weights were left as they are.")
        if not any(given):
            raise WrongWeights("At least one part needs a weight above 0. The weights were left as they are.")


DEFAULT = Weights()


@dataclass(frozen=True)
class Fact:
    """Which figure was held against which reference, and what came of it (0 to 100)."""

    figure: str
    value: float
    low: float | None
    high: float | None
    reference: str
    score: float


@dataclass(frozen=True)
class Part:
    """`weight` is its share of this total in percent and `points` what it adds to it; both are 0 without a total."""

    name: str
    score: float
    weight: float
    points: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Score:
    """`missing` says why for each part that is not there; `coverage` is of 100 points of weight."""

    total: int | None
    parts: tuple[Part, ...]
    missing: Mapping[str, str]
    coverage: int
    reason: str | None


# A part's figures, each with how much it counts within the part.
Found = list[tuple[float, Fact | None]]


def score(inputs: Inputs, weights: Weights = DEFAULT) -> Score:
    chosen = {name: weight for name in PARTS if (weight := float(getattr(weights, name))) > 0}
    found: dict[str, tuple[float, tuple[Fact, ...]]] = {}
    missing: dict[str, str] = {}
    for name in chosen:
        if part := _sub_score(PARTS[name](inputs)):
            found[name] = part
        else:
            missing[name] = _why_missing(name, inputs)
    present = {name: chosen[name] for name in found}
    coverage = math.floor(round(math.fsum(present.values()) / math.fsum(chosen.values()) * 100, 9))
    total, shares, points = None, dict.fromkeys(found, 0.0), dict.fromkeys(found, 0)
    if len(found) >= LEAST_PARTS and coverage >= LEAST_COVERAGE:
        shares = effective_shares(present)
        total, points = whole_points({name: shares[name] * found[name][0] for name in found})
    parts = tuple(Part(name, found[name][0], shares[name] * 100, points[name], found[name][1]) for name in found)
    reason = None if total is not None else NOT_ENOUGH if len(chosen) >= LEAST_PARTS else TOO_FEW_CHOSEN
    return Score(total, parts, missing, coverage, reason)


def effective_shares(weights: Mapping[str, float]) -> dict[str, float]:
    """Shares of 1, none above the cap: what is over goes to the others in proportion. For three parts and more."""
    capped: dict[str, float] = {}
    while True:
        free = {name: weight for name, weight in weights.items() if name not in capped}
        whole, left = math.fsum(free.values()), 1 - MOST_SHARE * len(capped)
        shares = {name: left * (weight / whole) for name, weight in free.items()}
        over = dict.fromkeys((name for name, share in shares.items() if share > MOST_SHARE), MOST_SHARE)
        if not over:
            return {name: shares.get(name, MOST_SHARE) for name in weights}
        capped |= over


def whole_points(exact: Mapping[str, float]) -> tuple[int, dict[str, int]]:
    """The rounded total, and whole points that add up to it: what rounding down left goes to those that lost most."""
    # Without what the computer adds at the sixteenth place, which would move a half to either side.
    kept = {name: round(value, 9) for name, value in exact.items()}
    total = math.floor(round(math.fsum(exact.values()), 9) + 0.5)
    points = {name: math.floor(value) for name, value in kept.items()}
    by_loss = sorted(points, key=lambda name: (points[name] - kept[name], name))
    for name in by_loss[: total - sum(points.values())]:
        points[name] += 1
    return total, points


def usual(days: Sequence[float]) -> Band | None:
    """The range of a person's last 60 days, oldest first and without the day itself; None below 14 known ones."""
    known = [day for day in days[-BASELINE_DAYS:] if math.isfinite(day) and day > 0]
    if len(known) < LEAST_DAYS:
        return None
    mean = float(np.mean(known))
    spread = max(LEAST_SPREAD * mean, float(np.std(known, ddof=1)))
    return Band(mean - spread, mean + spread)


def _sub_score(found: Found) -> tuple[float, tuple[Fact, ...]] | None:
    judged = [(weight, fact) for weight, fact in found if fact is not None]
    if not judged:
        return None
    whole = math.fsum(weight for weight, _ in judged)
    mean = math.fsum(weight * fact.score for weight, fact in judged) / whole
    return min(100.0, mean), tuple(fact for _, fact in judged)


def _why_missing(name: str, inputs: Inputs) -> str:
    if name == "nutrition" and _is_partly_logged(inputs):
        return PARTLY_LOGGED
    return NOTHING_TO_COMPARE if any(_known(getattr(inputs, figure)) for figure in FIGURES[name]) else NOT_LOGGED


def _known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


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
    if not _known(day.energy_kcal) or _is_partly_logged(day):
        return []
    energy = day.energy_goal
    if energy and energy.low is None and energy.high is not None and _known(day.basal_kcal):
        # "At most" is no invitation to eat less than the body needs at rest.
        energy = Band(min(day.basal_kcal or 0.0, energy.high), energy.high)
    protein = Band(PROTEIN_PER_KG * day.weight_kg) if day.weight_kg and _known(day.weight_kg) else None
    enough: Found = [
        (3, _judge("energy_kcal", day.energy_kcal, energy, None, "", none_at=0.5, gone_at=1.5)),
        (2, _judge("protein_g", day.protein_g, day.protein_goal, protein, "EFSA 2012")),
        (2, _judge("fibre_g", day.fibre_g, day.fibre_goal, Band(25), "EFSA 2010")),
    ]
    if all(fact is None for _, fact in enough):
        # Limits alone would praise an empty plate.
        return []
    return [
        *enough,
        (1, _judge("sugar_g", day.sugar_g, day.sugar_goal, Band(None, 90), "EU 1169/2011")),
        (1, _judge("satfat_g", day.satfat_g, day.satfat_goal, Band(None, 20), "EU 1169/2011")),
        (1, _judge("sodium_mg", day.sodium_mg, day.sodium_goal, Band(None, 2000), "WHO 2012")),
    ]


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


def _is_partly_logged(day: Inputs) -> bool:
    basal = day.basal_kcal if day.basal_kcal is not None and _known(day.basal_kcal) else UNKNOWN_BASAL
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
