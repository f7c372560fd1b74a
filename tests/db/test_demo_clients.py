"""The demo coach's thirty clients: each with a story that holds in the data, continued day by day, left to visitors."""

import datetime
import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest

from lib.coach import board
from lib.gateway import embedded
from lib.gateway.direct import Direct, open_database
from lib.gateway.ladder import Doorman
from lib.gateway.local_accounts import LocalAccounts
from lib.gateway.local_store import DEMO
from lib.gateway.port import AccountError, Backend, Caller, GatewayError, Person
from lib.settings import load
from lib.units import Units
from tests.db.refusals import refused
from tests.support import database as databases
from tests.support import demo
from tests.support.database import Urls
from tests.support.demo import DAY

# What is shared is looked at by the real clock.
TODAY = datetime.datetime.now(ZoneInfo("Europe/Berlin")).date()
CLIENTS = "client__@wellspring.example"
KEPT = (
    "moods", "sleeps", "drinks", "workouts", "measurements", "meals", "meal_items", "complete_days", "daily_figures",
    "goals", "consents", "coached", "coach_notes", "coach_messages", "check_ins", "agreements", "habit_ticks",
    "profiles", "audit_log", "access_log",
)  # fmt: skip


def start(connection: psycopg.Connection, today: datetime.date) -> None:
    """Without the year and a half of Demo Dana, which nothing here rests on."""
    connection.execute("select set_config('wellspring.demo_today', %s, true)", (today.isoformat(),))
    for name in ("people.sql", "clients.sql"):
        connection.execute((demo.DEMO / name).read_text(encoding="utf-8").encode())


@pytest.fixture(scope="module")
def seeded(server: embedded.Server) -> Iterator[Urls]:
    """These tests look, or take back what they do."""
    urls = databases.migrated_database(server)
    with psycopg.connect(urls.owner) as connection:
        start(connection, TODAY)
    yield urls
    databases.drop_database(server, urls)


@pytest.fixture(scope="module")
def carla(seeded: Urls) -> Iterator[Direct]:
    database = open_database(seeded.authenticator)
    yield Direct.person(database, id_of(seeded, DEMO["coach"]))
    database.close()


@pytest.fixture(scope="module")
def clients(carla: Direct) -> dict[str, board.Client]:
    return {client.name: client for client in board.fetch(Backend(Person("", ""), carla, None), TODAY)}  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found(clients: dict[str, board.Client]) -> board.Board:
    # Demo Dana has no diary here.
    known = [client for client in clients.values() if client.name != "Demo Dana"]
    return board.assess(known, alerts_a_week=8, today=TODAY, shown=Units())


@pytest.fixture
def visited(seeded: Urls) -> Iterator[psycopg.Connection]:
    with demo.begun(seeded.owner) as connection:
        yield connection


def id_of(urls: Urls, email: str) -> str:
    with psycopg.connect(urls.owner) as connection:
        return str(one(connection, "select id from auth.users where email = %s", email))


def one(connection: psycopg.Connection, asked: str, *given: Any) -> Any:
    row = connection.execute(asked.encode(), given).fetchone()
    return row[0] if row else None


def client(connection: psycopg.Connection, name: str) -> str:
    return str(one(connection, "select user_id from public.profiles where name = %s and is_demo", name))


def act_as(connection: psycopg.Connection, person: str) -> None:
    connection.execute("select set_config('request.jwt.claims', %s, true)", (json.dumps({"sub": person}),))


def logged_days(connection: psycopg.Connection, name: str) -> list[datetime.date]:
    rows = connection.execute(
        "select local_date from public.daily_figures where user_id = %s order by 1", (client(connection, name),)
    )
    return [day for (day,) in rows.fetchall()]


def everything(connection: psycopg.Connection) -> dict[str, str]:
    return {
        table: one(
            connection, f"select md5(string_agg(to_jsonb(t)::text, '|' order by to_jsonb(t)::text)) from {table} t"
        )
        for table in (*[f"public.{name}" for name in KEPT], "auth.users", "migrations.demo_diary")
    }


def test_there_are_thirty_demo_clients_with_names_and_addresses_of_their_own(visited: psycopg.Connection) -> None:
    people = visited.execute(
        "select u.email, p.name, p.is_demo, p.welcome, p.is_coach from auth.users u "
        "join public.profiles p on p.user_id = u.id where u.email like %s order by 1",
        (CLIENTS,),
    ).fetchall()

    assert [row[0] for row in people] == [f"client{n:02}@wellspring.example" for n in range(1, 31)]
    assert len({row[1] for row in people}) == 30
    assert {row[2:] for row in people} == {(True, "done", False)}


