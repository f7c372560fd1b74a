"""Which entries the Diary page shows, and in which order."""

import datetime

import streamlit as st

from lib import units
from lib.diary.history import Wanted
from lib.diary.kinds import KINDS, MEAL_TYPES
from lib.profile import Profile
from lib.units import Units

_PREFIX = "history_filter_"
# What an order by value is called; a body's readings have no common scale.
VALUES = {"meal": "Energy", "water": "Amount", "gym": "Minutes", "mood": "Well-being", "sleep": "Length"}
SEARCHED = {
    "meal": "Food, title or note",
    "water": "Drink or note",
    "gym": "Activity, exercise or note",
    "mood": "Feeling, tag or note",
    "sleep": "Note",
    "body": "Reading or note",
}


def show(me: Profile) -> Wanted:
    kind = st.radio(
        "Kind of entry",
        list(KINDS),
        format_func=lambda kind: KINDS[kind].label,
        horizontal=True,
        key="history_kind",
        label_visibility="collapsed",
    )
    with st.expander("Filter and sort", icon=":material/filter_list:"):
        first, last = dates(_PREFIX)
        text = st.text_input(SEARCHED[kind], key=f"{_PREFIX}text", max_chars=80)
        meal_type, low, high = _of_meals(me) if kind == "meal" else (None, None, None)
        sort, desc = _order(kind, me)
        wanted = Wanted(kind, first, last, text.strip(), meal_type, low, high, sort, desc)
        if wanted.is_narrow:
            clear_button("filter_clear")
    return wanted


def clear_button(key: str) -> None:
    st.button("Clear filters", icon=":material/filter_list_off:", key=key, on_click=_clear)


def look_at(kind: str | None, day: datetime.date) -> None:
    """For `on_click` of what leads here from other pages: one day, and the kind that is meant where one is."""
    if kind in KINDS:
        st.session_state["history_kind"] = kind
    st.session_state[f"{_PREFIX}first"] = st.session_state[f"{_PREFIX}last"] = day


def _clear() -> None:
    # Emptied and not dropped: the browser keeps what stands in a field until it is told otherwise.
    for key in [str(key) for key in st.session_state if str(key).startswith(_PREFIX)]:
        if not key.startswith(f"{_PREFIX}order"):
            st.session_state[key] = "" if key == f"{_PREFIX}text" else None


def dates(prefix: str) -> tuple[datetime.date | None, datetime.date | None]:
    with st.container(horizontal=True):
        found: list[datetime.date | None] = [
            st.date_input(
                label,
                value=None,
                min_value=datetime.date(1900, 1, 1),
                max_value=datetime.date(2199, 12, 31),
                key=f"{prefix}{name}",
                width=160,
            )
            for name, label in (("first", "From"), ("last", "To"))
        ]
    return found[0], found[1]


def _of_meals(me: Profile) -> tuple[str | None, float | None, float | None]:
    meal_type: str | None = st.selectbox(
        "Meal",
        list(MEAL_TYPES),
        index=None,
        format_func=MEAL_TYPES.__getitem__,
        placeholder="Any",
        key=f"{_PREFIX}meal_type",
    )
    if me.hide_numbers:
        return meal_type, None, None
    return meal_type, *energies(_PREFIX, me)


def energies(prefix: str, me: Profile) -> tuple[float | None, float | None]:
    with st.container(horizontal=True):
        low, high = (
            _energy(label, f"{prefix}{name}", me.shown_in) for name, label in (("low", "At least"), ("high", "At most"))
        )
    return low, high


def _energy(label: str, key: str, shown: Units) -> float | None:
    unit = units.unit_label("energy", shown)
    typed: float | None = st.number_input(
        f"{label} ({unit})",
        value=None,
        step=units.step("energy", shown),
        format="%.0f",
        placeholder="Any",
        # Another unit is another field: 500 kcal must not become 500 kJ.
        key=f"{key}_{unit}",
        width=160,
    )
    return None if typed is None else units.from_shown("energy", typed, shown)


def _order(kind: str, me: Profile) -> tuple[str, bool]:
    choices = {"newest": "Newest first", "oldest": "Oldest first"}
    if kind in VALUES and not (kind == "meal" and me.hide_numbers):
        choices |= {"most": f"{VALUES[kind]}, highest first", "least": f"{VALUES[kind]}, lowest first"}
    # The most of one kind is not the most of another.
    key = f"{_PREFIX}order_{kind if 'most' in choices else 'date'}"
    chosen = st.selectbox("Order", list(choices), format_func=choices.__getitem__, key=key)
    return ("value" if chosen in ("most", "least") else "date"), chosen in ("newest", "most")
