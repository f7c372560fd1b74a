import streamlit as st

from components import acts, arrival, day_bar, messages, score_calendar, score_card, score_weights
from lib import session
from lib.diary import days, scores
from lib.gateway.port import GatewayError
from lib.profile import Profile

KNOWN = "_scores"

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
done, _ = acts.written()
st.title("Score")
acts.show()
day = day_bar.show(here, title=False)
st.text("A summary of what you logged, and not a measure of your health.")

start = score_calendar.first_day(here.today, me.first_weekday)
wanted = (person.backend.person.id, start, here.today, me.score_weights)
known = st.session_state.get(KNOWN)
found = known[1] if known and known[0] == wanted and not done and not arrival.is_new() else {}
try:
    if not found:
        found = scores.of_days(person.backend, me, start, here.today, here.today)
    if day <= here.today and day not in found:
        found = found | scores.of_days(person.backend, me, day, day, here.today)
    st.session_state[KNOWN] = (wanted, found)
except GatewayError as error:
    # What was drawn last stays.
    found = known[1] if known and known[0][0] == wanted[0] else {}
    messages.away(error, key="score")

if day > here.today:
    st.text("This day is yet to come. Its score appears when something is logged on it.")
elif day in found:
    score_card.show(found[day], here.today, me)
if found:
    score_calendar.show(found, day, here.today, me.first_weekday)
score_weights.show(me)
