import streamlit as st

from components import account_forms, source_link

st.title("Wellspring")
st.markdown("Your meals, water, movement, mood and sleep in one quiet place. Yours alone, until you share it.")

if st.session_state.pop("signed_out_elsewhere", False):
    st.info("You were signed out. Sign in again to go on; what was saved is safe.", icon=":material/info:")
if st.query_params.get("sign-in") == "expired":
    st.warning("That took too long. Please sign in again.", icon=":material/timer:")

# Whoever opened a page's own address comes back to it.
wanted = st.session_state.get("wanted_page", "/")

with st.container(border=True):
    account_forms.sign_in_form(wanted)
    with st.container(horizontal=True):
        st.page_link("sign_up.py", label="Create an account", icon=":material/person_add:")
        st.page_link("reset_password.py", label="Forgot the password?", icon=":material/key:")
    account_forms.demo_buttons()

source_link.show()
