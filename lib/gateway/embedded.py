"""The Postgres server that comes with the app: one per data folder, shared by its users."""

import logging
import os
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from lib.gateway.embedded_binaries import find_binaries, reachable_binaries, version_of
from lib.gateway.embedded_claim import is_ours, prepare_folder, refuse_others, write_about
from lib.gateway.embedded_cluster import create_cluster, refuse_other_major
from lib.gateway.embedded_erase import erase_folder
from lib.gateway.embedded_files import EmbeddedError, alone, become_user, has_users, load_secrets, plain_sentences
from lib.gateway.embedded_launch import answers, ensure_running, socket_of
from lib.gateway.embedded_owner import has_cluster, owner_of
from lib.gateway.embedded_place import Place, find_place, homes_of, remember_home
from lib.gateway.embedded_process import running_postmaster, stop_postmaster

__all__ = [
    "EmbeddedError",
    "Keeper",
    "Server",
    "erase",
    "find_binaries",
    "in_use",
    "in_use_sentence",
    "is_alive",
    "is_ours",
    "is_up_unused",
    "refuse_others",
    "start",
    "stop",
    "stop_unused",
]

LOGINS = {
    "admin": "postgres",
    "owner": "wellspring_owner",
    "authenticator": "authenticator",
    "accounts": "wellspring_accounts",
}

log = logging.getLogger(__name__)
_used_here: dict[Path, int] = {}


@dataclass(frozen=True)
class Server:
    data: Path
    cluster: Path
    socket_dir: Path
    port: int
    version: str
    bin_dir: Path
    passwords: Mapping[str, str] = field(repr=False)

    def url(self, role: str = "owner", dbname: str = "wellspring") -> str:
        login = f"{LOGINS[role]}:{quote(self.passwords[role], safe='')}"
        host = quote(str(self.socket_dir), safe="")
        return f"postgresql://{login}@/{quote(dbname, safe='')}?host={host}&port={self.port}"


def start(data: Path, bin_dir: Path | None = None) -> Server:
    """Start or join the one server of this data folder, and count this process among its users."""
    data = Path(os.path.realpath(data))
    with plain_sentences(data):
        prepare_folder(data)
        with alone(data):
            place = find_place(data)
            write_about(data, place.cluster)
            exists = place.cluster.is_dir()
            original = Path(os.path.abspath(bin_dir or find_binaries()))
            if exists:
                refuse_other_major(place, original)
            programs = reachable_binaries(original, place.account)
            passwords = load_secrets(data, cluster_exists=exists)
            if not exists:
                create_cluster(place, programs, passwords["admin"])
            remember_home(place)
            running = ensure_running(place, programs)
            if data not in _used_here:
                _used_here[data] = become_user(data)
            return Server(
                data,
                place.cluster,
                running.socket_dir,
                running.port,
                version_of(original),
                programs,
                passwords,
            )


def stop(server: Server) -> None:
    """This process uses the server no longer; the last one to say so stops it."""
    if server.data not in _used_here:
        return
    if not server.data.exists():
        # Postgres notices by itself, within a minute, that its folder is gone.
        os.close(_used_here.pop(server.data))
        return
    with plain_sentences(server.data), alone(server.data):
        os.close(_used_here.pop(server.data))
        if not has_users(server.data):
            stop_postmaster(server.cluster)


def stop_unused(data: Path) -> Literal["stopped", "in use", "not running"]:
    """Stop a server whose users are all gone: left up on purpose, or by an app that was killed."""
    data = Path(os.path.realpath(data))
    if not is_ours(data):
        return "not running"
    with plain_sentences(data), alone(data):
        if has_users(data):
            return "in use"
        running = [cluster for cluster in _clusters_of(data) if running_postmaster(cluster)]
        for cluster in running:
            stop_postmaster(cluster)
        return "stopped" if running else "not running"


def is_up_unused(data: Path) -> bool:
    data = Path(os.path.realpath(data))
    if not is_ours(data):
        return False
    with plain_sentences(data), alone(data):
        return not has_users(data) and any(running_postmaster(cluster) for cluster in _clusters_of(data))


def _clusters_of(data: Path) -> list[Path]:
    return [home / "cluster" for home in [data, *homes_of(data)] if has_cluster(home)]


def is_alive(server: Server) -> bool:
    try:
        return running_postmaster(server.cluster) is not None and answers(
            server.bin_dir, server.socket_dir, server.port
        )
    except OSError:
        return False


def in_use_sentence(data: Path) -> str:
    return f"Wellspring is running with the data in {data}: stop it, then start again with --fresh."


def in_use(data: Path) -> bool:
    """Whether an app, or another command, works with this data folder."""
    data = Path(os.path.realpath(data))
    if not is_ours(data):
        return False
    with plain_sentences(data), alone(data):
        return data in _used_here or has_users(data)


def erase(data: Path) -> list[str]:
    """Remove what Wellspring made for this data folder, wherever it put it; returns what stays."""
    data = Path(os.path.realpath(data))
    refuse_others(data)
    if not is_ours(data):
        return []
    with plain_sentences(data), alone(data):
        if data in _used_here or has_users(data):
            raise EmbeddedError(in_use_sentence(data))
        return erase_folder(data)


class Keeper:
    """Watches the server of this process in the background and starts it again when it has died."""

    INTERVAL = 0.5
    LONGEST_PAUSE = 30.0

    def __init__(self, server: Server) -> None:
        self.server = server
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="database-keeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=5)

    def _watch(self) -> None:
        pause = self.INTERVAL
        while not self._stopping.wait(pause):
            try:
                if not self._serves():
                    self._start_again()
                pause = self.INTERVAL
            except (EmbeddedError, OSError, subprocess.SubprocessError) as error:
                pause = min(pause * 2, self.LONGEST_PAUSE)
                log.error("the database is down: %s", error)

    def _serves(self) -> bool:
        found = running_postmaster(self.server.cluster)
        return found is not None and socket_of(found).exists()

    def _start_again(self) -> None:
        data = self.server.data
        with plain_sentences(data), alone(data):
            if data not in _used_here or self._stopping.is_set():
                return
            log.warning("the database server has died; starting it again")
            home = self.server.cluster.parent
            ensure_running(Place(data, home, owner_of(self.server.cluster)), self.server.bin_dir)
