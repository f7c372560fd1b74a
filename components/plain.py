"""Text of people, foods and models where Streamlit would read markdown: labels of buttons, captions, toasts."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# An ampersand begins "&colon;", which would be read as the mark it stands for.
_MARKS = re.compile(r"[\\`*_{}\[\]<>|~$:]|&(?=[#A-Za-z])")
# What is a list or a heading at the beginning is a plain mark anywhere else.
_BEGINNING = re.compile(r"^(\s*\d{0,9})([#+\-.)=!])")
# An address would become a link, and a name of an icon or "->" a picture, whatever marks stand before them; a joiner of
# no width keeps the parts apart and is seen by nobody.
_MEANT = re.compile(r"(?i)(www)(?=\.)|(@)|(?<=[a-z]:)(?=//)|(:)(?=material/|streamlit:)|([-<>~])(?=[-=>])")
JOINER = "\u2060"


def label(text: str) -> str:
    """Shows as it was typed: no picture is fetched and no link made of it."""
    text = _MEANT.sub(lambda found: found[0] + JOINER, _CONTROL.sub(" ", text))
    return _BEGINNING.sub(r"\1\\\2", _MARKS.sub(lambda found: "\\" + found[0], text))
