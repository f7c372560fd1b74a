"""What comes back on chosen weekdays, with the way to end it."""

import streamlit as st

from components import acts, list_acts, plain
from components.shelf import Shelf
from lib.diary import kept_rows, repeats, say
from lib.gateway.port import Row


def show(shelf: Shelf) -> None:
    rows = shelf.read("repeats", None, lambda backend: kept_rows.listed(backend, "repeats", "title"))
    if rows == []:
        st.text(
            "None yet. Put a meal together, or open one of another day, and choose 'Do this every ...': "
            "on those weekdays it stands on Today, one tap away."
        )
    for row in rows or []:
        with st.container(border=True, key=f"repeat_row_{row['id']}"):
            st.text(row["title"])
            st.caption(plain.label(_detail(row)))
            acts.button(
                plain.label(f"Delete {row['title']}"),
                f"repeat_delete_{row['id']}",
                list_acts.remove("repeats", row["id"]),
                f"{row['title']}: no longer repeated.",
                icon=":material/delete:",
                type="tertiary",
            )


def _detail(row: Row) -> str:
    items = [say.item(item) for entry in row["entries"] for item in entry.get("items", [])]
    days = repeats.say_days(row["weekdays"])
    return " · ".join(part for part in (days[:1].upper() + days[1:], ", ".join(items)) if part)
