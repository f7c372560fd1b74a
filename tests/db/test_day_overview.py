"""A day at one glance, pages of what was, and the figures that the database keeps in step."""

from typing import Any

import pytest

from lib.gateway.direct import Direct
from tests.db import diary
from tests.db.diary import DAY, change, drink, history, item, meal, mood, overview, reading, save, save_one, workout
from tests.db.refusals import refused
from tests.support.people import Make

LISTS = (
    *diary.KINDS, "goals", "recent_foods", "recent_drinks", "yesterday_meals", "repeats", "recent_sleeps",
    "recent_workouts",
)  # fmt: skip
SQUATS = [{"exercise": "Squat", "reps": 5, "kg": 80}, {"exercise": "squat", "reps": 4, "kg": 85}]


# A day ------------------------------------------------------------------------------------------------------------


def test_empty_day_has_everything_and_nothing_in_it(person: Make) -> None:
    _, mine = person()

    day = overview(mine)

    assert {name: day[name] for name in LISTS} == {name: [] for name in LISTS}
    assert (day["date"], day["complete"], day["latest"]) == (DAY, False, {})


def test_day_shows_what_was_logged_in_the_order_of_the_clock(person: Make) -> None:
    _, mine = person()
    save(mine, *diary.one_of_each(), drink(f"{DAY}T07:30+01:00", ml=100), drink("2026-03-11T00:00+01:00"))

    day = overview(mine)

    assert {kind: len(day[kind]) for kind in diary.KINDS} == {
        "meal": 1, "water": 2, "gym": 1, "mood": 1, "sleep": 1, "body": 1,
    }  # fmt: skip
    assert [row["ml"] for row in day["water"]] == [100, 250]
    assert [i["food_name"] for i in day["meal"][0]["items"]] == ["Oats", "Milk"]
    assert [s["position"] for s in day["gym"][0]["items"]] == [1, 2]
    assert day["latest"] == {"blood_pressure": {"value": 121, "value2": 79, "local_date": DAY}}


def test_day_shows_nothing_of_anybody_else(person: Make) -> None:
    _, mine = person()
    _, yours = person()
    save(mine, *diary.one_of_each())
    mine.insert("complete_days", {"local_date": DAY})
    mine.insert("goals", {"metric": "water", "low": 1600, "starts_on": "2026-01-01"})
    mine.insert(
        "repeats",
        {"title": "Oats", "weekdays": [1, 2, 3, 4, 5, 6, 7], "entries": [{"kind": "water", "row": {"ml": 250}}]},
    )

    day = overview(yours)

    assert not any(day[name] for name in (*LISTS, "complete", "latest"))
    assert all(overview(mine)[name] for name in ("complete", "goals", "repeats", "latest"))


def test_day_is_complete_once_it_was_said(person: Make) -> None:
    me, mine = person()
    mine.insert("complete_days", {"local_date": DAY})

    with refused("23505"):
        mine.insert("complete_days", {"local_date": DAY})
    said, other = overview(mine)["complete"], overview(mine, "2026-03-11")["complete"]
    mine.delete("complete_days", eq={"user_id": me, "local_date": DAY})

    assert (said, other, overview(mine)["complete"]) == (True, False, False)


def test_foods_of_late_are_offered_a_meal_with_the_last_amount(person: Make) -> None:
    _, mine = person()
    for day, grams in ((5, 40), (6, 60)):
        save(mine, meal(f"2026-03-0{day}T08:00+01:00", items=[item(grams=grams), item("Milk", 60)]))
    save(mine, meal("2026-03-07T08:00+01:00", items=[item("oats", grams=80)]))
    save(mine, meal("2026-01-07T08:00+01:00", items=[item("Long ago")]))
    save(mine, meal("2026-03-07T19:00+01:00", items=[item("Soup")], meal_type="dinner"))

    found = overview(mine)["recent_foods"]

    assert [(f["meal_type"], f["food_name"], f["grams"], f["times"]) for f in found] == [
        ("breakfast", "oats", 80, 3), ("breakfast", "Milk", 60, 2), ("dinner", "Soup", 60, 1),
    ]  # fmt: skip


