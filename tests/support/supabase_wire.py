"""What the parts of the stand-in share: requests, replies, and tokens signed with a key of their own."""

import json
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
import psycopg


class Unknown(Exception):
    """A request that the app is not known to make."""


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def bearer(self) -> str:
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or not token:
            raise Unknown("no bearer token")
        return token


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes = b""
    content_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


def refuse(status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status, json.dumps(body).encode(), headers=headers or {})


class Tokens:
    """Access tokens, HS256, as Supabase Auth issues them and the other parts check them."""

    def __init__(self) -> None:
        self._key = secrets.token_hex(32)
        self.lifetime = 3600

    def issue(self, user_id: str, email: str, session_id: str, lifetime: int | None = None) -> str:
        now = int(time.time())
        claims = {
            "aud": "authenticated",
            "role": "authenticated",
            "sub": user_id,
            "email": email,
            "session_id": session_id,
            "iat": now,
            "exp": now + (self.lifetime if lifetime is None else lifetime),
            "app_metadata": {"provider": "email"},
            "user_metadata": {},
        }
        return jwt.encode(claims, self._key, algorithm="HS256")

    def read(self, token: str, *, leeway: int = 0) -> dict[str, Any]:
        return jwt.decode(token, self._key, algorithms=["HS256"], audience="authenticated", leeway=leeway)

    def role_of(self, request: Request) -> str:
        try:
            return str(self.read(request.bearer(), leeway=10**9)["role"])
        except (jwt.PyJWTError, Unknown):
            return "anon"


class Away(Exception):
    """The database takes no connections."""


class Connections:
    """Keeps connections for the next request, and makes a new one whenever the old one is no good."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._idle: list[psycopg.Connection] = []

    @contextmanager
    def transaction(self) -> Iterator[psycopg.Connection]:
        connection = self._usable()
        try:
            with connection.transaction():
                yield connection
        finally:
            if connection.broken:
                connection.close()
            else:
                self._idle.append(connection)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _usable(self) -> psycopg.Connection:
        while self._idle:
            connection = self._idle.pop()
            try:
                connection.execute("select 1")
                return connection
            except psycopg.OperationalError:
                connection.close()
        try:
            return psycopg.connect(self._url, autocommit=True, connect_timeout=2)
        except psycopg.OperationalError as error:
            raise Away from error
