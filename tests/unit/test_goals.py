"""Goals: which are refused and why, and what is suggested to whom."""

import dataclasses
import datetime

import pytest

from lib import messages
from lib.diary import goals, suggestions
from lib.diary.goals import Body
from lib.diary.overview import Goal, Overview
from lib.diary.suggestions import Suggestion, Withheld
from lib.gateway.port import GatewayError
from lib.nutrition import energy
from lib.units import Units

METRIC = Units()
IMPERIAL = Units("imperial", "kJ")
# 65 kg, 170 cm, 35 years: at rest 10 x 65 + 6.25 x 170 - 5 x 35 - 161 = 1376.5 kcal.
ANNA = Body("female", 35, 170.0, 65.0, "moderate")
NOBODY = Body(None, None, None, None)
TEEN = dataclasses.replace(ANNA, age=16)
DAY = datetime.date(2026, 3, 2)


def suggested(about: Body, **how: bool) -> dict[str, Suggestion | Withheld]:
    return {one.metric: one for one in suggestions.all_for(about, METRIC, **how)}


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2008-03-02", "2026-03-02", 18),
        ("2008-03-03", "2026-03-02", 17),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
    ],
)
def test_age_changes_on_the_birthday(born: str, day: str, age: int) -> None:
    assert goals.age_on(datetime.date.fromisoformat(born), datetime.date.fromisoformat(day)) == age


@pytest.mark.parametrize(
    ("metric", "low", "high"),
    [
        ("water", 1600, None),
        ("sodium", None, 2000),
        ("sleep", 7, 9),
        ("energy", None, 1377),
        ("energy", 500, None),
        ("weight", None, 60),
        ("weight", 55, 65),
        ("weight", 70, None),
    ],
)
def test_goal_that_harms_nobody_is_fine(metric: str, low: float | None, high: float | None) -> None:
    assert goals.problem(metric, low, high, ANNA, METRIC) == ""


@pytest.mark.parametrize(
    ("metric", "low", "high", "says"),
    [
        ("water", None, None, "A goal needs a number."),
        ("sleep", 9, 7, "The lower number of a goal lies above the upper one."),
        ("sleep", 25, None, "A goal for this lies between 0 and 24 h 00 min."),
        ("water", -1, None, "A goal for this lies between 0 and 20,000 ml."),
        ("energy", None, 1376, "At rest your body needs about 1,376 kcal a day"),
        ("energy", 1000, 1300, "At rest your body needs about 1,376 kcal a day"),
        ("weight", None, 53, "That weight means a BMI below 18.5"),
        ("weight", 50, 64, "That weight means a BMI below 18.5"),
    ],
)
def test_goal_is_refused_with_its_own_sentence(metric: str, low: float | None, high: float | None, says: str) -> None:
    assert goals.problem(metric, low, high, ANNA, METRIC).startswith(says)


def test_energy_need_at_rest_is_said_in_the_persons_unit() -> None:
    assert "about 5,759 kJ a day" in goals.problem("energy", None, 1000, ANNA, IMPERIAL)


def test_energy_goal_of_somebody_unknown_has_a_floor_for_all() -> None:
    assert goals.problem("energy", None, 1200, NOBODY, METRIC) == ""
    assert "below 1,200 kcal is not set here" in goals.problem("energy", None, 1199, NOBODY, METRIC)


def test_minor_has_no_goal_to_lose_weight() -> None:
    assert "Below the age of 18" in goals.problem("weight", None, 64, TEEN, METRIC)
    assert goals.problem("weight", None, 66, TEEN, METRIC) == ""


def test_minor_of_unknown_weight_is_asked_for_it_first() -> None:
    unweighed = dataclasses.replace(TEEN, kg=None)

    assert "Log your weight first" in goals.problem("weight", None, 60, unweighed, METRIC)


def test_whoever_is_underweight_may_aim_to_gain() -> None:
    thin = dataclasses.replace(ANNA, kg=45.0)

    assert goals.problem("weight", 50, None, thin, METRIC) == ""
    assert "BMI below 18.5" in goals.problem("weight", None, 44, thin, METRIC)


@pytest.mark.parametrize("code", ["WG001", "WG002", "WG003"])
def test_refusal_of_the_database_has_a_sentence(code: str) -> None:
    assert messages.sentence(GatewayError(code, "")) not in (messages.OTHERWISE, "")


# Suggestions --------------------------------------------------------------------------------------------------


def test_energy_need_is_suggested_within_five_percent() -> None:
    one = suggested(ANNA)["energy"]

    assert isinstance(one, Suggestion)
    assert (one.low, one.high) == (2090.0, 2310.0)
    assert "about 2,200 kcal a day" in one.why
    assert "times 1.6 for your activity level" in one.why


