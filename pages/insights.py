import streamlit as st

from components import acts, arrival, insight_cards, insight_days, insights_kept
from lib import session
from lib.diary import days, insight_words, insights
from lib.profile import Profile

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
done, _ = acts.written()
entered = arrival.is_new()
st.title("Insights")
acts.show()
found = insights_kept.known(person.backend, here, me, anew=entered or bool(done))

if found and found.is_empty:
    st.text(insight_words.EMPTY)
    st.text(insight_words.counted(found.complete))
    st.page_link("today.py", label="Log something", icon=":material/today:")
elif found:
    insight_cards.links(found, me.shown_in)
    insight_days.changes(found, here.today, me)
    insight_days.unusual(person.backend, found, here, me, entered=entered)
    insight_days.waiting(found, here.today)
    insight_cards.refused(found)
    if me.is_demo:
        insight_cards.truths(insights.truths(found, hide_numbers=me.hide_numbers))
