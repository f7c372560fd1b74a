"""Speaking instead of typing, where Gemini may write it down; and an answer read aloud by the device itself."""

from dataclasses import dataclass

import streamlit as st

from components import acts, chat, messages, once, plain, section
from components.chat import Chat
from lib.assistant import answering, voice
from lib.assistant.voice import NotHeard
from lib.diary.days import Clock
from lib.gateway.port import Backend, GatewayError
from lib.gemini import Access
from lib.gemini_refusals import GeminiError
from lib.profile import Profile
from lib.web.read_script import read_markup

_SPEAK = "chat_voice_"


@dataclass
class Heard:
    words: str = ""
    trouble: str = ""


def aloud() -> None:
    st.button("Read aloud", key="chat_aloud", icon=":material/volume_up:", type="tertiary", on_click=acts.quietly)
    st.html(read_markup(), unsafe_allow_javascript=True)


def show(backend: Backend, held: Chat, access: Access | None, here: Clock, me: Profile) -> None:
    if access is None or not answering.may_ask(me):
        return
    if not section.show("Speak instead", _SPEAK, ":material/mic:"):
        return
    st.caption("The recording is sent to Gemini, a service of Google, which writes it down. It is kept nowhere here.")
    recording = st.audio_input("Say what you want to ask or to log", key=f"{_SPEAK}recording")
    if recording is None:
        return
    note = once.note(f"voice_{recording.file_id}")
    sound = recording.getvalue()
    with st.spinner("Writing down what you said ..."), note.lock:
        trouble = _listen(note, sound, backend, access)
    if trouble:
        messages.trouble(trouble)
        return
    heard: Heard = note.result
    if heard.trouble or not heard.words:
        st.info(plain.label(heard.trouble or "Nothing was heard. Please try once more."), icon=":material/info:")
        return
    key = f"{_SPEAK}words_{recording.file_id}"
    st.session_state.setdefault(key, heard.words)
    st.text_area("This was heard; change what is wrong", key=key, max_chars=chat.LONGEST)
    st.button("Ask this", key=f"{_SPEAK}ask", type="primary", on_click=_ask, args=(held, key, here, me))


def _listen(note: once.Note, sound: bytes, backend: Backend, access: Access) -> GatewayError | None:
    """No word to Streamlit in here. A recording is sent once."""
    if note.result is not None:
        return None
    try:
        note.result = Heard(voice.written_down(sound, backend, access))
    except (NotHeard, GeminiError) as error:
        note.result = Heard(trouble=error.sentence)
    except GatewayError as error:
        return error
    return None


def _ask(held: Chat, key: str, here: Clock, me: Profile) -> None:
    words = str(st.session_state.get(key, ""))
    # The recording goes, so that the next one begins with nothing.
    for name in [name for name in st.session_state if str(name).startswith(_SPEAK) and name != f"{_SPEAK}open"]:
        del st.session_state[name]
    chat.ask(held, words, here, me)
