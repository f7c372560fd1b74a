"""What must be said where anybody can sign in as the same person."""

import streamlit as st


def shared_note() -> None:
    st.info(
        "This demo is shared: others can see what you enter, and it may vanish at any time. Please enter nothing real.",
        icon=":material/groups:",
    )
