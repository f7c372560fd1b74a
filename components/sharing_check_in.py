"""The weekly check-in: what the coach asks, what the person answers, and what came back."""

import datetime

import streamlit as st

from components import acts, messages, section, sharing_acts
from lib.coach import sharing
from lib.coach.between import CheckIn, monday
from lib.coach.sharing import LONGEST_ANSWER, Consent
from lib.diary.days import Clock


def due(consent: Consent, here: Clock) -> None:
    """The questions of this week, where it is time for them."""
    if consent.check_in_due(here.today):
        with st.container(border=True, key=f"check_in_due_{consent.coach}"):
            st.subheader("Your check-in of this week")
            _form(consent, here, None)


def show(consent: Consent, here: Clock) -> None:
    if not section.show("Check-ins", f"sharing_check_ins_{consent.coach}_", ":material/fact_check:"):
        return
    now = consent.check_in_of(monday(here.today))
    if not consent.questions:
        st.text("Your coach asks nothing each week so far.")
    elif now is None and not consent.check_in_due(here.today):
        st.text("The questions of this week. They wait for you as soon as you like.")
        _form(consent, here, None)
    elif now is not None and not now.reply:
        st.text("Sent. Until your coach has answered you can change what you wrote.")
        _form(consent, here, now)
    told = [one for one in consent.check_ins if one is not now or one.reply]
    for one in told:
        _one(one)
    if not told and not now:
        st.text("What you answered, and what your coach said to it, will stand here week by week.")


def _one(one: CheckIn) -> None:
    with st.container(border=True, key=f"check_in_{one.id}"):
        st.text(f"The week of {one.week.day} {one.week:%B %Y}")
        for question, answer in one.answers:
            with st.container(gap=None):
                st.text(question)
                st.text(answer or "Not answered")
        if not one.answers:
            st.text("What was sent cannot be shown.")
        st.text(f"Your coach: {one.reply}" if one.reply else "Your coach has not answered yet.")


def _form(consent: Consent, here: Clock, sent: CheckIn | None) -> None:
    prefix = f"sharing_check_in_{consent.coach}_"
    before = dict(sent.answers) if sent else {}
    for place, question in enumerate(consent.questions):
        st.session_state.setdefault(f"{prefix}{place}", before.get(question, ""))
    with st.form(f"sharing_check_in_form_{consent.coach}", border=False):
        for place, question in enumerate(consent.questions):
            # The question is the coach's own words: shown beside the field, whose name for those who hear it is plain.
            st.text(question)
            st.text_area(
                f"Your answer to question {place + 1}",
                key=f"{prefix}{place}",
                max_chars=LONGEST_ANSWER,
                height=80,
                label_visibility="collapsed",
            )
        st.form_submit_button(
            "Send the check-in",
            type="primary",
            key=f"{prefix}send",
            on_click=_send,
            args=(consent, monday(here.today), prefix),
        )
    if sentence := st.session_state.pop(f"{prefix}problem", ""):
        messages.not_saved([sentence])


def _send(consent: Consent, week: datetime.date, prefix: str) -> None:
    """For `on_click`."""
    answers = [
        (question, sharing.read_text(st.session_state.get(f"{prefix}{place}") or ""))
        for place, question in enumerate(consent.questions)
    ]
    if sentence := sharing.check_in_problem(answers):
        acts.quietly()
        st.session_state[f"{prefix}problem"] = sentence
        return
    acts.later(f"{prefix}send_it", sharing_acts.check_in(consent.coach, week, answers), "Check-in sent.", clears=prefix)
