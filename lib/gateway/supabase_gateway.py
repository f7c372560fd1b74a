"""The gateway over Supabase: the four verbs and rpc through supabase-py, each one request."""

import logging
import re
from collections.abc import Mapping, Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any

import httpx

from lib.gateway import plain
from lib.gateway.port import ROW_CAP, SESSION_ENDED, UNREACHABLE, GatewayError, Row

if TYPE_CHECKING:
    from supabase import Client

# A second more than the database's own limit, so that it is the database that gives up and says so.
TIMEOUT = httpx.Timeout(6.0, connect=3.0)
SQLSTATE = re.compile(r"[0-9A-Z]{5}")
# PostgREST looks names up before it asks Postgres, and has codes of its own for what it does not find.
SAME_AS = {"PGRST202": "42883", "PGRST203": "42883", "PGRST204": "42703", "PGRST205": "42P01"}
TOKEN_REFUSED = ("PGRST301", "PGRST302", "PGRST303")
AWAY = ("PGRST000", "PGRST001", "PGRST002", "PGRST003", "PGRSTX00")


class Project:
    """One Supabase project: its address, its public key, and the connections to it that everybody shares."""

    def __init__(self, url: str, key: str) -> None:
        self.url = url.rstrip("/")
        self.key = key
        # A cookie that one person's answer sets would go out with the next person's request.
        no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        self.http = httpx.Client(http2=False, timeout=TIMEOUT, follow_redirects=False, cookies=no_cookies)
        # At its usual level httpx logs every address, and filters carry what people wrote.
        logging.getLogger("httpx").setLevel(logging.WARNING)

    def client(self, token: str | None) -> "Client":
        """A new one for each person and rerun: options that two share would make the second the first."""
        from supabase import create_client
        from supabase.lib.client_options import SyncClientOptions

        options = SyncClientOptions(
            headers={"Authorization": f"Bearer {token or self.key}"},
            auto_refresh_token=False,
            persist_session=False,
            postgrest_client_retry=False,
            httpx_client=self.http,
        )
        return create_client(self.url, self.key, options)

    def close(self) -> None:
        self.http.close()


class SupabaseGateway:
    def __init__(self, project: Project, token: str | None) -> None:
        self._client = project.client(token)
        self.token = token

    def select(
        self,
        relation: str,
        *,
        eq: Mapping[str, Any] | None = None,
        order: str | None = None,
        desc: bool = False,
        limit: int = ROW_CAP,
        offset: int = 0,
    ) -> list[Row]:
        query = _chosen(self._client.table(plain.name(relation)).select("*"), plain.filters(eq))
        if order:
            query = query.order(plain.name(order), desc=desc, nullsfirst=False)
        limit, offset = plain.page(limit, offset)
        return self._rows(query.limit(limit).offset(offset))

    def insert(self, relation: str, rows: Row | Sequence[Row]) -> list[Row]:
        given = plain.rows(rows)
        if not given:
            return []
        plain.columns(given)
        return self._rows(self._client.table(plain.name(relation)).insert(plain.plain(given)))

    def update(self, relation: str, patch: Row, *, eq: Mapping[str, Any]) -> list[Row]:
        table = self._client.table(plain.name(relation))
        where = plain.filters(eq, needed=True)
        if not plain.columns([patch]):
            return []
        return self._rows(_chosen(table.update(plain.plain(patch)), where))

    def delete(self, relation: str, *, eq: Mapping[str, Any]) -> list[Row]:
        table = self._client.table(plain.name(relation))
        return self._rows(_chosen(table.delete(), plain.filters(eq, needed=True)))

    def rpc(self, function: str, args: Mapping[str, Any] | None = None) -> Any:
        given = {plain.name(key): value for key, value in (args or {}).items()}
        return self._answer(self._client.rpc(plain.name(function), plain.plain(given)))

    def _rows(self, query: Any) -> list[Row]:
        found = self._answer(query)
        if not isinstance(found, list):
            raise unreachable()
        return found

    def _answer(self, query: Any) -> Any:
        # Not through the library's `execute`: it takes an error page for a text, and nothing for an empty list.
        try:
            response: httpx.Response = query.request.send(httpx.Headers())
        except httpx.HTTPError:
            raise unreachable() from None
        if not response.is_success:
            raise _refusal(response, signed_in=self.token is not None)
        if not response.content:
            return None
        try:
            return response.json()
        except ValueError:
            raise unreachable() from None


def unreachable() -> GatewayError:
    return GatewayError(UNREACHABLE, "The database cannot be reached.")


def session_ended() -> GatewayError:
    return GatewayError(SESSION_ENDED, "This sign-in has ended.")


def _chosen(query: Any, where: Mapping[str, str | None]) -> Any:
    for column, value in where.items():
        query = query.is_(column, "null") if value is None else query.eq(column, value)
    return query


def _refusal(response: httpx.Response, *, signed_in: bool) -> GatewayError:
    try:
        body = response.json()
        code, message = str(body["code"]), str(body["message"])
    except (ValueError, TypeError, KeyError):
        return unreachable()
    code = SAME_AS.get(code, code)
    if code in TOKEN_REFUSED:
        # Without a person it is the app's own key that is refused, which is nobody's sign-in coming to an end.
        return session_ended() if signed_in else unreachable()
    if code in AWAY or code.startswith(plain.AWAY):
        return unreachable()
    if SQLSTATE.fullmatch(code) or code.startswith("PGRST"):
        return GatewayError(code, message)
    return unreachable()
