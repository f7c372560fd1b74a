"""The diary through each adapter: the same calls, the same answers, down to the types."""

import datetime
import uuid

import pytest

from lib.gateway.port import GatewayError

DAY = "2026-03-10"


def meal(**row):
    return {
        "kind": "meal",
        "row": {
            "logged_at": f"{DAY}T08:00:00+01:00",
            "time_zone": "Europe/Berlin",
            "meal_type": "breakfast",
            "note": "a, b: “c” 🍏",
            "client_key": str(uuid.uuid4()),
            **row,
        },
        "items": [
            {"food_name": "Oats", "grams": 60, "kcal": 230.5, "protein_g": 8.25},
            {"food_name": "Milk", "grams": 100.5},
        ],
    }


def drink(ml=250):
    row = {"logged_at": f"{DAY}T09:00:00+01:00", "time_zone": "Europe/Berlin", "ml": ml}
    return {"kind": "water", "row": {**row, "client_key": str(uuid.uuid4())}}


def save(mine, *drafts):
    return mine.rpc("save_entries", {"p_entries": list(drafts)})


def test_meal_is_saved_with_its_items(me):
    saved, water = save(me.gateway, meal(), drink())

    row = saved["row"]
    assert (saved["kind"], saved["new"], water["kind"]) == ("meal", True, "water")
    assert (row["user_id"], row["local_date"], row["note"]) == (me.id, DAY, "a, b: “c” 🍏")
    assert (row["kcal"], row["kcal_unknown"], row["words"]) == (230.5, 1, "Oats, Milk")
    assert [(i["position"], i["food_name"], i["grams"], i["kcal"]) for i in row["items"]] == [
        (1, "Oats", 60.0, 230.5),
        (2, "Milk", 100.5, None),
    ]


def test_same_key_is_written_once(mine):
    given = meal()

    (first,), (second,) = save(mine, given), save(mine, given)

    assert second == first | {"new": False}


def test_what_is_taken_is_saved_again(mine):
    saved = save(mine, meal(), drink())
    before = mine.rpc("day_overview", {"p_date": DAY})

    taken = mine.rpc("take_entries", {"p_entries": [{"kind": s["kind"], "id": s["row"]["id"]} for s in saved]})
    gone = mine.rpc("day_overview", {"p_date": DAY})
    save(mine, *taken)

    after = mine.rpc("day_overview", {"p_date": DAY})
    assert (gone["meal"], gone["water"]) == ([], [])
    assert [draft["kind"] for draft in taken] == ["meal", "water"]
    assert [i["food_name"] for i in after["meal"][0]["items"]] == ["Oats", "Milk"]
    assert [row["id"] for kind in ("meal", "water") for row in after[kind]] == [
        row["id"] for kind in ("meal", "water") for row in before[kind]
    ]


def test_change_is_answered_with_what_is_there_now(mine):
    (first,) = save(mine, meal())

    (after,) = save(
        mine, {"kind": "meal", "change": True, "row": {"id": first["row"]["id"], "title": "Rice"}, "items": []}
    )

    assert (after["row"]["title"], after["row"]["items"], after["row"]["kcal"]) == ("Rice", [], None)


def test_one_refused_entry_refuses_them_all(mine):
    with pytest.raises(GatewayError) as refused:
        save(mine, meal(), drink(ml=0))

    assert refused.value.code == "23514"
    assert mine.rpc("history", {"p_kind": "meal"}) == []


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"kind": "luck", "row": {}}, "22023"),
        ({"kind": "water", "row": {"luck": 7}}, "42703"),
        ({"kind": "water", "change": True, "row": {"id": str(uuid.uuid4()), "ml": 5}}, "P0002"),
    ],
)
def test_refusals_have_the_same_codes(mine, bad, code):
    with pytest.raises(GatewayError) as refused:
        save(mine, bad)

    assert refused.value.code == code


def test_day_has_numbers_texts_and_dates_as_such(mine):
    save(mine, meal(), drink(), {
        "kind": "sleep",
        "row": {"started_at": "2026-03-09T23:30:00+01:00", "ended_at": f"{DAY}T07:00:00+01:00", "time_zone": "UTC"},
    })  # fmt: skip
    mine.insert("goals", {"metric": "water", "low": 1600, "starts_on": "2026-01-01"})

    day = mine.rpc("day_overview", {"p_date": datetime.date.fromisoformat(DAY)})

    (eaten,), (drunk,), (slept,) = day["meal"], day["water"], day["sleep"]
    assert (day["date"], day["complete"]) == (DAY, False)
    assert [type(eaten[name]) for name in ("kcal", "kcal_unknown", "words", "logged_at")] == [float, int, str, str]
    assert (drunk["ml"], drunk["kcal"], drunk["beverage"]) == (250, 0, "water")
    assert (slept["minutes"], slept["quality"]) == (450, None)
    assert day["goals"] == [{"metric": "water", "low": 1600, "high": None, "starts_on": "2026-01-01", "source": "own"}]
    assert (day["latest"], day["repeats"], day["yesterday_meals"]) == ({}, [], [])


def test_history_takes_its_filters_by_name(mine):
    save(mine, meal(), meal(meal_type="dinner", title="Feast"), drink())

    everything = mine.rpc("history", {"p_kind": "meal"})
    feast = mine.rpc("history", {"p_kind": "meal", "p_text": "feast", "p_from": DAY, "p_low": 230.5, "p_limit": 1})
    none = mine.rpc("history", {"p_kind": "meal", "p_text": "%", "p_to": None})

    assert len(everything) == 2
    assert [(row["title"], len(row["items"])) for row in feast] == [("Feast", 2)]
    assert none == []


def test_foods_are_found(mine):
    own = mine.insert("foods", {"name": "Bananenbrot", "kcal": 280, "portions": [{"label": "slice", "grams": 60}]})[0]

    found = mine.rpc("search_foods", {"p_text": "banan"})
    matched = mine.rpc("match_foods", {"p_names": ["banana", "xyzzyxyzzy"]})

    assert (found[0]["id"], found[0]["portions"]) == (own["id"], [{"label": "slice", "grams": 60}])
    assert found[1]["name"] == "Banana"
    assert matched["xyzzyxyzzy"] == []
    assert "Banana" in [food["name"] for food in matched["banana"]]
    assert mine.rpc("search_foods", {"p_text": "bananna", "p_limit": 3})
    assert mine.rpc("search_foods", {"p_text": "\\%_'\""}) == []


def test_nobody_else_is_served(side, mine):
    other = side.somebody().gateway
    (saved,) = save(mine, meal())

    assert other.rpc("take_entries", {"p_entries": [{"kind": "meal", "id": saved["row"]["id"]}]}) == []
    assert other.rpc("history", {"p_kind": "meal"}) == []
    with pytest.raises(GatewayError) as refused:
        save(side.anonymous, meal())

    assert refused.value.code == "42501"
    assert len(mine.rpc("history", {"p_kind": "meal"})) == 1
