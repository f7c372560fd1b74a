"""Ways in which a migration could break the database's guard, made from what its catalogue holds."""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg

from tests.db.catalogue_policies import UID
from tests.db.catalogue_reading import FROM_FUNCTIONS, SIGNATURE, rows
from tests.db.matrix import CALL, RELATIONS

VERBS = ("select", "insert", "update", "delete", "truncate", "references", "trigger")
# The metadata of a token is the person's own to fill in on Supabase.
TRUSTS_METADATA = "(select auth.jwt()) #>> '{app_metadata,role}' = 'service_role'"
ANYBODY = "(select auth.uid()) is not null"
# Conditions that let others in, made from the one that does not.
LOOSER = {
    "(true)": "true",
    "any signed-in caller": ANYBODY,
    "or metadata of the token": f"({{text}}) or {TRUSTS_METADATA}",
}


@dataclass(frozen=True)
class Mutation:
    name: str
    sql: str
    # What it concerns, so that only this part of the matrix needs to be tried.
    relation: str | None = None
    function: str | None = None
    all_functions: bool = False
    # Lets through rows of others where a right is granted: the matrix alone must notice.
    loosens: bool = False


def mutations(admin: psycopg.Connection) -> list[Mutation]:
    return [*of_policies(admin), *of_tables(), *of_functions(admin), *of_the_rest(), *unlisted()]


def of_policies(admin: psycopg.Connection) -> Iterator[Mutation]:
    query = (
        "select schemaname || '.' || tablename, policyname::text, roles::text[], cmd, qual, with_check "
        "from pg_policies where schemaname in ('public', 'storage') order by 1, 2"
    )
    for table, policy, roles, command, qual, check in rows(admin, query):
        about = f"{table}, policy {policy}"
        alter = f"alter policy {policy} on {table}"
        yield Mutation(f"{about}: dropped", f"drop policy {policy} on {table}", table, all_functions=True)
        yield Mutation(f"{about}: to public", f"{alter} to public", table)
        if roles != ["authenticated"]:
            yield Mutation(f"{about}: to authenticated", f"{alter} to authenticated", table)
            yield Mutation(f"{about}: using (false)", f"{alter} using (false)", table, all_functions=True)
            continue
        if qual == "true":
            continue
        for clause, text in (("using", qual), ("with check", check)):
            if text is None:
                continue
            for how, looser in LOOSER.items():
                condition = looser.replace("{text}", text)
                yield Mutation(f"{about}: {clause} {how}", f"{alter} {clause} ({condition})", table, loosens=True)
            if UID in text:
                yield Mutation(
                    f"{about}: {clause} without select around auth.uid()",
                    f"{alter} {clause} ({text.replace(UID, 'auth.uid()')})",
                    table,
                )
            yield Mutation(f"{about}: {clause} (false)", f"{alter} {clause} (false)", table)
        both = f"using ({qual or check}) with check ({check or qual})"
        if command == "UPDATE":
            yield Mutation(
                f"{about}: using and with check (true)", f"{alter} using (true) with check (true)", table, loosens=True
            )
        yield Mutation(
            f"{about}: for all",
            f"drop policy {policy} on {table}; create policy {policy} on {table} to authenticated {both}",
            table,
        )
    yield Mutation(
        "storage.objects, policy meal_photos_insert: without the profile",
        "alter policy meal_photos_insert on storage.objects with check (bucket_id = 'meal-photos' "
        "and (storage.foldername(name))[1] = (select auth.uid())::text)",
        "storage.objects",
    )


