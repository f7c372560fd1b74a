"""What a backup is: a zip file with the rows of each table as text, and a note of the shape they had."""

import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import psycopg

from lib.gateway import migrate as migrations
from lib.settings import ROOT
from tools.words import Refusal

NOTE = "wellspring.json"
FORMAT = 1
QUERIES = ROOT / "sql" / "backup"
# A sign-in or a reset code that has ended since must not come back to life.
LEFT_OUT = ("public.app_sessions", "auth.reset_codes")
NOT_SUPABASE = "Supabase keeps accounts and photos where this command cannot reach them: use Supabase's own backups."


@dataclass(frozen=True)
class Table:
    name: str
    columns: list[str]
    rows: int

    @property
    def member(self) -> str:
        return f"{self.name}.copy"


@dataclass(frozen=True)
class Note:
    wellspring_backup: int
    made_at: str
    migrations: list[tuple[int, str, str]]
    tables: list[Table]
    sequences: dict[str, tuple[int, bool]]

    @property
    def schema_version(self) -> int:
        return len(self.migrations)


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """Names come back in full and values in a form that every Postgres reads the same way."""
    with psycopg.connect(
        url, autocommit=True, connect_timeout=5, prepare_threshold=None, client_encoding="utf8"
    ) as connection:
        for setting in (
            "search_path = ''", "datestyle = 'ISO'", "intervalstyle = 'postgres'", "extra_float_digits = 3",
            "statement_timeout = 0", "idle_in_transaction_session_timeout = 0", "lock_timeout = '60s'",
        ):  # fmt: skip
            connection.execute(f"set {setting}".encode())
        yield connection


def ask(connection: psycopg.Connection, query: str, **values: Any) -> list[tuple[Any, ...]]:
    """One of the questions in sql/backup/."""
    return connection.execute((QUERIES / f"{query}.sql").read_bytes(), values or None).fetchall()


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """For its owner alone, and under its name only when it is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def save(url: str, file: IO[bytes]) -> Note:
    """All rows as they were at one moment; the app may go on working meanwhile."""
    with connected(url) as connection, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _refuse_other(connection)
        connection.execute("select pg_advisory_lock_shared(%s)", (migrations.LOCK,))
        connection.execute("begin isolation level repeatable read, read only")
        found = [(name, columns) for name, columns in ask(connection, "tables") if name not in LEFT_OUT]
        names = [name for name, _ in found]
        if hidden := ask(connection, "unseen", tables=names):
            raise Refusal(
                f"This database user may not see every row of {hidden[0][0]}, so a backup would lack some: "
                "give --url a user who may, such as the one who set up the database."
            )
        connection.execute(f"lock table {', '.join(names)} in access share mode".encode())
        # No migration can change these tables now, and none has to wait for more than them.
        connection.execute("select pg_advisory_unlock_shared(%s)", (migrations.LOCK,))
        note = Note(
            FORMAT,
            datetime.now(UTC).isoformat(timespec="seconds"),
            connection.execute("select number, name, checksum from migrations.applied order by number").fetchall(),
            [_save_table(connection, archive, name, columns) for name, columns in found],
            {name: _position(connection, name) for (name,) in ask(connection, "sequences")},
        )
        connection.execute("commit")
        archive.writestr(NOTE, json.dumps(asdict(note), indent=1))
    return note


def refuse_supabase(connection: psycopg.Connection) -> None:
    if connection.execute("select from pg_roles where rolname = 'supabase_auth_admin'").fetchone():
        raise Refusal(NOT_SUPABASE)


def _refuse_other(connection: psycopg.Connection) -> None:
    refuse_supabase(connection)
    if connection.execute("select to_regclass('migrations.applied')").fetchone() == (None,):
        raise Refusal("This database holds nothing of Wellspring, so there is nothing to back up.")


def _save_table(connection: psycopg.Connection, archive: zipfile.ZipFile, name: str, columns: list[str]) -> Table:
    table = Table(name, columns, 0)
    cursor = connection.cursor()
    everything = f"copy (select {', '.join(columns)} from {name}) to stdout"
    with archive.open(table.member, "w", force_zip64=True) as member, cursor.copy(everything.encode()) as rows:
        for block in rows:
            member.write(block)
    return Table(name, columns, cursor.rowcount)


def _position(connection: psycopg.Connection, sequence: str) -> tuple[int, bool]:
    found = connection.execute(f"select last_value, is_called from {sequence}".encode()).fetchone()
    assert found is not None
    return found[0], found[1]


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Note]]:
    """A backup that this version can bring back."""
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise Refusal(f"{path} is no backup of Wellspring, or only a part of one.") from None
    except OSError as error:
        raise Refusal(f"{path} cannot be read ({error.strerror}).") from error
    with archive:
        note = _note_in(archive, path)
        _refuse_foreign(note)
        yield archive, note


def _note_in(archive: zipfile.ZipFile, path: Path) -> Note:
    try:
        said = json.loads(archive.read(NOTE))
        if said["wellspring_backup"] > FORMAT:
            raise Refusal(f"{path} was made by a newer version of Wellspring: install that version or a newer one.")
        return Note(
            said["wellspring_backup"],
            said["made_at"],
            [(number, name, checksum) for number, name, checksum in said["migrations"]],
            [Table(**table) for table in said["tables"]],
            {name: (at, used) for name, (at, used) in said["sequences"].items()},
        )
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile):
        raise Refusal(f"{path} is no backup of Wellspring, or it is damaged.") from None


def _refuse_foreign(note: Note) -> None:
    here = [(m.number, m.name, m.checksum) for m in migrations.files(migrations.MIGRATIONS)]
    if note.schema_version > len(here):
        raise Refusal(
            f"The backup was made by a newer version ({note.schema_version} migrations, {len(here)} here): "
            "install that version or a newer one."
        )
    for then, now in zip(note.migrations, here, strict=False):
        if then != now:
            raise Refusal(
                f"The backup was made with another {then[1]} than the one here: restore it with the version of "
                "Wellspring that made it."
            )
