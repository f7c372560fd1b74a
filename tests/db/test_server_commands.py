"""The commands of `./dev` that start, ask and stop the embedded server, run as a person runs them."""

import io
import os
import signal
import subprocess
import sys

import psycopg
import pytest

from lib.gateway.embedded_process import running_postmaster
from tests.support.server_child import ROOT, server_folder


@pytest.fixture(scope="module")
def data():
    with server_folder() as folder:
        yield folder / "data"


def dev(data, *arguments, said="", **environment):
    # Past the installer: the packages are here, or this test would not run.
    return subprocess.run(
        [sys.executable, str(ROOT / "tools" / "commands.py"), *arguments],
        input=said,
        capture_output=True,
        text=True,
        cwd="/",
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "WELLSPRING_DATA": str(data), **environment},
        check=False,
    )


def test_address_works_after_the_command_has_ended_until_the_server_is_stopped(data):
    url = dev(data, "db", "url").stdout.strip()

    with psycopg.connect(url) as connection:
        who = connection.execute("select current_user").fetchone()
    between = dev(data, "migrate")
    still_up = running_postmaster(data / "cluster")
    dev(data, "db", "stop")

    assert who == ("wellspring_owner",)
    assert "up to date" in between.stdout
    assert still_up is not None
    assert running_postmaster(data / "cluster") is None


@pytest.mark.parametrize("path", [os.environ["PATH"], "/nonexistent"])
def test_database_can_be_asked_by_hand(data, path, monkeypatch):
    answer = dev(data, "db", said="select 6 * 7 as answer;\n", PATH=path)

    assert "answer" in answer.stdout
    assert "42" in answer.stdout
    assert running_postmaster(data / "cluster") is None


def test_small_prompt_shows_rows_and_errors_and_goes_on(data, capsys, monkeypatch):
    from tools import database

    url = dev(data, "db", "url").stdout.strip()
    monkeypatch.setattr("sys.stdin", io.StringIO("selec;\nselect 1 as one,\n'x' as two;\nset work_mem = '8MB';\n"))

    database.prompt(url)
    dev(data, "db", "stop")

    said = capsys.readouterr().out
    assert "syntax error" in said
    assert "one  two\n1    x\n" in said
    assert "SET" in said


def test_unknown_person_and_short_password_are_refused_with_a_sentence(data):
    nobody = dev(data, "tier", "nobody@example.org", "premium")
    short = dev(data, "reset-password", "demo@wellspring.example", said="short\n")

    assert (nobody.returncode, short.returncode) == (1, 1)
    assert "no account" in nobody.stderr
    assert "10 characters" in short.stderr
    assert "Traceback" not in nobody.stderr + short.stderr


def test_unreachable_database_is_one_sentence(data):
    answer = dev(data, "migrate", "--url", "postgresql://nobody@127.0.0.1:1/nothing")

    assert answer.returncode == 1
    assert answer.stderr.startswith("The database cannot be reached")
    assert len(answer.stderr.splitlines()) == 1


def test_fresh_asks_and_refuses_where_nobody_can_answer(data):
    dev(data, "migrate")

    answer = dev(data, "run", "--fresh")

    assert answer.returncode == 1
    assert "--yes" in answer.stderr
    assert (data / "cluster").exists()


def test_fresh_refuses_a_folder_of_somebody_else(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"holiday")

    answer = dev(tmp_path, "run", "--fresh", "--yes")

    assert "not made by Wellspring" in answer.stderr
    assert (tmp_path / "photo.jpg").exists()


def test_ctrl_c_stops_the_app_and_its_database(data):
    app = subprocess.Popen(
        [sys.executable, str(ROOT / "tools" / "commands.py"), "run", "--data", str(data), "--fresh", "--yes"],
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"},
    )
    assert app.stderr is not None
    said = []
    for line in app.stderr:
        said.append(line)
        if "is open at" in line:
            break
    up = running_postmaster(data / "cluster")

    app.send_signal(signal.SIGINT)
    rest = app.communicate(timeout=60)[1]

    assert up is not None, said
    assert app.returncode == 0
    assert rest == "Stopped.\n"
    assert running_postmaster(data / "cluster") is None
