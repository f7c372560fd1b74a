"""Which of a person's goals may be shown to them as they are now: a goal that was fine once may harm by now."""

from lib.diary import catalog, goals, suggestions
from lib.diary.goals import Body
from lib.diary.overview import Goal, Overview
from lib.profile import Profile
from lib.units import Units

TOO_LITTLE = "This goal is below what your body needs at rest; set another."
TOO_LIGHT = "This goal is not safe for your weight, height and age; set another."
HARMFUL = {"energy": TOO_LITTLE, "weight": TOO_LIGHT}
# Whoever reads the figure of such a goal can work out the weight.
_TELL_THE_WEIGHT = frozenset({suggestions.EFSA_PROTEIN})


def is_hidden(metric: str, source: str, me: Profile) -> bool:
    """Whether the goal would show what this person does not want to see."""
    return me.hide_numbers and (catalog.metrics()[metric].hidden or source in _TELL_THE_WEIGHT)


def harm(metric: str, low: float | None, high: float | None, about: Body, shown: Units) -> str:
    """Why this goal is no target for the person, by the check that a new one has to pass; empty where it is one."""
    if metric not in HARMFUL or (low is None and high is None):
        return ""
    return HARMFUL[metric] if goals.problem(metric, low, high, about, shown) else ""


def harm_on(day: Overview, goal: Goal, me: Profile) -> str:
    """The same for a goal of a day, with the weight known on it."""
    about = goals.body(me, day.latest("weight"), day.day)
    return harm(goal.metric, goal.low, goal.high, about, me.shown_in)
