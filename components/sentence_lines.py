"""One line of what a sentence said: which food it is and how much of it, or what will be kept of anything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components import acts, food_amount, plain
from lib.diary import amounts, review_entries
from lib.diary.days import Clock
from lib.diary.kinds import KINDS, MEAL_TYPES
from lib.diary.review import MOST_NAMES, Line
from lib.diary.review_entries import ENTRY_KINDS, Eaten
from lib.nutrition.foods import Food, nutrients_of
from lib.profile import Profile

QUICK = -1
# Nothing is saved of a food nobody knows until somebody says what it is.
OPEN = -2
PLACES = {QUICK: "A quick entry, without a food", OPEN: "Choose what it is"}
NOT_LOOKED_UP = f"Only {MOST_NAMES} foods are looked up at a time. Save the others, then read this one again."
NOT_CHOSEN = "Not saved until you choose a food or a quick entry."


@dataclass(frozen=True)
class Looked:
    """A line as it was looked over: one of these, or left out, or staying in the box."""

    line: Line
    eaten: Eaten | None = None
    drink: tuple[Food, float] | None = None
    other: bool = False
    stays: bool = False
    # Why it cannot be saved as it stands here, and what to ask before it is.
    trouble: str = ""
    question: str = ""

    @property
    def ready(self) -> bool:
        return self.other or self.eaten is not None or self.drink is not None


def show(prefix: str, line: Line, here: Clock, me: Profile, meal_type: str) -> Looked:
    if st.session_state.get(f"{prefix}out"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain.label(f"Left out: {line.text}"))
            _turn(prefix, line, "Take back", ":material/undo:")
        return Looked(line)
    if review_entries.is_nothing(line):
        st.text(f"Nothing to log: {line.text}")
        return Looked(line)
    if line.kind == "unknown":
        st.text(f"Not understood: {line.text}")
        _hint(review_entries.problem(line))
        return Looked(line, stays=True)
    with st.container(border=True, key=f"{prefix}card", gap="xsmall"):
        return _food(prefix, line, me, meal_type) if line.kind == "food" else _other(prefix, line, here, me)


def _other(prefix: str, line: Line, here: Clock, me: Profile) -> Looked:
    if problem := review_entries.problem(line):
        st.text(f"Cannot be saved yet: {line.text}")
        _hint(problem)
        return Looked(line, stays=True)
    kind = KINDS[ENTRY_KINDS[line.kind]]
    st.text(review_entries.words(line, me.shown_in, here, hide_numbers=me.hide_numbers))
    at = line.fields.get("at")
    st.caption(plain.label(f"{line.text} · {at:%H:%M}" if at else line.text))
    _turn(prefix, line, "Leave out", ":material/close:")
    question = review_entries.question(line)
    return Looked(line, other=True, question=f"{kind.label}: {question}" if question else "")


def _hint(text: str) -> None:
    if text:
        st.caption(plain.label(text))


def _turn(prefix: str, line: Line, label: str, icon: str) -> None:
    st.button(
        plain.label(f"{label}: {line.text[:40]}"),
        key=f"{prefix}turn",
        icon=icon,
        type="tertiary",
        on_click=_turned,
        args=(prefix,),
    )


def _turned(prefix: str) -> None:
    acts.quietly()
    st.session_state[f"{prefix}out"] = not st.session_state.get(f"{prefix}out")


def _food(prefix: str, line: Line, me: Profile, meal_type: str) -> Looked:
    meal = line.fields.get("meal") or meal_type
    st.text(line.text if meal == meal_type else f"{line.text} ({MEAL_TYPES[meal].lower()})")
    chosen = _which(prefix, line)
    if chosen == OPEN:
        _hint(NOT_CHOSEN if line.looked_up else NOT_LOOKED_UP)
        _turn(prefix, line, "Leave out", ":material/close:")
        return Looked(line, stays=True)
    if isinstance(chosen, int):
        item = review_entries.quick_item(line)
        _preview([item], me)
        _turn(prefix, line, "Leave out", ":material/close:")
        return Looked(line, eaten=Eaten(meal, item, line.fields.get("at")))
    start = amounts.said(chosen, line.fields.get("amount"), line.fields.get("unit"), line.fields["name"])
    amount, portion = food_amount.ask(f"{prefix}{chosen.id}_", chosen, start, me)
    weight = amounts.grams(chosen, amount, portion)
    trouble = amounts.trouble(chosen, weight)
    if trouble or not weight or not amount:
        st.error(plain.label(trouble), icon=":material/error:")
        _turn(prefix, line, "Leave out", ":material/close:")
        return Looked(line, trouble=f"{line.text}: {trouble}")
    _hint(start.hint)
    _preview([nutrients_of(chosen, weight)], me)
    _turn(prefix, line, "Leave out", ":material/close:")
    question = amounts.question(chosen, weight)
    if chosen.is_drink:
        return Looked(line, drink=(chosen, weight), question=question)
    item = amounts.item(chosen, amount, portion) or {}
    return Looked(line, eaten=Eaten(meal, item, line.fields.get("at")), question=question)


def _which(prefix: str, line: Line) -> Food | int:
    """The best match first; any of them may be exchanged for a quick entry, and energy that was said makes it one."""
    start = line.chosen if line.chosen is not None else OPEN if line.fields.get("kcal") is None else QUICK
    places = [*([OPEN] if start == OPEN else []), *range(len(line.choices)), QUICK]
    st.session_state.setdefault(f"{prefix}which", start)
    place: int = st.selectbox(
        plain.label(f"Food for {line.fields['name']}"),
        places,
        format_func=lambda place: PLACES[place] if place in PLACES else line.choices[place].name,
        key=f"{prefix}which",
        label_visibility="collapsed",
        persist_state="session",
    )
    return place if place in PLACES else line.choices[place]


def _preview(items: Sequence[Mapping[str, Any]], me: Profile) -> None:
    energy = food_amount.energy(items, me)
    st.caption(plain.label(" · ".join(filter(None, (energy and f"Energy {energy}", food_amount.macros(items))))))
