"""The card of the Settings page for photos: how long they are kept, and whether Gemini may see them."""

import streamlit as st

from components import messages, profile_saving
from lib import gemini, session
from lib.diary import photos
from lib.gateway.port import Backend
from lib.profile import Profile

_PREFIX = "photo_settings_"


_TIDIED = "_photos_tidied"


def on_arrival(backend: Backend, me: Profile) -> None:
    """Once in every visit, photos that are older than this person keeps them are removed."""
    if me.keep_photos != "always" and not st.session_state.get(_TIDIED):
        st.session_state[_TIDIED] = True
        photos.tidy(backend)


def card(me: Profile) -> None:
    profile_saving.begin_with(**{f"{_PREFIX}keep": me.keep_photos, f"{_PREFIX}gemini": me.ask_gemini})
    may_ask = me.ask_gemini or gemini.access(session.house().settings) is not None
    with st.container(border=True):
        st.header("Photos of meals")
        with st.form("photo_settings", border=False):
            keep = st.radio(
                "Keep photos",
                list(photos.KEPT),
                format_func=photos.KEPT.__getitem__,
                horizontal=True,
                key=f"{_PREFIX}keep",
            )
            st.caption(
                "This goes for the photos that are here already, too: with Never they are removed when you save, and "
                "those older than 90 days whenever you open the app. Meals "
                "stay, and so does what was learnt of how your foods look, until you delete the meal."
            )
            agreed = may_ask and st.checkbox(
                "Gemini, a service of Google, may see a photo when I ask it about one",
                key=f"{_PREFIX}gemini",
                help="Off, no photo ever leaves this app.",
            )
            pressed = st.form_submit_button("Save", type="primary", key=f"{_PREFIX}save")
    if pressed and profile_saving.save({"keep_photos": keep, "ask_gemini": agreed}):
        photos.tidy(session.require_user().backend)
        messages.done("Saved.")
