"""What `./dev` says and decides before it touches anything."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import arguments, bootstrap, commands, listening, testing
from tools.words import Refusal, parse

BOOTSTRAP = bootstrap.ROOT / "tools" / "bootstrap.py"


def test_every_command_knows_what_it_needs_installed():
    declared = set(bootstrap.NEEDS)

    assert declared == set(commands.COMMANDS)


def test_usage_names_every_command():
    missing = [name for name in commands.COMMANDS if f"./dev {name}" not in commands.USAGE]

    assert missing == []


@pytest.mark.parametrize("word", ["rnu", "RUN", "Run"])
def test_misspelt_command_gets_the_nearest_one_and_the_usage(capsys, word):
    code = commands.main([word])

    said = capsys.readouterr().err
    assert code == 2
    assert "did you mean ./dev run?" in said
    assert "./dev reset-password EMAIL" in said


def test_misspelt_option_gets_the_nearest_one():
    with pytest.raises(Refusal, match="did you mean --no-demo") as error:
        parse("run", ["--nodemo"], arguments.run)

    assert error.value.code == 2


def test_misspelt_kind_of_test_gets_the_nearest_one():
    with pytest.raises(Refusal, match="did you mean browser"):
        testing.kind_of(["brwoser"])


@pytest.mark.parametrize(
    ("arguments", "kind", "rest"),
    [
        ([], None, []),
        (["db", "-k", "water"], "db", ["-k", "water"]),
        (["-x"], None, ["-x"]),
        (["tests/unit/test_dev.py::test_x"], None, ["tests/unit/test_dev.py::test_x"]),
    ],
)
def test_kind_and_arguments_of_pytest_are_told_apart(arguments, kind, rest):
    found = testing.kind_of(arguments)

    assert found == (kind, rest)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["run", "--help"], 0, "--address"),
        (["help"], 0, "./dev run"),
        (["tier"], 2, "EMAIL"),
        (["tier", "ann@example.org", "gold"], 2, "premium"),
        (["test", "foo"], 2, "does not know foo"),
        (["RUN"], 2, "did you mean ./dev run?"),
        (["db", "--data"], 2, "--data needs a folder"),
        (["lint", "everything"], 2, "does not know everything"),
    ],
)
def test_slip_is_answered_without_packages_and_without_an_install(words, code, said):
    # No packages (-S), and nothing can be started: neither pip nor the Python of .venv.
    alone = "import os, runpy, subprocess, sys; subprocess.Popen = os.execv = None; sys.path.insert(0, '')"
    script = f"{alone}; sys.argv = {['dev', *words]!r}; runpy.run_path({str(BOOTSTRAP)!r}, run_name='__main__')"

    done = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=False)

    assert done.returncode == code, done.stderr
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--data", "/d", "tier", "ann@example.org", "free"],
        ["tier", "--data=/d", "ann@example.org", "free"],
        ["tier", "ann@example.org", "free", "--data", "/d"],
    ],
)
def test_data_folder_is_named_before_or_after_the_other_words(words):
    found = arguments.split(words)

    assert found == ("tier", ["ann@example.org", "free"], "/d")


@pytest.mark.parametrize("command", sorted(set(commands.COMMANDS) - {"test", "bench", "lint"}))
def test_every_command_on_the_database_works_with_the_folder_that_data_names(command, monkeypatch, tmp_path):
    seen = []
    monkeypatch.setenv("WELLSPRING_DATA", "/elsewhere")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(commands, "answered", lambda words: None)
    monkeypatch.setitem(
        commands.COMMANDS, command, lambda rest: seen.append((os.environ["WELLSPRING_DATA"], rest)) or 0
    )
    monkeypatch.chdir(tmp_path)

    code = commands.main([command, "word", "--data", "mine"])

    mine = str(tmp_path / "mine")
    assert (code, seen) == (0, [(mine, ["--data", mine, "word"])])


def test_data_folder_beside_a_database_of_ones_own_is_refused(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@db.example/x")
    monkeypatch.setenv("WELLSPRING_SESSION_KEY", "vJ3mQ9x_Tk2LwPz8RbYc4HdN7sGfA1eU")
    monkeypatch.setenv("WELLSPRING_DATA", "/elsewhere")

    code = commands.main(["migrate", "--data", "/d"])

    assert code == 1
    assert "self-hosted" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["test", "bench", "lint"])
def test_data_folder_is_not_taken_by_commands_that_use_none(command):
    with pytest.raises(Refusal, match="uses no data folder"):
        arguments.split(["--data", "/d", command])


def test_tier_is_understood_in_capitals():
    given = parse("tier", ["ann@example.org", "FREE"], arguments.tier)

    assert given.tier == "free"


@pytest.fixture
def nothing_told(monkeypatch, tmp_path):
    """A house and a person without any configuration of Streamlit."""
    monkeypatch.setattr(listening, "ROOT", tmp_path / "house")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("ADDRESS", "BASE_URL_PATH"):
        monkeypatch.delenv(f"STREAMLIT_SERVER_{name}", raising=False)
    return tmp_path


def test_app_listens_on_this_machine_alone_unless_told_otherwise(nothing_told):
    found = listening.Listening.chosen(None, None)

    assert found.options[2:] == ["--server.address", "127.0.0.1"]
    assert re.fullmatch(r"http://(localhost|127\.0\.0\.1):\d+", found.url)
    assert found.url_in_the_network is None


def test_address_given_is_listened_on(nothing_told, monkeypatch):
    monkeypatch.setattr(listening, "host_in_the_network", lambda address: "192.168.1.5")
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "127.0.0.1")

    found = listening.Listening.chosen("0.0.0.0", None)

    assert found.options[2:] == ["--server.address", "0.0.0.0"]
    assert found.url_in_the_network == f"http://192.168.1.5:{found.port}"


@pytest.mark.parametrize("where", ["environment", "house", "home"])
def test_address_that_streamlit_is_told_already_stays_in_force(nothing_told, monkeypatch, where):
    if where == "environment":
        monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "127.0.0.2")
    else:
        folder = nothing_told / where / ".streamlit"
        folder.mkdir(parents=True)
        (folder / "config.toml").write_text('[server]\naddress = "127.0.0.2"\nbaseUrlPath = "/well/"\n')

    found = listening.Listening.chosen(None, None)

    assert "--server.address" not in found.options
    assert found.url.startswith(f"http://127.0.0.2:{found.port}")
    assert found.url.endswith("/well") == (where != "environment")


def test_address_of_another_machine_is_refused():
    with pytest.raises(Refusal, match="is no address of this machine"):
        listening.chosen_address("192.0.2.77")


def test_pip_is_heard_only_when_it_fails(monkeypatch, capsys):
    answers = [subprocess.CompletedProcess([], 1, stdout="Collecting\nERROR: No matching distribution\n")]
    monkeypatch.setattr(bootstrap, "run_quietly", lambda command, more=None: answers.pop())
    monkeypatch.setattr(bootstrap, "INSTALLING", Path(os.devnull).with_name("nothing-here"))
    monkeypatch.setattr(Path, "unlink", lambda path, missing_ok=False: None)

    with pytest.raises(SystemExit):
        bootstrap.install("requirements.txt")
    failed = capsys.readouterr()
    answers.append(subprocess.CompletedProcess([], 0, stdout="WARNING: running as root\n"))
    bootstrap.install("requirements.txt")
    worked = capsys.readouterr()

    assert "Collecting" in failed.err and "could not install the packages: No matching" in failed.err
    assert worked.out == "" and len(worked.err.splitlines()) == 1
    assert "some minutes" in worked.err


def test_taken_port_is_refused_by_its_number():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        with pytest.raises(Refusal, match=f"Port {port} is taken"):
            listening.chosen_port(port)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_number_that_is_no_port_is_refused(port):
    with pytest.raises(Refusal, match="is no port"):
        listening.chosen_port(port)


def test_free_port_is_found_when_the_first_is_taken(monkeypatch):
    monkeypatch.setattr(listening, "is_free", lambda port, address: port == listening.FIRST_PORT + 2)

    port = listening.chosen_port(None)

    assert port == listening.FIRST_PORT + 2


def test_changed_requirements_are_installed_again(tmp_path):
    (tmp_path / "requirements.txt").write_text("streamlit==1\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\npytest==1\n")
    before = bootstrap.marks_of(tmp_path)
    (tmp_path / "requirements.txt").write_text("streamlit==2\n")

    after = bootstrap.marks_of(tmp_path)

    assert bootstrap.is_satisfied("requirements.txt", before, before)
    assert not bootstrap.is_satisfied("requirements.txt", before, after)
    assert not bootstrap.is_satisfied("requirements-dev.txt", before, after)


def test_another_python_means_another_install(tmp_path, monkeypatch):
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "requirements-dev.txt").write_text("")
    before = bootstrap.marks_of(tmp_path)
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))

    after = bootstrap.marks_of(tmp_path)

    assert not bootstrap.is_satisfied("requirements.txt", before, after)


def test_reason_of_a_failed_install_is_found_in_what_pip_says():
    said = "WARNING: Url '/wheels' is ignored\nERROR: No matching distribution found for torch==9\nnotice\n"

    line = bootstrap.telling_line(said)

    assert line == "No matching distribution found for torch==9"


@pytest.mark.parametrize(
    ("said", "network"),
    [
        ("WARNING: Retrying after connection broken by 'NewConnectionError'", True),
        ("ReadTimeoutError: HTTPSConnectionPool: Read timed out.", True),
        ("ERROR: No matching distribution found for torch==9", False),
    ],
)
def test_only_a_network_failure_is_worth_another_try(said, network):
    found = bool(bootstrap.NETWORK_TROUBLE.search(said))

    assert found == network
