import streamlit as st

from components import acts, board_kept, board_list, board_needs, board_top, invite_form
from lib import session
from lib.diary import days
from lib.profile import Profile

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
done, _ = acts.written()
st.title("Clients")
acts.show()
if not me.is_coach:
    st.text(
        "Here coaches see how their clients are doing: what those chose to share, and who needs attention first. "
        "If you coach others, switch on “I coach others” in Settings."
    )
    st.page_link("settings.py", label="Settings", icon=":material/settings:")
    st.text("To share your own diary with a coach, or to see who looked at it, go to Sharing.")
    st.page_link("sharing.py", label="Sharing", icon=":material/handshake:")
    st.stop()

invite_form.note(done)
kept = board_kept.read(person.backend, me, here.today)
if kept is None:
    st.stop()
found = kept.board
if not found.clients and not found.away:
    st.text(
        "Nobody shares with you yet. Invite somebody: once they accept, you see here who needs attention and why, "
        "what went well, and how each of them is doing."
    )
    invite_form.form(person.backend, here.zone_name)
    st.stop()

if found.clients:
    board_top.counters(found)
    board_needs.show(found, me, here.today)
    board_top.waiting(found)
    board_list.show(kept, here.today)
else:
    st.text("Nobody shares with you at the moment.")
board_list.away(found)
invite_form.show(person.backend, here.zone_name)
