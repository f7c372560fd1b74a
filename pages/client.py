import streamlit as st

from components import acts, client_head, client_page, client_parts
from lib import session
from lib.coach import client as clients
from lib.diary import days
from lib.gateway.port import GatewayError
from lib.profile import Profile

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
done, _ = acts.written()
client_parts.put_away(done)
if any(isinstance(one, client_head.Gone) for one in done):
    st.switch_page("clients.py")
acts.show()
if not me.is_coach:
    client_page.for_coaches()
    st.stop()
client_id = clients.read_id(st.query_params.get("id", ""))
if client_id is None:
    client_page.nobody()
    st.stop()

# What is typed into one part is still there after a look at another.
client_parts.keep_typed(client_id)
head, place = st.container(), st.empty()
part = client_page.choose(place)
# Asked anew for every draw, and kept nowhere: what is not shared any more is not shown any more.
client = None
try:
    client = clients.fetch(person.backend, client_id, here.today, client_page.asked(part, client_id, here))
except GatewayError as error:
    place.empty()
    with head:
        if error.code == clients.NOT_SHARED:
            client_page.nobody()
        else:
            client_page.away(error, part, client_id)
if client:
    with head:
        client_head.show(client, here)
    client_page.show(person.backend, client, part, place, here, me)
    st.page_link("clients.py", label="Back to Clients", icon=":material/groups:")
with head:
    client_parts.say_not_sent(client_id)
