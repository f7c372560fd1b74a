"""What a coach notes about a client, for nobody but themselves."""

import datetime

import streamlit as st

from components import acts, client_parts, opened, plain
from components.acts import Do, Outcome
from lib.coach import client as clients
from lib.coach.client import Client
from lib.diary import kept_rows
from lib.diary.days import Clock
from lib.gateway.port import Backend, Row


def show(client: Client, here: Clock) -> None:
    with st.container(border=True, key="card_note"):
        form(client.id)
    if not client.notes:
        st.text("You noted nothing yet. What you note stands here, the newest first.")
    for row in client.notes:
        _note(client, row, here)


def form(client_id: str) -> None:
    st.caption("Only you can read your notes. They go when you let this client go.")
    client_parts.text_form(
        f"{client_parts.prefix(client_id)}new_note_", "A note", "Keep the note", clients.LONGEST_NOTE,
        lambda text, key: client_parts.act(lambda backend: clients.add_note(backend, client_id, text, key)),
        "Kept.",
    )  # fmt: skip


def _note(client: Client, row: Row, here: Clock) -> None:
    edit = f"{client_parts.prefix(client.id)}note_{row['id']}_"
    with st.container(border=True, key=f"note_{row['id']}"):
        made = datetime.datetime.fromisoformat(row["created_at"]).astimezone(here.zone)
        st.caption(plain.label(f"{made:%-d %B %Y, %H:%M}"))
        st.text(row["text"])
        with st.container(horizontal=True):
            is_open = opened.is_open(edit)
            st.button(
                "Close" if is_open else "Change", key=f"toggle_{edit}", on_click=opened.toggle, args=(edit,),
                icon=":material/close:" if is_open else ":material/edit:", type="tertiary",
            )  # fmt: skip
            acts.button(
                "Delete", f"tap_delete_{row['id']}", _remove(row["id"]), "Note deleted.", icon=":material/delete:",
                type="tertiary",
            )  # fmt: skip
        if is_open:
            client_parts.text_form(
                edit, "The note", "Save", clients.LONGEST_NOTE,
                lambda text, key: client_parts.act(lambda backend: clients.change_note(backend, row["id"], text)),
                "Saved.", value=row["text"],
            )  # fmt: skip


def _remove(note_id: str) -> Do:
    def do(backend: Backend) -> Outcome:
        taken = clients.remove_note(backend, note_id)
        back = client_parts.act(lambda backend: kept_rows.put(backend, "coach_notes", taken)) if taken else None
        return Outcome(anew=True, undo=back)

    return do
