"""Everything people entered, in one file and back: nothing lost, nothing twice, nothing half."""

import io
import json
import os
import shutil
import stat
import zipfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from lib.gateway import embedded, migrate
from lib.gateway.local_store import LocalStore
from lib.gateway.port import Caller
from lib.settings import load
from tests.db.catalogue import catalogue_faults
from tests.support import database as databases
from tests.support.people import new_email
from tests.support.server_child import server_folder
from tools import backup, backup_file, backup_load
from tools.database import owned
from tools.words import Refusal

NEXT = f"{migrate.newest() + 1:04}"
PASSWORD = "mossy anvil quartz"
HOME = Caller(address="203.0.113.5", device="Firefox on Linux")
PICTURE = bytes(range(256)) * 9
# What tables to come may bring: rows that refer to rows of the same table, values the database makes itself, and
# triggers that add rows, refuse them or stay on when others are off.
TO_COME = """
create table public.trees (
    id bigint generated always as identity primary key,
    user_id uuid not null references auth.users (id) on delete cascade,
    parent bigint references public.trees (id) deferrable,
    name text not null, shout text generated always as (upper(name)) stored, marks text[] default '{}'
);
create table public.tree_notes (tree bigint not null references public.trees (id), said text);
create function private.note_tree() returns trigger language plpgsql set search_path = '' as $$
begin
    insert into public.tree_notes values (new.id, 'planted');
    return new;
end $$;
create trigger note_tree after insert on public.trees for each row execute function private.note_tree();
alter table public.trees enable always trigger note_tree;
alter table public.trees enable row level security;
alter table public.trees force row level security;
create policy keeper on public.trees to current_user using (true) with check (true);
insert into public.quota_limits values ('trees', 'free', 1);
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The migrations, to add to."""
    copied = Path(shutil.copytree(migrate.MIGRATIONS, tmp_path / "migrations"))
    monkeypatch.setattr(migrate, "MIGRATIONS", copied)
    return copied


@pytest.fixture
def filled(server, empty_database):
    """A migrated database of this test's own."""
    bring_up_to_date(server, empty_database)
    return empty_database


@pytest.fixture
def other(server):
    urls = databases.empty_database(server)
    yield urls
    databases.drop_database(server, urls)


def bring_up_to_date(server, urls):
    with databases.one_at_a_time():
        migrate.migrate_url(urls.admin, databases.passwords(server), folder=migrate.MIGRATIONS)


def ask(url, query):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchall() if cursor.description else []


def saved(url, path):
    with backup_file.new_file(path) as file:
        backup_file.save(url, file)
    return path


def restored(server, url, path):
    with databases.one_at_a_time(), backup_file.opened(path) as (archive, note):
        backup_load.bring_back(url, databases.passwords(server), archive, note)


@contextmanager
def app_of(urls, session_key):
    store = LocalStore(
        load({}), people_url=urls.authenticator, accounts_url=urls.accounts, session_key=session_key, demo={}
    )
    try:
        yield store.accounts
    finally:
        store.close()


def add_person(urls, email):
    with app_of(urls, "the key of the one installation") as accounts:
        signed_in = accounts.sign_up(email, PASSWORD, HOME)
        backend = accounts.restore(signed_in.secret).backend
        backend.gateway.update(
            "profiles", {"name": "Ña\\N\t\n'x", "height_cm": 171.5}, eq={"user_id": backend.person.id}
        )
        backend.photos.put(f"{backend.person.id}/lunch.jpg", PICTURE)
    return signed_in.secret


def everything(url):
    """All rows of all tables that a backup keeps."""
    with backup_file.connected(url) as connection:
        tables = [name for name, _ in backup_file.ask(connection, "tables") if name not in backup_file.LEFT_OUT]
        return {
            table: sorted(str(row) for row in connection.execute(f"select t from {table} t").fetchall())
            for table in tables
        }


