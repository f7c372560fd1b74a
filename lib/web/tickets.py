"""One-time tickets: how a page, which cannot set an HttpOnly cookie, asks the server to set one."""

import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["keep", "end"]

LIFETIME_SECONDS = 30
# Far above what people can ask for in half a minute; it only keeps the memory bounded.
MOST_AT_ONCE = 2000


@dataclass(frozen=True)
class Ticket:
    kind: Kind
    binding: str
    expires: float
    secret: str = field(default="", repr=False)
    known: str = field(default="", repr=False)
    days: int = 0


class Tickets:
    def __init__(self) -> None:
        self._open: dict[str, Ticket] = {}
        self._lock = threading.Lock()

    def keep(self, secret: str, binding: str, known: str, days: int) -> str:
        """A ticket with which the browser called `binding` takes `secret` as its cookie."""
        return self._add(Ticket("keep", binding, self._expiry(), secret, known, days))

    def end(self, binding: str) -> str:
        """A ticket with which the browser called `binding` drops its cookie."""
        return self._add(Ticket("end", binding, self._expiry()))

    def take(self, kind: Kind, ticket: str, binding: str) -> Ticket | None:
        # A ticket shown by another browser stays good for the one it was made for: burning it would let
        # anything that follows links (scanners, previews) spoil a sign-in.
        with self._lock:
            found = self._open.get(ticket)
            if found is None or found.kind != kind or not binding or found.binding != binding:
                return None
            del self._open[ticket]
        return found if time.monotonic() < found.expires else None

    def _expiry(self) -> float:
        return time.monotonic() + LIFETIME_SECONDS

    def _add(self, ticket: Ticket) -> str:
        name = secrets.token_urlsafe(32)
        now = time.monotonic()
        with self._lock:
            self._open = {key: held for key, held in self._open.items() if held.expires > now}
            while len(self._open) >= MOST_AT_ONCE:
                del self._open[next(iter(self._open))]
            self._open[name] = ticket
        return name
