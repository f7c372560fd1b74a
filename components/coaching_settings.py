"""The card of the Settings page for coaching, from either side."""

import streamlit as st

from components import messages, profile_saving
from lib.profile import Profile

_PREFIX = "coaching_settings_"


def card(me: Profile) -> None:
    profile_saving.begin_with(**{f"{_PREFIX}is_coach": me.is_coach, f"{_PREFIX}alerts": me.alerts_a_week})
    with st.container(border=True):
        st.header("Coaching")
        st.text("A coach sees only what you share with them, and you see when they looked.")
        st.page_link("sharing.py", label="Sharing with a coach", icon=":material/handshake:")
        with st.form("coaching_settings", border=False):
            is_coach = st.toggle(
                "I coach others",
                key=f"{_PREFIX}is_coach",
                help="Adds the page Clients, where you invite people and see what they share with you.",
            )
            alerts = me.alerts_a_week
            if me.is_coach:
                alerts = st.number_input(
                    "Clients to be pointed to in a week, at most",
                    min_value=1,
                    max_value=50,
                    step=1,
                    key=f"{_PREFIX}alerts",
                    help="The fewer you want, the rarer must be what stands out about somebody.",
                )
            pressed = st.form_submit_button("Save", type="primary", key=f"{_PREFIX}save")
    if pressed and profile_saving.save({"is_coach": is_coach, "alerts_a_week": alerts}):
        messages.done("Saved.")
