"""Bringing the rows of a backup into an empty database, and that one into the place of another."""

import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import sql

from lib.gateway import migrate as migrations
from tools.backup_file import Note, Table, ask, connected
from tools.words import Refusal

BLOCK = 1 << 20


def bring_back(url: str, passwords: Mapping[str, str], archive: zipfile.ZipFile, note: Note) -> None:
    """Tables as they were when the backup was made, then the rows, then what newer migrations make of them."""
    with tempfile.TemporaryDirectory() as folder:
        for migration in migrations.files(migrations.MIGRATIONS)[: note.schema_version]:
            Path(folder, migration.name).write_text(migration.text, encoding="utf-8")
        migrations.migrate_url(url, passwords, folder=Path(folder))
    with connected(url) as connection:
        try:
            with connection.transaction():
                _load(connection, archive, note)
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as error:
            raise Refusal("The backup is damaged, so nothing of it was brought back.") from error
        except psycopg.OperationalError:
            raise
        except psycopg.Error as error:
            raise Refusal(
                f"The backup does not fit, so nothing of it was brought back: {_first_line(error)}"
            ) from error
    migrations.migrate_url(url, passwords, folder=migrations.MIGRATIONS)


def _load(connection: psycopg.Connection, archive: zipfile.ZipFile, note: Note) -> None:
    here = dict(ask(connection, "tables"))
    for table in note.tables:
        # Only names that the database itself knows become part of a statement.
        if not set(table.columns) <= set(here.get(table.name, ())):
            raise Refusal(
                f"The backup holds columns of {table.name} that are not known here, so nothing of it was brought "
                "back: restore it with the version of Wellspring that made it."
            )
    changes = ask(connection, "loosen", tables=list(here))
    for loosen, _ in changes:
        connection.execute(loosen.encode())
    connection.execute(f"truncate {', '.join(here)}".encode())
    for table in note.tables:
        _load_table(connection, archive, table)
    known = {name for (name,) in ask(connection, "sequences")}
    for name, (at, used) in note.sequences.items():
        if name in known:
            connection.execute("select setval(%s::regclass, %s, %s)", (name, at, used))
    # Every reference is checked here, now that both its ends are there.
    connection.execute("set constraints all immediate")
    for _, tighten in changes:
        connection.execute(tighten.encode())


def _load_table(connection: psycopg.Connection, archive: zipfile.ZipFile, table: Table) -> None:
    cursor = connection.cursor()
    everything = f"copy {table.name} ({', '.join(table.columns)}) from stdin"
    with archive.open(table.member) as member, cursor.copy(everything.encode()) as rows:
        while block := member.read(BLOCK):
            rows.write(block)
    if cursor.rowcount != table.rows:
        raise zipfile.BadZipFile(f"{table.name}: {cursor.rowcount} of {table.rows} rows")


def _first_line(error: psycopg.Error) -> str:
    return (error.diag.message_primary or str(error)).splitlines()[0]


def people_in(connection: psycopg.Connection) -> int:
    """How many accounts there are; the demo people, who are anybody's, do not count."""
    if not version_of(connection):
        return 0
    return _one(
        connection,
        "select count(*) from auth.users u "
        "where not exists (select from public.profiles p where p.user_id = u.id and p.is_demo)",
    )


def version_of(connection: psycopg.Connection) -> int:
    if not _one(connection, "select (to_regclass('migrations.applied') is not null)::int"):
        return 0
    return _one(connection, "select coalesce(max(number), 0) from migrations.applied")


def exists(admin: psycopg.Connection, database: str) -> bool:
    return bool(_one(admin, "select count(*) from pg_database where datname = %s", database))


def drop(admin: psycopg.Connection, database: str) -> None:
    admin.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(database)))


def take_the_place(admin: psycopg.Connection, coming: str, present: str, going: str) -> None:
    """In one step, so that there is one database of this name at any moment, the old or the new one."""
    drop(admin, going)
    try:
        with admin.transaction():
            if exists(admin, present):
                _rename(admin, present, going)
            _rename(admin, coming, present)
    except psycopg.errors.ObjectInUse:
        raise Refusal(
            "Somebody is connected to the database, so nothing was changed: end that, then restore."
        ) from None
    drop(admin, going)


def _rename(admin: psycopg.Connection, database: str, name: str) -> None:
    admin.execute(sql.SQL("alter database {} rename to {}").format(sql.Identifier(database), sql.Identifier(name)))


def _one(connection: psycopg.Connection, query: str, *values: object) -> int:
    row = connection.execute(query.encode(), values or None).fetchone()
    return int(row[0]) if row else 0
