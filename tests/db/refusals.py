"""How a test says that the database must refuse."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import pytest

from lib.gateway.port import GatewayError

T = TypeVar("T")

FORBIDDEN = "42501"


@contextmanager
def refused(code: str = FORBIDDEN) -> Iterator[None]:
    with pytest.raises(GatewayError) as caught:
        yield
    assert caught.value.code == code, caught.value


def all_at_once(calls: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Starts every call in the same moment, each in a thread of its own, and returns what each came to."""
    ready = threading.Barrier(len(calls))
    results: list[T | Exception] = [RuntimeError("never ran")] * len(calls)

    def run(place: int) -> None:
        ready.wait()
        try:
            results[place] = calls[place]()
        except Exception as error:  # a failed call is an outcome here
            results[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
