import io

import streamlit as st
from PIL import Image

from lib import session

person = session.current()
if person is None:
    st.write("Signed out")
    st.stop()
picture = io.BytesIO()
# Every person's picture differs, or they would share one address.
Image.new("RGB", (8, 8), (len(person.backend.person.email) % 256, 120, 90)).save(picture, "JPEG")
st.write(f"Signed in as {person.backend.person.email}")
st.image(picture.getvalue())
st.text_input("Note", key="note")
