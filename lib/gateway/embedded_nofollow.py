"""Touching what another user may have put there: no link is followed, whatever stands at a name."""

import errno
import os
import shutil
import stat
from collections.abc import Collection
from pathlib import Path
from typing import NoReturn


def open_plain(
    path: str | Path,
    flags: int = os.O_RDONLY,
    *,
    owners: Collection[int] = (),
    folder: int | None = None,
) -> int:
    """An open regular file, of one of these owners where any are named."""
    # Without O_NONBLOCK a pipe at this name would keep us waiting for ever.
    safe = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    handle = os.open(path, flags | safe, 0o600, dir_fd=folder)
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode) or (owners and found.st_uid not in owners):
        os.close(handle)
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(path))
    return handle


def read_plain(path: Path, most: int = 20_000) -> str:
    with os.fdopen(open_plain(path), "rb") as file:
        return file.read(most).decode("utf-8", errors="surrogateescape")


def open_folder(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except NotADirectoryError:
        # The kernel says the same of a file and of a link, and the person needs to know which.
        if not path.is_symlink():
            raise
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None


def give_tree(folder: int, uid: int, gid: int) -> None:
    """From the leaves up: nobody else can change the tree before the last of it is theirs."""
    for _, folders, files, inside in os.fwalk(".", topdown=False, onerror=_fail, dir_fd=folder):
        for name in folders + files:
            os.chown(name, uid, gid, dir_fd=inside, follow_symlinks=False)
    os.fchown(folder, uid, gid)


def _fail(error: OSError) -> NoReturn:
    raise error


def remove(path: Path) -> None:
    """A folder with all in it, or whatever else stands in its place."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
