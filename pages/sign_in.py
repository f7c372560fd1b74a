import streamlit as st

from components import account_forms
from lib import session

st.title("Wellspring")
st.markdown("Your meals, water, movement, mood and sleep in one quiet place. Yours alone, until you share it.")

if not session.secret():
    st.warning(
        "Your browser keeps no cookies for this page, and without one nobody can stay signed in. "
        "Allow cookies for this address, then reload the page.",
        icon=":material/cookie:",
    )
elif st.query_params.get("sign-in") == "expired":
    st.info("You are signed out. Sign in again to go on; what was saved is safe.", icon=":material/info:")

# Whoever opened a page's own address comes back to it.
wanted = st.session_state.get("wanted_page", "/")

with st.container(border=True):
    account_forms.sign_in_form(wanted)
    with st.container(horizontal=True):
        st.page_link("sign_up.py", label="Create an account", icon=":material/person_add:")
        st.page_link("reset_password.py", label="Forgot the password?", icon=":material/key:")
account_forms.demo_card(wanted)
