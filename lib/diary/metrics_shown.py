"""Metrics as people read them: the name, the unit and the figure in the units they chose."""

from collections.abc import Callable

from lib import units
from lib.diary import catalog, series
from lib.diary.kinds import READING_QUANTITIES
from lib.units import Units

QUANTITIES = {
    "energy": "energy", "training_energy": "energy", "water": "volume", "distance": "distance", **READING_QUANTITIES,
}  # fmt: skip
# What the reference table does not name.
OTHER = {series.LATE_CAFFEINE: ("Caffeine after 15:00", "mg")}


def label(metric: str) -> str:
    if metric.startswith("tag:"):
        return f"Tag: {metric.removeprefix('tag:')}"
    return OTHER[metric][0] if metric in OTHER else catalog.metric_label(metric)


def unit(metric: str, shown: Units) -> str:
    """ "kcal", "lb", "of 10"; nothing for steps."""
    if metric in QUANTITIES:
        return units.unit_label(QUANTITIES[metric], shown)
    known = OTHER[metric][1] if metric in OTHER else catalog.metrics()[metric].unit
    return {"0-10": "of 10", "1-5": "of 5", "steps": ""}.get(known, known)


def in_unit(metric: str, value: float, shown: Units) -> float:
    return showing(metric, shown)(value)


def showing(metric: str, shown: Units) -> Callable[[float], float]:
    """What turns many figures into the person's units."""
    return units.showing(QUANTITIES[metric], shown) if metric in QUANTITIES else float


def step(metric: str, value: float, shown: Units) -> float:
    """A difference of two figures, unrounded."""
    return units.difference(QUANTITIES[metric], value, shown) if metric in QUANTITIES else value


def is_hidden(metric: str, hide_numbers: bool) -> bool:
    """Whether somebody who hides calories and weight does not see it."""
    known = catalog.metrics().get(metric)
    return bool(hide_numbers and known and known.hidden)
