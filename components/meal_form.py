"""A meal that is there already: its type, its foods and their amounts."""

import datetime
from functools import partial
from typing import Any

import streamlit as st

from components import acts, entry_acts, entry_fields, food_picker, opened, plain
from components.shelf import Shelf
from lib import units
from lib.diary import amounts, days, meals, photos, say
from lib.diary.days import Clock
from lib.diary.kinds import KINDS
from lib.gateway.port import Row
from lib.nutrition.foods import Food
from lib.profile import Profile


def edit(before: Row, here: Clock, me: Profile, shelf: Shelf | None = None) -> None:
    """With a shelf to look on, foods can be exchanged and added."""
    prefix = f"edit_{before['id']}_"
    kind = KINDS["meal"]
    row: Row = {
        field.name: entry_fields.ask(field, prefix, before, me.shown_in)
        for field in kind.fields
        if field.name != "note"
    }
    items = _items(prefix, before["items"], me, shelf)
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
        learnt = photos.relearnt(before.get("learnt") or [], st.session_state.get(f"{prefix}exchanged", {}))
        change = entry_acts.change("meal", before, row, items, learnt)
        acts.later(f"{prefix}save", change, "Meal: changed.", clears=prefix)
        st.rerun()


def _time(prefix: str, before: Row) -> Row:
    old = days.local_time(before["logged_at"], before["time_zone"])
    shown = old.time().replace(second=0, microsecond=0)
    typed: datetime.time | None = entry_fields.ask_time(prefix, "at", "At", shown)
    if typed is None or typed == shown:
        return {}
    return {"logged_at": days.at(old.date(), typed, days.zone(before["time_zone"])).isoformat()}


def _items(prefix: str, before: list[Row], me: Profile, shelf: Shelf | None) -> list[dict[str, Any]]:
    dropped: set[str] = st.session_state.setdefault(f"{prefix}dropped", set())
    exchanged: dict[str, Row] = st.session_state.setdefault(f"{prefix}exchanged", {})
    added: dict[str, Row] = st.session_state.setdefault(f"{prefix}added", {})
    found = []
    for old in (*before, *added.values()):
        if old["id"] in dropped:
            continue
        item = exchanged.get(old["id"], old)
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
            if shelf:
                st.button(
                    "Other food", key=f"{prefix}other_{item['id']}", icon=":material/swap_horiz:", type="tertiary",
                    on_click=_look_for, args=(prefix, item["id"]),
                )  # fmt: skip
        if shelf and st.session_state.get(f"{prefix}looking") == item["id"]:
            food_picker.show(f"{prefix}look_", shelf, me, partial(_exchange, prefix, item), drinks=False)
    if shelf:
        _adding(prefix, shelf, me)
    return found


def _adding(prefix: str, shelf: Shelf, me: Profile) -> None:
    st.button("Add a food", key=f"{prefix}add", icon=":material/add:", on_click=_look_for, args=(prefix, "new"))
    if st.session_state.get(f"{prefix}looking") == "new":
        food_picker.show(f"{prefix}look_", shelf, me, partial(_add, prefix), drinks=False)


def _look_for(prefix: str, item_id: str) -> None:
    """One search at a time; the same button again closes it."""
    wanted = None if st.session_state.get(f"{prefix}looking") == item_id else item_id
    opened.close(f"{prefix}look")
    if wanted:
        st.session_state[f"{prefix}looking"] = wanted


def _exchange(prefix: str, old: Row, row: Row) -> None:
    """Another food of the same weight."""
    food = Food.of(row)
    usual = amounts.usual(food)
    typed = st.session_state.get(f"{prefix}{old['id']}_grams")
    weight = float(typed or old["grams"] or 0) or amounts.grams(food, usual.amount, usual.portion) or amounts.USUAL
    st.session_state[f"{prefix}exchanged"][old["id"]] = {
        "id": old["id"],
        "instead_of": old.get("instead_of") or old["food_id"] or old["food_name"],
        **_chosen(food, weight),
    }
    # Asked anew: the field holds what the old food weighed or held.
    for name in ("grams", "kcal"):
        st.session_state.pop(f"{prefix}{old['id']}_{name}", None)
    opened.close(f"{prefix}look")


def _add(prefix: str, row: Row) -> None:
    food = Food.of(row)
    usual = amounts.usual(food)
    weight = amounts.grams(food, usual.amount, usual.portion) or amounts.USUAL
    added: dict[str, Row] = st.session_state[f"{prefix}added"]
    item_id = f"new{len(added)}"
    added[item_id] = {"id": item_id, **_chosen(food, weight)}
    opened.close(f"{prefix}look")


def _chosen(food: Food, weight: float) -> Row:
    return {**dict.fromkeys(meals.KEPT), **meals.of_food(food, weight), "named_by": "person"}


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
