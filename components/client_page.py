"""Which part of a client's page is open, what it asks for, and what is drawn where there is nothing to show."""

from collections.abc import Callable, Mapping

import streamlit as st

from components import (
    arrival,
    client_agreed,
    client_check_ins,
    client_export,
    client_head,
    client_log,
    client_messages,
    client_notes,
    client_overview,
    client_parts,
    client_trends,
    messages,
)
from lib.coach import board
from lib.coach import client as clients
from lib.coach.client import Asked, Client
from lib.diary import trends
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError
from lib.profile import Profile

PARTS: Mapping[str, str] = {
    "overview": "Overview", "trends": "Trends", "log": "Log", "agreed": "Agreed", "check-ins": "Check-ins",
    "messages": "Messages", "notes": "Notes",
}  # fmt: skip
KEY = "part"
_WRITTEN = "_client_part_written"


def choose(place: "st.delta_generator.DeltaGenerator") -> str:
    """Stands in the address, by a name that stays when what is shown changes."""
    linked = st.query_params.get(KEY, "overview")
    # An address that this page did not write itself comes from a link, or from Back.
    if arrival.is_new() or st.session_state.get(KEY) not in PARTS or linked != st.session_state.get(_WRITTEN):
        st.session_state[KEY] = linked if linked in PARTS else "overview"
    with place:
        # A segmented control would show what is chosen in letters too faint on dark.
        part: str = st.radio(
            "Part", list(PARTS), format_func=PARTS.__getitem__, key=KEY, horizontal=True, label_visibility="collapsed"
        )
    if linked != part:
        st.query_params[KEY] = part
    st.session_state[_WRITTEN] = part
    return part


def asked(part: str, client_id: str, here: Clock) -> Asked:
    """One answer holds the head of the page and what the open part needs."""
    if part == "overview":
        start = min(board.start_of(here.today), trends.first_day(here.today, clients.PERIOD))
        return Asked(client_overview.ASKED, start)
    if part == "trends":
        return client_trends.asked(client_id, here)
    if part == "log":
        return client_log.asked(client_id)
    if part == "agreed":
        return client_agreed.asked(client_id, here)
    return client_messages.asked(client_id, here) if part == "messages" else Asked()


def show(
    backend: Backend, client: Client, part: str, place: "st.delta_generator.DeltaGenerator", here: Clock, me: Profile
) -> None:
    if not client.is_shared:
        place.empty()
        st.header("Your notes")
        client_notes.show(client, here)
        client_head.let_go(client)
        return
    draw: Mapping[str, Callable[[], None]] = {
        "overview": lambda: client_overview.show(client, here, me),
        "trends": lambda: client_trends.show(backend, client, here, me),
        "log": lambda: client_log.show(client, here, me),
        "agreed": lambda: client_agreed.show(client, here, me),
        "check-ins": lambda: client_check_ins.show(client, here),
        "messages": lambda: client_messages.show(backend, client, here),
        "notes": lambda: client_notes.show(client, here),
    }
    draw[part]()
    if part == "overview":
        client_export.show(backend, client, here, me)


def for_coaches() -> None:
    st.title("Client")
    st.text("This page is for coaches. Coaching can be switched on in Settings.")
    st.page_link("settings.py", label="Settings", icon=":material/settings:")


def nobody() -> None:
    """The same for an id that is nobody's and one of somebody who shares nothing with this coach."""
    st.title("Client")
    st.text("There is no client of yours at this address, or nothing was ever shared with you.")
    st.page_link("clients.py", label="Back to Clients", icon=":material/groups:")


def away(error: GatewayError, part: str, client_id: str) -> None:
    """Nothing of a client is drawn that the database was not asked for just now; what was typed stays."""
    client_parts.keep_typed(client_id)
    st.title("Client")
    if not messages.is_told():
        messages.away(error, key="client")
    if part == "messages":
        client_messages.form(client_id)
    elif part == "notes":
        client_notes.form(client_id)
