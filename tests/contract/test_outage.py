"""The database or the project is away: one code says so, and it works again by itself afterwards."""

import socket
import threading
import time
import uuid
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql

from lib.gateway.direct import Direct, open_database
from lib.gateway.ladder import Doorman
from lib.gateway.port import UNREACHABLE, Caller, GatewayError
from lib.gateway.supabase import SupabaseStore
from tests.contract.sides import PASSWORD, SESSION_KEY
from tests.support.people import add_account, new_email
from tests.support.supabase_wire import Reply


def code_of(call):
    with pytest.raises(GatewayError) as refused:
        call()
    return refused.value.code


@contextmanager
def away(server, urls):
    """Nobody gets in, and whoever is in is thrown out."""
    name = sql.Identifier(urls.name)
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as keeper:
        keeper.execute(sql.SQL("alter database {} with allow_connections false").format(name))
        keeper.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (urls.name,))
        try:
            yield
        finally:
            keeper.execute(sql.SQL("alter database {} with allow_connections true").format(name))


@pytest.mark.newest_postgres
def test_database_that_is_away_is_unreachable_and_comes_back_by_itself(local, server, contract_urls):
    me = local.somebody()
    store = local.open_store()
    me.gateway.insert("contract_things", {"name": "before"})

    with away(server, contract_urls):
        codes = [
            code_of(lambda: me.gateway.select("contract_things")),
            code_of(lambda: store.accounts.restore("x" * 43)),
        ]
        health = store.health()

    assert codes == [UNREACHABLE] * 2
    assert (health.reachable, health.migrations) == (False, None)
    assert [row["name"] for row in me.gateway.select("contract_things")] == ["before"]
    assert store.health().reachable


@pytest.mark.newest_postgres
def test_connection_that_was_cut_is_not_noticed(local, admin):
    me = local.somebody()
    me.gateway.select("contract_things")

    admin.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where datname = current_database() and usename = 'authenticator'"
    )

    assert me.gateway.select("contract_things") == []


@pytest.fixture
def one_connection(contract_urls):
    """So that whoever comes next has the connection on which something went wrong."""
    found = open_database(contract_urls.authenticator, max_size=1)
    yield found
    found.close()


def test_call_that_fails_at_its_first_statement_spoils_nothing_for_the_next(one_connection, contract_urls):
    with psycopg.connect(contract_urls.admin, autocommit=True) as admin:
        me = add_account(admin)
    nobody = Direct(one_connection, {"role": "no_such_role", "sub": me})
    mine = Direct.person(one_connection, me)

    # Each number makes a statement of its own, and whether one is kept prepared depends on how often it came before.
    for before in range(1, 10):
        for _ in range(before):
            assert mine.select("contract_things", limit=before) == []
        assert code_of(lambda n=before: nobody.select("contract_things", limit=n)) == "22023"

    for _ in range(60):
        assert [mine.select("contract_things", limit=before) for before in range(1, 10)] == [[]] * 9


def test_call_that_is_cancelled_spoils_nothing_for_the_next(one_connection, contract_urls):
    with psycopg.connect(contract_urls.admin, autocommit=True) as admin:
        mine = Direct.person(one_connection, add_account(admin))
        assert mine.select("contract_parts") == []
        for _ in range(6):
            with admin.transaction():
                admin.execute("lock table contract_parts in access exclusive mode")
                cancelling = threading.Thread(target=cancel_whoever_waits, args=(contract_urls,))
                cancelling.start()
                assert code_of(lambda: mine.select("contract_parts")) == "57014"
                cancelling.join()

    for _ in range(60):
        assert mine.select("contract_parts") == []


def cancel_whoever_waits(urls):
    with psycopg.connect(urls.admin, autocommit=True) as keeper:
        for _ in range(200):
            cancelled = keeper.execute(
                "select pg_cancel_backend(pid) from pg_stat_activity "
                "where datname = current_database() and usename = 'authenticator' and wait_event_type = 'Lock'"
            ).fetchall()
            if cancelled:
                return
            time.sleep(0.005)


