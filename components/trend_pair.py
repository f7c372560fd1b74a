"""Two metrics in one chart, one strip above the other: scales laid over each other make any two lines seem to match."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from components import figures, trend_chart, trend_choice, trend_day, trend_table
from lib.diary import trend_pair
from lib.diary.days import Clock
from lib.diary.trends import Drawn
from lib.gateway.port import Backend
from lib.profile import Profile

KEY, KNOWN = "chart_pair", "_trend_pair"
HEIGHT = 400
# How far up each strip begins and ends; its name stands above it.
UPPER, LOWER = (0.54, 0.94), (0.0, 0.4)


def show(backend: Backend, found: Sequence[Drawn], tables: bool, here: Clock, me: Profile) -> None:
    with st.container(border=True, key="trend_pair"):
        st.subheader("Two in one chart")
        above, below = trend_choice.two(found)
        if why := trend_pair.missing(above, below):
            st.text(why)
            return
        alt = trend_pair.alt(above, below)
        if tables:
            decimals = {one.name: one.decimals for one in (above, below)}
            trend_table.show(trend_pair.table(above, below), decimals, height=260, alt=alt)
        else:
            st.plotly_chart(
                _known(above, below), key=KEY, config=figures.CONFIG, alt=alt, selection_mode="points",
                on_select=partial(trend_day.choose, KEY),
            )  # fmt: skip
        st.text(trend_pair.counted(above, below))
        st.caption(
            "Two lines that move together need not have anything to do with each other: a holiday, the season or plain "
            "chance can move both. Each strip has a scale of its own, so how steep a line looks says nothing about the "
            "other."
        )
        st.page_link("insights.py", label="Insights tests what goes together", icon=":material/lightbulb:")
    for one in (above, below):
        if day := trend_day.chosen(KEY, one.metric):
            trend_day.show(backend, one, day, here, me)


def _known(above: Drawn, below: Drawn) -> Any:
    """Put together once for each fetch and choice, as the charts of one metric are."""
    known = st.session_state.get(KNOWN)
    if known is None or known[0] is not above or known[1] is not below:
        known = st.session_state[KNOWN] = (above, below, chart(above, below))
    return known[2]


def chart(above: Drawn, below: Drawn) -> Any:
    traces = []
    # The house's second axis is for what has no figure.
    for one, axis in ((above, "y"), (below, "y3")):
        words = {"text": trend_pair.said(one, above, below), "hovertemplate": "%{text}<extra></extra>"}
        parts = (trend_chart.smooth(one), trend_chart.dots(one) | words)
        # By its group a point that is chosen says of which metric it is.
        traces += [part | {"yaxis": axis, "legendgroup": one.metric} for part in parts]
    # A line at the day that is looked at runs through both strips.
    line = {"showspikes": True, "spikemode": "across", "spikethickness": 1, "spikedash": "solid"}
    line |= {"spikecolor": figures.LINE, "spikesnap": "hovered data"}
    return figures.unchecked(
        traces,
        height=HEIGHT,
        # Around that line the library draws the background, so it has to be the page's own.
        paper_bgcolor=None,
        plot_bgcolor=None,
        annotations=[_name(above, UPPER), _name(below, LOWER)],
        xaxis=figures.dates(*trend_pair.first_and_last(above, below)) | line | {"anchor": "y3"},
        yaxis=_side(above, UPPER),
        yaxis3=_side(below, LOWER),
    )


def _side(one: Drawn, place: tuple[float, float]) -> dict[str, Any]:
    return {"domain": place, "showline": True, "linewidth": 2, "linecolor": figures.COLOURS[one.kind], "nticks": 4}


def _name(one: Drawn, place: tuple[float, float]) -> dict[str, Any]:
    """Its colour is on the mark alone: as letters it would be too faint."""
    return {
        "text": f'<span style="color:{figures.COLOURS[one.kind]}">●</span> {one.name}',
        "xref": "paper", "yref": "paper", "x": 0, "y": place[1], "xanchor": "left", "yanchor": "bottom",
        "showarrow": False, "font": {"color": figures.TEXT, "size": 14},
    }  # fmt: skip
