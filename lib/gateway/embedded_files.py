"""What the launcher keeps in the data folder, locks and keys, and sentences for a disk that says no."""

import errno
import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lib.gateway.embedded_nofollow import open_plain, read_plain

SECRETS = "secrets.json"
SECRET_NAMES = ("admin", "owner", "authenticator", "accounts", "session_key")
START_LOCK = "start.lock"
USERS_LOCK = "users.lock"
LOCK_SECONDS = 180


class EmbeddedError(Exception):
    """Why the embedded database is not there, as one sentence that says what to do."""


@contextmanager
def plain_sentences(data: Path) -> Iterator[None]:
    """A refusal of the file system becomes a sentence about the data folder."""
    try:
        yield
    except OSError as error:
        raise EmbeddedError(sentence_for(error, data)) from error


def sentence_for(error: OSError, data: Path) -> str:
    where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(data)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(Path(where))
    if error.errno == errno.EROFS:
        return read_only(Path(where))
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            f"This user may not read and write {where}: start as the user who owns it, "
            "or choose another folder with --data or WELLSPRING_DATA."
        )
    if error.errno == errno.ELOOP:
        return (
            f"{where} is a link, and it is not followed because another user may have put it there: "
            "put the real file or folder in its place, or choose another folder with --data."
        )
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return f"{where} is a file where a folder is needed: choose another folder with --data."
    return f"The database cannot use {where} ({error.strerror or error}): choose another folder with --data."


def read_only(where: Path) -> str:
    return (
        f"{where} is on a read-only disk, and the database must write there: "
        "choose another folder with --data or WELLSPRING_DATA."
    )


def disk_full(where: Path) -> str:
    return f"The disk that holds {where} is full: free some space, then start again; what was saved is safe."


def write_atomically(path: Path, text: str, mode: int) -> None:
    # A name of this process's own: two apps may write the first file of a new folder in the same moment.
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load_secrets(data: Path, *, cluster_exists: bool) -> dict[str, str]:
    path = data / SECRETS
    known: dict[str, str] = {}
    if path.exists():
        try:
            known = {name: str(value) for name, value in json.loads(path.read_text("utf-8")).items()}
        except (ValueError, AttributeError):
            raise EmbeddedError(
                f"{path} cannot be read as the database's keys: bring it back from a backup, "
                "or start over with ./dev run --fresh."
            ) from None
    if cluster_exists and "admin" not in known:
        raise EmbeddedError(
            f"{path}, which holds the database's keys, is missing: bring it back from a backup, "
            "or start over with ./dev run --fresh."
        )
    missing = [name for name in SECRET_NAMES if name not in known]
    if missing:
        known |= {name: secrets.token_urlsafe(32) for name in missing}
        write_atomically(path, json.dumps(known, indent=2) + "\n", 0o600)
    return known


def keys_in(path: Path) -> set[str]:
    """The names in a file of keys; none where it is no such file or may not be read."""
    try:
        known = json.loads(read_plain(path))
    except (OSError, ValueError):
        return set()
    return set(known) if isinstance(known, dict) else set()


def open_lock(path: Path, kind: int) -> int | None:
    """An open file holding the lock, or None where somebody else holds it; closing the file lets go."""
    owners = {os.geteuid(), path.parent.stat().st_uid}
    handle = open_plain(path, os.O_RDWR | os.O_CREAT, owners=owners)
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
        # The file may have been deleted with its folder while we waited; then the lock guards nothing.
        if os.path.samestat(os.fstat(handle), path.lstat()):
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """One process at a time starts, stops or erases the database of a data folder."""
    deadline = time.monotonic() + LOCK_SECONDS
    while (handle := open_lock(data / START_LOCK, fcntl.LOCK_EX)) is None:
        if time.monotonic() > deadline:
            raise EmbeddedError(
                f"Another Wellspring has been starting or stopping the database in {data} for "
                f"{LOCK_SECONDS // 60} minutes: stop that one, then start again."
            )
        time.sleep(0.05)
    try:
        yield
    finally:
        os.close(handle)


def become_user(data: Path) -> int:
    """The kernel drops this lock however the process ends, so the count of users is always true."""
    handle = open_lock(data / USERS_LOCK, fcntl.LOCK_SH)
    if handle is None:
        raise EmbeddedError(f"The database in {data} is just being removed: start again in a moment.")
    return handle


def has_users(data: Path) -> bool:
    handle = open_lock(data / USERS_LOCK, fcntl.LOCK_EX)
    if handle is None:
        return True
    os.close(handle)
    return False
