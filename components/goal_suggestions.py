"""Goals to take over with one tap, each with who says so."""

import streamlit as st

from components import acts, goal_acts
from lib.diary import catalog, goals, suggestions
from lib.diary.days import Clock
from lib.diary.goals import Body
from lib.diary.overview import Overview
from lib.diary.suggestions import Suggestion, Withheld
from lib.profile import Profile

WAYS = {
    "settings": ("settings.py", "Say it in Settings", ":material/settings:"),
    "today": ("today.py", "Log your weight on Today", ":material/monitor_weight:"),
}


def show(today: Overview, about: Body, here: Clock, me: Profile) -> None:
    for one in suggestions.all_for(about, me.shown_in, hide_numbers=me.hide_numbers):
        with st.container(border=True, key=f"suggestion_{one.metric}"):
            if isinstance(one, Withheld):
                _withheld(one)
            else:
                _suggestion(one, today, here, me)


def _withheld(one: Withheld) -> None:
    st.text(one.why)
    if one.where:
        page, label, icon = WAYS[one.where]
        st.page_link(page, label=label, icon=icon)


def _suggestion(one: Suggestion, today: Overview, here: Clock, me: Profile) -> None:
    label = catalog.metric_label(one.metric)
    with st.container(gap=None):
        st.text(f"{label}: {goals.bounds(one.low, one.high, one.metric, me.shown_in)} a day")
        st.text(one.why)
        st.text(f"Source: {one.source}")
    now = today.goals.get(one.metric)
    if now and (now.low, now.high) == (one.low, one.high):
        st.text("This is your goal.")
        return
    acts.button(
        f"Take this goal: {label}",
        f"take_{one.metric}",
        goal_acts.put(one.metric, one.low, one.high, here.today, one.source, goals.as_row(now), here.today),
        f"{label}: goal set.",
        icon=":material/flag:",
    )
