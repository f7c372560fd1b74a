"""Which weights are loaded, and why they may not be."""

import hashlib
from pathlib import Path
from typing import Literal

OFF = "off"

Cause = Literal["missing", "unreadable", "memory", "packages", "stopped"]


class NoModel(Exception):
    def __init__(self, cause: Cause) -> None:
        super().__init__(cause)
        self.cause: Cause = cause


def named(weights: str) -> str:
    """The full path of a file; a bare name that is no file here stays a name, to be looked for and downloaded."""
    path = Path(weights)
    return str(path.absolute()) if path.is_file() or path.name != weights else weights


def check_path(weights: str) -> None:
    # Left to itself, ultralytics would ask GitHub for whatever the path of a lost file ends in.
    path = Path(weights)
    if path.is_absolute() and not path.is_file():
        raise NoModel("missing")


def fingerprint(path: Path) -> str:
    """Tells two files of one name apart."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]


def cause_of(error: Exception) -> Cause:
    """Why loading failed, from what ultralytics and torch raise for it."""
    if isinstance(error, NoModel):
        return error.cause
    # torch says it with a RuntimeError.
    if isinstance(error, MemoryError) or "allocate memory" in str(error):
        return "memory"
    # Older models need torchvision, and one that was built for another torch fails like this.
    if "torchvision" in str(error):
        return "packages"
    return "missing" if isinstance(error, FileNotFoundError | ConnectionError) else "unreadable"
