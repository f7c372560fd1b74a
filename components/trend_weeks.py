"""Means of weeks and months below the charts, for whoever wants figures side by side."""

from collections.abc import Sequence

import streamlit as st

from components import section
from lib.diary import trends
from lib.diary.trends import Drawn
from lib.nutrition.wording import number


def show(found: Sequence[Drawn]) -> None:
    if not section.show("By week and by month", "trends_weeks_", ":material/calendar_view_week:"):
        return
    months = st.radio("Means of", ["Weeks", "Months"], horizontal=True, key="trends_means") == "Months"
    columns = {}
    names: dict[str, None] = {}
    for one in found:
        rows = trends.by_period(one, months)
        columns[f"{one.title}, {one.unit}" if one.unit else one.title] = {name: (mean, n) for name, mean, n in rows}
        names.update(dict.fromkeys(name for name, _, _ in rows))
    table: dict[str, list[object]] = {"": list(names)}
    for (title, by_name), one in zip(columns.items(), found, strict=True):
        table[title] = [number(by_name[name][0], one.decimals) if name in by_name else None for name in names]
        table[f"{title}: days"] = [by_name[name][1] if name in by_name else 0 for name in names]
    st.dataframe(table, hide_index=True, alt="Means of the figures above, by week or by month, the newest first")
