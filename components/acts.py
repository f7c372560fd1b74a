"""What a tap does: written once, said with a toast, taken back with Undo, and tried again when the database was away.

A tap only leaves a note of what is to be done. The page does it at its top, before anything is drawn: so the write is
never cut in half by the next tap, what it returned is on the page it draws, and while the database is away the note
stays where it is.

A tap starts the page again while it may still be at work, and the run before it then ends at its next word to
Streamlit, of which reading the session's state is one. So all of this lies on one desk, which is fetched once: only one
run works at it at a time, and what was done there is there for the next.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from components import messages, plain
from lib.coach import habits
from lib.coach.habits import Tick
from lib.diary import goals, overview
from lib.diary.entries import Saved
from lib.diary.overview import Overview
from lib.gateway.port import SESSION_ENDED, UNREACHABLE, Backend, GatewayError, Row

# Two taps on one button within this time are one: a finger that trembles, a mouse that doubles.
TWICE_SECONDS = 0.6
UNDO_SECONDS = 300

_DESK = "_acts_desk"

# The last two: two tabs wrote at once and one had to give way.
WORTH_KEEPING = (UNREACHABLE, SESSION_ENDED, "57014", "55P03", "40P01", "40001")


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
    # Habits that were ticked, or whose tick was taken back.
    ticks: Sequence[Tick] = ()
    # Only the database knows what the day looks like now.
    anew: bool = False

    @property
    def is_news(self) -> bool:
        """Whether anything is other than before. What was written before, and is saved once more, is not."""
        written = any(saved["new"] or saved["before"] for saved in self.saved)
        return written or bool(self.gone or self.goals or self.ticks or self.anew) or self.complete is not None


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


@dataclass
class Desk:
    """What is to be done and what came of it, in one tab."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    waiting: list[Act] = field(default_factory=list)
    # By name of a button, when it was tapped last.
    tapped: dict[str, float] = field(default_factory=dict)
    # What was done since the page was drawn last, and what it said.
    changed: list[Outcome] = field(default_factory=list)
    quiet: bool = False
    toast: str = ""
    undo: Offer | None = None
    refused: tuple[GatewayError, int] | None = None
    # The forms that are to be emptied, by the beginning of their keys.
    clears: list[str] = field(default_factory=list)
    # The day as it was drawn last.
    known: Overview | None = None


def desk() -> Desk:
    held: Desk = st.session_state.setdefault(_DESK, Desk())
    return held


def later(name: str, do: Do, says: str, clears: str = "") -> None:
    """For `on_click`, and before `st.rerun()` in a form."""
    here = desk()
    now = time.monotonic()
    if now - here.tapped.get(name, -TWICE_SECONDS) < TWICE_SECONDS:
        return
    here.tapped[name] = now
    if clears:
        # A form that is saved again while it waits is saved as it is now, and once.
        here.waiting[:] = [act for act in here.waiting if act.name != name]
    here.waiting.append(Act(name, do, says, clears))


def button(label: str, name: str, do: Do, says: str, **look: Any) -> None:
    """A button that does something at once; `name` is its key."""
    st.button(label, key=name, on_click=later, args=(name, do, says), **look)


def perform(backend: Backend) -> None:
    """Does what is waiting. First thing on every page that writes entries."""
    here = desk()
    with here.lock:
        _work(here, backend)
    while here.clears:
        for key in [key for key in st.session_state if str(key).startswith(here.clears[0])]:
            del st.session_state[key]
        here.clears.pop(0)


def _work(here: Desk, backend: Backend) -> None:
    """No word to Streamlit in here."""
    here.refused = None
    while here.waiting:
        act = here.waiting[0]
        try:
            outcome = act.do(backend)
        except GatewayError as error:
            if error.code not in WORTH_KEEPING:
                _done(here, act)
            here.refused = (error, len(here.waiting))
            return
        except Exception:
            # Our own mistake: said once, and not done again on every page.
            _done(here, act)
            raise
        _done(here, act)
        here.changed.append(outcome)
        here.toast = outcome.says or act.says
        if outcome.undo:
            here.undo = Offer(here.toast, outcome.undo)
        elif outcome.is_news:
            here.undo = None
        if act.clears:
            here.clears.append(act.clears)


def _done(here: Desk, act: Act) -> None:
    here.waiting[:] = [other for other in here.waiting if other is not act]


def day(backend: Backend, wanted: Any) -> Overview:
    """The day's overview: as it was drawn last with what was just written, or else asked for anew."""
    here = desk()
    with here.lock:
        here.known, trouble = _day(here, backend, wanted)
        known = here.known
    if known is None:
        if trouble:
            raise trouble
        st.stop()
    if trouble and not messages.is_told():
        messages.away(trouble, key="day")
    return known


def _day(here: Desk, backend: Backend, wanted: Any) -> tuple[Overview | None, GatewayError | None]:
    """No word to Streamlit in here. While the database is away the day stays as it was drawn last."""
    known = here.known if here.known and here.known.day == wanted else None
    changed, quiet = here.changed, here.quiet
    here.changed, here.quiet = [], False
    if known and (changed or quiet) and not any(outcome.anew for outcome in changed):
        for outcome in changed:
            known = overview.with_saved(known, outcome.saved)
            known = overview.without(known, outcome.gone)
            if outcome.complete is not None:
                known = overview.marked(known, outcome.complete)
            known = habits.with_ticks(goals.with_goals(known, outcome.goals), outcome.ticks)
        return known, None
    if here.refused:
        # Said already, and asking again would only take as long again.
        return known, None
    try:
        return overview.fetch(backend, wanted), None
    except GatewayError as error:
        return known, error


def written() -> tuple[list[Outcome], bool]:
    """For a page that shows more than one day: what was just done, and whether a tap only opened or closed something.

    Today asks for its day anew when it is opened next.
    """
    here = desk()
    with here.lock:
        found = here.changed, here.quiet
        here.known, here.changed, here.quiet = None, [], False
    return found


def refused() -> bool:
    """Whether the page says already that something could not be written."""
    return desk().refused is not None


def quietly() -> None:
    """For a tap that only opens or closes something: the page needs nothing new from the database."""
    desk().quiet = True


def show() -> None:
    """What came of it: above the page what was refused, in passing what worked, at the foot the way back."""
    here = desk()
    if here.refused:
        error, left = here.refused
        if left:
            messages.away(error, key="acts")
        else:
            messages.trouble(error)
    if here.toast:
        says, here.toast = here.toast, ""
        st.toast(plain.label(says), icon=":material/check:")
    offer = here.undo
    if offer and time.monotonic() - offer.at >= UNDO_SECONDS:
        # It may hold pictures.
        here.undo = offer = None
    if offer:
        with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="undo_bar"):
            st.text(offer.says)
            button("Undo", "undo", offer.do, "Taken back.", icon=":material/undo:")
