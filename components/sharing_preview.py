""" "As your coach sees it": what is ticked at this moment, and what is not."""

import streamlit as st

from components import sharing_kept
from lib.coach import kinds, sharing_seen
from lib.coach.sharing import Choice
from lib.coach.sharing_seen import NOT_SHARED, Seen
from lib.diary.days import Clock
from lib.gateway.port import Backend
from lib.profile import Profile

NOTHING_STANDS_OUT = "Nothing stands out at the moment."


def show(prefix: str, backend: Backend, coach: str, choice: Choice, here: Clock, me: Profile) -> None:
    with st.container(border=True, key=f"{prefix}preview"):
        st.subheader("As your coach sees it")
        if not choice.kinds:
            st.text("Nothing is ticked yet: your coach would see nothing.")
            return
        if choice.since is None:
            st.text("Choose the first day, and you see here what there is from it on.")
            return
        seen = sharing_kept.seen(backend, coach, choice, here, me)
        if seen is None:
            st.text("This cannot be shown while the database is away.")
            return
        for kind, name in kinds.SHARED.items():
            _kind(seen, kind, name, here, me)
        st.text("What your coach is pointed to")
        assessment(seen)


def _kind(seen: Seen, kind: str, name: str, here: Clock, me: Profile) -> None:
    told = sharing_seen.lines(seen, kind, here.today, me.shown_in)
    if told == [NOT_SHARED]:
        st.text(f"{name}: not shared")
        return
    with st.container(gap=None):
        st.text(f"{name}: {told[0][:1].lower()}{told[0][1:]}")
        for line in told[1:]:
            st.text(line)


def assessment(seen: Seen) -> None:
    """The same that the coach's board says of them."""
    for sentence in seen.assessment or (NOTHING_STANDS_OUT,):
        st.text(sentence)
    st.caption(
        "What stands out against your own weeks before. Of all their clients, a coach is pointed to the rarest of it."
    )
