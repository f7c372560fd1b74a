"""What a person and their coach wrote to each other, and the field to answer."""

import uuid

import streamlit as st

from components import acts, history_filters, messages, section, sharing_acts, sharing_kept
from lib.coach import kinds, sharing
from lib.coach.between import LONGEST_MESSAGE, Message
from lib.coach.sharing import Coaching, Consent
from lib.diary import days
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError


def show(backend: Backend, coaching: Coaching, consent: Consent, here: Clock) -> None:
    label = f"Messages, {consent.unread} new" if consent.unread else "Messages"
    if not section.show(label, f"sharing_thread_{consent.coach}_", ":material/forum:"):
        return
    if not consent.messages:
        st.text("No messages yet. What you write to each other stands here.")
    for message in consent.messages:
        _message(message, consent, here)
    if consent.state != "revoked":
        _form(consent)
    # While the database is away, asking would only take as long again.
    if consent.unread and not messages.is_told():
        _mark_read(backend, coaching, consent)


def _message(message: Message, consent: Consent, here: Clock) -> None:
    at = message.sent_at.astimezone(here.zone)
    who = consent.name if message.from_coach else "You"
    avatar = ":material/sports:" if message.from_coach else ":material/person:"
    with st.chat_message("assistant" if message.from_coach else "user", avatar=avatar):
        is_new = message.from_coach and not message.is_read
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"{who}, {at.day} {at:%B %H:%M}", width="content")
            if is_new:
                st.badge("New", icon=":material/mark_chat_unread:", color="green")
        st.text(message.text)
        if message.about_day:
            _about(message, here)
        if not message.from_coach and message.is_read:
            st.caption("Seen")


def _about(message: Message, here: Clock) -> None:
    assert message.about_day is not None
    what = f", {kinds.SHARED[message.about_kind]}" if message.about_kind else ""
    st.text(f"About: {days.say_day(message.about_day, here.today)}{what}")
    if message.about_kind == "meal" and message.about_id:
        st.page_link(
            "meal.py", label="Open the meal", icon=":material/open_in_full:", query_params={"id": message.about_id}
        )
    elif st.button(
        "Open in the Diary", key=f"about_{message.id}", icon=":material/menu_book:", type="tertiary",
        on_click=history_filters.look_at, args=(message.about_kind, message.about_day),
    ):  # fmt: skip
        st.switch_page("diary.py")


def _form(consent: Consent) -> None:
    prefix = f"sharing_write_{consent.coach}_"
    st.session_state.setdefault(f"{prefix}key", str(uuid.uuid4()))
    # Said also where it is empty: a field that was sent off and is drawn again would keep its words in the browser.
    st.session_state.setdefault(f"{prefix}text", "")
    with st.form(f"sharing_write_form_{consent.coach}", border=False):
        st.text_area("Write to your coach", key=f"{prefix}text", max_chars=LONGEST_MESSAGE, height=100)
        st.form_submit_button(
            "Send", type="primary", key=f"{prefix}send", icon=":material/send:", on_click=_send,
            args=(consent.coach, prefix),
        )  # fmt: skip
    if st.session_state.pop(f"{prefix}empty", False):
        messages.not_saved(["Write something first."])


def _send(coach: str, prefix: str) -> None:
    """For `on_click`."""
    text = sharing.read_text(st.session_state.get(f"{prefix}text") or "")
    if not text:
        acts.quietly()
        st.session_state[f"{prefix}empty"] = True
        return
    key = sharing.message_key(st.session_state[f"{prefix}key"], text)
    acts.later(f"{prefix}send_it", sharing_acts.message(coach, text, key), "Sent.", clears=prefix)


def _mark_read(backend: Backend, coaching: Coaching, consent: Consent) -> None:
    """After they are drawn: what is new is marked as such on this draw, and no more on the next."""
    try:
        sharing.mark_read(backend, consent)
    except GatewayError:
        # They stay new until the database is back.
        return
    sharing_kept.put(sharing.with_read(coaching, consent.coach))
