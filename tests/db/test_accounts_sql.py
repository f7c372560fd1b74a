"""Accounts in the database: what sign-in may ask for, and that an account takes everything along when it goes."""

import secrets
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql

from lib.gateway.direct import Database, Direct
from tests.db.matrix import RELATIONS, TRAINEE, TRAINER
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
    return sign_in.rpc("reset_password", {"p_email": email, "p_code_hash": code_hash, "p_hash": "new"})


def account_of(sign_in: Direct, email: str) -> dict[str, str]:
    found: dict[str, str] = sign_in.rpc("account", {"p_email": email})
    return found


def change(sign_in: Direct, person: str, old: str = HASH, keep: str = "") -> object:
    given = {"p_id": person, "p_old_hash": old, "p_hash": "new", "p_keep_secret": keep}
    return sign_in.rpc("change_password", given)


def open_sign_in(mine: Direct) -> str:
    secret = secrets.token_urlsafe(32)
    mine.rpc("open_session", {"p_secret": secret, "p_device": "", "p_days": 30})
    return secret


@contextmanager
def log_without(admin: psycopg.Connection, event: str, person: str) -> Iterator[None]:
    """The last thing that a new password does fails, for one person."""
    admin.execute(
        sql.SQL(
            "alter table public.audit_log add constraint not_now check (event <> {} or user_id <> {}) not valid"
        ).format(event, person)
    )
    try:
        yield
    finally:
        admin.execute("alter table public.audit_log drop constraint not_now")


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
    me = account_of(sign_in, email)["id"]

    said = sign_in.rpc("note_sign_in", {"p_id": me, "p_hash": HASH})

    noted = admin.execute("select last_sign_in_at is not null from auth.users where email = %s", (email,)).fetchone()
    assert (said, noted) == (True, (True,))


def test_a_sign_in_is_not_noted_when_the_password_is_another_by_now(
    sign_in: Direct, email: str, admin: psycopg.Connection
) -> None:
    me = account_of(sign_in, email)["id"]
    change(sign_in, me)

    said = [sign_in.rpc("note_sign_in", {"p_id": me, "p_hash": compared}) for compared in (HASH, None, "")]

    noted = admin.execute("select last_sign_in_at from auth.users where email = %s", (email,)).fetchone()
    assert (said, noted) == ([None] * 3, (None,))


def test_a_sign_in_without_a_password_is_noted(sign_in: Direct, admin: psycopg.Connection) -> None:
    demo = add_account(admin)

    assert sign_in.rpc("note_sign_in", {"p_id": demo, "p_hash": None}) is True


# A changed password -------------------------------------------------------------------------------------------


def test_a_changed_password_ends_every_other_sign_in_and_stands_in_the_log(
    sign_in: Direct, db: Database, anonymous: Direct, email: str
) -> None:
    me = account_of(sign_in, email)["id"]
    mine = Direct.person(db, me)
    kept, ended = open_sign_in(mine), open_sign_in(mine)

    assert change(sign_in, me, keep=kept) is True

    assert account_of(sign_in, email)["hash"] == "new"
    assert anonymous.rpc("session_state", {"p_secret": kept}) is not None
    assert anonymous.rpc("session_state", {"p_secret": ended}) is None
    assert Counter(line["event"] for line in mine.select("audit_log")) == {"sign_in": 2, "password_change": 1}


@pytest.mark.parametrize("old", ["another", "", None])
def test_a_password_is_not_changed_when_it_is_not_the_one_that_was_compared(
    sign_in: Direct, db: Database, email: str, old: str
) -> None:
    me = account_of(sign_in, email)["id"]
    mine = Direct.person(db, me)
    open_sign_in(mine)

    assert change(sign_in, me, old) is False

    assert account_of(sign_in, email)["hash"] == HASH
    assert len(mine.select("my_sessions")) == 1


def test_of_two_changes_of_one_password_at_once_one_counts(sign_in: Direct, email: str) -> None:
    me = account_of(sign_in, email)["id"]

    results = all_at_once([lambda: change(sign_in, me)] * 6)

    assert Counter(results) == {True: 1, False: 5}


def test_nobodys_password_is_not_changed(sign_in: Direct, admin: psycopg.Connection) -> None:
    without_password = add_account(admin)

    assert change(sign_in, str(uuid.uuid4())) is False
    assert change(sign_in, without_password) is False


def test_a_change_that_fails_at_its_end_changes_nothing(
    sign_in: Direct, db: Database, admin: psycopg.Connection, email: str
) -> None:
    me = account_of(sign_in, email)["id"]
    mine = Direct.person(db, me)
    open_sign_in(mine)
    ask_for_code(sign_in, email)

    with log_without(admin, "password_change", me), refused("23514"):
        change(sign_in, me)

    assert account_of(sign_in, email)["hash"] == HASH
    assert len(mine.select("my_sessions")) == 1
    assert use_code(sign_in, email) == me


def test_a_new_password_ends_every_code_that_was_asked_for(sign_in: Direct, email: str) -> None:
    for code in ("first", "second"):
        ask_for_code(sign_in, email, code)

    change(sign_in, account_of(sign_in, email)["id"])

    assert [use_code(sign_in, email, code) for code in ("first", "second")] == [None] * 2
    assert ask_for_code(sign_in, email) is True


