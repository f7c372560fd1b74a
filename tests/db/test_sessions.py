"""Sign-ins that outlive a reload: who holds the secret is signed in, and only while it lasts."""

import secrets

import psycopg
import pytest

from lib.gateway.direct import Database, Direct
from tests.db.refusals import all_at_once, refused
from tests.support.people import Make, delete_account


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def open_session(mine: Direct, **more: object) -> str:
    secret = new_secret()
    mine.rpc("open_session", {"p_secret": secret, "p_device": "Firefox on Linux", "p_days": 30, **more})
    return secret


def age(admin: psycopg.Connection, column: str, by: str, user_id: str) -> None:
    admin.execute(
        f"update public.app_sessions set {column} = {column} - %s::interval where user_id = %s".encode(), (by, user_id)
    )


def test_whoever_holds_the_secret_is_recognised(person: Make, anonymous: Direct) -> None:
    me, mine = person(email="mira@example.org")
    secret = open_session(mine, p_sealed="token")

    state = anonymous.rpc("session_state", {"p_secret": secret})

    assert (state["user_id"], state["email"], state["sealed"]) == (me, "mira@example.org", "token")
    assert state["profile"] == mine.select("profiles")[0]
    assert state["id"] == mine.select("my_sessions")[0]["id"]


@pytest.mark.parametrize("secret", ["", "unknown", None])
def test_an_unknown_secret_restores_nothing(anonymous: Direct, secret: str | None) -> None:
    assert anonymous.rpc("session_state", {"p_secret": secret}) is None


def test_an_expired_sign_in_restores_nothing(person: Make, anonymous: Direct, admin: psycopg.Connection) -> None:
    me, mine = person()
    secret = open_session(mine)

    age(admin, "expires_at", "30 days", me)

    assert anonymous.rpc("session_state", {"p_secret": secret}) is None


def test_the_sign_in_of_a_deleted_account_restores_nothing(
    person: Make, anonymous: Direct, admin: psycopg.Connection
) -> None:
    me, mine = person()
    secret = open_session(mine)

    delete_account(admin, me)

    assert anonymous.rpc("session_state", {"p_secret": secret}) is None


def test_the_secret_itself_is_kept_nowhere(person: Make, admin: psycopg.Connection) -> None:
    me, mine = person()
    secret = open_session(mine)

    rows = admin.execute("select s::text from public.app_sessions s where user_id = %s", (me,)).fetchall()
    rows += admin.execute("select a::text from public.audit_log a where user_id = %s", (me,)).fetchall()

    assert len(rows) == 2
    assert not any(secret in row for (row,) in rows)


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"p_secret": "short"}, "22023"),
        ({"p_secret": None}, "23502"),
        ({"p_days": 0}, "22023"),
        ({"p_days": 366}, "22023"),
        ({"p_days": None}, "23502"),
    ],
)
def test_a_weak_or_endless_sign_in_is_refused(person: Make, args: dict[str, object], code: str) -> None:
    _, mine = person()

    with refused(code):
        mine.rpc("open_session", {"p_secret": new_secret(), "p_device": "", "p_days": 30, **args})


def test_nobody_opens_a_session_without_being_signed_in(anonymous: Direct) -> None:
    with refused():
        anonymous.rpc("open_session", {"p_secret": new_secret(), "p_device": "", "p_days": 30})


def test_a_person_sees_where_they_are_signed_in_but_no_secret(person: Make) -> None:
    _, mine = person()
    open_session(mine)

    (seen,) = mine.select("my_sessions")

    assert set(seen) == {"id", "device", "created_at", "last_used_at", "expires_at"}
    with refused():
        mine.select("app_sessions")


def test_nobody_sees_or_ends_somebody_elses_sign_in(person: Make, anonymous: Direct) -> None:
    _, mine = person()
    _, other = person()
    secret = open_session(mine)
    (seen,) = mine.select("my_sessions")

    assert other.select("my_sessions") == []
    assert other.delete("my_sessions", eq={"id": seen["id"]}) == []
    assert other.rpc("close_sessions") == 0
    assert anonymous.rpc("session_state", {"p_secret": secret}) is not None


def test_a_person_ends_one_sign_in_from_the_list(person: Make, anonymous: Direct) -> None:
    _, mine = person()
    first, second = open_session(mine), open_session(mine)
    gone = anonymous.rpc("session_state", {"p_secret": first})["id"]

    mine.delete("my_sessions", eq={"id": gone})

    assert anonymous.rpc("session_state", {"p_secret": first}) is None
    assert anonymous.rpc("session_state", {"p_secret": second}) is not None