def safeguards(url):
    """How each trigger, each reference and each table's row security is set."""
    return ask(
        url,
        "select tgrelid::regclass::text, tgname, tgenabled::text from pg_trigger where not tgisinternal union all "
        "select conrelid::regclass::text, conname, condeferrable::text || condeferred from pg_constraint union all "
        "select oid::regclass::text, relrowsecurity::text, relforcerowsecurity::text from pg_class "
        "where relkind = 'r' and relnamespace::regnamespace::text !~ '^pg_' order by 1, 2, 3",
    )


def test_round_trip_brings_back_every_row_and_no_other(server, filled, other, tmp_path):
    add_person(filled, new_email())
    before = everything(filled.admin)

    restored(server, other.admin, saved(filled.admin, tmp_path / "b.zip"))

    assert everything(other.admin) == before
    assert len(before["public.profiles"]) == len(before["storage.objects"]) == 1
    assert len(before["public.audit_log"]) == 1


@pytest.mark.newest_postgres
def test_person_signs_in_with_their_password_under_another_session_key(server, filled, other, tmp_path):
    email = new_email()
    secret = add_person(filled, email)

    restored(server, other.admin, saved(filled.admin, tmp_path / "b.zip"))

    with app_of(other, "the key of quite another installation") as accounts:
        earlier = accounts.restore(secret)
        session = accounts.restore(accounts.sign_in(email, PASSWORD, HOME).secret)
        picture = session.backend.photos.get(f"{session.backend.person.id}/lunch.jpg")
    assert earlier is None
    assert session.profile["name"] == "Ña\\N\t\n'x"
    assert picture == PICTURE


def test_every_safeguard_is_in_place_afterwards(server, filled, other, tmp_path):
    add_person(filled, new_email())

    restored(server, other.admin, saved(filled.admin, tmp_path / "b.zip"))

    with psycopg.connect(other.admin, autocommit=True) as connection:
        assert catalogue_faults(connection) == []
    assert safeguards(other.admin) == safeguards(filled.admin)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only ever added to"):
        ask(other.admin, "delete from public.audit_log")


def test_backup_of_an_earlier_version_is_brought_up_to_date(server, filled, other, tmp_path, folder):
    email = new_email()
    add_person(filled, email)
    path = saved(filled.admin, tmp_path / "b.zip")
    (folder / f"{NEXT}_more.sql").write_text("alter table public.profiles add column more int not null default 7;")

    restored(server, other.admin, path)

    assert ask(other.admin, "select more, name from public.profiles") == [(7, "Ña\\N\t\n'x")]
    assert ask(other.admin, "select max(number) from migrations.applied") == [(int(NEXT),)]


def test_tables_to_come_need_no_word_in_the_backup(server, filled, other, tmp_path, folder):
    add_person(filled, new_email())
    (folder / f"{NEXT}_trees.sql").write_text(TO_COME)
    bring_up_to_date(server, filled)
    ask(
        filled.admin,
        "insert into public.trees (user_id, parent, name) select id, n.parent, n.name from auth.users, "
        "(values (2, 'twig'), (null, 'oak')) as n (parent, name); delete from public.quota_limits where tier = 'free'",
    )
    before = everything(filled.admin)

    restored(server, other.admin, saved(filled.admin, tmp_path / "b.zip"))

    assert everything(other.admin) == before
    assert len(before["public.tree_notes"]) == 2
    assert safeguards(other.admin) == safeguards(filled.admin)
    assert ask(
        other.admin, "insert into public.trees (user_id, name) select id, 'elm' from auth.users returning id, shout"
    ) == [(3, "ELM")]


@pytest.mark.newest_postgres
def test_backup_of_a_newer_version_is_refused(server, filled, tmp_path, folder):
    (folder / f"{NEXT}_more.sql").write_text("create table public.more (id int);")
    bring_up_to_date(server, filled)
    path = saved(filled.admin, tmp_path / "b.zip")
    (folder / f"{NEXT}_more.sql").unlink()

    with pytest.raises(Refusal, match="made by a newer version"), backup_file.opened(path):
        pass


@pytest.mark.newest_postgres
def test_backup_made_with_another_migration_of_the_same_number_is_refused(filled, tmp_path, folder):
    path = saved(filled.admin, tmp_path / "b.zip")
    first = migrate.files(folder)[0].name
    with (folder / first).open("a") as file:
        file.write("\n-- a harmless remark\n")

    with pytest.raises(Refusal, match=f"made with another {first}"), backup_file.opened(path):
        pass


