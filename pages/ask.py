import streamlit as st

from components import acts, advice_parts, chat, messages, sentence_box, speaking
from components.shelf import Shelf
from lib import gemini, session
from lib.assistant import answering
from lib.diary import days
from lib.profile import Profile

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)
held = chat.of_this_tab()
access = gemini.access(session.house().settings)

acts.perform(person.backend)
done, _ = acts.written()
shelf = Shelf(person.backend, done, entered=False)
chat.note_logged(held, done, me)

st.title("Ask")
acts.show()
if (trouble := chat.read(person.backend, held)) and not messages.is_told():
    messages.away(trouble, key="chat")
if answering.may_ask(me) and access:
    st.caption("What rules do not know is sent to Gemini, with figures that help to answer it: see Settings.")
chat.show(held.turns or [], held.waiting)
if held.waiting:
    advice_parts.look(lambda: held.waiting is None)
chat.examples(held, here, me)
if held.turns:
    speaking.aloud()
speaking.show(person.backend, held, access, here, me)
if held.to_log:
    text, held.to_log = held.to_log, ""
    sentence_box.begin(shelf, text, here.today, here, me)
if held.turns and held.turns[-1].to_log:
    with st.container(border=True):
        sentence_box.show(shelf, here.today, here, me, days.meal_of(here.now))
st.chat_input(
    "Ask, or say what to log",
    key=chat.QUESTION,
    max_chars=chat.LONGEST,
    on_submit=chat.ask_typed,
    args=(held, here, me),
)
chat.tidy_up(held)
