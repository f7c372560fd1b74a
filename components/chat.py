"""Questions about one's own diary, with what each answer rests on. What is to be logged is looked over first."""

import threading
from dataclasses import dataclass, field, replace

import streamlit as st

from components import acts, opened, plain
from lib import gemini, session
from lib.assistant import answering, history
from lib.assistant.answers import EXAMPLES
from lib.assistant.history import Turn
from lib.diary import say
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError
from lib.profile import Profile

_CHAT = "_chat"
_FACTS = "chat_facts_"
_FORGET = "chat_forget_"
QUESTION = "chat_question"
LONGEST = history.LONGEST_QUESTION
LOGGED = "logged"


@dataclass
class Chat:
    """What was said in this tab and before; None until it was read."""

    turns: list[Turn] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    # The last question that is to be logged, until its sentence is in the box.
    to_log: str = ""


def of_this_tab() -> Chat:
    held: Chat = st.session_state.setdefault(_CHAT, Chat())
    return held


def read(backend: Backend, chat: Chat) -> GatewayError | None:
    """No word to Streamlit in here. Asked once; what is said later is added as it is said."""
    with chat.lock:
        if chat.turns is not None:
            return None
        try:
            chat.turns = history.fetch(backend)
        except GatewayError as error:
            return error
    return None


def ask(chat: Chat, question: str, here: Clock, me: Profile) -> None:
    """For callbacks: what was asked waits with everything else that is to be done, also while the database is away."""
    question = " ".join(question.split())
    if not question:
        return
    access = gemini.access(session.house().settings)

    def do(backend: Backend) -> acts.Outcome:
        turn = answering.answer(question, backend, here, me, access)
        history.keep(backend, turn)
        chat.turns = [*(chat.turns or []), turn]
        chat.to_log = turn.to_log
        return acts.Outcome()

    acts.quietly()
    acts.later(f"ask_{question}", do, "")


def note_logged(chat: Chat, done: list[acts.Outcome], me: Profile) -> None:
    """Says of what was saved here what the database now holds of it."""
    saved = [one for outcome in done for one in outcome.saved]
    if not saved or not chat.turns or not chat.turns[-1].to_log:
        return
    told = [say.line(one["kind"], one["row"], me.shown_in, hide_numbers=me.hide_numbers).title for one in saved]
    last = chat.turns[-1]
    chat.turns[-1] = replace(last, to_log="")
    chat.turns.append(Turn("", f"Logged: {'; '.join(told)}.", LOGGED))


def show(turns: list[Turn]) -> None:
    if not turns:
        st.text("Ask about your own figures, or say what to log. Every number comes from what you logged.")
    for place, turn in enumerate(turns):
        if turn.question:
            with st.chat_message("user", avatar=":material/person:"):
                st.text(turn.question)
        with st.chat_message("assistant", avatar=":material/spa:"):
            st.text(turn.answer)
            if turn.said_by not in ("rules", "care", LOGGED):
                st.caption("By Gemini, from your figures")
            if turn.facts and place == len(turns) - 1:
                _rests_on(turn)


def _rests_on(turn: Turn) -> None:
    st.button("What that rests on", key="chat_why", type="tertiary", on_click=opened.toggle, args=(_FACTS,))
    if opened.is_open(_FACTS):
        for fact in turn.facts:
            st.text(fact)


def examples(chat: Chat, here: Clock, me: Profile) -> None:
    with st.container(horizontal=True):
        for number, example in enumerate(EXAMPLES):
            st.button(plain.label(example), key=f"chat_example_{number}", on_click=ask, args=(chat, example, here, me))


def ask_typed(chat: Chat, here: Clock, me: Profile) -> None:
    ask(chat, st.session_state[QUESTION] or "", here, me)


def tidy_up(chat: Chat) -> None:
    """Forgetting it all, once that is said twice."""
    if not chat.turns:
        return
    if not opened.is_open(_FORGET):
        st.button(
            "Delete this conversation", key="chat_forget", type="tertiary", on_click=opened.toggle, args=(_FORGET,)
        )
        return

    def do(backend: Backend) -> acts.Outcome:
        history.forget(backend)
        chat.turns = []
        return acts.Outcome()

    with st.container(horizontal=True, vertical_alignment="center"):
        st.text("All questions and answers will be gone for good.")
        acts.button("Delete it all", "chat_forget_all", do, "The conversation is deleted.")
        st.button("Keep it", key="chat_keep", on_click=opened.toggle, args=(_FORGET,))