@pytest.mark.newest_postgres
def test_file_that_is_no_backup_is_refused(filled, tmp_path):
    whole = saved(filled.admin, tmp_path / "b.zip").read_bytes()
    (tmp_path / "text").write_text("milk, bread")
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    with zipfile.ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr("photo.jpg", b"holiday")

    for name in ("text", "cut", "zip"):
        with pytest.raises(Refusal, match=f"{name} is no backup of Wellspring"), backup_file.opened(tmp_path / name):
            pass


@pytest.mark.newest_postgres
def test_damage_inside_the_file_leaves_the_target_empty_and_fit_for_another_try(server, filled, other, tmp_path):
    add_person(filled, new_email())
    path = saved(filled.admin, tmp_path / "b.zip")
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("storage.objects.copy").header_offset + 200
    damaged = bytearray(path.read_bytes())
    damaged[at] ^= 0xFF
    (tmp_path / "damaged").write_bytes(damaged)

    with pytest.raises(Refusal, match="damaged, so nothing"):
        restored(server, other.admin, tmp_path / "damaged")

    assert ask(other.admin, "select count(*) from auth.users") == [(0,)]
    restored(server, other.admin, path)
    assert ask(other.admin, "select count(*) from auth.users") == [(1,)]


@pytest.mark.newest_postgres
def test_file_can_name_no_table_but_those_of_the_database(server, filled, other, tmp_path):
    path = saved(filled.admin, tmp_path / "b.zip")
    with zipfile.ZipFile(path) as archive:
        note = json.loads(archive.read(backup_file.NOTE))
    note["tables"].append({"name": "pg_authid", "columns": ["rolname"], "rows": 0})
    with zipfile.ZipFile(tmp_path / "crafted", "w") as archive:
        archive.writestr(backup_file.NOTE, json.dumps(note))

    with pytest.raises(Refusal, match="pg_authid that are not known"):
        restored(server, other.admin, tmp_path / "crafted")


@pytest.mark.newest_postgres
def test_interrupted_backup_leaves_neither_a_file_nor_a_trace(filled, tmp_path, monkeypatch):
    (tmp_path / "b.zip").write_text("the one of yesterday")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(backup_file, "_position", interrupted)
    monkeypatch.setattr(backup_file, "_save_table", interrupted)
    with pytest.raises(KeyboardInterrupt):
        backup.backup([str(tmp_path / "b.zip"), "--force", "--url", filled.admin])

    assert os.listdir(tmp_path) == ["b.zip"]
    assert (tmp_path / "b.zip").read_text() == "the one of yesterday"


@pytest.mark.newest_postgres
def test_file_is_for_its_owner_alone_and_replaces_no_other_unasked(filled, tmp_path):
    path = tmp_path / "b.zip"

    backup.backup([str(path), "--url", filled.admin])
    with pytest.raises(Refusal, match="exists and was left as it is"):
        backup.backup([str(path), "--url", filled.admin])
    backup.backup([str(path), "--url", filled.admin, "--force"])

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.newest_postgres
def test_database_with_accounts_is_not_restored_into(filled, tmp_path):
    path = saved(filled.admin, tmp_path / "b.zip")
    add_person(filled, new_email())
    before = everything(filled.admin)

    with pytest.raises(Refusal, match="already in use by Wellspring"):
        backup.restore([str(path), "--url", filled.admin])

    assert everything(filled.admin) == before


@pytest.mark.newest_postgres
def test_login_of_the_app_may_make_no_backup(filled, tmp_path):
    with pytest.raises(Refusal, match="may not do that"):
        backup.backup([str(tmp_path / "b.zip"), "--url", filled.accounts])

    assert os.listdir(tmp_path) == []


