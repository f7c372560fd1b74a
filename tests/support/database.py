"""One Postgres server per test run and version, shared by every worker; one migrated database per worker."""

import fcntl
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import psycopg
from psycopg import sql

from lib.gateway import embedded, embedded_launch, migrate
from lib.gateway.embedded_binaries import folder_for_major, is_usable, major_of, version_of

RUN = "WELLSPRING_TEST_RUN"
PREFIX = f"wellspring-tests-{os.geteuid()}-"
MUCH = 4 * 1024**3
# Nothing here has to survive a power cut, and one test opens fifty connections by itself.
FOR_TESTS = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200"]


@dataclass(frozen=True)
class Urls:
    """One database, as each of the logins reaches it."""

    name: str
    version: int
    admin: str
    owner: str
    authenticator: str
    accounts: str


def versions() -> dict[str, Path]:
    """The Postgres versions to test on, newest first: the app's own, and a local 15 where there is one."""
    found = [embedded.find_binaries()]
    chosen = os.environ.get("WELLSPRING_TEST_PG_BIN")
    oldest = Path(chosen) if chosen else folder_for_major(15)
    if chosen and not is_usable(Path(chosen)):
        raise RuntimeError(f"WELLSPRING_TEST_PG_BIN is {chosen}, where no working PostgreSQL 15 or newer is.")
    if oldest is not None and oldest not in found:
        found.append(oldest)
    return {str(major_of(version_of(path))): path for path in found}


def scratch() -> Path:
    """Memory where there is plenty of it: making a cluster waits for a disk a thousand times."""
    memory = Path("/dev/shm")
    with suppress(OSError):
        if shutil.disk_usage(memory).free > MUCH and os.access(memory, os.W_OK | os.X_OK):
            return memory
    # Not pytest's own folder: nobody but root may enter that one when root runs the tests.
    return Path(tempfile.gettempdir())


def begin_run() -> int:
    """Names the folder that all workers of this run share; the lock held on it says that the run is alive."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=scratch()))
    folder.chmod(0o711)
    os.environ[RUN] = str(folder)
    held = os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX)
    return held


def end_run(held: int) -> None:
    folder = Path(os.environ.pop(RUN))
    remove(folder)
    os.close(held)


def sweep() -> None:
    """Ends what a killed run has left behind."""
    for folder in scratch().glob(f"{PREFIX}*"):
        with suppress(OSError), (folder / "run.lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove(folder)


def remove(folder: Path) -> None:
    deadline = time.monotonic() + 20
    for data in folder.glob("pg*"):
        while True:
            try:
                embedded.erase(data)
                break
            except embedded.EmbeddedError:
                # A worker that has said goodbye may need a moment to be gone.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
    shutil.rmtree(folder)


def start_server(major: str, name: str = "") -> embedded.Server:
    """The run's server of this version, or one of a test's own where it changes what belongs to a whole server."""
    usual = embedded_launch.server_command
    with mock.patch.object(embedded_launch, "server_command", lambda *given: [*usual(*given), *FOR_TESTS]):
        return embedded.start(Path(os.environ[RUN]) / f"pg{major}{name}", versions()[major])


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Roles belong to the whole server, so two databases cannot be prepared in the same moment."""
    with (Path(os.environ[RUN]) / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def passwords(server: embedded.Server) -> Mapping[str, str]:
    return {embedded.LOGINS[role]: server.passwords[role] for role in ("owner", "authenticator", "accounts")}


def empty_database(server: embedded.Server) -> Urls:
    name = f"test_{uuid.uuid4().hex[:12]}"
    migrate.ensure_database(server.url("admin", "postgres"), name)
    roles = ("admin", "owner", "authenticator", "accounts")
    urls = {role: server.url(role, name) for role in roles}
    return Urls(name=name, version=major_of(server.version), **urls)


def migrated_database(server: embedded.Server) -> Urls:
    # Migrating takes less time than copying a database, and a copy would lack its rights to connect.
    urls = empty_database(server)
    with one_at_a_time():
        migrate.migrate_url(urls.admin, passwords(server))
    return urls


def drop_database(server: embedded.Server, urls: Urls) -> None:
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(urls.name)))