@pytest.mark.newest_postgres
def test_project_that_is_gone_is_unreachable_and_comes_back_by_itself(supabase):
    me = supabase.somebody()
    store = supabase.open_store()
    signed_in = store.accounts.sign_up(new_email(), PASSWORD, Caller())
    me.gateway.select("contract_things")

    supabase.standin.stop()
    codes = [
        code_of(lambda: me.gateway.select("contract_things")),
        code_of(lambda: me.photos.put(f"{me.id}/a.jpg", b"x")),
        code_of(lambda: store.accounts.restore(signed_in.secret)),
        code_of(lambda: store.accounts.sign_in(new_email(), PASSWORD, Caller())),
        code_of(lambda: store.accounts.request_reset(new_email(), Caller())),
    ]
    supabase.standin.start()

    assert codes == [UNREACHABLE] * 5
    assert me.gateway.select("contract_things") == []
    assert store.accounts.restore(signed_in.secret)


ANSWERS = {
    "error page": Reply(502, b"<html>Bad gateway</html>", "text/html"),
    "nothing": Reply(500, b""),
    "broken json": Reply(200, b'[{"name": "a"', "application/json"),
    "page instead of rows": Reply(200, b"<html>Sign in to the Wi-Fi</html>", "text/html"),
    "no text": Reply(200, b"\xff\xfe\x00", "application/json"),
    "redirect": Reply(302, b"", "text/html", {"Location": "https://example.org/"}),
    "no code": Reply(400, b'{"message": "hm"}'),
    "a list as an error": Reply(400, b"[1]"),
    "starting": Reply(503, b'{"code": "PGRST002", "message": "Could not query the database for the schema cache"}'),
    "busy": Reply(504, b'{"code": "PGRST003", "message": "Timed out acquiring connection from connection pool."}'),
    "paused": Reply(540, b'{"message": "Project paused"}'),
    "wrong key": Reply(401, b'{"message": "Invalid API key", "hint": "Double check your key."}'),
}


@pytest.mark.newest_postgres
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_answer_that_makes_no_sense_counts_as_unreachable(supabase, answer):
    me = supabase.somebody()
    store = supabase.open_store()
    signed_in = store.accounts.sign_up(new_email(), PASSWORD, Caller())
    supabase.standin.interruption = lambda request: answer

    codes = [
        code_of(lambda: me.gateway.select("contract_things")),
        code_of(lambda: me.gateway.insert("contract_things", {"name": "a"})),
        code_of(lambda: me.photos.put(f"{me.id}/{uuid.uuid4()}.jpg", b"x")),
        code_of(lambda: store.accounts.sign_in(new_email(), PASSWORD, Caller())),
        code_of(lambda: supabase.open_store().accounts.restore(signed_in.secret)),
    ]

    photos_too = [UNREACHABLE] if answer.status != 400 else ["22023"]
    assert codes == [UNREACHABLE, UNREACHABLE, *photos_too, UNREACHABLE, UNREACHABLE]


@pytest.mark.newest_postgres
@pytest.mark.parametrize("body", [b'{"name": "a"}', b'"text"', b"5"])
def test_answer_that_is_no_list_of_rows_counts_as_unreachable(supabase, body):
    me = supabase.somebody()
    supabase.standin.interruption = lambda request: Reply(200, body)

    assert code_of(lambda: me.gateway.select("contract_things")) == UNREACHABLE


@pytest.mark.newest_postgres
def test_key_that_the_project_does_not_know_is_not_the_end_of_a_sign_in(supabase):
    store = SupabaseStore(supabase.standin.url, "sb_publishable_other", SESSION_KEY, 30, Doorman(SESSION_KEY))

    code = code_of(lambda: store.accounts.restore("x" * 43))
    health = store.health()

    store.close()
    assert code == UNREACHABLE
    assert not health.reachable


@pytest.mark.newest_postgres
def test_host_that_takes_a_call_and_never_answers_is_given_up(monkeypatch):
    from lib.gateway import supabase_gateway

    monkeypatch.setattr(supabase_gateway, "TIMEOUT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        store = SupabaseStore(url, "sb_publishable_other", SESSION_KEY, 30, Doorman(SESSION_KEY))
        health = store.health()
        store.close()

    assert not health.reachable


def test_health_says_how_far_the_database_is(local):
    store = local.open_store()

    health = store.health(detailed=True)

    assert health.reachable
    assert health.latency_ms is not None
    assert health.migrations == local.anonymous.rpc("schema_version")
