"""The days of a link in two groups: where most of them lie, the middle of each and its mean."""

from typing import Any

import streamlit as st

from components import figures
from lib.diary import catalog, insight_words
from lib.diary.insight_amounts import as_read, label, unit
from lib.diary.insight_sides import Side
from lib.diary.insights import Linked
from lib.diary.metrics_shown import in_unit
from lib.units import Units

HEIGHT = 150
FIGURES = ("One day in ten below", "A quarter below", "Middle", "A quarter above", "One day in ten above", "Mean")


def show(one: Linked, shown: Units, *, key: str) -> None:
    names = insight_words.sides(one.link)
    st.plotly_chart(
        chart(one, names, shown),
        config=figures.CONFIG,
        alt="; ".join(_said(one, name, side, shown) for name, side in zip(names, (one.most, one.least), strict=True)),
        key=f"{key}chart",
    )


def table(one: Linked, shown: Units) -> None:
    """What the chart shows, in figures."""
    effect = one.link.effect
    columns = {
        name: [*as_read(effect, _ends(side), shown), str(side.days)]
        for name, side in zip(insight_words.sides(one.link), (one.most, one.least), strict=True)
    }
    title = f"{label(effect)},{unit(effect, shown)}"
    st.dataframe({title: [*FIGURES, "Days"], **columns}, hide_index=True, alt=f"{title} on both sorts of days")


def chart(one: Linked, names: tuple[str, str], shown: Units) -> Any:
    colour = figures.COLOURS[catalog.metrics()[one.link.effect].kind]
    traces: list[dict[str, Any]] = []
    for name, side, line in zip(names, (one.most, one.least), (colour, figures.LINE), strict=True):
        low, quarter, middle, upper, high, mean = (in_unit(one.link.effect, value, shown) for value in _ends(side))
        box = {
            "type": "box", "y": [name], "orientation": "h", "lowerfence": [low], "q1": [quarter], "median": [middle],
            "q3": [upper], "upperfence": [high], "line": {"color": line, "width": 2}, "fillcolor": figures.QUIET,
            "width": 0.6, "hoverinfo": "skip",
        }  # fmt: skip
        diamond = {
            "type": "scatter", "x": [mean], "y": [name], "mode": "markers",
            "marker": {"symbol": "diamond", "size": 10, "color": line},
            "hovertemplate": "mean %{x:.2f}<extra></extra>",
        }  # fmt: skip
        traces += [box, diamond]
    text = f"{label(one.link.effect)},{unit(one.link.effect, shown)}"
    title = {"text": text, "font": {"color": figures.TEXT}}
    return figures.unchecked(
        traces, height=HEIGHT, xaxis={"title": title, "nticks": 6}, yaxis={"autorange": "reversed"}
    )


def _ends(side: Side) -> tuple[float, ...]:
    return (side.low, side.quarter, side.middle, side.three_quarters, side.high, side.mean)


def _said(one: Linked, name: str, side: Side, shown: Units) -> str:
    low, _, _, _, high, mean = as_read(one.link.effect, _ends(side), shown)
    return f"{name}: mostly {low} to {high}{unit(one.link.effect, shown)}, the mean is {mean}"
