"""Which metrics the Trends page shows, and over how long; both stand in the address."""

import streamlit as st

from lib.diary import catalog, metrics_shown, trends
from lib.profile import Profile

METRICS, WINDOW = "metrics", "window"
FIRST = {
    "meal": "energy",
    "water": "water",
    "gym": "active_minutes",
    "mood": "wellbeing",
    "sleep": "sleep",
    "body": "weight",
}


def show(me: Profile) -> tuple[list[str], int]:
    offered = {
        metric.id: metric.label
        for metric in catalog.metrics().values()
        if metric.aggregate != "none" and not metrics_shown.is_hidden(metric.id, me.hide_numbers)
    }
    usual = [FIRST[kind] for kind in me.tracked if FIRST[kind] in offered][: trends.MOST_CHARTS]
    chosen: list[str] = st.multiselect(
        "What to look at", list(offered), default=usual, format_func=offered.__getitem__, key=METRICS,
        max_selections=trends.MOST_CHARTS, bind="query-params", placeholder="Choose up to six",
    )  # fmt: skip
    window: int = st.radio(
        "Over", list(trends.WINDOWS), index=list(trends.WINDOWS).index(trends.DEFAULT_WINDOW),
        format_func=trends.WINDOWS.__getitem__, horizontal=True, key=WINDOW, bind="query-params",
    )  # fmt: skip
    return chosen, window
