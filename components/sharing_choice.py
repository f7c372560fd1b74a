"""Choosing what a coach may see: the kinds, from which day on, and until when."""

import datetime

import streamlit as st

from components import acts, plain
from lib.coach import kinds, sharing
from lib.coach.sharing import EVERYTHING, LONGEST_DAYS, Choice
from lib.diary.days import DAY, Clock

FIRST = {"today": "From today on", "day": "From another day on", "all": "Everything, from the beginning"}
# In months.
LAST: dict[str, int] = {"1 month": 1, "3 months": 3, "6 months": 6, "1 year": 12}
OTHER_DAY = "Another day"
USUAL = "3 months"


def show(prefix: str, here: Clock, before: Choice | None) -> Choice:
    """Nothing is ticked beforehand but what is shared already."""
    _begin(prefix, here, before)
    st.text("What may this coach see?")
    with st.container(gap="small"):
        chosen = tuple(kind for kind in kinds.SHARED if _kind(prefix, kind))
    if {"photos", "notes"} & set(chosen) and not set(chosen) & set(kinds.ENTRIES):
        st.caption("Photos and notes are seen with the entries they belong to: tick the kinds of these as well.")
    elif "photos" in chosen and "meal" not in chosen:
        st.caption("Photos are seen with their meals: tick Meals as well.")
    return Choice(chosen, _first(prefix, here), _last(prefix, here))


def _begin(prefix: str, here: Clock, before: Choice | None) -> None:
    """A field that is given its value directly can never be changed by what was chosen before."""
    begin: dict[str, object] = {"first": "today", "last": USUAL, "first_day": here.today, "last_day": None}
    if before and before.since and before.ends_on:
        everything = before.since <= EVERYTHING
        begin |= {"first": "all" if everything else "day"}
        begin |= {"first_day": here.today if everything else before.since}
        if before.ends_on >= here.today:
            begin |= {"last": OTHER_DAY, "last_day": before.ends_on}
    for kind in kinds.SHARED:
        begin[f"kind_{kind}"] = bool(before and kind in before.kinds)
    for name, value in begin.items():
        st.session_state.setdefault(f"{prefix}{name}", value)


def _kind(prefix: str, kind: str) -> bool:
    with st.container(gap=None):
        ticked = st.checkbox(kinds.SHARED[kind], key=f"{prefix}kind_{kind}", on_change=acts.quietly)
        st.caption(plain.label(kinds.MEANING[kind]))
    return ticked


def _first(prefix: str, here: Clock) -> datetime.date | None:
    which = st.radio(
        "Which days of your diary?",
        list(FIRST),
        format_func=FIRST.__getitem__,
        key=f"{prefix}first",
        on_change=acts.quietly,
    )
    if which == "today":
        return here.today
    if which == "all":
        return EVERYTHING
    day: datetime.date | None = st.date_input(
        "The first day",
        min_value=EVERYTHING,
        max_value=here.today + LONGEST_DAYS * DAY,
        key=f"{prefix}first_day",
        on_change=acts.quietly,
        width=200,
    )
    return day


def _last(prefix: str, here: Clock) -> datetime.date | None:
    which = st.radio(
        "For how long may they look?",
        [*LAST, OTHER_DAY],
        horizontal=True,
        key=f"{prefix}last",
        on_change=acts.quietly,
    )
    if which in LAST:
        day = sharing.months_on(here.today, LAST[which])
        st.text(f"The last day is {day.day} {day:%B %Y}.")
        return day
    chosen: datetime.date | None = st.date_input(
        "The last day",
        min_value=here.today,
        max_value=here.today + LONGEST_DAYS * DAY,
        key=f"{prefix}last_day",
        on_change=acts.quietly,
        width=200,
    )
    return chosen
