"""Which forms of a page are open. A closed form is not drawn at all: it costs nothing and asks for nothing."""

import streamlit as st

from components import acts


def is_open(prefix: str) -> bool:
    return bool(st.session_state.get(f"{prefix}open"))


def toggle(prefix: str) -> None:
    """For `on_click`. What was typed goes when a form is closed by hand."""
    acts.quietly()
    if is_open(prefix):
        close(prefix)
    else:
        st.session_state[f"{prefix}open"] = True


def close(prefix: str) -> None:
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]
