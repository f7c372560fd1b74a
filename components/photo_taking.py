"""Taking photos in: from a file, from the phone's camera, or from the camera of this device."""

from typing import Any

import streamlit as st

from components import acts, once, opened, plain
from lib.vision import reading
from lib.vision.plate import MOST_PHOTOS, Plate, Shot
from lib.vision.reading import Photo, UnreadablePhoto

PREFIX = "photo_"
# The field for another photo of the same meal.
MORE = "photo_more_"
_PLATE = f"{PREFIX}plate"
# Goes on counting when a meal is saved.
_ROUND = "camera_round"
_REFUSED = f"{PREFIX}refused"
FROM = {"file": "Choose or take a photo", "camera": "Use this device's camera"}


def plate() -> Plate:
    found: Plate = st.session_state.setdefault(_PLATE, Plate())
    return found


def put(changed: Plate) -> None:
    st.session_state[_PLATE] = changed


def show() -> None:
    """Asks for photos and puts those that can be read on the plate."""
    taken = st.session_state.setdefault(_ROUND, 0)
    how = st.radio(
        "Where the photo comes from", list(FROM), format_func=FROM.__getitem__, horizontal=True, key=f"{PREFIX}from",
        label_visibility="collapsed",
    )  # fmt: skip
    given: list[Any] = []
    if how == "file":
        given = st.file_uploader(
            "Photos of one meal",
            type="image/*",
            accept_multiple_files=True,
            key=f"{PREFIX}files_{taken}",
        )
        st.caption(
            "JPEG, PNG or WebP, up to six photos of one meal; on a phone this opens the camera as well. The place and "
            "whatever else the camera wrote into a file is not kept."
        )
    elif shot := st.camera_input("Take a photo of the meal", key=f"{PREFIX}camera_{taken}"):
        given = [shot]
    if given:
        _take(given)
        # A new field: Streamlit would keep the files of the old one in memory.
        st.session_state[_ROUND] = taken + 1
        acts.quietly()
        st.rerun()


def refusals() -> None:
    """Why files were left out, until others are taken."""
    for sentence in st.session_state.get(_REFUSED, []):
        st.error(plain.label(sentence), icon=":material/error:")


def _take(given: list[Any]) -> None:
    refused: list[str] = []
    for file in given:
        name = f"{file.name}: " if len(given) > 1 else ""
        if len(plate().shots) >= MOST_PHOTOS:
            refused.append(f"A meal has at most {MOST_PHOTOS} photos. The others were left out.")
            break
        photo = _read(once.note(f"photo_read_{file.file_id}"), file.getvalue())
        if isinstance(photo, str):
            refused.append(f"{name}{photo}")
            continue
        if plate().has(photo.sha256):
            refused.append(f"{name}This photo is on the plate already.")
            continue
        put(plate().with_shot(Shot(photo)))
    st.session_state[_REFUSED] = refused
    opened.close(MORE)


def _read(note: once.Note, data: bytes) -> Photo | str:
    """The photo, or why it is none. Once for each file, however often the page is started again meanwhile."""
    with note.lock:
        if note.result is None:
            try:
                note.result = reading.read_photo(data)
            except UnreadablePhoto as error:
                note.result = error.sentence
        found: Photo | str = note.result
    return found


def drop(shot_id: str) -> None:
    """For `on_click`."""
    acts.quietly()
    put(plate().without(shot_id))
