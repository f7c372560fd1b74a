"""Meals with photos: a page of them, and one with everything that belongs to it."""

import base64
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from lib.diary.history import Wanted
from lib.gateway.port import Backend, Row

PAGE = 24


@dataclass(frozen=True)
class Page:
    wanted: Wanted
    number: int
    rows: Sequence[Row]
    has_next: bool


def page(backend: Backend, wanted: Wanted, number: int = 0) -> Page:
    """One call; it asks for one meal more than is shown, to know whether another page follows."""
    found: list[Row] = backend.gateway.rpc(
        "photo_meals",
        {
            "p_from": wanted.first.isoformat() if wanted.first else None,
            "p_to": wanted.last.isoformat() if wanted.last else None,
            "p_text": wanted.text or None,
            "p_low": wanted.low,
            "p_high": wanted.high,
            "p_limit": PAGE + 1,
            "p_offset": number * PAGE,
        },
    )
    return Page(wanted, number, found[:PAGE], len(found) > PAGE)


def whole(backend: Backend, meal_id: str) -> Row | None:
    """None where there is no such meal of this person, whatever stands in the address."""
    try:
        wanted = str(uuid.UUID(meal_id))
    except ValueError:
        return None
    found: Row | None = backend.gateway.rpc("whole_meal", {"p_id": wanted})
    return found


def thumbnail(row: Row) -> bytes | None:
    return base64.b64decode(row["thumbnail"]) if row.get("thumbnail") else None
