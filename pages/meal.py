import streamlit as st

from components import acts, meal_detail, messages
from components.shelf import Shelf
from lib import session
from lib.diary import days, photo_meals
from lib.gateway.port import GatewayError
from lib.profile import Profile

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)
meal_id = st.query_params.get("id", "")

acts.perform(person.backend)
done, _ = acts.written()
shelf = Shelf(person.backend, done, entered=False)

trouble = None
try:
    meal = meal_detail.known(meal_id) if acts.refused() else photo_meals.whole(person.backend, meal_id)
except GatewayError as error:
    meal, trouble = meal_detail.known(meal_id), error
    messages.away(error, key="meal")

if meal is None:
    st.title("Meal")
    acts.show()
    if any(gone["id"] == meal_id for outcome in done for gone in outcome.gone):
        st.text("The meal is deleted.")
    elif not trouble and not acts.refused():
        st.text("There is no such meal in your diary; it may have been deleted.")
else:
    meal_detail.heading(meal, here)
    acts.show()
    meal_detail.show(person.backend, meal, shelf, here, me)
to_photos = {"photos_view": "Your photos"}
st.page_link("photos.py", label="Your photos", icon=":material/photo_library:", query_params=to_photos)
st.page_link("diary.py", label="Diary", icon=":material/menu_book:")
shelf.tell()
