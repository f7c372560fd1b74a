"""What must happen once, however often its button is clicked.

A second click starts the page again at once, while the first is still at work; the first then ends at its next
word to Streamlit, whatever it had done by then, and reading or writing the session's state is such a word. So it leaves
a note here, which is fetched before the work begins, and the second waits for it.
"""

import threading
from dataclasses import dataclass, field
from typing import Any

import streamlit as st


@dataclass
class Note:
    lock: threading.Lock = field(default_factory=threading.Lock)
    done: str = ""
    # What came of it, where that is more than a word.
    result: Any = None


def note(name: str) -> Note:
    held: Note = st.session_state.setdefault(f"_once_{name}", Note())
    return held
