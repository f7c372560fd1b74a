"""The line of advice on Today: said at once from rules; where Gemini may be asked, its line takes that place later."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from components import acts, opened, plain
from lib import gemini, session
from lib.advice import advisor, day_facts
from lib.advice.advisor import CARE, RULES, Advice, Asked
from lib.diary import days, say
from lib.diary.days import Clock
from lib.diary.overview import Overview
from lib.gateway.port import Backend, Row
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
    thumbs: dict[str, int] = field(default_factory=dict)

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


def show(backend: Backend, day: Overview, here: Clock, me: Profile) -> None:
    if day.day != here.today:
        return
    asked = _asked(day, here, me)
    writer: Writer = st.session_state.setdefault(_WRITER, Writer())
    access = gemini.access(session.house().settings)
    advice = advisor.at_once(asked, me)
    if access and advice.said_by != CARE and advisor.may_ask(me, access):
        key = advisor.key(asked, me, access.model)
        advice = writer.advice(key, partial(advisor.from_gemini, asked, me, backend, access)) or advice
        if key in writer.waiting:
            _look(writer, key)
    _draw(advice, writer, day, me)


@st.fragment(run_every=_LOOK_SECONDS)
def _look(writer: Writer, key: str) -> None:
    """Draws nothing and asks for nothing. Once the line is there, the page is drawn anew by its usual way."""
    if key not in writer.waiting:
        acts.quietly()
        st.rerun()


def _asked(day: Overview, here: Clock, me: Profile) -> Asked:
    """What was logged last, as far as there is advice after it; the day itself where nothing was."""
    logged = [(kind, row) for kind, row in day.everything() if kind in day_facts.BESIDE]
    if not logged:
        return Asked("morning", day.day, tuple(day_facts.morning(day, me)), day.day.isoformat(), here.now.hour)
    kind, row = max(logged, key=lambda pair: str(pair[1]["created_at"]))
    facts = tuple(day_facts.after(kind, row["id"], day, me))
    return Asked(kind, day.day, facts, row["id"], here.now.hour, row["note"] or "")


def _draw(advice: Advice, writer: Writer, day: Overview, me: Profile) -> None:
    if advice.said_by == CARE:
        st.info(plain.label(advice.text), icon=":material/favorite:")
        return
    with st.container(border=True, key="advice"):
        st.text(advice.text)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("From your figures, by rules" if advice.said_by == RULES else "By Gemini, from your figures")
            if advice.facts:
                prefix = "advice_facts_"
                st.button("Why?", key="advice_why", type="tertiary", on_click=opened.toggle, args=(prefix,))
            _thumbs(advice, writer)
        if advice.facts and opened.is_open("advice_facts_"):
            _rests_on(advice, day, me)


def _thumbs(advice: Advice, writer: Writer) -> None:
    key = f"advice_thumb_{advice.key[:16]}"
    given = writer.thumbs.get(advice.key, advice.thumb)
    if given and key not in st.session_state:
        st.session_state[key] = 1 if given > 0 else 0
    st.feedback("thumbs", key=key, on_change=_judge, args=(advice, writer, key))


def _judge(advice: Advice, writer: Writer, key: str) -> None:
    thumb = _THUMBS.get(st.session_state.get(key, -1))
    if thumb:
        writer.thumbs[advice.key] = thumb
    judged = advisor.judged(advice, thumb)

    def do(backend: Backend) -> acts.Outcome:
        advisor.keep(backend, judged)
        return acts.Outcome()

    acts.quietly()
    acts.later(key, do, "Thank you, noted." if thumb else "Taken back.")


def _rests_on(advice: Advice, day: Overview, me: Profile) -> None:
    """The facts, and the entries that they are made of."""
    for fact in advice.facts:
        st.text(fact.said)
    named = {(ref["kind"], ref["id"]) for fact in advice.facts for ref in fact.rows}
    entries = [_entry(kind, row, me) for kind, row in day.everything() if (kind, row["id"]) in named]
    if entries:
        st.caption(plain.label(" · ".join(entries)))


def _entry(kind: str, row: Row, me: Profile) -> str:
    at = days.local_time(row["logged_at"], row["time_zone"])
    return f"{at:%H:%M} {say.line(kind, row, me.shown_in, hide_numbers=me.hide_numbers).title}"
