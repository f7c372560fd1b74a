"""How the app says that something did or did not work."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import streamlit as st

from lib import messages
from lib.gateway.port import AccountError, GatewayError

_DONE = "_done"
_TOLD = "_told"


def trouble(error: GatewayError | AccountError) -> None:
    """One plain sentence, beside what was pressed."""
    if isinstance(error, GatewayError):
        st.session_state[_TOLD] = True
    text = error.sentence if isinstance(error, AccountError) else messages.sentence(error)
    st.error(text.replace("`", "'"), icon=":material/error:")


def not_saved(sentences: list[str]) -> None:
    """Why what was typed cannot be kept. The sentences are ours, for markdown reads them."""
    st.error(" ".join(["Nothing is saved yet.", *sentences]), icon=":material/error:")


def is_told() -> bool:
    """Whether this page has said already what is wrong with the database."""
    return bool(st.session_state.get(_TOLD))


def away(error: GatewayError, *, key: str) -> None:
    """The database is away: say so and offer the way on. Running again is all it takes."""
    trouble(error)
    st.button("Try again", icon=":material/refresh:", key=f"try_again_{key}")


@contextmanager
def told_once(known: GatewayError | None) -> Iterator[None]:
    """Says above the page that the database is away, unless the page says it beside what was pressed."""
    above = st.container() if known else None
    st.session_state[_TOLD] = False
    try:
        yield
    except GatewayError as error:
        away(error, key="page")
        return
    if known and above and not st.session_state.get(_TOLD):
        with above:
            away(known, key="router")


def done(sentence: str) -> NoReturn:
    """Draws the page anew, with what has just changed, and says that it worked."""
    st.session_state[_DONE] = sentence
    st.rerun()


def show_done() -> None:
    if sentence := st.session_state.pop(_DONE, None):
        st.toast(sentence, icon=":material/check:")
