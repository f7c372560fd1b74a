import streamlit as st

from components import acts, entry_list, messages, recording_form
from lib import session
from lib.diary import days, recordings
from lib.gateway.port import GatewayError
from lib.profile import Profile

KNOWN = "_recordings"

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
acts.written()
st.title("Your heartbeats")
st.text(
    "The times between heartbeats tell how much your heart rate varies. After 14 days with a recording, best at about "
    "the same hour, your score says what that means for your body."
)
acts.show()
whose = person.backend.person.id
known = st.session_state.get(KNOWN)
rows = known[1] if known and known[0] == whose else []
if not acts.refused():
    try:
        rows = recordings.latest(person.backend)
        st.session_state[KNOWN] = (whose, rows)
    except GatewayError as error:
        # What was drawn last stays.
        messages.away(error, key="recordings")

recording_form.show(recordings.devices(rows), here)
if rows:
    st.header("Kept so far")
    entry_list.show([("body", row) for row in rows], here, me, with_date=True)
st.caption("Each reading is kept for 30 days, its mean by the hour for 90, and one figure a day for good.")
st.page_link("score.py", label="Your score", icon=":material/scoreboard:")