def of_tables() -> Iterator[Mutation]:
    for relation in RELATIONS:
        name = relation.name
        for who in ("anon", "authenticated", "public"):
            yield Mutation(f"{name}: grant all to {who}", f"grant all on {name} to {who}", name)
        yield Mutation(f"{name}: grant select to anon", f"grant select on {name} to anon", name)
        yield Mutation(f"{name}: grant select to authenticator", f"grant select on {name} to authenticator", name)
        for verb in VERBS:
            if verb not in relation.verbs or verb in relation.columns:
                yield Mutation(f"{name}: grant {verb}", f"grant {verb} on {name} to authenticated", name)
        for verb in sorted(relation.verbs):
            yield Mutation(f"{name}: revoke {verb}", f"revoke {verb} on {name} from authenticated", name)
        if relation.view_of:
            yield Mutation(f"{name}: as its owner", f"alter view {name} set (security_invoker = false)", name)
            continue
        if relation.guarded:
            yield Mutation(f"{name}: row security off", f"alter table {name} disable row level security", name)
        if relation.forced:
            yield Mutation(f"{name}: not forced", f"alter table {name} no force row level security", name)
        if relation.append_only:
            for trigger in ("only_added", "never_emptied"):
                yield Mutation(f"{name}: without {trigger}", f"drop trigger {trigger} on {name}", name)
                yield Mutation(f"{name}: {trigger} off", f"alter table {name} disable trigger {trigger}", name)
        if relation.whose == "user_id":
            constraint = f"{relation.name.split('.')[1]}_user_id_fkey"
            yield Mutation(f"{name}: rows stay behind", f"alter table {name} drop constraint {constraint}", name)
    for column, verb, table in (
        ("tier", "update", "public.profiles"),
        ("user_id", "update", "public.profiles"),
        ("secret_hash", "select", "public.app_sessions"),
        ("sealed", "select", "public.app_sessions"),
    ):
        yield Mutation(f"{table}: {verb} of {column}", f"grant {verb} ({column}) on {table} to authenticated", table)


def of_functions(admin: psycopg.Connection) -> Iterator[Mutation]:
    for name, definer in rows(admin, f"select {SIGNATURE}, p.prosecdef {FROM_FUNCTIONS} order by 1"):
        may = CALL[name].may
        yield Mutation(f"{name}: to public", f"grant execute on function {name} to public", function=name)
        for who in ("anon", "authenticated"):
            verb, to = ("revoke", "from") if who in may.split() else ("grant", "to")
            yield Mutation(f"{name}: {verb} {who}", f"{verb} execute on function {name} {to} {who}", function=name)
        yield Mutation(f"{name}: search_path", f"alter function {name} reset search_path", function=name)
        other = "invoker" if definer else "definer"
        yield Mutation(f"{name}: {other}", f"alter function {name} security {other}", function=name)


def of_the_rest() -> Iterator[Mutation]:
    for schema in ("private", "migrations"):
        for who in ("anon", "authenticated", "public"):
            yield Mutation(f"schema {schema}: usage for {who}", f"grant usage on schema {schema} to {who}")
    for schema in ("public", "auth", "storage", "private"):
        yield Mutation(f"schema {schema}: create", f"grant create on schema {schema} to authenticated")
    for who in ("anon", "authenticated"):
        yield Mutation(f"{who} bypasses policies", f"alter role {who} bypassrls", "public.profiles")
    for what in ("tables", "functions", "sequences"):
        yield Mutation(
            f"new {what} for everybody",
            f"alter default privileges for role wellspring_owner in schema public grant all on {what} to anon",
        )
    yield Mutation(
        "new functions for public",
        "alter default privileges for role wellspring_owner grant execute on functions to public",
    )
    for index in ("audit_log_user_id", "app_sessions_user_id"):
        yield Mutation(f"{index}: dropped", f"drop index public.{index}")


def unlisted() -> Iterator[Mutation]:
    """What a next migration could bring along without an entry in the matrix."""
    for schema in ("public", "private", "storage", "auth"):
        name = f"{schema}.sneaked_in"
        yield Mutation(f"{name}: table", f"create table {name} (id int)")
        yield Mutation(f"{name}: view", f"create view {name} as select 1 as id")
        yield Mutation(f"{name}: materialised view", f"create materialized view {name} as select 1 as id")
        yield Mutation(f"{name}: sequence", f"create sequence {name}")
        yield Mutation(f"{name}: function", f"create function {name}() returns int language sql return 1")
    yield Mutation(
        "public.use_quota: with another argument",
        "create function public.use_quota(p int) returns int language sql set search_path = '' return 1",
    )
    yield Mutation("schema sneaked_in", "create schema sneaked_in")