def test_coach_is_one_with_all_of_them_and_demo_dana(clients: dict[str, board.Client]) -> None:
    assert len(clients) == 31 and "Demo Dana" in clients


def test_nobody_signs_in_as_a_client(seeded: Urls) -> None:
    people, accounts = open_database(seeded.authenticator), open_database(seeded.accounts)
    try:
        door = LocalAccounts(load({}), people, accounts, Doorman("a key of the house"), DEMO)
        for number in (1, 17, 30):
            email = f"client{number:02}@wellspring.example"
            for password in ("", "wellspring", "correct horse battery"):
                with pytest.raises(AccountError):
                    door.sign_in(email, password, Caller(address=f"192.0.2.{number}"))
            with pytest.raises(AccountError):
                door.sign_up(email, "correct horse battery", Caller(address=f"192.0.2.{number}"))
            with pytest.raises(AccountError):
                door.sign_in_demo(email, Caller(address=f"192.0.2.{number}"))
    finally:
        people.close()
        accounts.close()


def test_four_months_are_logged_up_to_yesterday(visited: psycopg.Connection) -> None:
    days = logged_days(visited, "Amelia Hart")
    entries = one(
        visited,
        " union all ".join(f"select count(*) from public.{table} where local_date >= %s" for table in demo.ENTRIES),
        *[TODAY] * len(demo.ENTRIES),
    )

    assert days[0] <= TODAY - 118 * DAY and days[-1] == TODAY - DAY and len(days) > 105
    assert entries == 0


def test_attention_goes_to_those_whose_story_asks_for_it(found: board.Board) -> None:
    needs = {need.client.name: {one.reason for one in need.findings} for need in found.attention}

    assert needs == {
        "David Okafor": {"stopped"}, "Finn Larsen": {"worse"}, "Grace Liu": {"worse"}, "Hugo Martin": {"worse"},
        "Ines Silva": {"unusual"}, "Jonas Weber": {"plan"},
    }  # fmt: skip


def test_good_news_are_goals_just_reached(found: board.Board) -> None:
    news = {need.client.name: {one.metric for one in need.findings} for need in found.good_news}

    assert news == {"Keiko Tanaka": {"water"}, "Callum Reid": {"sleep"}}


@pytest.mark.parametrize("name", ["Elif Yilmaz", "Zoe Fischer", "Anders Berg", "Maya Patel", "Ximena Torres"])
def test_habits_of_their_own_and_holidays_are_no_silence(found: board.Board, name: str) -> None:
    assert name not in {need.client.name for need in found.attention}


def test_weekly_logger_logs_weekly(visited: psycopg.Connection) -> None:
    days = logged_days(visited, "Elif Yilmaz")

    assert {day.isoweekday() for day in days} == {7} and len(days) >= 15


@pytest.mark.parametrize(
    ("name", "status"),
    [("Liam O'Brien", "injured"), ("Maya Patel", "holiday"), ("Beatriz Costa", "sick"), ("Dalia Mansour", "paused")],
)
def test_some_have_a_status_until_a_day(clients: dict[str, board.Client], name: str, status: str) -> None:
    assert clients[name].status_on(TODAY) == status
    assert clients[name].status_on(TODAY + 40 * DAY) == "active"


def test_injured_one_does_not_train(visited: psycopg.Connection) -> None:
    last = one(
        visited, "select max(local_date) from public.workouts where user_id = %s", client(visited, "Liam O'Brien")
    )

    assert TODAY - 14 * DAY <= last <= TODAY - 11 * DAY


def test_sharing_is_paused_ends_soon_has_ended_and_is_revoked(
    clients: dict[str, board.Client], found: board.Board
) -> None:
    states = {client.name: client.state for client in clients.values() if client.state != "live"}

    assert states == {"Noah Cohen": "paused", "Pavel Novak": "expired", "Quentin Dubois": "revoked"}
    assert [client.name for client in found.ending] == ["Olivia Brown"]
    assert clients["Olivia Brown"].ends_on == TODAY + 5 * DAY


