"""Tables of the Trends page: days and figures as they are written in its sentences, and sorted as what they are."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import streamlit as st

DAY, MONTH = "D MMM YYYY", "MMM YYYY"


def show(
    columns: Mapping[str, Sequence[object]],
    decimals: Mapping[str, int],
    *,
    alt: str,
    height: int | Literal["auto"] = "auto",
    days: str = DAY,
) -> None:
    """`decimals`: of each column of figures. The first column holds days, written as `days` says."""
    looks: dict[str, Any] = {next(iter(columns)): st.column_config.DateColumn(format=days)}
    looks |= {name: st.column_config.NumberColumn(format=f"%,.{n}f") for name, n in decimals.items()}
    st.dataframe(dict(columns), hide_index=True, height=height, alt=alt, column_config=looks)
