import streamlit as st

from components import (
    acts,
    advice_line,
    coaching_card,
    day_bar,
    day_end,
    entry_list,
    goal_card,
    greeting,
    photo_settings,
    quick,
    repeats_card,
)
from lib import session
from lib.diary import days
from lib.profile import Profile

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
photo_settings.on_arrival(person.backend, me)
day = day_bar.show(here)
acts.show()
greeting.show(day, here, me)
today = acts.day(person.backend, day)
advice_line.show(person.backend, today, here, me)
if day == here.today and (me.welcome != "new" or not today.is_empty):
    label = "Yesterday in short" if here.now.hour < 12 else "Your days in short"
    st.page_link("days.py", label=label, icon=":material/short_text:")

if me.welcome == "new":
    st.page_link("welcome.py", label="Choose what you want to track; it takes a minute", icon=":material/waving_hand:")
coaching_card.show(today, here)
repeats_card.show(today, here)
quick.cards(today, here, me)
goal_card.show(today, me)

st.header("Logged")
if today.is_empty:
    st.text("Nothing yet. What you log appears here, where you can change it, repeat it or take it back.")
entry_list.latest(today.everything(), here, me)
day_end.show(today, here)
