"""How much one browser may upload: a sliding window over the last minutes."""

import time
from collections import deque
from dataclasses import dataclass

MOST_FILES = 6
MOST_BYTES = 60_000_000
WINDOW_SECONDS = 300.0

REFUSAL = "That is a lot of photos at once. Please wait a few minutes, then add the next ones."


@dataclass
class Upload:
    at: float
    size: int


class UploadQuota:
    """Only touched by the server's event loop, so it needs no lock."""

    def __init__(self) -> None:
        self._recent: dict[str, deque[Upload]] = {}

    def begin(self, browser: str, declared: int) -> Upload | None:
        """Counts an upload by what it announces; None when that is too much."""
        now = time.monotonic()
        self._forget(now)
        recent = self._recent.get(browser, deque())
        if len(recent) >= MOST_FILES or _total(recent) + declared > MOST_BYTES:
            return None
        upload = Upload(now, declared)
        self._recent.setdefault(browser, recent).append(upload)
        return upload

    def fits(self, browser: str, upload: Upload, received: int) -> bool:
        """Whether what has really arrived may go on; a browser may announce less than it sends."""
        upload.size = max(upload.size, received)
        return _total(self._recent.get(browser, deque())) <= MOST_BYTES

    def _forget(self, now: float) -> None:
        for browser, recent in list(self._recent.items()):
            while recent and now - recent[0].at > WINDOW_SECONDS:
                recent.popleft()
            if not recent:
                del self._recent[browser]


def _total(recent: deque[Upload]) -> int:
    return sum(upload.size for upload in recent)
