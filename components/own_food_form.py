"""A food of one's own, new or there already, from what its label says."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components import acts, list_acts, opened, plain
from lib import units
from lib.diary import amounts, entries, own_foods
from lib.gateway.port import Row
from lib.nutrition import labels
from lib.nutrition.foods import NUTRIENTS
from lib.profile import Profile

NEW = "food_new_"
PER = {"100 g": "100 g", "serving": "One serving"}
SODIUM = {"salt": "Salt (g)", "sodium": "Sodium (mg)"}


def edit_prefix(food: Mapping[str, Any]) -> str:
    return f"food_{food['id']}_"


def offer(name: str, me: Profile) -> None:
    """For a search that found nothing, or not the right thing: the form, with what was typed as the name."""
    if opened.is_open(NEW) and st.session_state.get(f"{NEW}by_search"):
        new(me)
        return
    st.button(
        plain.label(f"Add '{name}' as your own food"),
        key="own_food_offer",
        icon=":material/add:",
        type="tertiary",
        on_click=_begin,
        args=(name,),
    )


def _begin(name: str) -> None:
    opened.close(NEW)
    for part, value in {"open": True, "by_search": True, "name": name}.items():
        st.session_state[f"{NEW}{part}"] = value


def new(me: Profile) -> None:
    row = _ask(NEW, None, me)
    key = st.session_state.setdefault(f"{NEW}client_key", entries.new_key())
    if row:
        says = f"{row['name']}: added to your foods."
        by_search = bool(st.session_state.get(f"{NEW}by_search"))
        add = list_acts.add("foods", row | {"client_key": key}, chosen=by_search)
        acts.later(f"{NEW}save", add, says, clears=NEW)
        st.rerun()


def edit(food: Row, me: Profile) -> None:
    prefix = edit_prefix(food)
    if row := _ask(prefix, food, me):
        patch = {name: value for name, value in row.items() if name in own_foods.COLUMNS}
        acts.later(f"{prefix}save", list_acts.change("foods", food, patch), f"{row['name']}: changed.", clears=prefix)
        st.rerun()


def _ask(prefix: str, before: Row | None, me: Profile) -> Row | None:
    """The food as it is to be kept, when Save is pressed and nothing stands against it."""
    first: Mapping[str, Any] = before or {}
    name = _text(prefix, "name", "Name", first.get("name"), own_foods.LONGEST_NAME)
    brand = _text(prefix, "brand", "Brand (optional)", first.get("brand"), own_foods.LONGEST_BRAND)
    st.session_state.setdefault(f"{prefix}per", "100 g")
    per = st.radio(
        "The values on the label are for", list(PER), format_func=PER.__getitem__, horizontal=True, key=f"{prefix}per",
        persist_state="session",
    )  # fmt: skip
    weight = own_foods.serving_of(first)
    serving = _number(prefix, "serving", "A serving weighs (g)" + ("" if per == "serving" else ", optional"), weight)
    known = {nutrient.name: first.get(nutrient.name) for nutrient in NUTRIENTS}
    if per == "serving" and serving:
        known = amounts.per_portion(known, serving)
    values = _values(f"{prefix}{per[0]}_", known, me)
    with st.container(horizontal=True):
        pressed = st.button("Save", type="primary", key=f"{prefix}save")
        st.button("Cancel", key=f"{prefix}cancel", on_click=opened.toggle, args=(prefix,))
    if not pressed and f"{prefix}asked" not in st.session_state:
        return None
    try:
        row = own_foods.row(name, brand, values, per, serving, before)
    except ValueError as error:
        st.error(plain.label(str(error)), icon=":material/error:")
        return None
    return row if _is_sure(prefix, own_foods.question(row), pressed) else None


def _is_sure(prefix: str, question: str, pressed: bool) -> bool:
    if not question:
        st.session_state.pop(f"{prefix}asked", None)
        return pressed
    st.session_state[f"{prefix}asked"] = True
    st.warning(plain.label(question), icon=":material/help:")
    return st.button("Yes, save it", key=f"{prefix}sure")


def _values(prefix: str, known: Mapping[str, float | None], me: Profile) -> dict[str, float | None]:
    """What the label says, in the app's units. What nobody fills in is unknown."""
    st.caption("Leave out what the label does not say: it stays unknown, and is never counted as zero.")
    found: dict[str, float | None] = {}
    for nutrient in NUTRIENTS:
        old = known[nutrient.name]
        if nutrient.name == "kcal":
            found["kcal"] = old if me.hide_numbers else _energy(prefix, old, me)
        elif nutrient.name == "sodium_mg":
            found["sodium_mg"] = _sodium(prefix, old)
        else:
            label = f"{nutrient.label} ({nutrient.unit})"
            found[nutrient.name] = _number(prefix, nutrient.name, label, old)
    return found


def _energy(prefix: str, old: float | None, me: Profile) -> float | None:
    shown = None if old is None else units.to_shown("energy", old, me.shown_in)
    typed = _number(prefix, "kcal", f"Energy ({units.unit_label('energy', me.shown_in)})", shown)
    if typed is None or units.same("energy", old, typed, me.shown_in):
        return None if typed is None else old
    return units.from_shown("energy", typed, me.shown_in)


def _sodium(prefix: str, old: float | None) -> float | None:
    st.session_state.setdefault(f"{prefix}salt_or_sodium", "salt" if old is None else "sodium")
    which = st.radio(
        "Salt or sodium", list(SODIUM), format_func=SODIUM.__getitem__, horizontal=True, key=f"{prefix}salt_or_sodium",
        persist_state="session",
    )  # fmt: skip
    if which == "sodium":
        return _number(prefix, "sodium_mg", SODIUM["sodium"], old)
    salt = None if old is None else round(old * labels.SALT_PER_SODIUM / labels.MG_PER_G, 3)
    typed = _number(prefix, "salt_g", SODIUM["salt"], salt)
    return old if typed == salt else None if typed is None else labels.sodium_from_salt(typed)


def _text(prefix: str, name: str, label: str, old: str | None, most: int) -> str:
    st.session_state.setdefault(f"{prefix}{name}", old or "")
    typed: str = st.text_input(label, key=f"{prefix}{name}", max_chars=most, persist_state="session")
    return typed


def _number(prefix: str, name: str, label: str, old: float | None) -> float | None:
    st.session_state.setdefault(f"{prefix}{name}", old)
    typed: float | None = st.number_input(
        label, value=None, min_value=0.0, step=1.0, format="%.6g", key=f"{prefix}{name}", placeholder="Not said",
        persist_state="session",
    )  # fmt: skip
    return typed
