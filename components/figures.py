"""How charts look, once for all of them: quiet, one colour for each kind of entry, the same in light and dark."""

import datetime
from functools import cache
from typing import Any

# Of Okabe and Ito's kind, made so that each stands out at least 3 to 1 from the light and from the dark background.
COLOURS = {
    "meal": "#b8741a", "water": "#2e86bd", "gym": "#12967a", "mood": "#c0557f", "sleep": "#8a5fcf", "body": "#807f78",
}  # fmt: skip
# For what stands behind the figures: usual ranges, goals.
QUIET = "rgba(128, 127, 120, 0.18)"
LINE = "#807f78"
# Streamlit puts a grey of the theme in its place, near black in light and near white in dark: no single grey stands out
# 4.5 to 1 from both backgrounds, and what the theme has for charts unasked is too faint in light.
TEXT = "#000037"
HEIGHT = 260
# Of figures, at the left.
SIDE: dict[str, Any] = {"zeroline": False, "automargin": True, "nticks": 5, "tickfont": {"color": TEXT}}
# No buttons over the chart; a finger that scrolls the page does not zoom into it. Two quick taps, of which the first
# shows a point and the second one chooses it, are no double click: that would let go of the point at once.
CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "responsive": True, "doubleClickDelay": 1}


def across(shape: dict[str, Any]) -> dict[str, Any]:
    """A shape behind the figures, from one side of the chart to the other."""
    return {"xref": "x domain", "yref": "y", "x0": 0, "x1": 1, "layer": "below"} | shape


def on_the_axis(marks: list[tuple[str, str]], symbol: str, height: float) -> dict[str, Any]:
    """Small marks along the lower edge, each a day and its words."""
    return {
        "type": "scatter", "mode": "markers", "x": [day for day, _ in marks], "y": [height] * len(marks), "yaxis": "y2",
        "marker": {"color": LINE, "size": 9, "symbol": symbol}, "text": [words for _, words in marks],
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip


def unchecked(traces: list[dict[str, Any]], *, height: int = HEIGHT, **more: Any) -> Any:
    """A chart whose parts are right as they stand; the library's checks and copies take ten times as long as the rest.

    `more` are shapes and other parts of the layout; an axis keeps of the house's look what is not said anew.
    """
    layout = _layout(height)
    axes = {name: layout.get(name, SIDE) | part for name, part in more.items() if "axis" in name}
    return _ready()({"data": traces, "layout": layout | more | axes})


@cache
def _ready() -> Any:
    import plotly.graph_objects as go

    class Ready(go.Figure):  # type: ignore[misc]
        """Goes to the browser as it is."""

        parts: dict[str, Any]

        def __init__(self, parts: dict[str, Any]) -> None:
            object.__setattr__(self, "parts", parts)

        def to_dict(self) -> dict[str, Any]:
            return self.parts

    return Ready


def dates(first: datetime.date, last: datetime.date) -> dict[str, Any]:
    """An axis of time, with room for the whole of the first day's point."""
    return {"type": "date", "range": [f"{first - datetime.timedelta(days=1)}T12:00", last.isoformat()]}


def _layout(height: int) -> dict[str, Any]:
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"font": {"color": TEXT}},
        "dragmode": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {"showgrid": False, "automargin": True, "tickfont": {"color": TEXT}},
        "yaxis": SIDE,
        # For what has a day and no figure.
        "yaxis2": {"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True},
    }
