"""A client's period as files: tables of the entries, and a page to print.

A file is made at the moment its button is clicked, and at no other: so consent and sign-in are looked at when it leaves
the house, the look is written down then, and what was drawn before an end of sharing gives nothing after it.
"""

import queue
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from components import client_parts, messages, section, summary_card
from lib import session
from lib.coach import client as clients
from lib.coach import export, kinds
from lib.coach.client import Client
from lib.diary import catalog, summary, summary_html, summary_words
from lib.diary.days import Clock
from lib.diary.summary import Period
from lib.gateway.port import SESSION_ENDED, Backend, GatewayError, Person
from lib.profile import Profile

# How long a click waits to hear what became of its file. A year of one kind takes a few seconds.
PATIENCE_SECONDS = 20.0


class NothingLoggedError(Exception):
    """There is nothing to put on the page."""


@dataclass
class Made:
    """What became of the file that was clicked for: it is made beside the run of the page, which says so."""

    outcome: queue.SimpleQueue[Exception | None] = field(default_factory=queue.SimpleQueue)

    def make(self, call: Callable[[], bytes]) -> bytes:
        try:
            made = call()
        except Exception as error:
            self.outcome.put(error)
            raise
        self.outcome.put(None)
        return made

    def heard(self, *, waits: bool) -> Exception | None:
        """Of a click that nobody waits for any more nothing is said later."""
        while not waits and not self.outcome.empty():
            self.outcome.get_nowait()
        if not waits:
            return None
        try:
            return self.outcome.get(timeout=PATIENCE_SECONDS)
        except queue.Empty:
            return None


def show(backend: Backend, client: Client, here: Clock, me: Profile) -> None:
    if not section.show("Files of a period", f"{client_parts.PREFIX}export_", ":material/download:"):
        return
    with st.container(border=True, key="card_export"):
        st.text("Of what is shared with you, read when you ask for it. They can see that you looked.")
        within = summary_card.choose_period(here)
        if within is None:
            return
        _tables(backend, client, within, me)
        _page(backend, client, within, here, me)


def _tables(backend: Backend, client: Client, within: Period, me: Profile) -> None:
    tables = [*client.entry_kinds, *([clients.SCORE] if clients.SCORE in client.kinds else [])]
    if not tables:
        st.text(f"{kinds.NOT_SHARED}: anything that makes a table.")
        return
    _download(
        "Download the tables (CSV)",
        "download_tables",
        lambda: export.archive(backend, client, within, me.shown_in),
        f"client-{within.start.isoformat()}-to-{within.end.isoformat()}.zip",
        "application/zip",
        within,
        backend.person,
    )
    names = [kinds.SHARED[one] for one in tables]
    st.text(f"One table for each of: {', '.join(names)}.")


def _page(backend: Backend, client: Client, within: Period, here: Clock, me: Profile) -> None:
    if client.hides_all:
        st.text("All figures are hidden, so there is no page to print.")
        return
    key = f"{client_parts.prefix(client.id)}export_metrics"
    usual = [metric for metric in summary_card.USUAL.values() if client.may_see(metric)]
    st.session_state[key] = [metric for metric in st.session_state.get(key, usual) if client.may_see(metric)]
    chosen: list[str] = st.multiselect(
        "On the page to print", client.metrics, format_func=catalog.metric_label, key=key,
        max_selections=summary.MOST_METRICS, placeholder="Choose up to eight",
    )  # fmt: skip
    if not chosen:
        return

    def make() -> bytes:
        made = export.page(backend, client, chosen, within)
        if made.is_empty:
            raise NothingLoggedError
        return summary_html.document(
            made, me.shown_in, name=client.name, made_on=here.today, first_weekday=me.first_weekday
        ).encode()

    _download(
        "Download a page to print",
        "download_page",
        make,
        f"client-{within.start.isoformat()}-to-{within.end.isoformat()}.html",
        "text/html",
        within,
        backend.person,
    )


def _download(
    label: str, key: str, make: Callable[[], bytes], file_name: str, mime: str, within: Period, person: Person
) -> None:
    made: Made = st.session_state.setdefault(f"_{key}", Made())
    still_there = _sign_in(person)

    def at_the_click() -> bytes:
        still_there()
        return make()

    # Asked before the button is drawn anew, which forgets what the click is still waiting for.
    error = made.heard(waits=bool(st.session_state.get(key)))
    st.download_button(
        label, lambda: made.make(at_the_click), file_name=file_name, mime=mime, key=key, icon=":material/download:"
    )
    if isinstance(error, NothingLoggedError):
        st.text(f"Nothing of this was logged from {summary_words.period(within)}.")
    elif isinstance(error, GatewayError):
        messages.trouble(error)
    elif error:
        raise error


def _sign_in(person: Person) -> Callable[[], None]:
    """Raises GatewayError where it does not hold any more. A file is made in a thread that knows no browser."""
    accounts, secret = session.house().store.accounts, session.secret()

    def still_there() -> None:
        found = accounts.restore(secret)
        if found is None or found.backend.person != person:
            raise GatewayError(SESSION_ENDED, "This sign-in is over.")

    return still_there
