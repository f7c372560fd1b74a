"""A day: totals, what is left of goals, and how it changes with what is written."""

import datetime

import pytest

from lib.diary import overview
from lib.diary.overview import Overview

DAY = datetime.date(2026, 6, 1)
EMPTY = {
    "date": "2026-06-01", "complete": False, "meal": [], "water": [], "gym": [], "mood": [], "sleep": [], "body": [],
    "goals": [], "recent_foods": [], "recent_drinks": [], "yesterday_meals": [], "repeats": [], "recent_sleeps": [],
    "recent_workouts": [], "latest": {},
}  # fmt: skip


def day(**parts) -> Overview:
    return Overview(DAY, EMPTY | parts)


def row(name: str, time: str = "12:00", **columns) -> dict:
    return {"id": name, "logged_at": f"2026-06-01T{time}:00+02:00", "local_date": "2026-06-01", **columns}


def meal(*kcal: float | None) -> dict:
    return row("meal", items=[{"kcal": value} for value in kcal])


def drink(name: str, ml: float, time: str = "12:00", kcal: float | None = 0, **columns) -> dict:
    return row(name, time, ml=ml, kcal=kcal, sodium_mg=None, caffeine_mg=None, alcohol_g=None, **columns)


def goal(metric: str, low: float | None = None, high: float | None = None) -> dict:
    return {"metric": metric, "low": low, "high": high, "starts_on": "2026-01-01", "source": "own"}


def test_an_empty_day_has_no_totals_rather_than_zeros():
    empty = day()

    assert empty.is_empty
    assert [empty.total(metric) for metric in ("energy", "water", "sleep", "wellbeing", "weight")] == [None] * 5


def test_unknown_energy_makes_the_total_a_lower_bound():
    eaten = day(meal=[meal(200, None)]).eaten()["energy"]

    assert (eaten.value, eaten.at_least) == (200, True)


def test_food_of_unknown_energy_alone_is_no_total():
    assert day(meal=[meal(None)]).total("energy") is None


def test_a_drink_with_energy_counts_as_food_and_water_does_not_make_it_uncertain():
    both = day(meal=[meal(200)], water=[drink("cola", 250, kcal=105), drink("water", 500)])

    assert both.total("energy") == 305
    assert not both.eaten()["energy"].at_least
    assert both.total("water") == 750


def test_mood_is_a_mean_and_weight_the_last_of_the_day():
    felt = [row("a", wellbeing=4, energy=None), row("b", wellbeing=8, energy=6)]
    body = [row("a", "07:00", metric="weight", value=71), row("b", "21:00", metric="weight", value=72)]
    full = day(mood=felt, body=body)

    assert (full.total("wellbeing"), full.total("mood_energy"), full.total("weight")) == (6, 6, 72)


def test_what_was_written_is_on_the_page_in_its_place():
    before = day(water=[drink("late", 200, "18:00")])

    after = overview.with_saved(before, [{"kind": "water", "row": drink("early", 300, "08:00"), "new": True}])

    assert [entry["id"] for entry in after.entries("water")] == ["early", "late"]
    assert [entry["id"] for entry in before.entries("water")] == ["late"]


def test_what_was_written_for_another_day_leaves_this_page():
    before = day(water=[drink("a", 200)])

    moved = drink("a", 200) | {"local_date": "2026-05-31"}
    after = overview.with_saved(before, [{"kind": "water", "row": moved, "new": False}])

    assert after.entries("water") == []


def test_a_change_takes_the_place_of_what_was_there_and_a_removal_leaves_nothing():
    before = day(water=[drink("a", 200), drink("b", 300)])

    changed = overview.with_saved(before, [{"kind": "water", "row": drink("a", 250), "new": False}])
    removed = overview.without(changed, [{"kind": "water", "id": "b"}])

    assert [entry["ml"] for entry in removed.entries("water")] == [250]


def test_a_reading_becomes_the_latest_unless_a_later_one_is_known():
    old = {"weight": {"value": 80, "value2": None, "local_date": "2026-05-01"}}
    saved = [{"kind": "body", "row": row("a", metric="weight", value=79, value2=None), "new": True}]

    assert overview.with_saved(day(latest=old), saved).latest("weight") == 79
    later = {"weight": old["weight"] | {"local_date": "2026-06-02"}}
    assert overview.with_saved(day(latest=later), saved).latest("weight") == 80


@pytest.mark.parametrize(
    ("bounds", "drunk", "state", "left"),
    [
        ({"low": 1600}, 600, "open", 1000), ({"low": 1600}, 1600, "met", 0), ({"high": 2000}, 500, "open", 1500),
        ({"high": 2000}, 2500, "over", -500), ({"low": 1600, "high": 3000}, 3500, "over", -1900),
        ({"low": 1600, "high": 3000}, 2000, "met", -400),
    ],
)  # fmt: skip
def test_a_goal_says_what_is_left(bounds, drunk, state, left):
    (found,) = overview.progress(day(water=[drink("a", drunk)], goals=[goal("water", **bounds)]))

    assert (found.state, found.left) == (state, left)


def test_a_goal_on_energy_knows_that_some_of_it_is_unknown():
    (found,) = overview.progress(day(meal=[meal(500, None)], goals=[goal("energy", high=2000)]))

    assert found.at_least
