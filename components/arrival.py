"""Whether the page was just come to, or is drawn again."""

import streamlit as st

_PAGE = "_page"
_NEW = "_page_is_new"


def note(path: str) -> None:
    """For the router, before it runs a page."""
    st.session_state[_NEW] = st.session_state.get(_PAGE) != path
    st.session_state[_PAGE] = path


def is_new() -> bool:
    return bool(st.session_state.get(_NEW))