def test_at_most_eight_foods_a_meal_are_offered(person: Make) -> None:
    _, mine = person()
    save(mine, meal(items=[item(f"Food {n}") for n in range(20)]))

    assert len(overview(mine)["recent_foods"]) == 8


def test_yesterday_repeats_and_the_latest_readings_stand_beside(person: Make) -> None:
    _, mine = person()
    save(
        mine, meal("2026-03-09T08:00+01:00"), reading("weight", 71, at="2026-02-01T08:00+01:00"),
        reading("weight", 70, at="2026-03-01T08:00+01:00"), reading("weight", 60, at="2026-04-01T08:00+01:00"),
    )  # fmt: skip
    for title, weekdays in (("Tuesday oats", [2]), ("Sunday roast", [7])):
        mine.insert(
            "repeats", {"title": title, "weekdays": weekdays, "entries": [{"kind": "water", "row": {"ml": 250}}]}
        )

    day = overview(mine)

    assert [m["words"] for m in day["yesterday_meals"]] == ["Oats"]
    assert [r["title"] for r in day["repeats"]] == ["Tuesday oats"]
    assert day["latest"]["weight"] == {"value": 70, "value2": None, "local_date": "2026-03-01"}


@pytest.mark.parametrize(("day", "code"), [("2026-02-30", "22008"), ("someday", "22007")])
def test_day_that_does_not_exist_is_refused(person: Make, day: str, code: str) -> None:
    _, mine = person()

    with refused(code):
        overview(mine, day)


# In step ----------------------------------------------------------------------------------------------------------


def figures(mine: Direct, meal_id: str) -> tuple[Any, ...]:
    (row,) = mine.select("meals", eq={"id": meal_id})
    return row["kcal"], row["kcal_unknown"], row["words"]


def test_sum_of_a_meal_follows_its_items(person: Make) -> None:
    _, mine = person()
    saved = save_one(mine, meal(items=[item()]))
    seen = [figures(mine, saved["id"])]

    (milk,) = mine.insert("meal_items", {"meal_id": saved["id"], "food_name": "Milk", "position": 2})
    seen.append(figures(mine, saved["id"]))
    mine.update("meal_items", {"kcal": 60, "food_name": "Oat milk"}, eq={"id": milk["id"]})
    seen.append(figures(mine, saved["id"]))
    mine.delete("meal_items", eq={"id": saved["items"][0]["id"]})
    seen.append(figures(mine, saved["id"]))
    mine.delete("meal_items", eq={"id": milk["id"]})
    seen.append(figures(mine, saved["id"]))

    assert seen == [
        (230, 0, "Oats"), (230, 1, "Oats, Milk"), (290, 0, "Oats, Oat milk"), (60, 0, "Oat milk"), (None, 0, ""),
    ]  # fmt: skip


def test_both_meals_follow_an_item_that_goes_over(person: Make) -> None:
    _, mine = person()
    first, second = (s["row"] for s in save(mine, meal(items=[item()]), meal(items=[item("Rice", 400)])))

    mine.update("meal_items", {"meal_id": second["id"], "position": 2}, eq={"id": first["items"][0]["id"]})

    assert figures(mine, first["id"]) == (None, 0, "")
    assert figures(mine, second["id"]) == (630, 0, "Rice, Oats")


def test_unknown_energy_is_never_zero(person: Make) -> None:
    _, mine = person()

    unknown = save_one(mine, meal(items=[item("Mystery", None)]))
    zero = save_one(mine, meal(items=[item("Water", 0)]))

    assert (unknown["kcal"], unknown["kcal_unknown"]) == (None, 1)
    assert (zero["kcal"], zero["kcal_unknown"]) == (0, 0)


def test_training_without_a_weight_has_no_energy(person: Make) -> None:
    _, mine = person()

    assert save_one(mine, workout())["net_kcal"] is None


