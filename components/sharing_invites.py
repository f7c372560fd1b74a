"""Invitations of coaches: who invites, what they may see, and the words of the agreement."""

import streamlit as st

from components import acts, messages, once, opened, plain, sharing_acts, sharing_choice, sharing_kept, sharing_preview
from lib.coach import sharing
from lib.coach.sharing import Coaching, Invite
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError
from lib.profile import Profile

PREFIX = "sharing_invite_"
_OPEN = f"{PREFIX}of"
_CODE = "sharing_code"
# The code of the address that was looked up in this tab.
_LOOKED = "_sharing_looked"
_USED = "_sharing_code_used"
ASKED = "invite"


def came_by_link() -> bool:
    return bool(st.query_params.get(ASKED))


def show(backend: Backend, coaching: Coaching, here: Clock, me: Profile) -> None:
    """Those that came to their e-mail address."""
    if not coaching.invites and not coaching.consents:
        st.text(
            "You share nothing with anybody. A coach can invite you by your e-mail address: the invitation then stands "
            "here. Or they give you a code or a link."
        )
    for invite in coaching.invites:
        with st.container(border=True, key=f"sharing_invited_{invite.id}"):
            _head(invite, here)
            if _is_open(invite):
                _agree(backend, coaching, invite, here, me)
                continue
            with st.container(horizontal=True):
                st.button(
                    "Look at it",
                    type="primary",
                    key=f"sharing_open_invite_{invite.id}",
                    on_click=_open,
                    args=(invite,),
                )
                _not_now(invite)


def by_code(backend: Backend, coaching: Coaching | None, here: Clock, me: Profile) -> None:
    """A field for a code, and the invitation it opens. A link brings its code along."""
    with st.container(border=True, key="card_sharing_code"):
        st.header("A code from a coach")
        linked = sharing.read_code(st.query_params.get(ASKED, ""))
        if st.session_state.pop(_USED, False):
            # Emptied and not dropped: the browser keeps what stands in a field until it is told otherwise.
            st.session_state[_CODE] = ""
        if linked:
            st.session_state.setdefault(_CODE, linked)
        with st.form("sharing_code_form", border=False):
            typed = st.text_input("Code or link", key=_CODE, autocomplete="off", placeholder="ABCDE-FGHJK")
            pressed = st.form_submit_button("See who invites", key="sharing_code_see", on_click=acts.quietly)
        if pressed:
            _look(backend, sharing.read_code(typed))
        elif linked and st.session_state.get(_LOOKED) != linked and coaching is not None:
            _look(backend, linked)
        invite: Invite | None = st.session_state.get(_OPEN)
        if invite is not None and invite.code and coaching is not None:
            _head(invite, here)
            _agree(backend, coaching, invite, here, me)


def _look(backend: Backend, code: str) -> None:
    opened.close(PREFIX)
    if not code:
        messages.not_saved(["Type the code that your coach gave you."])
        return
    try:
        invite = sharing.see_invite(backend, code)
    except GatewayError as error:
        messages.trouble(error)
        return
    st.session_state[_LOOKED] = code
    if invite is None:
        st.error(
            "This code opens nothing: it may be mistyped, used already or out of date. Ask your coach for a new one.",
            icon=":material/error:",
        )
        return
    st.session_state[_OPEN] = invite


def _open(invite: Invite) -> None:
    acts.quietly()
    opened.close(PREFIX)
    st.session_state[_OPEN] = invite


def _is_open(invite: Invite) -> bool:
    held: Invite | None = st.session_state.get(_OPEN)
    return held is not None and held.key == invite.key


def _head(invite: Invite, here: Clock) -> None:
    expires = invite.expires_at.astimezone(here.zone)
    st.header(plain.label(f"{invite.name} invites you"))
    st.text(f"To let them see parts of your diary as your coach. Open until {expires.day} {expires:%B %Y}.")


def _not_now(invite: Invite) -> None:
    if invite.id:
        acts.button(
            "Not now",
            f"{PREFIX}decline_{invite.id}",
            sharing_acts.decline(invite),
            "Declined. Nothing is shared.",
            help="The invitation goes; your coach can send another one.",
        )
    else:
        st.button("Not now", key=f"{PREFIX}close", on_click=_put_away)


def _put_away() -> None:
    """A code stays good until it expires."""
    acts.quietly()
    opened.close(PREFIX)
    st.session_state[_USED] = True
    if ASKED in st.query_params:
        del st.query_params[ASKED]


def _name(backend: Backend, me: Profile) -> None:
    """What they are called by the coach."""
    if me.name:
        st.text(f"Your coach sees you by the name in your profile: {me.name}")
        return
    st.text(f"Your profile has no name, so your coach sees your e-mail address: {backend.person.email}")
    st.page_link("settings.py", label="Add a name in Settings", icon=":material/settings:")


def _agree(backend: Backend, coaching: Coaching, invite: Invite, here: Clock, me: Profile) -> None:
    if any(consent.coach == invite.coach and consent.goes_on for consent in coaching.consents):
        st.text("You share with this coach already. What you choose here takes the place of that.")
    choice = sharing_choice.show(PREFIX, here, None)
    sharing_preview.show(PREFIX, backend, invite.coach, choice, here, me)
    with st.container(border=True, key=f"{PREFIX}wording"):
        st.subheader("What you agree to")
        st.text(coaching.wording)
        _name(backend, me)
    with st.container(horizontal=True):
        pressed = st.button("I agree", type="primary", key=f"{PREFIX}agree", on_click=acts.quietly)
        _not_now(invite)
    if not pressed:
        return
    if sentence := sharing.problem(choice, here.today):
        messages.not_saved([sentence])
        return
    # What is agreed to is what is ticked at this moment: nothing waits until the database is back.
    agreed = once.note(f"sharing_{invite.key}")
    try:
        with agreed.lock:
            if not agreed.done:
                sharing.accept(backend, invite, choice, coaching.version)
                agreed.done = "yes"
    except GatewayError as error:
        sharing_kept.forget()
        messages.trouble(error)
        return
    sharing_kept.forget()
    _put_away()
    messages.done("Agreed. You can change, pause or end it here at any moment.")
