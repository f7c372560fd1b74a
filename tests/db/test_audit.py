"""What was done and who looked: read by the person, changed by nobody."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from lib.gateway.direct import Database, Direct
from tests.db.refusals import refused
from tests.support.people import Make

LOGS = ("audit_log", "access_log")


@pytest.fixture
def looked_at(admin: psycopg.Connection, person: Make) -> str:
    """Somebody with a line in each log."""
    me, _ = person()
    admin.execute("insert into public.audit_log (user_id, event) values (%s, 'sign_in')", (me,))
    admin.execute(
        "insert into public.access_log (user_id, coach_id, coach_name, kind) "
        "values (%s, gen_random_uuid(), 'Carla', 'mood')",
        (me,),
    )
    return me


def lines(admin: psycopg.Connection, user_id: str) -> list[tuple[Any, ...]]:
    return [
        row
        for log in LOGS
        for row in admin.execute(
            f"select l::text from public.{log} l where user_id = %s".encode(), (user_id,)
        ).fetchall()
    ]


def test_an_event_the_app_reports_stands_in_the_persons_log(person: Make) -> None:
    me, mine = person()

    mine.rpc("note_event", {"p_event": "export", "p_detail": {"rows": 12}})

    (line,) = mine.select("audit_log")
    assert (line["user_id"], line["event"], line["detail"]) == (me, "export", {"rows": 12})


@pytest.mark.parametrize("event", ["sign_in", "consent", "deletion", "anything", ""])
def test_an_event_that_no_app_reports_is_refused(person: Make, event: str) -> None:
    _, mine = person()

    with refused("22023"):
        mine.rpc("note_event", {"p_event": event})


def test_an_event_with_an_endless_detail_is_refused(person: Make) -> None:
    _, mine = person()

    # Every character differs from its neighbours, so that compression does not make room.
    with refused("23514"):
        mine.rpc("note_event", {"p_event": "export", "p_detail": {"text": "".join(map(chr, range(0x4E00, 0x5600)))}})


def fill_log(admin: psycopg.Connection, user_id: str, ago: str) -> None:
    admin.execute(
        "insert into public.audit_log (user_id, event, created_at) "
        "select %s, 'export', now() - %s::interval from generate_series(1, 1000)",
        (user_id, ago),
    )


def test_the_1001st_line_of_a_day_is_refused(admin: psycopg.Connection, person: Make) -> None:
    me, mine = person()
    _, other = person()
    fill_log(admin, me, "23 hours")

    with refused("54000"):
        mine.rpc("note_event", {"p_event": "export"})

    assert len(lines(admin, me)) == 1000
    other.rpc("note_event", {"p_event": "export"})


def test_lines_of_yesterday_do_not_count(admin: psycopg.Connection, person: Make) -> None:
    me, mine = person()
    fill_log(admin, me, "25 hours")

    mine.rpc("note_event", {"p_event": "export"})

    assert len(lines(admin, me)) == 1001


def test_a_full_log_keeps_nobody_from_signing_in_or_out(
    admin: psycopg.Connection, person: Make, anonymous: Direct
) -> None:
    me, mine = person()
    fill_log(admin, me, "1 hour")

    mine.rpc("open_session", {"p_secret": "s" * 40, "p_device": "", "p_days": 30})
    anonymous.rpc("close_session", {"p_secret": "s" * 40})

    assert len(lines(admin, me)) == 1002


def test_a_visitor_who_is_not_signed_in_reports_nothing(anonymous: Direct) -> None:
    with refused():
        anonymous.rpc("note_event", {"p_event": "export"})


@pytest.mark.parametrize("log", LOGS)
def test_a_person_reads_their_log_and_nobody_elses(looked_at: str, person: Make, db: Database, log: str) -> None:
    _, other = person()

    assert [line["user_id"] for line in Direct.person(db, looked_at).select(log)] == [looked_at]
    assert other.select(log, eq={"user_id": looked_at}) == []


@pytest.mark.parametrize("log", LOGS)
def test_a_person_writes_no_line_by_themselves(person: Make, log: str) -> None:
    me, mine = person()

    with refused():
        mine.insert(log, {"user_id": me, "event": "sign_in"} if log == "audit_log" else {"user_id": me, "kind": "mood"})


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("role", ["owner", "admin"])
@pytest.mark.parametrize(
    "change",
    [
        "update public.{log} set user_id = user_id where user_id = %s",
        "delete from public.{log} where user_id = %s",
        "truncate public.{log} -- %s",
        "truncate auth.users, public.profiles cascade -- %s",
    ],
)
def test_a_line_once_written_stays_whoever_asks(
    looked_at: str,
    admin: psycopg.Connection,
    connect: Callable[..., psycopg.Connection],
    log: str,
    role: str,
    change: str,
) -> None:
    before = lines(admin, looked_at)

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect(role).execute(change.format(log=log).replace("%s", f"'{looked_at}'").encode())

    assert lines(admin, looked_at) == before


@pytest.mark.parametrize("log", LOGS)
def test_a_person_changes_no_line(looked_at: str, db: Database, log: str) -> None:
    mine = Direct.person(db, looked_at)

    with refused():
        mine.update(log, {"user_id": looked_at}, eq={"user_id": looked_at})
    with refused():
        mine.delete(log, eq={"user_id": looked_at})


def test_a_coach_who_looks_twice_in_a_quarter_of_an_hour_leaves_one_line(
    looked_at: str, admin: psycopg.Connection
) -> None:
    again = (
        "insert into public.access_log (user_id, coach_id, coach_name, kind, seen_at) "
        "select user_id, coach_id, coach_name, kind, seen_at from public.access_log where user_id = %s"
    )

    with pytest.raises(psycopg.errors.UniqueViolation):
        admin.execute(again, (looked_at,))
