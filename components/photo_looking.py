"""The photos on the page, and what is suggested for them."""

import datetime
from dataclasses import dataclass, replace

import streamlit as st

from components import messages, once, photo_taking, plain
from lib.diary.days import Clock
from lib.diary.kinds import MEAL_TYPES
from lib.gateway.port import Backend, GatewayError
from lib.vision import boxes, suggestions
from lib.vision.look import Box, Detector, NoSuggestions, Seen
from lib.vision.plate import Shot
from lib.vision.suggestions import Helped, Suggestion


def show(backend: Backend, detector: Detector, here: Clock, meal_type: str) -> None:
    """Draws every photo, and then looks at those that nobody has looked at yet."""
    shots = photo_taking.plate().shots
    st.session_state.setdefault("photo_boxes", True)
    with_boxes = bool(photo_taking.plate().numbers) and st.toggle("Show where the foods were found", key="photo_boxes")
    for number, shot in enumerate(shots, 1):
        st.image(_picture(shot, with_boxes), width="stretch", alt=f"Photo {number} of the meal")
        _said(shot)
        st.button(
            "Remove this photo" if len(shots) == 1 else f"Remove photo {number}",
            key=f"photo_drop_{shot.id}",
            icon=":material/close:",
            type="tertiary",
            on_click=photo_taking.drop,
            args=(shot.id,),
        )
    new = [shot for shot in shots if not shot.looked_at]
    if new:
        with st.spinner("Looking for foods ..."):
            troubles = [_look(backend, detector, shot, here, meal_type) for shot in new]
        for trouble in filter(None, troubles):
            messages.away(trouble, key="photo")
            return
        st.rerun()


def _picture(shot: Shot, with_boxes: bool) -> bytes:
    marks = _marks(shot) if with_boxes else []
    if not marks:
        return shot.photo.jpeg
    # Drawing takes longer than the rest of the page, and most taps change none of it.
    drawn: dict[str, tuple[list[tuple[Box, str]], bytes]] = st.session_state.setdefault("photo_drawn", {})
    if shot.id not in drawn or drawn[shot.id][0] != marks:
        drawn[shot.id] = (marks, boxes.drawn(shot.photo.jpeg, marks))
    return drawn[shot.id][1]


def _marks(shot: Shot) -> list[tuple[Box, str]]:
    """Every box with the number of its line below."""
    numbers = photo_taking.plate().numbers
    return [
        (box, str(numbers[line.id]))
        for line in photo_taking.plate().lines
        if line.shot_id == shot.id
        for box in line.suggestion.boxes
    ]


def _said(shot: Shot) -> None:
    if shot.same:
        meal = shot.same[0]
        day = datetime.date.fromisoformat(meal["local_date"])
        when = f"{MEAL_TYPES[meal['meal_type']].lower()} of {day:%-d %B %Y}"
        st.warning(plain.label(f"This photo is in your diary already: {when}."), icon=":material/help:")
        st.page_link("meal.py", label="Open that meal", query_params={"id": meal["meal_id"]})
    if shot.sentence:
        st.info(plain.label(shot.sentence), icon=":material/info:")


@dataclass
class Looked:
    """What came of looking at one photo, as far as it went."""

    seen: Seen | None = None
    sentence: str = ""
    helped: Helped | None = None


def _look(backend: Backend, detector: Detector, shot: Shot, here: Clock, meal_type: str) -> GatewayError | None:
    note = once.note(f"photo_look_{shot.id}")
    with note.lock:
        note.result = note.result or Looked()
        trouble = _see(note.result, backend, detector, shot)
    looked: Looked = note.result
    if trouble or looked.helped is None:
        return trouble
    found: list[Suggestion] = []
    sentence = looked.sentence
    if looked.seen:
        hour = here.now.hour + here.now.minute / 60
        found = suggestions.suggest(looked.seen, looked.helped, meal_type=meal_type, hour=hour)
        if not found:
            sentence = "Nothing was recognised on this photo. Add what you ate below; next time it is known."
    st.session_state["photo_quota"] = looked.helped.quota
    done = replace(shot, seen=looked.seen, sentence=sentence, same=looked.helped.same, looked_at=True)
    held = photo_taking.plate()
    if any(one.id == shot.id and not one.looked_at for one in held.shots):
        photo_taking.put(held.changed(done).with_lines(shot.id, [(one, "") for one in found]))
    return None


def _see(looked: Looked, backend: Backend, detector: Detector, shot: Shot) -> GatewayError | None:
    """No word to Streamlit in here: the next tap would end it half done."""
    if looked.seen is None and not looked.sentence:
        try:
            looked.seen = detector.see(shot.photo.jpeg)
        except NoSuggestions as error:
            looked.sentence = error.sentence
    if looked.helped is None:
        try:
            looked.helped = suggestions.ask(backend, looked.seen, shot.photo.sha256)
        except GatewayError as error:
            return error
    return None
