import streamlit as st

from components import settings_cards, source_link
from lib import session
from lib.profile import Profile

me = Profile.of(session.require_user().profile)

st.title("Settings")
settings_cards.profile_card(me)
settings_cards.units_card(me)
settings_cards.sessions_card()
settings_cards.password_card()
source_link.show()
