"""What was eaten, drunk and done on one day, once more on another."""

import datetime

import streamlit as st

from components import acts, day_bar, entry_acts, opened
from lib.diary import days, entries
from lib.diary.days import DAY, Clock
from lib.diary.kinds import KINDS

_PREFIX = "copy_day_"
# A mood, a night and a reading of another day are never those of this one.
COPIED = ("meal", "water", "gym")
NOTHING = "There was nothing to copy, or it is there already."


def show(here: Clock) -> None:
    is_open = opened.is_open(_PREFIX)
    st.button(
        "Close" if is_open else "Copy a day",
        key="toggle_copy_day",
        icon=":material/close:" if is_open else ":material/content_copy:",
        on_click=opened.toggle,
        args=(_PREFIX,),
    )
    if is_open:
        with st.container(border=True, key="card_copy_day"):
            _form(here)


def _form(here: Clock) -> None:
    with st.container(horizontal=True):
        source, target = (
            _date(name, label, first, here)
            for name, label, first in (("from", "Copy from", here.today - DAY), ("to", "To", here.today))
        )
    kinds = [
        kind
        for kind in COPIED
        if st.checkbox(KINDS[kind].label, value=True, key=f"{_PREFIX}{kind}", on_change=acts.quietly)
    ]
    if source is None or target is None:
        st.text("Choose both days.")
    elif source == target:
        st.text("Choose two different days.")
    elif not kinds:
        st.text("Choose at least one kind of entry.")
    else:
        acts.button(
            "Copy this day",
            "copy_day",
            entry_acts.copy(lambda backend: entries.copy_day(backend, source, target, here, kinds), NOTHING),
            f"{days.say_day(source, here.today)}: copied to {days.say_day(target, here.today)}.",
            type="primary",
        )


def _date(name: str, label: str, first: datetime.date, here: Clock) -> datetime.date | None:
    day: datetime.date | None = st.date_input(
        label,
        value=first,
        min_value=day_bar.EARLIEST,
        max_value=here.today + DAY,
        key=f"{_PREFIX}{name}",
        on_change=acts.quietly,
        width=160,
    )
    return day