def test_administrator_who_is_no_superuser_backs_up_and_restores_or_is_told_what_is_hidden(postgres, tmp_path):
    own = databases.start_server(postgres, "-backup")
    try:
        with psycopg.connect(own.url("admin", "postgres"), autocommit=True) as connection:
            connection.execute("create role keeper login password 'x' createrole")
            connection.execute("create database one owner keeper")
            connection.execute("create database two owner keeper")
        one, two = (
            own.url("admin", name).replace(f"postgres:{own.passwords['admin']}", "keeper:x") for name in ("one", "two")
        )
        migrate.migrate_url(one, databases.passwords(own))
        ask(one, "insert into auth.users (email) values ('somebody@example.org')")
        before = everything(own.url("admin", "one"))

        restored(own, two, saved(one, tmp_path / "b.zip"))
        ask(one, "alter policy keeper on public.profiles using (tier = 'free')")

        assert everything(own.url("admin", "two")) == before
        with pytest.raises(Refusal, match=r"may not see every row of public\.profiles"):
            saved(one, tmp_path / "c.zip")
    finally:
        embedded.stop(own)
        embedded.erase(own.data)


@pytest.fixture
def place():
    with server_folder() as folder:
        yield folder


def people_in(url):
    return [email for (email,) in ask(url, "select email from auth.users where email !~ 'wellspring' order by 1")]


@pytest.mark.newest_postgres
def test_installation_moves_into_an_empty_one_and_replaces_another_only_when_told(place, tmp_path, monkeypatch):
    path = str(tmp_path / "b.zip")
    monkeypatch.setenv("WELLSPRING_DATA", str(place / "one"))
    with owned() as one:
        ask(one.url, "insert into auth.users (email) values ('anna@example.org')")
    backup.backup([path])

    monkeypatch.setenv("WELLSPRING_DATA", str(place / "two"))
    backup.restore([path])
    with owned() as two:
        moved = people_in(two.url)
        ask(two.url, "insert into auth.users (email) values ('bert@example.org')")
    with pytest.raises(Refusal, match="already holds 2 accounts, so nothing was changed"):
        backup.restore([path])
    with owned() as two:
        kept = people_in(two.url)
    backup.restore([path, "--fresh", "--yes"])

    with owned() as two:
        replaced = people_in(two.url)
        databases_left = ask(two.url, "select count(*) from pg_database where datname ~ 'wellspring'")
    assert (moved, kept) == (["anna@example.org"], ["anna@example.org", "bert@example.org"])
    assert (replaced, databases_left) == (["anna@example.org"], [(1,)])


@pytest.mark.newest_postgres
def test_restore_that_fails_leaves_the_installation_as_it_was(place, tmp_path, monkeypatch):
    path = str(tmp_path / "b.zip")
    monkeypatch.setenv("WELLSPRING_DATA", str(place / "one"))
    with owned() as one:
        ask(one.url, "insert into auth.users (email) values ('anna@example.org')")
    backup.backup([path])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != "auth.users.copy"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)

    with pytest.raises(Refusal, match="damaged, so nothing"):
        backup.restore([path, "--fresh", "--yes"])

    with owned() as one:
        left = people_in(one.url)
        databases_left = ask(one.url, "select count(*) from pg_database where datname ~ 'wellspring'")
    assert (left, databases_left) == (["anna@example.org"], [(1,)])


@pytest.mark.newest_postgres
def test_fresh_asks_and_refuses_where_nobody_can_answer(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())

    with pytest.raises(Refusal, match="add --yes"):
        backup._agree_to_lose(1, Path("/data"), fresh=True, sure=False)


@pytest.mark.newest_postgres
def test_database_that_somebody_is_connected_to_keeps_its_place(server, empty_database, other):
    with (
        psycopg.connect(empty_database.owner),
        backup_file.connected(server.url("admin", "postgres")) as admin,
        pytest.raises(Refusal, match="Somebody is connected"),
    ):
        backup_load.take_the_place(admin, other.name, empty_database.name, "going")

    assert ask(empty_database.admin, "select 1") == ask(other.admin, "select 1") == [(1,)]


@pytest.mark.newest_postgres
def test_folder_without_a_database_has_nothing_to_back_up(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSPRING_DATA", str(tmp_path / "none"))

    with pytest.raises(Refusal, match="nothing to back up"):
        backup.backup([str(tmp_path / "b.zip")])

    assert os.listdir(tmp_path) == []
