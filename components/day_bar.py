"""The day a page speaks of, with a way to the day before, the day after and any other."""

import datetime

import streamlit as st

from components import plain
from lib.diary import days
from lib.diary.days import DAY, Clock

_DAY = "day_bar_day"
_PICKED = "day_bar_picked"
EARLIEST = datetime.date(1990, 1, 1)


def show(here: Clock, *, title: bool = True) -> datetime.date:
    """Draws the bar and returns the chosen day: today until somebody says otherwise."""
    day: datetime.date = st.session_state.get(_DAY) or here.today
    if title:
        st.title(plain.label(days.say_day(day, here.today)))
    else:
        st.text(days.say_day(day, here.today))
    st.session_state[_PICKED] = day
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Day before", icon=":material/chevron_left:", key="day_bar_back", on_click=go, args=(day - DAY, here.today)
        )
        st.date_input(
            "Day",
            min_value=EARLIEST,
            max_value=here.today + DAY,
            key=_PICKED,
            on_change=_picked,
            args=(here.today,),
            label_visibility="collapsed",
            width=150,
        )
        if day < here.today:
            st.button(
                "Day after",
                icon=":material/chevron_right:",
                key="day_bar_on",
                on_click=go,
                args=(day + DAY, here.today),
            )
            st.button("Today", key="day_bar_today", on_click=go, args=(here.today, here.today))
    return day


def _picked(today: datetime.date) -> None:
    go(st.session_state[_PICKED] or today, today)


def go(day: datetime.date, today: datetime.date) -> None:
    # Today is kept as "no choice": a page left open overnight shows the new day in the morning.
    st.session_state[_DAY] = None if day == today else day
