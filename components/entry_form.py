"""The form of an entry, new or there already: one for all kinds, drawn from the kind's declaration."""

import datetime
from collections.abc import Mapping
from typing import Any

import streamlit as st

from components import acts, entry_acts, entry_fields, opened, plain, sets
from lib.diary import checks, days, entries
from lib.diary.days import Clock
from lib.diary.kinds import Kind
from lib.gateway.port import Row
from lib.profile import Profile


def new_prefix(kind: Kind, day: datetime.date, here: Clock) -> str:
    """Every day has a form of its own: what was typed for one must not be saved on another."""
    return f"new_{kind.id}_" if day == here.today else f"new_{kind.id}_{day}_"


def edit_prefix(row: Row) -> str:
    return f"edit_{row['id']}_"


def new(kind: Kind, day: datetime.date, here: Clock, me: Profile, nights: list[Row] | None = None) -> None:
    """Asks for an entry on `day`; drawn where its card is, when it is open."""
    prefix = new_prefix(kind, day, here)
    first = _first(kind)
    row = _ask(kind, prefix, first, day, here, me)
    items = sets.ask(prefix, []) if kind.items == "workout_sets" else None
    key = st.session_state.setdefault(f"{prefix}client_key", entries.new_key())
    if _saving(kind, prefix, row, items, nights or [], here):
        draft: entries.Draft = {"kind": kind.id, "row": _said(row) | {"client_key": key}}
        if items:
            draft["items"] = items
        acts.later(f"{prefix}save", entry_acts.log([draft]), f"{kind.label}: logged.", clears=prefix)
        st.rerun()


def edit(kind: Kind, before: Row, here: Clock, me: Profile, nights: list[Row] | None = None) -> None:
    prefix = edit_prefix(before)
    day = datetime.date.fromisoformat(before["local_date"])
    row = _ask(kind, prefix, before, day, here, me)
    items = sets.ask(prefix, before["items"]) if kind.items == "workout_sets" else None
    if _saving(kind, prefix, row | {"id": before["id"]}, items, nights or [], here):
        acts.later(
            f"{prefix}save", entry_acts.change(kind.id, before, row, items), f"{kind.label}: changed.", clears=prefix
        )
        st.rerun()


def _first(kind: Kind) -> Row | None:
    """What a new form begins with."""
    return {"beverage": "water"} if kind.id == "water" else None


def _said(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None and value != []}


def _ask(kind: Kind, prefix: str, before: Row | None, day: datetime.date, here: Clock, me: Profile) -> Row:
    row: Row = {}
    for field in kind.fields:
        if kind.id == "body" and field.name in ("metric", "value", "value2"):
            if field.name == "metric":
                row |= entry_fields.ask_reading(kind, prefix, before, me.shown_in)
        elif field.type != "moment":
            row[field.name] = entry_fields.ask(field, prefix, before, me.shown_in)
        elif field.name == "started_at":
            row |= _ask_night(prefix, before, day, here)
    if kind.id != "sleep":
        row |= _ask_when(prefix, before, day, here)
    return row


def _ask_night(prefix: str, before: Row | None, day: datetime.date, here: Clock) -> Row:
    old = {
        name: days.local_time(before[name], before["time_zone"]).time() if before else None
        for name in ("started_at", "ended_at")
    }
    with st.container(horizontal=True):
        start = entry_fields.ask_time(prefix, "start", "Fell asleep", old["started_at"])
        end = entry_fields.ask_time(prefix, "end", "Woke up", old["ended_at"])
    if start is None or end is None:
        return {"started_at": None, "ended_at": None}
    if before and start == old["started_at"] and end == old["ended_at"]:
        return {name: before[name] for name in ("started_at", "ended_at")}
    zone_name = before["time_zone"] if before else here.zone_name
    started, ended = days.night(day, start, end, days.zone(zone_name))
    return {"started_at": started.isoformat(), "ended_at": ended.isoformat(), "time_zone": zone_name}


def _ask_when(prefix: str, before: Row | None, day: datetime.date, here: Clock) -> Row:
    """The time of day; an entry that nobody moves keeps its moment to the second."""
    if before and "logged_at" in before:
        old = days.local_time(before["logged_at"], before["time_zone"])
        typed = entry_fields.ask_time(prefix, "at", "At", old.time().replace(second=0, microsecond=0))
        if typed is None or typed == old.time().replace(second=0, microsecond=0):
            return {}
        moved = days.at(old.date(), typed, days.zone(before["time_zone"]))
        return {"logged_at": moved.isoformat()}
    now = "now" if day == here.today else f"{here.now:%H:%M}"
    typed = entry_fields.ask_time(prefix, "at", f"At ({now}, if you say nothing)", None)
    return dict(days.stamp(day, here, typed))


def _saving(
    kind: Kind,
    prefix: str,
    row: Row,
    items: list[dict[str, Any]] | None,
    nights: list[Mapping[str, Any]] | list[Row],
    here: Clock,
) -> bool:
    """Whether this is the moment to save: pressed, possible, and confirmed where it is unusual."""
    tried_key, asked_key = f"{prefix}tried", f"{prefix}asked"
    with st.container(horizontal=True):
        # Asking for the day anew would take the form away where another tab has deleted the entry, and say nothing.
        pressed = st.button("Save", type="primary", key=f"{prefix}save", on_click=acts.quietly)
        st.button("Cancel", key=f"{prefix}cancel", on_click=opened.toggle, args=(prefix,))
    if pressed:
        st.session_state[tried_key] = True
        st.session_state.pop(asked_key, None)
    if st.session_state.get(tried_key):
        # Worked out anew every time: what has been mended is not held against anybody any more.
        problems = checks.problems(kind, row | ({"items": items} if items else {}))
        for sentence in problems.values():
            st.error(plain.label(sentence), icon=":material/error:")
        if problems:
            return False
    if not pressed and asked_key not in st.session_state:
        return False
    question = _question(kind, row, nights, here)
    if not question:
        st.session_state.pop(asked_key, None)
        return pressed
    st.session_state[asked_key] = True
    st.warning(plain.label(question), icon=":material/help:")
    return st.button("Yes, save it", key=f"{prefix}sure")


def _question(kind: Kind, row: Row, nights: list[Mapping[str, Any]] | list[Row], here: Clock) -> str:
    if checks.problems(kind, row | {"items": [1]}):
        return ""
    if kind.id == "sleep" and (other := checks.overlapping(row, list(nights))):
        start, end = (days.local_time(other[name], other["time_zone"]) for name in ("started_at", "ended_at"))
        return f"This overlaps with the sleep from {start:%H:%M} to {end:%H:%M}. Save it all the same?"
    return checks.unusual(kind, row) or checks.to_come(row, here.now)
