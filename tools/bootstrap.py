"""Makes `.venv` and installs what a command needs, then hands over to it. Runs on a bare Python 3.11 or newer."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import NoReturn
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP = "https://pypi.org/pypi/pip/json"
STAMP = VENV / "installed.json"
INSTALLING = VENV / "installing"
NEEDS = {
    **dict.fromkeys(
        ("run", "migrate", "db", "backup", "restore", "import-usda", "tier", "reset-password"), "requirements.txt"
    ),
    **dict.fromkeys(("test", "lint", "bench", "shots"), "requirements-dev.txt"),
}
NETWORK_TROUBLE = re.compile(
    r"connection|timed out|timeout|max retries|temporary failure|name resolution|incompleteread|network is unreachable"
    # An index that cannot be reached looks to pip like one without the package.
    r"|remote end closed|could not fetch|from versions: none",
    re.IGNORECASE,
)


def main(arguments: list[str]) -> None:
    from tools import commands
    from tools.arguments import split

    # Nobody waits minutes for an install to be told about a slip.
    code = commands.answered(arguments)
    if code is not None:
        sys.exit(code)
    wanted = NEEDS[split(arguments)[0]]
    # Two first starts at once would install into each other's work.
    with open_folder(ROOT) as folder:
        fcntl.flock(folder, fcntl.LOCK_EX)
        prepare(wanted)
    python = str(PYTHON)
    os.execv(python, [python, str(ROOT / "tools" / "commands.py"), *arguments])


class open_folder:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> int:
        self.handle = os.open(self.path, os.O_RDONLY)
        return self.handle

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)


def prepare(wanted: str) -> None:
    marks = marks_of(ROOT)
    installed = read_stamp()
    if is_satisfied(wanted, installed, marks):
        return
    if not os.access(ROOT, os.W_OK):
        give_up(f"This user may not write into {ROOT}, where .venv belongs: start as the user who owns it.")
    # A package that was being copied when the power went would count as installed.
    if INSTALLING.exists() or not venv_works():
        make_venv()
    INSTALLING.touch()
    install(wanted)
    INSTALLING.unlink()
    # What developers need contains what the app needs.
    done = ["requirements.txt", wanted]
    kept = {name: mark for name, mark in installed.items() if marks.get(name) == mark}
    write_stamp({**kept, **{name: marks[name] for name in done}, "python": marks["python"]})


def marks_of(root: Path) -> dict[str, str]:
    app = (root / "requirements.txt").read_bytes()
    more = (root / "requirements-dev.txt").read_bytes()
    return {
        "python": ".".join(map(str, sys.version_info[:2])),
        "requirements.txt": hashlib.sha256(app).hexdigest(),
        "requirements-dev.txt": hashlib.sha256(app + more).hexdigest(),
    }


def is_satisfied(wanted: str, installed: dict[str, str], marks: dict[str, str]) -> bool:
    return installed.get("python") == marks["python"] and installed.get(wanted) == marks[wanted]


def read_stamp() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def write_stamp(stamp: dict[str, str]) -> None:
    temporary = STAMP.with_suffix(".new")
    temporary.write_text(json.dumps(stamp))
    temporary.replace(STAMP)


def venv_works() -> bool:
    """A half made one, or one of a Python that was replaced since, is made again."""
    check = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    try:
        return subprocess.run([PYTHON, "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    # Started by the .venv's own Python, the one it was made from must make it again.
    python = str(getattr(sys, "_base_executable", sys.executable))
    say(f"Making .venv with Python {sys.version.split()[0]}.")
    made = run_quietly([python, "-m", "venv", "--clear", str(VENV)])
    if made.returncode == 0:
        return
    made = run_quietly([python, "-m", "venv", "--clear", "--without-pip", str(VENV)])
    if made.returncode != 0:
        give_up(
            f"Python {sys.version.split()[0]} cannot make a virtual environment "
            f"({last_line(made.stdout)}): on Debian or Ubuntu `apt-get install python3-venv`, then run this again."
        )
    say("This Python has no pip; fetching it from PyPI.")
    try:
        fetch_pip()
    except (OSError, ValueError, KeyError, StopIteration) as error:
        give_up(
            f"pip could not be fetched from PyPI ({error}): `apt-get install python3-venv` on Debian or Ubuntu, "
            "then run this again."
        )


def fetch_pip() -> None:
    with urllib.request.urlopen(PIP, timeout=60) as answer:
        files = json.load(answer)["urls"]
    wheel = next(file for file in files if file["packagetype"] == "bdist_wheel")
    # Mirrors name the file relative to this page.
    with urllib.request.urlopen(urljoin(PIP, wheel["url"]), timeout=120) as answer:
        content = answer.read()
    if hashlib.sha256(content).hexdigest() != wheel["digests"]["sha256"]:
        raise ValueError("the download is damaged")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / wheel["filename"]
        path.write_bytes(content)
        # A wheel is a zip file, and pip runs from inside its own.
        done = run_quietly([str(PYTHON), f"{path}/pip", "install", "--no-index", "--no-deps", str(path)])
    if done.returncode != 0:
        raise ValueError(last_line(done.stdout))


def install(wanted: str) -> None:
    say(f"Installing {wanted} into .venv; the first time takes some minutes.")
    # The extra folders in requirements.txt may be unreachable; retrying those takes minutes and changes nothing.
    code, said = pip_install(wanted, {"PIP_RETRIES": "0"})
    if code != 0 and NETWORK_TROUBLE.search(said):
        say("The network failed on the way; trying once more, with more patience.")
        code, said = pip_install(wanted, {})
    if code != 0:
        # pip downloads everything before it installs anything, so what is there is whole.
        INSTALLING.unlink()
        sys.stderr.write(said)
        away = " (its package index could not be reached)" if re.search("connection|timed out", said, re.I) else ""
        give_up(f"pip could not install the packages{away}: {telling_line(said)}. Mend that, then run this again.")


def pip_install(wanted: str, patience: dict[str, str]) -> tuple[int, str]:
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "-r", str(ROOT / wanted)]
    done = run_quietly(command, patience)
    return done.returncode, done.stdout


def telling_line(said: str) -> str:
    errors = [line for line in said.splitlines() if line.startswith("ERROR:")]
    return (errors[0].removeprefix("ERROR:") if errors else last_line(said)).strip().rstrip(".")


def last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


def run_quietly(command: list[str], more: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, **(more or {})},
        check=False,
    )


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def give_up(sentence: str) -> NoReturn:
    say(sentence)
    sys.exit(1)


if __name__ == "__main__":
    # Run as a file, Python would look for modules beside it and not in the project.
    sys.path[0] = str(ROOT)
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        give_up("Stopped; run this again to start over.")
    except OSError as error:
        if shutil.disk_usage(ROOT).free < 50_000_000:
            give_up(f"The disk that holds {ROOT} is full: free some space, then run this again.")
        give_up(f"{ROOT} cannot be prepared ({error}): check that this user may write there, then run this again.")
