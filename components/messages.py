"""How the app says that something did not work."""

import streamlit as st

from lib import messages
from lib.gateway.port import AccountError, GatewayError


def trouble(error: GatewayError | AccountError) -> None:
    """One plain sentence. Shown as text: nothing in it is ever read as markup or a link."""
    text = error.sentence if isinstance(error, AccountError) else messages.sentence(error)
    st.error(text.replace("`", "'"), icon=":material/error:")


def away(error: GatewayError, *, key: str) -> None:
    """The database is away: say so and offer the way on. Running again is all it takes."""
    trouble(error)
    st.button("Try again", icon=":material/refresh:", key=f"try_again_{key}")
