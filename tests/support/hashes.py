"""Passwords at the lowest price there is. The real one has tests of its own; elsewhere hundreds are made."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from lib.gateway import passwords

LOWEST = 4


@contextmanager
def quick_passwords() -> Iterator[None]:
    with mock.patch.object(passwords, "ROUNDS", LOWEST):
        _forget()
        yield
    _forget()


def _forget() -> None:
    """The hash that stands for nobody's account has the price of whenever it was made."""
    for remembered in vars(passwords).values():
        if hasattr(remembered, "cache_clear"):
            remembered.cache_clear()
