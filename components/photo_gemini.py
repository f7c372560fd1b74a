"""Asking Gemini about a photo: only for whoever has agreed, and only when they press the button."""

import datetime
from dataclasses import replace

import streamlit as st

from components import acts, messages, photo_taking, plain, profile_saving
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError, Row
from lib.gemini import Access, GeminiError
from lib.profile import Profile
from lib.vision import plate as plates
from lib.vision import second_eyes
from lib.vision.plate import Shot

_ASKED = "photo_gemini_asked"
_SAYS = "photo_gemini_says"
WHAT_GOES = (
    "Gemini is a service of Google. If you agree, the photo is sent there when you press the button, without the place "
    "and the time, and without your name. What it names is a suggestion; the figures come from the food table here."
)


def show(backend: Backend, access: Access | None, here: Clock, me: Profile) -> None:
    shots = [shot for shot in photo_taking.plate().shots if shot.looked_at and not shot.asked_gemini]
    if access is None:
        return
    if says := st.session_state.get(_SAYS):
        st.info(plain.label(says), icon=":material/info:")
    if not shots:
        return
    if not me.ask_gemini:
        with st.expander("Ask Gemini as well", icon=":material/visibility:"):
            st.text(WHAT_GOES)
            st.button("I agree, ask Gemini", key="photo_gemini_agree", on_click=_agree)
        return
    quota: Row = st.session_state.get("photo_quota") or {}
    if quota.get("limit") is not None and quota["left"] == 0:
        st.text(_used_up(quota, here))
        return
    st.button("Ask Gemini", key="photo_gemini", icon=":material/visibility:", on_click=_wish)
    if quota.get("limit") is not None:
        st.text(f"{quota['left']} of {quota['limit']} left today")
    if st.session_state.pop(_ASKED, False):
        with st.spinner("Asking Gemini ..."):
            trouble = _ask(backend, access, shots[0], here)
        if trouble:
            messages.trouble(trouble)
        else:
            st.rerun()


def _wish() -> None:
    acts.quietly()
    st.session_state[_ASKED] = True


def _agree() -> None:
    if profile_saving.save({"ask_gemini": True}):
        _wish()


def _ask(backend: Backend, access: Access, shot: Shot, here: Clock) -> GatewayError | None:
    """No word to Streamlit in here: the next tap would end it half done."""
    try:
        quota = backend.gateway.rpc("use_quota", {"p_feature": "photo_analysis"})
        st.session_state["photo_quota"] = quota
        if not quota["allowed"]:
            st.session_state[_SAYS] = _used_up(quota, here)
            return None
        try:
            named = second_eyes.look_at(access, shot.photo.jpeg)
        except GeminiError as error:
            st.session_state[_SAYS] = error.sentence
            return None
        names = [one.name for one in named]
        foods = backend.gateway.rpc("match_foods", {"p_names": names}) if names else {}
    except GatewayError as error:
        return error
    found = plates.asked([(one.name, one.grams, one.sure) for one in named], foods)
    held = photo_taking.plate().changed(replace(shot, asked_gemini=True))
    photo_taking.put(held.with_lines(shot.id, found))
    new = len(photo_taking.plate().lines) - len(held.lines)
    st.session_state[_SAYS] = (
        f"Gemini named {new} more." if new else "Gemini named nothing that is not on the list already."
    )
    return None


def _used_up(quota: Row, here: Clock) -> str:
    until = datetime.datetime.fromisoformat(quota["resets_at"]).astimezone(here.zone)
    return f"Gemini was asked {quota['limit']} times today, and more is not included. It goes on at {until:%H:%M}."
