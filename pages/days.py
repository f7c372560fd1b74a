import streamlit as st

from components import acts, arrival, day_summary
from lib import session
from lib.diary import days
from lib.profile import Profile

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
done, _ = acts.written()
st.title("In short")
acts.show()
short, anew = day_summary.read(person.backend, here, anew=arrival.is_new() or bool(done))
if short:
    day_summary.show(person.backend, short, here, me, anew=anew)
