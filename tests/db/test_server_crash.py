"""What the embedded server does after a crash: its own, or the one of an app that used it."""

import os
import signal
import subprocess
import sys
import threading
import time

import psycopg
import pytest

from lib.gateway import embedded, embedded_launch, embedded_process
from lib.gateway.embedded_process import arguments_of, is_postmaster, orphans, read_pid_file, running_postmaster
from tests.support.server_child import Child, server_folder


@pytest.fixture(scope="module")
def data():
    with server_folder() as folder:
        yield folder / "data"


@pytest.fixture
def server(data):
    running = embedded.start(data)
    yield running
    embedded.stop(running)


@pytest.fixture
def keeper(server):
    watching = embedded.Keeper(server)
    watching.start()
    yield watching
    watching.stop()


def connect(server: embedded.Server) -> psycopg.Connection:
    return psycopg.connect(server.url("admin", "postgres"), autocommit=True)


def kill(server: embedded.Server) -> int:
    found = running_postmaster(server.cluster)
    assert found is not None
    os.kill(found.pid, signal.SIGKILL)
    return found.pid


def until(condition, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def test_killed_server_is_not_alive_even_as_a_zombie(server):
    pid = kill(server)
    until(lambda: arguments_of(pid) == "")

    alive = embedded.is_alive(server)

    assert not alive


def test_start_after_a_kill_keeps_acknowledged_rows(server):
    with connect(server) as connection:
        connection.execute("create table drinks as select 250 as ml")
    kill(server)

    again = embedded.start(server.data)
    with connect(again) as connection:
        kept = connection.execute("select ml from drinks").fetchone()

    assert kept == (250,)
    assert again.url() == server.url()


def test_start_waits_for_a_busy_process_of_the_killed_server(server, monkeypatch):
    monkeypatch.setattr(embedded_process, "ORPHAN_SECONDS", 1.0)
    busy = connect(server)
    number = busy.info.backend_pid
    work = threading.Thread(target=_count_for_minutes, args=(busy,))
    work.start()
    until(lambda: "SELECT" in arguments_of(number))
    old = kill(server)
    until(lambda: arguments_of(old) == "")
    seen_before = number in orphans(server.cluster)

    again = embedded.start(server.data)
    work.join()

    assert seen_before
    assert arguments_of(number) == ""
    assert embedded.is_alive(again)


def _count_for_minutes(connection: psycopg.Connection) -> None:
    with pytest.raises(psycopg.OperationalError):
        connection.execute("select count(*) from generate_series(1, 100000000000)")


@pytest.mark.parametrize("whose", ["a stranger", "a zombie", "a postgres of another folder"])
def test_number_in_a_stale_file_that_somebody_else_has_by_now_is_seen_through(server, whose, tmp_path):
    argv = [sys.executable, "-c", "import time; time.sleep(60)"]
    if whose == "a postgres of another folder":
        fake = tmp_path / "postgres"
        fake.symlink_to("/bin/sh")
        argv = [str(fake), "-c", "sleep 60; : postgres -D /elsewhere -c cluster_name=wellspring-1-2"]
    if whose == "a zombie":
        argv = ["/bin/true"]
    other = subprocess.Popen(argv)
    kill(server)
    until(lambda: running_postmaster(server.cluster) is None)
    pid_file = server.cluster / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
    (server.socket_dir / ".s.PGSQL.5432.lock").write_text("\n".join([str(other.pid), *lines[1:5]]) + "\n")

    again = embedded.start(server.data)
    other.kill()
    other.wait()

    assert embedded.is_alive(again)


def test_half_written_pid_file_is_no_obstacle(server):
    kill(server)
    until(lambda: running_postmaster(server.cluster) is None)
    (server.cluster / "postmaster.pid").write_text("12")

    again = embedded.start(server.data)

    assert embedded.is_alive(again)


def test_interrupted_first_start_leaves_nothing_half_made(server):
    half = server.data / "cluster.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    embedded.stop(server)
    (server.cluster).rename(server.data / "away")

    again = embedded.start(server.data)
    left = half.exists()
    embedded.stop(again)

    assert not left


def test_server_of_a_killed_app_is_joined_by_the_next_one_which_then_stops_it():
    with server_folder() as folder:
        data = folder / "data"
        child = Child(data, embedded.find_binaries())
        pid = child.answer()["pid"]
        child.kill()

        server = embedded.start(data)
        joined = read_pid_file(server.cluster)
        embedded.stop(server)

        assert joined is not None and joined.pid == pid
        assert not is_postmaster(pid, server.cluster)


def test_folder_renamed_while_its_server_runs_gets_no_second_server(server):
    moved = server.data.with_name("moved")
    server.data.rename(moved)
    before = running_postmaster(moved / "cluster")

    server.data.symlink_to(moved)
    again = embedded.start(moved)
    embedded.stop(again)

    assert before is not None
    server.data.unlink()
    moved.rename(server.data)


def test_server_whose_socket_was_cleaned_away_is_started_afresh(server, monkeypatch):
    monkeypatch.setattr(embedded_launch, "SOCKET_SECONDS", 0.5)
    for leftover in server.socket_dir.iterdir():
        leftover.unlink()

    again = embedded.start(server.data)

    assert embedded.is_alive(again)


def test_machine_without_proc_recognises_its_server_too(server, monkeypatch):
    monkeypatch.setattr(embedded_process, "_has_proc", lambda: False)
    if not arguments_of(os.getpid()):
        pytest.skip("this machine has no ps")
    with connect(server) as connection:
        number = connection.info.backend_pid
        seen = number in orphans(server.cluster)
    before = embedded.is_alive(server)
    kill(server)
    until(lambda: not embedded.is_alive(server))

    again = embedded.start(server.data)

    assert seen and before
    assert embedded.is_alive(again)


def test_keeper_starts_a_killed_server_again(server, keeper):
    kill(server)

    until(lambda: embedded.is_alive(server))

    with connect(server) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_keeper_lets_a_stopped_server_rest(server, keeper):
    embedded.stop(server)

    time.sleep(3 * embedded.Keeper.INTERVAL)

    assert not embedded.is_alive(server)
