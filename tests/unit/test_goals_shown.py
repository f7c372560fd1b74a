"""Which goals are no target any more, and which would show what somebody hides."""

import dataclasses
import datetime

import pytest

from lib.diary import goals_shown, suggestions
from lib.diary.goals import Body
from lib.diary.goals_shown import TOO_LIGHT, TOO_LITTLE
from lib.diary.overview import Goal, Overview
from lib.profile import Profile
from lib.units import Units
from tests.unit.test_profile import NEW

SHOWN = Units()
# At rest 1376.5 kcal.
ANNA = Body("female", 35, 170.0, 65.0)
TEEN = dataclasses.replace(ANNA, age=16)
NOBODY = Body(None, None, None, None)
DAY = datetime.date(2026, 3, 2)
KNOWN = Profile.of(NEW | {"sex": "female", "birth_date": "1990-03-02", "height_cm": 170})


@pytest.mark.parametrize(
    ("metric", "low", "high", "about", "says"),
    [
        ("energy", None, 1376, ANNA, TOO_LITTLE),
        ("energy", None, 1377, ANNA, ""),
        ("energy", None, 1250, NOBODY, ""),
        ("energy", None, 1250, ANNA, TOO_LITTLE),
        ("energy", 500, None, ANNA, ""),
        ("weight", None, 50, NOBODY, ""),
        ("weight", None, 50, ANNA, TOO_LIGHT),
        ("weight", None, 60, ANNA, ""),
        ("weight", None, 60, TEEN, TOO_LIGHT),
        ("weight", 66, None, TEEN, ""),
        ("sugar", None, 0, ANNA, ""),
        ("energy", None, None, ANNA, ""),
    ],
)
def test_goal_that_would_not_be_set_today_is_no_target(
    metric: str, low: float | None, high: float | None, about: Body, says: str
) -> None:
    assert goals_shown.harm(metric, low, high, about, SHOWN) == says


@pytest.mark.parametrize(("latest", "says"), [({}, ""), ({"weight": {"value": 65}}, TOO_LITTLE)])
def test_goal_of_a_day_is_judged_with_the_weight_known_on_it(latest: dict[str, object], says: str) -> None:
    goal = Goal("energy", None, 1250, DAY, "own")

    assert goals_shown.harm_on(Overview(DAY, {"latest": latest}), goal, KNOWN) == says


@pytest.mark.parametrize(
    ("metric", "source", "hidden"),
    [
        ("energy", "own", True),
        ("weight", "own", True),
        ("protein", suggestions.EFSA_PROTEIN, True),
        ("protein", "own", False),
        ("sugar", "own", False),
    ],
)
def test_hidden_numbers_hide_goals_that_tell_the_weight(metric: str, source: str, hidden: bool) -> None:
    hides = dataclasses.replace(KNOWN, hide_numbers=True)

    assert goals_shown.is_hidden(metric, source, hides) is hidden
    assert not goals_shown.is_hidden(metric, source, KNOWN)
