"""The database is killed again and again while somebody saves: what was acknowledged is there in the end."""

import os
import signal
import threading
import time
from collections.abc import Callable

import psycopg

from lib.gateway import embedded
from lib.gateway.direct import Direct, open_database
from lib.gateway.embedded_process import running_postmaster
from lib.gateway.opening import DATABASE, prepare_embedded
from lib.gateway.photos import RowPhotos
from lib.gateway.port import UNREACHABLE, GatewayError
from tests.support.people import add_account
from tests.support.server_child import server_folder

KILLS = 20


def test_nothing_saved_through_the_gateway_is_lost_when_the_database_is_killed():
    with server_folder() as folder:
        server = embedded.start(folder / "data")
        prepare_embedded(server, demo=False)
        with psycopg.connect(server.url("admin", DATABASE), autocommit=True) as admin:
            owner = add_account(admin)
        people = open_database(server.url("authenticator", DATABASE))
        photos = RowPhotos(Direct.person(people, owner, schema="storage"))
        keeper = embedded.Keeper(server)
        keeper.start()
        saved: list[str] = []
        refusals: set[str] = set()
        done = threading.Event()
        writer = threading.Thread(target=_save_until, args=(done, photos, owner, saved, refusals), daemon=True)
        writer.start()

        for _ in range(KILLS):
            reached = len(saved) + 10
            _until(lambda reached=reached: len(saved) >= reached)
            _kill(server)
        before = len(saved)
        _until(lambda: len(saved) > before)
        done.set()
        writer.join()
        kept = [path for path in saved if _read(photos, path) == path.encode()]
        keeper.stop()
        people.close()
        embedded.stop(server)

        assert len(saved) >= KILLS * 10
        assert kept == saved
        # Whoever saved during an outage was told so in the one way that every page understands.
        assert refusals == {UNREACHABLE}


def _save_until(done: threading.Event, photos: RowPhotos, owner: str, saved: list[str], refusals: set[str]) -> None:
    number = 0
    while not done.is_set():
        number += 1
        path = f"{owner}/{number}.jpg"
        try:
            photos.put(path, path.encode())
        except GatewayError as error:
            refusals.add(error.code)
        else:
            saved.append(path)


def _read(photos: RowPhotos, path: str) -> bytes | None:
    """The last save may have been answered by what a killed server left open, with the next one still on its way."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return photos.get(path)
        except GatewayError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.02)


def _kill(server: embedded.Server) -> None:
    # What the killed server still had open may answer for a moment, before the next one is up.
    _until(lambda: running_postmaster(server.cluster) is not None)
    found = running_postmaster(server.cluster)
    assert found is not None
    os.kill(found.pid, signal.SIGKILL)


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)
