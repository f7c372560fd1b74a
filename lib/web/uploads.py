"""How much may be uploaded: by one browser and one network within minutes, and by all together at once."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Send

from lib.web.addresses import public_network
from lib.web.answers import say
from lib.web.visit import Visit

# Three meals of six photos each, and some to choose again.
MOST_FILES = 20
MOST_BYTES = 60_000_000
WINDOW_SECONDS = 300.0
# A sign-in gives a new cookie, so a browser alone says little; a network may have several people in it.
NETWORK_TIMES = 5
# Streamlit keeps every upload in memory for as long as its session lives.
MOST_HELD = 300_000_000

REFUSAL = "That is a lot of photos at once. Please wait a few minutes, then add the next ones."
FULL = "Many people are adding photos right now. Please wait a few minutes, then add yours again."

# A refused upload is still read up to here, so that the browser gets to see the sentence.
_READ_AND_DROP = 16_000_000


class Refused(Exception):
    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


# Two uploads of one size at one moment are still two.
@dataclass(eq=False)
class Upload:
    # On whose account it goes, and how many times the limits of one browser each of them has.
    accounts: Mapping[str, int]
    at: float
    size: int


class UploadQuota:
    """Only touched by the server's event loop, so it needs no lock."""

    def __init__(self, held: Callable[[], int]) -> None:
        """`held` says how many bytes are in memory from the uploads that have arrived."""
        self._held = held
        self._recent: dict[str, deque[Upload]] = {}
        self._arriving: set[Upload] = set()

    def begin(self, accounts: Mapping[str, int], announced: int) -> Upload:
        """Counts an upload by what it announces, unless that is too much."""
        now = time.monotonic()
        self._forget(now)
        if any(len(self._recent.get(name, ())) >= times * MOST_FILES for name, times in accounts.items()):
            raise Refused(429, REFUSAL)
        upload = Upload(accounts, now, announced)
        self._check(accounts, announced)
        for name in accounts:
            self._recent.setdefault(name, deque()).append(upload)
        self._arriving.add(upload)
        return upload

    def grow(self, upload: Upload, received: int) -> None:
        """A browser may announce less than it sends."""
        if received > upload.size:
            upload.size = received
            self._check(upload.accounts, 0)

    def end(self, upload: Upload) -> None:
        self._arriving.discard(upload)

    def _check(self, accounts: Mapping[str, int], more: int) -> None:
        for name, times in accounts.items():
            if _total(self._recent.get(name, ())) + more > times * MOST_BYTES:
                raise Refused(429, REFUSAL)
        if self._held() + _total(self._arriving) + more > MOST_HELD:
            raise Refused(503, FULL)

    def _forget(self, now: float) -> None:
        for name, recent in list(self._recent.items()):
            while recent and now - recent[0].at > WINDOW_SECONDS:
                recent.popleft()
            if not recent:
                del self._recent[name]


async def take(app: ASGIApp, quota: UploadQuota, visit: Visit, receive: Receive, send: Send) -> None:
    """Passes a file on to Streamlit, as long as it fits."""
    announced = visit.headers.get("content-length", "")
    accounts = {visit.binding: 1}
    if place := public_network(visit.address):
        accounts[place] = NETWORK_TIMES
    try:
        upload = quota.begin(accounts, int(announced) if announced.isascii() and announced.isdigit() else 0)
    except Refused as refused:
        await _drop(receive)
        await say(refused.status, refused.sentence, visit, receive, send)
        return
    received, over, more = 0, False, True

    async def counted() -> Message:
        nonlocal received, over, more
        message = await receive()
        received += len(message.get("body", b""))
        more = message.get("more_body", False)
        try:
            quota.grow(upload, received)
        except Refused:
            over = True
            raise
        return message

    async def answer(message: Message) -> None:
        if not over:
            await send(message)

    try:
        await app(visit.scope, counted, answer)
    except Refused as refused:
        if more:
            await _drop(receive)
        await say(refused.status, refused.sentence, visit, receive, send)
    finally:
        quota.end(upload)


async def _drop(receive: Receive) -> None:
    left = _READ_AND_DROP
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


def _total(uploads: Iterable[Upload]) -> int:
    return sum(upload.size for upload in uploads)
