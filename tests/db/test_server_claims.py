"""Which folders become the data folder, and which are left as they are."""

import json
import subprocess
from pathlib import Path

import psycopg
import pytest

from lib.gateway import embedded, embedded_claim
from lib.gateway.embedded_claim import FIRST_ABOUT, holds_nothing, is_ours, prepare_folder
from tests.support.server_child import Child, server_folder


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setattr(embedded_claim, "_homes", lambda: [tmp_path / "home"])
    with server_folder() as made:
        yield made


def state(folder: Path) -> dict[str, tuple[int, ...]]:
    found = {str(path): path.lstat() for path in [folder, *folder.rglob("*")]}
    return {path: (s.st_mode, s.st_uid, s.st_gid, s.st_mtime_ns, s.st_ctime_ns) for path, s in found.items()}


@pytest.mark.parametrize("what", ["a file", "run", "cluster", "about.txt", "a link", "secrets.json", "a full lock"])
def test_folder_of_somebody_else_is_refused_before_anything_in_it_is_touched(tmp_path, what):
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    match what:
        case "run" | "cluster":
            (theirs / what).mkdir(mode=0o755)
        case "about.txt" | "secrets.json":
            (theirs / what).write_text('{"admin": "me"}')
        case "a link":
            (theirs / "start.lock").symlink_to(tmp_path / "elsewhere")
        case "a full lock":
            (theirs / "start.lock").write_text("1234")
        case _:
            (theirs / "photo.jpg").write_bytes(b"holiday")
    before = state(theirs)

    sentences = []
    for act in (embedded.start, embedded.erase):
        with pytest.raises(embedded.EmbeddedError, match="is no data folder of Wellspring") as error:
            act(theirs)
        sentences.append(str(error.value))
    embedded.stop_unused(theirs)

    assert state(theirs) == before
    assert all("\n" not in sentence and "--data" in sentence for sentence in sentences)
    assert not embedded.in_use(theirs)


@pytest.mark.parametrize("what", ["/", "the checkout", "a home"])
def test_place_that_is_never_a_data_folder_is_refused_by_name_even_when_empty(tmp_path, monkeypatch, what):
    named = {"/": Path("/"), "the checkout": tmp_path / "checkout", "a home": tmp_path / "home"}[what]
    named.mkdir(exist_ok=True)
    monkeypatch.setattr(embedded_claim, "ROOT", tmp_path / "checkout")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    # So that a mend that is missing cannot harm the machine.
    monkeypatch.setattr(embedded_claim, "write_atomically", lambda *_: pytest.fail("it was touched"))

    with pytest.raises(embedded.EmbeddedError, match="cannot be the data folder"):
        prepare_folder(named)


def test_new_and_empty_folders_become_the_data_folder(folder):
    (folder / "empty").mkdir()

    for name in ("empty", "new/inner"):
        prepare_folder(folder / name)

    assert is_ours(folder / "empty")
    assert is_ours(folder / "new" / "inner")


def test_what_a_first_start_left_when_it_was_cut_off_is_no_obstacle(folder):
    data = folder / "data"
    data.mkdir()
    for name in ("start.lock", "users.lock", "about.txt.4711.new", "secrets.json.4711.new"):
        (data / name).touch()
    nothing = holds_nothing(data)

    server = embedded.start(data)
    embedded.stop(server)

    assert nothing
    assert is_ours(data)


def test_folder_that_lost_its_mark_is_known_by_its_keys_and_marked_again(folder):
    data = folder / "data"
    embedded.stop(embedded.start(data))
    (data / "about.txt").unlink()

    embedded.stop(embedded.start(data))

    assert "mark of a data folder" in (data / "about.txt").read_text()


def test_folder_from_before_there_was_a_mark_stays_ours_and_gets_one(folder):
    data = folder / "data"
    data.mkdir()
    (data / "about.txt").write_text(FIRST_ABOUT)
    (data / "mine.txt").write_text("a note")

    embedded.stop(embedded.start(data))

    assert "mark of a data folder" in (data / "about.txt").read_text()


def test_file_of_the_person_by_the_name_of_the_note_is_left_as_it_is(folder):
    data = folder / "data"
    data.mkdir()
    keys = dict.fromkeys(("admin", "owner", "authenticator", "accounts", "session_key"), "k" * 40)
    (data / "secrets.json").write_text(json.dumps(keys))
    (data / "about.txt").write_text("about me")

    embedded.stop(embedded.start(data))

    assert (data / "about.txt").read_text() == "about me"


def test_moved_and_copied_folders_are_ours(folder):
    data = folder / "data"
    server = embedded.start(data)
    embedded.stop(server)
    subprocess.run(["cp", "-a", str(data), str(folder / "copy")], check=True)
    data.rename(folder / "moved")

    for name in ("copy", "moved"):
        again = embedded.start(folder / name)
        with psycopg.connect(again.url("admin", "postgres")) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        embedded.stop(again)


@pytest.mark.parametrize("exists", [False, True])
def test_starts_at_the_same_moment_agree_that_the_new_folder_is_theirs(folder, exists):
    for round_ in range(2):
        data = folder / f"data{round_}"
        if exists:
            data.mkdir()
        children = [Child(data, embedded.find_binaries()) for _ in range(8)]

        answers = [child.answer() for child in children]
        for child in children:
            child.leave()

        assert [answer.get("error") for answer in answers] == [None] * 8
        assert len({answer["pid"] for answer in answers}) == 1


def test_erasing_takes_the_database_and_leaves_what_others_put_there(folder):
    data = folder / "data"
    embedded.stop(embedded.start(data))
    embedded.erase(data)
    for name in ("cluster", "run", "photos"):
        (data / name).mkdir()
        (data / name / "mine").write_text("kept")

    stays = embedded.erase(data)

    assert stays == ["cluster", "photos", "run"]
    assert [(data / name / "mine").read_text() for name in stays] == ["kept"] * 3
