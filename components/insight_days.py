"""When something changed, what was unusual lately, and what needs more days."""

import datetime

import streamlit as st

from components import acts, plain, section, trend_day
from lib.diary import catalog, days, insight_words
from lib.diary.days import Clock
from lib.diary.insights import Insights, Odd
from lib.gateway.port import Backend
from lib.profile import Profile

# The metric and the day whose entries are open.
_OPEN = "insight_day"
MOST = 5


def changes(found: Insights, today: datetime.date, me: Profile) -> None:
    st.header("When something changed")
    sentences = [insight_words.changed(one, today, me.shown_in) for one in found.changes]
    if not sentences:
        st.text("No clear change so far. It takes about a month of a figure until one can be told.")
    for sentence in sentences[:MOST]:
        st.text(sentence)
    rest = sentences[MOST:]
    if rest and section.show(f"Show {len(rest)} older changes", "insight_changes_", ":material/expand_more:"):
        for sentence in rest:
            st.text(sentence)


def unusual(backend: Backend, found: Insights, here: Clock, me: Profile, *, entered: bool) -> None:
    if entered:
        st.session_state.pop(_OPEN, None)
    st.header("Unusual lately")
    if not found.odd:
        st.text("Nothing in the last 14 days was unusual for you, as far as it is known what is usual.")
    for one in found.odd:
        st.text(insight_words.odd(one, here.today, me.shown_in))
        day, is_open = one.unusual.day, st.session_state.get(_OPEN) == _key(one)
        st.button(
            "Close the entries" if is_open else "See the entries of that day", key=f"insight_odd_{_key(one)}",
            type="tertiary", icon=":material/expand_less:" if is_open else ":material/menu_book:", on_click=_toggle,
            args=(_key(one),),
        )  # fmt: skip
        if is_open:
            kind = catalog.metrics()[one.metric].kind
            with st.container(border=True, key="insight_day"):
                st.subheader(plain.label(days.say_day(day, here.today)))
                trend_day.entries(backend, day, kind, here, me)


def _key(one: Odd) -> str:
    return f"{one.metric}_{one.unusual.day}"


def _toggle(key: str) -> None:
    acts.quietly()
    st.session_state[_OPEN] = None if st.session_state.get(_OPEN) == key else key


def waiting(found: Insights, today: datetime.date) -> None:
    if found.waiting:
        st.header("Watched, and not known yet")
        sentences = [insight_words.waiting(one, today) for one in found.waiting]
        _lines(sentences[:MOST])
        rest = sentences[MOST:]
        if rest and section.show(f"Show {len(rest)} more", "insight_waiting_", ":material/expand_more:"):
            _lines(rest)
        st.text(insight_words.counted(found.complete))


def _lines(sentences: list[str]) -> None:
    st.text("\n".join(f"· {sentence}" for sentence in sentences))
