import streamlit as st

from components import account_forms

st.title("Create an account")
st.markdown("An e-mail address and a password are all it takes. Nobody but you sees what you log.")

with st.container(border=True):
    account_forms.sign_up_form()
    st.page_link("sign_in.py", label="I have an account", icon=":material/login:")
