"""People for tests: an account, and the gateway that serves it."""

import uuid
from collections.abc import Callable
from typing import NamedTuple

import psycopg
from psycopg import sql

from lib.gateway.direct import Direct

Make = Callable[..., "Someone"]


class Someone(NamedTuple):
    id: str
    gateway: Direct


def new_email() -> str:
    return f"{uuid.uuid4().hex}@example.org"


def add_account(admin: psycopg.Connection, email: str | None = None, *, password_hash: str | None = None) -> str:
    added = admin.execute(
        "insert into auth.users (email, encrypted_password) values (%s, %s) returning id::text",
        (email or new_email(), password_hash),
    ).fetchone()
    assert added is not None
    return str(added[0])


def set_profile(admin: psycopg.Connection, user_id: str, **columns: object) -> None:
    """Any column, the tier too: as whoever runs the installation could."""
    changes = sql.SQL(", ").join(sql.SQL("{} = {}").format(sql.Identifier(c), v) for c, v in columns.items())
    admin.execute(sql.SQL("update public.profiles set {} where user_id = {}").format(changes, user_id))


def delete_account(admin: psycopg.Connection, user_id: str) -> None:
    admin.execute("delete from auth.users where id = %s", (user_id,))


def act_as(connection: psycopg.Connection, user_id: str) -> psycopg.Connection:
    """A connection of the database's own login, as the person uses it."""
    connection.execute("set role authenticated")
    connection.execute(
        "select set_config('request.jwt.claims', json_build_object('sub', %s::text)::text, false)", (user_id,)
    )
    return connection
