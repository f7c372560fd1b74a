"""A person's own profile: theirs to read and change, but for what they are entitled to."""

import uuid
import zoneinfo
from collections.abc import Callable

import psycopg
import pytest

from lib.gateway.direct import Database, Direct
from tests.db.refusals import refused
from tests.support.people import Make, add_account, new_email


def test_a_new_account_has_a_profile_with_usual_settings(person: Make) -> None:
    me, mine = person()

    (profile,) = mine.select("profiles")

    assert profile["user_id"] == me
    assert (profile["units"], profile["energy_unit"], profile["time_zone"]) == ("metric", "kcal", "UTC")
    assert (profile["tier"], profile["is_demo"], profile["hide_numbers"]) == ("free", False, False)


def test_a_person_changes_their_profile(person: Make) -> None:
    me, mine = person()
    (before,) = mine.select("profiles")

    (after,) = mine.update(
        "profiles",
        {"name": "Åsa 李", "birth_date": "1990-02-28", "height_cm": 171.5, "time_zone": "America/Port-au-Prince"},
        eq={"user_id": me},
    )

    assert (after["name"], after["height_cm"], after["time_zone"]) == ("Åsa 李", 171.5, "America/Port-au-Prince")
    assert after["updated_at"] > before["updated_at"]


def test_changing_a_profile_that_is_not_there_changes_nothing(person: Make) -> None:
    _, mine = person()

    assert mine.update("profiles", {"name": "Nobody"}, eq={"user_id": str(uuid.uuid4())}) == []


def test_somebody_elses_profile_is_neither_seen_nor_changed(person: Make) -> None:
    me, mine = person()
    _, other = person()

    assert other.select("profiles", eq={"user_id": me}) == []
    assert other.update("profiles", {"name": "Mallory"}, eq={"user_id": me}) == []
    assert mine.select("profiles")[0]["name"] is None


def test_a_visitor_who_is_not_signed_in_reads_no_profile(anonymous: Direct) -> None:
    with refused():
        anonymous.select("profiles")


@pytest.mark.parametrize(
    "patch", [{"tier": "premium"}, {"is_demo": True}, {"user_id": str(uuid.uuid4())}, {"created_at": "2000-01-01"}]
)
def test_nobody_grants_themselves_what_is_not_theirs_to_set(person: Make, patch: dict[str, object]) -> None:
    me, mine = person()

    with refused():
        mine.update("profiles", patch, eq={"user_id": me})
    with refused():
        mine.insert("profiles", {"user_id": me, **patch})

    assert mine.select("profiles")[0]["tier"] == "free"


def test_a_profile_is_not_deleted_while_its_account_stands(person: Make) -> None:
    me, mine = person()

    with refused():
        mine.delete("profiles", eq={"user_id": me})


@pytest.mark.parametrize(
    ("patch", "code"),
    [
        ({"name": ""}, "23514"),
        ({"name": "x" * 81}, "23514"),
        ({"birth_date": "1899-12-31"}, "23514"),
        ({"birth_date": "2999-01-01"}, "22008"),
        ({"sex": "unknown"}, "23514"),
        ({"height_cm": 49.9}, "23514"),
        ({"height_cm": 272.1}, "23514"),
        ({"units": "stones"}, "23514"),
        ({"energy_unit": "cal"}, "23514"),
        ({"first_weekday": 2}, "23514"),
        ({"time_zone": None}, "23502"),
    ],
)
def test_a_value_out_of_bounds_is_refused(person: Make, patch: dict[str, object], code: str) -> None:
    me, mine = person()

    with refused(code):
        mine.update("profiles", patch, eq={"user_id": me})


@pytest.mark.parametrize(
    "zone",
    [
        *("", "Berlin", "CEST", "UTC+3", "+05:00", "Mars/Venus", "Mars/Venus5", "europe/berlin", "Etc/GMT5;x", "a/b"),
        *("Etc/GMT+99", "Etc/GMT-15", "Etc/GMT+13", "Etc/GMT+14", "Etc/GMT-014", "Etc/GMT+1\n", "Etc/GMT+١"),
    ],
)
def test_a_time_zone_that_no_calendar_knows_is_refused(person: Make, zone: str) -> None:
    me, mine = person()

    with refused("22023"):
        mine.update("profiles", {"time_zone": zone}, eq={"user_id": me})


@pytest.mark.parametrize("zone", ["Etc/GMT+0", "Etc/GMT-9", "Etc/GMT+12", "Etc/GMT-14"])
def test_whole_hours_up_to_fourteen_are_taken(person: Make, zone: str) -> None:
    me, mine = person()

    (after,) = mine.update("profiles", {"time_zone": zone}, eq={"user_id": me})

    assert after["time_zone"] == zone


def test_every_time_zone_a_browser_names_is_taken(admin: psycopg.Connection) -> None:
    named = sorted(z for z in zoneinfo.available_timezones() if "/" in z and not z.startswith(("posix/", "right/")))
    digits_stand_for_an_offset = {"Etc/GMT0"} | {z for z in named if z.startswith("SystemV/")}

    refused_zones = admin.execute(
        "select z from unnest(%s::text[]) z join pg_timezone_names n on n.name = z where not private.is_time_zone(z)",
        (named,),
    ).fetchall()

    assert {zone for (zone,) in refused_zones} <= digits_stand_for_an_offset


def test_the_tier_is_set_with_owner_rights(
    admin: psycopg.Connection, connect: Callable[..., psycopg.Connection]
) -> None:
    email = new_email()
    me = add_account(admin, email)
    owner = connect("owner")

    set_it = owner.execute("select private.set_tier(%s, 'premium')", (email.upper(),)).fetchone()
    nobody = owner.execute("select private.set_tier('nobody@example.org', 'premium')").fetchone()

    tier = admin.execute("select tier from public.profiles where user_id = %s", (me,)).fetchone()
    assert (set_it, nobody, tier) == ((True,), (None,), ("premium",))


def test_a_person_cannot_call_what_sets_the_tier(person: Make, db: Database) -> None:
    me, _ = person()

    with refused():
        Direct.person(db, me, schema="private").rpc("set_tier", {"p_email": "a@b.c", "p_tier": "premium"})
