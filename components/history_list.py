"""A page of the diary: its entries, what to say when there are none, and the ways to the pages beside it."""

import streamlit as st

from components import acts, entry_list, history_filters, messages
from lib.diary import history
from lib.diary.days import Clock
from lib.diary.history import Page, Wanted
from lib.diary.kinds import KINDS
from lib.gateway.port import Backend, GatewayError
from lib.profile import Profile

_PAGE = "_history"
_NUMBER = "_history_number"


def show(backend: Backend, wanted: Wanted, here: Clock, me: Profile) -> None:
    if wanted.problem:
        st.error("The filter contradicts itself.", icon=":material/error:")
        st.text(wanted.problem)
        return
    page = _page(backend, wanted)
    if not page.rows:
        _nothing(page)
    entry_list.show([(wanted.kind, row) for row in page.rows], here, me, with_date=True)
    if page.number or page.has_next:
        _pager(page)


def _page(backend: Backend, wanted: Wanted) -> Page:
    """The page as it was drawn last with what was just written, or else asked for anew."""
    known: Page | None = st.session_state.get(_PAGE)
    outcomes, quiet = acts.written()
    if known is None or known.wanted != wanted:
        known = None
        st.session_state[_NUMBER] = 0
    number = st.session_state.setdefault(_NUMBER, 0)
    page = known
    if known and known.number == number and (outcomes or quiet):
        for outcome in outcomes:
            page = page and history.after(page, outcome.saved, outcome.gone)
    else:
        page = None
    if page is None:
        page = _fetch(backend, wanted, number, known)
    st.session_state[_PAGE] = page
    return page


def _fetch(backend: Backend, wanted: Wanted, number: int, known: Page | None) -> Page:
    """While the database is away the page stays as it was, and so does what is typed into its forms."""
    try:
        return history.fetch(backend, wanted, number)
    except GatewayError as error:
        if known is None:
            raise
        messages.away(error, key="history")
        st.session_state[_NUMBER] = known.number
        return known


def _nothing(page: Page) -> None:
    if page.number:
        st.text("There is nothing more here.")
    elif page.wanted.is_narrow:
        st.text("Nothing fits these filters.")
        history_filters.clear_button("nothing_clear")
    else:
        kind = KINDS[page.wanted.kind]
        st.text(f"{kind.label}: nothing is logged yet. What you log stands here, the newest first.")
        st.page_link("today.py", label=f"Log {kind.one}", icon=kind.icon)


def _pager(page: Page) -> None:
    first = page.number * history.PAGE + 1
    with st.container(horizontal=True, vertical_alignment="center", key="history_pager"):
        st.button(
            "Previous page", icon=":material/chevron_left:", key="history_back", on_click=_go, args=(page.number - 1,),
            disabled=page.number == 0,
        )  # fmt: skip
        if page.rows:
            st.text(f"Entries {first:,} to {first + len(page.rows) - 1:,}", width="content")
        st.button(
            "Next page", icon=":material/chevron_right:", key="history_on", on_click=_go, args=(page.number + 1,),
            disabled=not page.has_next,
        )  # fmt: skip


def _go(number: int) -> None:
    st.session_state[_NUMBER] = max(0, number)
