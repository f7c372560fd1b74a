"""What the parts of a client's page have in common: names of their fields, and acts done at the top of the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from components import acts, messages, opened
from components.acts import Do, Outcome
from lib.coach import client as clients
from lib.diary import entries
from lib.gateway.port import Backend, GatewayError

# Two clients in one tab have nothing in common. What is typed and chosen is named so, buttons are not: a button cannot
# be told what it was.
PREFIX = "client_"


def prefix(client_id: str) -> str:
    return f"{PREFIX}{client_id}_"


def act(call: Callable[[Backend], object], undo: Do | None = None) -> Do:
    """Of all that is written here only the database knows how the page looks then."""

    def do(backend: Backend) -> Outcome:
        call(backend)
        return Outcome(anew=True, undo=undo)

    return do


class NotSent(GatewayError):
    """Words for the client that found no way to them, because sharing had ended."""


def sending(call: Callable[[Backend], object]) -> Do:
    def do(backend: Backend) -> Outcome:
        try:
            call(backend)
        except GatewayError as error:
            if error.code == clients.NOT_SHARED:
                raise NotSent(error.code, error.message) from None
            raise
        return Outcome(anew=True)

    return do


def say_not_sent(client_id: str) -> None:
    """At the end of the page, which nobody reaches whose text was taken: because it was refused, or because the form
    was not drawn any more when its button was clicked."""
    refused = acts.desk().refused
    if (refused and isinstance(refused[0], NotSent)) or _was_clicked(client_id):
        st.text("What you wrote was not sent.")


def _was_clicked(client_id: str) -> bool:
    began = f"send_{prefix(client_id)}"
    clicked = [str(key) for key in st.session_state if str(key).startswith(began) and st.session_state[key] is True]
    return any((st.session_state.get(_text(key.removeprefix("send_"))) or "").strip() for key in clicked)


def keep_typed(client_id: str) -> None:
    """While nothing of the client can be drawn: a field that is not drawn would forget what was typed into it."""
    for key in [str(key) for key in st.session_state if str(key).startswith(prefix(client_id))]:
        st.session_state[key] = st.session_state[key]


def key_of(form: str) -> str:
    """Made when the form is drawn: what was sent and sent again is told apart by it from what is written anew."""
    made: str = st.session_state.setdefault(_key(form), entries.new_key())
    return made


def _key(form: str) -> str:
    return f"{form}key"


def _text(form: str) -> str:
    return f"{form}text"


def text_form(
    form: str,
    label: str,
    button: str,
    longest: int,
    do: Callable[[str, str], Do],
    says: str,
    *,
    value: str = "",
    height: int = 120,
    beside: Callable[[], None] = lambda: None,
) -> None:
    """A text and the button that sends it. `do` gets the text and the key of the form, `beside` draws a button."""
    key = key_of(form)
    field = _text(form)
    # Said also where it is empty: a field that was sent off and is drawn again would keep its words in the browser.
    st.session_state.setdefault(field, value)
    typed = st.text_area(label, key=field, max_chars=longest, height=height)
    with st.container(horizontal=True):
        sent = st.button(button, key=f"send_{form}", type="primary", on_click=acts.quietly)
        beside()
    if not sent:
        return
    if not (typed or "").strip():
        messages.not_saved(["Write something first."])
        return
    acts.later(f"send_{form}{key}", _as_sent(form, typed.strip(), do(typed.strip(), key)), says, clears=_key(form))
    st.rerun()


@dataclass(frozen=True)
class Sent(Outcome):
    form: str = ""
    text: str = ""


def _as_sent(form: str, text: str, do: Do) -> Do:
    def sent(backend: Backend) -> Outcome:
        do(backend)
        return Sent(anew=True, form=form, text=text)

    return sent


def put_away(done: Sequence[Outcome]) -> None:
    """Empties the forms whose texts were written. What was changed while the first waited stays."""
    for one in done:
        if isinstance(one, Sent) and (st.session_state.get(_text(one.form)) or "").strip() in ("", one.text):
            opened.close(one.form)


def two_taps(name: str, label: str, sentence: str, sure: str, do: Do, says: str, icon: str) -> None:
    """For what cannot be taken back: the first tap only says what the second one does."""
    asked = f"{PREFIX}sure_{name}_"
    if not opened.is_open(asked):
        st.button(label, key=f"ask_{name}", icon=icon, on_click=opened.toggle, args=(asked,))
        return
    st.text(sentence)
    with st.container(horizontal=True):
        st.button(sure, key=f"sure_{name}", icon=icon, type="primary", on_click=_sure, args=(asked, name, do, says))
        st.button("Keep it as it is", key=f"not_{name}", on_click=opened.toggle, args=(asked,))


def _sure(asked: str, name: str, do: Do, says: str) -> None:
    opened.close(asked)
    acts.later(f"sure_{name}", do, says)
