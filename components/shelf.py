"""What a page has read from the database, kept between reruns: a tap that needs nothing new asks for nothing."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from components import acts, messages
from components.list_acts import Listed
from lib.gateway.port import Backend, GatewayError, Row

FRESH_SECONDS = 120
_KEPT = "_shelf"
# The lists in which a row of a table may stand, and those that say what was logged.
LISTS = {"foods": ("own", "usual", "search"), "repeats": ("repeats",)}
OF_ENTRIES = ("usual", "day")

Ask = Callable[[Backend], list[Row]]


@dataclass
class Kept:
    of: Any
    ask: Ask
    rows: list[Row]
    stale: bool = False
    at: float = field(default_factory=time.monotonic)


class Shelf:
    def __init__(self, backend: Backend, done: Iterable[acts.Outcome], *, entered: bool) -> None:
        self.backend = backend
        self.error: GatewayError | None = None
        self.kept: dict[str, Kept] = st.session_state.setdefault(_KEPT, {})
        self.new_food: Row | None = None
        self.gone: list[str] = []
        # Whether the database was asked or told something in this rerun already: two round trips a rerun.
        self.busy = False
        for kept in self.kept.values():
            kept.stale |= entered and time.monotonic() - kept.at > FRESH_SECONDS
        for outcome in done:
            self.busy = True
            if isinstance(outcome, Listed):
                self._put(outcome)
            else:
                for name in OF_ENTRIES:
                    if name in self.kept:
                        self.kept[name].stale = True

    def read(self, name: str, of: Any, ask: Ask) -> list[Row] | None:
        """The list called `name` of what is asked for; None while the database is away and nothing is known."""
        known = self.kept.get(name)
        if known is not None and known.of == of:
            return known.rows
        if self.error or acts.refused():
            return None
        try:
            self.kept[name] = Kept(of, ask, ask(self.backend))
        except GatewayError as error:
            self.error = error
            return None
        self.busy = True
        return self.kept[name].rows

    def refresh(self) -> None:
        """At the end of a page: asks anew for one list that has become old, to be shown from the next tap on."""
        old = [kept for kept in self.kept.values() if kept.stale]
        if not old or self.busy or self.error or acts.refused():
            return
        try:
            old[0].rows = old[0].ask(self.backend)
        except GatewayError as error:
            self.error = error
            return
        old[0].stale, old[0].at = False, time.monotonic()

    def tell(self) -> None:
        """Says once what could not be read, unless the page says already what could not be written."""
        if self.error and not acts.refused():
            messages.away(self.error, key="shelf")

    def _put(self, changed: Listed) -> None:
        if changed.gone_id:
            self.gone.append(changed.gone_id)
        if changed.chosen and changed.table == "foods":
            self.new_food = changed.row
        for name in LISTS.get(changed.table, ()):
            if name not in self.kept:
                continue
            rows = [row for row in self.kept[name].rows if row["id"] != changed.gone_id]
            if changed.row:
                row = changed.row | {"kind": "food"}
                there = [old["id"] for old in rows]
                if row["id"] in there:
                    rows[there.index(row["id"])] = row
                else:
                    rows.insert(0, row)
            self.kept[name].rows = rows
