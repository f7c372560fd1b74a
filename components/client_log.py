"""What a client logged of one kind, day by day, and the coach's words about it."""

import datetime
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

import streamlit as st

from components import client_parts, entry_list, opened, plain
from lib.coach import client as clients
from lib.coach import kinds, pictures
from lib.coach.client import Asked, Client
from lib.diary import days
from lib.diary.days import Clock
from lib.gateway.port import Row
from lib.profile import Profile

# Small enough that several stand beside each other on a phone.
WIDTH = 96
# Before anybody knows which are shared.
FIRST = "meal"


@dataclass(frozen=True)
class About:
    """What a comment is about: a day, or an entry of it."""

    client: Client
    day: datetime.date
    kind: str | None = None
    entry_id: str | None = None

    @property
    def form(self) -> str:
        return f"{client_parts.prefix(self.client.id)}comment_{self.entry_id or self.day.isoformat()}_"

    def has(self, message: Row) -> bool:
        if message["about_day"] != self.day.isoformat():
            return False
        return message["about_id"] == self.entry_id if self.entry_id else message["about_kind"] is None


def asked(client_id: str) -> Asked:
    form = _form(client_id)
    return Asked(kind=st.session_state.get(f"{form}kind") or FIRST, page=st.session_state.get(f"{form}page", 0))


def _form(client_id: str) -> str:
    return f"{client_parts.prefix(client_id)}log_"


def show(client: Client, here: Clock, me: Profile) -> None:
    form = _form(client.id)
    if not client.entry_kinds:
        st.text("No kind of entry is shared with you. When one is, its entries stand here.")
        return
    wanted = asked(client.id)
    if wanted.kind not in client.entry_kinds:
        # Chosen before it was known, or not shared since a moment ago.
        st.session_state[f"{form}kind"], st.session_state[f"{form}page"] = client.entry_kinds[0], 0
        st.rerun()
    st.session_state[f"{form}kind"] = wanted.kind
    st.radio(
        "Kind of entry", client.entry_kinds, format_func=kinds.SHARED.__getitem__, horizontal=True,
        key=f"{form}kind", label_visibility="collapsed", on_change=_to_page, args=(client.id, 0),
    )  # fmt: skip
    if away := [kinds.SHARED[kind] for kind in kinds.ENTRIES if kind not in client.kinds]:
        st.caption(plain.label(f"Not shared with you: {', '.join(away)}."))
    if "notes" not in client.kinds:
        st.caption("The notes of entries are not shared with you.")
    if wanted.kind == "meal" and "photos" not in client.kinds:
        st.caption("Photos of meals are not shared with you.")
    _entries(client, wanted, here, replace(me, hide_numbers=client.hide_numbers))


def _entries(client: Client, wanted: Asked, here: Clock, me: Profile) -> None:
    rows = client.entries or ()
    if not rows:
        label = kinds.SHARED[wanted.kind]
        st.text("There is nothing older." if wanted.page else f"{label}: nothing is logged in what you may read.")
    for day_said, found in groupby(rows[: clients.ENTRIES_A_PAGE], key=lambda row: str(row["local_date"])):
        day = datetime.date.fromisoformat(day_said)
        st.subheader(plain.label(days.say_day(day, here.today)))
        for row in found:
            about = About(client, day, wanted.kind, row["id"])
            entry_list.to_read(
                wanted.kind, row, me, partial(_comment_button, about, "Comment"), partial(_below, about, row)
            )
        _comment_button(About(client, day), "Comment on this day")
        _comments(About(client, day))
    with st.container(horizontal=True):
        if wanted.page:
            st.button(
                "Newer", key="tap_log_newer", icon=":material/chevron_left:", on_click=_to_page,
                args=(client.id, wanted.page - 1),
            )  # fmt: skip
        if len(rows) > clients.ENTRIES_A_PAGE:
            st.button(
                "Older entries", key="tap_log_older", icon=":material/chevron_right:", on_click=_to_page,
                args=(client.id, wanted.page + 1),
            )  # fmt: skip


def _to_page(client_id: str, page: int) -> None:
    st.session_state[f"{_form(client_id)}page"] = page


def _below(about: About, row: Row) -> None:
    _pictures(row)
    _comments(about)


def _pictures(row: Row) -> None:
    found = [one for text in row.get("photos") or () if (one := pictures.picture(text))]
    if not found:
        return
    with st.container(horizontal=True):
        for at, one in enumerate(found, 1):
            st.image(one, width=WIDTH, alt=f"Photo {at} of this meal")


def _comment_button(about: About, label: str) -> None:
    is_open = opened.is_open(about.form)
    st.button(
        "Close" if is_open else label, key=f"toggle_{about.form}", type="tertiary", on_click=opened.toggle,
        args=(about.form,), icon=":material/close:" if is_open else ":material/comment:",
    )  # fmt: skip


def _comments(about: About) -> None:
    for message in reversed(about.client.messages):
        if about.has(message):
            st.text(f"{'You' if message['from_coach'] else about.client.name}: {message['text']}")
    if not opened.is_open(about.form):
        return
    said = {"about_day": about.day.isoformat(), "about_kind": about.kind, "about_id": about.entry_id}
    client_parts.text_form(
        about.form, "Your comment, which they can read", "Send", clients.LONGEST_MESSAGE,
        lambda text, key: client_parts.sending(
            lambda backend: clients.send(
                backend, about.client.id, {"text": text, "client_key": clients.text_key(key, text), **said}
            )
        ),
        "Sent.",
    )  # fmt: skip
