"""The gateway over a plain Postgres: the four verbs and rpc, each one transaction in one round trip."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool, PoolTimeout

from lib.gateway import plain
from lib.gateway.port import ROW_CAP, UNREACHABLE, GatewayError, Row

SETTINGS = "-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s"

# Seconds to wait for a connection, and while the database was found away a moment ago.
PATIENCE = 2.0
PATIENCE_WHILE_AWAY = 1.5
REMEMBER_AWAY = 5.0
LONG_AGO = float("-inf")

Pool = ConnectionPool[psycopg.Connection[Any]]

SIGNATURE = """
select p.proretset, p.prorettype::regtype::text,
       array(select a.name from unnest(p.proargnames, p.proargmodes) with ordinality a(name, mode, place)
             where coalesce(a.mode, 'i') in ('i', 'b', 'v') order by a.place),
       array(select format_type(a, null) from unnest(p.proargtypes::oid[]) a)
from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where n.nspname = %s and p.proname = %s
"""


def open_database(url: str, *, max_size: int = 8) -> "Database":
    pool: Pool = ConnectionPool(
        url,
        min_size=1,
        max_size=max_size,
        # Give up soon and let the next call try afresh: after an outage nobody waits for a long pause to end.
        reconnect_timeout=1.0,
        check=ConnectionPool.check_connection,
        kwargs={
            "autocommit": True,
            "connect_timeout": 2,
            "options": SETTINGS,
            # A statement prepared in a pipeline that failed before it counts as prepared on one side only.
            "prepare_threshold": None,
            # A server that went silent is given up instead of waited for.
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 2,
            "tcp_user_timeout": 7000,
        },
        open=False,
    )
    pool.open()
    return Database(pool)


@dataclass(frozen=True)
class Signature:
    returns_set: bool
    returns: str
    arguments: Mapping[str, str]


@dataclass
class Database:
    """One login's connections, and what was learnt about the functions there: shared by everybody it serves."""

    pool: Pool
    signatures: dict[tuple[str, str], Signature] = field(default_factory=dict)
    away_at: float = LONG_AGO

    @contextmanager
    def connection(self) -> Iterator[psycopg.Connection[Any]]:
        # Whoever has just waited in vain must not wait as long again for the next call of the same page.
        patience = PATIENCE if time.monotonic() - self.away_at > REMEMBER_AWAY else PATIENCE_WHILE_AWAY
        try:
            with _translated(), self.pool.connection(timeout=patience) as connection:
                self.away_at = LONG_AGO
                yield connection
        except GatewayError as error:
            if error.code == UNREACHABLE:
                self.away_at = time.monotonic()
            raise

    def server_version(self) -> str:
        with self.connection() as connection:
            number = connection.info.server_version
        return f"{number // 10000}.{number % 10000}"

    def connections(self) -> dict[str, int]:
        stats = self.pool.get_stats()
        return {key: stats.get(key, 0) for key in ("pool_size", "pool_available", "requests_waiting")}

    def close(self) -> None:
        self.pool.close(timeout=2)


