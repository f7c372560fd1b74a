"""How charts look, once for all of them: quiet, one colour for each kind of entry, the same in light and dark."""

from typing import Any

# Of Okabe and Ito's kind, made so that each stands out at least 3 to 1 from the light and from the dark background.
COLOURS = {
    "meal": "#b8741a", "water": "#2e86bd", "gym": "#12967a", "mood": "#c0557f", "sleep": "#8a5fcf", "body": "#807f78",
}  # fmt: skip
# For what stands behind the figures: usual ranges, goals.
QUIET = "rgba(128, 127, 120, 0.18)"
LINE = "#807f78"
HEIGHT = 260
# No buttons over the chart; a finger that scrolls the page does not zoom into it.
CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "responsive": True}


def figure(height: int = HEIGHT) -> Any:
    """An empty chart in the house's look. Dates stand below, figures at the left."""
    import plotly.graph_objects as go

    made = go.Figure()
    made.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        hovermode="closest",
        dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        xaxis={"showgrid": False, "automargin": True},
        yaxis={"zeroline": False, "automargin": True, "nticks": 5},
    )
    return made
