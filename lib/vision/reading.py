"""Taking in a photo: whatever file comes in, what goes on is a small JPEG of our own making, or a sentence.

Nothing of the file is decoded in this process. See `reading_child.py` for who does that, and under which limits.
"""

import threading
from dataclasses import dataclass
from hashlib import sha256

from lib.vision import reading_process
from lib.vision.reading_answer import believed
from lib.vision.reading_causes import SENTENCES, Cause, Refused

MOST_BYTES = 12_000_000
AT_ONCE = 2
WAIT_SECONDS = 20.0

_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Photo:
    """Upright, at most 1280 pixels long, and without anything a camera or a person wrote into the file."""

    jpeg: bytes
    size: tuple[int, int]
    # Of the JPEG, so the same picture with other metadata has the same.
    sha256: str
    thumbnail: bytes


class UnreadablePhoto(Exception):
    """Why a file is not taken in, as a sentence for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def prepare() -> None:
    """Makes the next photo quick to read. Reading works without it."""
    reading_process.prepare()


def read_photo(data: bytes) -> Photo:
    """Raises UnreadablePhoto, and nothing else, for whatever bytes."""
    try:
        return _read(data)
    except Refused as refused:
        raise UnreadablePhoto(SENTENCES[refused.cause]) from None


def _read(data: bytes) -> Photo:
    if not data:
        raise Refused(Cause.EMPTY)
    if len(data) > MOST_BYTES:
        raise Refused(Cause.TOO_LARGE)
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise Refused(Cause.BUSY)
    try:
        answer = reading_process.answer_to(data)
    finally:
        _turns.release()
    found = believed(answer)
    return Photo(found.jpeg, found.size, sha256(found.jpeg).hexdigest(), found.thumbnail)
