"""Keeping what somebody says about themselves."""

import streamlit as st

from components import messages
from lib import profile, session
from lib.gateway.port import GatewayError


def save(patch: dict[str, object]) -> bool:
    """Whether it is kept; where not, the reason stands beside what was pressed."""
    try:
        row = profile.save(session.require_user().backend, patch)
    except GatewayError as error:
        messages.trouble(error)
        return False
    session.remember_profile(row)
    return True


def begin_with(**values: object) -> None:
    """What fields show at first. A field that is given its value directly can never be emptied again."""
    for key, value in values.items():
        st.session_state.setdefault(key, value)
