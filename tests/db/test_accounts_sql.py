"""Accounts in the database: what sign-in may ask for, and that an account takes everything along when it goes."""

import uuid
from collections.abc import Callable

import psycopg
import pytest

from lib.gateway.direct import Database, Direct
from tests.db.matrix import RELATIONS
from tests.db.refusals import all_at_once, refused
from tests.db.world import insert, literal
from tests.support.people import Make, add_account, delete_account, new_email

HASH = "$2a$10$abcdefghijklmnopqrstuv"


@pytest.fixture
def email(admin: psycopg.Connection) -> str:
    """Of somebody who has an account with a password."""
    address = new_email()
    add_account(admin, address, password_hash=HASH)
    return address


def ask_for_code(sign_in: Direct, email: str, code_hash: str = "right") -> object:
    return sign_in.rpc("make_reset_code", {"p_email": email, "p_code_hash": code_hash, "p_minutes": 30})


def use_code(sign_in: Direct, email: str, code_hash: str = "right") -> object:
    return sign_in.rpc("use_reset_code", {"p_email": email, "p_code_hash": code_hash})


def test_a_new_account_can_be_found_by_its_address(sign_in: Direct) -> None:
    address = new_email()

    made = sign_in.rpc("create_account", {"p_email": address, "p_hash": HASH})

    assert sign_in.rpc("account", {"p_email": address}) == {"id": made, "email": address, "hash": HASH}


def test_an_address_has_one_account_even_when_two_ask_at_once(sign_in: Direct) -> None:
    address = new_email()

    made = all_at_once([lambda: sign_in.rpc("create_account", {"p_email": address, "p_hash": HASH})] * 6)

    assert len([result for result in made if result is not None]) == 1
    assert sign_in.rpc("create_account", {"p_email": address, "p_hash": "other"}) is None
    assert sign_in.rpc("account", {"p_email": address})["hash"] == HASH


def test_an_address_nobody_has_is_no_account(sign_in: Direct) -> None:
    assert sign_in.rpc("account", {"p_email": new_email()}) is None


def test_an_address_in_capitals_is_not_stored(sign_in: Direct) -> None:
    with refused("23514"):
        sign_in.rpc("create_account", {"p_email": new_email().upper(), "p_hash": HASH})


def test_a_sign_in_is_noted(sign_in: Direct, email: str, admin: psycopg.Connection) -> None:
    sign_in.rpc("note_sign_in", {"p_id": sign_in.rpc("account", {"p_email": email})["id"]})

    noted = admin.execute("select last_sign_in_at is not null from auth.users where email = %s", (email,)).fetchone()
    assert noted == (True,)


def test_a_new_password_ends_a_code_that_was_asked_for(sign_in: Direct, email: str) -> None:
    me = sign_in.rpc("account", {"p_email": email})["id"]
    ask_for_code(sign_in, email)

    assert sign_in.rpc("set_password", {"p_id": me, "p_hash": "new"}) is True

    assert sign_in.rpc("account", {"p_email": email})["hash"] == "new"
    assert use_code(sign_in, email) is None


def test_a_password_for_nobody_is_not_set(sign_in: Direct) -> None:
    assert sign_in.rpc("set_password", {"p_id": str(uuid.uuid4()), "p_hash": "new"}) is None


def test_the_right_code_works_once(sign_in: Direct, email: str) -> None:
    assert ask_for_code(sign_in, email) is True

    assert use_code(sign_in, email, "wrong") is None
    assert use_code(sign_in, email) == sign_in.rpc("account", {"p_email": email})["id"]
    assert use_code(sign_in, email) is None


def test_the_right_code_used_at_once_by_many_works_once(sign_in: Direct, email: str) -> None:
    ask_for_code(sign_in, email)

    results = all_at_once([lambda: use_code(sign_in, email)] * 8)

    assert len([result for result in results if result is not None]) == 1


def test_a_code_runs_out(sign_in: Direct, email: str, admin: psycopg.Connection) -> None:
    ask_for_code(sign_in, email)
    admin.execute(
        "update auth.reset_codes set expires_at = now() where user_id = (select id from auth.users where email = %s)",
        (email,),
    )

    assert use_code(sign_in, email) is None


