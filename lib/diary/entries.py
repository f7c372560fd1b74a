"""Writing the diary. Every write is one call, and what it is called with again it writes once."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError

# {"kind": "meal", "row": {...}, "items": [...]}: what save takes, and what take returns for an undo.
Draft = dict[str, Any]
# {"kind": "meal", "row": {... "id" ... "items": [...]}, "new": True}: what save returns.
Saved = dict[str, Any]

# Two tabs that copy the same day, or take up the same repeat, write it once.
COPIES = uuid.UUID("5b1a5b7e-94a4-5a44-8a0e-6c9d9f3f2d11")


def new_key() -> str:
    return str(uuid.uuid4())


def key_of(*parts: object) -> str:
    """The same for the same parts, in every tab."""
    return str(uuid.uuid5(COPIES, "/".join(map(str, parts))))


def save(backend: Backend, drafts: Sequence[Draft]) -> list[Saved]:
    saved: list[Saved] = backend.gateway.rpc("save_entries", {"p_entries": list(drafts)})
    return saved


def change(
    backend: Backend,
    kind: str,
    entry_id: str,
    row: Mapping[str, Any],
    items: Sequence[Mapping[str, Any]] | None = None,
    learnt: Sequence[Mapping[str, Any]] | None = None,
) -> Saved:
    """Changes what `row` names; items, where they are given, take the place of the old ones, and so does `learnt`."""
    draft: Draft = {"kind": kind, "row": {**row, "id": entry_id}, "change": True}
    if items is not None:
        draft["items"] = list(items)
    if learnt:
        draft["learnt"] = list(learnt)
    return save(backend, [draft])[0]


def take(backend: Backend, refs: Sequence[Mapping[str, str]]) -> list[Draft]:
    """Deletes entries and returns what would bring them back."""
    taken: list[Draft] = backend.gateway.rpc(
        "take_entries", {"p_entries": [{"kind": ref["kind"], "id": ref["id"]} for ref in refs]}
    )
    return taken


def refs(saved: Sequence[Saved], *, new_only: bool = True) -> list[dict[str, str]]:
    """What an undo has to take away: what a write added, not what was there before."""
    return [{"kind": s["kind"], "id": s["row"]["id"]} for s in saved if s["new"] or not new_only]


def copy(
    backend: Backend,
    chosen: Sequence[Mapping[str, str]],
    day: datetime.date,
    here: Clock,
    key: str,
    *,
    now: bool = False,
) -> list[Saved]:
    """Copies at their own time of day, or at this moment."""
    saved: list[Saved] = backend.gateway.rpc(
        "copy_entries",
        {
            "p_entries": [{"kind": ref["kind"], "id": ref["id"]} for ref in chosen],
            "p_date": day.isoformat(),
            "p_zone": here.zone_name,
            "p_key": key,
            "p_at": here.now.isoformat() if now else None,
        },
    )
    return saved


def copy_day(
    backend: Backend, from_day: datetime.date, to_day: datetime.date, here: Clock, kinds: Sequence[str]
) -> list[Saved]:
    saved: list[Saved] = backend.gateway.rpc(
        "copy_day",
        {
            "p_from": from_day.isoformat(),
            "p_to": to_day.isoformat(),
            "p_zone": here.zone_name,
            "p_key": key_of("copy", to_day),
            "p_kinds": list(kinds),
        },
    )
    return saved


def mark_complete(backend: Backend, day: datetime.date) -> None:
    try:
        backend.gateway.insert("complete_days", {"local_date": day.isoformat()})
    except GatewayError as error:
        if error.code != "23505":  # another tab was faster
            raise


def mark_open(backend: Backend, day: datetime.date) -> None:
    backend.gateway.delete("complete_days", eq={"user_id": backend.person.id, "local_date": day.isoformat()})
