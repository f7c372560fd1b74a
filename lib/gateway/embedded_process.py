"""Running and recognising the server's processes, without trusting a process number alone."""

import errno
import logging
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.gateway.embedded_files import EmbeddedError
from lib.gateway.embedded_nofollow import read_plain

# Busy orphans finish their statement in this time; then they get what a crashing postmaster would send them.
ORPHAN_SECONDS = 4.0
STOP_SECONDS = 20.0
UNPRIVILEGED_USERS = ("postgres", "_postgres", "nobody")

log = logging.getLogger(__name__)
_started_here: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class Account:
    """The user the server runs as when the app itself runs as root."""

    uid: int
    gid: int
    name: str


@dataclass(frozen=True)
class PidFile:
    pid: int
    socket_dir: Path
    port: int
    ready: bool = True


def unprivileged_account() -> Account | None:
    """None: the app is an ordinary user and the server runs as the same one."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, name)
    raise EmbeddedError(
        "Postgres refuses to run as root and this machine has no user postgres or nobody to run it: "
        "start Wellspring as an ordinary user, or set DATABASE_URL."
    )


def identity(account: Account | None) -> dict[str, Any]:
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def clean_environment() -> Mapping[str, str]:
    # The server gets no API keys, no PG* variables and no locale of the person who happens to start it.
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    return {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "TZ": "UTC", "HOME": "/", **kept}


def run(
    argv: list[str | Path], account: Account | None = None, timeout: float = 300
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd="/",
        env=clean_environment(),
        umask=0o077,
        start_new_session=True,
        timeout=timeout,
        check=False,
        **identity(account),
    )


def launch(argv: list[str | Path], account: Account | None, output: int) -> int:
    """The server gets a session of its own, so that Ctrl-C in one app does not reach what others use."""
    process = subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        cwd="/",
        env=clean_environment(),
        umask=0o077,
        start_new_session=True,
        **identity(account),
    )
    _started_here.append(process)
    return process.pid


def reap() -> None:
    """A killed server we started stays a zombie until we ask after it."""
    _started_here[:] = [process for process in _started_here if process.poll() is None]


def can_switch_to(account: Account) -> None:
    try:
        refused = run(["/bin/sh", "-c", ":"], account).returncode != 0
    except OSError:
        refused = True
    if refused:
        raise EmbeddedError(
            f"Postgres refuses to run as root and this machine does not let root become user {account.name}: "
            "start Wellspring as an ordinary user, or set DATABASE_URL."
        )


def can_enter(account: Account, folder: Path) -> bool:
    return run(["/bin/sh", "-c", 'cd -- "$1"', "sh", folder], account).returncode == 0


def arguments_of(pid: int) -> str:
    """The command line of a living process; empty when it is gone or a zombie."""
    if _has_proc():
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return ""
        return os.fsdecode(line.rstrip(b"\0").replace(b"\0", b" "))
    return dict(_from_ps(["-p", str(pid)])).get(pid, "")


def all_processes() -> Iterator[tuple[int, str]]:
    if not _has_proc():
        yield from _from_ps(["-ax"])
        return
    for name in os.listdir("/proc"):
        if name.isdigit() and (arguments := arguments_of(int(name))):
            yield int(name), arguments


def _has_proc() -> bool:
    return os.path.exists("/proc/self/cmdline")


def _from_ps(selection: list[str]) -> Iterator[tuple[int, str]]:
    try:
        listing = run(["ps", *selection, "-ww", "-o", "pid=,stat=,args="], timeout=20).stdout
    except (OSError, subprocess.TimeoutExpired):
        return
    for line in listing.splitlines():
        pid, stat, arguments = ([*line.split(None, 2), "", "", ""])[:3]
        if pid.isdigit() and not stat.startswith("Z"):
            yield int(pid), arguments


def tag(cluster: Path) -> str:
    """What all processes of one server carry in their command line; it follows a folder that is moved."""
    found = cluster.stat()
    return f"wellspring-{found.st_dev:x}-{found.st_ino:x}"


def read_pid_file(cluster: Path) -> PidFile | None:
    try:
        lines = read_plain(cluster / "postmaster.pid").splitlines()
        ready = len(lines) > 7 and lines[7].strip() == "ready"
        return PidFile(abs(int(lines[0])), Path(lines[4]), int(lines[3]), ready)
    except (ValueError, IndexError):
        # Just being written, or cut short by a full disk: no server is known from it.
        return None
    except OSError as error:
        # Nor from a link or a pipe, which no server writes.
        if error.errno not in (errno.ENOENT, errno.ELOOP, errno.EPERM):
            raise
        return None


def is_postmaster(pid: int, cluster: Path) -> bool:
    arguments = arguments_of(pid)
    return "postgres -D " in arguments and (
        f" cluster_name={tag(cluster)} " in f"{arguments} " or f" -D {cluster} " in f"{arguments} "
    )


def running_postmaster(cluster: Path) -> PidFile | None:
    reap()
    found = read_pid_file(cluster)
    return found if found is not None and is_postmaster(found.pid, cluster) else None


def orphans(cluster: Path) -> list[int]:
    mark = tag(cluster)
    return [
        pid
        for pid, arguments in all_processes()
        if arguments.startswith(f"postgres: {mark}:")
        or ("postgres -D " in arguments and f" cluster_name={mark} " in f"{arguments} ")
    ]


def wait_for_orphans(cluster: Path) -> None:
    """Processes of a killed server still write to its files; a new one must not start before they end."""
    for patience, then in ((ORPHAN_SECONDS, signal.SIGQUIT), (3.0, signal.SIGKILL), (3.0, None)):
        deadline = time.monotonic() + patience
        while left := orphans(cluster):
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)
            reap()
        if not left:
            return
        if then is not None:
            log.warning("ending %d leftover processes of a killed database server", len(left))
            for pid in left:
                send(pid, then)
    raise EmbeddedError(
        f"Processes of an earlier database server in {cluster} do not end: restart the machine and try again."
    )


def send(pid: int, what: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, what)


def stop_postmaster(cluster: Path) -> None:
    found = running_postmaster(cluster)
    if found is not None:
        end_postmaster(found.pid, cluster)


def end_postmaster(pid: int, cluster: Path) -> None:
    for what, patience in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        deadline = time.monotonic() + patience
        if is_postmaster(pid, cluster):
            send(pid, what)
        while is_postmaster(pid, cluster):
            if time.monotonic() > deadline:
                break
            time.sleep(0.02)
            reap()
        else:
            return
