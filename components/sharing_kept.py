"""What the Sharing page has read from the database, kept between reruns: a tick or an opened part asks for nothing."""

import streamlit as st

from components import acts, messages
from lib.coach import sharing, sharing_seen
from lib.coach.sharing import Choice, Coaching
from lib.coach.sharing_seen import Seen
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError
from lib.profile import Profile

_KNOWN = "_sharing"
# Stays until it was done: a run that fetches may be cut off, and the database may be away.
_OLD = "_sharing_old"
_SEEN = "_sharing_seen"
_MOST_SEEN = 12


def known(backend: Backend, here: Clock, *, anew: bool) -> Coaching | None:
    """What was read last stays while the database is away; None where that is nothing."""
    wanted = (backend.person.id, here.today)
    kept = st.session_state.get(_KNOWN)
    if anew or kept is None or kept[0] != wanted:
        st.session_state[_OLD] = True
    if kept and kept[0][0] != backend.person.id:
        kept = None
    # Where something was refused that is said already, and asking would only take as long again.
    if st.session_state.get(_OLD) and not (kept and acts.refused()):
        try:
            kept = (wanted, sharing.fetch(backend, here.today))
            st.session_state[_KNOWN] = kept
            st.session_state[_OLD] = False
            st.session_state.pop(_SEEN, None)
        except GatewayError as error:
            if not messages.is_told():
                messages.away(error, key="sharing")
    return kept[1] if kept else None


def put(coaching: Coaching) -> None:
    """What is known to be so from the next draw on."""
    kept = st.session_state.get(_KNOWN)
    if kept:
        st.session_state[_KNOWN] = (kept[0], coaching)


def forget() -> None:
    """For a page that is about to be drawn anew after something was changed."""
    st.session_state[_OLD] = True


def seen(backend: Backend, coach: str, choice: Choice, here: Clock, me: Profile) -> Seen | None:
    """What this coach would see with this choice; asked once for each. None while the database is away."""
    wanted = (coach, choice.kinds, choice.since, me.shown_in, me.hide_numbers, here.today)
    held: dict[object, Seen] = st.session_state.setdefault(_SEEN, {})
    if wanted not in held:
        try:
            found = sharing_seen.fetch(backend, coach, choice, here.today, me.shown_in)
        except GatewayError as error:
            if not messages.is_told():
                messages.away(error, key=f"sharing_seen_{coach}")
            return None
        if len(held) >= _MOST_SEEN:
            held.clear()
        held[wanted] = found
    return held[wanted]
