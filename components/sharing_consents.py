"""What is shared with each coach, with the ways to change, pause and end it; and all there is between the two."""

import datetime
from collections.abc import Callable

import streamlit as st

from components import (
    acts,
    messages,
    opened,
    plain,
    section,
    sharing_acts,
    sharing_agreed,
    sharing_check_in,
    sharing_choice,
    sharing_kept,
    sharing_messages,
    sharing_preview,
)
from lib.coach import kinds, sharing
from lib.coach.sharing import EVERYTHING, Coaching, Consent
from lib.diary import days
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError
from lib.profile import Profile

# How far the one tap goes that lets sharing go on.
MORE_MONTHS = 3


def show(backend: Backend, coaching: Coaching, here: Clock, me: Profile) -> None:
    for consent in coaching.consents:
        if consent.goes_on:
            with st.container(border=True, key=f"consent_{consent.coach}"):
                st.header(plain.label(consent.name))
                _terms(consent)
                _ending(backend, consent, here)
                _ways(backend, consent, here, me)
            with st.container(border=True, key=f"together_{consent.coach}"):
                st.header(plain.label(f"With {consent.name}"))
                sharing_agreed.proposals(consent, here, me)
                sharing_check_in.due(consent, here)
                sharing_messages.show(backend, coaching, consent, here)
                sharing_agreed.show(consent, here, me)
                sharing_check_in.show(consent, here)
                _pointed_to(backend, consent, here, me)


def _terms(consent: Consent) -> None:
    with st.container(gap=None):
        st.text(f"{kinds.STATES[consent.state]}: {kinds.in_words(list(consent.kinds))}")
        st.text(f"{_since(consent.since)} Up to {_day(consent.ends_on)}.")
        left = [kind for kind in kinds.SHARED if kind not in consent.kinds]
        if left:
            st.text(f"Not shared: {kinds.in_words(left)}")
        if consent.state == "paused":
            st.text("While it is paused your coach reads nothing.")


def _since(day: datetime.date) -> str:
    return "All of your diary." if day <= EVERYTHING else f"From {_day(day)} on."


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _ending(backend: Backend, consent: Consent, here: Clock) -> None:
    if not consent.ends_soon(here.today):
        return
    st.info("This ends within a week.", icon=":material/event:")
    until = sharing.months_on(consent.ends_on, MORE_MONTHS)
    longer = sharing.Choice(consent.kinds, consent.since, until)
    if st.button(f"Go on until {_day(until)}", key=f"consent_extend_{consent.coach}", icon=":material/event_repeat:"):
        _at_once(
            lambda: sharing.change(backend, consent.coach, longer),
            f"Sharing goes on until {until.day} {until:%B %Y}.",
        )


def _at_once(share_more: Callable[[], None], says: str) -> None:
    """What shares more is done while one looks at it or not at all, and with what is shared at this moment: nothing
    waits until the database is back. The page was read anew for this tap, unless it says that it could not be.
    """
    if messages.is_told():
        st.text("Nothing more is shared than before.")
        return
    sharing_kept.forget()
    try:
        share_more()
    except GatewayError as error:
        messages.trouble(error)
        return
    messages.done(says)


def _ways(backend: Backend, consent: Consent, here: Clock, me: Profile) -> None:
    coach = consent.coach
    changing, ending = _changing(coach), f"sharing_end_{coach}_"
    with st.container(horizontal=True):
        _toggle("Change", changing, ":material/tune:")
        if consent.state == "paused":
            going_on = st.button("Go on", key=f"consent_on_{coach}", icon=":material/play_arrow:")
        else:
            going_on = False
            acts.button(
                "Pause",
                f"consent_pause_{coach}",
                sharing_acts.pause(coach),
                "Paused. Your coach reads nothing from now on.",
                icon=":material/pause:",
            )
        _toggle("End sharing", ending, ":material/block:")
    if going_on:
        _at_once(lambda: sharing.set_state(backend, coach, "live"), "Your coach can read again.")
    if opened.is_open(ending):
        _end(consent, ending)
    if opened.is_open(changing):
        _change(backend, consent, here, me)


def _changing(coach: str) -> str:
    return f"sharing_change_{coach}_"


def _toggle(label: str, prefix: str, icon: str) -> None:
    is_open = opened.is_open(prefix)
    st.button(
        f"Close: {label.lower()}" if is_open else label,
        key=f"toggle_{prefix}",
        icon=":material/close:" if is_open else icon,
        on_click=opened.toggle,
        args=(prefix,),
    )


def _end(consent: Consent, prefix: str) -> None:
    """It cannot be taken back, so it is said twice."""
    st.text(
        "From their next click on this coach reads nothing more, and you can no longer write to each other. "
        "This cannot be taken back: only a new invitation can share again. What they have read they have read."
    )
    acts.button(
        "End it for good",
        f"consent_end_{consent.coach}",
        sharing_acts.end_sharing(consent.coach),
        "Ended. Nothing is shared with this coach any more.",
        icon=":material/block:",
        type="primary",
    )


def _change(backend: Backend, consent: Consent, here: Clock, me: Profile) -> None:
    prefix = _changing(consent.coach)
    choice = sharing_choice.show(prefix, here, consent.choice)
    sharing_preview.show(prefix, backend, consent.coach, choice, here, me)
    if not st.button("Save", type="primary", key=f"{prefix}save", on_click=acts.quietly):
        return
    if sentence := sharing.problem(choice, here.today):
        messages.not_saved([sentence])
        return
    # What holds is what is ticked at this moment: nothing waits until the database is back.
    try:
        sharing.change(backend, consent.coach, choice)
    except GatewayError as error:
        sharing_kept.forget()
        messages.trouble(error)
        return
    sharing_kept.forget()
    opened.close(prefix)
    messages.done("Saved. It holds from your coach's next click on.")


def _pointed_to(backend: Backend, consent: Consent, here: Clock, me: Profile) -> None:
    prefix = f"sharing_pointed_{consent.coach}_"
    if not section.show("What your coach is pointed to", prefix, ":material/notifications:"):
        return
    if consent.state != "live":
        st.text("Nothing, while nothing is shared.")
        return
    seen = sharing_kept.seen(backend, consent.coach, consent.choice, here, me)
    if seen is None:
        st.text("This cannot be shown while the database is away.")
        return
    sharing_preview.assessment(seen)


def ended(backend: Backend, coaching: Coaching, here: Clock, me: Profile) -> None:
    """What was shared once stays listed."""
    over = [consent for consent in coaching.consents if not consent.goes_on]
    if not over:
        return
    st.header("Shared before")
    for consent in over:
        with st.container(border=True, key=f"consent_{consent.coach}"):
            st.text(consent.name)
            st.text(
                f"{kinds.STATES[consent.state]}. It was {kinds.in_words(list(consent.kinds))}, "
                f"agreed {days.say_day(consent.agreed_at.astimezone(here.zone).date(), here.today)}, "
                f"up to {_day(consent.ends_on)}."
            )
            sharing_agreed.over(consent, me)
            if consent.messages:
                sharing_messages.show(backend, coaching, consent, here)
            if consent.state == "expired":
                _toggle("Share again", _changing(consent.coach), ":material/handshake:")
                if opened.is_open(_changing(consent.coach)):
                    _change(backend, consent, here, me)
