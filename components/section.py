"""A part of a page that is closed until somebody wants it: a line with its name, and below it what it holds."""

import streamlit as st

from components import opened


def show(label: str, prefix: str, icon: str) -> bool:
    """Whether to draw what it holds."""
    is_open = opened.is_open(prefix)
    st.button(
        f"Close: {label.lower()}" if is_open else label,
        key=f"toggle_{prefix}",
        icon=":material/expand_less:" if is_open else icon,
        type="tertiary",
        on_click=opened.toggle,
        args=(prefix,),
    )
    return is_open
