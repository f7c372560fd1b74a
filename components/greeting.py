"""A word for whoever opens the page, and the date in full."""

import datetime

import streamlit as st

from components import plain
from lib.diary.days import Clock
from lib.profile import Profile


def show(day: datetime.date, here: Clock, me: Profile) -> None:
    if day != here.today:
        return
    with st.container(gap=None):
        st.text(f"Good {part_of_day(here.now.hour)}{', ' + me.name if me.name else ''}.")
        st.caption(plain.label(f"{day:%A}, {day.day} {day:%B %Y}"))


def part_of_day(hour: int) -> str:
    """Whoever is still up before four has not begun a morning."""
    if 4 <= hour < 12:
        return "morning"
    return "afternoon" if 12 <= hour < 18 else "evening"
