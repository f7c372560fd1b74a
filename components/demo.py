"""What must be said where anybody can sign in as the same person."""

import streamlit as st


def shared_note() -> None:
    st.info(
        "This is the demo. Everybody who tries it shares these people, and what you enter can be seen by others "
        "and may vanish at any time. Please enter nothing real.",
        icon=":material/groups:",
    )
