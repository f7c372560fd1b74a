"""Which figures of a client a coach is told: what is shared, and of that not what is hidden."""

from collections.abc import Iterable

from lib.diary import catalog

# Follows from the body weight, and is told to nobody but its owner.
NEVER = frozenset({"training_energy"})
# Energy follows from what a meal is made of, so where numbers are hidden nothing is told of any meal.
MEAL = "meal"


def hides(metric: str, hide_numbers: bool) -> bool:
    known = catalog.metrics()[metric]
    return hide_numbers and (known.hidden or known.kind == MEAL)


def tells(metric: str, shared: Iterable[str], hide_numbers: bool) -> bool:
    return catalog.metrics()[metric].kind in shared and metric not in NEVER and not hides(metric, hide_numbers)
