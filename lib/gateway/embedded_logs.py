"""What the server wrote about its start, read without trusting the folder it wrote into."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from lib.gateway.embedded_nofollow import open_folder, open_plain
from lib.gateway.embedded_place import Place

START_LOG = "start.log"
LARGE_LOG = 10_000_000
LAST_WORDS = 8000


def new_start_log(data: Path) -> int:
    # Never the file that stands there: it may be a link or a second name of somebody's file.
    path = data / START_LOG
    path.unlink(missing_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def drop_large_logs(place: Place) -> None:
    """Postgres begins a weekday's file anew only when it is running at midnight."""
    for folder, name, file in _log_files(place):
        if os.fstat(file).st_size > LARGE_LOG:
            os.unlink(name, dir_fd=folder)


def log_sizes(place: Place) -> dict[str, int]:
    return {name: os.fstat(file).st_size for _, name, file in _log_files(place)}


def said_since(place: Place, start_log: int, before: Mapping[str, int]) -> str:
    """What this start wrote, and not what an earlier server wrote into the same file."""
    said = os.pread(start_log, LAST_WORDS, max(0, os.fstat(start_log).st_size - LAST_WORDS))
    for _, name, file in _log_files(place):
        size = os.fstat(file).st_size
        said += b"\n" + os.pread(file, LAST_WORDS, max(before.get(name, 0), size - LAST_WORDS))
    return said.decode(errors="replace")


def _log_files(place: Place) -> Iterator[tuple[int, str, int]]:
    """The log folder, and each file of the server's user in it, opened."""
    try:
        folder = open_folder(place.cluster / "log")
    except OSError:
        return
    try:
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".log"):
                continue
            with suppress(OSError):
                file = open_plain(name, owners=[place.uid], folder=folder)
                try:
                    yield folder, name, file
                finally:
                    os.close(file)
    finally:
        os.close(folder)
