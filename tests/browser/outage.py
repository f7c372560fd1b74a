"""Takes the database away from a running app, as a crash would, for as long as a test wants."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from lib.gateway.embedded_files import alone
from lib.gateway.embedded_process import orphans, running_postmaster
from tests.support.server import RunningApp

PATIENCE_SECONDS = 60


@contextmanager
def database_away(app: RunningApp) -> Iterator[None]:
    """Afterwards the app has brought its database back by itself."""
    data = Path(os.path.realpath(app.data))
    cluster = data / "cluster"
    # Whoever starts the database again needs this lock, so until it is let go the server stays dead.
    with alone(data):
        found = running_postmaster(cluster)
        assert found is not None
        os.kill(found.pid, signal.SIGKILL)
        _until(lambda: running_postmaster(cluster) is None and not orphans(cluster))
        yield
    _until(lambda: httpx.get(f"{app.url}/health", timeout=10).status_code == 200)


def _until(condition) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.1)
