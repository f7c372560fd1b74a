"""Somebody's account and sign-in, written where the app keeps them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import psycopg

from lib.gateway import embedded
from lib.gateway.opening import DATABASE
from lib.gateway.passwords import hash_password
from tests.support.people import add_account
from tests.support.server import RunningApp

hashed = cache(hash_password)


@contextmanager
def of(app: RunningApp) -> Iterator[psycopg.Connection]:
    server = embedded.start(app.data)
    try:
        with psycopg.connect(server.url("admin", DATABASE), autocommit=True) as admin:
            yield admin
    finally:
        embedded.stop(server)


def add(admin: psycopg.Connection, email: str, password: str) -> str:
    return add_account(admin, email, password_hash=hashed(password))


def sign_in(admin: psycopg.Connection, user_id: str, secret: str) -> None:
    admin.execute(
        "insert into public.app_sessions (user_id, secret_hash, expires_at) "
        "values (%s, private.hash_secret(%s), now() + interval '1 day')",
        (user_id, secret),
    )
