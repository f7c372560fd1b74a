"""A name, and the energy if it is known: for what no list has."""

import datetime

import streamlit as st

from components import acts, basket, entry_acts, opened, plain
from lib import units
from lib.diary import entries, meals
from lib.diary.days import Clock
from lib.diary.kinds import MEAL_TYPES
from lib.profile import Profile

PREFIX = "quick_"
MOST_KCAL = 30_000.0


def show(day: datetime.date, here: Clock, me: Profile, meal_type: str) -> None:
    st.session_state.setdefault(f"{PREFIX}name", "")
    name = st.text_input("What it was", key=f"{PREFIX}name", max_chars=120, persist_state="session").strip()
    kcal = None if me.hide_numbers else _energy(me)
    key = st.session_state.setdefault(f"{PREFIX}key", entries.new_key())
    with st.container(horizontal=True):
        log = st.button("Log it", key=f"{PREFIX}log", type="primary")
        add = st.button("Add to meal", key=f"{PREFIX}add", icon=":material/add:")
    if not (log or add):
        return
    if not name:
        st.error("Say what it was.", icon=":material/error:")
    elif kcal is not None and kcal > MOST_KCAL:
        most = units.say("energy", MOST_KCAL, me.shown_in)
        st.error(plain.label(f"That is more than {most}. Check the number."), icon=":material/error:")
    elif add:
        basket.put(meals.quick(name, kcal))
        _close()
        st.rerun()
    else:
        draft = meals.draft(meal_type, [meals.quick(name, kcal)], day, here, key, made_by="quick")
        says = f"{name}: logged for {MEAL_TYPES[meal_type].lower()}."
        acts.later(f"{PREFIX}log", entry_acts.log([draft]), says, clears=PREFIX)
        st.rerun()


def _energy(me: Profile) -> float | None:
    unit = units.unit_label("energy", me.shown_in)
    st.session_state.setdefault(f"{PREFIX}energy", None)
    typed = st.number_input(
        f"Energy ({unit}), if you know it",
        value=None,
        min_value=0.0,
        step=units.step("energy", me.shown_in),
        format="%.6g",
        key=f"{PREFIX}energy",
        placeholder="Not known",
        persist_state="session",
    )
    return None if typed is None else units.from_shown("energy", typed, me.shown_in)


def _close() -> None:
    opened.close(PREFIX)
