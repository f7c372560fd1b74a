"""The embedded server from its first start to its last user leaving, each time with a real Postgres."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from lib.gateway import embedded
from lib.gateway.embedded_binaries import STATE_ROOT, folder_for_major
from lib.gateway.embedded_place import homes_of
from lib.gateway.embedded_process import Account, can_enter, is_postmaster, read_pid_file
from tests.support.server_child import ROOT, Child, server_folder

BIN = embedded.find_binaries()


@pytest.fixture
def open_folder():
    with server_folder() as folder:
        yield folder


@pytest.fixture
def data(open_folder):
    return open_folder / "data"


@pytest.fixture(scope="module")
def server():
    with server_folder() as folder:
        running = embedded.start(folder / "data")
        yield running
        embedded.stop(running)


def ask(server: embedded.Server, question: str):
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as connection:
        return connection.execute(question).fetchone()


def test_second_start_keeps_what_was_entered(data):
    first = embedded.start(data)
    with psycopg.connect(first.url("admin", "postgres")) as connection:
        connection.execute("create table drinks as select 250 as ml")
    embedded.stop(first)

    second = embedded.start(data)
    kept = ask(second, "select ml from drinks")
    embedded.stop(second)

    assert kept == (250,)
    assert second.url() == first.url()


@pytest.mark.parametrize("major", [15, 16, 17, 18])
def test_every_supported_postgres_on_this_machine_works(data, major):
    binaries = folder_for_major(major)
    if binaries is None:
        pytest.skip(f"no PostgreSQL {major} on this machine")

    server = embedded.start(data, binaries)
    answer = ask(server, "select current_setting('server_version_num')::int / 10000, lower('É')")
    embedded.stop(server)

    assert answer == (major, "é")
    assert server.version.startswith(f"{major}.")


def test_stop_ends_the_server(data):
    server = embedded.start(data)
    before = embedded.is_alive(server)

    embedded.stop(server)

    assert before
    assert not embedded.is_alive(server)


def test_rows_survive_a_power_cut_and_text_is_utf8(server):
    settings = ask(
        server,
        "select current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'),"
        " current_setting('data_checksums'), current_setting('server_encoding'), current_setting('TimeZone')",
    )

    assert settings == ("on", "on", "on", "on", "UTF8", "UTC")


def test_only_the_password_opens_the_socket_and_there_is_no_tcp(server):
    without = server.url("admin", "postgres").replace(f":{server.passwords['admin']}@", "@")
    wrong = server.url("admin", "postgres").replace(server.passwords["admin"], "guess")

    refused = []
    for url in (without, wrong):
        with pytest.raises(psycopg.OperationalError) as error:
            psycopg.connect(url, passfile="/nonexistent").close()
        refused.append(str(error.value))

    assert "no password supplied" in refused[0]
    assert "password authentication failed" in refused[1]
    assert ask(server, "show listen_addresses") == ("",)
    assert ask(server, "select rolpassword like 'SCRAM-SHA-256%' from pg_authid where rolname = 'postgres'") == (True,)


def test_keys_and_folders_are_closed_to_others(server):
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (server.cluster, server.socket_dir)]

    assert modes == [0o700, 0o700]
    assert stat.S_IMODE((server.data / "secrets.json").stat().st_mode) == 0o600
    assert set(json.loads((server.data / "secrets.json").read_text())) == {
        "admin",
        "owner",
        "authenticator",
        "accounts",
        "session_key",
    }


def test_health_data_never_reaches_the_log(server):
    secret = "cried-all-night"
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as connection:
        connection.execute("create table moods (note text primary key, score int)")
        for statement in (
            f"insert into moods values ('{secret}', 1), ('{secret}', 2)",
            f"select '{secret}'::int",
            f"do $$ begin raise warning '{secret}'; end $$",
        ):
            try:
                connection.execute(statement)
            except psycopg.Error:
                pass
        with pytest.raises(psycopg.Error):
            connection.execute("insert into moods values (%s, %s)", (secret, secret))

    logged = "".join(path.read_text() for path in (server.cluster / "log").glob("*.log"))

    assert "ready to accept connections" in logged
    assert secret not in logged


def test_long_path_with_spaces_works_over_a_short_socket_folder(open_folder):
    data = open_folder / ("a folder with spaces " * 4).strip() / ("and a rather long name " * 3).strip()
    server = embedded.start(data)

    answer = ask(server, "select 1")
    embedded.stop(server)
    embedded.erase(data)

    assert answer == (1,)
    assert len(str(data)) > 100
    assert len(str(server.socket_dir)) < 80
    assert not server.socket_dir.exists()


def test_short_socket_folder_of_somebody_else_is_refused(open_folder, monkeypatch):
    elsewhere = open_folder / "theirs"
    elsewhere.mkdir()
    planted = open_folder / "planted"
    planted.symlink_to(elsewhere)
    monkeypatch.setattr("lib.gateway.embedded_place.short_socket_folder", lambda place: planted)

    with pytest.raises(embedded.EmbeddedError, match="belongs to somebody else"):
        embedded.start(open_folder / ("long " * 30).strip())


def test_eight_starts_at_once_make_one_server(data):
    children = [Child(data, BIN) for _ in range(8)]

    answers = [child.answer() for child in children]
    for answer in answers:
        psycopg.connect(answer["url"]).close()
    for child in children:
        child.leave()

    assert len({answer["pid"] for answer in answers}) == 1
    assert [child.process.returncode for child in children] == [0] * 8


def test_server_stays_for_the_other_app_when_one_leaves(data):
    first, second = Child(data, BIN), Child(data, BIN)
    url = first.answer()["url"]
    pid = second.answer()["pid"]

    first.leave()
    psycopg.connect(url).close()
    second.leave()

    assert not is_postmaster(pid, data / "cluster")


def test_server_stays_for_the_other_app_when_one_is_killed_and_leaves_with_the_last(data):
    first, second = Child(data, BIN), Child(data, BIN)
    url = first.answer()["url"]
    pid = second.answer()["pid"]

    first.kill()
    psycopg.connect(url).close()
    second.leave()

    assert not is_postmaster(pid, data / "cluster")


def test_ctrl_c_in_one_app_does_not_reach_the_server(data):
    child = Child(data, BIN, start_new_session=True)
    answer = child.answer()

    os.killpg(child.process.pid, signal.SIGINT)
    child.process.communicate(timeout=60)
    psycopg.connect(answer["url"]).close()
    joined = embedded.start(data)
    embedded.stop(joined)

    assert read_pid_file(data / "cluster") is None


def test_erased_folder_starts_empty_and_a_used_one_is_not_erased(data):
    child = Child(data, BIN)
    child.answer()

    with pytest.raises(embedded.EmbeddedError, match="is running with the data"):
        embedded.erase(data)
    child.leave()
    embedded.erase(data)

    assert sorted(path.name for path in data.iterdir()) == ["about.txt", "start.lock", "users.lock"]


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root meets a server that may not run as root")


@pytest.fixture
def private_home(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    yield home
    for about in home.glob("*/about.txt"):
        embedded.erase(about.parent)


@as_root
def test_root_below_a_private_home_works_without_opening_it(private_home):
    package = BIN.parents[1]
    copied = private_home / "site-packages" / package.name
    for part in ("bin", "lib", "share"):
        shutil.copytree(BIN.parent / part, copied / BIN.parent.name / part)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, copied.with_name(libraries.name))
    binaries = copied / BIN.parent.name / "bin"
    data = private_home / "my data"

    server = embedded.start(data, binaries)
    answer = ask(server, "select 1")
    owner = server.cluster.stat().st_uid
    embedded.stop(server)
    again = embedded.start(data, binaries)
    embedded.stop(again)

    assert answer == (1,)
    assert owner != 0
    assert again.cluster == server.cluster
    assert not server.cluster.is_relative_to(private_home)
    assert not server.bin_dir.is_relative_to(private_home)
    assert stat.S_IMODE(private_home.stat().st_mode) == 0o700


@as_root
def test_note_in_the_folder_says_where_the_database_lies(private_home, data):
    away = embedded.start(private_home / "data")
    embedded.stop(away)
    inside = embedded.start(data)
    embedded.stop(inside)

    said = [(server.data / "about.txt").read_text() for server in (away, inside)]

    assert str(away.cluster) in said[0]
    assert away.cluster.parent.parent == STATE_ROOT
    assert "its database in the folder `cluster`" in said[1]


@as_root
def test_root_below_a_private_home_erases_the_database_it_put_elsewhere(private_home):
    data = private_home / "data"
    server = embedded.start(data)
    embedded.stop(server)

    embedded.erase(data)

    assert not server.cluster.exists()
    assert homes_of(data) == []


@as_root
def test_data_folder_deleted_by_hand_starts_empty_and_the_old_database_is_set_aside(private_home):
    data = private_home / "data"
    old = embedded.start(data)
    with psycopg.connect(old.url("admin", "postgres")) as connection:
        connection.execute("create table drinks as select 250 as ml")
    embedded.stop(old)
    shutil.rmtree(data)

    new = embedded.start(data)
    found = ask(new, "select to_regclass('drinks')")
    embedded.stop(new)

    assert found == (None,)
    assert old.cluster.parent.with_suffix(".earlier").exists()


@as_root
def test_copied_data_folder_does_not_share_the_database_of_the_original(private_home):
    data = private_home / "data"
    server = embedded.start(data)
    embedded.stop(server)
    copy = private_home / "copy"
    shutil.copytree(data, copy)

    with pytest.raises(embedded.EmbeddedError, match="is a copy of"):
        embedded.start(copy)
    embedded.erase(copy)

    assert server.cluster.exists()


@as_root
def test_moved_data_folder_keeps_its_database(private_home):
    data = private_home / "data"
    server = embedded.start(data)
    embedded.stop(server)
    moved = private_home / "moved"
    data.rename(moved)

    again = embedded.start(moved)
    embedded.stop(again)

    assert again.cluster == server.cluster


@as_root
def test_database_that_root_brought_back_from_a_backup_works(data):
    server = embedded.start(data)
    embedded.stop(server)
    subprocess.run(["chown", "-R", "0:0", str(server.cluster)], check=True)

    again = embedded.start(data)
    answer = ask(again, "select 1")
    embedded.stop(again)

    assert answer == (1,)


@as_root
def test_ordinary_user_runs_the_server_as_themselves(tmp_path):
    nobody = Account(65534, 65534, "nobody")
    python = next((path for path in (sys.executable, "/usr/bin/python3") if _runs_for(nobody, path)), None)
    if python is None or not can_enter(nobody, BIN):
        pytest.skip("no Python 3.11 or no Postgres that an ordinary user can reach")
    folder = Path("/tmp") / f"wellspring-ordinary-{os.getpid()}"
    folder.mkdir(mode=0o755)
    shutil.copytree(ROOT / "lib", folder / "code" / "lib", ignore=shutil.ignore_patterns("__pycache__"))
    os.chown(folder, 65534, 65534)

    child = Child(folder / "data", BIN, python=python, root=folder / "code", user=65534, group=65534, extra_groups=[])
    answer = child.answer()
    owner = (folder / "data" / "cluster").stat().st_uid
    with psycopg.connect(answer["url"]) as connection:
        ran = connection.execute("select 1").fetchone()
    child.leave()
    shutil.rmtree(folder)

    assert ran == (1,)
    assert owner == 65534


def _runs_for(account: Account, python: str) -> bool:
    try:
        return (
            subprocess.run(
                [python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"],
                user=account.uid,
                group=account.gid,
                extra_groups=[],
                cwd="/",
                stderr=subprocess.DEVNULL,
                check=False,
            ).returncode
            == 0
        )
    except OSError:
        return False
