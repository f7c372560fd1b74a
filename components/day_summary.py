"""A day in short: its line, a small table beneath it, and the lines of the days before."""

import threading
from collections.abc import Callable
from functools import partial

import streamlit as st

from components import advice_parts, messages, opened, plain, section
from lib import gemini, session
from lib.advice import advisor, day_figures, in_short
from lib.advice.advisor import CARE, RULES, Advice, Asked
from lib.advice.in_short import Kept, Short
from lib.advice.triage import LOW_GLUCOSE, PAST_READING, READING
from lib.diary import catalog, days
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError
from lib.gemini import Access
from lib.profile import Profile

_KNOWN, _ASKED = "_in_short", "_in_short_asked"
_FACTS = "in_short_facts_"
# So many of the days before stand there at once.
FIRST_DAYS = 7


def read(backend: Backend, here: Clock, *, anew: bool) -> tuple[Short | None, bool]:
    """And whether it was read just now. What was read last stays while the database is away."""
    wanted = (backend.person.id, in_short.day_of(here), here.today)
    known = st.session_state.get(_KNOWN)
    known = known if known and known[0] == wanted else None
    if known and not anew:
        return known[1], False
    try:
        known = (wanted, in_short.fetch(backend, wanted[1]))
    except GatewayError as error:
        messages.away(error, key="in_short")
        return (known[1] if known else None), False
    st.session_state[_KNOWN] = known
    return known[1], True


def show(backend: Backend, short: Short, here: Clock, me: Profile, *, anew: bool) -> None:
    if short.is_new:
        st.text(
            "Nothing is logged yet. From your first day with an entry on, this page sums up each day: its figures "
            "beside what is usual for you, one thing that went well and one to try."
        )
        st.page_link("today.py", label="Log something", icon=":material/add:")
        return
    asked = _asked(short, here, me)
    with st.container(gap=None):
        _title(short, here)
        st.caption(plain.label(f"{short.day:%A}, {short.day.day} {short.day:%B %Y}"))
    advice = _advice(backend, short, asked, here, me, anew=anew)
    _line(advice, here)
    if not in_short.is_empty(asked):
        _table(short, here, me)
        if advice.said_by not in (RULES, CARE):
            # The line of rules is made of these.
            st.text("\n".join(in_short.well_and_try(asked)))
    else:
        st.page_link("today.py", label="Log something", icon=":material/add:")
    _days_before(short, here, me)


def _title(short: Short, here: Clock) -> None:
    if short.day != here.today:
        st.header("Yesterday")
    else:
        st.header("Today" if short.day in short.daily.complete else "Today so far")


def _asked(short: Short, here: Clock, me: Profile) -> Asked:
    """Worked out once for each fetch: trends take longer than a page."""
    known = st.session_state.get(_ASKED)
    if known is None or known[0] is not short or known[1:3] != (me, here.now.hour):
        known = (short, me, here.now.hour, in_short.asked(short, here, me))
        st.session_state[_ASKED] = known
    found: Asked = known[3]
    return found


# The line ------------------------------------------------------------------------------------------------------------


def _advice(backend: Backend, short: Short, asked: Asked, here: Clock, me: Profile, *, anew: bool) -> Advice:
    rules = advisor.at_once(asked, me)
    if rules.said_by == CARE or in_short.is_empty(asked):
        return rules
    if known := in_short.known(short, asked, rules, me):
        return known
    keep = partial(_keep, backend, rules) if asked.day < here.today else _nothing
    access = gemini.access(session.house().settings)
    if access and advisor.may_ask(me, access):
        writer, key = advice_parts.writer(), advisor.key(asked, me, access.model)
        found = writer.advice(key, partial(_ask, asked, me, backend, access, keep))
        if key in writer.waiting:
            advice_parts.look(lambda: key not in writer.waiting)
        return found or rules
    if anew:
        threading.Thread(target=keep, daemon=True, name="in short").start()
    return rules


def _ask(asked: Asked, me: Profile, backend: Backend, access: Access, keep: Callable[[], None]) -> Advice | None:
    """In a thread. Where Gemini has nothing, what is shown instead is kept."""
    found = advisor.from_gemini(asked, me, backend, access)
    if found is None:
        keep()
    return found


def _keep(backend: Backend, advice: Advice) -> None:
    """In a thread: nobody waits for it, and the next visit tries again."""
    try:
        advisor.keep(backend, advice)
    except GatewayError:
        return


def _nothing() -> None:
    """A day that goes on is not kept: its figures change."""


def _line(advice: Advice, here: Clock) -> None:
    if advice.said_by == CARE:
        # What is said of a reading is meant for the moment of it.
        is_past = advice.day != here.today and advice.text in (READING, LOW_GLUCOSE)
        st.info(plain.label(PAST_READING if is_past else advice.text), icon=":material/favorite:")
        return
    with st.container(border=True, key="in_short_line"):
        st.text(advice.text)
        with st.container(horizontal=True, vertical_alignment="center"):
            advice_parts.said_by(advice)
            if advice.facts:
                st.button("Why?", key="in_short_why", type="tertiary", on_click=opened.toggle, args=(_FACTS,))
            advice_parts.thumbs(advice, advice_parts.writer())
        if advice.facts and opened.is_open(_FACTS):
            st.text("\n".join(fact.said for fact in advice.facts))


# The table and the list ----------------------------------------------------------------------------------------------


def _table(short: Short, here: Clock, me: Profile) -> None:
    found = day_figures.figures(short.daily, short.day, here.today, me)
    if not found:
        return
    labels = [catalog.metric_label(one.metric) for one in found]
    st.table(
        {
            "": labels,
            "The day": [
                day_figures.value(one, me) or _none(short, catalog.metrics()[one.metric].kind) for one in found
            ],
            "Your usual": [day_figures.usual(one, me) or "not known yet" for one in found],
            "Your goal": [_goal(one, me) for one in found],
        },
        hide_index=True,
        border="horizontal",
        alt=f"The figures of the day beside what is usual and the goal: {', '.join(labels)}.",
    )
    st.caption("Your usual is the middle one of the 28 days before.")


def _none(short: Short, kind: str) -> str:
    """Not logged is not zero."""
    return "no figure" if kind in short.logged else "not logged"


def _goal(one: day_figures.Figure, me: Profile) -> str:
    goal = day_figures.goal(one, me)
    outcome = day_figures.outcome(one)
    return f"{goal}, {outcome}" if goal and outcome else goal or "none"


def _days_before(short: Short, here: Clock, me: Profile) -> None:
    found = in_short.before(short, me)
    if not found:
        return
    st.header("Days before")
    _list(found[:FIRST_DAYS], here)
    rest = found[FIRST_DAYS:]
    if rest and section.show(f"Show {len(rest)} more", "in_short_rest_", ":material/expand_more:"):
        _list(rest, here)


def _list(found: list[Kept], here: Clock) -> None:
    for one in found:
        with st.container(gap=None):
            by = "by rules" if one.said_by == RULES else "by Gemini"
            st.caption(plain.label(f"{days.say_day(one.day, here.today)}, {by}"))
            st.text(one.text)
