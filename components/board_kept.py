"""The board as it was read last: what was worked out of the same answer is not worked out again."""

import datetime
from dataclasses import dataclass, field

import streamlit as st

from components import acts, messages
from lib.coach import board, board_rows
from lib.coach.board import Board, Client
from lib.coach.board_rows import Trends
from lib.gateway.port import UNREACHABLE, Backend, GatewayError, Row
from lib.profile import Profile

_KEPT = "_board"


@dataclass
class Kept:
    wanted: object
    rows: list[Row]
    board: Board
    # By client, of those that were shown.
    trends: dict[str, Trends] = field(default_factory=dict)

    def trends_of(self, client: Client, today: datetime.date) -> Trends:
        if client.id not in self.trends:
            self.trends[client.id] = board_rows.trends(client, today)
        return self.trends[client.id]


def read(backend: Backend, me: Profile, today: datetime.date) -> Kept | None:
    """Asked anew for every draw, so that what is shared no more is gone with the next click.

    Only while the database is away, when nothing can be taken back either, what was drawn last stays.
    """
    wanted = (backend.person.id, today, me.alerts_a_week, me.shown_in)
    known: Kept | None = st.session_state.get(_KEPT)
    if known and known.wanted != wanted:
        known = None
    refused = acts.desk().refused
    if known and refused and refused[0].code == UNREACHABLE:
        # Said already, and asking again would only take as long again.
        return known
    try:
        rows = board.ask(backend, today)
    except GatewayError as error:
        if not messages.is_told():
            messages.away(error, key="clients")
        if error.code == UNREACHABLE:
            return known
        st.session_state.pop(_KEPT, None)
        return None
    if known is None or known.rows != rows:
        found = board.assess(
            board.read_all(rows, today), alerts_a_week=me.alerts_a_week, today=today, shown=me.shown_in
        )
        known = Kept(wanted, rows, found)
        st.session_state[_KEPT] = known
    return known
