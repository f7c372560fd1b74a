"""What a person keeps besides entries, own foods and repeats: one row each, written once and brought back whole."""

from collections.abc import Mapping
from typing import Any

from lib.gateway.port import Backend, GatewayError, Row

ALREADY_THERE = "23505"
GONE = "P0002"
MADE_THERE = ("user_id", "created_at", "updated_at")


def listed(backend: Backend, table: str, order: str) -> list[Row]:
    return backend.gateway.select(table, eq={"user_id": backend.person.id}, order=order)


def put(backend: Backend, table: str, wanted: Mapping[str, Any]) -> Row:
    """Its client_key makes it one row, however often it is sent."""
    try:
        return backend.gateway.insert(table, dict(wanted))[0]
    except GatewayError as error:
        if error.code != ALREADY_THERE:
            raise
    there = backend.gateway.select(table, eq={"client_key": wanted["client_key"], "user_id": backend.person.id})
    if not there:
        raise GatewayError(ALREADY_THERE, "This is already there.")
    return there[0]


def change(backend: Backend, table: str, row_id: str, patch: Mapping[str, Any]) -> Row:
    changed = backend.gateway.update(table, dict(patch), eq={"id": row_id, "user_id": backend.person.id})
    if not changed:
        raise GatewayError(GONE, "This is not there any more.")
    return changed[0]


def take(backend: Backend, table: str, row_id: str) -> Row | None:
    """Deletes a row and returns what would bring it back."""
    taken = backend.gateway.delete(table, eq={"id": row_id, "user_id": backend.person.id})
    return {name: value for name, value in taken[0].items() if name not in MADE_THERE} if taken else None
