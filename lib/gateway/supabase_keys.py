"""How the tokens of Supabase Auth are kept: sealed in the database, open only in memory and only while in use."""

import base64
import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lib.gateway.supabase_auth import Tokens

MOST_KEPT = 10_000
NONCE_BYTES = 12


class Seal:
    """Opens only with the app's key and the cookie of the one sign-in together; neither stands in the database."""

    def __init__(self, session_key: str) -> None:
        self._key = session_key.encode()

    def close(self, text: str, secret: str) -> str:
        nonce = os.urandom(NONCE_BYTES)
        return base64.urlsafe_b64encode(nonce + self._cipher(secret).encrypt(nonce, text.encode(), None)).decode()

    def open(self, sealed: str | None, secret: str) -> str | None:
        try:
            raw = base64.urlsafe_b64decode((sealed or "").encode())
            return self._cipher(secret).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None).decode()
        except (InvalidTag, ValueError):
            return None

    def _cipher(self, secret: str) -> AESGCM:
        derived = HKDF(SHA256(), 32, salt=self._key, info=b"wellspring refresh token").derive(secret.encode())
        return AESGCM(derived)


class Keyring:
    """The open tokens of this process, found by the cookie's secret and by nothing else.

    Tabs of one browser share an entry, and so share one refresh; two browsers of one person never do.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._kept: OrderedDict[str, Tokens] = OrderedDict()
        self._busy: dict[str, tuple[threading.Lock, int]] = {}

    def get(self, secret: str) -> Tokens | None:
        with self._guard:
            tokens = self._kept.get(_name(secret))
            if tokens:
                self._kept.move_to_end(_name(secret))
            return tokens

    def put(self, secret: str, tokens: Tokens) -> None:
        with self._guard:
            self._kept[_name(secret)] = tokens
            self._kept.move_to_end(_name(secret))
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def forget(self, secret: str) -> Tokens | None:
        with self._guard:
            return self._kept.pop(_name(secret), None)

    def forget_person(self, person_id: str, *, but: str | None = None) -> None:
        spared = _name(but) if but else None
        with self._guard:
            for name in [n for n, t in self._kept.items() if t.person.id == person_id and n != spared]:
                del self._kept[name]

    @contextmanager
    def alone(self, secret: str) -> Iterator[None]:
        """One at a time for each secret; others are not held up."""
        name = _name(secret)
        with self._guard:
            lock, waiting = self._busy.get(name, (threading.Lock(), 0))
            self._busy[name] = (lock, waiting + 1)
        try:
            with lock:
                yield
        finally:
            with self._guard:
                lock, waiting = self._busy.pop(name)
                if waiting > 1:
                    self._busy[name] = (lock, waiting - 1)


def _name(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
