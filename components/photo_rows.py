"""One line of the review for each food on the plate: tick, name, amount, and what it holds."""

from functools import partial

import streamlit as st

from components import acts, food_amount, food_picker, opened, photo_taking, plain
from components.shelf import Shelf
from lib.diary import amounts
from lib.gateway.port import Row
from lib.nutrition.foods import Food
from lib.profile import Profile
from lib.vision import servings
from lib.vision.plate import Line
from lib.vision.servings import Chosen
from lib.vision.suggestions import SURE

PICKING = "photo_picking"
BY = {"learner": "from your photos", "gemini": "Gemini says so", "detector": "", "person": ""}


def show(shelf: Shelf, me: Profile) -> list[Chosen]:
    """What is ticked, with the amounts as they stand in the fields."""
    with_numbers = bool(st.session_state.get("photo_boxes"))
    numbers = photo_taking.plate().numbers
    found = []
    for line in photo_taking.plate().lines:
        mark = f"{numbers[line.id]}." if with_numbers and line.id in numbers else ""
        if line.suggestion.food is None and not line.name:
            _asked(line, mark, shelf, me)
        else:
            found.append(_line(line, mark, shelf, me))
    return [one for one in found if one]


def _asked(line: Line, mark: str, shelf: Shelf, me: Profile) -> None:
    """A bowl, a plate, or something that the model has no better word for than "food"."""
    with st.container(border=True, key=f"photo_line_{line.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"{mark} {line.suggestion.label}: what is in it?".strip(), width="stretch")
            _button("Say what", line, "say", ":material/search:")
            _drop_button("Nothing", line)
        _picker(line, shelf, me)


def _line(line: Line, mark: str, shelf: Shelf, me: Profile) -> Chosen | None:
    prefix = f"photo_{line.id}_"
    one = line.suggestion
    food = Food.of(one.food) if one.food else None
    st.session_state.setdefault(f"{prefix}on", one.sure >= SURE)
    with st.container(border=True, key=f"photo_line_{line.id}"):
        name = food.name if food else line.name
        marks = [mark, name, "" if one.sure >= SURE else "(maybe)"]
        label = plain.label(" ".join(filter(None, marks)))
        ticked = st.checkbox(label, key=f"{prefix}on", persist_state="session")
        chosen = Chosen(line, 1.0, "")
        if food and ticked:
            amount, portion = food_amount.ask(f"{prefix}{food.id}_", food, one.amount, me)
            chosen = Chosen(line, amount or 0.0, portion)
        _below(line, chosen, me)
        with st.container(horizontal=True, gap="small"):
            if food and ticked:
                for word, times in (("Half of it", 0.5), ("Twice", 2.0)):
                    st.button(
                        word, key=f"{prefix}{times:g}", type="tertiary", on_click=_times,
                        args=(f"{prefix}{food.id}_", times),
                    )  # fmt: skip
            _button("Other food" if food else "Find its figures", line, "other", ":material/search:")
            if line.is_by_hand:
                _drop_button("Remove", line)
        _picker(line, shelf, me)
        if food and ticked and (trouble := amounts.trouble(food, chosen.grams)):
            st.error(plain.label(trouble), icon=":material/error:")
    return chosen if ticked else None


def _below(line: Line, chosen: Chosen, me: Profile) -> None:
    """How much energy that is, who says so, and whose usual amount it is."""
    said = [BY.get(line.suggestion.named_by, "")]
    if line.suggestion.food and chosen.portion:
        item = servings.item(chosen)
        said.insert(0, food_amount.energy_range([item], me) if item else "")
        if chosen.source == "usual":
            said.append("as much as you had before")
    elif line.name:
        said.insert(0, "no figures for it")
    if text := " · ".join(filter(None, said)):
        st.caption(plain.label(text))


def _button(label: str, line: Line, name: str, icon: str) -> None:
    st.button(label, key=f"photo_{line.id}_{name}", icon=icon, type="tertiary", on_click=look_for, args=(str(line.id),))


def _drop_button(label: str, line: Line) -> None:
    st.button(label, key=f"photo_{line.id}_drop", type="tertiary", on_click=_drop, args=(line.id,))


def _picker(line: Line, shelf: Shelf, me: Profile) -> None:
    if st.session_state.get(PICKING) == str(line.id):
        prefix = f"{PICKING}_{line.id}_"
        food_picker.show(prefix, shelf, me, partial(_take, line.id), first=line.suggestion.others, name=line.name)


def look_for(what: str) -> None:
    """One search at a time; the same button again closes it."""
    acts.quietly()
    wanted = None if st.session_state.get(PICKING) == what else what
    opened.close(PICKING)
    if wanted:
        st.session_state[PICKING] = wanted


def _take(line_id: int, food: Row) -> None:
    photo_taking.put(photo_taking.plate().chosen(line_id, food))
    opened.close(PICKING)


def _times(prefix: str, times: float) -> None:
    acts.quietly()
    changed = min(round((st.session_state.get(f"{prefix}amount") or 1.0) * times, 2), food_amount.MOST)
    st.session_state[f"{prefix}amount"] = st.session_state[f"{prefix}untyped"] = changed


def _drop(line_id: int) -> None:
    acts.quietly()
    photo_taking.put(photo_taking.plate().without_line(line_id))
