import streamlit as st

from components import summary_card
from lib import session
from lib.diary import days
from lib.profile import Profile

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

st.title("Summary to print")
st.text("One page of what you logged, to keep or to take along: averages, charts, and what clearly changed.")
within = summary_card.choose_period(here)
chosen = summary_card.choose_metrics(me)
summary_card.show(person.backend, chosen, within, here, me)
st.page_link("trends.py", label="Back to Trends", icon=":material/trending_up:")