def test_words_and_check_ins_wait_for_the_coach(found: board.Board, clients: dict[str, board.Client]) -> None:
    assert {client.name: client.unread for client in clients.values() if client.unread} == {
        "Finn Larsen": 1, "Ugo Bianchi": 2, "Beatriz Costa": 1,
    }  # fmt: skip
    assert {client.name for client in clients.values() if client.waits_for_reply} == {"Grace Liu", "Vera Petrova"}
    assert (found.unread, found.waiting) == (4, 2)


def test_there_are_groups_proposals_habits_and_notes(
    clients: dict[str, board.Client], visited: psycopg.Connection
) -> None:
    states = {row["state"] for client in clients.values() for row in client.agreements}
    notes = one(visited, "select count(*) from public.coach_notes")

    assert {client.label for client in clients.values()} == {"Running group", "Mornings", "Evenings"}
    assert states == {"proposed", "accepted", "declined", "ended"}
    assert (clients["Yusuf Demir"].agreed, clients["Jonas Weber"].kept < 3) == (9, True)
    assert notes >= 5


def test_coach_reads_what_is_shared_and_nothing_else(
    carla: Direct, clients: dict[str, board.Client], visited: psycopg.Connection
) -> None:
    every = [metric for metric, *_ in visited.execute("select id from public.metrics").fetchall()]
    kind_of = dict(visited.execute("select id, kind from public.metrics").fetchall())
    asked = {"p_metrics": every, "p_from": str(TODAY - 100 * DAY), "p_to": str(TODAY)}
    kinds = dict(
        visited.execute(
            "select p.name, c.kinds from public.consents c join public.profiles p on p.user_id = c.user_id "
            "where c.state = 'live' and c.ends_on >= %s",
            (TODAY,),
        ).fetchall()
    )

    for name, client_ in clients.items():
        if name not in kinds:
            with pytest.raises(GatewayError) as refused:
                carla.rpc("client_series", {"p_client": client_.id, **asked})
            assert refused.value.code == "WC001"
            continue
        read = carla.rpc("client_series", {"p_client": client_.id, **asked})["series"]
        assert {kind_of[metric] for metric in read} <= set(kinds[name])
    rosa = carla.rpc("client_series", {"p_client": clients["Rosa Jimenez"].id, **asked})
    assert rosa["shared"] == ["mood", "sleep"] and any(rosa["series"]["sleep"])
    assert one(visited, "select count(*) from public.drinks where user_id = %s", clients["Rosa Jimenez"].id) > 100
    assert carla.select("moods") == []


def test_numbers_are_hidden_where_care_is_taken(carla: Direct, clients: dict[str, board.Client]) -> None:
    tara = clients["Tara Singh"]
    asked = {"p_client": tara.id, "p_from": str(TODAY - 30 * DAY), "p_to": str(TODAY)}

    with refused("WC001"):
        carla.rpc("client_series", {"p_metrics": ["energy", "weight", "protein"], **asked})

    assert tara.hide_numbers


def test_starting_again_on_the_same_day_changes_nothing(visited: psycopg.Connection) -> None:
    before = everything(visited)

    start(visited, TODAY)

    assert everything(visited) == before


def test_later_start_adds_the_days_since(visited: psycopg.Connection) -> None:
    ticks = (
        "select count(*) from public.habit_ticks t join public.agreements a on a.id = t.agreement_id where a.title = %s"
    )
    ticked = one(visited, ticks, "Vegetables with dinner")

    start(visited, TODAY + 9 * DAY)
    visited.execute("set constraints all immediate")

    days = logged_days(visited, "Chiara Rossi")
    assert days[-1] >= TODAY + 6 * DAY and len({day for day in days if day >= TODAY}) > 6
    assert one(visited, ticks, "Vegetables with dinner") > ticked
    assert logged_days(visited, "David Okafor")[-1] == TODAY - 10 * DAY
    before = everything(visited)
    start(visited, TODAY + 9 * DAY)
    assert everything(visited) == before


def test_stories_come_back(visited: psycopg.Connection) -> None:
    start(visited, TODAY + 100 * DAY)
    visited.execute("set constraints all immediate")

    silences = logged_days(visited, "David Okafor")
    gaps = [(b - a).days for a, b in pairwise(silences) if (b - a).days > 10]
    assert len(gaps) == 2


