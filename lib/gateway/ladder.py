"""Slows down guessing, without ever letting a stranger keep an owner out.

Wrong tries count per account *and* place, and per place alone; the same account from elsewhere is not held up.
A browser in which the owner has signed in before carries a mark and counts on its own, so that not even a
neighbour on the same network can shut it out.
"""

import hashlib
import hmac
import ipaddress
import math
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lib.gateway.port import AccountError, Caller, GatewayError

FREE_TRIES = 5
# Whole networks share an address, so a place alone is allowed more.
FREE_TRIES_PLACE = 25
# All the browsers that know one account, together: somebody who had its old password may have collected marks.
FREE_TRIES_BROWSERS = 15
# New accounts from one place.
FREE_NEWCOMERS = 20
FIRST_WAIT = 30
LONGEST_WAIT = 15 * 60
FORGET_AFTER = 24 * 3600
MOST_KEYS = 50_000
MOST_MARKS = 4
INDOORS = [
    ipaddress.ip_network(range)
    for range in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
]


@dataclass
class Step:
    failures: int = 0
    until: float = 0.0
    touched: float = 0.0


class Ladder:
    """Five tries, then pauses of 30 s that double up to 15 minutes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._steps: OrderedDict[str, Step] = OrderedDict()

    def knock(self, keys: dict[str, int]) -> int:
        """Seconds to wait, or 0 and the try counts as failed until `passed` says otherwise."""
        with self._lock:
            now = self._clock()
            wait = max((self._steps[key].until - now for key in keys if key in self._steps), default=0.0)
            if wait > 0:
                # Nothing is written down for a refused try, or a flood of them would push out what was.
                return math.ceil(wait)
            for key, free in keys.items():
                step = self._step(key, now)
                step.failures += 1
                if step.failures >= free:
                    pause = min(FIRST_WAIT * 2 ** min(step.failures - free, 10), LONGEST_WAIT)
                    step.until = now + pause
            return 0

    def passed(self, keys: dict[str, int]) -> None:
        """Clears what was held against the account here; a place only gets the one good try back."""
        with self._lock:
            for key, free in keys.items():
                step = self._steps.get(key)
                if step is None:
                    continue
                if free == FREE_TRIES:
                    del self._steps[key]
                else:
                    step.failures = max(0, step.failures - 1)
                    step.until = 0.0 if step.failures < free else step.until

    def unanswered(self, keys: dict[str, int]) -> None:
        """Gives a try back that ended before anything was compared."""
        with self._lock:
            for step in filter(None, map(self._steps.get, keys)):
                step.failures = max(0, step.failures - 1)
                step.until = 0.0

    def _step(self, key: str, now: float) -> Step:
        step = self._steps.get(key)
        if step is None or now - step.touched > FORGET_AFTER:
            step = self._steps[key] = Step()
        step.touched = now
        self._steps.move_to_end(key)
        while len(self._steps) > MOST_KEYS:
            self._steps.popitem(last=False)
        return step


class Doorman:
    """Stands before every password and every code, in all modes."""

    def __init__(self, key: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._key = key.encode()
        self._ladder = Ladder(clock)

    def admit(self, email: str, caller: Caller) -> None:
        self._knock(self._keys(email, caller))

    def admit_newcomer(self, caller: Caller) -> None:
        """Before an account is made. Nothing is given back for one that was: that is what is counted."""
        place = network(caller.address)
        if place and not is_indoors(place):
            self._knock({f"newcomers {place}": FREE_NEWCOMERS})

    def _knock(self, keys: dict[str, int]) -> None:
        wait = self._ladder.knock(keys)
        if wait:
            raise AccountError(
                f"There were too many tries from here. Please wait {_spoken(wait)} and try again.", wait_seconds=wait
            )

    @contextmanager
    def trying(self, email: str, caller: Caller) -> Iterator[None]:
        """Admits, and gives the try back when the database is away: that is nobody's wrong guess."""
        self.admit(email, caller)
        try:
            yield
        except GatewayError:
            self._ladder.unanswered(self._keys(email, caller))
            raise

    def passed(self, email: str, caller: Caller) -> str:
        self._ladder.passed(self._keys(email, caller))
        nonce, marks = self._read(caller.known_browser)
        mine = self._mark(nonce, email)
        return "~".join([nonce, mine, *[m for m in marks if m != mine][: MOST_MARKS - 1]])

    def _keys(self, email: str, caller: Caller) -> dict[str, int]:
        account = hashlib.sha256(email.encode()).hexdigest()
        nonce, marks = self._read(caller.known_browser)
        if self._mark(nonce, email) in marks:
            return {f"browser {account} {nonce}": FREE_TRIES, f"browsers {account}": FREE_TRIES_BROWSERS}
        place = network(caller.address)
        keys = {f"account {account} {place}": FREE_TRIES}
        if place and not is_indoors(place):
            keys[f"place {place}"] = FREE_TRIES_PLACE
        return keys

    def _mark(self, nonce: str, email: str) -> str:
        return hmac.new(self._key, f"known browser:{nonce}:{email}".encode(), hashlib.sha256).hexdigest()[:32]

    def _read(self, cookie: str) -> tuple[str, list[str]]:
        nonce, *marks = cookie[:400].split("~")
        return (nonce, marks[:MOST_MARKS]) if len(nonce) == 22 else (secrets.token_urlsafe(16), [])


def network(address: str) -> str:
    """The neighbourhood of an address; empty for addresses that say nothing about where somebody is."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.is_loopback or ip.is_unspecified or ip.is_link_local:
        return ""
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 56}", strict=False))


def is_indoors(place: str) -> bool:
    """Addresses of a local network, or of a proxy through which everybody comes."""
    found = ipaddress.ip_network(place)
    return any(found.version == inside.version and found.subnet_of(inside) for inside in INDOORS)  # type: ignore[arg-type]


def _spoken(seconds: int) -> str:
    if seconds <= 90:
        return "a second" if seconds == 1 else f"{seconds} seconds"
    return f"{-(-seconds // 60)} minutes"
