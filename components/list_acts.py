"""Taps that change a list of one's own, such as foods or repeats: done, said and taken back as entries are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from components.acts import Do, Outcome
from lib.diary import kept_rows
from lib.gateway.port import Backend, Row


@dataclass(frozen=True)
class Listed(Outcome):
    """What changed in a list, for whoever shows it."""

    table: str = ""
    row: Row | None = None
    gone_id: str = ""
    # To be put to use at once.
    chosen: bool = False

    @property
    def is_news(self) -> bool:
        return True


def add(table: str, row: Mapping[str, Any], *, chosen: bool = False) -> Do:
    def do(backend: Backend) -> Outcome:
        kept = kept_rows.put(backend, table, row)
        return Listed(table=table, row=kept, chosen=chosen, undo=remove(table, kept["id"]))

    return do


def remove(table: str, row_id: str) -> Do:
    def do(backend: Backend) -> Outcome:
        taken = kept_rows.take(backend, table, row_id)
        return Listed(table=table, gone_id=row_id, undo=add(table, taken) if taken else None)

    return do


def change(table: str, before: Mapping[str, Any], patch: Mapping[str, Any]) -> Do:
    def do(backend: Backend) -> Outcome:
        kept = kept_rows.change(backend, table, before["id"], patch)
        old = {name: before[name] for name in patch}
        return Listed(table=table, row=kept, undo=change(table, kept, old))

    return do
