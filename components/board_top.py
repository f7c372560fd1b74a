"""How many share and need something, who waits for an answer, and whose sharing ends."""

from collections.abc import Sequence

import streamlit as st

from components import board_links
from lib.coach import board_words
from lib.coach.board import Board, Client

# More than these are found in the list by its filter.
MOST = 5


def counters(found: Board) -> None:
    with st.container(horizontal=True, key="board_counters"):
        for label, count in (
            ("Sharing", len(found.clients)),
            ("Attention", len(found.attention)),
            ("Good news", len(found.good_news)),
            ("Unread", found.unread),
            ("Ending", len(found.ending)),
        ):
            st.metric(label, count, width="content")


def waiting(found: Board) -> None:
    clients = [one for one in found.clients if one.unread or one.waits_for_reply]
    if clients:
        st.header("Waiting for your answer")
        _links(clients, [board_words.waits(one.unread, one.waits_for_reply) for one in clients], "waiting")
    if found.ending:
        st.header("Sharing that ends soon")
        st.text("Only your client can let it go on, on their Sharing page.")
        _links(found.ending, [f"up to and with {one.ends_on:%A}, {one.ends_on:%-d %B}" for one in found.ending], "ends")


def _links(clients: Sequence[Client], words: Sequence[str], key: str) -> None:
    for one, said in list(zip(clients, words, strict=True))[:MOST]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_{one.id}"):
            board_links.client(one)
            st.text(said)
    if len(clients) > MOST:
        st.text(f"And {len(clients) - MOST} more: the filter of the list below finds them.")
