"""An answer of daily_series, as the database gives it."""

from collections.abc import Mapping
from typing import Any


def answer(days: list[int] | None = None, series: Mapping[str, list[float | None]] | None = None) -> dict[str, Any]:
    nothing = {
        "at_least": {},
        "complete": [],
        "goals": None,
        "notes": None,
        "tags": None,
        "told": None,
        "version": None,
    }
    return {"days": days or [], "series": dict(series or {}), **nothing}
