"""Who needs the coach, each with the reasons in words, and what went well."""

import datetime

import streamlit as st

from components import acts, board_acts, board_links, opened, plain
from lib.coach.board import Board, Need
from lib.profile import Profile


def show(found: Board, me: Profile, today: datetime.date) -> None:
    st.header("Needs attention")
    for need in found.attention:
        _card(need, today)
    if not found.attention:
        st.text(_nobody(found, me, today))
    st.text(f"You are pointed to {me.alerts_a_week} clients a week at most. Settings has the number.")
    if found.good_news:
        st.header("Good news")
        for need in found.good_news:
            with st.container(border=True, key=f"good_{need.client.id}", gap=None):
                board_links.client(need.client)
                for reason in need.reasons:
                    st.text(reason)


def _nobody(found: Board, me: Profile, today: datetime.date) -> str:
    looked_at = sum(one.is_looked_at(today) for one in found.clients)
    if looked_at >= me.alerts_a_week:
        return "You have looked at everybody you wanted to be pointed to this week."
    if looked_at:
        return "Nobody else stands out this week against how they usually are."
    return (
        "Nobody stands out against how they usually are. Who stops logging, gets worse, does not keep to something new "
        "or has an unusual reading comes here."
    )


def _card(need: Need, today: datetime.date) -> None:
    one = need.client
    prefix = f"board_why_{one.id}_"
    is_open = opened.is_open(prefix)
    with st.container(border=True, key=f"need_{one.id}", gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            board_links.client(one)
            acts.button(
                "Looked at",
                f"board_looked_{one.id}",
                board_acts.looked_at(one, today),
                f"{one.name}: no alerts before next Monday.",
                icon=":material/check:",
                help="Takes them off this list until next Monday.",
            )
        for reason in need.reasons:
            st.text(reason)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain.label(need.surprise), width="content")
            st.button(
                "Hide what it rests on" if is_open else "What it rests on",
                key=f"toggle_{prefix}",
                type="tertiary",
                on_click=opened.toggle,
                args=(prefix,),
            )
        if is_open:
            _evidence(need)


def _evidence(need: Need) -> None:
    for heading, lines in need.evidence:
        with st.container(gap=None):
            st.text(f"{heading}:")
            st.text("\n".join(lines))
