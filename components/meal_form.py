"""A meal that is there already: its type, its foods and their amounts."""

import datetime
from typing import Any

import streamlit as st

from components import acts, entry_acts, entry_fields, opened, plain
from lib import units
from lib.diary import days, meals, say
from lib.diary.days import Clock
from lib.diary.kinds import KINDS
from lib.gateway.port import Row
from lib.profile import Profile


def edit(before: Row, here: Clock, me: Profile) -> None:
    prefix = f"edit_{before['id']}_"
    kind = KINDS["meal"]
    row: Row = {
        field.name: entry_fields.ask(field, prefix, before, me.shown_in)
        for field in kind.fields
        if field.name != "note"
    }
    items = _items(prefix, before["items"], me)
    row["note"] = entry_fields.ask(kind.field("note"), prefix, before, me.shown_in)
    row |= _time(prefix, before)
    with st.container(horizontal=True):
        pressed = st.button("Save", type="primary", key=f"{prefix}save")
        st.button("Cancel", key=f"{prefix}cancel", on_click=opened.toggle, args=(prefix,))
    if not pressed:
        return
    if not row["meal_type"]:
        st.error("Say which meal it was.", icon=":material/error:")
    elif not items:
        st.error("A meal has at least one food. To remove the meal, use Delete.", icon=":material/error:")
    else:
        acts.later(f"{prefix}save", entry_acts.change("meal", before, row, items), "Meal: changed.", clears=prefix)
        st.rerun()


def _time(prefix: str, before: Row) -> Row:
    old = days.local_time(before["logged_at"], before["time_zone"])
    shown = old.time().replace(second=0, microsecond=0)
    typed: datetime.time | None = entry_fields.ask_time(prefix, "at", "At", shown)
    if typed is None or typed == shown:
        return {}
    return {"logged_at": days.at(old.date(), typed, days.zone(before["time_zone"])).isoformat()}


def _items(prefix: str, before: list[Row], me: Profile) -> list[dict[str, Any]]:
    dropped: set[str] = st.session_state.setdefault(f"{prefix}dropped", set())
    found = []
    for item in before:
        if item["id"] in dropped:
            continue
        with st.container(horizontal=True, vertical_alignment="bottom"):
            found.append(_item(f"{prefix}{item['id']}_", item, me))
            st.button(
                "Remove",
                key=f"{prefix}drop_{item['id']}",
                icon=":material/close:",
                type="tertiary",
                on_click=_drop,
                args=(dropped, item["id"]),
            )
    return found


def _drop(dropped: set[str], item_id: str) -> None:
    acts.quietly()
    dropped.add(item_id)


def _item(prefix: str, item: Row, me: Profile) -> dict[str, Any]:
    if item["grams"]:
        st.session_state.setdefault(f"{prefix}grams", float(item["grams"]))
        grams = st.number_input(
            plain.label(f"{item['food_name']} (g)"),
            min_value=0.1,
            max_value=float(meals.MOST_GRAMS),
            step=5.0,
            format="%.1f",
            key=f"{prefix}grams",
            help=plain.label(say.portion(item)),
        )
        return meals.kept(item) if grams == float(item["grams"]) else meals.kept(meals.scaled(item, grams))
    if me.hide_numbers:
        st.text(item["food_name"])
        return meals.kept(item)
    unit = units.unit_label("energy", me.shown_in)
    known = None if item["kcal"] is None else units.to_shown("energy", item["kcal"], me.shown_in)
    st.session_state.setdefault(f"{prefix}kcal", known)
    label = plain.label(f"{item['food_name']} ({unit})")
    typed = st.number_input(
        label, value=None, min_value=0.0, step=10.0, format="%.0f", key=f"{prefix}kcal", placeholder="Not known"
    )
    changed = dict(item) | {"kcal": entry_fields.stored("energy", typed, item["kcal"], me.shown_in)}
    return meals.kept(changed)
