"""How the rules about the catalogue read it."""

from collections.abc import Callable

import psycopg

SCHEMAS = ("public", "private", "storage", "auth", "migrations")
# Schemas that are looked into: everything but Postgres's own.
OURS = "n.nspname !~ '^(pg_|information_schema$)'"
OUTSIDERS = {"anon", "authenticated", "public", "authenticator"}

NAME = "(n.nspname || '.' || c.relname)"
GRANTEE = "case a.grantee when 0 then 'public' else a.grantee::regrole::text end"

Connection = psycopg.Connection
Rule = Callable[[Connection], list[str]]


SIGNATURE = (
    "n.nspname || '.' || p.proname || '(' || array_to_string(array(select format_type(t, null) "
    "from unnest(p.proargtypes::oid[]) t), ',') || ')'"
)
FROM_FUNCTIONS = f"from pg_proc p join pg_namespace n on n.oid = p.pronamespace where {OURS}"


def rows(connection: Connection, query: str) -> list[tuple]:
    return connection.execute(query.encode()).fetchall()
