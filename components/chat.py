"""Questions about one's own diary, with what each answer rests on. What is to be logged is looked over first."""

import threading
from dataclasses import dataclass, field, replace
from functools import partial

import streamlit as st

from components import acts, opened, plain
from lib import gemini, session
from lib.assistant import answering, history
from lib.assistant.answers import EXAMPLES
from lib.assistant.history import Turn
from lib.diary import say
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError
from lib.gemini import Access
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
    # The turn for which Gemini is asked at this moment.
    waiting: Turn | None = None


@dataclass
class Asked:
    question: str
    here: Clock
    me: Profile
    access: Access | None
    # Its answer, once there is one.
    turn: Turn | None


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
    """For callbacks. What was asked waits with everything else that is to be done while the database is away; help does
    not wait.
    """
    question = answering.read(question)
    if not question:
        return
    helped = answering.help_with(question)
    if helped:
        chat.turns = [*(chat.turns or []), helped]
    asked = Asked(question, here, me, gemini.access(session.house().settings), helped)
    acts.quietly()
    acts.later(f"ask_{question}", partial(_answer, chat, asked), "")


def _answer(chat: Chat, asked: Asked, backend: Backend) -> acts.Outcome:
    """Tried again, it goes on where it stopped: nothing is answered or sent twice."""
    if asked.turn is None:
        asked.turn, is_known = answering.by_rules(asked.question, backend, asked.here, asked.me)
        chat.turns = [*(chat.turns or []), asked.turn]
        chat.to_log = asked.turn.to_log
        if not is_known and asked.access and answering.may_ask(asked.me):
            chat.waiting = asked.turn
            threading.Thread(target=_ask_gemini, args=(chat, asked, backend), daemon=True, name="chat").start()
            return acts.Outcome()
    history.keep(backend, asked.turn)
    return acts.Outcome()


def _ask_gemini(chat: Chat, asked: Asked, backend: Backend) -> None:
    first = asked.turn
    assert first is not None and asked.access is not None
    try:
        found = answering.by_gemini(asked.question, backend, asked.here, asked.me, asked.access) or first
        turns = chat.turns or []
        # The conversation may have been deleted meanwhile.
        if any(one is first for one in turns):
            chat.turns = [found if one is first else one for one in turns]
            history.keep(backend, found)
    except GatewayError:
        # The answer of rules stands there; it is not kept.
        return
    finally:
        chat.waiting = None


def note_logged(chat: Chat, done: list[acts.Outcome], me: Profile) -> None:
    """Says of what was saved here what the database now holds of it."""
    saved = [one for outcome in done for one in outcome.saved]
    if not saved or not chat.turns or not chat.turns[-1].to_log:
        return
    told = [say.line(one["kind"], one["row"], me.shown_in, hide_numbers=me.hide_numbers).title for one in saved]
    last = chat.turns[-1]
    chat.turns[-1] = replace(last, to_log="")
    chat.turns.append(Turn("", f"Logged: {'; '.join(told)}.", LOGGED))


def show(turns: list[Turn], waiting: Turn | None) -> None:
    if not turns:
        st.text("Ask about your own figures, or say what to log. Every number comes from what you logged.")
    for place, turn in enumerate(turns):
        if turn.question:
            with st.chat_message("user", avatar=":material/person:"):
                st.text(turn.question)
        with st.chat_message("assistant", avatar=":material/spa:"):
            st.text(turn.answer)
            if turn is waiting:
                st.caption("Gemini is being asked as well ...")
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
    """What can be asked, or what is near to a question that was not understood."""
    offered = chat.turns[-1].suggestions if chat.turns else EXAMPLES
    if not offered:
        return
    with st.container(horizontal=True):
        for number, example in enumerate(offered):
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
