"""The stand-in's PostgREST: tables, views and functions, with the caller's role and claims."""

import json
import re
from collections.abc import Mapping
from typing import Any

import jwt
import psycopg
from psycopg import sql

from tests.support.supabase_wire import Away, Connections, Reply, Request, Tokens, Unknown, refuse

MAX_ROWS = 1000
# PostgREST lets clocks differ by this much.
LEEWAY = 30

RELATION = """
select c.oid from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relname = %s and c.relkind in ('r', 'v', 'm', 'p', 'f')
"""
COLUMNS = """
select attname, format_type(atttypid, atttypmod) from pg_attribute
where attrelid = %s and attnum > 0 and not attisdropped
"""
FUNCTIONS = """
select p.proretset, t.typname = 'void',
       t.typtype = 'c' or coalesce(p.proargmodes::text[] && '{t,b,o}', false),
       coalesce(p.proargnames, '{}'), coalesce(p.proargmodes::text[], array_fill('i'::text, array[p.pronargs::int])),
       array(select format_type(x, null) from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) x),
       p.pronargs - p.pronargdefaults
from pg_proc p join pg_type t on t.oid = p.prorettype
where p.pronamespace = 'public'::regnamespace and p.proname = %s and p.prokind = 'f'
"""


class Refused(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.reply = refuse(status, {"code": code, "message": message, "details": None, "hint": None})


class RestPart:
    def __init__(self, people: Connections, tokens: Tokens, key: str, statement_timeout: str) -> None:
        self._people = people
        self._tokens = tokens
        self._key = key
        self._timeout = statement_timeout

    def answer(self, request: Request) -> Reply:
        name = request.path.removeprefix("/rest/v1/")
        for header in ("accept-profile", "content-profile"):
            if request.headers.get(header, "public") != "public":
                raise Unknown(f"{header} {request.headers[header]}")
        try:
            claims = self._claims(request)
        except Refused as refused:
            return refused.reply
        try:
            with self._people.transaction() as connection:
                self._become(connection, claims)
                return self._perform(connection, request, name)
        except Refused as refused:
            return refused.reply
        except Away:
            return Refused(503, "PGRST000", "Database connection error. Retrying the connection.").reply
        except psycopg.Error as error:
            return _database_refusal(error, signed_in=claims["role"] != "anon")

    def _claims(self, request: Request) -> dict[str, Any]:
        token = request.bearer()
        if token == self._key:
            return {"role": "anon"}
        try:
            return self._tokens.read(token, leeway=LEEWAY)
        except jwt.ExpiredSignatureError:
            raise Refused(401, "PGRST303", "JWT expired") from None
        except jwt.PyJWTError:
            raise Refused(401, "PGRST301", "No suitable key or wrong key type") from None

    def _become(self, connection: psycopg.Connection, claims: Mapping[str, Any]) -> None:
        connection.execute(
            "select set_config('role', %s, true), set_config('request.jwt.claims', %s, true), "
            "set_config('statement_timeout', %s, true), set_config('lock_timeout', '300ms', true), "
            "set_config('search_path', 'public', true)",
            (claims["role"], json.dumps(claims), self._timeout),
        )

    def _perform(self, connection: psycopg.Connection, request: Request, name: str) -> Reply:
        if name.startswith("rpc/"):
            if request.method != "POST" or request.query:
                raise Unknown("a function is called by POST, without a query")
            return call(connection, name.removeprefix("rpc/"), request.json())
        match request.method:
            case "GET":
                return read(connection, name, request.query)
            case "POST":
                return add(connection, name, request)
            case "PATCH":
                return change(connection, name, request)
            case "DELETE":
                return remove(connection, name, request)
        raise Unknown("no such verb")


def relation(connection: psycopg.Connection, name: str) -> tuple[sql.Identifier, dict[str, str]]:
    found = connection.execute(RELATION, (name,)).fetchone() if re.fullmatch(r"\w+", name) else None
    if not found:
        raise Refused(404, "PGRST205", f"Could not find the table 'public.{name}' in the schema cache")
    columns = dict(connection.execute(COLUMNS, found).fetchall())
    return sql.Identifier("public", name), columns


def conditions(table: sql.Identifier, pairs: list[tuple[str, str]]) -> tuple[sql.Composable, list[str]]:
    tests: list[sql.Composable] = []
    values = []
    for column, text in pairs:
        operator, dot, value = text.partition(".")
        if operator == "eq" and dot:
            tests.append(sql.SQL("{}.{} = %s").format(table, sql.Identifier(column)))
            values.append(value)
        elif text == "is.null":
            tests.append(sql.SQL("{}.{} is null").format(table, sql.Identifier(column)))
        else:
            raise Unknown(f"filter {column}={text}")
    where = sql.SQL(" where ") + sql.SQL(" and ").join(tests) if tests else sql.SQL("")
    return where, values


def read(connection: psycopg.Connection, name: str, query: list[tuple[str, str]]) -> Reply:
    table, _ = relation(connection, name)
    order, limit, offset = sql.SQL(""), MAX_ROWS, 0
    filters = []
    for key, value in query:
        if key == "select" and value == "*":
            continue
        if key == "order" and (match := re.fullmatch(r"([a-z0-9_]+)\.(asc|desc)\.nullslast", value)):
            direction = sql.SQL(match[2])
            order = sql.SQL(" order by {}.{} {} nulls last").format(table, sql.Identifier(match[1]), direction)
        elif key == "limit" and value.isdigit():
            limit = min(limit, int(value))
        elif key == "offset" and value.isdigit():
            offset = int(value)
        elif key in ("select", "order", "limit", "offset"):
            raise Unknown(f"{key}={value}")
        else:
            filters.append((key, value))
    where, values = conditions(table, filters)
    source = sql.SQL("select {0}.* from {0}{1}{2} limit %s offset %s").format(table, where, order)
    return rows(connection, source, [*values, limit, offset], 200)


def add(connection: psycopg.Connection, name: str, request: Request) -> Reply:
    table, columns = relation(connection, name)
    expect_representation(request)
    given = request.json()
    if [key for key, _ in request.query] != ["columns"] or not isinstance(given, list):
        raise Unknown("an insert is a list of rows with their columns")
    named = [column.strip('"') for column in request.query[0][1].split(",")]
    names, typed = body_columns(name, columns, named)
    source = sql.SQL(
        "insert into {table} ({names}) select {names} from json_to_recordset(%s::json) as body({typed}) "
        "returning {table}.*"
    ).format(table=table, names=names, typed=typed)
    return rows(connection, source, [json.dumps(given)], 201)


def change(connection: psycopg.Connection, name: str, request: Request) -> Reply:
    table, columns = relation(connection, name)
    expect_representation(request)
    expect_filter(request)
    given = request.json()
    names, typed = body_columns(name, columns, list(given))
    where, values = conditions(table, request.query)
    sets = sql.SQL(", ").join(sql.SQL("{0} = body.{0}").format(sql.Identifier(column)) for column in given)
    source = sql.SQL(
        "update {table} set {sets} from (select {names} from json_to_record(%s::json) as b({typed})) body{where} "
        "returning {table}.*"
    ).format(table=table, sets=sets, names=names, typed=typed, where=where)
    return rows(connection, source, [json.dumps(given), *values], 200)


def remove(connection: psycopg.Connection, name: str, request: Request) -> Reply:
    table, _ = relation(connection, name)
    expect_representation(request)
    expect_filter(request)
    where, values = conditions(table, request.query)
    return rows(connection, sql.SQL("delete from {0}{1} returning {0}.*").format(table, where), values, 200)


def call(connection: psycopg.Connection, name: str, given: dict[str, Any]) -> Reply:
    fitting = []
    for retset, void, composite, names, modes, types, required in connection.execute(FUNCTIONS, (name,)).fetchall():
        ins = [(n, t) for n, m, t in zip(names, modes, types, strict=True) if m in ("i", "b", "v")]
        if set(given) <= {n for n, _ in ins} and {n for n, _ in ins[:required]} <= set(given):
            fitting.append((retset, void, composite, dict(ins)))
    if not fitting:
        wanted = f"({', '.join(given)})" if given else " without parameters"
        raise Refused(404, "PGRST202", f"Could not find the function public.{name}{wanted} in the schema cache")
    if len(fitting) > 1:
        raise Refused(300, "PGRST203", "Could not choose the best candidate function")
    retset, void, composite, types = fitting[0]
    arguments = sql.SQL(", ").join(sql.SQL("{0} := args.{0}").format(sql.Identifier(key)) for key in given)
    called = sql.SQL("{}({})").format(sql.Identifier("public", name), arguments)
    scalar = not composite
    if scalar:
        called = sql.SQL("(select {} as pgrst_scalar)").format(called)
    source = sql.SQL("{} as answer").format(called)
    if given:
        typed = sql.SQL(", ").join(sql.SQL("{} {}").format(sql.Identifier(key), sql.SQL(types[key])) for key in given)
        source = sql.SQL("json_to_record(%s::json) as args({}), lateral {}").format(typed, source)
    picked = sql.SQL("select answer.* from {} limit {}").format(source, sql.Literal(MAX_ROWS))
    one = "picked.pgrst_scalar" if scalar else "picked"
    whole = f"coalesce(json_agg({one}), '[]')" if retset else f"coalesce(json_agg({one}) -> 0, 'null')"
    query = sql.SQL("select ({})::text from ({}) picked").format(sql.SQL(whole), picked)
    found = connection.execute(query, [json.dumps(given)] if given else []).fetchone()
    assert found
    return Reply(204) if void else Reply(200, found[0].encode())


def rows(connection: psycopg.Connection, source: sql.Composable, values: list[Any], status: int) -> Reply:
    # As PostgREST names it: a table may well have a column called source.
    query = sql.SQL(
        "with pgrst_source as ({}) select coalesce(json_agg(pgrst_source), '[]')::text from pgrst_source"
    ).format(source)
    found = connection.execute(query, values).fetchone()
    assert found
    return Reply(status, found[0].encode())


def body_columns(name: str, columns: Mapping[str, str], named: list[str]) -> tuple[sql.Composable, sql.Composable]:
    for column in named:
        if column not in columns:
            message = f"Could not find the '{column}' column of '{name}' in the schema cache"
            raise Refused(400, "PGRST204", message)
    names = sql.SQL(", ").join(map(sql.Identifier, named))
    typed = sql.SQL(", ").join(sql.SQL("{} {}").format(sql.Identifier(c), sql.SQL(columns[c])) for c in named)
    return names, typed


def expect_representation(request: Request) -> None:
    if request.headers.get("prefer") != "return=representation":
        raise Unknown(f"prefer {request.headers.get('prefer')}")


def expect_filter(request: Request) -> None:
    reserved = {"select", "columns", "on_conflict", "order", "limit", "offset", "and", "or"}
    if not [key for key, _ in request.query if key not in reserved] or len(request.query) < 1:
        raise Unknown("a change without a filter")
    if any(key in reserved for key, _ in request.query):
        raise Unknown("a filter on a word that PostgREST keeps for itself")


def _database_refusal(error: psycopg.Error, *, signed_in: bool) -> Reply:
    code = error.sqlstate
    if code is None:
        return Refused(503, "PGRST001", "Database client error. Retrying the connection.").reply
    body = {
        "code": code,
        "message": error.diag.message_primary,
        "details": error.diag.message_detail,
        "hint": error.diag.message_hint,
    }
    return refuse(_status(code, signed_in=signed_in), body)


def _status(code: str, *, signed_in: bool) -> int:
    exact = {"23503": 409, "23505": 409, "25006": 405, "42883": 404, "42P01": 404, "P0001": 400}
    if code == "42501":
        return 403 if signed_in else 401
    if code in exact:
        return exact[code]
    classes = {"08": 503, "09": 500, "0L": 403, "0P": 403, "25": 500, "28": 403, "2D": 500, "38": 500, "39": 500}
    classes |= {"3B": 500, "40": 500, "53": 503, "54": 500, "55": 500, "57": 500, "58": 500, "F0": 500, "HV": 500}
    classes |= {"P0": 500, "XX": 500}
    return classes.get(code[:2], 400)
