"""The end of a day: said by the person, so that nothing logged means nothing happened only when they say so."""

import streamlit as st

from components import acts, entry_acts
from lib.diary.days import Clock
from lib.diary.overview import Overview


def show(today: Overview, here: Clock) -> None:
    when = "today" if today.day == here.today else "this day"
    if today.complete:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"You said that is all for {when}.")
            acts.button("Take that back", "day_open", entry_acts.mark(today.day, False), "This day is open again.")
        return
    acts.button(
        f"That's all for {when}",
        "day_complete",
        entry_acts.mark(today.day, True),
        "This day is complete.",
        icon=":material/done_all:",
        help="What is missing then counts as nothing eaten, drunk or done. You can take it back.",
    )
