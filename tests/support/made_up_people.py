"""People whose diaries come from chance alone, and people in whose diaries a link is built in."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import numpy as np
from scipy.signal import lfilter

from lib.analysis.links_pairs import LATE_CAFFEINE, MEETINGS, PAIRS, Pair
from tests.support.demo import TRUTHS

Series = dict[str, dict[date, float]]

NAMES = sorted({name for pair in PAIRS for name in (pair.cause, pair.effect)})
MISSING = 0.15
FIRST = date(2026, 1, 5)
SIZES = {link["name"]: link["size"] for link in TRUTHS["links"]}
# As pairs of this house: the part of the caffeine that counts has a name of its own.
LINKS = [
    Pair(LATE_CAFFEINE if "after" in link else link["cause"], link["effect"], link["lag"]) for link in TRUTHS["links"]
]
# So many steps before the first day, until a series has forgotten where it began.
BEFORE = 60


def days_for(paired: int) -> int:
    """Calendar days of which about so many have two things, each missing on some days by itself."""
    return int(np.ceil(paired / (1 - MISSING) ** 2)) + 3


def carried(rng: np.random.Generator, shape: tuple[int, ...], carry: float) -> np.ndarray:
    """Spread 1 around 0; so much of a day is still there on the next. Beyond .9 half of it is each day's own."""
    if carry > 0.9:
        return np.sqrt(0.5) * (_carried(rng, shape, carry) + rng.standard_normal(shape))
    return _carried(rng, shape, carry)


def _carried(rng: np.random.Generator, shape: tuple[int, ...], carry: float) -> np.ndarray:
    fresh = rng.standard_normal((*shape[:-1], shape[-1] + BEFORE)) * np.sqrt(1 - carry * carry)
    return lfilter([1], [1, -carry], fresh, axis=-1)[..., BEFORE:]


def people(paired: int, carry: float, weekends: bool, count: int, seed: int) -> Iterator[Series]:
    """Nothing here has to do with anything else, apart from what weekends do to many things at once."""
    rng = np.random.default_rng(seed)
    days = days_for(paired)
    latent = carried(rng, (count, len(NAMES), days), carry)
    weekend = _weekend(days) * weekends
    known = rng.random(latent.shape) >= MISSING
    for person in range(count):
        yield {
            name: kept(as_written(name, latent[person, place], weekend), known[person, place])
            for place, name in enumerate(NAMES)
        }


def as_written(name: str, latent: np.ndarray, weekend: np.ndarray) -> np.ndarray:
    """As people write such things down: in glasses, cups, half points and steps from 1 to 5."""
    if name == "alcohol":
        return np.where(latent > np.where(weekend > 0, -0.1, 1.0), 12 * np.ceil(np.abs(latent)), 0.0)
    if name == LATE_CAFFEINE:
        return np.where(latent > 0.6, 80.0, 0.0)
    if name == MEETINGS:
        return (latent > np.where(weekend > 0, 1.5, 0.0)).astype(float)
    if name in ("active_minutes", "training_energy", "distance"):
        return np.maximum(0, 5 * np.round((latent + 0.3 * weekend + 0.2) * 8))
    if name in ("wellbeing", "mood_energy"):
        return np.clip(np.round((6 + latent + 0.8 * weekend) * 2) / 2, 0, 10)
    if name == "sleep_quality":
        return np.clip(np.round(3.6 + 0.8 * latent + 0.3 * weekend), 1, 5)
    if name == "steps":
        return np.round(np.exp(9 + 0.4 * latent + 0.2 * weekend))
    return latent + 0.8 * weekend


def person_with_a_link(paired: int, rho: float, carry: float, seed: int) -> Series:
    """Somebody from chance alone, but for well-being, which goes with the night before it."""
    (series,) = people(paired, carry, True, 1, seed)
    rng = np.random.default_rng((seed, 1))
    days = days_for(paired)
    night, rest = carried(rng, (2, days), carry)
    feeling = rho * night + np.sqrt(1 - rho * rho) * rest
    for name, latent in (("sleep", night), ("wellbeing", feeling)):
        written = as_written(name, latent, _weekend(days))
        series[name] = kept(written, rng.random(days) >= MISSING)
    return series


def person_like_the_demo(paired: int, seed: int) -> Series:
    """With the links of truths.json in their sizes, noise and weekdays, and nothing else of that diary."""
    rng = np.random.default_rng(seed)
    days = days_for(paired)
    weekday = np.array([(FIRST + timedelta(day)).weekday() for day in range(days)])
    alcohol = np.where(
        rng.random(days) < np.array([0.1, 0.15, 0.2, 0.15, 0.6, 0.65, 0.2])[weekday],
        16.1 * (1 + np.floor(2.7 * rng.random(days))), 0.0,
    )  # fmt: skip
    late = np.where(rng.random(days) < 0.27, 81.2, 0.0)
    often, long = np.array([[0.8, 0.6, 0.8, 0.33, 0.8, 0.75, 0.55], [50, 40, 36, 30, 35, 58, 75]])
    active = np.where(
        rng.random(days) < often[weekday], 5 * np.round(long[weekday] * rng.normal(1, 0.2, days) / 5), 0.0
    )
    noise = rng.standard_normal((5, days))
    free = weekday >= 5
    sleep = 7.25 + 0.6 * free + SIZES["late_caffeine_on_sleep"] * _yesterday(late) + 0.55 * noise[0]
    quality = 3.7 + SIZES["alcohol_on_sleep"] * _yesterday(alcohol) + 0.6 * noise[1]
    wellbeing = (
        6 + 0.7 * free + SIZES["sleep_on_mood"] * (sleep - 7.25)
        + SIZES["exercise_on_mood"] * _yesterday(active) + 0.67 * noise[2]
    )  # fmt: skip
    found = {
        "alcohol": alcohol, LATE_CAFFEINE: late, "active_minutes": active, "sleep": sleep,
        "sleep_quality": np.clip(np.round(quality), 1, 5),
        "wellbeing": np.clip(np.round(wellbeing * 2) / 2, 0, 10),
        "mood_energy": np.round(5.6 + 0.7 * free + SIZES["quality_on_energy"] * (quality - 3.5) + 0.9 * noise[3]),
        "resting_heart_rate": np.round(58.5 + SIZES["alcohol_on_heart"] * _yesterday(alcohol) + 1.4 * noise[4]),
        "hrv_rmssd": 42 + SIZES["alcohol_on_hrv"] * _yesterday(alcohol) + 4 * rng.standard_normal(days),
    }  # fmt: skip
    return {name: kept(values, rng.random(days) >= MISSING) for name, values in found.items()}


def kept(values: np.ndarray, known: np.ndarray) -> dict[date, float]:
    return dict(zip(_dates(len(known))[known], values[known].tolist(), strict=True))


@cache
def _dates(days: int) -> np.ndarray:
    return np.array([FIRST + timedelta(day) for day in range(days)], dtype=object)


def _weekend(days: int) -> np.ndarray:
    return np.array([float((FIRST + timedelta(day)).weekday() >= 5) for day in range(days)])


def _yesterday(values: np.ndarray) -> np.ndarray:
    return np.concatenate([[0.0], values[:-1]])