def test_energy_of_training_is_above_rest_and_of_the_weight_of_that_day(person: Make) -> None:
    _, mine = person()
    (met,) = (row["met"] for row in mine.select("activities", eq={"id": "running"}))
    for kg, day in ((80, "2026-03-01"), (70, "2026-03-10"), (60, "2026-03-11")):
        save(mine, reading("weight", kg, at=f"{day}T08:00+01:00"))

    now = save_one(mine, workout())
    before_any = save_one(mine, workout("2026-02-01T18:00+01:00"))
    no_minutes = save_one(mine, workout(minutes=None, items=SQUATS))
    longer = change(mine, "gym", now["id"], minutes=60)["row"]

    assert now["net_kcal"] == pytest.approx((met - 1) * 3.5 * 70 / 200 * 30, abs=0.06)
    assert longer["net_kcal"] == pytest.approx(2 * now["net_kcal"], abs=0.11)
    assert before_any["net_kcal"] == pytest.approx((met - 1) * 3.5 * 80 / 200 * 30, abs=0.06)
    assert no_minutes["net_kcal"] is None


def test_weight_of_somebody_else_counts_for_nothing(person: Make) -> None:
    _, mine = person()
    _, yours = person()
    save(yours, reading("weight", 70))

    assert save_one(mine, workout())["net_kcal"] is None


def test_what_a_drink_holds_follows_from_the_drink_and_the_amount(person: Make) -> None:
    _, mine = person()
    beer, milk = (mine.select("beverages", eq={"id": name})[0] for name in ("beer", "whole-milk"))

    row = save_one(mine, drink(beverage="beer", ml=500, kcal=1, alcohol_g=0))
    after = change(mine, "water", row["id"], beverage="whole-milk", ml=200)["row"]
    (forged,) = mine.update("drinks", {"kcal": 0, "caffeine_mg": 900}, eq={"id": row["id"]})
    water = save_one(mine, drink())

    assert (row["kcal"], row["alcohol_g"]) == (beer["kcal"] * 5, round(beer["alcohol_g"] * 5, 2))
    assert (after["kcal"], after["alcohol_g"]) == (round(milk["kcal"] * 2, 1), 0)
    assert (forged["kcal"], forged["caffeine_mg"]) == (after["kcal"], after["caffeine_mg"])
    assert (water["beverage"], water["kcal"]) == ("water", 0)
    assert [row[n] is None for n in ("potassium_mg", "iron_mg")] == [
        beer[n] is None for n in ("potassium_mg", "iron_mg")
    ]


# History ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def eater(person: Make) -> Direct:
    _, mine = person()
    foods = [("Oats", 300), ("100% juice", 90), ("Under_score", 150), ("Back\\slash", 200), ("Mystery", None)]
    save(mine, *(
        meal(f"2026-03-{n:02}T08:00+01:00", items=[item(name, kcal)], meal_type="lunch" if n % 2 else "dinner",
             note="late" if n == 2 else None, title="Feast" if n == 3 else None)
        for n, (name, kcal) in enumerate(foods, 1)
    ))  # fmt: skip
    return mine


def words(rows: list[dict[str, Any]]) -> list[str]:
    return [row["words"] for row in rows]


