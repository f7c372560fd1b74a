"""Where a database lives: its cluster, its socket, and the user its server runs as."""

import errno
import hashlib
import logging
import os
import re
import secrets
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lib.gateway.embedded_binaries import STATE_ROOT, make_state_root
from lib.gateway.embedded_files import SECRETS, EmbeddedError, write_atomically
from lib.gateway.embedded_nofollow import open_folder, read_plain
from lib.gateway.embedded_owner import guard_home, owner_of
from lib.gateway.embedded_process import Account, can_enter, can_switch_to, orphans, unprivileged_account

POINTER = "cluster-path.txt"
BACK_POINTER = "data-folder.txt"
EARLIER = ".earlier"
SOCKET_PATH_LIMIT = 100
PORT = 5432
SOCKET = re.compile(r"\.s\.PGSQL\.\d+(\.lock)?")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """A data folder, and the home of its cluster: the same folder unless root starts below a private one."""

    data: Path
    home: Path
    account: Account | None

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def uid(self) -> int:
        return self.account.uid if self.account else os.geteuid()


def find_place(data: Path) -> Place:
    home = _existing_home(data)
    if home is not None:
        return Place(data, home, owner_of(home / "cluster"))
    account = unprivileged_account()
    if account is None:
        return Place(data, data, None)
    can_switch_to(account)
    for left in homes_noted_for(data):
        if not (left / "cluster").is_dir() or (data / SECRETS).exists():
            return Place(data, left, owner_of(left / "cluster") if (left / "cluster").is_dir() else account)
        _set_aside(left)
    if can_enter(account, data):
        return Place(data, data, account)
    return Place(data, STATE_ROOT / f"{_short_name(data)}-{secrets.token_hex(3)}", account)


def _short_name(data: Path) -> str:
    return hashlib.sha256(os.fsencode(data)).hexdigest()[:12]


def homes_noted_for(data: Path, *, also_earlier: bool = False) -> list[Path]:
    """Homes elsewhere that say they are this folder's, even when the folder itself was emptied."""
    notes = sorted(STATE_ROOT.glob(f"*/{BACK_POINTER}"))
    return [
        note.parent for note in notes if _line_in(note) == str(data) and (also_earlier or note.parent.suffix != EARLIER)
    ]


def homes_of(data: Path) -> list[Path]:
    """Every home elsewhere that goes when this folder is emptied; never that of a folder it is a copy of."""
    homes = homes_noted_for(data, also_earlier=True)
    with suppress(EmbeddedError):
        home = pointed_home(data)
        if home is not None and home.is_dir() and home not in homes:
            owner = _line_in(home / BACK_POINTER)
            if _line_in(Path(owner) / POINTER) != str(home):
                homes.append(home)
    return homes


def _line_in(path: Path) -> str:
    try:
        return read_plain(path).strip()
    except OSError:
        return ""


def _existing_home(data: Path) -> Path | None:
    if (data / "cluster").is_dir():
        return data
    home = pointed_home(data)
    if home is None:
        return None
    if not (home / "cluster").is_dir():
        raise EmbeddedError(
            f"The database of {data} was kept in {home}, which is gone: bring that folder back, "
            "or start over with ./dev run --fresh."
        )
    owner = _line_in(home / BACK_POINTER)
    if owner not in ("", str(data)) and _line_in(Path(owner) / POINTER) == str(home):
        raise EmbeddedError(
            f"{data} is a copy of {owner}, and both name the one database in {home}: "
            f"start with --data {owner}, or start over here with ./dev run --fresh."
        )
    if owner != str(data):
        write_atomically(home / BACK_POINTER, f"{data}\n", 0o600)
    return home


def pointed_home(data: Path) -> Path | None:
    """Root follows this note and may delete what it names, so only one kind of answer counts."""
    line = _line_in(data / POINTER)
    if not line:
        return None
    home = Path(line)
    if home.parent != STATE_ROOT or ".." in home.parts:
        raise EmbeddedError(f"{data / POINTER} names {line}, where no database of Wellspring can be: delete that file.")
    return home


def _set_aside(home: Path) -> None:
    """Somebody deleted the data folder: they expect an empty start, but a disk may just be missing."""
    if orphans(home / "cluster"):
        raise EmbeddedError(
            f"The database in {home} still runs although its data folder was deleted: "
            "stop the app that uses it, then start again."
        )
    for older in homes_noted_for(Path(_line_in(home / BACK_POINTER)), also_earlier=True):
        if older != home:
            shutil.rmtree(older, ignore_errors=True)
    earlier = home.with_suffix(EARLIER)
    home.rename(earlier)
    log.warning("the data folder is new; an earlier database of the same name was set aside in %s", earlier)


def make_home(place: Place) -> None:
    if place.home == place.data:
        return
    make_state_root()
    place.home.mkdir(mode=0o711, exist_ok=True)
    guard_home(place.home)
    write_atomically(place.home / BACK_POINTER, f"{place.data}\n", 0o600)


def remember_home(place: Place) -> None:
    if place.home != place.data and not (place.data / POINTER).exists():
        write_atomically(place.data / POINTER, f"{place.home}\n", 0o644)


def make_socket_folder(place: Place) -> Path:
    for folder in (place.home / "run", short_socket_folder(place)):
        path = os.fsencode(folder / f".s.PGSQL.{PORT}")
        # libpq reads a comma in a host as a list of hosts.
        if len(path) <= SOCKET_PATH_LIMIT and "," not in str(folder) and str(folder).isprintable():
            own_folder(folder, place)
            return folder
    raise EmbeddedError(f"The path {place.data} is too long for a database socket: choose a shorter --data folder.")


def short_socket_folder(place: Place) -> Path:
    # Fixed, not $TMPDIR: apps started from different shells must agree on the place.
    root = Path("/tmp")
    if not os.access(root, os.W_OK | os.X_OK):
        root = Path(tempfile.gettempdir())
    return root / f"wellspring-{_short_name(place.data)}-{place.uid}"


def own_folder(folder: Path, place: Place) -> None:
    """A folder for the server's user alone; one that somebody else put there is refused."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    theirs = EmbeddedError(
        f"{folder} exists and belongs to somebody else: remove it, or choose another folder with --data."
    )
    try:
        handle = open_folder(folder)
    except OSError as error:
        raise theirs if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.EACCES) else error from None
    try:
        found = os.fstat(handle)
        if found.st_uid not in (place.uid, os.geteuid()) or not all(map(SOCKET.fullmatch, os.listdir(handle))):
            raise theirs
        if place.account is not None:
            os.fchown(handle, place.account.uid, place.account.gid)
        if found.st_mode & 0o077:
            os.fchmod(handle, 0o700)
    finally:
        os.close(handle)


def give(path: Path, place: Place) -> None:
    if place.account is not None:
        os.chown(path, place.account.uid, place.account.gid, follow_symlinks=False)
