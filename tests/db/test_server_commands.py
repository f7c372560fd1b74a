"""The commands of `./dev` that start, ask and stop the embedded server, run as a person runs them."""

import io
import os
import shutil
import signal
import subprocess
import sys

import psycopg
import pytest

from lib.gateway import embedded
from lib.gateway.embedded_process import running_postmaster
from lib.settings import load
from tests.support.people import add_account
from tests.support.server_child import ROOT, server_folder
from tools.running import empty


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
    with psycopg.connect(dev(data, "db", "url").stdout.strip()) as connection:
        add_account(connection, "ann@example.org", password_hash="a hash")
    short = dev(data, "reset-password", "Ann@example.org", said="short\n")
    dev(data, "db", "stop")

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


@pytest.mark.parametrize("words", [["run"], ["run", "--fresh", "--yes"], ["db", "url"], ["migrate"], ["db", "stop"]])
def test_no_command_touches_a_folder_of_somebody_else(tmp_path, words):
    (tmp_path / "photo.jpg").write_bytes(b"holiday")
    for name in ("run", "cluster"):
        (tmp_path / name).mkdir()
    before = everything_in(tmp_path)

    answer = dev("/nonexistent/data", *words, "--data", str(tmp_path))

    assert ("is no data folder of Wellspring" in answer.stderr) == (words != ["db", "stop"])
    assert "Traceback" not in answer.stderr
    assert everything_in(tmp_path) == before


def everything_in(folder):
    found = {path: path.lstat() for path in [folder, *folder.rglob("*")]}
    return {path: (s.st_mode, s.st_uid, s.st_gid, s.st_mtime_ns) for path, s in found.items()}


def test_data_option_leads_every_command_to_the_same_database(data):
    dev("/nonexistent/data", "tier", "demo@wellspring.example", "PREMIUM", "--data", str(data))

    answer = dev("/nonexistent/data", "--data", str(data), "db", said="select tier from public.profiles;\n")
    here = dev("/nonexistent/data", "db", "stop", f"--data={data}")

    assert "premium" in answer.stdout
    assert str(data) in here.stdout


def test_fresh_deletes_what_is_wellsprings_and_says_what_stays(data, capsys):
    dev(data, "migrate")
    (data / "mine.txt").write_text("a note")
    (data / "run" / "notes").write_text("another")

    empty(load({"WELLSPRING_DATA": str(data)}), sure=True)
    said = capsys.readouterr().err
    kept = (data / "run" / "notes").read_text()
    shutil.rmtree(data / "run")

    assert f"Everything that was entered into {data} is deleted" in said
    assert "stay: mine.txt, run." in said
    assert kept == "another"
    assert sorted(path.name for path in data.iterdir()) == ["about.txt", "mine.txt", "start.lock", "users.lock"]


def test_fresh_finds_out_that_the_app_runs_before_it_asks(data):
    server = embedded.start(data)

    answer = dev(data, "run", "--fresh")
    url = dev(data, "db", "url")
    refused = dev(data, "db", "stop")
    embedded.stop(server)

    assert answer.returncode == 1
    assert "is running with the data" in answer.stderr
    assert url.stdout.startswith("postgresql://") and len(url.stdout.splitlines()) == 1
    assert "works until" in url.stderr
    assert refused.returncode == 1 and "stays up" in refused.stderr


def test_stop_says_what_it_did(data):
    dev(data, "db", "url")

    answers = [dev(data, "db", "stop").stdout for _ in range(2)]
    nothing = dev("/nonexistent/data", "db", "stop").stdout

    assert "is stopped now" in answers[0]
    assert "was not running" in answers[1]
    assert "There is no database" in nothing


def test_nobody_is_asked_for_the_password_of_an_account_that_is_not_there(data):
    answer = dev(data, "reset-password", "nobody@example.org", said="short\n")

    assert answer.stderr == "There is no account with the e-mail nobody@example.org that has a password.\n"


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
