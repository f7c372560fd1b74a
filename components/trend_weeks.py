"""Means of weeks and months below the charts, for whoever wants figures side by side."""

from collections.abc import Sequence

import streamlit as st

from components import section, trend_table
from lib.diary import trends
from lib.diary.trends import Drawn


def show(found: Sequence[Drawn]) -> None:
    if not section.show("By week and by month", "trends_weeks_", ":material/calendar_view_week:"):
        return
    months = st.radio("Means of", ["Weeks", "Months"], horizontal=True, key="trends_means") == "Months"
    means = {one.name: {first: (mean, n) for first, mean, n in trends.by_period(one, months)} for one in found}
    periods = sorted({first for by_first in means.values() for first in by_first}, reverse=True)
    table: dict[str, list[object]] = {"Month" if months else "Week of": list(periods)}
    for name, by_first in means.items():
        known = [by_first.get(first, (None, 0)) for first in periods]
        table[name] = [mean for mean, _ in known]
        table[f"{name}: days"] = [n for _, n in known]
    trend_table.show(
        table,
        {one.name: one.decimals for one in found},
        alt="Means of the figures above, by week or by month, the newest first",
        days=trend_table.MONTH if months else trend_table.DAY,
    )