ALL = ["Mystery", "Back\\slash", "Under_score", "100% juice", "Oats"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ALL),
        ({"desc": False}, ALL[::-1]),
        ({"from": "2026-03-02", "to": "2026-03-03"}, ["Under_score", "100% juice"]),
        ({"from": "2026-03-06"}, []),
        ({"from": "2026-03-03", "to": "2026-03-02"}, []),
        ({"text": "OAT"}, ["Oats"]),
        ({"text": "late"}, ["100% juice"]),
        ({"text": "feast"}, ["Under_score"]),
        ({"text": "%"}, ["100% juice"]),
        ({"text": "_"}, ["Under_score"]),
        ({"text": "\\"}, ["Back\\slash"]),
        ({"text": "%%"}, []),
        ({"text": "0% j"}, ["100% juice"]),
        ({"text": ""}, ALL),
        ({"text": "   "}, ALL),
        ({"text": "'; drop table meals; --"}, []),
        ({"text": "x" * 10_000}, []),
        ({"meal_type": "dinner"}, ["Back\\slash", "100% juice"]),
        ({"meal_type": "feast"}, []),
        ({"low": 150}, ["Back\\slash", "Under_score", "Oats"]),
        ({"low": 150, "high": 200}, ["Back\\slash", "Under_score"]),
        ({"sort": "value"}, ["Oats", "Back\\slash", "Under_score", "100% juice", "Mystery"]),
        ({"sort": "value", "desc": False}, ["100% juice", "Under_score", "Back\\slash", "Oats", "Mystery"]),
        ({"limit": 2}, ALL[:2]),
        ({"limit": 2, "offset": 3}, ALL[3:]),
        ({"offset": 99}, []),
        ({"limit": 0, "offset": -5}, ALL[:1]),
        ({"limit": 2, "text": "s", "meal_type": "lunch", "sort": "value"}, ["Oats", "Under_score"]),
    ],
)
def test_history_is_filtered_sorted_and_paged(eater: Direct, filters: dict[str, Any], found: list[str]) -> None:
    assert words(history(eater, "meal", **filters)) == found


def test_pages_of_equal_entries_show_each_once(person: Make) -> None:
    _, mine = person()
    save(mine, *(drink() for _ in range(25)))

    for sort in ("date", "value"):
        pages = [history(mine, "water", sort=sort, limit=10, offset=start) for start in (0, 10, 20)]
        assert [len(page) for page in pages] == [10, 10, 5]
        assert len({row["id"] for page in pages for row in page}) == 25


@pytest.mark.parametrize(
    ("kind", "text", "low", "high"),
    [
        ("water", "coffee", 250, 250),
        ("gym", "squat", 30, 30),
        ("mood", "büro", 7.5, 7.5),
        ("sleep", "deep", 450, 450),
        ("body", "pressure", 121, 121),
        ("meal", "milk", 230, 230),
    ],
)
def test_every_kind_is_found_by_its_words_and_its_figure(
    person: Make, kind: str, text: str, low: float, high: float
) -> None:
    _, mine = person()
    save(mine, *diary.one_of_each()[:4], diary.night(note="deep"), diary.one_of_each()[5])

    assert len(history(mine, kind, text=text, low=low, high=high)) == 1
    assert history(mine, kind, low=high + 0.5) == []
    assert history(mine, kind, text="nothing like it") == []


def test_history_of_an_unknown_kind_or_sort_does_no_harm(eater: Direct) -> None:
    with refused("22023"):
        history(eater, "secrets")
    with refused("22023"):
        history(eater, "meals; drop table meals")

    assert words(history(eater, "meal", sort="id; drop table meals")) == ALL


def test_history_of_somebody_else_is_empty(eater: Direct, person: Make) -> None:
    _, yours = person()

    assert history(yours, "meal") == []


def test_at_most_two_hundred_come_at_once(person: Make) -> None:
    _, mine = person()
    save(mine, *(drink() for _ in range(200)))
    save(mine, *(drink() for _ in range(20)))

    assert len(history(mine, "water", limit=100_000)) == 200


# Last sets --------------------------------------------------------------------------------------------------------


def test_last_sets_of_an_exercise_are_those_of_the_last_time(person: Make) -> None:
    _, mine = person()
    _, yours = person()
    save(
        mine, workout("2026-03-01T18:00+01:00", items=[{"exercise": "Squat", "reps": 9, "kg": 60}, {"exercise": "Row"}])
    )
    save(mine, workout(items=SQUATS), mood())

    assert mine.rpc("last_sets") == [
        {"exercise": "Squat", "local_date": DAY, "sets": [{"reps": 5, "kg": 80}, {"reps": 4, "kg": 85}]},
        {"exercise": "Row", "local_date": "2026-03-01", "sets": [{"reps": None, "kg": None}]},
    ]
    assert yours.rpc("last_sets") == []
