"""Which metrics the Trends page shows, and over how long; both stand in the address."""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from lib.diary import catalog, metrics_shown, trends
from lib.diary.trends import Drawn
from lib.profile import Profile

METRICS, WINDOW = "metrics", "window"
Bind = Literal["query-params"] | None
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
    return _metrics(offered, usual, METRICS, "query-params"), _window(WINDOW, "query-params")


def of_client(offered: Sequence[str], prefix: str) -> tuple[list[str], int]:
    """Of somebody else, whose figures to choose from may become fewer at any time; kept in this tab alone."""
    key = f"{prefix}{METRICS}"
    labels = {metric: catalog.metric_label(metric) for metric in offered}
    st.session_state[key] = [metric for metric in asked_first(prefix)[0] if metric in labels]
    return _metrics(labels, None, key, None), _window(f"{prefix}{WINDOW}", None)


def asked_first(prefix: str) -> tuple[list[str], int]:
    """What is chosen before anybody knows what there is to choose from."""
    chosen: list[str] = st.session_state.get(f"{prefix}{METRICS}", list(FIRST.values()))
    window: int = st.session_state.get(f"{prefix}{WINDOW}", trends.DEFAULT_WINDOW)
    return chosen[: trends.MOST_CHARTS], window


def _metrics(offered: Mapping[str, str], usual: list[str] | None, key: str, bind: Bind) -> list[str]:
    chosen: list[str] = st.multiselect(
        "What to look at", list(offered), default=usual,
        format_func=offered.__getitem__, key=key, max_selections=trends.MOST_CHARTS, bind=bind,
        placeholder="Choose up to six",
    )  # fmt: skip
    return chosen


def _window(key: str, bind: Bind) -> int:
    window: int = st.radio(
        "Over", list(trends.WINDOWS), index=list(trends.WINDOWS).index(trends.DEFAULT_WINDOW),
        format_func=trends.WINDOWS.__getitem__, horizontal=True, key=key, bind=bind,
    )  # fmt: skip
    return window


def legend(shown: Sequence[Drawn], *, compare: bool, notes: bool) -> None:
    """What is in the charts, as far as it is."""
    theirs = any(one.theirs for one in shown)
    if theirs:
        st.caption("The band is what is usual for them, dashed lines are goals.")
    else:
        st.caption(
            "Choose a point to see the entries of its day or week; on a phone, tap it twice. The band is what is usual "
            "for you, dashed lines are goals."
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
        st.caption("Triangles are their notes." if theirs else "Triangles are your notes.")
    elif notes and not theirs:
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
