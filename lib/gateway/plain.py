"""What both adapters do alike: names that are safe to use, and values as JSON."""

import datetime
import decimal
import json
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from lib.gateway.port import FILTER_MISSING, ROW_CAP, GatewayError, Row

NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise GatewayError("42601", "A name holds letters, digits and underscores only.")
    return text


def filters(eq: Mapping[str, Any] | None, *, needed: bool = False) -> dict[str, Any]:
    if needed and not eq:
        raise GatewayError(FILTER_MISSING, "A change names the rows it is for.")
    return {name(key): value for key, value in (eq or {}).items()}


def rows(given: Row | Sequence[Row]) -> list[Row]:
    return [dict(given)] if isinstance(given, Mapping) else [dict(row) for row in given]


def columns(given: Sequence[Row]) -> list[str]:
    """All the columns that any of the rows names, in the order of their first use."""
    return [name(key) for key in dict.fromkeys(key for row in given for key in row)]


def page(limit: int, offset: int) -> tuple[int, int]:
    return max(0, min(limit, ROW_CAP)), max(0, offset)


def to_json(value: Any) -> str:
    return json.dumps(value, default=_plain, ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:
    """The value as JSON would carry it: dates, ids and decimals as text."""
    return json.loads(to_json(value))


def _plain(value: Any) -> str:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    raise GatewayError("22023", f"A value of type {type(value).__name__} cannot be stored.")
