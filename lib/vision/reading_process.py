"""The child processes that read photos: one spare, started ahead, and each used for one photo and never again."""

import atexit
import importlib.util
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from lib.vision.reading_answer import MOST_ANSWER
from lib.vision.reading_causes import Cause, Refused

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("reading_child.py")
ANSWER_SECONDS = 10.0
_PACKAGES = ("PIL", "pillow_heif")
_PIECE = 1 << 20

Child = subprocess.Popen[bytes]

_lock = threading.Lock()
_spare: Child | None = None


def prepare() -> None:
    """Starts the spare, unless there is one. Loading Pillow is the slow part, and it does that while it waits."""
    global _spare
    with _lock:
        if _spare is not None and _spare.poll() is None:
            return
        # Where it cannot be started, the next photo says so.
        with suppress(Refused):
            gone, _spare = _spare, None
            if gone:
                _end(gone)
            _spare = _start()


def put_away() -> None:
    """Ends the spare."""
    global _spare
    with _lock:
        if _spare is not None:
            _end(_spare)
        _spare = None


def answer_to(data: bytes) -> bytes:
    """What a child says about a photo, which is anything at all. Raises Refused where none answers."""
    child = _take()
    try:
        said = _exchange(child, data)
    finally:
        status = _end(child)
    if status == -signal.SIGXCPU:
        raise Refused(Cause.HEAVY)
    return said


def _take() -> Child:
    global _spare
    with _lock:
        child, _spare = _spare, None
    if child is not None:
        if child.poll() is None:
            return child
        _end(child)
    return _start()


def _start() -> Child:
    """Without the environment, without site-packages of which it needs one, and with nothing to write errors to."""
    command = [sys.executable or "", "-I", "-S", "-B", str(SCRIPT), str(ROOT), *_folders()]
    try:
        return subprocess.Popen(
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={},
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise Refused(Cause.NOT_STARTED) from error


def _folders() -> list[str]:
    """Where the packages are that the child needs. Finding them does not load them."""
    found = [importlib.util.find_spec(name) for name in _PACKAGES]
    return list(dict.fromkeys(str(Path(spec.origin).parents[1]) for spec in found if spec and spec.origin))


def _exchange(child: Child, data: bytes) -> bytes:
    """Sends and receives at once, for a child need not read what it is sent, nor end what it says."""
    assert child.stdin and child.stdout
    stdin, stdout = child.stdin, child.stdout
    until = time.monotonic() + ANSWER_SECONDS
    left, said = memoryview(data), bytearray()
    os.set_blocking(stdin.fileno(), False)
    with selectors.PollSelector() as selector:
        selector.register(stdin, selectors.EVENT_WRITE)
        selector.register(stdout, selectors.EVENT_READ)
        while len(said) <= MOST_ANSWER:
            ready = selector.select(max(0.0, until - time.monotonic()))
            if not ready and time.monotonic() >= until:
                raise Refused(Cause.HEAVY)
            for key, _ in ready:
                if key.fileobj is stdin:
                    left = _send(stdin.fileno(), left)
                    if not left:
                        selector.unregister(stdin)
                        stdin.close()
                        # The next one loads while this one works.
                        prepare()
                elif piece := os.read(stdout.fileno(), _PIECE):
                    said += piece
                else:
                    return bytes(said)
    raise Refused(Cause.FAILED)


def _send(pipe: int, left: memoryview) -> memoryview:
    try:
        return left[os.write(pipe, left[:_PIECE]) :]
    except BlockingIOError:
        return left
    except BrokenPipeError:
        # It may have said something before it went.
        return left[:0]


def _end(child: Child) -> int:
    """However it stands with it: afterwards there is no process and no pipe."""
    # One that has said everything is about to go, and how it went says why.
    with suppress(subprocess.TimeoutExpired):
        child.wait(0 if child.stdin and not child.stdin.closed else 0.2)
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            pipe.close()
    return child.wait()


atexit.register(put_away)
