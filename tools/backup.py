"""`./dev backup` and `./dev restore`: everything that people entered, in one file and back."""

import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from lib.gateway import embedded
from lib.gateway import migrate as migrations
from lib.gateway.opening import DATABASE
from lib.settings import Settings
from tools import arguments as declared
from tools.backup_file import NOT_SUPABASE, Note, connected, new_file, opened, refuse_supabase, save
from tools.backup_load import bring_back, drop, exists, people_in, take_the_place, version_of
from tools.database import embedded_server, sentences
from tools.running import settings_or_refuse
from tools.words import Refusal, note, parse

# Made beside the one in use, and given its name when everything is in it.
COMING, GOING = f"{DATABASE}_coming", f"{DATABASE}_going"


def backup(arguments: list[str]) -> int:
    given = parse("backup", arguments, declared.backup)
    target = given.file.expanduser().absolute()
    if target.is_dir() or not target.parent.is_dir():
        raise Refusal(f"{target} cannot be a file: name one in a folder that exists.")
    if target.exists() and not given.force:
        raise Refusal(f"{target} exists and was left as it is: choose another name, or add --force to replace it.")
    with sentences(), _rights(), _database(settings_or_refuse(), given.url) as url:
        try:
            with new_file(target) as file:
                saved = save(url, file)
        except OSError as error:
            raise Refusal(
                f"The backup could not be written to {target} ({error.strerror}); nothing of it was kept."
            ) from error
    rows = sum(table.rows for table in saved.tables)
    print(f"Saved {rows} rows of {len(saved.tables)} tables to {target}.")
    note("It holds health data and password hashes, and is not encrypted; only you can read it here.")
    return 0


@contextmanager
def _rights() -> Iterator[None]:
    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise Refusal(
            f"This database user may not do that ({str(error).splitlines()[0]}): use an administrator's address, "
            "the one that DATABASE_URL holds."
        ) from error


@contextmanager
def _database(settings: Settings, url: str | None) -> Iterator[str]:
    """As it is, without migrating it first: a backup is what one makes before that."""
    if own := _own_postgres(settings, url):
        yield own
        return
    if not embedded.is_ours(settings.WELLSPRING_DATA):
        raise Refusal(f"There is no database in {settings.WELLSPRING_DATA}, so there is nothing to back up.")
    with embedded_server(settings) as server:
        yield server.url("admin", DATABASE)


def _own_postgres(settings: Settings, url: str | None) -> str | None:
    if url is not None:
        return url
    if settings.mode == "supabase":
        raise Refusal(NOT_SUPABASE)
    return settings.DATABASE_URL.get_secret_value() if settings.DATABASE_URL else None


def restore(arguments: list[str]) -> int:
    given = parse("restore", arguments, declared.restore)
    settings = settings_or_refuse()
    with sentences(), _rights(), opened(given.file.expanduser().absolute()) as (archive, found):
        if url := _own_postgres(settings, given.url):
            if given.fresh:
                raise Refusal("--fresh replaces the embedded database only: restore into an empty database instead.")
            _into_own_postgres(url, settings, archive, found)
        else:
            _into_embedded(settings, archive, found, fresh=given.fresh, sure=given.yes)
    print(f"Restored what was saved on {found.made_at}. Everybody signs in again, with the password of that time.")
    return 0


def _into_own_postgres(url: str, settings: Settings, archive: zipfile.ZipFile, found: Note) -> None:
    with connected(url) as connection:
        refuse_supabase(connection)
        # What an earlier try has made is as good as nothing, as long as it is of the same shape.
        if people_in(connection) or version_of(connection) not in (0, found.schema_version):
            raise Refusal(
                "This database is already in use by Wellspring, so nothing was changed: restore into an empty one."
            )
    key = settings.WELLSPRING_SESSION_KEY
    bring_back(url, migrations.derived_passwords(key.get_secret_value()) if key else {}, archive, found)


def _into_embedded(settings: Settings, archive: zipfile.ZipFile, found: Note, *, fresh: bool, sure: bool) -> None:
    data = settings.WELLSPRING_DATA
    if embedded.in_use(data):
        raise Refusal(f"Wellspring is running with the data in {data}: stop it, then restore.")
    with embedded_server(settings) as server:
        with connected(server.url("admin", "postgres")) as admin:
            drop(admin, COMING)
            there = exists(admin, DATABASE)
        if there:
            with connected(server.url("admin", DATABASE)) as present:
                people = people_in(present)
            if people:
                _agree_to_lose(people, data, fresh=fresh, sure=sure)
        logins = {embedded.LOGINS[role]: server.passwords[role] for role in ("owner", "authenticator", "accounts")}
        migrations.ensure_database(server.url("admin", "postgres"), COMING)
        try:
            bring_back(server.url("admin", COMING), logins, archive, found)
            with connected(server.url("admin", "postgres")) as admin:
                take_the_place(admin, COMING, DATABASE, GOING)
        finally:
            with connected(server.url("admin", "postgres")) as admin:
                drop(admin, COMING)


def _agree_to_lose(people: int, data: Path, *, fresh: bool, sure: bool) -> None:
    accounts = "1 account" if people == 1 else f"{people} accounts"
    if not fresh:
        raise Refusal(
            f"{data} already holds {accounts}, so nothing was changed: restore into another folder with --data, "
            "or add --fresh to replace what is there."
        )
    if sure:
        return
    if not sys.stdin.isatty():
        raise Refusal("--fresh asks before it replaces what is there, and there is nobody to ask: add --yes.")
    answer = input(f"Replace everything in {data} ({accounts}) by the backup? [y/N] ")
    if answer.strip().lower() not in ("y", "yes"):
        raise Refusal("Nothing was changed.")
