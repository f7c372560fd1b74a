"""What both adapters do alike: names that are safe to use, values as JSON, filters as text."""

import datetime
import decimal
import json
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from lib.gateway.port import FILTER_MISSING, ROW_CAP, GatewayError, Row

NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
# PostgREST reads these words in an address as something else, so a filter on such a column would be passed over:
# a delete would then take every row.
NOT_FILTERS = frozenset({"select", "columns", "on_conflict", "order", "limit", "offset", "and", "or"})
# Filters travel in an address, and addresses have an end.
LONGEST_FILTER = 1000
# Raised by Postgres while it starts, stops or has no place left: for the person the same as being away.
AWAY = ("08", "57P", "53300")
# Two or more parts of letters, digits and a few signs: what every storage takes as it is.
PATH = re.compile(r"[A-Za-z0-9_-]{1,80}(/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}){1,3}")


def name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise GatewayError("42601", "A name holds letters, digits and underscores only.")
    return text


def filters(eq: Mapping[str, Any] | None, *, needed: bool = False) -> dict[str, str | None]:
    """Each value as text, which Postgres reads in the column's own type; None asks for rows without a value."""
    if needed and not eq:
        raise GatewayError(FILTER_MISSING, "A change names the rows it is for.")
    for key in eq or {}:
        if name(key) in NOT_FILTERS:
            raise GatewayError("42601", f"Rows cannot be chosen by a column called {key}.")
    return {key: _filter_text(value) for key, value in (eq or {}).items()}


def rows(given: Row | Sequence[Row]) -> list[Row]:
    found = [dict(given)] if isinstance(given, Mapping) else [dict(row) for row in given]
    if found and not any(found):
        raise GatewayError("42601", "A row to store has at least one column.")
    return found


def columns(given: Sequence[Row]) -> list[str]:
    """All the columns that any of the rows names, in the order of their first use."""
    return [name(key) for key in dict.fromkeys(key for row in given for key in row)]


def page(limit: int, offset: int) -> tuple[int, int]:
    return max(0, min(limit, ROW_CAP)), max(0, offset)


def path(text: str) -> str:
    if not PATH.fullmatch(text):
        raise GatewayError("22023", "A picture's name is made of letters, digits, dots, dashes and slashes.")
    return text


def to_json(value: Any) -> str:
    try:
        text = json.dumps(value, default=_plain, ensure_ascii=False, allow_nan=False)
        text.encode()
    except UnicodeEncodeError:
        raise GatewayError("22021", "This text holds half of a character.") from None
    except (TypeError, ValueError, RecursionError):
        raise GatewayError("22023", "This value cannot be stored.") from None
    return text


def plain(value: Any) -> Any:
    """The value as JSON would carry it: dates, ids and decimals as text."""
    return json.loads(to_json(value))


def _plain(value: Any) -> str:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    raise GatewayError("22023", f"A value of type {type(value).__name__} cannot be stored.")


def _filter_text(value: Any) -> str | None:
    value = plain(value)
    if isinstance(value, dict | list):
        raise GatewayError("22023", "Rows are chosen by single values, not by lists or documents.")
    text = value if value is None or isinstance(value, str) else json.dumps(value)
    if text and "\0" in text:
        raise GatewayError("22021", "A text cannot hold the character zero.")
    if text and len(text) > LONGEST_FILTER:
        raise GatewayError("22023", "Rows are chosen by short values.")
    return text
