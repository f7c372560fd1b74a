"""How much one browser may upload: a sliding window over the last minutes."""

import time
from collections import deque
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Send

from lib.web.answers import say
from lib.web.visit import Visit

MOST_FILES = 6
MOST_BYTES = 60_000_000
WINDOW_SECONDS = 300.0

REFUSAL = "That is a lot of photos at once. Please wait a few minutes, then add the next ones."


# A refused upload is still read up to here, so that the browser gets to see the sentence.
_READ_AND_DROP = 16_000_000


class _TooMuch(Exception):
    pass


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


async def take(app: ASGIApp, quota: UploadQuota, visit: Visit, receive: Receive, send: Send) -> None:
    """Passes a file on to Streamlit, as long as it fits."""
    announced = visit.headers.get("content-length", "")
    upload = quota.begin(visit.binding, int(announced) if announced.isascii() and announced.isdigit() else 0)
    if upload is None:
        await _drop(receive)
        await say(429, REFUSAL, visit, receive, send)
        return
    received, over, more = 0, False, True

    async def counted() -> Message:
        nonlocal received, over, more
        message = await receive()
        received += len(message.get("body", b""))
        more = message.get("more_body", False)
        over = not quota.fits(visit.binding, upload, received)
        if over:
            raise _TooMuch
        return message

    async def answer(message: Message) -> None:
        if not over:
            await send(message)

    try:
        await app(visit.scope, counted, answer)
    except _TooMuch:
        if more:
            await _drop(receive)
        await say(429, REFUSAL, visit, receive, send)


async def _drop(receive: Receive) -> None:
    left = _READ_AND_DROP
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


def _total(recent: deque[Upload]) -> int:
    return sum(upload.size for upload in recent)
