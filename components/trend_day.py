"""The entries of the day that was chosen last on a chart."""

import datetime
from collections.abc import Sequence
from typing import Any

import streamlit as st

from components import acts, entry_list, messages, plain
from lib.diary import days, history, overview
from lib.diary.days import Clock
from lib.diary.trends import Drawn
from lib.gateway.port import Backend, GatewayError, Row
from lib.profile import Profile

# The chart, the metric and the day: a chart that is drawn anew knows no more what was chosen on it.
_CHOSEN = "_trend_day"


def choose(chart: str, metric: str = "") -> None:
    """For `on_select`. On a chart of several metrics each point says of which it is."""
    event: Any = st.session_state.get(chart)
    if points := event["selection"]["points"] if event else []:
        day = datetime.date.fromisoformat(str(points[0]["x"])[:10])
        st.session_state[_CHOSEN] = chart, metric or points[0]["legendgroup"], day


def chosen(chart: str, metric: str) -> datetime.date | None:
    found: tuple[str, str, datetime.date] = st.session_state.get(_CHOSEN) or ("", "", datetime.date.min)
    return found[2] if found[:2] == (chart, metric) else None


def show(backend: Backend, one: Drawn, day: datetime.date, here: Clock, me: Profile) -> None:
    """The entries of that day; where the chart shows weeks, of the week that begins on it."""
    said = days.say_day(day, here.today)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(plain.label(f"The week from {said}" if one.weekly else said))
        st.button("Close", icon=":material/close:", key="trend_day_close", on_click=_close)
    entries(backend, day, one.kind, here, me, week=one.weekly)


def entries(backend: Backend, day: datetime.date, kind: str, here: Clock, me: Profile, *, week: bool = False) -> None:
    try:
        rows = _of_a_week(backend, kind, day) if week else overview.fetch(backend, day).entries(kind)
    except GatewayError as error:
        if not messages.is_told():
            messages.away(error, key="trend_day")
        return
    if not rows:
        st.text("Nothing of this kind is logged then.")
    entry_list.show([(kind, row) for row in rows], here, me, with_date=week)


def _of_a_week(backend: Backend, kind: str, first: datetime.date) -> Sequence[Row]:
    wanted = history.Wanted(kind, first, first + datetime.timedelta(days=6))
    return history.fetch(backend, wanted).rows


def _close() -> None:
    acts.quietly()
    st.session_state.pop(_CHOSEN, None)
