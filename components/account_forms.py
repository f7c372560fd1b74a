"""The forms of somebody who is not signed in yet. Each hands what was typed to one account action."""

from collections.abc import Callable
from functools import partial
from typing import NoReturn
from urllib.parse import quote

import streamlit as st

from components import leave, messages, once
from lib import session
from lib.gateway.port import AccountError, GatewayError, SignedIn
from lib.web.leave_script import end_path, keep_path


def _let_in(page: str, prove: Callable[[], SignedIn | None]) -> bool:
    """Moves the browser on to `page`, signed in. Where it comes back nobody is; True if nothing was refused either."""
    way_in = once.note("way_in")
    try:
        with way_in.lock:
            if not way_in.done and (signed_in := prove()):
                way_in.done = keep_path(session.keep_ticket(signed_in), page)
    except (AccountError, GatewayError) as error:
        messages.trouble(error)
        return False
    if way_in.done:
        leave.go_to(way_in.done)
        st.stop()
    return True


def come_anew() -> NoReturn:
    """For a tab whose sign-in was ended elsewhere: the browser's cookie is another by now, as only a new load tells."""
    leave.go_to(f"{end_path(session.end_ticket())}&to={quote('/?sign-in=expired')}")
    st.stop()


def sign_in_form(page: str) -> None:
    accounts = session.house().store.accounts
    with st.form("sign_in", border=False):
        email = st.text_input("E-mail", key="sign_in_email", autocomplete="username", max_chars=254)
        password = st.text_input(
            "Password", key="sign_in_password", type="password", autocomplete="current-password", max_chars=200
        )
        pressed = st.form_submit_button("Sign in", type="primary", width="stretch", key="sign_in_submit")
    if pressed:
        _let_in(page, lambda: accounts.sign_in(email, password, session.caller()))


def sign_up_form() -> None:
    accounts = session.house().store.accounts
    with st.form("sign_up", border=False):
        email = st.text_input("E-mail", key="sign_up_email", autocomplete="username", max_chars=254)
        password = st.text_input(
            "Password",
            key="sign_up_password",
            type="password",
            autocomplete="new-password",
            max_chars=200,
            help="At least 10 characters. Three or four unrelated words are a good one.",
        )
        pressed = st.form_submit_button("Create account", type="primary", width="stretch", key="sign_up_submit")

    def create() -> SignedIn | None:
        signed_in = accounts.sign_up(email, password, session.caller())
        if signed_in:
            session.start_profile(signed_in, st.context.timezone)
        return signed_in

    if pressed and _let_in("/", create):
        st.success("Almost there: follow the link in the e-mail we sent you, then sign in.", icon=":material/mail:")


def reset_forms() -> None:
    accounts = session.house().store.accounts
    # Outside the form below, because whoever has a code already types their address without asking for another.
    email = st.text_input("E-mail", key="reset_email", autocomplete="username", max_chars=254)
    if st.button("Send me a code", width="stretch", key="reset_ask"):
        try:
            accounts.request_reset(email, session.caller())
            st.success("If this address has an account, a code is on its way.", icon=":material/mail:")
        except (AccountError, GatewayError) as error:
            messages.trouble(error)
    with st.form("reset", border=False):
        code = st.text_input("Code from the e-mail", key="reset_code", autocomplete="one-time-code", max_chars=40)
        password = st.text_input(
            "New password", key="reset_password", type="password", autocomplete="new-password", max_chars=200
        )
        pressed = st.form_submit_button("Set new password", type="primary", width="stretch", key="reset_submit")
    if pressed:
        try:
            accounts.reset_password(email, code, password, session.caller())
            st.success("Your new password is set. You can sign in with it now.", icon=":material/check:")
        except (AccountError, GatewayError) as error:
            messages.trouble(error)


def demo_card(page: str) -> None:
    accounts = session.house().store.accounts
    if not accounts.demo:
        return
    with st.container(border=True):
        st.markdown("**Try the demo** without an account:")
        with st.container(horizontal=True):
            for which, label, icon in (
                ("person", "As a person", ":material/person:"),
                ("coach", "As a coach", ":material/sports:"),
            ):
                if st.button(label, icon=icon, key=f"demo_{which}"):
                    _let_in(page, partial(accounts.sign_in_demo, which, session.caller()))
