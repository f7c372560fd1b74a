"""The card of the Settings page for what may leave the app, and the list of what has."""

import datetime

import streamlit as st

from components import messages, opened, profile_saving
from lib import gemini, outside, session
from lib.diary.days import Clock
from lib.gateway.port import GatewayError, Row
from lib.profile import Profile

_PREFIX = "privacy_"
_LIST = "privacy_calls_"
WHAT_GOES = (
    "Lines of advice and answers are written here, by rules. If you agree, Gemini, a service of Google, may write "
    "lines of advice instead: it is sent the figures of your day and the names of foods, drinks and activities. Never "
    "your name, your e-mail address, your age or a photo. What it answers is checked against your figures before you "
    "see it."
)
WITH_WORDS = (
    "With both boxes ticked, questions on the page Ask that rules do not know are sent as you typed them, with figures "
    "of the days you ask about, readings of your body among them; and so is a recording when you speak instead."
)


def card(me: Profile, here: Clock) -> None:
    profile_saving.begin_with(
        **{f"{_PREFIX}only_here": me.only_here, f"{_PREFIX}advice": me.advise_gemini, f"{_PREFIX}words": me.send_words}
    )
    may_ask = gemini.access(session.house().settings) is not None
    with st.container(border=True):
        st.header("What leaves this app")
        if me.is_demo:
            st.text("Of the demo nothing does.")
        elif not may_ask and not me.advise_gemini:
            st.text("Nothing: no outside service is set up here.")
        else:
            _choices()
        with st.container():
            st.button(
                "What was sent, and when", key="privacy_calls", type="tertiary", on_click=opened.toggle, args=(_LIST,)
            )
        if opened.is_open(_LIST):
            _calls(here)


def _choices() -> None:
    st.text(WHAT_GOES)
    with st.form("privacy", border=False):
        only_here = st.checkbox(
            "Keep everything here",
            key=f"{_PREFIX}only_here",
            help="Nothing of yours is sent anywhere, whatever else you agreed to.",
        )
        advice = st.checkbox("Gemini may write my lines of advice", key=f"{_PREFIX}advice")
        words = st.checkbox(
            "My own words may go along",
            key=f"{_PREFIX}words",
            help="Your questions, notes and names of foods that you made up. Off, only names everybody has are sent.",
        )
        st.text(WITH_WORDS)
        pressed = st.form_submit_button("Save", type="primary", key=f"{_PREFIX}save")
    if pressed and profile_saving.save({"only_here": only_here, "advise_gemini": advice, "send_words": words}):
        messages.done("Saved.")


def _calls(here: Clock) -> None:
    try:
        found = outside.receipts(session.require_user().backend)
    except GatewayError as error:
        if not messages.is_told():
            messages.away(error, key="privacy_calls")
        return
    if not found:
        st.text("Nothing of yours was ever sent.")
        return
    st.caption("All of it went to Gemini, a service of Google.")
    st.dataframe(
        {
            "When": [_when(row, here) for row in found],
            "For": [outside.PURPOSES[row["purpose"]] for row in found],
            "What": [", ".join(row["sent"]) for row in found],
            "How it ended": [_ending(row) for row in found],
        },
        hide_index=True,
        alt=f"The last {len(found)} calls to the outside, the newest first.",
    )


def _when(row: Row, here: Clock) -> str:
    return f"{datetime.datetime.fromisoformat(row['called_at']).astimezone(here.zone):%-d %b %Y %H:%M}"


def _ending(row: Row) -> str:
    if row["outcome"] is None:
        return "not known"
    return f"{row['outcome'].replace('_', ' ')}, {(row['milliseconds'] or 0) / 1000:.1f} s"
