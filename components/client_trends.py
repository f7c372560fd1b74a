"""The Trends page of somebody else: the same figures, to read."""

import streamlit as st

from components import client_parts, client_strips, trend_chart, trend_choice, trend_weeks
from lib.coach import client as clients
from lib.coach.client import Asked, Client
from lib.diary import series, trends
from lib.diary.days import Clock
from lib.gateway.port import Backend
from lib.profile import Profile

NOTES = "notes_shown"


def asked(client_id: str, here: Clock) -> Asked:
    """As chosen, whether it is shared or not: the answer holds what is."""
    prefix = _prefix(client_id)
    chosen, window = trend_choice.asked_first(prefix)
    noted = (series.NOTES,) if st.session_state.get(f"{prefix}{NOTES}") else ()
    return Asked((*chosen, series.GOALS, *noted), trends.first_day(here.today, window))


def _prefix(client_id: str) -> str:
    return f"{client_parts.prefix(client_id)}trends_"


def show(backend: Backend, client: Client, here: Clock, me: Profile) -> None:
    if not client.metrics:
        st.text(
            "All figures of what is shared with you are hidden."
            if client.hides_all
            else "Nothing that has figures is shared with you. When it is, its charts stand here."
        )
        return
    prefix = _prefix(client.id)
    chosen, window = trend_choice.of_client(client.metrics, prefix)
    with st.container(horizontal=True):
        tables = st.toggle("Show as tables", key=f"{prefix}tables")
        compare = st.toggle("Compare with the time before", key=f"{prefix}compare")
        notes = st.toggle("Show notes and goal changes", key=f"{prefix}{NOTES}")
    if not chosen:
        st.text("Choose at least one figure to look at.")
        return
    if client.daily is not None:
        found = [
            clients.drawn(client.daily, metric, window, me.shown_in, me.first_weekday, hide_numbers=client.hide_numbers)
            for metric in chosen
        ]
        for one in found:
            figure = trend_chart.chart(one, compare=compare, notes=notes) if one.points else None
            trend_chart.show(one, figure, tables=tables, notes=notes, opens_days=False)
        if some := [one for one in found if one.points]:
            trend_weeks.show(some)
            trend_choice.legend(some, compare=compare, notes=notes)
    if notes and not {"mood", "notes"} <= set(client.kinds):
        st.caption("Their notes are not shared with you.")
    client_strips.show(backend, client, chosen, window, here, me)
