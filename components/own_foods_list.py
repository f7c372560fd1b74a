"""A person's own foods: to add, change and delete."""

import streamlit as st

from components import acts, food_amount, list_acts, opened, own_food_form, plain
from components.shelf import Shelf
from lib.diary import kept_rows
from lib.gateway.port import Row
from lib.nutrition.foods import Food
from lib.profile import Profile


def show(shelf: Shelf, me: Profile) -> None:
    by_search = st.session_state.get(f"{own_food_form.NEW}by_search")
    if opened.is_open(own_food_form.NEW) and not by_search:
        own_food_form.new(me)
    elif not by_search:
        st.button(
            "Add a food", key="own_food_new", icon=":material/add:", on_click=opened.toggle, args=(own_food_form.NEW,)
        )
    rows = shelf.read("own", None, lambda backend: kept_rows.listed(backend, "foods", "name"))
    if rows == []:
        st.text("None yet. Add what you miss, with the values on its label; the search finds it first from then on.")
    for row in sorted(rows or [], key=lambda row: str(row["name"]).lower()):
        _food(row, me)


def _food(row: Row, me: Profile) -> None:
    prefix = own_food_form.edit_prefix(row)
    with st.container(border=True, key=f"own_food_{row['id']}"):
        st.text(food_amount.headline(Food.of(row | {"user_id": None}), me))
        with st.container(horizontal=True):
            st.button(
                plain.label(f"Change {row['name']}"),
                key=f"own_change_{row['id']}",
                icon=":material/edit:",
                type="tertiary",
                on_click=opened.toggle,
                args=(prefix,),
            )
            acts.button(
                plain.label(f"Delete {row['name']}"),
                f"own_delete_{row['id']}",
                list_acts.remove("foods", row["id"]),
                f"{row['name']}: deleted. What you logged of it stays.",
                icon=":material/delete:",
                type="tertiary",
            )
        if opened.is_open(prefix):
            own_food_form.edit(row, me)
