import streamlit as st

from lib import session

session.require_user()
st.title("Sharing")
