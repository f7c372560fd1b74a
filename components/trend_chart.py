"""One metric over time: its days, what is usual, the goal, and in words whether it moves."""

import datetime
import html
from collections.abc import Sequence
from typing import Any

import streamlit as st

from components import figures, plain
from lib.diary.trends import Drawn
from lib.nutrition.wording import number


def show(one: Drawn, figure: Any, tables: bool) -> datetime.date | None:
    """The day that was chosen on the chart."""
    with st.container(border=True, key=f"trend_{one.metric}"):
        st.subheader(plain.label(f"{one.title}, {one.unit}" if one.unit else one.title))
        st.text(one.label)
        if not one.points:
            st.caption("Nothing is logged in this time.")
            return None
        chosen = None
        if tables:
            _table(one)
        else:
            event: Any = st.plotly_chart(
                figure, key=f"chart_{one.metric}", config=figures.CONFIG, alt=one.alt, on_select="rerun",
                selection_mode="points",
            )  # fmt: skip
            points = event["selection"]["points"] if event else []
            chosen = datetime.date.fromisoformat(str(points[0]["x"])[:10]) if points else None
        if one.evidence and st.toggle("What that rests on", key=f"evidence_{one.metric}"):
            for line in one.evidence:
                st.text(line)
        return chosen


def chart(one: Drawn, *, compare: bool, notes: bool) -> Any:
    """Put together as it goes to the browser: checking each of its values would take longer than all else."""
    colour, days = figures.COLOURS[one.kind], [point.day.isoformat() for point in one.points]
    behind: list[dict[str, Any]] = []
    if one.usual:
        low, high = one.usual
        behind.append(
            figures.across({"type": "rect", "y0": low, "y1": high, "fillcolor": figures.QUIET, "line": {"width": 0}})
        )
    for bound in one.goal or ():
        if bound is not None:
            line = {"color": figures.LINE, "width": 1.5, "dash": "dash"}
            behind.append(figures.across({"type": "line", "y0": bound, "y1": bound, "line": line}))
    smooth = {
        "type": "scatter", "mode": "lines", "connectgaps": False, "hoverinfo": "skip",
        **_line(one.smooth, {"color": colour, "width": 2.5}),
    }  # fmt: skip
    dots = {
        "type": "scatter", "mode": "markers", "x": days, "y": [point.value for point in one.points],
        "marker": {
            "color": colour, "opacity": 0.75,
            "size": [11 if point.day in one.unusual else 6 for point in one.points],
            "symbol": ["circle-open" if point.hollow else "circle" for point in one.points],
        },
        "text": [_said(one, point.day, point.value, point.hollow) for point in one.points],
        "hovertemplate": "%{text}<extra></extra>",
        "selected": {"marker": {"opacity": 1, "size": 13}}, "unselected": {"marker": {"opacity": 0.4}},
    }  # fmt: skip
    traces = [smooth, dots]
    if compare:
        traces.insert(0, smooth | _line(one.before, {"color": figures.LINE, "width": 2, "dash": "dot"}))
    if notes:
        traces.append(figures.on_the_axis([(day.isoformat(), _note(day, text)) for day, text in one.notes]))
    first = max(one.start, one.points[0].day - datetime.timedelta(days=7))
    last = one.end + datetime.timedelta(days=1)
    return figures.unchecked(traces, behind, [first.isoformat(), last.isoformat()])


def _line(points: Sequence[tuple[datetime.date, float | None]], look: dict[str, Any]) -> dict[str, Any]:
    return {"x": [day.isoformat() for day, _ in points], "y": [value for _, value in points], "line": look}


def _note(day: datetime.date, text: str) -> str:
    """The chart reads some marks of HTML, which a note may hold by chance."""
    short = text if len(text) <= 80 else f"{text[:79]}…"
    return html.escape(f"{day:%-d %b %Y}: {' '.join(short.split())}")


def _said(one: Drawn, day: datetime.date, value: float, hollow: bool) -> str:
    marks = ["week of " if one.weekly else "", f"{day:%-d %b %Y}: {number(value, one.decimals)} {one.unit}".strip()]
    more = [" so far" if hollow else "", ", unusual for you" if day in one.unusual else ""]
    return "".join([*marks, *more])


def _table(one: Drawn) -> None:
    rows = {
        "Week of" if one.weekly else "Day": [point.day for point in reversed(one.points)],
        one.unit or one.title: [round(point.value, one.decimals) for point in reversed(one.points)],
        "": [
            " ".join(filter(None, ("so far" if p.hollow else "", "unusual for you" if p.day in one.unusual else "")))
            for p in reversed(one.points)
        ],
    }
    st.dataframe(rows, hide_index=True, height=260, alt=one.alt)