# Codes --------------------------------------------------------------------------------------------------------


def test_the_right_code_works_once(sign_in: Direct, email: str) -> None:
    assert ask_for_code(sign_in, email) is True

    assert use_code(sign_in, email, "wrong") is None
    assert use_code(sign_in, email) == account_of(sign_in, email)["id"]
    assert use_code(sign_in, email) is None
    assert account_of(sign_in, email)["hash"] == "new"


def test_a_reset_that_fails_at_its_end_changes_nothing(
    sign_in: Direct, db: Database, admin: psycopg.Connection, email: str
) -> None:
    me = account_of(sign_in, email)["id"]
    mine = Direct.person(db, me)
    open_sign_in(mine)
    ask_for_code(sign_in, email)

    with log_without(admin, "password_reset", me), refused("23514"):
        use_code(sign_in, email)

    assert account_of(sign_in, email)["hash"] == HASH
    assert len(mine.select("my_sessions")) == 1
    assert use_code(sign_in, email) == me
    assert mine.select("my_sessions") == []


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


def tries_of(admin: psycopg.Connection, email: str) -> list[int]:
    found = admin.execute(
        "select tries from auth.reset_codes c join auth.users u on u.id = c.user_id where u.email = %s", (email,)
    )
    return [tries for (tries,) in found.fetchall()]


def test_a_code_bears_many_wrong_tries_and_not_endlessly_many(
    sign_in: Direct, email: str, admin: psycopg.Connection
) -> None:
    ask_for_code(sign_in, email)

    for _ in range(100):
        assert use_code(sign_in, email, "wrong") is None

    assert tries_of(admin, email) == [100]
    assert use_code(sign_in, email) is None


def test_parallel_guesses_all_count_against_every_code(sign_in: Direct, email: str, admin: psycopg.Connection) -> None:
    for number in range(5):
        ask_for_code(sign_in, email, f"code {number}")

    results = all_at_once([lambda: use_code(sign_in, email, "wrong")] * 30)

    assert set(results) == {None}
    assert tries_of(admin, email) == [30] * 5


def test_a_change_and_a_reset_at_once_do_not_wait_for_each_other(
    sign_in: Direct, db: Database, admin: psycopg.Connection
) -> None:
    for _ in range(10):
        address = new_email()
        me = add_account(admin, address, password_hash=HASH)
        for number in range(5):
            ask_for_code(sign_in, address, f"code {number}")

        results = all_at_once(
            [lambda a=address: use_code(sign_in, a, "code 0"), lambda m=me: change(sign_in, m)]
            + [lambda a=address: use_code(sign_in, a, "wrong")] * 3
        )

        assert (results[0], results[1]) in {(me, False), (None, True)}
        assert results[2:] == [None] * 3


def test_a_new_code_leaves_the_old_one_good(sign_in: Direct, email: str) -> None:
    ask_for_code(sign_in, email, "first")

    ask_for_code(sign_in, email, "second")

    assert use_code(sign_in, email, "first") is not None
    assert use_code(sign_in, email, "second") is None


def test_the_sixth_code_of_an_hour_is_not_made(sign_in: Direct, email: str, admin: psycopg.Connection) -> None:
    made = [ask_for_code(sign_in, email, f"code {number}") for number in range(6)]

    assert made == [True] * 5 + [False]
    assert use_code(sign_in, email, "code 5") is None
    admin.execute("update auth.reset_codes set made_at = made_at - interval '61 minutes'")
    assert ask_for_code(sign_in, email, "an hour later") is True


def test_many_who_ask_at_once_get_five_codes(sign_in: Direct, email: str) -> None:
    made = all_at_once([lambda: ask_for_code(sign_in, email)] * 12)

    assert Counter(made) == {True: 5, False: 7}


def test_there_is_no_code_for_an_address_without_account_or_without_password(
    sign_in: Direct, admin: psycopg.Connection
) -> None:
    without_password = new_email()
    add_account(admin, without_password)

    assert ask_for_code(sign_in, new_email()) is False
    assert ask_for_code(sign_in, without_password) is False
    assert use_code(sign_in, without_password) is None


@pytest.mark.parametrize(
    ("function", "args"),
    [
        ("account", {"p_email": "a@b.c"}),
        ("create_account", {"p_email": "a@b.c", "p_hash": "x"}),
        ("reset_password", {"p_email": "a@b.c", "p_code_hash": "x", "p_hash": "x"}),
        ("change_password", {"p_id": str(uuid.uuid4()), "p_old_hash": "x", "p_hash": "x", "p_keep_secret": ""}),
        ("note_sign_in", {"p_id": str(uuid.uuid4()), "p_hash": "x"}),
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

    # Whom they share with, and who shares with them.
    near = [add_account(admin, email) for email in (TRAINER, TRAINEE)]
    me, other = add_account(admin), add_account(admin)
    for user_id in (me, other):
        for relation in mine:
            if relation.row:
                admin.execute(insert(relation, user_id).encode())
    # At least one in each; a food has a row for its name as well.
    others = rows(other)
    assert min(rows(me).values()) >= 1

    delete_account(admin, me)

    left, kept = rows(me), rows(other)
    for user_id in near:
        delete_account(admin, user_id)
    assert set(left.values()) == {0}
    assert kept == others
