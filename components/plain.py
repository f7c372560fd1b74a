"""Text of people, foods and models where Streamlit would read markdown: labels of buttons, captions, toasts."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def label(text: str) -> str:
    """Shows as it was typed: no picture is fetched and no link made of it."""
    return _MARKS.sub(r"\\\1", _CONTROL.sub(" ", text))
