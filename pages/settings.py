import streamlit as st

from components import coaching_settings, diary_settings, photo_settings, privacy_card, profile_cards, settings_cards
from lib import session
from lib.diary import days
from lib.profile import Profile

me = Profile.of(session.require_user().profile)

st.title("Settings")
profile_cards.profile_card(me)
profile_cards.units_card(me)
diary_settings.card(me)
photo_settings.card(me)
coaching_settings.card(me)
privacy_card.card(me, days.clock(st.context.timezone, me.time_zone))
settings_cards.sessions_card()
settings_cards.password_card()
