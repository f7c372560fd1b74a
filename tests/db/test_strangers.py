"""Triggers look things up with their owner's rights: none may tell about anybody but the person who writes."""

import json
import uuid

import psycopg
import pytest

from lib.gateway import reference
from lib.gateway.direct import Direct
from lib.gateway.port import GatewayError
from tests.support.people import Make

SOMEBODY = {"birth_date": "2012-01-01", "sex": "female", "height_cm": 160}


def code_of(gateway: Direct, table: str, **row: object) -> str:
    with pytest.raises(GatewayError) as refused:
        gateway.insert(table, row)
    return refused.value.code


@pytest.fixture
def victim(person: Make) -> str:
    someone, hers = person()
    hers.update("profiles", SOMEBODY, eq={"user_id": someone})
    hers.insert("measurements", {"metric": "weight", "value": 73.4, "time_zone": "UTC"})
    return someone


@pytest.mark.parametrize("minutes", [1, 1440, 900_000, 999_999])
def test_a_workout_in_another_name_tells_nothing_about_their_weight(person: Make, victim: str, minutes: int) -> None:
    _, mine = person()

    said = code_of(mine, "workouts", user_id=victim, activity="running", minutes=minutes, time_zone="UTC")

    assert said in ("42501", "22003") and (said == "22003") == (minutes > 99_999)


@pytest.mark.parametrize(
    "goal", [{"metric": "energy", "high": 500}, {"metric": "energy", "high": 5000}, {"metric": "weight", "high": 30},
             {"metric": "weight", "high": 200}]
)  # fmt: skip
def test_a_goal_in_another_name_tells_nothing_about_them(person: Make, victim: str, goal: dict[str, object]) -> None:
    _, mine = person()

    assert code_of(mine, "goals", user_id=victim, starts_on="2026-01-01", **goal) == "42501"

    (own,) = mine.insert("goals", {"metric": "water", "low": 1600, "starts_on": "2026-01-01"})
    with pytest.raises(GatewayError) as refused:
        mine.update("goals", {"user_id": victim, **goal}, eq={"id": own["id"]})
    assert refused.value.code == "42501"


def test_the_id_of_a_shared_food_to_come_cannot_be_taken(person: Make) -> None:
    _, mine = person()

    said = code_of(mine, "foods", id=str(reference.food_id("a-food-of-the-next-version")), name="Mine")

    assert said == "23514"


def test_own_foods_have_an_end(person: Make, admin: psycopg.Connection) -> None:
    me, mine = person()
    admin.execute(
        "insert into public.foods (user_id, name) select %s, 'Soup ' || n from generate_series(1, 1999) n", (me,)
    )
    mine.insert("foods", {"name": "The last one"})

    assert code_of(mine, "foods", name="One more") == "54000"


@pytest.mark.parametrize("column", ["kcal", "kcal_unknown", "words"])
def test_the_sums_of_a_meal_are_nobodys_to_write(person: Make, column: str) -> None:
    _, mine = person()
    (saved,) = mine.rpc("save_entries", {"p_entries": [
        {"kind": "meal", "row": {"meal_type": "lunch", "time_zone": "UTC"},
         "items": [{"food_name": "Soup", "kcal": 100}]}]})  # fmt: skip

    mine.update("meals", {column: "77"}, eq={"id": saved["row"]["id"]})

    (meal,) = mine.select("meals")
    assert (meal["kcal"], meal["kcal_unknown"], meal["words"]) == (100, 0, "Soup")


def test_a_minor_without_a_known_weight_gets_no_weight_goal(person: Make) -> None:
    me, mine = person()
    mine.update("profiles", SOMEBODY, eq={"user_id": me})

    assert code_of(mine, "goals", metric="weight", high=60, starts_on="2026-01-01") == "WG002"


def test_the_lower_end_of_a_band_counts_and_readings_of_the_future_do_not(person: Make) -> None:
    me, mine = person()
    mine.update("profiles", {"birth_date": "1990-01-01", "sex": "male", "height_cm": 180}, eq={"user_id": me})
    mine.insert("measurements", {"metric": "weight", "value": 90, "time_zone": "UTC"})
    mine.insert(
        "measurements",
        {"metric": "weight", "value": 20, "time_zone": "UTC", "logged_at": "2199-01-01T12:00:00Z"},
    )

    assert code_of(mine, "goals", metric="weight", low=30, high=80, starts_on="2026-01-01") == "WG003"
    assert code_of(mine, "goals", metric="energy", high=1300, starts_on="2026-01-01") == "WG001"


def test_a_workout_before_the_first_weight_gets_its_energy_with_it(person: Make) -> None:
    _, mine = person()
    mine.insert("workouts", {"activity": "running", "minutes": 30, "time_zone": "UTC"})
    assert mine.select("workouts")[0]["net_kcal"] is None

    mine.insert("measurements", {"metric": "weight", "value": 70, "time_zone": "UTC"})

    assert mine.select("workouts")[0]["net_kcal"] > 100


@pytest.mark.parametrize("words", [["x\x1fy"], [["a", "b"], ["c", "d"]], ["a" * 41], [""], ["a"] * 21])
def test_words_are_few_short_and_flat(person: Make, words: list[object]) -> None:
    _, mine = person()

    with pytest.raises(GatewayError):
        mine.insert("moods", {"wellbeing": 5, "tags": words, "time_zone": "UTC"})


@pytest.mark.parametrize("entries", ["[null]", "[1]", "[]", '[{"kind": "water"}]', '[{"kind": 1, "row": {}}]'])
def test_a_repeat_holds_entries_and_nothing_else(person: Make, entries: str) -> None:
    _, mine = person()

    assert code_of(mine, "repeats", title="x", weekdays=[1], entries=json.loads(entries)) == "23514"


def test_a_food_of_ones_own_has_portions_that_weigh_something(person: Make) -> None:
    _, mine = person()

    assert code_of(mine, "foods", name="x", portions=[None]) == "23514"
    mine.insert("foods", {"name": "y", "portions": [{"label": "slice", "grams": 30}], "client_key": str(uuid.uuid4())})