@pytest.mark.parametrize("level", [level.name for level in energy.ACTIVITY_LEVELS])
def test_suggested_energy_is_never_refused(level: str) -> None:
    one = suggested(dataclasses.replace(ANNA, activity=level))["energy"]

    assert isinstance(one, Suggestion)
    assert goals.problem("energy", one.low, one.high, ANNA, METRIC) == ""


@pytest.mark.parametrize(
    ("lacks", "word", "where"),
    [
        ({"age": None}, "birth date", "settings"),
        ({"sex": None}, "sex", "settings"),
        ({"cm": None}, "height", "settings"),
        ({"activity": None}, "activity level", "settings"),
        ({"kg": None}, "weight", "today"),
    ],
)
def test_what_the_energy_need_lacks_is_named(lacks: dict[str, None], word: str, where: str) -> None:
    one = suggested(dataclasses.replace(ANNA, **lacks))["energy"]

    assert isinstance(one, Withheld)
    assert word in one.why
    assert one.where == where


def test_hidden_numbers_suggest_no_energy() -> None:
    assert "energy" not in suggested(ANNA, hide_numbers=True)


def test_hidden_numbers_suggest_nothing_that_follows_from_the_weight() -> None:
    for about in (ANNA, dataclasses.replace(ANNA, kg=None)):
        one = suggested(about, hide_numbers=True)["protein"]

        assert isinstance(one, Withheld)
        assert "follows from the body weight" in one.why
        assert not any(character.isdigit() for character in one.why)
        assert one.where == ""


@pytest.mark.parametrize(("sex", "ml"), [("female", 1600), ("male", 2000), ("other", 1600), (None, 1600)])
def test_drinks_follow_the_sex(sex: str | None, ml: float) -> None:
    one = suggested(dataclasses.replace(ANNA, sex=sex))["water"]

    assert isinstance(one, Suggestion)
    assert (one.low, one.high) == (ml, None)
    assert ("men about 2 l" in one.why) == (sex not in ("female", "male"))


def test_adult_is_offered_the_public_figures() -> None:
    found = {m: (s.low, s.high) for m, s in suggested(ANNA).items() if isinstance(s, Suggestion)}

    assert found["sleep"] == (7, None)
    assert found["active_minutes"] == (22, None)
    assert found["protein"] == (54, None)
    assert found["fibre"] == (25, None)
    assert found["sodium"] == (None, 2000)
    assert "150" in suggested(ANNA)["active_minutes"].why


def test_minor_is_told_why_figures_for_adults_are_not_offered() -> None:
    found = suggested(TEEN)

    assert isinstance(found["energy"], Withheld)
    assert "for adults" in found["energy"].why
    assert isinstance(found["protein"], Withheld)
    assert not {"sleep", "fibre", "sodium"} & found.keys()
    assert found["active_minutes"].low == 60


def test_child_is_offered_no_figure_for_drinks() -> None:
    assert isinstance(suggested(dataclasses.replace(ANNA, age=13))["water"], Withheld)
    assert isinstance(suggested(dataclasses.replace(ANNA, age=14))["water"], Suggestion)


def test_every_source_fits_its_column() -> None:
    for one in suggested(ANNA).values():
        assert isinstance(one, Suggestion)
        assert 1 <= len(one.source) <= 120


# What holds today ---------------------------------------------------------------------------------------------


def row(metric: str, low: float | None = None, high: float | None = None) -> dict[str, object]:
    return {"metric": metric, "low": low, "high": high, "starts_on": "2026-03-01", "source": "own"}


def test_goals_of_the_day_follow_what_was_set_and_ended() -> None:
    before = Overview(DAY, {"goals": [row("water", 1600), row("fibre", 25), row("sleep", 7)]})

    after = goals.with_goals(before, {"water": row("water", 2000), "fibre": row("fibre"), "sleep": None})

    assert {metric: goal.low for metric, goal in after.goals.items()} == {"water": 2000}
    assert len(before.goals) == 3


def test_goal_becomes_a_row_and_a_row_a_goal() -> None:
    goal = Goal("water", 1600, None, DAY, "own")

    made = goals.as_row(goal)

    assert made is not None
    assert Overview(DAY, {"goals": [made]}).goals == {"water": goal}
    assert goals.as_row(None) is None


@pytest.mark.parametrize(
    ("metric", "low", "high", "shown", "says"),
    [
        ("water", 1600, None, METRIC, "at least 1,600 ml"),
        ("water", 1600, None, IMPERIAL, "at least 54.1 fl oz"),
        ("sodium", None, 2000, METRIC, "at most 2,000 mg"),
        ("sleep", 7, 9, METRIC, "7 h 00 min to 9 h 00 min"),
        ("energy", 2000, 2200, IMPERIAL, "8,368 to 9,205 kJ"),
        ("water", None, None, METRIC, "no goal"),
    ],
)
def test_bounds_in_words(metric: str, low: float | None, high: float | None, shown: Units, says: str) -> None:
    assert goals.bounds(low, high, metric, shown) == says
