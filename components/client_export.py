"""A client's period as files: tables of the entries, and a page to print."""

import streamlit as st

from components import client_parts, messages, section, summary_card
from lib.coach import client as clients
from lib.coach import export, kinds
from lib.coach.client import Client
from lib.diary import catalog, summary, summary_html, summary_words
from lib.diary.days import Clock
from lib.diary.summary import Period
from lib.gateway.port import Backend, GatewayError
from lib.profile import Profile


def show(backend: Backend, client: Client, here: Clock, me: Profile) -> None:
    if not section.show("Files of a period", f"{client_parts.PREFIX}export_", ":material/download:"):
        return
    with st.container(border=True, key="card_export"):
        st.text("Of what is shared with you, read when you ask for it. They can see that you looked.")
        within = summary_card.choose_period(here)
        if within is None:
            return
        try:
            _tables(backend, client, within, me)
            _page(backend, client, within, here, me)
        except GatewayError as error:
            # What was shared a moment ago may not be any more.
            if error.code == clients.NOT_SHARED:
                messages.trouble(error)
            else:
                messages.away(error, key="export")


def _tables(backend: Backend, client: Client, within: Period, me: Profile) -> None:
    tables = [*client.entry_kinds, *([clients.SCORE] if clients.SCORE in client.kinds else [])]
    if not tables:
        st.text(f"{kinds.NOT_SHARED}: anything that makes a table.")
        return
    if st.button("Make the tables (CSV)", key="tap_tables", icon=":material/table:"):
        # Kept for as long as this draw of the page.
        st.download_button(
            "Download the tables",
            export.archive(backend, client, within, me.shown_in),
            file_name=f"client-{within.start.isoformat()}-to-{within.end.isoformat()}.zip",
            mime="application/zip",
            key="download_tables",
            on_click="ignore",
            type="primary",
            icon=":material/download:",
        )
        names = [kinds.SHARED[one] for one in tables]
        st.text(f"One table for each of: {', '.join(names)}.")


def _page(backend: Backend, client: Client, within: Period, here: Clock, me: Profile) -> None:
    key = f"{client_parts.prefix(client.id)}export_metrics"
    usual = [metric for metric in summary_card.USUAL.values() if client.may_see(metric)]
    st.session_state[key] = [metric for metric in st.session_state.get(key, usual) if client.may_see(metric)]
    chosen: list[str] = st.multiselect(
        "On the page to print", client.metrics, format_func=catalog.metric_label, key=key,
        max_selections=summary.MOST_METRICS, placeholder="Choose up to eight",
    )  # fmt: skip
    if not chosen or not st.button("Make a page to print", key="tap_print", icon=":material/print:"):
        return
    made = export.page(backend, client, chosen, within)
    if made.is_empty:
        st.text(f"Nothing of this was logged from {summary_words.period(within)}.")
        return
    st.download_button(
        "Download the page",
        summary_html.document(made, me.shown_in, name=client.name, made_on=here.today, first_weekday=me.first_weekday),
        file_name=summary_html.file_name(made),
        mime="text/html",
        key="download_page",
        on_click="ignore",
        type="primary",
        icon=":material/download:",
    )
    st.text("Open the file in your browser and choose Print there.")
