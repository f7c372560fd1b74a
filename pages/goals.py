import streamlit as st

from components import acts, goal_form, goal_list, goal_suggestions
from lib import session
from lib.diary import days, goals
from lib.profile import Profile

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
st.title("Goals")
acts.show()
today = acts.day(person.backend, here.today)
about = goals.body(me, today.latest("weight"), here.today)

goal_list.show(today, about, here, me)
goal_form.show(today, about, here, me)

st.header("Suggestions")
st.text("General figures from public sources, for people in good health. Your doctor may say otherwise.")
goal_suggestions.show(today, about, here, me)
if not me.hide_numbers:
    st.text(
        "Exercise is not counted twice: your activity level is in the energy need already, "
        "so what a workout used is not added to what is left to eat."
    )
goal_list.history(person.backend, today, about, here, me)
st.page_link("today.py", label="Back to Today", icon=":material/today:")
