"""The entries of the day that was chosen last on a chart."""

import datetime
from typing import Any

import streamlit as st

from components import acts, entry_list, messages, plain
from lib.diary import days, overview
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError
from lib.profile import Profile

# The metric of the chart, and the day: a chart that is drawn anew knows no more what was chosen on it.
_CHOSEN = "_trend_day"


def choose(metric: str, chart: str) -> None:
    """For `on_select`."""
    event: Any = st.session_state.get(chart)
    if points := event["selection"]["points"] if event else []:
        st.session_state[_CHOSEN] = metric, datetime.date.fromisoformat(str(points[0]["x"])[:10])


def chosen(metric: str) -> datetime.date | None:
    found: tuple[str, datetime.date] = st.session_state.get(_CHOSEN) or ("", datetime.date.min)
    return found[1] if found[0] == metric else None


def show(backend: Backend, day: datetime.date, kind: str, here: Clock, me: Profile) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(plain.label(days.say_day(day, here.today)))
        st.button("Close", icon=":material/close:", key="trend_day_close", on_click=_close)
    try:
        found = overview.fetch(backend, day)
    except GatewayError as error:
        if not messages.is_told():
            messages.away(error, key="trend_day")
        return
    rows = found.entries(kind)
    if not rows:
        st.text("Nothing of this kind is logged on this day.")
    entry_list.show([(kind, row) for row in rows], here, me)


def _close() -> None:
    acts.quietly()
    st.session_state.pop(_CHOSEN, None)
