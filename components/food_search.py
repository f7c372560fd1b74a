"""Finding a food while one types: yours and the usual ones first, then an amount, then the diary."""

import datetime
from collections.abc import Callable

import streamlit as st

from components import acts, basket, entry_acts, food_amount, opened, own_food_form, plain
from components.shelf import Shelf
from lib.diary import amounts, entries, meals, review_entries
from lib.diary.days import Clock
from lib.diary.kinds import MEAL_TYPES
from lib.gateway.port import Backend, Row
from lib.nutrition.foods import Food, nutrients_of
from lib.profile import Profile

PREFIX = "search_"
_TEXT = "search_text"
_CHOSEN = "search_chosen"
_MORE = "search_more"
SHOWN_FIRST = 8
MOST_SHOWN = 30
LONGEST = 80


def show(shelf: Shelf, day: datetime.date, here: Clock, me: Profile, meal_type: str) -> None:
    st.header("Find a food")
    if shelf.new_food:
        _choose(shelf.new_food | {"kind": "food"})
    if st.session_state.get(_CHOSEN, {}).get("id") in shelf.gone:
        _let_go()
    st.session_state.setdefault(_TEXT, "")
    typed: str = st.text_input(
        "Search",
        type="search",
        live="300ms",
        key=_TEXT,
        max_chars=LONGEST,
        placeholder="egg, lentil soup, banana ...",
        on_change=_begin_anew,
        persist_state="session",
    )
    typed = typed.strip()
    if chosen := st.session_state.get(_CHOSEN):
        _amount(Food.of(chosen), day, here, me, meal_type)
        return
    rows = shelf.read("search", typed, search(typed)) if typed else shelf.read("usual", None, usual)
    if rows:
        _results(rows, me, typed)
    elif rows is not None and typed:
        st.text("Nothing of that name was found. Try another word, or add it as your own food.")
    elif rows is not None:
        st.text("What you eat often, and the foods you add, will stand here before you type anything.")
    if typed:
        own_food_form.offer(typed, me)


def search(text: str) -> Callable[[Backend], list[Row]]:
    def ask(backend: Backend) -> list[Row]:
        found: list[Row] = backend.gateway.rpc("search_foods", {"p_text": text, "p_limit": MOST_SHOWN})
        return found

    return ask


def usual(backend: Backend) -> list[Row]:
    found: list[Row] = backend.gateway.rpc("usual_foods", {"p_limit": MOST_SHOWN})
    return found


def _results(rows: list[Row], me: Profile, typed: str) -> None:
    st.caption("Found" if typed else "Yours, and what you eat often")
    with st.container(gap="xsmall"):
        for row in rows[: MOST_SHOWN if st.session_state.get(_MORE) else SHOWN_FIRST]:
            food = Food.of(row)
            st.button(
                plain.label(food_amount.headline(food, me)),
                key=f"found_{food.kind}_{food.id}",
                icon=":material/local_cafe:" if food.is_drink else None,
                on_click=_choose,
                args=(row,),
                width="stretch",
            )
    if len(rows) > SHOWN_FIRST and not st.session_state.get(_MORE):
        st.button(
            "Show more", key="search_show_more", icon=":material/expand_more:", type="tertiary", on_click=_show_more
        )


def _show_more() -> None:
    st.session_state[_MORE] = True


def _choose(row: Row) -> None:
    st.session_state[_CHOSEN] = row


def _begin_anew() -> None:
    """Another word is typed."""
    _let_go()
    st.session_state.pop(_MORE, None)


def _let_go() -> None:
    st.session_state.pop(_CHOSEN, None)


def _amount(food: Food, day: datetime.date, here: Clock, me: Profile, meal_type: str) -> None:
    prefix = f"{PREFIX}{food.kind}_{food.id}_"
    with st.container(border=True):
        st.text(food_amount.headline(food, me))
        if said := food_amount.marks(food):
            st.caption(plain.label(said))
        amount, portion = food_amount.ask(prefix, food, amounts.usual(food), me)
        weight = amounts.grams(food, amount, portion)
        trouble = amounts.trouble(food, weight)
        if trouble or not weight:
            st.error(plain.label(trouble), icon=":material/error:")
        else:
            food_amount.preview([nutrients_of(food, weight)], me)
        key = st.session_state.setdefault(f"{prefix}key", entries.new_key())
        with st.container(horizontal=True):
            add = not food.is_drink and st.button("Add to meal", key=f"{prefix}add", icon=":material/add:")
            log = st.button("Log it", key=f"{prefix}log", type="primary")
            st.button("Back", key=f"{prefix}back", type="tertiary", on_click=_let_go)
        decided = _decided(prefix, amounts.question(food, weight), add, log)
    if trouble or not weight or not amount:
        return
    if decided == "add":
        basket.put(amounts.item(food, amount, portion) or {})
        opened.close(PREFIX)
        st.rerun()
    if decided == "log":
        _log(food, amount, portion, day, here, meal_type, key)


def _decided(prefix: str, question: str, add: bool, log: bool) -> str:
    """What was pressed, once it is sure; an unusual amount is asked about first."""
    pressed = "add" if add else "log" if log else ""
    if not question:
        return pressed
    asked = f"{prefix}asked"
    if pressed:
        st.session_state[asked] = (question, pressed)
    about, waiting = st.session_state.get(asked, ("", ""))
    if about != question:
        return ""
    st.warning(plain.label(question), icon=":material/help:")
    return waiting if st.button("Yes, it is right", key=f"{prefix}sure") else ""


def _log(food: Food, amount: float, portion: str, day: datetime.date, here: Clock, meal_type: str, key: str) -> None:
    weight = amounts.grams(food, amount, portion) or 0.0
    item = amounts.item(food, amount, portion)
    if food.is_drink:
        draft = review_entries.drink(food, weight, day, here, key)
        says = f"{food.name}: logged."
    else:
        draft = meals.draft(meal_type, [item or {}], day, here, key)
        says = f"{food.name}: logged for {MEAL_TYPES[meal_type].lower()}."
    acts.later(f"{PREFIX}log", entry_acts.log([draft]), says, clears=PREFIX)
    st.rerun()
