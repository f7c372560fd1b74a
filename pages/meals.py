import streamlit as st

from components import (
    acts,
    basket,
    copy_meals,
    day_bar,
    food_search,
    own_foods_list,
    quick_add,
    repeats_list,
    section,
    sentence_box,
)
from components.shelf import Shelf
from lib import session
from lib.diary import days
from lib.diary.kinds import MEAL_TYPES
from lib.profile import Profile

# The choice goes when the page is left: whoever comes back hours later is at another meal.
TYPE = "meals_type"

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
done, _ = acts.written()
shelf = Shelf(person.backend, done, entered=TYPE not in st.session_state)
for food_id in shelf.gone:
    basket.forget(food_id)

st.title("Meals")
day = day_bar.show(here, title=False)
acts.show()
trouble = st.container()
st.session_state.setdefault(TYPE, days.meal_of(here.now))
meal_type = st.radio("Meal", list(MEAL_TYPES), format_func=MEAL_TYPES.__getitem__, horizontal=True, key=TYPE)

with st.container(border=True):
    sentence_box.show(shelf, day, here, me, meal_type)
with st.container(border=True):
    food_search.show(shelf, day, here, me, meal_type)
with st.container(border=True):
    basket.show(day, here, me, meal_type)

if section.show("Quick add", "meals_quick_", ":material/bolt:"):
    quick_add.show(day, here, me, meal_type)
if section.show("Copy from another day", "meals_copy_", ":material/content_copy:"):
    copy_meals.show(shelf, day, here, me)
if section.show("My own foods", "meals_own_", ":material/grocery:"):
    own_foods_list.show(shelf, me)
if section.show("What repeats every week", "meals_repeats_", ":material/event_repeat:"):
    repeats_list.show(shelf)

shelf.refresh()
with trouble:
    shelf.tell()
