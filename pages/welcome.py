import streamlit as st

from components import acts, welcome_steps
from lib import session
from lib.diary import days
from lib.profile import Profile

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
st.title("First steps")
acts.show()
welcome_steps.show(me, here)
