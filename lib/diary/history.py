"""The diary page by page: entries of one kind, filtered and sorted by the database."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.diary.entries import Saved
from lib.gateway.port import Backend, Row

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Energy is in kilocalories, as it is stored."""

    kind: str = "meal"
    first: datetime.date | None = None
    last: datetime.date | None = None
    text: str = ""
    meal_type: str | None = None
    low: float | None = None
    high: float | None = None
    # date or value
    sort: str = "date"
    desc: bool = True

    @property
    def is_narrow(self) -> bool:
        """Whether there may be entries of this kind that are left out."""
        return any(
            part is not None and part != ""
            for part in (self.first, self.last, self.text, self.meal_type, self.low, self.high)
        )

    @property
    def problem(self) -> str:
        if self.first and self.last and self.first > self.last:
            return "The first day lies after the last one."
        if self.low is not None and self.high is not None and self.low > self.high:
            return "The lowest energy lies above the highest one."
        return ""


@dataclass(frozen=True)
class Page:
    wanted: Wanted
    number: int
    rows: Sequence[Row]
    has_next: bool


def fetch(backend: Backend, wanted: Wanted, number: int = 0) -> Page:
    """One call; it asks for one entry more than is shown, to know whether another page follows."""
    found: list[Row] = backend.gateway.rpc("history", _arguments(wanted, number))
    return Page(wanted, number, found[:PAGE], len(found) > PAGE)


def _arguments(wanted: Wanted, number: int) -> dict[str, Any]:
    return {
        "p_kind": wanted.kind,
        "p_from": wanted.first.isoformat() if wanted.first else None,
        "p_to": wanted.last.isoformat() if wanted.last else None,
        "p_text": wanted.text or None,
        "p_meal_type": wanted.meal_type,
        "p_low": wanted.low,
        "p_high": wanted.high,
        "p_sort": wanted.sort,
        "p_desc": wanted.desc,
        "p_limit": PAGE + 1,
        "p_offset": number * PAGE,
    }


def after(page: Page, saved: Sequence[Saved], gone: Sequence[Mapping[str, str]]) -> Page | None:
    """The page with what was just written, without asking again; None where only the database knows what stands now.

    That is so when entries come or move, when a filter might leave out what was changed, and when one from the next
    page takes the place of what is gone.
    """
    ids = {entry["id"] for entry in gone}
    rows = {row["id"]: row for row in page.rows if row["id"] not in ids}
    if page.has_next and len(rows) < len(page.rows):
        return None
    for entry in saved:
        row = entry["row"]
        if entry["kind"] != page.wanted.kind:
            continue
        before = rows.get(row["id"])
        if before is None or page.wanted.is_narrow or page.wanted.sort != "date":
            return None
        if any(before[name] != row[name] for name in ("local_date", "logged_at")):
            return None
        rows[row["id"]] = row
    return Page(page.wanted, page.number, list(rows.values()), page.has_next)
