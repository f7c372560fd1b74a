"""Bringing one server up: nothing of a killed one may be left, and it must answer before anybody is told."""

import os
import subprocess
import time
from pathlib import Path

from lib.gateway.embedded_cluster import last_line, server_command, why_not
from lib.gateway.embedded_files import EmbeddedError
from lib.gateway.embedded_logs import drop_large_logs, log_sizes, new_start_log, said_since
from lib.gateway.embedded_nofollow import open_folder
from lib.gateway.embedded_place import PORT, Place, make_socket_folder
from lib.gateway.embedded_process import (
    PidFile,
    end_postmaster,
    is_postmaster,
    launch,
    read_pid_file,
    reap,
    run,
    running_postmaster,
    wait_for_orphans,
)

START_SECONDS = 90.0
SOCKET_SECONDS = 10.0


def answers(bin_dir: Path, socket_dir: Path, port: int) -> bool:
    try:
        asked = run(
            [bin_dir / "pg_isready", "-q", "-t", "3", "-h", socket_dir, "-p", str(port), "-d", "postgres"],
            timeout=15,
        )
    except subprocess.TimeoutExpired:
        return False
    return asked.returncode == 0


def ensure_running(place: Place, programs: Path) -> PidFile:
    found = running_postmaster(place.cluster)
    if found is not None:
        if _wait_until_ready(place, programs, found.pid):
            return found
        if is_postmaster(found.pid, place.cluster) and socket_of(found).exists():
            raise EmbeddedError(
                f"The database server of {place.data} (process {found.pid}) runs but does not answer: "
                "stop that process, then start again."
            )
        # Somebody cleaned the temporary folder: without its socket nobody can reach this server again.
        end_postmaster(found.pid, place.cluster)
    return _launch(place, programs)


def _launch(place: Place, programs: Path) -> PidFile:
    socket_dir = make_socket_folder(place)
    deadline = time.monotonic() + START_SECONDS
    while True:
        wait_for_orphans(place.cluster)
        # The number in a stale file may be anybody's by now, and Postgres itself would believe it.
        (place.cluster / "postmaster.pid").unlink(missing_ok=True)
        _drop_sockets(socket_dir)
        drop_large_logs(place)
        before = log_sizes(place)
        output = new_start_log(place.data)
        try:
            pid = launch(server_command(place, programs, socket_dir), place.account, output)
            if _wait_until_ready(place, programs, pid):
                return PidFile(pid, socket_dir, PORT)
            said = said_since(place, output, before)
        finally:
            os.close(output)
        if is_postmaster(pid, place.cluster):
            end_postmaster(pid, place.cluster)
            raise EmbeddedError(
                f"The database did not get ready in {START_SECONDS:.0f} seconds: start again, and look into "
                f"{place.cluster / 'log'} if that does not help. (Its last line: {last_line(said) or 'none'})"
            )
        last = read_pid_file(place.cluster)
        was_killed = last is not None and last.pid == pid and last.ready
        # Or Postgres itself saw a process of the killed server that we could not see.
        if not (was_killed or "pre-existing shared memory block" in said) or time.monotonic() > deadline:
            raise EmbeddedError(why_not(said, place, "The database did not start"))
        time.sleep(0.1 if was_killed else 0.5)


def _drop_sockets(folder: Path) -> None:
    handle = open_folder(folder)
    try:
        for name in os.listdir(handle):
            if name.startswith(".s.PGSQL."):
                os.unlink(name, dir_fd=handle)
    finally:
        os.close(handle)


def socket_of(found: PidFile) -> Path:
    return found.socket_dir / f".s.PGSQL.{found.port}"


def _wait_until_ready(place: Place, programs: Path, pid: int) -> bool:
    began, pause = time.monotonic(), 0.02
    while (waited := time.monotonic() - began) < START_SECONDS:
        found = read_pid_file(place.cluster)
        if found is not None and found.pid == pid:
            if answers(programs, found.socket_dir, found.port):
                return True
            if waited > SOCKET_SECONDS and not socket_of(found).exists():
                return False
        time.sleep(pause)
        pause = min(pause * 1.2, 0.1)
        reap()
        if not is_postmaster(pid, place.cluster):
            return False
    return False
