import streamlit as st

from components import acts, copy_day, history_filters, history_list
from lib import session
from lib.diary import days
from lib.profile import Profile

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
st.title("Diary")
acts.show()
copy_day.show(here)
wanted = history_filters.show(me)
history_list.show(person.backend, wanted, here, me)
