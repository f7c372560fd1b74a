"""The day and the hour of entries: where the person was, whatever the clocks and the profile do later."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.db import diary
from tests.db.diary import DAY, copy, drink, meal, night, ref, save, save_one
from tests.db.refusals import refused
from tests.support.people import Make

BERLIN, TOKYO, NEW_YORK = "Europe/Berlin", "Asia/Tokyo", "America/New_York"


def clock(row: dict[str, Any], column: str = "logged_at") -> str:
    """What the clock on the wall said."""
    return f"{datetime.fromisoformat(row[column]).astimezone(ZoneInfo(row['time_zone'])):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        ("2026-03-10T23:59:59+01:00", BERLIN, "2026-03-10"),
        ("2026-03-11T00:00+01:00", BERLIN, "2026-03-11"),
        ("2026-03-10T23:30Z", BERLIN, "2026-03-11"),
        ("2026-03-11T03:59Z", NEW_YORK, "2026-03-10"),
        ("2026-03-10T10:30Z", "Pacific/Kiritimati", "2026-03-11"),
        ("2026-03-11T10:30Z", "Pacific/Pago_Pago", "2026-03-10"),
        ("2026-12-31T23:00Z", BERLIN, "2027-01-01"),
        ("2028-02-29T12:00Z", "UTC", "2028-02-29"),
    ],
)
def test_entry_belongs_to_the_day_where_the_person_was(person: Make, at: str, zone: str, day: str) -> None:
    _, mine = person()

    row = save_one(mine, drink(at, zone=zone))

    assert row["local_date"] == day
    assert [len(diary.overview(mine, d)["water"]) for d in (day, "2026-03-09")] == [1, 0]


def test_late_evening_may_count_for_the_day_before(person: Make) -> None:
    _, mine = person()

    row = save_one(mine, drink("2026-03-11T00:40+01:00", local_date=DAY))

    assert (row["local_date"], clock(row)) == (DAY, "2026-03-11 00:40")


def test_day_two_days_off_is_refused(person: Make) -> None:
    _, mine = person()

    with refused("23514"):
        save(mine, drink(f"{DAY}T12:00Z", zone="UTC", local_date="2026-03-12"))


def test_night_belongs_to_the_day_of_waking(person: Make) -> None:
    _, mine = person()

    row = save_one(mine, night("2026-03-09T23:30+01:00", f"{DAY}T07:00+01:00", local_date="2026-03-09"))
    flight = save_one(mine, night("2026-03-11T20:00Z", "2026-03-12T00:30Z", zone=TOKYO))

    assert (row["local_date"], row["minutes"], row["logged_at"]) == (DAY, 450, row["ended_at"])
    assert flight["local_date"] == "2026-03-12"
    assert [len(diary.overview(mine, d)["sleep"]) for d in ("2026-03-09", DAY)] == [0, 1]


def test_night_over_the_change_of_clocks_has_the_hours_that_passed(person: Make) -> None:
    _, mine = person()

    spring = save_one(mine, night("2026-03-28T23:00+01:00", "2026-03-29T07:00+02:00"))
    autumn = save_one(mine, night("2026-10-24T23:00+02:00", "2026-10-25T07:00+01:00"))

    assert (spring["minutes"], autumn["minutes"]) == (7 * 60, 9 * 60)


def test_night_that_is_changed_moves_with_its_end(person: Make) -> None:
    _, mine = person()
    row = save_one(mine, night())

    after = diary.change(mine, "sleep", row["id"], ended_at="2026-03-10T06:00+01:00")["row"]
    moved = diary.change(
        mine, "sleep", row["id"], started_at="2026-03-10T23:30+01:00", ended_at="2026-03-11T06:00+01:00"
    )["row"]

    assert (after["minutes"], moved["local_date"], moved["logged_at"]) == (390, "2026-03-11", moved["ended_at"])


def test_zone_of_the_profile_moves_nothing_later(person: Make) -> None:
    me, mine = person(time_zone=BERLIN)
    save(mine, *diary.one_of_each(), drink("2026-03-10T23:30+01:00"))
    before = {day: diary.overview(mine, day) for day in ("2026-03-09", DAY, "2026-03-11")}

    mine.update("profiles", {"time_zone": TOKYO}, eq={"user_id": me})

    assert {day: diary.overview(mine, day) for day in before} == before


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"])
def test_copy_keeps_the_time_of_day_over_a_change_of_clocks(person: Make, day: str) -> None:
    _, mine = person()
    saved = save(mine, meal(), drink("2026-03-10T21:45+01:00"))

    copies = copy(mine, list(map(ref, saved)), day)

    assert [clock(c["row"]) for c in copies] == [f"{day} 08:00", f"{day} 21:45"]
    assert {c["row"]["local_date"] for c in copies} == {day}


def test_copy_to_an_hour_that_the_clocks_skip_is_an_hour_later(person: Make) -> None:
    _, mine = person()
    saved = save(mine, drink("2026-03-10T02:30+01:00"))

    (copied,) = copy(mine, list(map(ref, saved)), "2026-03-29")

    assert (clock(copied["row"]), copied["row"]["local_date"]) == ("2026-03-29 03:30", "2026-03-29")


def test_copy_in_another_zone_keeps_the_time_of_day(person: Make) -> None:
    _, mine = person()
    saved = save(mine, meal("2026-03-10T08:00+09:00", zone=TOKYO))

    (copied,) = copy(mine, list(map(ref, saved)), "2026-03-12", zone=NEW_YORK)

    assert (clock(copied["row"]), copied["row"]["time_zone"]) == ("2026-03-12 08:00", NEW_YORK)
    assert copied["row"]["local_date"] == "2026-03-12"


def test_copied_night_keeps_its_length_and_the_hour_of_waking(person: Make) -> None:
    _, mine = person()
    saved = save(mine, night())

    (copied,) = copy(mine, list(map(ref, saved)), "2026-03-20", zone=NEW_YORK)

    row = copied["row"]
    assert (clock(row, "ended_at"), row["minutes"], row["local_date"]) == ("2026-03-20 07:00", 450, "2026-03-20")


def test_copy_at_a_moment_is_of_that_moment(person: Make) -> None:
    _, mine = person()
    saved = save(mine, meal())

    (copied,) = copy(mine, list(map(ref, saved)), "2026-03-12", at="2026-03-12T13:37+01:00")

    assert clock(copied["row"]) == "2026-03-12 13:37"


def test_copy_is_a_new_entry_with_the_same_content(person: Make) -> None:
    _, mine = person()
    saved = save(mine, *diary.one_of_each())

    copies = copy(mine, list(map(ref, saved)), "2026-03-12")

    assert all(c["new"] for c in copies)
    assert not {c["row"]["id"] for c in copies} & {s["row"]["id"] for s in saved}
    for before, after in zip(saved, copies, strict=True):
        same = {name for name in before["row"] if before["row"][name] == after["row"][name]}
        assert {"note", "user_id", "import_id"} <= same
        assert (after["row"]["source"], after["row"]["external_id"]) == ("app", None)
    assert copies[0]["row"]["made_by"] == "copy"
    assert [i["food_name"] for i in copies[0]["row"]["items"]] == ["Oats", "Milk"]
    assert [i["iron_mg"] for i in copies[0]["row"]["items"]] == [1.5, None]
    assert [s["reps"] for s in copies[2]["row"]["items"]] == [5, 4]
    assert (copies[5]["row"]["value"], copies[5]["row"]["value2"]) == (121, 79)


def test_same_key_copies_once_and_another_key_again(person: Make) -> None:
    _, mine = person()
    refs = list(map(ref, save(mine, meal(), drink())))
    by = diary.key()

    first, second = copy(mine, refs, "2026-03-12", by=by), copy(mine, refs, "2026-03-12", by=by)
    copy(mine, refs, "2026-03-12")

    assert [c["row"]["id"] for c in second] == [c["row"]["id"] for c in first]
    assert [c["new"] for c in (*first, *second)] == [True, True, False, False]
    assert len(diary.overview(mine, "2026-03-12")["meal"]) == 2


def test_day_is_copied_by_the_kinds_that_are_asked_for(person: Make) -> None:
    _, mine = person()
    save(mine, *diary.one_of_each(), drink("2026-03-11T00:10+01:00"))
    asked = {"p_from": DAY, "p_to": "2026-03-15", "p_zone": BERLIN, "p_key": diary.key()}

    some = mine.rpc("copy_day", {**asked, "p_kinds": ["meal", "water", "sleep"]})
    again = mine.rpc("copy_day", {**asked, "p_kinds": ["meal", "gym"]})
    none = mine.rpc("copy_day", {**asked, "p_from": "2026-01-01", "p_kinds": ["meal"]})

    assert [(c["kind"], c["new"]) for c in some] == [("meal", True), ("water", True)]
    assert [(c["kind"], c["new"]) for c in again] == [("meal", False), ("gym", True)]
    assert none == []


@pytest.mark.parametrize(
    ("more", "code"),
    [({"p_zone": "Mars/Venus"}, "22023"), ({"p_date": "2026-02-30"}, "22008")],
)
def test_copy_to_nowhere_is_refused(person: Make, more: dict[str, Any], code: str) -> None:
    _, mine = person()
    refs = list(map(ref, save(mine, meal())))

    with refused(code):
        mine.rpc(
            "copy_entries",
            {"p_entries": refs, "p_date": "2026-03-12", "p_zone": BERLIN, "p_key": diary.key(), "p_at": None, **more},
        )

    assert len(diary.history(mine, "meal")) == 1


def test_entry_that_is_gone_is_left_out_of_a_copy(person: Make) -> None:
    _, mine = person()
    refs = list(map(ref, save(mine, meal(), drink())))
    diary.take(mine, refs[0])

    copies = copy(mine, refs, "2026-03-12")

    assert [c["kind"] for c in copies] == ["water"]
