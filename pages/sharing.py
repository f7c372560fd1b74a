import streamlit as st

from components import acts, arrival, sharing_consents, sharing_invites, sharing_kept, sharing_looks
from lib import session
from lib.diary import days
from lib.profile import Profile

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
done, quiet = acts.written()
st.title("Sharing")
acts.show()
st.text("A coach sees of your diary what you choose here, and nothing else. You see when they looked.")
if me.care_until:
    st.info("A coach hides calories and weight, for you and for themselves.", icon=":material/visibility_off:")
    st.text(f"This holds until {me.care_until.day} {me.care_until:%B %Y}, unless they end it before.")

coaching = sharing_kept.known(person.backend, here, anew=bool(done) or arrival.is_new() or not quiet)
code_first = sharing_invites.came_by_link() or coaching is None or not coaching.consents
if coaching:
    sharing_invites.show(person.backend, coaching, here, me)
if code_first:
    sharing_invites.by_code(person.backend, coaching, here, me)
if coaching:
    sharing_consents.show(person.backend, coaching, here, me)
if not code_first:
    sharing_invites.by_code(person.backend, coaching, here, me)
if coaching:
    sharing_consents.ended(person.backend, coaching, here, me)
    sharing_looks.show(coaching, here)