def test_five_wrong_tries_end_a_code(sign_in: Direct, email: str) -> None:
    ask_for_code(sign_in, email)

    for _ in range(5):
        assert use_code(sign_in, email, "wrong") is None

    assert use_code(sign_in, email) is None


def test_parallel_guesses_all_count(sign_in: Direct, email: str, admin: psycopg.Connection) -> None:
    ask_for_code(sign_in, email)

    results = all_at_once([lambda: use_code(sign_in, email, "wrong")] * 30)

    tries = admin.execute(
        "select tries from auth.reset_codes c join auth.users u on u.id = c.user_id where u.email = %s", (email,)
    ).fetchone()
    assert set(results) == {None}
    assert tries == (5,)
    assert use_code(sign_in, email) is None


def test_a_new_code_takes_the_place_of_the_old(sign_in: Direct, email: str) -> None:
    ask_for_code(sign_in, email, "first")
    for _ in range(5):
        use_code(sign_in, email, "wrong")

    ask_for_code(sign_in, email, "second")

    assert use_code(sign_in, email, "first") is None
    assert use_code(sign_in, email, "second") is not None


def test_there_is_no_code_for_an_address_without_account_or_without_password(
    sign_in: Direct, admin: psycopg.Connection
) -> None:
    without_password = new_email()
    add_account(admin, without_password)

    assert ask_for_code(sign_in, new_email()) is None
    assert ask_for_code(sign_in, without_password) is None
    assert use_code(sign_in, without_password) is None


@pytest.mark.parametrize(
    ("function", "args"),
    [
        ("account", {"p_email": "a@b.c"}),
        ("create_account", {"p_email": "a@b.c", "p_hash": "x"}),
        ("use_reset_code", {"p_email": "a@b.c", "p_code_hash": "x"}),
        ("set_password", {"p_id": str(uuid.uuid4()), "p_hash": "x"}),
    ],
)
def test_nobody_but_sign_in_asks_for_accounts(
    person: Make, db: Database, function: str, args: dict[str, object]
) -> None:
    me, _ = person()

    for caller in (Direct.person(db, me, schema="auth"), Direct(db, {"role": "anon"}, schema="auth")):
        with refused():
            caller.rpc(function, args)


def test_the_owner_resets_a_password_and_ends_every_sign_in(
    sign_in: Direct, db: Database, email: str, connect: Callable[..., psycopg.Connection]
) -> None:
    me = sign_in.rpc("account", {"p_email": email})["id"]
    mine = Direct.person(db, me)
    mine.rpc("open_session", {"p_secret": "s" * 40, "p_device": "", "p_days": 30})
    ask_for_code(sign_in, email)

    done = connect("owner").execute("select private.reset_password(%s, 'new')", (email.upper(),)).fetchone()

    assert done == (True,)
    assert sign_in.rpc("account", {"p_email": email})["hash"] == "new"
    assert mine.select("my_sessions") == []
    assert "password_reset" in [line["event"] for line in mine.select("audit_log")]
    assert use_code(sign_in, email) is None


def test_the_owner_resets_no_password_of_nobody(connect: Callable[..., psycopg.Connection]) -> None:
    done = connect("owner").execute("select private.reset_password(%s, 'new')", (new_email(),)).fetchone()

    assert done == (False,)


def test_a_deleted_account_leaves_nothing_and_takes_nothing_of_anybody_else(
    admin: psycopg.Connection, sign_in: Direct
) -> None:
    mine = [relation for relation in RELATIONS if relation.whose and not relation.view_of]

    def rows(user_id: str) -> dict[str, int]:
        counts = {}
        for relation in mine:
            query = f"select count(*) from {relation.name} where ({relation.whose}) = {literal(user_id)}"
            found = admin.execute(query.encode()).fetchone()
            counts[relation.name] = int(found[0]) if found else 0
        return counts

    me, other = add_account(admin), add_account(admin)
    for user_id in (me, other):
        for relation in mine:
            if relation.row:
                admin.execute(insert(relation, user_id).encode())
    assert set(rows(me).values()) == {1}

    delete_account(admin, me)

    assert set(rows(me).values()) == {0}
    assert set(rows(other).values()) == {1}
