"""Asking Gemini about a photo: only for whoever has agreed, and only when they press the button."""

import datetime
from dataclasses import dataclass, replace

import streamlit as st

from components import acts, messages, once, photo_taking, plain, profile_saving
from lib import gemini, outside
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError, Row
from lib.gemini import Access, GeminiError
from lib.profile import Profile
from lib.vision import plate as plates
from lib.vision import second_eyes
from lib.vision.second_eyes import Named

_ASKED = "photo_gemini_asked"
_SAYS = "photo_gemini_says"
WHAT_GOES = (
    "Gemini is a service of Google. If you agree, the photo is sent there when you press the button, without the place "
    "and the time, and without your name. What it names is a suggestion; the figures come from the food table here."
)


@dataclass
class Answer:
    """What came of asking about one photo, as far as it went."""

    quota: Row | None = None
    named: list[Named] | None = None
    foods: dict[str, list[Row]] | None = None
    says: str = ""


def show(backend: Backend, access: Access | None, here: Clock, me: Profile) -> None:
    # Everybody is the demo person: nobody's consent is anybody else's.
    if access is None or me.is_demo or me.only_here:
        return
    asked: str = st.session_state.get(_ASKED, "")
    if asked:
        _answer(backend, access, asked, here)
    if says := st.session_state.get(_SAYS):
        st.text(says)
    shots = [shot for shot in photo_taking.plate().shots if shot.looked_at and not shot.asked_gemini]
    if not shots:
        return
    if not me.ask_gemini:
        with st.expander("Ask Gemini as well", icon=":material/visibility:"):
            st.text(WHAT_GOES)
            st.button("I agree, ask Gemini", key="photo_gemini_agree", on_click=_agree, args=(shots[0].id,))
        return
    quota: Row = st.session_state.get("photo_quota") or {}
    if quota.get("limit") is not None and quota["left"] == 0:
        st.text(_used_up(quota, here))
        return
    st.button("Ask Gemini", key="photo_gemini", icon=":material/visibility:", on_click=_wish, args=(shots[0].id,))
    if quota.get("limit") is not None:
        st.text(f"{quota['left']} of {quota['limit']} left today")


def _wish(shot_id: str) -> None:
    acts.quietly()
    st.session_state[_ASKED] = shot_id


def _agree(shot_id: str) -> None:
    if profile_saving.save({"ask_gemini": True}):
        _wish(shot_id)


def _answer(backend: Backend, access: Access, shot_id: str, here: Clock) -> None:
    """Asks, or waits for who is asking already, and puts what is named on the plate."""
    held = photo_taking.plate()
    shot = next((one for one in held.shots if one.id == shot_id), None)
    if shot is None or shot.asked_gemini:
        return
    note = once.note(f"photo_gemini_{shot_id}")
    with st.spinner("Asking Gemini ..."), note.lock:
        note.result = note.result or Answer()
        trouble = _ask(note.result, backend, access, shot.photo.jpeg, here)
    answer: Answer = note.result
    if answer.quota:
        st.session_state["photo_quota"] = answer.quota
    if trouble:
        messages.trouble(trouble)
        return
    if answer.named is None or answer.foods is None:
        # It may be asked about once more.
        note.result = None
        st.session_state.pop(_ASKED, None)
        st.info(plain.label(answer.says), icon=":material/info:")
        return
    found = plates.asked([(one.name, one.grams, one.sure) for one in answer.named], answer.foods)
    changed = held.changed(replace(shot, asked_gemini=True)).with_lines(shot_id, found)
    new = len(changed.lines) - len(held.lines)
    st.session_state[_SAYS] = f"Gemini named {new} more." if new else "Gemini named nothing that is not here already."
    photo_taking.put(changed)
    st.rerun()


def _ask(answer: Answer, backend: Backend, access: Access, jpeg: bytes, here: Clock) -> GatewayError | None:
    """No word to Streamlit in here: the next tap would end it half done. What was got is not asked for again."""
    try:
        if answer.named is None:
            gemini.check(access)
            leave = outside.begin(backend, "photo", access.model, ["a photo of a meal"])
            if not leave["allowed"]:
                answer.says = _not_now(leave, here)
                return None
            answer.quota = leave
            answer.named = outside.carry_out(backend, leave["call"], lambda: second_eyes.look_at(access, jpeg))
        names = [one.name for one in answer.named]
        answer.foods = backend.gateway.rpc("match_foods", {"p_names": names}) if names else {}
    except GeminiError as error:
        counted = " This counts as one of today's questions." if answer.quota and answer.quota["limit"] else ""
        answer.says = f"{error.sentence}{counted}"
    except GatewayError as error:
        return error
    return None


def _not_now(leave: Row, here: Clock) -> str:
    if leave["why"] == "quota":
        return _used_up(leave, here)
    if leave["why"] == "busy":
        return "Gemini is being asked too often right now. Please wait a minute, or go on without it."
    return "You have not agreed to ask Gemini, or you keep everything here: see Settings."


def _used_up(quota: Row, here: Clock) -> str:
    until = datetime.datetime.fromisoformat(quota["resets_at"]).astimezone(here.zone)
    return f"Gemini was asked {quota['limit']} times today, and more is not included. It goes on at {until:%H:%M}."
