"""Brings a database to the shape this version needs: numbered files, each in its own transaction, once."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from lib.gateway import reference
from lib.settings import ROOT

PLATFORM = ROOT / "sql" / "platform"
MIGRATIONS = ROOT / "sql" / "migrations"

# Any number does, as long as every starting app takes the same.
LOCK = 7_301_946
LOCK_SECONDS = 60
LOGINS = ("wellspring_owner", "authenticator", "wellspring_accounts")


class MigrationError(Exception):
    """Why the database could not be brought up to date, as a sentence."""


@dataclass(frozen=True)
class Migration:
    number: int
    name: str
    text: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def files(folder: Path = MIGRATIONS) -> list[Migration]:
    found = []
    for path in sorted(folder.glob("*.sql")):
        match = re.fullmatch(r"(\d{4})_[a-z0-9_]+", path.stem)
        if not match:
            raise MigrationError(f"{path.name} should be named like 0001_what_it_does.sql.")
        found.append(Migration(int(match[1]), path.name, path.read_text(encoding="utf-8")))
    numbers = [m.number for m in found]
    if numbers != list(range(1, len(found) + 1)):
        raise MigrationError(f"The migrations in {folder} should be numbered 0001, 0002 ... without gaps.")
    return found


def newest(folder: Path = MIGRATIONS) -> int:
    return len(files(folder))


def derived_passwords(session_key: str) -> dict[str, str]:
    """Passwords of the app's logins on a Postgres of one's own, so that nobody has to choose and store them."""
    return {
        login: hmac.new(session_key.encode(), f"role:{login}".encode(), hashlib.sha256).hexdigest()
        for login in LOGINS
        if login != "wellspring_owner"
    }


def migrate_url(url: str, passwords: Mapping[str, str] | None = None, *, folder: Path = MIGRATIONS) -> list[str]:
    """Prepares and migrates the database behind an administrator's URL; returns the files that were applied."""
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=5, prepare_threshold=None) as connection:
            return migrate(connection, passwords or {}, folder=folder)
    except psycopg.OperationalError as error:
        raise MigrationError(f"The database cannot be reached: {_first_line(error)}.") from error


def migrate(connection: psycopg.Connection, passwords: Mapping[str, str], *, folder: Path = MIGRATIONS) -> list[str]:
    planned = files(folder)
    if connection.info.server_version < 150000:
        raise MigrationError(
            f"This database is Postgres {connection.info.server_version // 10000}; it should be 15 to 18."
        )
    connection.execute(sql.SQL("set lock_timeout = {}").format(f"{LOCK_SECONDS}s"))
    try:
        connection.execute("select pg_advisory_lock(%s)", (LOCK,))
    except psycopg.errors.LockNotAvailable as error:
        raise MigrationError(
            "Another app has been migrating this database for a minute; try again when it is done."
        ) from error
    try:
        if not _is_supabase(connection):
            _prepare(connection, passwords)
            connection.execute("set role wellspring_owner")
        applied = _recorded(connection, planned)
        _refuse_edited(planned, applied)
        done = [_apply(connection, m) for m in planned if m.number not in applied]
        if folder == MIGRATIONS:
            _load_figures(connection)
            # What is kept for some time only: whoever never comes back is tidied up after as well.
            connection.execute("select public.tidy_samples()")
        return done
    finally:
        if not connection.closed and not connection.broken:
            connection.execute("reset role")
            connection.execute("select pg_advisory_unlock(%s)", (LOCK,))


def _load_figures(connection: psycopg.Connection) -> None:
    try:
        reference.load(connection)
    except reference.FiguresError as error:
        raise MigrationError(str(error)) from error


def _is_supabase(connection: psycopg.Connection) -> bool:
    found = connection.execute("select exists (select from pg_roles where rolname = 'supabase_auth_admin')")
    return bool((found.fetchone() or (False,))[0])


def _prepare(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    """What Supabase brings along. Done again whenever these files or the passwords change."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(PLATFORM.glob("*.sql"))]
    mark = hashlib.sha256("\n".join([*texts, *sorted(passwords.values())]).encode()).hexdigest()
    marked = connection.execute(
        "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = 'auth'"
    ).fetchone()
    if marked == (mark,):
        return
    try:
        with connection.transaction():
            for login, password in passwords.items():
                connection.execute("select set_config(%s, %s, true)", (f"wellspring.password_{login}", password))
            for text in texts:
                connection.execute(text.encode())
            connection.execute(sql.SQL("comment on schema auth is {}").format(mark))
    except psycopg.errors.InsufficientPrivilege as error:
        raise MigrationError(
            "The database user may not create roles, which the first start needs; use an administrator's URL. "
            f"Postgres says: {_first_line(error)}."
        ) from error


def _recorded(connection: psycopg.Connection, planned: list[Migration]) -> dict[int, str]:
    with connection.transaction():
        connection.execute("create schema if not exists migrations")
        connection.execute(
            "create table if not exists migrations.applied (number int primary key, name text not null, "
            "checksum text not null, applied_at timestamptz not null default now())"
        )
        for migration in planned if _pushed_by_supabase(connection) else []:
            connection.execute(
                "insert into migrations.applied (number, name, checksum) "
                "select %s, %s, %s from supabase_migrations.schema_migrations "
                "where version = %s on conflict do nothing",
                (migration.number, migration.name, migration.checksum, f"{migration.number:04}"),
            )
    return dict(connection.execute("select number, checksum from migrations.applied").fetchall())


def _pushed_by_supabase(connection: psycopg.Connection) -> bool:
    table = connection.execute("select to_regclass('supabase_migrations.schema_migrations')").fetchone()
    return table != (None,)


def _refuse_edited(planned: list[Migration], applied: Mapping[int, str]) -> None:
    for migration in planned:
        if applied.get(migration.number, migration.checksum) != migration.checksum:
            raise MigrationError(
                f"{migration.name} was changed after it had been applied to this database. "
                "Restore the file and put the change into a new migration."
            )
    if applied and max(applied) > len(planned):
        raise MigrationError(
            f"This database was migrated by a newer version ({max(applied)} migrations, {len(planned)} here). "
            "Install that version or a newer one."
        )


def _apply(connection: psycopg.Connection, migration: Migration) -> str:
    try:
        with connection.transaction():
            connection.execute(migration.text.encode())
            connection.execute(
                "insert into migrations.applied (number, name, checksum) values (%s, %s, %s)",
                (migration.number, migration.name, migration.checksum),
            )
    except psycopg.Error as error:
        raise MigrationError(
            f"{migration.name} could not be applied and nothing of it was kept: {_first_line(error)}. "
            "The database is as it was before this file."
        ) from error
    return migration.name


def run_file(url: str, path: Path) -> None:
    """A file that may run at every start, such as the demo people."""
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection, connection.transaction():
        connection.execute(path.read_text(encoding="utf-8").encode())


def ensure_database(admin_url: str, name: str) -> None:
    with psycopg.connect(admin_url, autocommit=True, connect_timeout=5) as connection:
        try:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            pass  # another app was faster


def _first_line(error: psycopg.Error) -> str:
    return (error.diag.message_primary or str(error).strip() or "no reason given").splitlines()[0].rstrip(".")
