"""What `./dev` says and decides before it touches anything."""

import socket
import sys

import pytest

from tools import bootstrap, commands, running, testing
from tools.words import Refusal, parse


def test_every_command_knows_what_it_needs_installed():
    declared = set(bootstrap.NEEDS)

    assert declared == set(commands.COMMANDS)


def test_usage_names_every_command():
    missing = [name for name in commands.COMMANDS if f"./dev {name}" not in commands.USAGE]

    assert missing == []


def test_misspelt_command_gets_the_nearest_one_and_the_usage(capsys):
    code = commands.main(["rnu"])

    said = capsys.readouterr().err
    assert code == 2
    assert "did you mean ./dev run?" in said
    assert "./dev reset-password EMAIL" in said


def test_misspelt_option_gets_the_nearest_one():
    with pytest.raises(Refusal, match="did you mean --no-demo") as error:
        parse("run", ["--nodemo"], running._options)

    assert error.value.code == 2


def test_misspelt_kind_of_test_gets_the_nearest_one():
    with pytest.raises(Refusal, match="did you mean browser"):
        testing._kind_of(["brwoser"])


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
    found = testing._kind_of(arguments)

    assert found == (kind, rest)


def test_taken_port_is_refused_by_its_number():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        with pytest.raises(Refusal, match=f"Port {port} is taken"):
            running.chosen_port(port)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_number_that_is_no_port_is_refused(port):
    with pytest.raises(Refusal, match="is no port"):
        running.chosen_port(port)


def test_free_port_is_found_when_the_first_is_taken(monkeypatch):
    monkeypatch.setattr(running, "is_free", lambda port: port == running.FIRST_PORT + 2)

    port = running.chosen_port(None)

    assert port == running.FIRST_PORT + 2


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
