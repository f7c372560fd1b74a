import datetime

import streamlit as st

from lib import profile, session
from lib.profile import Profile

me = Profile.of(session.require_user().profile)
now = datetime.datetime.now(profile.zone(me.time_zone))
part_of_day = "morning" if 5 <= now.hour < 12 else "afternoon" if 12 <= now.hour < 18 else "evening"

st.title("Today")
st.caption(f"{now:%A}, {now.day} {now:%B %Y}")
st.text(f"Good {part_of_day}{', ' + me.name if me.name else ''}.")

with st.container(border=True):
    st.header("This is where your day will stand")
    st.markdown(
        "Meals, water, movement, mood, sleep and body readings come here, each a tap or two away, "
        "with what is left of your goals beside them. Nothing is logged yet."
    )
    if not me.name:
        st.page_link("settings.py", label="Say who you are and which units you like", icon=":material/tune:")
