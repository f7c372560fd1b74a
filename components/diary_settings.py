"""The card of the Settings page for how the diary asks and shows."""

import streamlit as st

from components import about_fields, messages, profile_saving
from lib.profile import Profile

_PREFIX = "diary_settings_"


def card(me: Profile) -> None:
    with st.container(border=True):
        st.header("Your diary")
        with st.form("diary_settings", border=False):
            tracked = about_fields.tracked(me, _PREFIX)
            read_cups = about_fields.cup_sizes(me.cups, me.shown_in, _PREFIX)
            glucose = about_fields.glucose_unit(me, _PREFIX)
            level = about_fields.activity_level(me, _PREFIX)
            pressed = st.form_submit_button("Save", type="primary", key=f"{_PREFIX}save")
        st.page_link("goals.py", label="Goals", icon=":material/flag:")
        st.page_link("welcome.py", label="First steps", icon=":material/waving_hand:")
    if not pressed:
        return
    refused: list[str] = []
    cups = about_fields.taken(read_cups, refused)
    if refused:
        messages.not_saved(refused)
        return
    patch: dict[str, object] = {"tracked": tracked, "cups": cups, "glucose_unit": glucose, "activity_level": level}
    if profile_saving.save(patch):
        # Read back as they are kept: "200,330" becomes "200, 330".
        for key in [key for key in st.session_state if str(key).startswith(f"{_PREFIX}cups")]:
            del st.session_state[key]
        messages.done("Saved.")
