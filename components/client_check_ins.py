"""The weekly check-in: what the client answered, the coach's reply, and which questions are asked."""

import datetime
from collections.abc import Sequence

import streamlit as st

from components import acts, client_parts, messages, opened, plain, section
from lib.coach import client as clients
from lib.coach.client import Client
from lib.diary.days import DAY, Clock
from lib.gateway.port import Row

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The newest ones; older ones are opened.
LATEST = 2


def show(client: Client, here: Clock) -> None:
    monday = here.today - DAY * here.today.weekday()
    weeks = {row["week"] for row in client.check_ins}
    if not client.questions:
        st.text("No question is asked at the moment, so there is no check-in.")
    elif monday.isoformat() not in weeks:
        st.text(f"Not answered yet this week. They are asked from {WEEKDAYS[client.check_in_weekday - 1]} on.")
    if not client.check_ins:
        st.text("Their answers stand here by week, each with room for your reply.")
    _weeks(client, client.check_ins[:LATEST])
    if len(client.check_ins) > LATEST and section.show(
        "Earlier weeks", f"{client_parts.prefix(client.id)}weeks_", ":material/history:"
    ):
        _weeks(client, client.check_ins[LATEST:])
    form = f"{client_parts.prefix(client.id)}questions_"
    if section.show("Questions and weekday", form, ":material/edit:"):
        with st.container(border=True, key="card_questions"):
            _questions(client, form)


def _weeks(client: Client, found: Sequence[Row]) -> None:
    for row in found:
        with st.container(border=True, key=f"check_in_{row['id']}"):
            st.subheader(plain.label(f"Week of {datetime.date.fromisoformat(row['week']):%-d %B %Y}"))
            for one in row["answers"]:
                st.caption(plain.label(str(one["question"])))
                st.text(str(one["answer"]) or "No answer.")
            _reply(row, client)


def _reply(row: Row, client: Client) -> None:
    form = f"{client_parts.prefix(client.id)}reply_{row['id']}_"
    if row["reply"]:
        st.text(f"Your reply: {row['reply']}")
        is_open = opened.is_open(form)
        st.button(
            "Close" if is_open else "Change your reply", key=f"toggle_{form}", type="tertiary",
            on_click=opened.toggle, args=(form,), icon=":material/close:" if is_open else ":material/edit:",
        )  # fmt: skip
        if not is_open:
            return
    client_parts.text_form(
        form, "Your reply, which they can read", "Reply", clients.LONGEST_MESSAGE,
        lambda text, key: client_parts.sending(lambda backend: clients.reply(backend, row["id"], text)),
        "Replied.", value=row["reply"] or "", height=80,
    )  # fmt: skip


def _questions(client: Client, form: str) -> None:
    typed = []
    for at in range(clients.MOST_QUESTIONS):
        key = f"{form}{at}"
        st.session_state.setdefault(key, client.questions[at] if at < len(client.questions) else "")
        typed.append(st.text_input(f"Question {at + 1}", key=key, max_chars=clients.LONGEST_QUESTION))
    day_key = f"{form}weekday"
    st.session_state.setdefault(day_key, client.check_in_weekday)
    weekday: int = st.selectbox(
        "Asked from", range(1, 8), format_func=lambda day: WEEKDAYS[day - 1], key=day_key, width=200
    )
    st.caption("Empty ones are left out. Without any question there is no check-in.")
    if st.button("Save", key="tap_questions_save", type="primary", on_click=acts.quietly):
        asked = clients.read_questions([text or "" for text in typed])
        if len(set(asked)) < len(asked):
            messages.not_saved(["Two of the questions are the same."])
            return
        patch = {"questions": asked, "check_in_weekday": weekday}
        acts.later(
            f"questions_{client.id}_{patch}",
            client_parts.act(lambda backend: clients.change(backend, client.id, patch)),
            "Saved.",
            clears=form,
        )
        st.rerun()
