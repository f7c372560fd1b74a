"""Which days and figures the summary to print is of, and the file itself."""

import streamlit as st

from components import arrival, history_filters, messages
from lib.diary import summary, summary_html, summary_words
from lib.diary.days import Clock
from lib.diary.summary import Period, Summary
from lib.gateway.port import Backend, GatewayError
from lib.profile import Profile

_METRICS, _PERIOD = "summary_metrics", "summary_period"
_CHOSEN = "_summary_chosen"
_KNOWN = "_summary"
# Weight goes on paper only where somebody chooses it.
USUAL = {
    "sleep": "sleep",
    "mood": "wellbeing",
    "gym": "active_minutes",
    "body": "resting_heart_rate",
    "water": "water",
    "meal": "protein",
}


def choose_metrics(me: Profile) -> list[str]:
    offered = summary.offered(me.hide_numbers)
    usual = [metric for kind, metric in USUAL.items() if kind in me.tracked]
    # What was chosen is still there when somebody comes back; what is hidden since then is not.
    before = st.session_state.get(_METRICS, st.session_state.get(_CHOSEN, usual))
    st.session_state[_METRICS] = [metric for metric in before if metric in offered][: summary.MOST_METRICS]
    chosen: list[str] = st.multiselect(
        "What it shows",
        list(offered),
        format_func=offered.__getitem__,
        key=_METRICS,
        max_selections=summary.MOST_METRICS,
        placeholder="Choose up to eight",
        select_all=False,
    )
    st.session_state[_CHOSEN] = list(chosen)
    return chosen


def choose_period(here: Clock) -> Period | None:
    choice = st.radio(
        "Time", list(summary.PERIODS), format_func=summary.PERIODS.__getitem__, horizontal=True, key=_PERIOD
    )
    if choice != "own":
        return summary.period(choice, here.today)
    first, last = history_filters.dates("summary_own_")
    if problem := summary.problem(first, last, here.today):
        st.text(problem)
    return None if problem or first is None or last is None else Period(first, last)


def show(backend: Backend, chosen: list[str], within: Period | None, here: Clock, me: Profile) -> None:
    if not chosen:
        st.text("Choose at least one figure; the summary then stands here to download.")
    if not chosen or within is None:
        return
    found = _made(backend, chosen, within, me)
    if found is None:
        return
    if found.is_empty:
        st.text(
            f"Nothing of this was logged from {summary_words.period(within)}, so there is no summary. "
            "Choose another time or other figures; today comes in tomorrow."
        )
        return
    with st.container(border=True, key="card_summary"):
        st.header("What changed")
        for sentence in summary_words.changes(found, me.shown_in):
            st.text(sentence)
        if any(part.only_complete and part.values and not part.counted for part in found.parts):
            st.text(
                "Of what you eat and drink only days count here that you have called complete, at the end of Today."
            )
        st.download_button(
            "Download the summary",
            summary_html.document(found, me.shown_in, name=me.name, made_on=here.today, first_weekday=me.first_weekday),
            file_name=summary_html.file_name(found),
            mime="text/html",
            key="summary_download",
            on_click="ignore",
            type="primary",
            icon=":material/download:",
        )
        st.text("Open the file in your browser and choose Print there; to keep it as a PDF, print to “Save as PDF”.")


def _made(backend: Backend, chosen: list[str], within: Period, me: Profile) -> Summary | None:
    """As it was made last while nothing else is chosen. What was there stays when the database is away."""
    wanted = (backend.person.id, tuple(chosen), within, me.hide_numbers)
    known: tuple[object, Summary] | None = st.session_state.get(_KNOWN)
    same = known[1] if known and known[0] == wanted else None
    if same and not arrival.is_new():
        return same
    try:
        made = summary.make(backend, chosen, within, hide_numbers=me.hide_numbers)
    except GatewayError as error:
        messages.away(error, key="summary")
        return same
    st.session_state[_KNOWN] = (wanted, made)
    return made
