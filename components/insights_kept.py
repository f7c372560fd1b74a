"""The insights as they were worked out when the page was entered: that takes too long for every tap."""

import streamlit as st

from components import messages
from lib.diary import insights
from lib.diary.days import Clock
from lib.diary.insights import Insights
from lib.gateway.port import Backend, GatewayError
from lib.profile import Profile

_KNOWN = "_insights"
# Stays until it was done: a run that fetches may be cut off, and the database may be away.
_OLD = "_insights_old"


def known(backend: Backend, here: Clock, me: Profile, *, anew: bool) -> Insights | None:
    """What was found last stays while the database is away; None where that is nothing."""
    wanted = (backend.person.id, here.today, me.hide_numbers)
    kept = st.session_state.get(_KNOWN)
    if anew or kept is None or kept[0] != wanted:
        st.session_state[_OLD] = True
    if kept and (kept[0][0] != wanted[0] or kept[0][2] != wanted[2]):
        # Nobody sees another person's, or what they have hidden meanwhile.
        kept = None
    if st.session_state.get(_OLD):
        try:
            daily = insights.fetch(backend, here.today, hide_numbers=me.hide_numbers)
            kept = (wanted, insights.find(daily, hide_numbers=me.hide_numbers))
            st.session_state[_KNOWN] = kept
            st.session_state[_OLD] = False
        except GatewayError as error:
            messages.away(error, key="insights")
    return kept[1] if kept else None