class Direct:
    def __init__(self, database: Database, claims: Mapping[str, Any] | None, *, schema: str = "public") -> None:
        self._database = database
        self._signatures = database.signatures
        self._schema = schema
        # None: the connection's own role, as sign-in work uses it.
        self._claims = claims

    @classmethod
    def anonymous(cls, database: Database) -> "Direct":
        return cls(database, {"role": "anon"})

    @classmethod
    def person(cls, database: Database, user_id: str, *, schema: str = "public") -> "Direct":
        return cls(database, {"role": "authenticated", "sub": user_id}, schema=schema)

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
        table = self._identifier(relation)
        where, values = self._where(plain.filters(eq))
        ordered: sql.Composable = sql.SQL("")
        if order:
            ordered = sql.SQL(" order by t.{} {} nulls last").format(
                sql.Identifier(plain.name(order)), sql.SQL("desc" if desc else "asc")
            )
        limit, offset = plain.page(limit, offset)
        query = sql.SQL(
            "select coalesce(json_agg(to_json(row$)), '[]') from "
            "(select t.* from {table} t{where}{order} limit {limit} offset {offset}) row$"
        ).format(table=table, where=where, order=ordered, limit=sql.Literal(limit), offset=sql.Literal(offset))
        return self._rows(query, values)

    def insert(self, relation: str, rows: Row | Sequence[Row]) -> list[Row]:
        given = plain.rows(rows)
        if not given:
            return []
        table = self._identifier(relation)
        names = sql.SQL(", ").join(map(sql.Identifier, plain.columns(given)))
        query = sql.SQL(
            "with row$ as (insert into {table} ({names}) select {names} from "
            "json_populate_recordset(null::{table}, %s::json) returning *) "
            "select coalesce(json_agg(to_json(row$)), '[]') from row$"
        ).format(table=table, names=names)
        return self._rows(query, [plain.to_json(given)])

    def update(self, relation: str, patch: Row, *, eq: Mapping[str, Any]) -> list[Row]:
        table = self._identifier(relation)
        where, values = self._where(plain.filters(eq, needed=True))
        columns = plain.columns([patch])
        if not columns:
            return []
        changes = sql.SQL(", ").join(sql.SQL("{0} = p.{0}").format(sql.Identifier(c)) for c in columns)
        query = sql.SQL(
            "with row$ as (update {table} t set {changes} from json_populate_record(null::{table}, %s::json) p"
            "{where} returning t.*) select coalesce(json_agg(to_json(row$)), '[]') from row$"
        ).format(table=table, changes=changes, where=where)
        return self._rows(query, [plain.to_json(patch), *values])

    def delete(self, relation: str, *, eq: Mapping[str, Any]) -> list[Row]:
        table = self._identifier(relation)
        where, values = self._where(plain.filters(eq, needed=True))
        query = sql.SQL(
            "with row$ as (delete from {table} t{where} returning t.*) "
            "select coalesce(json_agg(to_json(row$)), '[]') from row$"
        ).format(table=table, where=where)
        return self._rows(query, values)

    def rpc(self, function: str, args: Mapping[str, Any] | None = None) -> Any:
        given = {plain.name(key): value for key, value in (args or {}).items()}
        signature = self._signature(plain.name(function))
        if given.keys() - signature.arguments.keys():
            # The function may have changed under a running app.
            self._signatures.pop((self._schema, function), None)
            signature = self._signature(function)
        unknown = given.keys() - signature.arguments.keys()
        if unknown:
            raise GatewayError("42883", f"{function} takes no argument {sorted(unknown)[0]}.")
        result = sql.SQL("to_json(row$)")
        if signature.returns == "void":
            result = sql.SQL("null::json")
        elif signature.returns_set:
            result = sql.SQL("coalesce(json_agg(to_json(row$)), '[]')")
        named = sql.SQL(", ").join(sql.SQL("{0} := a.{0}").format(sql.Identifier(key)) for key in given)
        call = sql.SQL("{}({})").format(self._identifier(function), named)
        typed = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(key), sql.SQL(signature.arguments[key])) for key in given
        )
        source = sql.SQL("{} row$").format(call)
        if given:
            source = sql.SQL("json_to_record(%s::json) a({}), lateral {}").format(typed, source)
        # The inner select gives single values their own column and named results theirs, as PostgREST does.
        query = sql.SQL("select {} from (select row$.* from {} limit {}) row$").format(
            result, source, sql.Literal(ROW_CAP)
        )
        values = [plain.to_json(given)] if given else []
        try:
            return self._run(query, values)
        except GatewayError as error:
            if error.code == "42883":
                self._signatures.pop((self._schema, function), None)
            raise

    def _signature(self, function: str) -> Signature:
        key = (self._schema, function)
        if key not in self._signatures:
            with self._database.connection() as connection:
                found = connection.execute(SIGNATURE, (self._schema, function)).fetchall()
            if len(found) != 1:
                raise GatewayError("42883", f"There is no function {function}.")
            returns_set, returns, names, types = found[0]
            # An argument without a name cannot be given a value.
            self._signatures[key] = Signature(returns_set, returns, dict(zip(names, types, strict=False)))
        return self._signatures[key]

    def _identifier(self, relation: str) -> sql.Identifier:
        return sql.Identifier(self._schema, plain.name(relation))

    def _where(self, eq: Mapping[str, str | None]) -> tuple[sql.Composable, list[str]]:
        parts: list[sql.Composable] = []
        for key, value in eq.items():
            test = "t.{} is null" if value is None else "t.{} = %s"
            parts.append(sql.SQL(test).format(sql.Identifier(key)))
        where = sql.SQL(" where ") + sql.SQL(" and ").join(parts) if parts else sql.SQL("")
        return where, [value for value in eq.values() if value is not None]

    def _rows(self, query: sql.Composed, values: list[Any]) -> list[Row]:
        result: list[Row] = self._run(query, values)
        return result

    def _run(self, query: sql.Composed, values: list[Any]) -> Any:
        with self._database.connection() as connection:
            if self._claims is None:
                return _first(connection.execute(query, values))
            # Everything up to the end of a pipeline is one transaction, so role and claims end with it.
            with connection.pipeline():
                connection.execute(
                    "select set_config('role', %s, true), set_config('request.jwt.claims', %s, true)",
                    (self._claims["role"], plain.to_json(self._claims)),
                )
                cursor = connection.execute(query, values)
            return _first(cursor)


def _first(cursor: psycopg.Cursor[Any]) -> Any:
    row = cursor.fetchone()
    return row[0] if row else None


@contextmanager
def _translated() -> Iterator[None]:
    """No driver's own exception leaves this module."""
    unreachable = partial(GatewayError, UNREACHABLE, "The database cannot be reached.")
    try:
        yield
    except PoolTimeout as error:
        raise unreachable() from error
    except psycopg.Error as error:
        code = error.sqlstate
        if code is None or code.startswith(plain.AWAY):
            raise unreachable() from error
        raise GatewayError(code, error.diag.message_primary or "The database refused.") from error
