"""What a tap does: written once, said with a toast, taken back with Undo, and tried again when the database was away.

A tap only leaves a note of what is to be done. The page does it at its top, before anything is drawn: so the write is
never cut in half by the next tap, what it returned is on the page it draws, and while the database is away the note
stays where it is.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from components import messages, plain
from lib.diary import goals, overview
from lib.diary.entries import Saved
from lib.diary.overview import Overview
from lib.gateway.port import SESSION_ENDED, UNREACHABLE, Backend, GatewayError, Row

# Two taps on one button within this time are one: a finger that trembles, a mouse that doubles.
TWICE_SECONDS = 0.6
UNDO_SECONDS = 300

_WAITING = "_acts"
_TAPPED = "_acts_tapped"
_UNDO = "_acts_undo"
_CHANGED = "_acts_changed"
_TOAST = "_acts_toast"
_REFUSED = "_acts_refused"
_QUIET = "_acts_quiet"

WORTH_KEEPING = (UNREACHABLE, SESSION_ENDED, "57014", "55P03")


@dataclass(frozen=True)
class Outcome:
    """What a write did, for the page that is about to be drawn."""

    saved: Sequence[Saved] = ()
    # By kind and id what is not there any more.
    gone: Sequence[Mapping[str, str]] = ()
    complete: bool | None = None
    undo: "Do | None" = None
    # Replaces what the act said beforehand, where only the write could know.
    says: str = ""
    # By metric, the goal that holds today from now on; None where none does.
    goals: Mapping[str, Row | None] = field(default_factory=dict)
    # Only the database knows what the day looks like now.
    anew: bool = False


Do = Callable[[Backend], Outcome]


@dataclass(frozen=True)
class Act:
    name: str
    do: Do
    says: str
    # The state of these widgets is dropped once it is done: the form is empty again.
    clears: str = ""


@dataclass(frozen=True)
class Offer:
    """What the bar at the foot offers to take back."""

    says: str
    do: Do
    at: float = field(default_factory=time.monotonic)


def later(name: str, do: Do, says: str, clears: str = "") -> None:
    """For `on_click`, and before `st.rerun()` in a form."""
    tapped: dict[str, float] = st.session_state.setdefault(_TAPPED, {})
    now = time.monotonic()
    if now - tapped.get(name, -TWICE_SECONDS) < TWICE_SECONDS:
        return
    tapped[name] = now
    waiting: list[Act] = st.session_state.setdefault(_WAITING, [])
    if clears:
        # A form that is saved again while it waits is saved as it is now, and once.
        waiting[:] = [act for act in waiting if act.name != name]
    waiting.append(Act(name, do, says, clears))


def button(label: str, name: str, do: Do, says: str, **look: Any) -> None:
    """A button that does something at once; `name` is its key."""
    st.button(label, key=name, on_click=later, args=(name, do, says), **look)


def perform(backend: Backend) -> None:
    """Does what is waiting. First thing on every page that writes entries."""
    waiting: list[Act] = st.session_state.get(_WAITING, [])
    st.session_state.pop(_REFUSED, None)
    while waiting:
        act = waiting[0]
        try:
            outcome = act.do(backend)
        except GatewayError as error:
            if error.code not in WORTH_KEEPING:
                waiting.pop(0)
            st.session_state[_REFUSED] = (error, len(waiting))
            break
        waiting.pop(0)
        st.session_state.setdefault(_CHANGED, []).append(outcome)
        says = outcome.says or act.says
        st.session_state[_TOAST] = says
        if outcome.undo:
            st.session_state[_UNDO] = Offer(says, outcome.undo)
        else:
            st.session_state.pop(_UNDO, None)
        for key in [k for k in st.session_state if act.clears and str(k).startswith(act.clears)]:
            del st.session_state[key]


def day(backend: Backend, wanted: Any) -> Overview:
    """The day's overview: as it was drawn last with what was just written, or else asked for anew."""
    known: Overview | None = st.session_state.get("_overview")
    changed: list[Outcome] = st.session_state.pop(_CHANGED, [])
    quiet = st.session_state.pop(_QUIET, False)
    if known is None or known.day != wanted:
        known = _fetch(backend, wanted, None)
    elif not (changed or quiet) or any(outcome.anew for outcome in changed):
        known = _fetch(backend, wanted, known)
    else:
        for outcome in changed:
            known = overview.with_saved(known, outcome.saved)
            known = overview.without(known, outcome.gone)
            if outcome.complete is not None:
                known = overview.marked(known, outcome.complete)
            known = goals.with_goals(known, outcome.goals)
    st.session_state["_overview"] = known
    return known


def _fetch(backend: Backend, wanted: Any, known: Overview | None) -> Overview:
    """While the database is away the day stays as it was drawn last, and so does what is typed on its page."""
    if st.session_state.get(_REFUSED):
        # Said already, and asking again would only take as long again.
        if known is None:
            st.stop()
        return known
    try:
        return overview.fetch(backend, wanted)
    except GatewayError as error:
        if known is None:
            raise
        if not messages.is_told():
            messages.away(error, key="day")
        return known


def written() -> tuple[list[Outcome], bool]:
    """For a page that shows more than one day: what was just done, and whether a tap only opened or closed something.

    Today asks for its day anew when it is opened next.
    """
    st.session_state.pop("_overview", None)
    return st.session_state.pop(_CHANGED, []), st.session_state.pop(_QUIET, False)


def refused() -> bool:
    """Whether the page says already that something could not be written."""
    return bool(st.session_state.get(_REFUSED))


def quietly() -> None:
    """For a tap that only opens or closes something: the page needs nothing new from the database."""
    st.session_state[_QUIET] = True


def show() -> None:
    """What came of it: above the page what was refused, in passing what worked, at the foot the way back."""
    if refused := st.session_state.get(_REFUSED):
        error, left = refused
        if left:
            messages.away(error, key="acts")
        else:
            messages.trouble(error)
    if says := st.session_state.pop(_TOAST, None):
        st.toast(plain.label(says), icon=":material/check:")
    offer: Offer | None = st.session_state.get(_UNDO)
    if offer and time.monotonic() - offer.at < UNDO_SECONDS:
        with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="undo_bar"):
            st.text(offer.says)
            button("Undo", "undo", offer.do, "Taken back.", icon=":material/undo:")
