"""Heart rate variability: measures from the times between heartbeats, and a state of the body beside one's own days.

It is a state of the body and never a feeling: a run, a fever, a late meal and a sad day look alike here.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal, Self, get_args

import numpy as np
from numpy.typing import NDArray

SHORTEST_MS, LONGEST_MS = 300.0, 2000.0
WINDOW = 11
MOST_FROM_MEDIAN = 0.20
LEAST_SECONDS = 60.0
MOST_FLAGGED = 0.20

BASELINE_DAYS = 60
LEAST_DAYS = 14
# Where the bands meet. Each of these z belongs to the band farther from 0.
CALM, STRAINED, STRESSED = 1.0, -1.0, -1.75
MOST_CONFIDENT = 0.90
LEAST_CONFIDENT = 0.50
# Devices give whole milliseconds; days more alike than 2 % say more about the rounding than about the heart.
LEAST_SPREAD = 0.02

Kind = Literal["rmssd", "sdnn"]
State = Literal["calm", "balanced", "strained", "stressed", "unclear", "unknown"]


class NotMeasured(ValueError):
    """A recording or a reading that says nothing; the sentence is for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class HRV:
    """In milliseconds; `pnn50` is in percent (0 to 100), `beats` are those that were used, `flagged_share` 0 to 1."""

    sdnn: float
    rmssd: float
    pnn50: float
    beats: int
    flagged_share: float


@dataclass(frozen=True)
class BodyState:
    """`n` days were compared with; `low` to `high` is the person's usual range in ms, where the state is balanced.

    An unknown state has no figures, and `more_days` says how many days are still needed.
    """

    state: State
    z: float | None
    confidence: float | None
    n: int
    low: float | None
    high: float | None
    more_days: int = 0


class Baseline(tuple[float, ...]):
    """Daily values that remember which kind of HRV they are."""

    kind: Kind

    def __new__(cls, values: Iterable[float], kind: Kind) -> Self:
        made = super().__new__(cls, values)
        made.kind = kind
        return made


def measures(rr_ms: Sequence[float]) -> HRV:
    """From the times between heartbeats in milliseconds, in the order they came."""
    beats = np.asarray(rr_ms, dtype=float)
    # A gap counts as one slow beat: a minute without a signal is no minute of heartbeats.
    seconds = float(np.clip(np.nan_to_num(beats, nan=0.0), 0.0, LONGEST_MS).sum()) / 1000
    whole = math.floor(seconds)
    if seconds < LEAST_SECONDS:
        raise NotMeasured(
            f"This recording holds about {whole} {'second' if whole == 1 else 'seconds'} of heartbeats, and at least "
            f"{LEAST_SECONDS:.0f} are needed. The times between beats are read in milliseconds. Nothing was changed: "
            "please record a longer stretch, sitting still."
        )
    valid = _valid(beats)
    flagged = float(np.mean(~valid))
    if flagged > MOST_FLAGGED:
        raise NotMeasured(
            f"About {math.ceil(flagged * 100)} of 100 heartbeats in this recording were out of step, and with more "
            f"than {MOST_FLAGGED * 100:.0f} the result would mean nothing. Nothing was changed: please check that the "
            "sensor sits well, and record again sitting still."
        )
    # Only where both are valid: a beat left out would join two that did not follow each other.
    steps = np.diff(beats)[valid[1:] & valid[:-1]]
    return HRV(
        sdnn=float(np.std(beats[valid], ddof=1)),
        rmssd=float(np.sqrt(np.mean(steps**2))),
        pnn50=float(np.mean(np.abs(steps) > 50)) * 100,
        beats=int(valid.sum()),
        flagged_share=flagged,
    )


def _valid(beats: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Possible for a heart, and close to the median of the eleven possible ones around it."""
    is_possible = (beats >= SHORTEST_MS) & (beats <= LONGEST_MS)
    possible, valid = beats[is_possible], np.zeros(len(beats), dtype=bool)
    if len(possible) < WINDOW:
        return valid
    medians = np.median(np.lib.stride_tricks.sliding_window_view(possible, WINDOW), axis=1)
    # The first and the last few share the window that still fits.
    around = medians[np.clip(np.arange(len(possible)) - WINDOW // 2, 0, len(medians) - 1)]
    valid[is_possible] = np.abs(possible - around) <= MOST_FROM_MEDIAN * around
    return valid


def body_state(value: float, baseline: Sequence[float], *, kind: Kind) -> BodyState:
    """Today's value against the days before, oldest first, without the day itself. A day without a value is NaN."""
    if kind not in get_args(Kind):
        raise ValueError(f"kind is {' or '.join(get_args(Kind))}, not {kind!r}.")
    if isinstance(baseline, Baseline) and baseline.kind != kind:
        raise ValueError(f"A value of {kind} is not compared with days of {baseline.kind}.")
    if not _is_reading(value):
        raise NotMeasured("A heart rate variability is above 0 ms. Please check the reading and enter it again.")
    logs = [math.log(day) for day in baseline[-BASELINE_DAYS:] if _is_reading(day)]
    n = len(logs)
    if n < LEAST_DAYS:
        return BodyState("unknown", None, None, n, None, None, LEAST_DAYS - n)
    mean, spread = float(np.mean(logs)), max(LEAST_SPREAD, float(np.std(logs, ddof=1)))
    z = (math.log(value) - mean) / spread
    state, confidence = _state(z, n)
    return BodyState(state, z, confidence, n, math.exp(mean - spread), math.exp(mean + spread))


def _is_reading(value: float) -> bool:
    return math.isfinite(value) and value > 0


def _state(z: float, n: int) -> tuple[State, float]:
    state, low, high = _band(z)
    # What n days leave open about their mean (1/n) and about their spread (z² / 2(n-1)).
    around = NormalDist(z, math.sqrt(1 / n + z**2 / (2 * (n - 1))))
    confidence = min(MOST_CONFIDENT, around.cdf(high) - around.cdf(low))
    return (state if confidence >= LEAST_CONFIDENT else "unclear"), confidence


def _band(z: float) -> tuple[State, float, float]:
    if z >= CALM:
        return "calm", CALM, math.inf
    if z > STRAINED:
        return "balanced", STRAINED, CALM
    if z > STRESSED:
        return "strained", STRESSED, STRAINED
    return "stressed", -math.inf, STRESSED
