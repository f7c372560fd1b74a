"""Calls to the outside: each is allowed by the person, counted, and written down before it goes out."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from lib.gateway.port import Backend, GatewayError, Row
from lib.gemini_refusals import GeminiError

T = TypeVar("T")

# What they are for, as the person reads it.
PURPOSES = {
    "photo": "What is on a photo", "advice": "A line of advice", "summary": "A day in short",
    "assistant": "A question to the assistant", "voice": "Writing down what you said",
}  # fmt: skip
RECEIPTS = 100


def begin(backend: Backend, purpose: str, model: str, sent: Sequence[str]) -> Row:
    """Whether it is allowed, and else why not: "not_agreed", "quota", "busy". `sent` are the kinds of what goes out."""
    asked = {"p_purpose": purpose, "p_model": model, "p_sent": list(sent)}
    answer: Row = backend.gateway.rpc("begin_call", asked)
    return answer


def carry_out(backend: Backend, call: str, ask: Callable[[], T]) -> T:
    """Makes the call that was allowed, and adds to what is written down how it ended and how long it took."""
    began = time.monotonic()
    outcome = "broken"
    try:
        answer = ask()
        outcome = "ok"
        return answer
    except GeminiError as error:
        outcome = error.kind
        raise
    finally:
        _end(backend, call, outcome, round((time.monotonic() - began) * 1000))


def _end(backend: Backend, call: str, outcome: str, milliseconds: int) -> None:
    try:
        backend.gateway.rpc("end_call", {"p_call": call, "p_outcome": outcome, "p_milliseconds": milliseconds})
    except GatewayError:
        # That it went out is written down already.
        return


def receipts(backend: Backend) -> list[Row]:
    """The last of them, the newest first."""
    return backend.gateway.select("external_calls", order="called_at", desc=True, limit=RECEIPTS)
