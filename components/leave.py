"""Leaves the page for one of the two addresses that change the browser's cookie."""

import streamlit as st

from lib.web.leave_script import leave_markup


def go_to(path: str) -> None:
    """`path` is `/session/keep` or `/session/end` with its ticket and the page to come back to."""
    st.html(leave_markup(path), unsafe_allow_javascript=True)
