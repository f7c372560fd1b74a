"""What lines of advice have in common wherever they stand: who asks Gemini, who wrote the line, and the thumbs."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from components import acts
from lib.advice import advisor
from lib.advice.advisor import RULES, Advice, Asked
from lib.gateway.port import Backend
from lib.profile import Profile

_WRITER = "_advice_writer"
# How often it is looked whether the answer has come.
_LOOK_SECONDS = 0.5
_MOST_REMEMBERED = 50
_THUMBS = {0: -1, 1: 1}


@dataclass
class Writer:
    """What Gemini was asked in this tab, and what came of it. Only the thread that asks writes an answer."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    # None while it is not there; the rules' line stays where Gemini had none.
    answers: dict[str, Advice | None] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    # What the person thinks of a line; None where they took it back.
    thumbs: dict[str, int | None] = field(default_factory=dict)
    # The rules' line that was drawn last, and what it was made from.
    known: tuple[Asked, Profile, Advice] | None = None

    def at_once(self, asked: Asked, me: Profile) -> Advice:
        if self.known is None or self.known[:2] != (asked, me):
            self.known = asked, me, advisor.at_once(asked, me)
        return self.known[2]

    def advice(self, key: str, ask: Callable[[], Advice | None]) -> Advice | None:
        with self.lock:
            if key not in self.answers and key not in self.waiting:
                self.waiting.add(key)
                threading.Thread(target=self._write, args=(key, ask), daemon=True, name="advice").start()
            return self.answers.get(key)

    def _write(self, key: str, ask: Callable[[], Advice | None]) -> None:
        found: Advice | None = None
        try:
            found = ask()
        finally:
            with self.lock:
                self.answers[key] = found
                self.waiting.discard(key)
                while len(self.answers) > _MOST_REMEMBERED:
                    self.answers.pop(next(iter(self.answers)))


def writer() -> Writer:
    held: Writer = st.session_state.setdefault(_WRITER, Writer())
    return held


@st.fragment(run_every=_LOOK_SECONDS)
def look(is_there: Callable[[], bool]) -> None:
    """Draws nothing and asks for nothing. Once what was asked for is there, the page is drawn anew by its usual way."""
    if is_there():
        acts.quietly()
        st.rerun()


def said_by(advice: Advice) -> None:
    if not advice.facts:
        st.caption("By rules" if advice.said_by == RULES else "By Gemini")
        return
    st.caption("From your figures, by rules" if advice.said_by == RULES else "By Gemini, from your figures")


def thumbs(advice: Advice, writer: Writer) -> None:
    key = f"advice_thumb_{advice.key[:16]}"
    given = writer.thumbs.get(advice.key, advice.thumb)
    if given and key not in st.session_state:
        st.session_state[key] = 1 if given > 0 else 0
    st.feedback("thumbs", key=key, on_change=_judge, args=(advice, writer, key))


def _judge(advice: Advice, writer: Writer, key: str) -> None:
    thumb = _THUMBS.get(st.session_state.get(key, -1))
    writer.thumbs[advice.key] = thumb
    judged = advisor.judged(advice, thumb)

    def do(backend: Backend) -> acts.Outcome:
        advisor.keep(backend, judged)
        return acts.Outcome()

    acts.quietly()
    acts.later(key, do, "Thank you, noted." if thumb else "Taken back.")