def test_the_21st_sign_in_takes_the_place_of_the_one_longest_unused(
    person: Make, anonymous: Direct, admin: psycopg.Connection
) -> None:
    me, mine = person()
    opened = []
    for _ in range(20):
        age(admin, "last_used_at", "1 hour", me)
        opened.append(open_session(mine))
    used = "update public.app_sessions set last_used_at = now() where id = %s"
    admin.execute(used, (anonymous.rpc("session_state", {"p_secret": opened[0]})["id"],))

    opened.append(open_session(mine))

    gone = [place for place, secret in enumerate(opened) if not anonymous.rpc("session_state", {"p_secret": secret})]
    assert gone == [1]


def test_the_demo_people_are_many_and_do_not_take_each_others_places(person: Make, anonymous: Direct) -> None:
    _, mine = person(is_demo=True)

    opened = [open_session(mine) for _ in range(30)]

    assert all(anonymous.rpc("session_state", {"p_secret": secret}) for secret in opened)


def test_opening_a_sign_in_sweeps_away_expired_ones(person: Make, admin: psycopg.Connection) -> None:
    me, mine = person()
    open_session(mine)
    age(admin, "expires_at", "31 days", me)

    open_session(mine)

    assert len(mine.select("my_sessions")) == 1


def test_signing_out_ends_it_and_stands_in_the_log(person: Make, anonymous: Direct) -> None:
    _, mine = person()
    secret, elsewhere = open_session(mine), open_session(mine)

    anonymous.rpc("close_session", {"p_secret": secret})
    anonymous.rpc("close_session", {"p_secret": secret})

    assert anonymous.rpc("session_state", {"p_secret": secret}) is None
    assert anonymous.rpc("session_state", {"p_secret": elsewhere}) is not None
    events = [line["event"] for line in mine.select("audit_log")]
    assert sorted(events) == ["sign_in", "sign_in", "sign_out"]


def test_signing_out_everywhere_ends_all_of_ones_own(person: Make, anonymous: Direct) -> None:
    _, mine = person()
    _, other = person()
    own = [open_session(mine) for _ in range(3)]
    others = open_session(other)

    closed = mine.rpc("close_sessions")

    assert closed == 3
    assert not any(anonymous.rpc("session_state", {"p_secret": secret}) for secret in own)
    assert anonymous.rpc("session_state", {"p_secret": others}) is not None
    assert "sign_out_everywhere" in [line["event"] for line in mine.select("audit_log")]


def test_the_sign_in_one_keeps_survives_the_others(person: Make, anonymous: Direct) -> None:
    _, mine = person()
    kept, *ended = [open_session(mine) for _ in range(3)]

    closed = mine.rpc("close_sessions", {"p_keep_secret": kept})

    assert closed == 2
    assert anonymous.rpc("session_state", {"p_secret": kept}) is not None
    assert not any(anonymous.rpc("session_state", {"p_secret": secret}) for secret in ended)


def test_looking_does_not_write_every_time(person: Make, anonymous: Direct, admin: psycopg.Connection) -> None:
    me, mine = person()
    secret = open_session(mine)

    def used_after(by: str) -> tuple[str, str]:
        age(admin, "last_used_at", by, me)
        before = mine.select("my_sessions")[0]["last_used_at"]
        anonymous.rpc("session_state", {"p_secret": secret})
        return before, mine.select("my_sessions")[0]["last_used_at"]

    soon, late = used_after("4 minutes"), used_after("6 minutes")

    assert soon[0] == soon[1]
    assert late[0] < late[1]


def test_a_refreshed_token_takes_the_place_of_its_own_predecessor_only(person: Make, anonymous: Direct) -> None:
    _, mine = person()
    secret = open_session(mine, p_sealed="one")

    assert mine.rpc("reseal_session", {"p_secret": secret, "p_old": "one", "p_new": "two"}) is True
    assert mine.rpc("reseal_session", {"p_secret": secret, "p_old": "one", "p_new": "three"}) is None
    assert anonymous.rpc("session_state", {"p_secret": secret})["sealed"] == "two"


def test_of_two_refreshes_at_once_one_wins(person: Make, db: Database, anonymous: Direct) -> None:
    me, mine = person()
    secret = open_session(mine, p_sealed="old")

    def refresh(to: str) -> object:
        return Direct.person(db, me).rpc("reseal_session", {"p_secret": secret, "p_old": "old", "p_new": to})

    results = all_at_once([lambda: refresh("left"), lambda: refresh("right")])

    assert sorted(results, key=str) == [None, True]
    winner = "left" if results[0] else "right"
    assert anonymous.rpc("session_state", {"p_secret": secret})["sealed"] == winner


def test_somebody_elses_token_is_not_exchanged_even_with_the_secret(person: Make, anonymous: Direct) -> None:
    _, mine = person()
    _, other = person()
    secret = open_session(mine, p_sealed="one")

    assert other.rpc("reseal_session", {"p_secret": secret, "p_old": "one", "p_new": "stolen"}) is None
    assert anonymous.rpc("session_state", {"p_secret": secret})["sealed"] == "one"
