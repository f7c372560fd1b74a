"""Whose a data folder is: Wellspring's own by a mark in it, or somebody else's, which is left as it is."""

import os
import pwd
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from lib.gateway.embedded_files import (
    SECRETS,
    START_LOCK,
    USERS_LOCK,
    EmbeddedError,
    keys_in,
    plain_sentences,
    write_atomically,
)
from lib.gateway.embedded_nofollow import read_plain

ROOT = Path(__file__).resolve().parents[2]
ABOUT = "about.txt"
# Nobody has this line by chance. Folders made before there was one have FIRST_ABOUT, to the letter.
MARK = "The mark of a data folder of Wellspring: 5f0c2a7e-93d4-4e0b-8c61-d2b7a94e1f38"
FIRST_ABOUT = (
    "This folder belongs to Wellspring: its database and its keys live here.\n"
    "Keep it as one piece; `./dev run --fresh` empties it.\n"
)
KEYS_OF_OURS = {"admin", "owner", "authenticator", "accounts"}
UNFINISHED = re.compile(rf"({re.escape(ABOUT)}|{re.escape(SECRETS)})\.\d+\.new")


def about_text(data: Path, cluster: Path) -> str:
    if cluster.parent == data:
        text = (
            "This folder belongs to Wellspring: its keys live here, and its database in the folder `cluster`.\n"
            "Keep it as one piece; `./dev run --fresh` deletes what Wellspring put here.\n"
        )
    else:
        text = (
            f"This folder belongs to Wellspring: its keys live here, and its database in {cluster}.\n"
            "Keep the two together; `./dev run --fresh` deletes what Wellspring put into both.\n"
        )
    return f"{text}\n{MARK}\n"


def prepare_folder(data: Path) -> None:
    """Make a new folder ours, or find out that it is; nothing in somebody else's is touched."""
    refuse_others(data)
    # Entering without listing lets an unprivileged server reach its own folder when root starts the app.
    data.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    # Before anything else: a folder that holds more than leftovers has its mark.
    if not _is_marked(data):
        write_about(data, data / "cluster")


def write_about(data: Path, cluster: Path) -> None:
    """What stands there says where the database lies; a file of the person's by this name is left as it is."""
    text = about_text(data, cluster)
    if _about_in(data) != text and (_is_marked(data) or not os.path.lexists(data / ABOUT)):
        write_atomically(data / ABOUT, text, 0o644)


def refuse_others(data: Path) -> None:
    """One sentence for a folder that may not become, or is not, a data folder of Wellspring."""
    with plain_sentences(data):
        if data == data.parent or _is_one_of(data, [ROOT]):
            what = "the whole disk" if data == data.parent else "the folder of Wellspring's own code"
            raise EmbeddedError(
                f"{data} is {what} and cannot be the data folder: choose a folder of its own with --data "
                "or WELLSPRING_DATA; nothing in it was touched."
            )
        # A service may have been given its data folder for a home before this was asked.
        if is_ours(data):
            return
        if _is_one_of(data, _homes()):
            raise EmbeddedError(
                f"{data} is a home folder and cannot be the data folder: choose a folder inside it with --data "
                "or WELLSPRING_DATA; nothing in it was touched."
            )
        # Another start may have marked it, and filled it, since we asked.
        if not holds_nothing(data) and not is_ours(data):
            raise EmbeddedError(
                f"{data} holds files and is no data folder of Wellspring, so nothing in it was touched: "
                "choose a new or an empty folder with --data or WELLSPRING_DATA."
            )


def is_ours(data: Path) -> bool:
    """By its mark, or by its keys where only the mark was deleted."""
    return _is_marked(data) or keys_in(data / SECRETS) >= KEYS_OF_OURS


def holds_nothing(data: Path) -> bool:
    """Missing, empty, or with nothing but what a first start that was cut off leaves behind."""
    try:
        return all(_is_leftover(data / name) for name in os.listdir(data))
    except FileNotFoundError:
        return True


def _is_leftover(path: Path) -> bool:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return True
    if not stat.S_ISREG(found.st_mode):
        return False
    is_lock = path.name in (START_LOCK, USERS_LOCK) and found.st_size == 0
    return is_lock or UNFINISHED.fullmatch(path.name) is not None


def _is_marked(data: Path) -> bool:
    about = _about_in(data)
    return about == FIRST_ABOUT or MARK in about.splitlines()


def _about_in(data: Path) -> str:
    try:
        return read_plain(data / ABOUT)
    except OSError:
        return ""


def _is_one_of(data: Path, folders: Iterable[Path]) -> bool:
    # A disk may know one folder by two spellings.
    return any(folder == data or _is_same(folder, data) for folder in folders)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _homes() -> Iterator[Path]:
    with suppress(RuntimeError):
        yield Path.home()
    with suppress(KeyError):
        yield Path(pwd.getpwuid(os.geteuid()).pw_dir)
    # Accounts of services, which have numbers between, live in folders that no person works in.
    yield from (Path(entry.pw_dir) for entry in pwd.getpwall() if entry.pw_uid == 0 or 500 <= entry.pw_uid < 65534)
