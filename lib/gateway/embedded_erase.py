"""Emptying a data folder of what Wellspring made; whatever else somebody put there stays."""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from lib.gateway.embedded_claim import ABOUT
from lib.gateway.embedded_cluster import SCRATCH
from lib.gateway.embedded_files import SECRETS, START_LOCK, USERS_LOCK
from lib.gateway.embedded_logs import START_LOG
from lib.gateway.embedded_nofollow import remove
from lib.gateway.embedded_owner import has_cluster
from lib.gateway.embedded_place import POINTER, SOCKET, Place, homes_of, short_socket_folder
from lib.gateway.embedded_process import Account, stop_postmaster, wait_for_orphans

# Any one of these tells a database, also one that lost the rest.
OF_A_DATABASE = ("PG_VERSION", "base", "global", "pg_wal", "postgresql.conf", "postmaster.pid")
OF_A_HALF_MADE_ONE = {"password", "cluster"}
KEPT = (ABOUT, START_LOCK, USERS_LOCK)
UNFINISHED = re.compile(rf"({'|'.join(map(re.escape, (ABOUT, SECRETS, POINTER)))})\.\d+\.new")


def erase_folder(data: Path) -> list[str]:
    """Called by whoever holds the folder's lock; returns what stays, which was not ours."""
    outside = homes_of(data)
    for home in [data, *outside]:
        if has_cluster(home):
            _end_server(data, home)
    for home in outside:
        shutil.rmtree(home)
    link = data / "cluster"
    stays = [f"the database that the link cluster named, in {link.readlink()}"] if link.is_symlink() else []
    for name in ("cluster", SCRATCH):
        if _is_database(data / name):
            remove(data / name)
    _remove_sockets(data / "run")
    for name in (POINTER, SECRETS, START_LOG):
        (data / name).unlink(missing_ok=True)
    for path in data.iterdir():
        # A process that starts just now may be writing the mark.
        if UNFINISHED.fullmatch(path.name) and not path.name.startswith(ABOUT):
            path.unlink(missing_ok=True)
    return stays + sorted(name for name in os.listdir(data) if name not in KEPT and not UNFINISHED.fullmatch(name))


def _end_server(data: Path, home: Path) -> None:
    cluster = home / "cluster"
    stop_postmaster(cluster)
    wait_for_orphans(cluster)
    owner = Place(data, home, Account(cluster.stat().st_uid, -1, ""))
    shutil.rmtree(short_socket_folder(owner), ignore_errors=True)


def _is_database(path: Path) -> bool:
    if path.is_symlink():
        return True
    try:
        inside = set(os.listdir(path))
    except (FileNotFoundError, NotADirectoryError):
        return False
    return not inside or not inside.isdisjoint(OF_A_DATABASE) or inside <= OF_A_HALF_MADE_ONE


def _remove_sockets(folder: Path) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        if not folder.is_symlink():
            for path in folder.iterdir():
                if SOCKET.fullmatch(path.name):
                    path.unlink()
    # It stays where somebody else's files are in it.
    with suppress(OSError):
        folder.rmdir()
