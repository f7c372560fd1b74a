"""What a coach proposed and what came of it."""

import streamlit as st

from components import acts, plain, section, sharing_acts
from lib.coach.between import DAY, Agreement, monday
from lib.coach.sharing import Consent
from lib.diary import catalog, goals
from lib.diary.days import Clock
from lib.profile import Profile

WEEKS = 4
HIDDEN = "It is about calories or weight, which are hidden for you."


def proposals(consent: Consent, here: Clock, me: Profile) -> None:
    for one in consent.in_state("proposed"):
        with st.container(border=True, key=f"proposal_{one.id}"):
            st.subheader("Your coach proposes")
            hidden = _tell(one, me)
            if one.starts_on > here.today:
                st.text(f"From {one.starts_on.day} {one.starts_on:%B} on.")
            with st.container(horizontal=True):
                if not hidden:
                    acts.button(
                        "Accept",
                        f"proposal_accept_{one.id}",
                        sharing_acts.answer(one.id, True, here.today),
                        "Accepted.",
                        type="primary",
                        help="A goal becomes one of your goals; a habit stands on Today, to be ticked.",
                    )
                acts.button(
                    "Decline",
                    f"proposal_decline_{one.id}",
                    sharing_acts.answer(one.id, False, here.today),
                    "Declined.",
                )


def _tell(one: Agreement, me: Profile) -> bool:
    """Whether it is about what this person does not want to see."""
    if one.metric and me.hide_numbers and catalog.metrics()[one.metric].hidden:
        st.text(HIDDEN)
        return True
    with st.container(gap=None):
        st.text(one.title)
        if one.metric:
            bounds = goals.bounds(one.low, one.high, one.metric, me.shown_in)
            st.text(f"{catalog.metric_label(one.metric)}: {bounds}, {_often(one.times)}")
        else:
            st.text(_often(one.times)[:1].upper() + _often(one.times)[1:])
    return False


def _often(times: int) -> str:
    return "every day" if times == 7 else f"on {times} {'day' if times == 1 else 'days'} a week"


def show(consent: Consent, here: Clock, me: Profile) -> None:
    agreed = consent.in_state("accepted")
    label = f"What you agreed on: {len(agreed)}" if agreed else "What you agreed on"
    if not section.show(plain.label(label), f"sharing_agreed_{consent.coach}_", ":material/flag:"):
        return
    if not agreed:
        st.text("Nothing yet. Goals and habits that your coach proposes stand here once you accept them.")
    for one in agreed:
        with st.container(border=True, key=f"agreed_{one.id}"):
            hidden = _tell(one, me)
            if not hidden:
                st.text(_kept(one, here))
            acts.button(
                "End this",
                f"agreed_end_{one.id}",
                sharing_acts.end(one.id),
                "Ended.",
                icon=":material/flag:",
                type="tertiary",
                help="A goal that came of it stays one of your goals; you can end it there.",
            )


def over(consent: Consent, me: Profile) -> None:
    """With a coach of whom nothing is shared any more: there is nothing to do about any of it."""
    agreed = [*consent.in_state("accepted"), *consent.in_state("ended")]
    if not agreed:
        return
    prefix = f"sharing_agreed_{consent.coach}_"
    if not section.show(plain.label(f"What you agreed on: {len(agreed)}"), prefix, ":material/flag:"):
        return
    for one in agreed:
        with st.container(border=True, key=f"agreed_{one.id}"):
            _tell(one, me)
            st.text("Ended." if one.state == "ended" else "Rests, as nothing is shared.")


def _kept(one: Agreement, here: Clock) -> str:
    if one.metric:
        return "Counted from what you log."
    week = monday(here.today)
    weeks = [week - 7 * DAY * back for back in range(WEEKS)]
    told = [
        f"{one.kept(first)} in {'this week' if first == week else f'the week of {first.day} {first:%B}'}"
        for first in weeks
        if first + 6 * DAY >= one.starts_on
    ]
    return f"Kept: {', '.join(told)}." if told else f"Begins on {one.starts_on.day} {one.starts_on:%B}."
