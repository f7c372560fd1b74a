"""Entries saved, taken back and changed: once, all or nothing, and one's own only."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from lib.gateway.direct import Direct
from lib.gateway.port import GatewayError
from tests.db import diary
from tests.db.diary import DAY, KINDS, TABLES, change, draft, drink, item, meal, mood, ref, save, save_one, take
from tests.db.refusals import all_at_once, refused
from tests.support.people import Make, act_as

Connect = Callable[..., psycopg.Connection]
PRESSES = 50
# What the database makes anew when something comes back.
MADE_ANEW = {"updated_at"}
MADE_ANEW_IN_ITEMS = {"id", "created_at"}


def kept(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if name not in MADE_ANEW}
        | ({"items": [without(i, MADE_ANEW_IN_ITEMS) for i in row["items"]]} if "items" in row else {})
        for row in rows
    ]


def without(row: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def everything(mine: Direct) -> dict[str, list[dict[str, Any]]]:
    return {kind: diary.history(mine, kind) for kind in KINDS}


# Works ------------------------------------------------------------------------------------------------------------


def test_entries_of_every_kind_are_saved_together(person: Make) -> None:
    me, mine = person()

    saved = save(mine, *diary.one_of_each())

    assert [(s["kind"], s["new"]) for s in saved] == [(kind, True) for kind in KINDS]
    assert {s["row"]["user_id"] for s in saved} == {me}
    assert {s["row"]["local_date"] for s in saved} == {DAY}
    assert [i["position"] for i in saved[0]["row"]["items"]] == [1, 2]
    assert (saved[0]["row"]["words"], saved[0]["row"]["kcal"], saved[0]["row"]["kcal_unknown"]) == (
        "Oats, Milk",
        230,
        1,
    )
    assert [s["kg"] for s in saved[2]["row"]["items"]] == [82.5, None]


def test_same_key_is_written_once_and_answered_alike(person: Make) -> None:
    _, mine = person()
    given = diary.one_of_each()

    first, second = save(mine, *given), save(mine, *given)

    assert [s["row"] for s in second] == [s["row"] for s in first]
    assert not any(s["new"] for s in second)
    assert [len(rows) for rows in everything(mine).values()] == [1] * 6


def test_retry_with_another_content_leaves_the_first_one(person: Make) -> None:
    _, mine = person()
    first = meal()
    save(mine, first)

    again = save_one(mine, first | {"row": first["row"] | {"title": "Other"}, "items": [item("Other")]})

    assert (again["title"], again["words"]) == (None, "Oats")


@pytest.mark.parametrize(
    ("asked", "total", "words"),
    [
        ("insert into public.meal_items (meal_id, food_name, kcal) values (%(meal)s, %(name)s, 10)", 231 + 20, None),
        (
            "update public.meal_items set kcal = 100 where food_name = %(name)s and meal_id = %(meal)s",
            200,
            "Oats, Milk",
        ),
        ("delete from public.meal_items where food_name = %(name)s and meal_id = %(meal)s", None, ""),
    ],
    ids=["insert", "update", "delete"],
)
def test_two_who_write_items_at_once_leave_the_right_sum(
    person: Make, connect: Connect, asked: str, total: float | None, words: str | None
) -> None:
    me, mine = person()
    row = save_one(mine, meal(items=[item("Oats", kcal=230), item("Milk", kcal=1)]))
    first, second = (act_as(connect("authenticator"), me) for _ in range(2))

    def late() -> None:
        second.execute(asked.encode(), {"meal": row["id"], "name": "Milk"})

    with first.transaction():
        first.execute(asked.encode(), {"meal": row["id"], "name": "Oats"})
        waiting = threading.Thread(target=late)
        waiting.start()
        waiting.join(0.3)
    waiting.join(10)

    (after,) = diary.history(mine, "meal")
    assert after["kcal"] == total
    assert words is None or after["words"] == words


def test_what_is_taken_while_it_is_changed_belongs_together(person: Make, connect: Connect) -> None:
    me, mine = person()
    row = save_one(mine, meal(items=[item("Old")], title="Old"))
    changing = act_as(connect("authenticator"), me)
    change = Jsonb([{"kind": "meal", "change": True, "row": {"id": row["id"], "title": "New"}, "items": [item("New")]}])
    taken: list[dict[str, Any]] = []

    with changing.transaction():
        changing.execute("select public.save_entries(%s)", (change,))
        waiting = threading.Thread(target=lambda: taken.extend(take(mine, {"kind": "meal", "id": row["id"]})))
        waiting.start()
        waiting.join(0.3)
    waiting.join(10)

    assert [(t["row"]["title"], [i["food_name"] for i in t["items"]]) for t in taken] == [("New", ["New"])]


def test_fifty_taps_with_one_key_write_one_row(person: Make, connect: Connect) -> None:
    me, mine = person()
    given = Jsonb([meal()])
    connections = [connect("authenticator") for _ in range(PRESSES)]
    for connection in connections:
        act_as(connection, me)

    def press(connection: psycopg.Connection) -> tuple[str, bool]:
        row = connection.execute("select public.save_entries(%s) -> 0", (given,)).fetchone()
        assert row is not None
        return row[0]["row"]["id"], row[0]["new"]

    results = all_at_once([lambda c=c: press(c) for c in connections])

    assert not [result for result in results if isinstance(result, Exception)]
    assert len({result[0] for result in results if not isinstance(result, Exception)}) == 1
    assert sorted(result[1] for result in results if not isinstance(result, Exception)) == [False] * 49 + [True]
    (only,) = diary.history(mine, "meal")
    assert len(only["items"]) == 1


def test_what_is_taken_comes_back_as_it_was(person: Make) -> None:
    _, mine = person()
    saved = save(mine, diary.reading("weight", 70, at="2026-03-01T08:00+01:00"), *diary.one_of_each())
    before = everything(mine)

    taken = take(mine, *map(ref, saved))
    gone = everything(mine)
    back = save(mine, *taken)

    assert not any(gone.values())
    assert all(s["new"] for s in back)
    after = everything(mine)
    assert {kind: kept(rows) for kind, rows in after.items()} == {kind: kept(rows) for kind, rows in before.items()}


def test_entry_is_changed_and_its_items_only_where_some_are_given(person: Make) -> None:
    _, mine = person()
    first = save_one(mine, meal(items=[item(), item("Milk", 60)]))

    renamed = change(mine, "meal", first["id"], title="Porridge")
    fewer = change(mine, "meal", first["id"], items=[item("Rice", 400)])
    none = change(mine, "meal", first["id"], items=[])

    assert (renamed["row"]["title"], renamed["row"]["kcal"], len(renamed["row"]["items"])) == ("Porridge", 290, 2)
    assert (fewer["row"]["title"], fewer["row"]["kcal"], fewer["row"]["words"]) == ("Porridge", 400, "Rice")
    assert (none["row"]["kcal"], none["row"]["words"], none["row"]["items"]) == (None, "", [])
    assert renamed["row"]["updated_at"] > first["updated_at"]
    assert renamed["row"]["created_at"] == first["created_at"]


def test_changed_entry_is_not_called_new(person: Make) -> None:
    """What is new is what an undo takes away."""
    _, mine = person()
    first = save_one(mine, meal())

    assert change(mine, "meal", first["id"], items=[item("Rice")])["new"] is False


def test_change_does_not_touch_key_or_birth(person: Make) -> None:
    _, mine = person()
    first = save_one(mine, drink())

    after = change(mine, "water", first["id"], ml=500, client_key=diary.key(), created_at="2001-01-01T00:00Z")["row"]

    assert after["ml"] == 500
    assert [after[name] for name in ("client_key", "created_at")] == [first["client_key"], first["created_at"]]


def test_nothing_at_all_is_saved_and_taken_without_complaint(person: Make) -> None:
    _, mine = person()

    assert save(mine) == []
    assert take(mine) == []


def test_imported_entry_is_kept_once(person: Make) -> None:
    _, mine = person()
    save(mine, drink(source="watch", external_id="17"))

    with refused("23505"):
        save(mine, drink(source="watch", external_id="17"))
    save(mine, drink(source="phone", external_id="17"), drink(source="watch"))

    assert len(diary.history(mine, "water")) == 3


# Missing ----------------------------------------------------------------------------------------------------------


def test_entry_that_is_not_there_is_not_changed_and_not_taken(person: Make) -> None:
    _, mine = person()
    nowhere = {"kind": "water", "id": str(uuid.uuid4())}

    with refused("P0002"):
        change(mine, "water", nowhere["id"], ml=500)
    assert take(mine, nowhere) == []


def test_entry_taken_twice_comes_back_once(person: Make) -> None:
    _, mine = person()
    (saved,) = save(mine, drink())

    first, second = take(mine, ref(saved)), take(mine, ref(saved))

    assert (len(first), second) == (1, [])


def test_id_of_another_kind_takes_nothing(person: Make) -> None:
    _, mine = person()
    (saved,) = save(mine, drink())

    assert take(mine, {"kind": "mood", "id": saved["row"]["id"]}) == []
    assert len(diary.history(mine, "water")) == 1


# Refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (drink(ml=0), "23514"),
        (drink(beverage="nectar"), "23503"),
        (drink(luck=7), "42703"),
        (drink(zone="Mars/Venus"), "22023"),
        (drink(at="2026-02-30T09:00Z"), "22008"),
        (drink(at="soon"), "22007"),
        (drink(local_date="2026-03-12"), "23514"),
        (drink(at="1899-01-01T00:00Z"), "23514"),
        (draft("water"), "23502"),
        ({"kind": "water", "row": {"ml": 250}}, "23502"),
        ({"kind": "secrets", "row": {}}, "22023"),
        ({"kind": None, "row": {}}, "22023"),
        (meal(items=[item(luck=7)]), "42703"),
        (meal(items=[item(kcal=-1)]), "23514"),
        (meal(items=[item(kcal_low=5, kcal_high=4)]), "23514"),
        (meal(items=[{"grams": 5}]), "23502"),
        (meal(items=[item()] * 201), "23514"),
        (meal(meal_type="feast"), "23514"),
        (mood(tags=["x" * 41]), "23514"),
        (mood(tags=["x"] * 21), "23514"),
        (mood(feelings=[""]), "23514"),
        (diary.night("2026-03-10T07:00+01:00", "2026-03-10T07:00+01:00"), "23514"),
        (diary.night("2026-03-09T06:59+01:00", "2026-03-10T07:00+01:00"), "23514"),
        (diary.reading("luck", 7), "23503"),
        (diary.reading("systolic", 120), "23514"),
        (diary.reading("blood_pressure", 120), "23514"),
        (diary.reading("blood_pressure", 120, value2=120), "23514"),
        (diary.reading("weight", 70, value2=60), "23514"),
        (diary.workout(activity="levitation"), "23503"),
        (diary.workout(items=[{"exercise": "Squat", "reps": 0}]), "23514"),
        (diary.workout(note=""), "23514"),
        (diary.workout(note="x" * 2001), "23514"),
    ],
)
def test_one_refused_entry_refuses_them_all(person: Make, bad: dict[str, Any], code: str) -> None:
    _, mine = person()

    with refused(code):
        save(mine, drink(), bad, mood())

    assert not any(everything(mine).values())


def test_refused_items_leave_the_entry_as_it_was(person: Make) -> None:
    _, mine = person()
    first = save_one(mine, meal(items=[item(), item("Milk", 60)]))

    with refused("23514"):
        change(mine, "meal", first["id"], items=[item("Rice"), item(kcal=-1)], title="Lost")

    assert diary.history(mine, "meal") == [first]


def test_more_than_two_hundred_at_once_is_refused(person: Make) -> None:
    _, mine = person()

    with refused("54000"):
        save(mine, *(drink() for _ in range(201)))
    with refused("54000"):
        take(mine, *({"kind": "water", "id": diary.key()} for _ in range(201)))
    assert len(save(mine, *(drink() for _ in range(200)))) == 200


@pytest.mark.parametrize("given", [None, {}, "[]", 7])
def test_what_is_no_list_is_refused(person: Make, given: object) -> None:
    _, mine = person()

    for function in ("save_entries", "take_entries"):
        with pytest.raises(GatewayError) as caught:
            mine.rpc(function, {"p_entries": given})
        assert caught.value.code in ("54000", "22023")


# Forbidden --------------------------------------------------------------------------------------------------------


def test_owner_in_the_payload_is_ignored(person: Make) -> None:
    me, mine = person()
    you, yours = person()

    row = save_one(mine, meal(user_id=you, items=[item(user_id=you)]))
    after = change(mine, "meal", row["id"], user_id=you, title="Mine")["row"]

    assert {after["user_id"], *(i["user_id"] for i in after["items"])} == {me}
    assert diary.history(yours, "meal") == []


def test_somebody_elses_entries_are_neither_changed_nor_taken_nor_copied(person: Make) -> None:
    _, mine = person()
    _, yours = person()
    saved = save(mine, *diary.one_of_each())
    before = everything(mine)

    for entry in saved:
        with refused("P0002"):
            change(
                yours, entry["kind"], entry["row"]["id"], note="Mallory", items=[] if "items" in entry["row"] else None
            )
    taken = take(yours, *map(ref, saved))
    copied = diary.copy(yours, list(map(ref, saved)), DAY)
    day = yours.rpc(
        "copy_day", {"p_from": DAY, "p_to": DAY, "p_zone": "UTC", "p_key": diary.key(), "p_kinds": ["meal"]}
    )

    assert (taken, copied, day) == ([], [], [])
    assert everything(mine) == before
    assert not any(everything(yours).values())


def test_parts_of_an_entry_are_read_in_order_and_by_their_owner_alone(person: Make) -> None:
    _, mine = person()
    _, yours = person()
    row = save_one(mine, meal(items=[item("Oats"), item("Milk")]))

    def asked(who: Direct, kind: str) -> object:
        return who.rpc("parts_of", {"p_kind": kind, "p_id": row["id"]})

    assert asked(mine, "meal") == row["items"]
    assert (asked(yours, "meal"), asked(mine, "water")) == ([], None)
    with refused("22023"):
        asked(mine, "auth.users")


def test_taken_id_of_somebody_else_is_refused_and_changes_nothing(person: Make) -> None:
    _, mine = person()
    _, yours = person()
    first = save_one(mine, drink())

    with refused("23505"):
        save(yours, drink(id=first["id"], ml=999))

    assert diary.history(mine, "water") == [first]


def test_key_of_somebody_else_is_no_obstacle(person: Make) -> None:
    _, mine = person()
    _, yours = person()
    given = drink()

    first, second = save_one(mine, given), save_one(yours, given)

    assert first["id"] != second["id"]


@pytest.mark.parametrize(
    ("table", "parent", "made", "more"),
    [
        ("meal_items", "meal_id", meal(), {"food_name": "Poison"}),
        ("workout_sets", "workout_id", diary.workout(items=[{"exercise": "Squat"}]), {"exercise": "Curl"}),
    ],
)
def test_items_are_not_hung_on_what_is_somebody_elses(
    person: Make, table: str, parent: str, made: dict[str, Any], more: dict[str, Any]
) -> None:
    me, mine = person()
    _, yours = person()
    theirs = save_one(mine, made)
    own = save_one(yours, made)
    before = everything(mine)

    with refused("23503"):
        yours.insert(table, {parent: theirs["id"], **more})
    with refused():
        yours.insert(table, {parent: theirs["id"], "user_id": me, **more})
    with refused("23503"):
        yours.update(table, {parent: theirs["id"]}, eq={"id": own["items"][0]["id"]})
    assert yours.update(table, more, eq={"id": theirs["items"][0]["id"]}) == []
    assert yours.delete(table, eq={"id": theirs["items"][0]["id"]}) == []
    again = change(yours, made["kind"], own["id"], items=[{**more, parent: theirs["id"]}])["row"]

    assert again["items"][0][parent] == own["id"]
    assert everything(mine) == before


@pytest.mark.parametrize("kind", KINDS)
def test_somebody_elses_rows_are_not_in_the_table(person: Make, kind: str) -> None:
    me, mine = person()
    _, yours = person()
    made = next(given for given in diary.one_of_each() if given["kind"] == kind)
    row = save_one(mine, made)

    assert yours.select(TABLES[kind], eq={"id": row["id"]}) == []
    assert yours.update(TABLES[kind], {"note": "Mallory"}, eq={"id": row["id"]}) == []
    assert yours.delete(TABLES[kind], eq={"id": row["id"]}) == []
    with refused():
        mine.update(TABLES[kind], {"user_id": diary.key()}, eq={"user_id": me})


def test_visitor_who_is_not_signed_in_calls_nothing(anonymous: Direct) -> None:
    for call in (
        lambda: save(anonymous, drink()),
        lambda: take(anonymous),
        lambda: diary.copy(anonymous, [], DAY),
        lambda: diary.overview(anonymous),
        lambda: diary.history(anonymous, "meal"),
        lambda: anonymous.rpc("last_sets"),
        lambda: anonymous.rpc("search_foods", {"p_text": "egg"}),
        lambda: anonymous.rpc("match_foods", {"p_names": ["egg"]}),
        lambda: anonymous.rpc("usual_foods"),
    ):
        with refused():
            call()
