"""One number for a day's logs, 0 to 100, with what it is made of: a summary of what was logged, no measure of health.

What each part looks at, and against what, is written out in docs/decisions/0016-score.md.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from lib.analysis.hrv import BASELINE_DAYS, LEAST_DAYS, LEAST_SPREAD
from lib.analysis.score_parts import FIGURES, PARTS, Band, Fact, Found, Inputs, is_known, is_partly_logged

__all__ = [
    "AMOUNTS_UNKNOWN", "DEFAULT", "NOTHING_TO_COMPARE", "NOT_ENOUGH", "NOT_LOGGED", "PARTLY_LOGGED", "PARTS",
    "TOO_FEW_CHOSEN", "Band", "Fact", "Inputs", "Part", "Score", "Weights", "WrongWeights", "effective_shares",
    "score", "usual", "whole_points",
]  # fmt: skip

LEAST_PARTS = 3
LEAST_COVERAGE = 50
MOST_SHARE = 0.45

# Where a total is missing, and where a part is.
NOT_ENOUGH = "not enough logged today"
TOO_FEW_CHOSEN = "fewer than three parts have a weight"
NOT_LOGGED = "not logged"
PARTLY_LOGGED = "energy under half of what the body needs at rest"
AMOUNTS_UNKNOWN = "not known of every food"
NOTHING_TO_COMPARE = "nothing to compare with yet"


class WrongWeights(ValueError):
    """Weights nothing can be made of; the sentence is for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


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
    if name == "nutrition" and is_partly_logged(inputs):
        return PARTLY_LOGGED
    if name == "nutrition" and inputs.at_least:
        return AMOUNTS_UNKNOWN
    return NOTHING_TO_COMPARE if any(is_known(getattr(inputs, figure)) for figure in FIGURES[name]) else NOT_LOGGED
