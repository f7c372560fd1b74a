"""Goals in the database: one a metric and day, one's own only, and none that would harm, whatever asks."""

import datetime
import uuid
from typing import Any

import pytest

from lib.diary import goals
from lib.gateway.direct import Direct
from lib.gateway.port import Backend, GatewayError, Person
from tests.db.refusals import refused
from tests.support.people import Make, Someone

TODAY = datetime.date.today()
DAY = datetime.timedelta(days=1)
# 65 kg, 170 cm, 35 years: 1376.5 kcal at rest.
ANNA = {"birth_date": TODAY.replace(day=1) - 35 * 366 * DAY, "sex": "female", "height_cm": 170}


def backend(someone: Someone) -> Backend:
    return Backend(Person(someone.id, ""), someone.gateway, None)  # type: ignore[arg-type]


def weigh(someone: Someone, kg: float) -> None:
    someone.gateway.insert("measurements", {"metric": "weight", "value": kg, "time_zone": "UTC"})


def put(someone: Someone, metric: str, low: float | None = None, high: float | None = None) -> dict[str, Any]:
    row, _ = goals.save(backend(someone), metric, low, high, TODAY)
    return row


def of_the_day(gateway: Direct, day: datetime.date = TODAY) -> dict[str, tuple[float | None, float | None]]:
    rows = gateway.rpc("day_overview", {"p_date": day.isoformat()})["goals"]
    return {row["metric"]: (row["low"], row["high"]) for row in rows}


# Works --------------------------------------------------------------------------------------------------------


def test_goal_holds_from_its_day_until_the_next_one(person: Make) -> None:
    me = person()
    for days, low in ((-10, 1000), (-5, 1500), (5, 2000)):
        goals.save(backend(me), "water", low, None, TODAY + days * DAY)

    held = [of_the_day(me.gateway, TODAY + days * DAY).get("water") for days in (-11, -10, -6, -5, 0, 4, 5, 50)]

    assert held == [None, *[(1000, None)] * 2, *[(1500, None)] * 3, *[(2000, None)] * 2]


def test_goal_of_the_same_day_is_replaced(person: Make) -> None:
    me = person()
    first, none = goals.save(backend(me), "water", 1600, None, TODAY)

    second, replaced = goals.save(backend(me), "water", None, 3000, TODAY, before=first)
    third, unexpected = goals.save(backend(me), "water", 2000, None, TODAY)

    assert none is None
    assert replaced == first
    assert unexpected is not None
    assert (unexpected["low"], unexpected["high"]) == (second["low"], second["high"]) == (None, 3000)
    assert of_the_day(me.gateway) == {"water": (2000, None)}
    assert len(goals.history(backend(me))) == 1
    assert third["id"] == first["id"]


def test_goal_without_bounds_ends_the_one_before(person: Make) -> None:
    me = person()
    goals.save(backend(me), "water", 1600, None, TODAY - 3 * DAY)

    put(me, "water")

    assert of_the_day(me.gateway) == {}
    assert of_the_day(me.gateway, TODAY - DAY) == {"water": (1600, None)}
    assert len(goals.history(backend(me))) == 2


def test_removed_goal_comes_back_as_it_was(person: Make) -> None:
    me = person()
    row = put(me, "fibre", 25)

    goals.remove(backend(me), row["id"])
    gone = of_the_day(me.gateway)
    goals.put_back(backend(me), row)

    assert gone == {}
    assert of_the_day(me.gateway) == {"fibre": (25, None)}


# Missing ------------------------------------------------------------------------------------------------------


def test_removing_a_goal_that_is_not_there_removes_nothing(person: Make) -> None:
    me = person()
    put(me, "fibre", 25)

    goals.remove(backend(me), str(uuid.uuid4()))

    assert of_the_day(me.gateway) == {"fibre": (25, None)}


def test_goal_for_what_nobody_measures_is_refused(person: Make) -> None:
    with refused("23503"):
        put(person(), "luck", 1)


@pytest.mark.parametrize(
    ("metric", "low", "high"),
    [("sleep", 9, 7), ("sleep", 25, None), ("sleep", -1, None), ("blood_pressure", 80, 120), ("water", None, 20001)],
)
def test_goal_outside_what_is_possible_is_refused(
    person: Make, metric: str, low: float | None, high: float | None
) -> None:
    with refused("23514"):
        put(person(), metric, low, high)


# Forbidden ----------------------------------------------------------------------------------------------------


def test_somebody_elses_goals_are_neither_seen_nor_changed(person: Make) -> None:
    me, other = person(), person()
    row = put(me, "water", 1600)

    goals.remove(backend(other), row["id"])
    changed = other.gateway.update("goals", {"low": 1}, eq={"id": row["id"]})

    assert changed == []
    assert goals.history(backend(other)) == []
    assert of_the_day(me.gateway) == {"water": (1600, None)}


def test_goal_is_not_set_in_somebody_elses_name(person: Make) -> None:
    me, other = person(), person()

    with refused():
        other.gateway.insert("goals", {"user_id": me.id, "metric": "water", "low": 1, "starts_on": TODAY.isoformat()})


def test_visitor_who_is_not_signed_in_sets_no_goal(anonymous: Direct) -> None:
    with refused():
        anonymous.insert("goals", {"metric": "water", "low": 1600, "starts_on": TODAY.isoformat()})


# Would harm ---------------------------------------------------------------------------------------------------


def test_energy_goal_below_the_need_at_rest_is_refused(person: Make) -> None:
    me = person(**ANNA)
    weigh(me, 65)
    age = goals.age_on(ANNA["birth_date"], TODAY)  # type: ignore[arg-type]
    basal = goals.Body("female", age, 170, 65).basal
    assert basal is not None

    with refused("WG001"):
        put(me, "energy", high=basal - 0.5)
    put(me, "energy", high=basal + 0.5)

    with refused("WG001"):
        me.gateway.update("goals", {"high": basal - 0.5}, eq={"user_id": me.id, "metric": "energy"})


def test_energy_goal_of_somebody_unknown_has_a_floor_for_all(person: Make) -> None:
    me = person()

    with refused("WG001"):
        put(me, "energy", high=1199)
    put(me, "energy", high=1200)


def test_minor_has_no_goal_to_lose_weight(person: Make) -> None:
    me = person(birth_date=TODAY - 17 * 365 * DAY)
    weigh(me, 65)

    with refused("WG002"):
        put(me, "weight", high=64)
    put(me, "weight", high=66)


def test_adult_may_aim_to_lose_weight_but_not_below_a_healthy_one(person: Make) -> None:
    me = person(**ANNA)
    weigh(me, 65)

    put(me, "weight", high=60)
    with refused("WG003"):
        put(me, "weight", high=53)


def test_page_and_database_agree_on_what_harms(person: Make) -> None:
    """What one of them lets through and the other refuses would be a save that fails without a reason beforehand."""
    me = person(**ANNA)
    weigh(me, 65)
    about = goals.Body("female", goals.age_on(ANNA["birth_date"], TODAY), 170, 65)  # type: ignore[arg-type]

    for metric, bound in [("energy", b) for b in (900, 1370, 1390, 2500)] + [("weight", b) for b in (50, 53, 54, 70)]:
        sentence = goals.problem(metric, None, bound, about, goals.Units())
        try:
            put(me, metric, high=bound)
            took = True
        except GatewayError as error:
            assert error.code in ("WG001", "WG003")
            took = False
        assert took == (sentence == ""), (metric, bound, sentence)
