import streamlit as st

from components import (
    acts,
    arrival,
    day_bar,
    photo_gallery,
    photo_gemini,
    photo_looking,
    photo_review,
    photo_taking,
    section,
)
from components.shelf import Shelf
from lib import gemini, session
from lib.diary import days, photos
from lib.diary.kinds import MEAL_TYPES
from lib.profile import Profile
from lib.vision import reading

TYPE = "photos_type"
VIEW = "photos_view"
VIEWS = {"new": "New photo", "old": "Your photos"}

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)
house = session.house()

acts.perform(person.backend)
done, _ = acts.written()
entered = arrival.is_new()
shelf = Shelf(person.backend, done, entered=entered)
if entered and not acts.refused():
    reading.prepare()
    photos.tidy(person.backend)

st.title("Photos")
acts.show()
for meal_id in [saved["row"]["id"] for outcome in done for saved in outcome.saved if saved["kind"] == "meal"]:
    st.page_link("meal.py", label="Open the meal", icon=":material/open_in_full:", query_params={"id": meal_id})
# In the address, so that "back" from a meal leads to the photos again.
view = st.radio(
    "Show", list(VIEWS), format_func=VIEWS.__getitem__, horizontal=True, key=VIEW, label_visibility="collapsed",
    bind="query-params",
)  # fmt: skip
if TYPE not in st.session_state or (entered and not photo_taking.plate().shots):
    # Whoever comes back hours later is at another meal.
    st.session_state[TYPE] = days.meal_of(here.now)
if view == "old":
    photo_gallery.show(person.backend, here, me)
else:
    trouble = st.container()
    photo_taking.refusals()
    if not photo_taking.plate().shots:
        photo_taking.show()
        st.text("What is recognised is suggested, and you say what is right. With every photo it knows you better.")
        if house.eyes.state == "off":
            st.text(house.eyes.sentence)
    else:
        photo_looking.show(person.backend, house.eyes, here, st.session_state[TYPE])
        if section.show("Another photo of the same meal", photo_taking.MORE, ":material/add_a_photo:"):
            photo_taking.show()
        eaten = photo_review.lines(shelf, me)
        photo_gemini.show(person.backend, gemini.access(house.settings), here, me)
        meal_type = st.radio(
            "Meal", list(MEAL_TYPES), format_func=MEAL_TYPES.__getitem__, horizontal=True, key=TYPE,
            persist_state="session",
        )  # fmt: skip
        day = day_bar.show(here, title=False)
        photo_review.finish(eaten, day, here, me, meal_type)
    shelf.refresh()
    with trouble:
        shelf.tell()
