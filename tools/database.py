"""The commands that act on the database with owner rights."""

import getpass
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lib.gateway import embedded
from lib.gateway import migrate as migrations
from lib.gateway.opening import DATABASE, prepare_embedded
from lib.settings import Settings
from tools import arguments as declared
from tools import people
from tools.running import settings_or_refuse
from tools.words import Refusal, note, parse


@dataclass(frozen=True)
class Owned:
    url: str
    bin_dir: Path | None


@contextmanager
def owned(url: str | None = None, *, stay: bool = False) -> Iterator[Owned]:
    """The database of the settings with owner rights; an embedded one is started, migrated, and left as it was."""
    settings = settings_or_refuse()
    with sentences():
        if url is not None:
            yield Owned(url, None)
        elif settings.DATABASE_URL is not None:
            yield Owned(settings.DATABASE_URL.get_secret_value(), None)
        elif settings.mode == "supabase":
            raise Refusal(
                "The Supabase key in the settings has no owner rights: where this command takes --url, give it the "
                "project's connection string; otherwise use Supabase's own pages."
            )
        else:
            with embedded_server(settings, stay=stay) as server:
                prepare_embedded(server, demo=settings.WELLSPRING_DEMO)
                yield Owned(server.url("owner", DATABASE), server.bin_dir)


@contextmanager
def embedded_server(settings: Settings, *, stay: bool = False) -> Iterator[embedded.Server]:
    # Somebody may be working with the address that `./dev db url` gave them.
    stay = stay or embedded.is_up_unused(settings.WELLSPRING_DATA)
    server = embedded.start(settings.WELLSPRING_DATA)
    try:
        yield server
    finally:
        if not stay:
            embedded.stop(server)


@contextmanager
def sentences() -> Iterator[None]:
    try:
        yield
    except (embedded.EmbeddedError, migrations.MigrationError, people.PeopleError) as error:
        raise Refusal(str(error)) from error
    except psycopg.OperationalError as error:
        raise Refusal(f"The database cannot be reached: {str(error).strip().splitlines()[0]}.") from error


def migrate(arguments: list[str]) -> int:
    given = parse("migrate", arguments, declared.url)
    settings = settings_or_refuse()
    url = given.url or (settings.DATABASE_URL.get_secret_value() if settings.DATABASE_URL else None)
    with sentences():
        applied = _migrate_here(settings) if url is None else migrations.migrate_url(url, _passwords(settings))
    for name in applied:
        print(f"Applied {name}.")
    if not applied:
        print("The database is up to date.")
    return 0


def _migrate_here(settings: Settings) -> list[str]:
    if settings.mode == "supabase":
        raise Refusal("Give the connection string of the Supabase project: ./dev migrate --url URL.")
    with embedded_server(settings) as server:
        return prepare_embedded(server, demo=False)


def _passwords(settings: Settings) -> dict[str, str]:
    key = settings.WELLSPRING_SESSION_KEY
    return migrations.derived_passwords(key.get_secret_value()) if key else {}


def db(arguments: list[str]) -> int:
    given = parse("db", arguments, declared.db)
    if given.what == "stop":
        print(_stopped(settings_or_refuse()))
        return 0
    if given.what == "url":
        _print_url(settings_or_refuse())
        return 0
    with owned() as database:
        return _psql(database) or 0


def _stopped(settings: Settings) -> str:
    if settings.mode != "embedded":
        raise Refusal(f"The settings choose the {settings.mode} mode, whose database ./dev does not start or stop.")
    data = settings.WELLSPRING_DATA
    if not embedded.is_ours(data):
        return f"There is no database in {data}, so nothing was stopped."
    with sentences():
        done = embedded.stop_unused(data)
    if done == "in use":
        raise Refusal(f"An app or a command uses the database in {data}, so it stays up: stop that first.")
    return f"The database in {data} {'is stopped now' if done == 'stopped' else 'was not running'}."


def _print_url(settings: Settings) -> None:
    with sentences():
        used = settings.mode == "embedded" and embedded.in_use(settings.WELLSPRING_DATA)
    with owned(stay=True) as database:
        print(database.url, flush=True)
    if used:
        note("An app or a command uses this database: the address works until the last of them stops.")
    elif database.bin_dir:
        note("The database stays up; ./dev db stop ends it.")


def _psql(database: Owned) -> int:
    beside = database.bin_dir / "psql" if database.bin_dir else None
    program = str(beside) if beside and beside.exists() else shutil.which("psql")
    if program is None:
        return prompt(database.url)
    parts: dict[str, Any] = dict(conninfo_to_dict(database.url))
    # An argument could be read by every user of this machine.
    password = parts.pop("password", None)
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    # Ctrl-C ends a statement in psql, not psql.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.run([program, make_conninfo("", **parts)], env=environment, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, before)


def prompt(url: str) -> int:
    """A small stand-in for psql: a statement ends with a semicolon."""
    note("psql is not installed; end each statement with a semicolon, and with Ctrl-D end this.")
    with psycopg.connect(url, autocommit=True) as connection:
        statement = ""
        while True:
            try:
                line = input("... " if statement else "sql> ")
            except EOFError:
                print()
                return 0
            statement = f"{statement}\n{line}".strip()
            if statement.endswith(";"):
                _show(connection, statement)
                statement = ""


def _show(connection: psycopg.Connection, statement: str) -> None:
    try:
        cursor = connection.execute(statement.encode())
    except psycopg.Error as error:
        print(str(error).strip())
        return
    if cursor.description is None:
        print(cursor.statusmessage)
        return
    rows = [[str(column.name) for column in cursor.description]]
    rows += [["" if value is None else str(value) for value in row] for row in cursor.fetchall()]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip())


def tier(arguments: list[str]) -> int:
    given = parse("tier", arguments, declared.tier)
    with owned(given.url) as database:
        people.set_tier(database.url, given.email, given.tier)
    print(f"{given.email} is {given.tier} now.")
    return 0


def reset_password(arguments: list[str]) -> int:
    given = parse("reset-password", arguments, declared.email)
    with owned() as database:
        # Before somebody thinks of a password for nobody.
        if not people.has_password(database.url, given.email):
            raise people.no_password(given.email)
        people.reset_password(database.url, given.email, _asked_twice())
    print(f"The password of {given.email} is changed; every sign-in of theirs has ended.")
    return 0


def _asked_twice() -> str:
    if not sys.stdin.isatty():
        # For scripts: one line, so that the password never stands in a command.
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("New password: ")
    if first != getpass.getpass("The same again: "):
        raise Refusal("The two passwords differ, so nothing was changed.")
    return first
