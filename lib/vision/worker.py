"""The process that holds the model: reads photos from its parent, answers what it sees, and ends with its parent.

Started by `detector_process.py` as `python -m lib.vision.worker`, in the folder that holds downloaded weights.
"""

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from lib.vision import detector_frames as frames
from lib.vision.look import Seen
from lib.vision.model import Model, load
from lib.vision.weights import cause_of

# The app itself goes first, also when memory runs out.
NICER = 5
FIRST_TO_GO = "500"
LEFT_OVER_SECONDS = 3600

Next = Callable[[], tuple[frames.Header, bytes]]


def main() -> None:
    asked, answers = _private_pipes()
    _stand_back()
    _remove_left_overs(Path.cwd())
    take = _reader(asked)
    begin, _ = take()
    try:
        model = load(str(begin["weights"]), begin["wanted"])
    except Exception as error:
        frames.write(answers, {"kind": "failed", "cause": cause_of(error), "error": type(error).__name__})
        return
    frames.write(answers, {"kind": "ready", "model": model.name, "looks_by": model.looks_by})
    while True:
        _, jpeg = take()
        _answer(model, jpeg, answers)


def _answer(model: Model, jpeg: bytes, answers: BinaryIO) -> None:
    try:
        seen = model.see(jpeg)
    except Exception as error:
        frames.write(answers, {"kind": "refused", "error": type(error).__name__})
        return
    header, looks = packed(seen)
    frames.write(answers, {"kind": "seen", **header}, looks)


def packed(seen: Seen) -> tuple[frames.Header, bytes]:
    """What `detector_process.py` unpacks: the looks one after another, the whole photo's first."""
    rows = [[found.label, found.confidence, found.box, len(found.look)] for found in seen.detections]
    looks = b"".join([seen.look, *(found.look for found in seen.detections)])
    return {"detections": rows, "look": len(seen.look), "took_ms": seen.took_ms}, looks


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """ultralytics prints, so its standard output must not be the pipe to the parent."""
    asked, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(asked, "rb"), os.fdopen(answers, "wb")


def _reader(asked: BinaryIO) -> Next:
    """Reads in a thread of its own, so that the end of the parent is noticed in the middle of a download too."""
    arrived: SimpleQueue[tuple[frames.Header, bytes]] = SimpleQueue()

    def read() -> None:
        try:
            while True:
                arrived.put(frames.read(asked))
        except (EOFError, OSError, ValueError):
            os._exit(0)

    threading.Thread(target=read, daemon=True, name="reader").start()
    return arrived.get


def _stand_back() -> None:
    os.nice(NICER)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)


def _remove_left_overs(folder: Path) -> None:
    """Parts of downloads that were cut off; another app with this folder may be in the middle of one."""
    for part in folder.glob(".*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > LEFT_OVER_SECONDS:
                part.unlink()


if __name__ == "__main__":
    main()
