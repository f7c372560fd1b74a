"""A word for whoever opens the page, and the date in full."""

import datetime

import streamlit as st

from components import plain
from lib.diary.days import Clock
from lib.profile import Profile


def show(day: datetime.date, here: Clock, me: Profile) -> None:
    if day != here.today:
        return
    hour = here.now.hour
    part_of_day = "morning" if 5 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
    with st.container(gap=None):
        st.text(f"Good {part_of_day}{', ' + me.name if me.name else ''}.")
        st.caption(plain.label(f"{day:%A}, {day.day} {day:%B %Y}"))
