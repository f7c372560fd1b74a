"""Two metrics in one chart, one strip above the other: scales laid over each other make any two lines seem to match."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from components import figures, trend_chart, trend_choice
from lib.diary import trend_pair
from lib.diary.trends import Drawn

KNOWN = "_trend_pair"
HEIGHT = 400
# How far up each strip begins and ends; its name stands above it.
UPPER, LOWER = (0.54, 0.94), (0.0, 0.4)


def show(found: Sequence[Drawn], tables: bool) -> None:
    """To look at only: the entries of a day are opened from the chart of its metric, further down."""
    with st.container(border=True, key="trend_pair"):
        st.subheader("Two in one chart")
        above, below = trend_choice.two(found)
        if why := trend_pair.missing(above, below):
            st.text(why)
            return
        alt = trend_pair.alt(above, below)
        if tables:
            st.dataframe(trend_pair.table(above, below), hide_index=True, height=260, alt=alt)
        else:
            st.plotly_chart(_known(above, below), key="chart_pair", config=figures.CONFIG, alt=alt)
        st.text(trend_pair.counted(above, below))
        st.caption(
            "Two lines that move together need not have anything to do with each other: a holiday, the season or plain "
            "chance can move both. Each strip has a scale of its own, so how steep a line looks says nothing about the "
            "other."
        )
        st.page_link("insights.py", label="Insights tests what goes together", icon=":material/lightbulb:")


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
        traces += [part | {"yaxis": axis} for part in (trend_chart.smooth(one), trend_chart.dots(one) | words)]
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
        "showarrow": False, "font": {"color": figures.TICKS, "size": 14},
    }  # fmt: skip
