"""The kept figures of days: whatever is done to entries, they are what the entries say."""

import datetime
import random
import threading
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.db.diary import DAY, change, drink, item, meal, mood, night, reading, ref, save, take, workout
from tests.db.refusals import refused
from tests.support.people import Make, Someone, act_as, delete_account

DAYS = [f"2026-03-{n:02}" for n in range(8, 15)]
TABLES = ("meals", "meal_items", "drinks", "workouts", "moods", "sleeps", "measurements")


def kept(admin: psycopg.Connection, who: str) -> list[tuple[Any, ...]]:
    return admin.execute(
        "select local_date, figures, unknown from public.daily_figures where user_id = %s order by 1", (who,)
    ).fetchall()


def said(admin: psycopg.Connection, who: str) -> list[tuple[Any, ...]]:
    """What the entries say now."""
    days = [datetime.date(2026, 2, 1) + datetime.timedelta(days=n) for n in range(100)]
    return admin.execute("select * from private.figures_of(%s, %s) order by 1", (who, days)).fetchall()


def made(by: random.Random, day: str) -> list[Any]:
    hour = by.randint(1, 22)
    at = f"{day}T{hour:02}:30+01:00"
    unknown = by.choice([None, 120, 300.5])
    night_end = f"{day}T{hour:02}:{by.randint(10, 50)}+01:00"
    return [
        meal(at, items=[item(kcal=unknown, protein_g=by.choice([None, 7])), item(fibre_g=3)]),
        meal(at, items=[]), drink(at, by.choice([200, 330]), beverage=by.choice(["water", "coffee", "whole-milk"])),
        workout(at, minutes=by.randint(5, 90), distance_km=by.choice([None, 4.2])),
        mood(at, wellbeing=by.randint(0, 10)), night(f"{day}T00:05+01:00", night_end, quality=by.choice([None, 3])),
        reading("weight", by.randint(60, 80), at),
        reading("blood_pressure", 120 + hour, at, value2=80),
        reading("steps", 1000 * hour, at),
    ]  # fmt: skip


def written(mine: Any, by: random.Random, known: list[dict[str, Any]]) -> None:
    """One thing that a person does: adds, changes, moves to another day, or takes away."""
    act = by.random()
    if act < 0.45 or not known:
        known += save(mine, *by.sample(made(by, by.choice(DAYS)), by.randint(1, 4)))
        return
    one = known.pop(by.randrange(len(known)))
    if act < 0.6:
        take(mine, ref(one))
    elif act < 0.8 and one["kind"] != "sleep":
        day = by.choice(DAYS)
        moved = {"logged_at": f"{day}T10:10+01:00", "local_date": day}
        known.append(change(mine, one["kind"], one["row"]["id"], **moved))
    elif one["kind"] == "meal":
        known.append(change(mine, "meal", one["row"]["id"], items=[item(kcal=by.choice([None, 80]), sugar_g=2)]))
    else:
        known.append(change(mine, one["kind"], one["row"]["id"], note="changed"))


@pytest.mark.parametrize("seed", range(12))
def test_figures_follow_whatever_is_done_to_entries(person: Make, admin: psycopg.Connection, seed: int) -> None:
    me, mine = person()
    by, known = random.Random(seed), []
    for _ in range(25):
        written(mine, by, known)

        assert kept(admin, me) == said(admin, me)
    assert kept(admin, me)


@pytest.mark.parametrize("table", TABLES)
def test_figures_follow_rows_that_are_written_one_by_one(person: Make, admin: psycopg.Connection, table: str) -> None:
    me, mine = person()
    save(mine, *made(random.Random(3), DAY), *made(random.Random(4), DAYS[0]))
    before = kept(admin, me)

    mine.delete(table, eq={"user_id": me})

    assert kept(admin, me) == said(admin, me) != before


def test_figures_of_a_day_without_entries_are_gone(person: Make, admin: psycopg.Connection) -> None:
    me, mine = person()
    saved = save(mine, *made(random.Random(1), DAY))

    take(mine, *(ref(one) for one in saved))

    assert kept(admin, me) == []


def test_a_later_weight_reaches_the_training_before_it(person: Make, admin: psycopg.Connection) -> None:
    me, mine = person()
    save(mine, workout(f"{DAYS[0]}T18:00+01:00"))
    save(mine, reading("weight", 70, f"{DAYS[3]}T07:00+01:00"), workout(f"{DAYS[4]}T18:00+01:00"))

    assert kept(admin, me) == said(admin, me)
    assert [("training_energy" in figures) for _, figures, _ in kept(admin, me)] == [True, False, True]


@pytest.mark.parametrize("second", [drink(f"{DAY}T10:00+01:00", 330), meal(f"{DAY}T10:00+01:00"), mood()])
def test_two_who_write_at_once_leave_the_right_figures(
    person: Make, connect: Any, admin: psycopg.Connection, second: dict[str, Any]
) -> None:
    me, _ = person()
    one, other = (act_as(connect("authenticator"), me) for _ in range(2))
    asked = "select public.save_entries(%s)"

    with one.transaction():
        one.execute(asked, (Jsonb([drink(), meal()]),))
        waiting = threading.Thread(target=lambda: other.execute(asked, (Jsonb([second]),)))
        waiting.start()
        waiting.join(0.3)
    waiting.join(10)

    assert kept(admin, me) == said(admin, me)
    assert kept(admin, me)[0][1]["water"] == (580 if second["kind"] == "water" else 250)


def test_figures_go_with_the_account_and_nobody_elses_do(person: Make, admin: psycopg.Connection) -> None:
    (me, mine), (other, theirs) = person(), person()
    for gateway in (mine, theirs):
        save(gateway, *made(random.Random(2), DAY))

    delete_account(admin, me)

    assert kept(admin, me) == []
    assert kept(admin, other) == said(admin, other) != []


def test_nobody_writes_figures_by_hand(person: Make, admin: psycopg.Connection) -> None:
    me, mine = person()
    save(mine, drink())
    before = kept(admin, me)

    with refused():
        mine.insert("daily_figures", {"user_id": me, "local_date": DAYS[0], "figures": {"water": 1}})
    for act in (lambda: mine.update("daily_figures", {"figures": {}}, eq={"local_date": DAY}),
                lambda: mine.delete("daily_figures", eq={"local_date": DAY})):  # fmt: skip
        with refused():
            act()

    assert kept(admin, me) == before


def test_figures_are_there_for_what_was_logged_before_they_were(person: Make, admin: psycopg.Connection) -> None:
    several: list[Someone] = [person() for _ in range(3)]
    for seed, (_, mine) in enumerate(several):
        save(mine, *made(random.Random(seed), DAY), *made(random.Random(seed), DAYS[0]))
    admin.execute("delete from public.daily_figures where user_id = any (%s)", ([one.id for one in several[:2]],))

    admin.execute("select private.keep_all_figures()")

    assert all(kept(admin, one.id) == said(admin, one.id) != [] for one in several)
