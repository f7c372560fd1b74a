"""The entries of a day that was chosen on a chart."""

import datetime

import streamlit as st

from components import entry_list, messages, plain
from lib.diary import days, overview
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError
from lib.profile import Profile


def show(backend: Backend, day: datetime.date, kind: str, here: Clock, me: Profile) -> None:
    st.header(plain.label(days.say_day(day, here.today)))
    try:
        found = overview.fetch(backend, day)
    except GatewayError as error:
        # Said once, however many days are chosen.
        if not messages.is_told():
            messages.away(error, key="trend_day")
        return
    rows = found.entries(kind)
    if not rows:
        st.text("Nothing of this kind is logged on this day.")
    entry_list.show([(kind, row) for row in rows], here, me)
