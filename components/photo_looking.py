"""The photos on the page, and what is suggested for them."""

import datetime
from dataclasses import replace

import streamlit as st

from components import messages, photo_taking, plain
from lib.diary.days import Clock
from lib.diary.kinds import MEAL_TYPES
from lib.gateway.port import Backend, GatewayError
from lib.vision import boxes, suggestions
from lib.vision.look import Box, Detector, NoSuggestions, Seen
from lib.vision.plate import Shot


def show(backend: Backend, detector: Detector, here: Clock, meal_type: str) -> None:
    """Draws every photo, and then looks at those that nobody has looked at yet."""
    shots = photo_taking.plate().shots
    st.session_state.setdefault("photo_boxes", True)
    with_boxes = any(shot.seen and shot.seen.detections for shot in shots) and st.toggle(
        "Show where the foods were found", key="photo_boxes"
    )
    for number, shot in enumerate(shots, 1):
        picture = shot.photo.jpeg
        if with_boxes and shot.seen:
            picture = boxes.drawn(picture, _marks(shot))
        st.image(picture, width="stretch", alt=f"Photo {number} of the meal")
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


def _marks(shot: Shot) -> list[tuple[Box, str]]:
    """Every box with the number of its line below."""
    return [
        (box, str(number))
        for number, line in enumerate(photo_taking.plate().lines, 1)
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


def _look(backend: Backend, detector: Detector, shot: Shot, here: Clock, meal_type: str) -> GatewayError | None:
    """No word to Streamlit in here: the next tap would end it half done."""
    seen: Seen | None = shot.seen
    sentence = ""
    if seen is None:
        try:
            seen = detector.see(shot.photo.jpeg)
        except NoSuggestions as error:
            sentence = error.sentence
    try:
        helped = suggestions.ask(backend, seen, shot.photo.sha256)
    except GatewayError as error:
        photo_taking.put(photo_taking.plate().changed(replace(shot, seen=seen)))
        return error
    found = []
    if seen:
        hour = here.now.hour + here.now.minute / 60
        found = suggestions.suggest(seen, helped, meal_type=meal_type, hour=hour)
        if not found:
            sentence = "Nothing was recognised on this photo. Add what you ate below; next time it is known."
    st.session_state["photo_quota"] = helped.quota
    done = replace(shot, seen=seen, sentence=sentence, same=helped.same, looked_at=True)
    changed = photo_taking.plate().changed(done).with_lines(shot.id, [(one, "") for one in found])
    photo_taking.put(changed)
    return None
