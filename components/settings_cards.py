"""The cards of the Settings page about the account: where one is signed in, and the password."""

import datetime

import streamlit as st

from components import leave, messages, once
from lib import profile, session
from lib.gateway.port import AccountError, GatewayError
from lib.web.leave_script import end_path


def sessions_card() -> None:
    me = session.require_user()
    with st.container(border=True):
        st.header("Where you are signed in")
        try:
            rows = me.backend.gateway.select("my_sessions", order="last_used_at", desc=True)
        except GatewayError:
            st.caption("This list cannot be shown right now.")
            return
        is_demo, zone = bool(me.profile["is_demo"]), profile.zone(me.profile["time_zone"])
        if is_demo:
            # Strangers share the demo people: they neither see nor end each other's visits.
            rows = [row for row in rows if row["id"] == me.id]
        for row in sorted(rows, key=lambda row: row["id"] != me.id):
            with st.container(horizontal=True, vertical_alignment="center"):
                here = row["id"] == me.id
                used = datetime.datetime.fromisoformat(row["last_used_at"]).astimezone(zone)
                st.text(f"{row['device']}\n{'This browser' if here else f'Last used {used:%-d %B %Y}'}")
                if not here and st.button("Sign out there", key=f"end_{row['id']}"):
                    _end_session(row["id"])
        with st.container(horizontal=True):
            if st.button("Sign out", icon=":material/logout:", key="sign_out_here"):
                leave_signed_out(everywhere=False)
            if not is_demo and st.button("Sign out everywhere", key="sign_out_everywhere"):
                leave_signed_out(everywhere=True)


def _end_session(session_id: str) -> None:
    try:
        session.require_user().backend.gateway.delete("my_sessions", eq={"id": session_id})
    except GatewayError as error:
        messages.trouble(error)
        return
    st.rerun()


def leave_signed_out(*, everywhere: bool) -> None:
    try:
        ticket = session.sign_out_everywhere() if everywhere else session.sign_out()
    except GatewayError as error:
        messages.trouble(error)
        return
    leave.go_to(end_path(ticket))
    st.stop()


def password_card() -> None:
    me = session.require_user()
    with st.container(border=True):
        st.header("Password")
        if me.profile["is_demo"]:
            st.caption("The demo people have no password.")
            return
        change = once.note("password_change")
        changed, change.done = bool(change.done), ""
        if changed:
            st.session_state["pw_old"] = st.session_state["pw_new"] = ""
        with st.form("password", border=False):
            # Lets a password manager know whose password this is.
            email = me.backend.person.email
            st.text_input("E-mail", value=email, disabled=True, autocomplete="username", key="pw_email")
            old = st.text_input(
                "Present password", type="password", autocomplete="current-password", max_chars=200, key="pw_old"
            )
            new = st.text_input(
                "New password", type="password", autocomplete="new-password", max_chars=200, key="pw_new",
                help="At least 10 characters. Every other browser is signed out.",
            )  # fmt: skip
            pressed = st.form_submit_button("Change password", type="primary", key="pw_save")
        if pressed and not changed:
            if new and old == new:
                messages.not_saved(["Both fields hold the same password, and the new one must be another."])
                return
            try:
                with change.lock:
                    if not change.done:
                        session.change_password(old, new)
                        change.done = "yes"
            except (AccountError, GatewayError) as error:
                messages.trouble(error)
                return
            st.rerun()
        if changed:
            st.success("Your password is changed and every other browser is signed out.", icon=":material/check:")
