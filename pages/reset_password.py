import streamlit as st

from components import account_forms
from lib import session

st.title("A new password")

with st.container(border=True):
    if session.house().store.accounts.can_email:
        st.markdown("We send a code to your e-mail address. It is good for an hour.")
        account_forms.reset_forms()
    else:
        st.markdown(
            "This installation sends no e-mail. Whoever runs it can set a new password for you with "
            "`./dev reset-password` and your e-mail address."
        )
    st.page_link("sign_in.py", label="Back to sign-in", icon=":material/login:")
