"""The line of advice on Today: said at once from rules; where Gemini may be asked, its line takes that place later."""

from functools import partial

import streamlit as st

from components import advice_parts, opened, plain
from components.advice_parts import Writer
from lib import gemini, session
from lib.advice import advisor, day_facts
from lib.advice.advisor import CARE, Advice, Asked
from lib.diary import days, say
from lib.diary.days import Clock
from lib.diary.overview import Overview
from lib.gateway.port import Backend, Row
from lib.profile import Profile


def show(backend: Backend, day: Overview, here: Clock, me: Profile) -> None:
    if day.day != here.today:
        return
    asked = _asked(day, here, me)
    writer = advice_parts.writer()
    access = gemini.access(session.house().settings)
    advice = writer.at_once(asked, me)
    if access and advice.said_by != CARE and advisor.may_ask(me, access):
        key = advisor.key(asked, me, access.model)
        advice = writer.advice(key, partial(advisor.from_gemini, asked, me, backend, access)) or advice
        if key in writer.waiting:
            advice_parts.look(lambda: key not in writer.waiting)
    _draw(advice, writer, day, me)


def _asked(day: Overview, here: Clock, me: Profile) -> Asked:
    """What was logged last, as far as there is advice after it; the day itself where nothing was."""
    logged = [(kind, row) for kind, row in day.everything() if kind in day_facts.BESIDE]
    notes = tuple(row["note"] for _, row in day.everything() if row.get("note"))
    if not logged:
        facts = tuple(day_facts.morning(day, me))
        return Asked("morning", day.day, facts, day.day.isoformat(), here.now.hour, notes=notes)
    kind, row = max(logged, key=lambda pair: str(pair[1]["created_at"]))
    facts = tuple(day_facts.after(kind, row["id"], day, me))
    return Asked(kind, day.day, facts, row["id"], here.now.hour, row["note"] or "", notes)


def _draw(advice: Advice, writer: Writer, day: Overview, me: Profile) -> None:
    if advice.said_by == CARE:
        st.info(plain.label(advice.text), icon=":material/favorite:")
        _entries(advice, day, me)
        return
    with st.container(border=True, key="advice"):
        st.text(advice.text)
        with st.container(horizontal=True, vertical_alignment="center"):
            advice_parts.said_by(advice)
            if advice.facts:
                prefix = "advice_facts_"
                st.button("Why?", key="advice_why", type="tertiary", on_click=opened.toggle, args=(prefix,))
            advice_parts.thumbs(advice, writer)
        if advice.facts and opened.is_open("advice_facts_"):
            _rests_on(advice, day, me)


def _rests_on(advice: Advice, day: Overview, me: Profile) -> None:
    """The facts, and the entries that they are made of."""
    for fact in advice.facts:
        st.text(fact.said)
    _entries(advice, day, me)
    st.caption("Wellspring is a wellness app and no medical device.")


def _entries(advice: Advice, day: Overview, me: Profile) -> None:
    named = {(ref["kind"], ref["id"]) for fact in advice.facts for ref in fact.rows}
    entries = [_entry(kind, row, me) for kind, row in day.everything() if (kind, row["id"]) in named]
    if entries:
        st.caption(plain.label(" · ".join(entries)))


def _entry(kind: str, row: Row, me: Profile) -> str:
    at = days.local_time(row["logged_at"], row["time_zone"])
    return f"{at:%H:%M} {say.line(kind, row, me.shown_in, hide_numbers=me.hide_numbers).title}"
