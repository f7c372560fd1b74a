"""One metric over time: its days, what is usual, the goal, and in words whether it moves."""

import datetime
import html
from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from components import figures, plain, trend_day, trend_table
from lib.diary import trend_points
from lib.diary.series import DAY
from lib.diary.trends import Drawn


def show(one: Drawn, figure: Any, *, tables: bool, notes: bool, opens_days: bool = True) -> None:
    """`opens_days`: a point that is chosen leads to the entries of its day."""
    with st.container(border=True, key=f"trend_{one.metric}"):
        st.subheader(plain.label(one.name))
        if not one.points:
            st.caption("Nothing is logged in this time.")
            return
        st.text(one.label)
        alt = trend_points.alt(one, notes=notes)
        if tables:
            table = trend_points.table(one, notes=notes)
            trend_table.show(table, {one.unit or one.title: one.decimals}, height=260, alt=alt)
        elif not opens_days:
            st.plotly_chart(figure, key=key(one.metric), config=figures.CONFIG, alt=alt)
        else:
            st.plotly_chart(
                figure, key=key(one.metric), config=figures.CONFIG, alt=alt, selection_mode="points",
                on_select=partial(trend_day.choose, key(one.metric), one.metric),
            )  # fmt: skip
        if one.evidence and st.toggle("What that rests on", key=f"evidence_{one.metric}"):
            for line in one.evidence:
                st.text(line)


def key(metric: str) -> str:
    return f"chart_{metric}"


def chart(one: Drawn, *, compare: bool, notes: bool) -> Any:
    """Put together as it goes to the browser: checking each of its values would take longer than all else."""
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
    traces = [smooth(one), dots(one) | _words(one)]
    if compare:
        traces.insert(0, _line(one.before, {"color": figures.LINE, "width": 2, "dash": "dot"}))
    if notes:
        noted = [(day.isoformat(), _note(day, text)) for day, text in one.notes]
        changes = [(day.isoformat(), f"{day:%-d %b %Y}<br>{trend_points.goal(to)}") for day, to in one.goal_changes]
        # One above the other: somebody may note something on the day of a new goal.
        traces += [figures.on_the_axis(noted, "triangle-up", 0.03), figures.on_the_axis(changes, "diamond", 0.09)]
    side: dict[str, Any] = {}
    if len({point.value for point in one.points}) == 1:
        # The library would make a scale of thousandths around a single figure.
        side = {"yaxis": {"range": sorted(one.points[0].value * share for share in (0.8, 1.2))}}
    return figures.unchecked(traces, shapes=behind, xaxis=figures.dates(one.first_shown, one.end + DAY), **side)


def smooth(one: Drawn) -> dict[str, Any]:
    """The line through the days, with gaps where there are none."""
    return _line(one.smooth, {"color": figures.COLOURS[one.kind], "width": 2.5})


def dots(one: Drawn) -> dict[str, Any]:
    """The days themselves."""
    size, symbol = {True: 11, False: 6}, {True: "circle-open", False: "circle"}
    marker: dict[str, Any] = {"color": figures.COLOURS[one.kind], "opacity": 0.75, "size": size[False]}
    if one.unusual:
        marker["size"] = [size[point.day in one.unusual] for point in one.points]
    if any(point.hollow for point in one.points):
        marker["symbol"] = [symbol[point.hollow] for point in one.points]
    return {
        "type": "scatter", "mode": "markers", "marker": marker,
        "x": [point.day.isoformat() for point in one.points], "y": [point.value for point in one.points],
        "selected": {"marker": {"opacity": 1, "size": 13}}, "unselected": {"marker": {"opacity": 0.4}},
    }  # fmt: skip


def _words(one: Drawn) -> dict[str, Any]:
    """What is said of a point that is looked at; the browser puts in the day and the figure."""
    figure = f"%{{y:,.{one.decimals}{'~' if one.decimals else ''}f}} {one.unit}".strip()
    said = f"{'week of ' if one.weekly else ''}%{{x|%-d %b %Y}}: {figure}"
    remarks = [trend_points.remark(one, point) for point in one.points]
    if not any(remarks):
        return {"hovertemplate": f"{said}<extra></extra>"}
    more = [f" ({remark})" if remark else "" for remark in remarks]
    return {"hovertemplate": f"{said}%{{text}}<extra></extra>", "text": more}


def _line(points: Sequence[tuple[datetime.date, float | None]], look: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "connectgaps": False, "hoverinfo": "skip", "line": look,
        "x": [day.isoformat() for day, _ in points], "y": [value for _, value in points],
    }  # fmt: skip


def _note(day: datetime.date, text: str) -> str:
    """The chart reads some marks of HTML, which a note may hold by chance."""
    short = text if len(text) <= 80 else f"{text[:79]}…"
    return html.escape(f"{day:%-d %b %Y}: {' '.join(short.split())}")
