"""Which metrics the Trends page shows, and over how long; both stand in the address."""

from collections.abc import Sequence

import streamlit as st

from lib.diary import catalog, metrics_shown, trends
from lib.diary.trends import Drawn
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


def legend(shown: Sequence[Drawn], *, compare: bool, notes: bool) -> None:
    """What is in the charts, as far as it is."""
    st.caption(
        "Choose a point to see the entries of its day or week; on a phone, tap it twice. The band is what is usual for "
        "you, dashed lines are goals."
    )
    if any(point.hollow for one in shown for point in one.points):
        st.caption("Hollow points: the day is not called complete.")
    if any(one.unusual for one in shown):
        st.caption("Large points: unusual against the four weeks before them, which may differ from the band of today.")
    if compare and any(one.before for one in shown):
        st.caption("The dotted line is the time before.")
    elif compare:
        st.caption("Nothing is logged in the time before, so there is nothing to compare with.")
    if notes and any(one.notes for one in shown):
        st.caption("Triangles are your notes.")
    elif notes:
        st.caption("You noted nothing with your moods in this time.")
    if notes and any(one.goal_changes for one in shown):
        st.caption("Diamonds are days from which a new goal holds, or none any more.")
    elif notes:
        st.caption("No goal of these figures changed in this time.")


def two(found: Sequence[Drawn]) -> tuple[Drawn, Drawn]:
    """The metrics of the one chart for two; where there are only two, nobody is asked."""
    if len(found) == 2:
        return found[0], found[1]
    by_metric = {one.metric: one for one in found}
    with st.container(horizontal=True):
        above = _one_of(by_metric, "Above", "trends_above")
        below = _one_of({metric: one for metric, one in by_metric.items() if metric != above}, "Below", "trends_below")
    return by_metric[above], by_metric[below]


def _one_of(offered: dict[str, Drawn], label: str, key: str) -> str:
    chosen: str = st.selectbox(label, list(offered), format_func=lambda metric: offered[metric].title, key=key)
    return chosen