def test_entries_of_a_day_do_not_hang_on_when_it_was_added(server: embedded.Server) -> None:
    urls = databases.migrated_database(server)
    try:
        with demo.begun(urls.owner) as connection:
            for today in (TODAY - 20 * DAY, TODAY - 19 * DAY, TODAY):
                start(connection, today)
            in_parts = diaries(connection)
        with demo.begun(urls.owner) as connection:
            start(connection, TODAY - 20 * DAY)
            start(connection, TODAY)
            assert diaries(connection) == in_parts
    finally:
        databases.drop_database(server, urls)


def diaries(connection: psycopg.Connection) -> dict[str, str]:
    return {
        table: one(
            connection,
            f"select md5(string_agg((to_jsonb(t) - {demo.NEVER_SAME})::text, '|' order by t.client_key)) "
            f"from public.{table} t",
        )
        for table in demo.ENTRIES
    }


def test_what_visitors_changed_stays_so(visited: psycopg.Connection) -> None:
    coach, dana = (
        str(one(visited, "select id from auth.users where email = %s", email))
        for email in (DEMO["coach"], DEMO["person"])
    )
    finn, ugo = client(visited, "Finn Larsen"), client(visited, "Ugo Bianchi")
    act_as(visited, coach)
    visited.execute("select public.let_go(%s)", (finn,))
    visited.execute("update public.profiles set is_coach = false, alerts_a_week = 3 where user_id = %s", (coach,))
    visited.execute("update public.coached set label = 'Mine', status = 'sick' where client_id = %s", (ugo,))
    visited.execute("delete from public.coach_notes")
    visited.execute("delete from public.coach_messages")
    visited.execute("delete from public.moods where user_id = %s", (ugo,))
    act_as(visited, dana)
    visited.execute("select public.set_sharing(%s, 'revoked')", (coach,))
    visited.execute("delete from public.habit_ticks where user_id = %s", (dana,))
    act_as(visited, "")

    start(visited, TODAY)
    start(visited, TODAY + 2 * DAY)

    states = dict(visited.execute("select user_id::text, state from public.consents").fetchall())
    assert (states[finn], states[dana]) == ("revoked", "revoked")
    assert one(visited, "select count(*) from public.coached where client_id = %s", finn) == 0
    assert visited.execute(
        "select is_coach, alerts_a_week from public.profiles where user_id = %s", (coach,)
    ).fetchone() == (False, 3)
    assert visited.execute("select label, status from public.coached where client_id = %s", (ugo,)).fetchone() == (
        "Mine", "sick",
    )  # fmt: skip
    assert one(visited, "select count(*) from public.coach_notes") == 0
    assert one(visited, "select count(*) from public.coach_messages") == 0
    assert one(visited, "select count(*) from public.habit_ticks where user_id = %s", dana) == 0
    assert one(visited, "select min(local_date) from public.moods where user_id = %s", ugo) >= TODAY


def test_client_who_is_gone_is_made_anew(visited: psycopg.Connection) -> None:
    visited.execute("delete from auth.users where email = 'client04@wellspring.example'")

    start(visited, TODAY + DAY)
    visited.execute("set constraints all immediate")

    assert logged_days(visited, "David Okafor")[-1] == TODAY - 9 * DAY
    assert one(visited, "select count(*) from public.consents") == 31


def test_demo_person_shares_with_the_coach_and_something_waits_for_them(visited: psycopg.Connection) -> None:
    act_as(visited, str(one(visited, "select id from auth.users where email = %s", DEMO["person"])))

    sharing = one(visited, "select public.my_coaching(%s)", TODAY)
    waiting = one(visited, "select public.day_overview(%s)", TODAY)["coaching"]

    assert [(consent["coach_name"], consent["state"]) for consent in sharing["consents"]] == [("Coach Carla", "live")]
    assert sharing["consents"][0]["kinds"] == ["gym", "mood", "sleep", "water"]
    assert (waiting["unread"], waiting["proposals"]) == (1, 1)
    assert [habit["title"] for habit in waiting["habits"]] == ["A walk after dinner"]


def test_nobody_but_the_demo_people_is_told_of_or_read(visited: psycopg.Connection) -> None:
    shared = one(
        visited,
        "select count(*) from public.consents c join public.profiles p on p.user_id in (c.user_id, c.coach_id) "
        "where not p.is_demo",
    )
    invites = one(visited, "select count(*) from public.coach_invites")
    figures = one(visited, "select count(*) from auth.users u where u.email not like '%%@wellspring.example'")

    assert (shared, invites, figures) == (0, 0, 0)
