"""The scores of the last twelve weeks: a week a column, a weekday a row, and a way to each day."""

import datetime
from collections.abc import Mapping
from typing import Any

import streamlit as st

from components import day_bar, figures
from lib.diary.days import DAY
from lib.diary.scores import DayScore

WEEKS = 12
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# From dark to bright, so that it is read with every kind of colour vision; seen on the light and the dark background.
SCALE = ((0.0, "#7a55a6"), (0.5, "#3f84c4"), (1.0, "#2aa385"))
# Few scores lie below; those that do are all as dark, and the number tells them apart.
DARKEST = 40
# White stands out from the squares below, black from the others.
BRIGHT = 62
TABLE = "score_table"

Found = Mapping[datetime.date, DayScore]


def first_day(today: datetime.date, first_weekday: int) -> datetime.date:
    """The first day of the week eleven weeks before this one."""
    return today - DAY * ((today.isoweekday() - first_weekday) % 7 + 7 * (WEEKS - 1))


def show(found: Found, chosen: datetime.date, today: datetime.date, first_weekday: int) -> None:
    st.header("The last twelve weeks")
    start = first_day(today, first_weekday)
    scored = {
        day: one.score.total for day, one in sorted(found.items()) if day >= start and one.score.total is not None
    }
    if not scored:
        st.text("Every day with enough logged gets a square here, with its score in it.")
        return
    if st.toggle("Show as a table", key=TABLE):
        _table(found, scored)
        return
    # A chart of its own for each chosen day: a square that is still selected would not answer to the next tap.
    key = f"score_calendar_{chosen.isoformat()}"
    st.plotly_chart(
        chart(scored, start, chosen, today), key=key, config=figures.CONFIG, alt=alt(scored),
        on_select=lambda: _choose(key, today), selection_mode="points",
    )  # fmt: skip
    st.caption(
        "Each square is a day with its score; days without one are left empty. Choose a square to see that day. On a "
        "touch screen the first tap shows its date, and the second one the day."
    )


def alt(scored: Mapping[datetime.date, int]) -> str:
    if len(scored) == 1:
        ((day, score),) = scored.items()
        return f"One day of the last twelve weeks has a score: {score} on {_say(day)}."
    low, high = min(scored, key=lambda day: scored[day]), max(scored, key=lambda day: scored[day])
    return (
        f"Scores of {len(scored)} days of the last twelve weeks, from {scored[low]} on {_say(low)} "
        f"to {scored[high]} on {_say(high)}."
    )


def chart(
    scored: Mapping[datetime.date, int], start: datetime.date, chosen: datetime.date, today: datetime.date
) -> Any:
    all_days = [start + DAY * n for n in range((today - start).days + 1)]
    rows = [[scored.get(start + DAY * (7 * week + row)) for week in range(WEEKS)] for row in range(7)]
    squares = {
        "type": "heatmap", "z": rows, "zmin": DARKEST, "zmax": 100, "colorscale": [list(stop) for stop in SCALE],
        "showscale": False, "xgap": 2, "ygap": 2, "hoverinfo": "skip", "hoverongaps": False,
    }  # fmt: skip
    # A heat map can neither be tapped nor have writing of two colours, so these lie above it.
    numbers = {
        "type": "scatter",
        "x": [(day - start).days // 7 for day in all_days],
        "y": [(day - start).days % 7 for day in all_days],
        "mode": "markers+text",
        "marker": {"symbol": "square", "size": 22, "opacity": 0},
        "text": [str(scored.get(day, "")) for day in all_days],
        "textfont": {"size": 11, "color": ["#000" if scored.get(day, 0) >= BRIGHT else "#fff" for day in all_days]},
        "customdata": [day.isoformat() for day in all_days],
        "hovertext": [f"{_say(day)}: {scored.get(day, 'no score')}" for day in all_days],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
    }
    named = {week: start + DAY * 7 * week for week in range(0, WEEKS, 3)}
    weeks = {
        "tickvals": list(named), "ticktext": [f"{day.day} {day:%b}" for day in named.values()],
        "range": [-0.55, WEEKS - 0.45], "fixedrange": True,
    }  # fmt: skip
    weekdays = {
        "tickvals": list(range(7)), "ticktext": [WEEKDAYS[(start + DAY * n).weekday()] for n in range(7)],
        "range": [6.55, -0.55], "fixedrange": True, "showgrid": False,
    }  # fmt: skip
    around = _around(chosen, start) if start <= chosen <= today else []
    return figures.unchecked([squares, numbers], height=280, shapes=around, xaxis=weeks, yaxis=weekdays)


def _around(chosen: datetime.date, start: datetime.date) -> list[dict[str, Any]]:
    """A frame that is seen on every square and in light and dark."""
    week, row = divmod((chosen - start).days, 7)
    square = {"type": "rect", "x0": week - 0.5, "x1": week + 0.5, "y0": row - 0.5, "y1": row + 0.5}
    return [square | {"line": {"color": colour, "width": width}} for colour, width in (("#000", 5), ("#fff", 2))]


def _table(found: Found, scored: Mapping[datetime.date, int]) -> None:
    shown = sorted(scored, reverse=True)
    rows = {
        "Day": [f"{day:%a} {_say(day)}" for day in shown],
        "Score": [scored[day] for day in shown],
        "Points of data": [found[day].score.coverage for day in shown],
    }
    st.dataframe(rows, hide_index=True, height=320, alt="The same scores, the latest day first.")


def _choose(key: str, today: datetime.date) -> None:
    points = st.session_state[key]["selection"]["points"]
    if points:
        day_bar.go(datetime.date.fromisoformat(str(points[0]["customdata"])[:10]), today)


def _say(day: datetime.date) -> str:
    return f"{day.day} {day:%B}"
