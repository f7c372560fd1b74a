import streamlit as st

from components import diary_settings, photo_settings, profile_cards, settings_cards
from lib import session
from lib.profile import Profile

me = Profile.of(session.require_user().profile)

st.title("Settings")
profile_cards.profile_card(me)
profile_cards.units_card(me)
diary_settings.card(me)
photo_settings.card(me)
settings_cards.sessions_card()
settings_cards.password_card()
