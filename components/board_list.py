"""All clients: searched, filtered and sorted, as cards that fit on a phone or as one table."""

import datetime
import zlib
from collections.abc import Sequence

import streamlit as st

from components import board_links, plain
from components.board_kept import Kept
from lib.coach import board_rows, board_words
from lib.coach.board import Board, Client, Need
from lib.coach.board_rows import Wanted
from lib.coach.kinds import STATES

# Each says how its figures move, which takes its time to work out and to draw.
AT_ONCE = 15
_PREFIX = "board_filter_"
_MORE = "board_more"
_NEEDED = "Needs attention"


def show(kept: Kept, today: datetime.date) -> None:
    found = kept.board
    st.header("All clients")
    wanted = _filters(found)
    clients = board_rows.chosen(found, wanted, today)
    if not clients:
        st.text("Nobody who shares with you is like that. Another filter shows more.")
        st.button("Clear filters", icon=":material/filter_list_off:", key="board_clear", on_click=_clear)
        return
    shown = clients[: AT_ONCE * (1 + _pages(wanted))]
    if st.toggle("Show as a table", key="board_table", persist_state="session"):
        _table(shown, kept, today)
    else:
        needs = {need.client.id: need for need in found.attention}
        for one in shown:
            _card(one, needs.get(one.id), kept, today)
    if len(clients) > len(shown):
        st.button(
            f"Show more ({len(clients) - len(shown)})",
            key="board_show_more",
            icon=":material/expand_more:",
            on_click=_show_more,
            args=(wanted,),
        )


def _filters(found: Board) -> Wanted:
    groups = board_rows.groups(found.clients)
    with st.container(horizontal=True):
        text = st.text_input(
            "Search",
            key=f"{_PREFIX}text",
            max_chars=80,
            placeholder="Name or group",
            width=160,
            persist_state="session",
        )
        group = None
        if groups:
            group = st.selectbox(
                "Group",
                groups,
                index=None,
                placeholder="All groups",
                key=f"{_PREFIX}group",
                width=160,
                persist_state="session",
            )
        show = st.selectbox(
            "Show",
            list(board_rows.FILTERS),
            format_func=board_rows.FILTERS.__getitem__,
            key=f"{_PREFIX}show",
            width=160,
            persist_state="session",
        )
        sort = st.selectbox(
            "Sort by",
            list(board_rows.SORTS),
            format_func=board_rows.SORTS.__getitem__,
            key="board_sort",
            width=160,
            persist_state="session",
        )
    return Wanted((text or "").strip(), group, show, sort)


def _clear() -> None:
    st.session_state[f"{_PREFIX}text"] = ""
    st.session_state[f"{_PREFIX}group"] = None
    st.session_state[f"{_PREFIX}show"] = board_rows.EVERYBODY


def _pages(wanted: Wanted) -> int:
    """How often more were asked for, of this list and no other."""
    of, pages = st.session_state.get(_MORE, (None, 0))
    return pages if of == wanted else 0


def _show_more(wanted: Wanted) -> None:
    st.session_state[_MORE] = (wanted, _pages(wanted) + 1)


def _card(one: Client, need: Need | None, kept: Kept, today: datetime.date) -> None:
    with st.container(border=True, key=f"client_{one.id}", gap=None):
        with st.container(horizontal=True, vertical_alignment="center"):
            board_links.client(one)
            if one.label:
                st.text(one.label)
            for words in _badges(one, need, today):
                st.badge(plain.label(words), color="yellow" if words == _NEEDED else "gray")
        st.text(board_rows.in_a_line(one, today))
        st.text(" · ".join(board_rows.trend_lines(one, kept.trends_of(one, today))))


def _badges(one: Client, need: Need | None, today: datetime.date) -> list[str]:
    found = [
        _NEEDED if need else "",
        board_rows.status(one, today),
        board_words.waits(one.unread, one.waits_for_reply),
        f"Ends on {one.ends_on:%-d %B}" if one.ends_soon(today) else "",
    ]
    return [words for words in found if words]


def _table(clients: Sequence[Client], kept: Kept, today: datetime.date) -> None:
    known = {one.id: kept.trends_of(one, today) for one in clients}
    day = st.column_config.DateColumn(format="D MMM YYYY")
    event = st.dataframe(
        board_rows.table(clients, known, today),
        hide_index=True,
        height="content",
        # Rows of others are another table: what was ticked must not open whoever stands there now.
        key=f"board_rows_{zlib.crc32(' '.join(one.id for one in clients).encode())}",
        on_select="rerun",
        selection_mode="single-row",
        alt=f"{len(clients)} clients with what they logged, what they kept to, and the trends of 28 days.",
        column_config={
            "Name": st.column_config.TextColumn(pinned=True), "Next check-in": day, "Shares until": day,
        },
    )  # fmt: skip
    st.caption("Tick a row to open that client.")
    if ticked := event["selection"]["rows"]:
        st.switch_page("client.py", query_params={"id": clients[ticked[0]].id})


def away(found: Board) -> None:
    """Who does not share at the moment, and why."""
    if not found.away:
        return
    st.header("Not sharing at the moment")
    st.text("Nothing of these can be read now. Your own notes on them are on their pages.")
    for one in found.away:
        with st.container(horizontal=True, vertical_alignment="center", key=f"away_{one.id}"):
            board_links.client(one)
            st.text(STATES[one.state])
