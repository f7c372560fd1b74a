"""The meal on the photos as a whole: what it holds, what would narrow that down, and the way into the diary."""

import datetime
from collections.abc import Sequence

import streamlit as st

from components import acts, entry_acts, entry_fields, food_amount, food_picker, photo_rows, photo_taking, plain
from components.shelf import Shelf
from lib.diary import amounts, days, entries
from lib.diary.days import Clock
from lib.diary.kinds import MEAL_TYPES
from lib.gateway.port import Row
from lib.profile import Profile
from lib.vision import plate as plates
from lib.vision import questions, servings
from lib.vision.servings import Chosen

_ADD = "add"


def lines(shelf: Shelf, me: Profile) -> list[Chosen]:
    """What is eaten of what is on the photos, and what it holds together."""
    st.header("What is on it")
    if not photo_taking.plate().lines:
        st.text("Nothing yet. Add what you ate; the next photo like this one will remember it.")
    eaten = photo_rows.show(shelf, me)
    _adding(shelf, me)
    items = [made for one in eaten if (made := servings.item(one))]
    if items:
        with st.container(border=True):
            st.text("Together")
            food_amount.preview(items, me)
            if not me.hide_numbers:
                _question(eaten)
    return eaten


def finish(eaten: Sequence[Chosen], day: datetime.date, here: Clock, me: Profile, meal_type: str) -> None:
    st.session_state.setdefault("photo_note", "")
    note = st.text_input(
        "Note (optional)", key="photo_note", max_chars=2000, placeholder="fried in oil", persist_state="session"
    )
    if me.keep_photos == "never":
        st.caption("The photo itself is not kept; you can change that in Settings.")
    key = st.session_state.setdefault("photo_key", entries.new_key())
    # Under a key of its day: the time of one day is not the time of another.
    at = entry_fields.ask_time(f"photo_{day}_", "at", "At", here.now.time().replace(second=0, microsecond=0))
    other_day = "" if day == here.today else f", {days.say_day(day, here.today)}"
    if st.button(plain.label(f"Save {MEAL_TYPES[meal_type].lower()}{other_day}"), type="primary", key="photo_save"):
        _save(eaten, meal_type, note.strip(), day, at, here, me, key)


def _save(
    eaten: Sequence[Chosen],
    meal_type: str,
    note: str,
    day: datetime.date,
    at: datetime.time | None,
    here: Clock,
    me: Profile,
    key: str,
) -> None:
    if not eaten:
        st.error("Tick at least one food, or add one. A photo alone is no meal yet.", icon=":material/error:")
        return
    if any(one.food and amounts.trouble(one.food, one.grams) for one in eaten):
        st.error("One of the amounts above cannot be kept. Change it, or take its tick away.", icon=":material/error:")
        return
    held = photo_taking.plate()
    drafts = servings.drafts(held, eaten, meal_type, day, here, key, note=note, at=at, keep=me.keep_photos != "never")
    log = entry_acts.log(drafts, servings.pictures(drafts, held))
    is_meal = any(draft["kind"] == "meal" for draft in drafts)
    says = f"{MEAL_TYPES[meal_type]}: logged." if is_meal else "Logged. A drink alone is kept without its photo."
    acts.later("photo_save", log, says, clears=photo_taking.PREFIX)
    st.rerun()


def _adding(shelf: Shelf, me: Profile) -> None:
    st.button("Add a food", key="photo_add", icon=":material/add:", on_click=photo_rows.look_for, args=(_ADD,))
    if st.session_state.get(photo_rows.PICKING) == _ADD:
        food_picker.show(f"{photo_rows.PICKING}_add_", shelf, me, _add)


def _add(food: Row) -> None:
    held = photo_taking.plate()
    shot_id = held.shots[0].id if held.shots else ""
    photo_taking.put(held.with_lines(shot_id, [(plates.by_hand(food), "")]))
    # On the plate but not ticked: whoever adds it has eaten it.
    for line in photo_taking.plate().lines:
        if line.suggestion.food and line.suggestion.food["id"] == food["id"]:
            st.session_state[f"photo_{line.id}_on"] = True
    photo_rows.look_for(_ADD)


def _question(eaten: Sequence[Chosen]) -> None:
    """The one answer that would narrow the energy down most."""
    asked = questions.widest(eaten)
    if asked is None:
        return
    st.text(asked.text)
    with st.container(horizontal=True):
        for number, answer in enumerate(asked.answers):
            st.button(
                plain.label(answer.label),
                key=f"photo_answer_{asked.line_id}_{number}",
                on_click=_answer,
                args=(asked.line_id, answer),
            )


def _answer(line_id: int, answer: questions.Answer) -> None:
    held = photo_taking.plate()
    photo_taking.put(questions.answered(held, line_id, answer))
    line = next(one for one in photo_taking.plate().lines if one.id == line_id)
    if answer.amount and line.suggestion.food:
        prefix = f"photo_{line_id}_{line.suggestion.food['id']}_"
        st.session_state[f"{prefix}amount"] = answer.amount.amount
        st.session_state[f"{prefix}portion"] = answer.amount.portion
