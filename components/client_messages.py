"""What a coach and a client wrote to each other, a text to write, and a draft to begin with."""

import datetime
from collections.abc import Callable
from functools import partial

import streamlit as st

from components import client_parts, plain
from lib.analysis import attention
from lib.coach import board, drafts, kinds
from lib.coach import client as clients
from lib.coach.client import Asked, Client
from lib.diary import days, series, trends
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError, Row


def asked(client_id: str, here: Clock) -> Asked:
    """Figures are read for a draft only."""
    if not st.session_state.get(_wanted(client_id)):
        return Asked()
    start = min(board.start_of(here.today), trends.first_day(here.today, clients.PERIOD))
    return Asked((*clients.EVERY_METRIC, series.GOALS, series.NOTES), start)


def _wanted(client_id: str) -> str:
    return f"{client_parts.prefix(client_id)}draft_wanted"


def form_of(client_id: str) -> str:
    return f"{client_parts.prefix(client_id)}message_"


def show(backend: Backend, client: Client, here: Clock) -> None:
    if st.session_state.pop(_wanted(client.id), False):
        _put_draft(client, here)
    with st.container(border=True, key="card_message"):
        form(client.id, partial(_draft_button, client.id))
    if not client.messages:
        st.text("Nothing is written yet. What you write to each other stands here, the newest first.")
    for row in client.messages:
        _message(client, row, here)
    drawn = clients.newest_of_theirs(client.messages)
    if client.unread and drawn:
        try:
            clients.mark_read(backend, client.id, drawn)
        except GatewayError:
            # They are new once more the next time.
            pass


def _draft_button(client_id: str) -> None:
    st.button(
        "Draft", key="tap_draft", icon=":material/draw:", on_click=_want, args=(client_id,),
        help="Puts a short text about what stands out into the field for you to change. It is not sent by itself.",
    )  # fmt: skip


def form(client_id: str, beside: Callable[[], None] = lambda: None) -> None:
    client_parts.text_form(
        form_of(client_id), "Your message", "Send", clients.LONGEST_MESSAGE,
        lambda text, key: client_parts.sending(
            lambda backend: clients.send(
                backend, client_id, {"text": text, "client_key": clients.text_key(key, text)}
            )
        ),
        "Sent.", beside=beside,
    )  # fmt: skip


def _want(client_id: str) -> None:
    """For `on_click`. The draft is made by the run that reads the figures, and kept nowhere but in the field."""
    st.session_state[_wanted(client_id)] = True


def _put_draft(client: Client, here: Clock) -> None:
    line = clients.as_on_board(client, here.today)
    found = (
        attention.findings([line.case], board.METRICS, start=board.start_of(here.today), today=here.today)
        if line.case and client.entry_kinds
        else []
    )
    key = f"{form_of(client.id)}text"
    before = str(st.session_state.get(key) or "").strip()
    draft = drafts.message(client, found, here.today)
    # What stands there already is theirs.
    st.session_state[key] = f"{before}\n\n{draft}"[: clients.LONGEST_MESSAGE] if before else draft
    if drafts.concern(client, here.today).kind != "ok":
        with st.container(border=True, key="card_concern"):
            st.text(drafts.HELP)


def _message(client: Client, row: Row, here: Clock) -> None:
    with st.container(border=True, key=f"message_{row['id']}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            sent = datetime.datetime.fromisoformat(row["sent_at"]).astimezone(here.zone)
            who = "You" if row["from_coach"] else client.name
            st.caption(plain.label(f"{who}, {days.say_day(sent.date(), here.today)}, {sent:%H:%M}"), width="content")
            if clients.is_new(row):
                st.badge("New", color="green")
            elif row["from_coach"] and row["read_at"]:
                st.caption("Read", width="content")
        if row["about_day"]:
            about = days.say_day(datetime.date.fromisoformat(row["about_day"]), here.today)
            what = f", {kinds.SHARED[row['about_kind']]}" if row["about_kind"] else ""
            st.caption(plain.label(f"About {about}{what}"))
        st.text(row["text"])
