""" "Do this every ...": the weekdays on which a meal is offered on Today, one tap away."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from components import acts, list_acts, opened, plain
from lib.diary import entries, repeats
from lib.profile import Profile


def toggle(prefix: str) -> None:
    st.button(
        "Do this every ...",
        key=f"toggle_{prefix}",
        icon=":material/event_repeat:",
        type="tertiary",
        on_click=opened.toggle,
        args=(prefix,),
    )


def show(prefix: str, items: Sequence[Mapping[str, Any]], meal_type: str, me: Profile, title: str = "") -> None:
    st.session_state.setdefault(f"{prefix}title", title or repeats.title_of(items))
    name = st.text_input("What it is called on Today", key=f"{prefix}title", max_chars=repeats.LONGEST_TITLE)
    chosen = []
    with st.container(horizontal=True):
        for day in range(me.first_weekday, me.first_weekday + 7):
            weekday = (day - 1) % 7 + 1
            if st.checkbox(repeats.WEEKDAYS[weekday], key=f"{prefix}day_{weekday}"):
                chosen.append(weekday)
    key = st.session_state.setdefault(f"{prefix}key", entries.new_key())
    if not st.button("Keep this repeat", key=f"{prefix}save", type="primary"):
        return
    repeat = repeats.of_meal(name, chosen, meal_type, items, key, title or None)
    if sentence := repeats.problem(repeat):
        st.error(plain.label(sentence), icon=":material/error:")
        return
    says = f"{repeat['title']}: offered {_when(chosen)}, on the Today page."
    acts.later(f"{prefix}save", list_acts.add("repeats", repeat), says, clears=prefix)
    st.rerun()


def _when(weekdays: Sequence[int]) -> str:
    said = repeats.say_days(weekdays)
    return said if said.startswith("every") else f"every {said}"
