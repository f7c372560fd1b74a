"""A sentence about the day: read into lines to look over, and saved with one tap. What is not understood stays."""

import datetime

import streamlit as st

from components import acts, entry_acts, messages, opened, plain, sentence_lines
from components.sentence_lines import Looked
from components.shelf import Shelf
from lib.diary import entries, review, review_entries
from lib.diary.days import Clock
from lib.diary.entries import Draft
from lib.diary.review import Line
from lib.gateway.port import GatewayError, Row
from lib.profile import Profile

PREFIX = "review_"
_TEXT = "sentence_text"
_LINES = "review_lines"
_OF = "review_of"
# What stays in the box once the lines are saved.
_LEFT = "sentence_left"
LONGEST = 2000
EXAMPLE = "2 eggs, 100 g toast with butter, black coffee; ran 5 km in 28 min; slept 23:30-7; feeling good"


def show(shelf: Shelf, day: datetime.date, here: Clock, me: Profile, meal_type: str) -> None:
    st.header("Say it in a sentence")
    if _LINES not in st.session_state and _LEFT in st.session_state:
        st.session_state[_TEXT] = st.session_state.pop(_LEFT)
    st.session_state.setdefault(_TEXT, "")
    text: str = st.text_area(
        "What you ate, drank and did",
        key=_TEXT,
        height=90,
        max_chars=LONGEST,
        placeholder=EXAMPLE,
        persist_state="session",
    )
    if st.button("Read it", key="sentence_read", icon=":material/subject:"):
        _read(shelf, text, day, here, me)
    if _LINES not in st.session_state:
        return
    if st.session_state.get(_OF) != (text, day):
        st.text("The text or the day has changed since it was read. Read it again.")
        return
    _review(shelf, day, here, me, meal_type)


def begin(shelf: Shelf, text: str, day: datetime.date, here: Clock, me: Profile) -> None:
    """Before the box is drawn: with this text in it, read already."""
    st.session_state[_TEXT] = text
    _read(shelf, text, day, here, me)


def _read(shelf: Shelf, text: str, day: datetime.date, here: Clock, me: Profile) -> None:
    opened.close(PREFIX)
    st.session_state.pop(_LEFT, None)
    pieces = review.read(text, day, here.now, imperial=me.units == "imperial")
    if not pieces:
        st.text("Write a few words first, such as: " + EXAMPLE)
        return
    shelf.busy = True
    try:
        found = review.find(shelf.backend, review.names_of(pieces))
    except GatewayError as error:
        messages.away(error, key="sentence")
        return
    st.session_state[_LINES] = review.lines(pieces, found)
    st.session_state[_OF] = (text, day)
    st.session_state[f"{PREFIX}key"] = entries.new_key()


def _review(shelf: Shelf, day: datetime.date, here: Clock, me: Profile, meal_type: str) -> None:
    lines: list[Line] = st.session_state[_LINES]
    looked = [sentence_lines.show(f"{PREFIX}{line.id}_", line, here, me, meal_type) for line in lines]
    stays = [one.line for one in looked if one.stays]
    ready = [one for one in looked if one.ready]
    with st.container(horizontal=True):
        pressed = bool(ready) and st.button("Save all", key=f"{PREFIX}save", type="primary")
        st.button("Cancel", key=f"{PREFIX}cancel", on_click=_cancel)
    if stays and ready:
        st.caption("What is not saved stays in the box above.")
    broken = [one.trouble for one in looked if one.trouble]
    if pressed and broken:
        st.error(plain.label(" ".join(["Nothing is saved yet.", *broken])), icon=":material/error:")
        return
    nights = _nights(shelf, day, [one.line for one in ready if one.line.kind == "sleep"], pressed)
    if nights is None:
        return
    slept = review_entries.overlap([one.line for one in ready if one.line.kind == "sleep"], nights, here)
    if _is_sure([*(one.question for one in ready if one.question), *slept], pressed):
        drafts = _drafts(ready, day, here)
        st.session_state[_LEFT] = review.left_over(stays)
        says = "1 entry: logged." if len(drafts) == 1 else f"{len(drafts)} entries: logged."
        acts.later(f"{PREFIX}save", entry_acts.log(drafts), says, clears=PREFIX)
        st.rerun()


def _nights(shelf: Shelf, day: datetime.date, slept: list[Line], pressed: bool) -> list[Row] | None:
    """What was slept around the day, asked for when a night is about to be saved; None while the database is away."""
    if pressed and slept:
        shelf.busy = True
        try:
            st.session_state[f"{PREFIX}nights"] = review_entries.nights_near(shelf.backend, day)
        except GatewayError as error:
            messages.away(error, key="sentence")
            return None
    nights: list[Row] = st.session_state.get(f"{PREFIX}nights", [])
    return nights


def _cancel() -> None:
    st.session_state.pop(_LEFT, None)
    opened.close(PREFIX)


def _is_sure(questions: list[str], pressed: bool) -> bool:
    if not questions:
        return pressed
    if pressed:
        st.session_state[f"{PREFIX}asked"] = questions
    if st.session_state.get(f"{PREFIX}asked") != questions:
        return False
    st.warning(plain.label(" ".join(questions)), icon=":material/help:")
    return st.button("Yes, save all", key=f"{PREFIX}sure")


def _drafts(ready: list[Looked], day: datetime.date, here: Clock) -> list[Draft]:
    key = st.session_state[f"{PREFIX}key"]
    eaten = [one.eaten for one in ready if one.eaten]
    others = []
    for one in ready:
        if one.drink:
            food, ml = one.drink
            line_key = entries.key_of(key, one.line.id)
            others.append(review_entries.drink(food, ml, day, here, line_key, one.line.fields.get("at")))
        elif not one.eaten:
            others.append(review_entries.draft(one.line, day, here, key))
    return [*review_entries.meal_drafts(eaten, day, here, key), *others]
