"""One meal on a page of its own: its photos, its foods with what they hold, and what can be done with it."""

import datetime

import streamlit as st

from components import acts, entry_acts, food_amount, meal_form, opened, plain
from components.shelf import Shelf
from lib.diary import days, entries, photos, say
from lib.diary.days import Clock
from lib.diary.kinds import MEAL_TYPES
from lib.gateway.port import Backend, GatewayError, Row
from lib.profile import Profile

_KNOWN = "meal_known"
_PICTURES = "meal_pictures"
NAMED_BY = {
    "detector": "named by the model",
    "learner": "named after your photos",
    "gemini": "named by Gemini",
    "import": "imported",
}


def known(meal_id: str) -> Row | None:
    """The meal as this tab saw it last."""
    meal: Row | None = st.session_state.get(_KNOWN)
    return meal if meal and meal["id"] == meal_id else None


def heading(meal: Row, here: Clock) -> None:
    st.session_state[_KNOWN] = meal
    at = days.local_time(meal["logged_at"], meal["time_zone"])
    st.title(plain.label(meal["title"] or MEAL_TYPES[meal["meal_type"]]))
    day = datetime.date.fromisoformat(meal["local_date"])
    kind = f"{MEAL_TYPES[meal['meal_type']]}, " if meal["title"] else ""
    st.text(f"{kind}{days.say_day(day, here.today)}, {at:%H:%M}")


def show(backend: Backend, meal: Row, shelf: Shelf, here: Clock, me: Profile) -> None:
    _photos(backend, meal)
    edit = f"edit_{meal['id']}_"
    if opened.is_open(edit):
        meal_form.edit(meal, here, me, shelf)
        return
    with st.container(border=True):
        for item in meal["items"]:
            _item(item, me)
        st.text("Together")
        food_amount.preview(meal["items"], me)
        if meal["note"]:
            st.text(meal["note"])
    ref = [{"kind": "meal", "id": meal["id"]}]
    key = st.session_state.setdefault(f"again_{meal['id']}_key", entries.new_key())
    name = meal["title"] or MEAL_TYPES[meal["meal_type"]]
    with st.container(horizontal=True):
        st.button("Change", key="meal_change", icon=":material/edit:", on_click=opened.toggle, args=(edit,))
        again = entry_acts.copy(
            lambda backend: entries.copy(backend, ref, here.today, here, key, now=True), "That is there already."
        )
        acts.button("Again now", "meal_again", again, f"{name}: logged again.", icon=":material/replay:")
        acts.button("Delete", "meal_delete", entry_acts.remove(ref), f"{name}: deleted.", icon=":material/delete:")


def _item(item: Row, me: Profile) -> None:
    known = food_amount.energy_range([item], me)
    st.text(say.item(item))
    if below := " · ".join(filter(None, (known, NAMED_BY.get(item["named_by"])))):
        st.caption(plain.label(below))


def _photos(backend: Backend, meal: Row) -> None:
    held: dict[str, bytes] = st.session_state.get(_PICTURES, {})
    ids = [photo["id"] for photo in meal["photos"] if photo["stored_at"]]
    pictures = {photo_id: held.get(photo_id) for photo_id in ids}
    try:
        pictures = {photo_id: found or photos.fetch(backend, photo_id) for photo_id, found in pictures.items()}
    except GatewayError:
        st.caption("The photo cannot be shown right now.")
    # Of this meal only: a tab that is left open holds no more than it shows.
    st.session_state[_PICTURES] = {photo_id: found for photo_id, found in pictures.items() if found}
    for number, found in enumerate(st.session_state[_PICTURES].values(), 1):
        st.image(found, width="stretch", alt=f"Photo {number} of this meal: {meal['words']}"[:200])
    looked = [photo for photo in meal["photos"] if photo["model"]]
    if looked and any(item["named_by"] in ("detector", "learner") for item in meal["items"]):
        took = sum(photo["took_ms"] for photo in looked) / 1000
        st.caption(plain.label(f"Foods suggested by the model {looked[0]['model']}, in {took:.1f} s"))
