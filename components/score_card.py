"""The score of a day: the number, what it is made of, and what is missing."""

import datetime

import streamlit as st

from lib.diary import scores, scores_shown
from lib.diary.scores import DayScore
from lib.profile import Profile

HOW = (
    "Each part is worth 0 to 100, held against your own goals. Where you have none, against published guide values: "
    "7 to 9 hours of sleep, 150 active minutes in 7 days or 8,000 steps a day, protein for your weight, 25 g of fibre, "
    "limits for sugar, saturated fat and sodium, 1.6 to 2 litres of drinks.",
    "Recovery holds your resting heart rate and your HRV against your own last 60 days, and needs 14 of them.",
    "What is not logged is left out and never counts as zero. The other parts then count for more, but none for more "
    "than 45 of 100.",
    "There is a score from three parts and half of the weight on.",
    "A day with too little food to be a whole day says nothing of what you ate.",
)


def show(found: DayScore, today: datetime.date, me: Profile) -> None:
    score = found.score
    with st.container(border=True, key="score_card"):
        if score.total is None:
            st.subheader("Not enough logged today" if found.day == today else "Not enough logged on this day")
            st.text(scores_shown.what_helps(score, scores.weights_of(me)))
            st.page_link("today.py", label="Log it", icon=":material/add:")
        else:
            st.metric("Score", f"{score.total} of 100")
        st.text(f"From {score.coverage} of 100 points of data.")
        if found.day == today and score.parts:
            st.caption("Today so far; it changes with what you log.")
    _parts(found, me)
    with st.container(border=True, key="score_body", gap="xsmall"):
        for line in scores_shown.body_state(found.body, me.shown_in):
            st.text(line)
        st.page_link("recording.py", label="Add a recording of your heartbeats", icon=":material/cardiology:")
    with st.expander("How it is worked out", icon=":material/help:"):
        for rule in HOW:
            st.text(rule)


def _parts(found: DayScore, me: Profile) -> None:
    score = found.score
    if score.parts:
        with st.container(border=True, key="score_parts"):
            st.header("What it is made of")
            for part in score.parts:
                with st.container(gap="xsmall"):
                    st.progress(part.score / 100, text=scores_shown.points(part))
                    for fact in part.facts:
                        st.text(scores_shown.fact(fact, found.body, me.shown_in, me.hide_numbers))
                    if part.name == "nutrition" and found.unknown:
                        st.text(scores_shown.unknown(found.unknown))
    if score.missing:
        with st.container(border=True, key="score_missing", gap="xsmall"):
            st.header("Not in it")
            for name, why in score.missing.items():
                st.text(scores_shown.why_missing(name, why, found.body))
