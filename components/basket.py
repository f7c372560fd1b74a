"""The meal that is being put together: it stays in this tab, whatever page is opened, until it is saved."""

import datetime
from typing import Any

import streamlit as st

from components import acts, entry_acts, food_amount, opened, plain, repeat_form
from lib.diary import checks, entries, meals, say
from lib.diary.days import Clock
from lib.diary.kinds import KINDS, MEAL_TYPES
from lib.diary.meals import Item
from lib.profile import Profile

PREFIX = "basket_"
_ITEMS = "basket_items"
REPEAT = "repeat_basket_"


def held() -> list[dict[str, Any]]:
    """What is in it: each with a number of its own and how it was put in."""
    found: list[dict[str, Any]] = st.session_state.setdefault(_ITEMS, [])
    return found


def put(item: Item) -> None:
    items = held()
    items.append({"id": max((one["id"] for one in items), default=0) + 1, "item": item, "now": item})


def forget(food_id: str) -> None:
    """A food was deleted: what is in the basket keeps its figures."""
    for one in held():
        for item in (one["item"], one["now"]):
            if item.get("food_id") == food_id:
                item["food_id"] = None


def show(day: datetime.date, here: Clock, me: Profile, meal_type: str) -> None:
    st.header("This meal")
    if not held():
        st.text("Nothing yet. Foods you add to the meal are gathered here, and saved as one meal.")
        return
    items = [_row(one, me) for one in list(held())]
    st.text("Together")
    food_amount.preview(items, me)
    title = _text("title", "Title (optional)", 120)
    note = _text("note", "Note (optional)", 2000)
    key = st.session_state.setdefault(f"{PREFIX}key", entries.new_key())
    with st.container(horizontal=True):
        save = st.button(f"Save {MEAL_TYPES[meal_type].lower()}", type="primary", key=f"{PREFIX}save")
        repeat_form.toggle(REPEAT)
        st.button("Empty it", key=f"{PREFIX}empty", type="tertiary", on_click=opened.close, args=(PREFIX,))
    if opened.is_open(REPEAT):
        repeat_form.show(REPEAT, items, meal_type, me, title)
    if save:
        _save(items, meal_type, title, note, day, here, key)


def _save(items: list[Item], meal_type: str, title: str, note: str, day: datetime.date, here: Clock, key: str) -> None:
    problems = checks.problems(KINDS["meal"], {"meal_type": meal_type, "title": title, "note": note})
    if len(items) > meals.MOST_ITEMS:
        problems["items"] = f"A meal has at most {meals.MOST_ITEMS} foods."
    for sentence in problems.values():
        st.error(plain.label(sentence), icon=":material/error:")
    if not problems:
        draft = meals.draft(meal_type, items, day, here, key, title=title or None, note=note or None)
        acts.later(f"{PREFIX}save", entry_acts.log([draft]), f"{MEAL_TYPES[meal_type]}: logged.", clears=PREFIX)
        st.rerun()


def _text(name: str, label: str, most: int) -> str:
    st.session_state.setdefault(f"{PREFIX}{name}", "")
    typed: str = st.text_input(label, key=f"{PREFIX}{name}", max_chars=most, persist_state="session")
    return typed.strip()


def _row(one: dict[str, Any], me: Profile) -> Item:
    """One food with its amount."""
    item: Item = one["item"]
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{PREFIX}row_{one['id']}"):
        if item.get("grams"):
            one["now"] = _amount(one)
        else:
            known = food_amount.energy([item], me)
            st.text(" · ".join(part for part in (say.item(item), known) if part))
        st.button(
            plain.label(f"Remove {item['food_name']}"),
            key=f"{PREFIX}drop_{one['id']}",
            icon=":material/close:",
            type="tertiary",
            on_click=_drop,
            args=(one["id"],),
        )
    now: Item = one["now"]
    return now


def _amount(one: dict[str, Any]) -> Item:
    """In the portion it was put in with, or in grams."""
    item: Item = one["item"]
    now: Item = one["now"]
    portion = item.get("portion") if item.get("amount") else None
    unit = portion or "g"
    first = float(item["amount"] if portion else item["grams"])
    key = f"{PREFIX}{one['id']}_amount"
    st.session_state.setdefault(key, float(now["amount"] if portion else now["grams"]))
    typed = st.number_input(
        plain.label(f"{item['food_name']} ({unit})"),
        min_value=0.01,
        max_value=float(meals.MOST_GRAMS),
        step=1.0,
        format="%.6g",
        key=key,
    )
    if typed == first:
        return item
    # A field may ask for more slices than anybody eats; the weight has its own bounds.
    grams = min(max(float(item["grams"]) * typed / first, 0.1), float(meals.MOST_GRAMS))
    changed = meals.scaled(item, grams)
    if portion:
        changed["amount"] = round(typed, 2)
    return changed


def _drop(number: int) -> None:
    acts.quietly()
    st.session_state[_ITEMS] = [one for one in held() if one["id"] != number]
