"""Inviting somebody: by their address, or by a code that they get from the coach."""

import datetime

import streamlit as st

from components import acts, board_acts, messages, section
from components.acts import Outcome
from lib.coach import invites
from lib.gateway.port import Backend, GatewayError, Row
from lib.profile import zone

_PREFIX = "invite_"
_FORM = f"{_PREFIX}form_"
_CODE = f"{_PREFIX}code"


def note(done: list[Outcome]) -> None:
    """Keeps the code that was just made on the page; the database does not tell it again."""
    for one in done:
        made: Row | None = st.session_state.get(_CODE)
        if isinstance(one, board_acts.Withdrawn) and made and made["id"] == one.invite_id:
            del st.session_state[_CODE]
        if isinstance(one, board_acts.Invited) and one.invite and one.invite["code"]:
            st.session_state[_CODE] = one.invite


def show(backend: Backend, zone_name: str) -> None:
    """In a part of the page that is closed until somebody wants it."""
    if section.show("Invite a client", _PREFIX, ":material/person_add:"):
        with st.container(border=True, key="card_invite"):
            form(backend, zone_name)


def form(backend: Backend, zone_name: str) -> None:
    st.text(
        "Whoever you invite chooses what you may see and until when, and can change or end it at any time. "
        "Wellspring sends no e-mail itself: tell them that you invited them."
    )
    _by_email()
    _by_code(zone_name)
    _open_ones(backend, zone_name)


def _by_email() -> None:
    # Said also where it is empty: a field that was sent off and is drawn again would keep its words in the browser.
    st.session_state.setdefault(f"{_FORM}email", "")
    with st.form("invite_by_email", border=False):
        email = st.text_input(
            "E-mail address",
            key=f"{_FORM}email",
            max_chars=320,
            autocomplete="off",
            help="They see the invitation on their Sharing page when they are signed in with this address.",
        )
        pressed = st.form_submit_button("Invite by e-mail address", icon=":material/mail:", key=f"{_PREFIX}email_send")
    if not pressed:
        return
    typed = (email or "").strip()
    if "@" not in typed.strip("@"):
        messages.not_saved(["An e-mail address is missing, such as name@example.org."])
        return
    acts.later(
        f"{_PREFIX}email_send",
        board_acts.invite(typed),
        f"{typed} is invited, for 30 days. They find it on their Sharing page.",
        clears=_FORM,
    )
    st.rerun()


def _by_code(zone_name: str) -> None:
    made: Row | None = st.session_state.get(_CODE)
    if made is None:
        acts.button(
            "Make a one-time code",
            f"{_PREFIX}make_code",
            board_acts.invite(None),
            "A code is made. It is shown this once.",
            icon=":material/key:",
        )
        return
    with st.container(border=True, key="card_invite_code"):
        until = _day(made["expires_at"], zone_name)
        st.text(f"Give this code or this link to one person. It works once, until {until}, and is not shown again.")
        st.code(made["code"], language=None)
        st.code(invites.link(st.context.url, made["code"]), language=None, wrap_lines=True)
        st.button("I have passed it on", icon=":material/check:", key=f"{_PREFIX}code_done", on_click=_forget)


def _forget() -> None:
    acts.quietly()
    st.session_state.pop(_CODE, None)


def _open_ones(backend: Backend, zone_name: str) -> None:
    try:
        rows = invites.open_ones(backend, datetime.datetime.now(datetime.UTC))
    except GatewayError as error:
        if not messages.is_told():
            messages.away(error, key="invites")
        return
    if not rows:
        return
    st.subheader("Open invitations")
    for row in rows:
        who = row["email"] or f"A code of {_day(row['created_at'], zone_name)}"
        with st.container(horizontal=True, vertical_alignment="center", key=f"invite_row_{row['id']}"):
            st.text(f"{who}\nOpen until {_day(row['expires_at'], zone_name)}")
            acts.button(
                "Withdraw",
                f"invite_withdraw_{row['id']}",
                board_acts.withdraw(row["id"]),
                f"{who}: withdrawn.",
                icon=":material/delete:",
                type="tertiary",
            )


def _day(moment: str, zone_name: str) -> str:
    at = datetime.datetime.fromisoformat(moment).astimezone(zone(zone_name))
    return f"{at.day} {at:%B %Y}"
