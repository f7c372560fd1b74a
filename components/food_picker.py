"""Choosing one food for something that is being put together: by its name, from what one eats often, or a new one."""

from collections.abc import Callable, Sequence

import streamlit as st

from components import food_amount, food_search, own_food_form, plain
from components.shelf import Shelf
from lib.gateway.port import Row
from lib.nutrition.foods import Food
from lib.profile import Profile

SHOWN = 6


def show(
    prefix: str,
    shelf: Shelf,
    me: Profile,
    take: Callable[[Row], None],
    *,
    first: Sequence[Row] = (),
    name: str = "",
    drinks: bool = True,
) -> None:
    """`take` is given the food that is chosen; `first` stands above the search, `name` in it."""
    if shelf.new_food:
        take(shelf.new_food | {"kind": "food"})
        st.rerun()
    st.session_state.setdefault(f"{prefix}text", name)
    typed: str = st.text_input(
        "Which food is it?",
        type="search",
        live="300ms",
        key=f"{prefix}text",
        max_chars=food_search.LONGEST,
        placeholder="egg, lentil soup, banana ...",
        persist_state="session",
    )
    typed = typed.strip()
    rows = (
        shelf.read("search", typed, food_search.search(typed))
        if typed
        else shelf.read("usual", None, food_search.usual)
    )
    found = {row["id"]: row for row in (*(() if typed else first), *(rows or ())) if drinks or row["kind"] != "drink"}
    with st.container(gap="xsmall"):
        for row in list(found.values())[:SHOWN]:
            st.button(
                plain.label(food_amount.headline(Food.of(row), me)),
                key=f"{prefix}pick_{row['kind']}_{row['id']}",
                icon=":material/local_cafe:" if row["kind"] == "drink" else None,
                on_click=take,
                args=(row,),
                width="stretch",
            )
    if typed and rows == []:
        st.text("Nothing of that name was found. Try another word, or add it as your own food.")
    if typed:
        own_food_form.offer(typed, me)
