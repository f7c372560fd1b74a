"""The migration runner: every file once, in order, whole or not at all, and a sentence when it cannot."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from lib.gateway import embedded, migrate
from lib.gateway.direct import Direct, open_database
from tests.db.attacks import matrix_faults
from tests.db.catalogue import catalogue_faults
from tests.db.refusals import all_at_once
from tests.support import database as databases
from tests.support.database import Urls

NEWEST = migrate.newest()
NEXT = f"{NEWEST + 1:04}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The migrations, to add to and to spoil."""
    return Path(shutil.copytree(migrate.MIGRATIONS, tmp_path / "migrations"))


@pytest.fixture
def own_server(postgres: str) -> Iterator[embedded.Server]:
    """Roles and their passwords belong to a server, so what changes them gets one to itself."""
    server = databases.start_server(postgres, f"-{uuid.uuid4().hex[:6]}")
    yield server
    embedded.stop(server)
    embedded.erase(server.data)


def apply(server: embedded.Server, urls: Urls, folder: Path = migrate.MIGRATIONS) -> list[str]:
    with databases.one_at_a_time():
        return migrate.migrate_url(urls.admin, databases.passwords(server), folder=folder)


def ask(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(query.encode())
        return cursor.fetchall() if cursor.description else []


def schema_version(urls: Urls) -> object:
    database = open_database(urls.authenticator, max_size=1)
    try:
        return Direct.anonymous(database).rpc("schema_version")
    finally:
        database.pool.close()


def test_every_file_is_applied_once_and_recorded(server: embedded.Server, empty_database: Urls) -> None:
    first, second = apply(server, empty_database), apply(server, empty_database)

    recorded = ask(empty_database.owner, "select number, name, checksum from migrations.applied order by 1")
    assert first == [m.name for m in migrate.files()]
    assert second == []
    assert recorded == [(m.number, m.name, m.checksum) for m in migrate.files()]


def test_the_database_says_the_number_of_the_newest_file(database: Urls) -> None:
    assert schema_version(database) == NEWEST


def test_a_new_file_is_applied_on_top(server: embedded.Server, empty_database: Urls, folder: Path) -> None:
    apply(server, empty_database)
    (folder / f"{NEXT}_more.sql").write_text("create table public.more (id int);")

    assert apply(server, empty_database, folder) == [f"{NEXT}_more.sql"]
    assert ask(empty_database.owner, "select count(*) from public.more") == [(0,)]


def test_an_edited_file_is_refused_by_name(server: embedded.Server, empty_database: Urls, folder: Path) -> None:
    apply(server, empty_database)
    first = migrate.files()[0].name
    with (folder / first).open("a") as file:
        file.write("\n-- a harmless remark\n")

    with pytest.raises(migrate.MigrationError, match=f"^{first} was changed after it had been applied"):
        apply(server, empty_database, folder)


def test_a_failing_file_leaves_nothing_and_the_version_before_it_works(
    server: embedded.Server, empty_database: Urls, folder: Path
) -> None:
    apply(server, empty_database)
    (folder / f"{NEXT}_breaks.sql").write_text("create table public.half (id int); select 1 / 0;")

    with pytest.raises(migrate.MigrationError, match=f"^{NEXT}_breaks.sql could not be applied.*division by zero"):
        apply(server, empty_database, folder)

    assert ask(empty_database.owner, "select to_regclass('public.half')") == [(None,)]
    assert ask(empty_database.owner, "select max(number) from migrations.applied") == [(NEWEST,)]
    assert schema_version(empty_database) == NEWEST
    assert apply(server, empty_database) == []


def test_a_file_that_fails_after_a_good_one_leaves_the_good_one(
    server: embedded.Server, empty_database: Urls, folder: Path
) -> None:
    apply(server, empty_database)
    (folder / f"{NEXT}_good.sql").write_text("create table public.good (id int);")
    (folder / f"{NEWEST + 2:04}_breaks.sql").write_text("create table public.good (id int);")

    with pytest.raises(migrate.MigrationError, match=r"breaks\.sql could not be applied.*already exists"):
        apply(server, empty_database, folder)

    assert ask(empty_database.owner, "select max(number) from migrations.applied") == [(NEWEST + 1,)]


def test_a_database_from_a_newer_version_is_refused(
    server: embedded.Server, empty_database: Urls, folder: Path
) -> None:
    (folder / f"{NEXT}_more.sql").write_text("create table public.more (id int);")
    apply(server, empty_database, folder)

    with pytest.raises(migrate.MigrationError, match="migrated by a newer version"):
        apply(server, empty_database)


@pytest.mark.parametrize("name", [f"{NEWEST + 2:04}_gap.sql", f"{NEWEST:04}_twice.sql", "0000_before.sql"])
def test_a_gap_in_the_numbers_is_refused_before_anything_happens(
    server: embedded.Server, empty_database: Urls, folder: Path, name: str
) -> None:
    (folder / name).write_text("select 1;")

    with pytest.raises(migrate.MigrationError, match="without gaps"):
        apply(server, empty_database, folder)

    assert ask(empty_database.admin, "select to_regnamespace('migrations')") == [(None,)]


@pytest.mark.parametrize("name", ["more.sql", "2_more.sql", f"{NEXT}-more.sql", f"{NEXT}_More.sql"])
def test_a_file_without_a_proper_name_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_text("select 1;")

    with pytest.raises(migrate.MigrationError, match=f"{name} should be named like"):
        migrate.files(folder)


def test_four_apps_starting_at_once_apply_each_file_once(server: embedded.Server, empty_database: Urls) -> None:
    logins = databases.passwords(server)

    with databases.one_at_a_time():
        results = all_at_once([lambda: migrate.migrate_url(empty_database.admin, logins)] * 4)

    applied = [name for result in results for name in (result if isinstance(result, list) else [result])]
    assert applied == [m.name for m in migrate.files()]


def test_a_waiting_app_gives_up_with_a_sentence(
    server: embedded.Server, empty_database: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "LOCK_SECONDS", 1)

    with psycopg.connect(empty_database.admin, autocommit=True) as busy:
        busy.execute("select pg_advisory_lock(%s)", (migrate.LOCK,))
        with pytest.raises(migrate.MigrationError, match="Another app has been migrating"):
            apply(server, empty_database)


def test_a_database_that_is_not_there_is_a_sentence(server: embedded.Server) -> None:
    with pytest.raises(migrate.MigrationError, match="cannot be reached"):
        migrate.migrate_url(server.url("admin", "nowhere"))


def test_new_passwords_take_effect_and_old_ones_end(own_server: embedded.Server) -> None:
    urls = databases.empty_database(own_server)
    migrate.migrate_url(urls.admin, databases.passwords(own_server))
    changed = {"authenticator": "another one", "wellspring_accounts": "and another"}

    assert migrate.migrate_url(urls.admin, changed) == []

    assert ask(make_conninfo(urls.authenticator, password="another one"), "select 1") == [(1,)]
    assert ask(make_conninfo(urls.accounts, password="and another"), "select 1") == [(1,)]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        ask(urls.authenticator, "select 1")


def admin_of_one_database(server: embedded.Server, login: str, options: str) -> str:
    """A person who may do what `options` say and owns one database: what a hosting company hands out."""
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as connection:
        connection.execute(f"create role {login} login password 'x' {options}".encode())
        connection.execute(f"create database {login} owner {login}".encode())
    return make_conninfo(server.url("admin", login), user=login, password="x")


def test_an_administrator_who_is_no_superuser_prepares_the_same_database(own_server: embedded.Server) -> None:
    url = admin_of_one_database(own_server, "keeper", "createrole")

    applied = migrate.migrate_url(url, databases.passwords(own_server))
    again = migrate.migrate_url(url, databases.passwords(own_server))

    with psycopg.connect(own_server.url("admin", "keeper"), autocommit=True) as admin:
        faults = catalogue_faults(admin) + matrix_faults(admin)
    assert (applied, again, faults) == ([m.name for m in migrate.files()], [], [])


def test_an_administrator_who_may_not_create_roles_is_told_so(own_server: embedded.Server) -> None:
    url = admin_of_one_database(own_server, "tenant", "nocreaterole")

    with pytest.raises(migrate.MigrationError, match=r"may not create roles.*use an administrator's URL"):
        migrate.migrate_url(url, databases.passwords(own_server))


def test_a_later_migration_may_be_applied_by_whoever_prepared_the_database(
    own_server: embedded.Server, folder: Path
) -> None:
    url = admin_of_one_database(own_server, "keeper", "createrole")
    migrate.migrate_url(url, databases.passwords(own_server))
    (folder / f"{NEXT}_more.sql").write_text("alter table public.profiles add column more int;")

    assert migrate.migrate_url(url, databases.passwords(own_server), folder=folder) == [f"{NEXT}_more.sql"]


def test_the_owner_of_the_tables_sees_no_rows_but_through_a_policy(admin: psycopg.Connection, database: Urls) -> None:
    with admin.transaction(force_rollback=True):
        admin.execute("insert into auth.users (email) values ('somebody@example.org')")
        admin.execute("drop policy keeper on public.profiles")
        admin.execute("set local role wellspring_owner")
        seen = admin.execute("select count(*) from public.profiles").fetchone()

    assert seen == (0,)


def test_what_supabase_has_pushed_is_taken_as_applied(server: embedded.Server, empty_database: Urls) -> None:
    apply(server, empty_database)
    ask(
        empty_database.admin,
        "delete from migrations.applied; create schema supabase_migrations; "
        "grant usage on schema supabase_migrations to wellspring_owner; "
        "create table supabase_migrations.schema_migrations (version text primary key, name text); "
        "grant select on supabase_migrations.schema_migrations to wellspring_owner; "
        + "".join(
            f"insert into supabase_migrations.schema_migrations values ('{m.number:04}', '{m.name}');"
            for m in migrate.files()
        ),
    )

    assert apply(server, empty_database) == []
    recorded = ask(empty_database.owner, "select number, checksum from migrations.applied order by 1")
    assert recorded == [(m.number, m.checksum) for m in migrate.files()]


def test_a_supabase_project_is_migrated_without_touching_what_it_brings(
    own_server: embedded.Server, tmp_path: Path
) -> None:
    urls = databases.empty_database(own_server)
    migrate.migrate_url(urls.admin, databases.passwords(own_server), folder=tmp_path)
    ask(urls.admin, "create role supabase_auth_admin; comment on schema auth is 'not ours'")

    applied = migrate.migrate_url(urls.admin, {"authenticator": "not ours to set"})

    assert applied == [m.name for m in migrate.files()]
    assert ask(urls.admin, "select obj_description('auth'::regnamespace, 'pg_namespace')") == [("not ours",)]
    assert schema_version(urls) == NEWEST
