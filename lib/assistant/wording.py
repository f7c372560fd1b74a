"""A question as the router reads it: small letters, plain signs, and small slips of the fingers put right."""

import re
import unicodedata
from collections.abc import Set

from lib.advice.checker_stems import listed

LONGEST = 300
# A word shorter than this has too many neighbours.
SHORTEST_MISTYPED = 5
SHORTEST_OTHER_LETTER = 7
_SIGNS = {"’": "'", "‘": "'", "–": "-", "—": "-", "&": " and "}
SHORT_SLIPS = {
    "tody": "today", "toda": "today", "wek": "week", "slep": "sleep", "watr": "water", "wich": "which",
    "hw": "how", "mch": "much", "muhc": "much", "hwo": "how", "waht": "what", "wat": "what", "teh": "the",
    "didi": "did", "dit": "did", "mny": "many", "stps": "steps", "mod": "mood", "gol": "goal", "lst": "last",
    "tis": "this", "drnk": "drink", "dirnk": "drink",
    "nite": "night", "ystrday": "yesterday", "yestrday": "yesterday", "ystday": "yesterday", "yday": "yesterday",
    "calries": "calories", "slpt": "slept", "wuz": "was", "thsi": "this", "lats": "last", "nigth": "night",
}  # fmt: skip
# Words of their own, one slip away from one that is looked for.
LOOK_ALIKES = listed("""
steep sheep waiter wader later weigher mode model moody driver drive drinker dream streak steak calf carp carbon fiber
fibre alcove gaol weather whether weights height eight freight bight ratting resting nesting heard hearty hearth earth
trained strain trainer brain refrain active actives attract calorific protest proteins sugars sugary bodywork network
framework stress stamps stops strips slippery asleep goat boat train trail trial creed drunken yoga toga wind wine
swine bear beer deer
""")


def plain(question: str) -> str:
    """Empty for what is no question: nothing, or more than anybody asks in one."""
    if len(question) > LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", question).lower()
    text = "".join(_SIGNS.get(sign, sign) for sign in text)
    # What turns or hides text is no sign of a question; line ends are spaces.
    text = "".join(" " if sign.isspace() else sign for sign in text if sign.isspace() or _is_shown(sign))
    text = re.sub(r"(?<=\d)[,.](?=\d)", "\1", text)
    text = re.sub(r"[^\w\s%'\1-]+", " ", text)
    text = text.replace("\1", ".")
    return " ".join(text.split())


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign)[0] != "C"


def put_right(text: str, right: Set[str], meant: Set[str]) -> str:
    """Each word that is not right as it stands becomes the one word of `meant` that is a slip away; else it stays."""
    return " ".join(_put_right(word, right, meant) for word in text.split(" "))


def _put_right(word: str, right: Set[str], meant: Set[str]) -> str:
    if word in right or word in LOOK_ALIKES or not word.isalpha():
        return word
    if word in SHORT_SLIPS or len(word) < SHORTEST_MISTYPED:
        return SHORT_SLIPS.get(word, word)
    near = {way for way in _slips(word) if way in meant}
    return near.pop() if len(near) == 1 else word


def _slips(word: str) -> set[str]:
    """Two letters swapped, one too many, one too few; in a long word also one that is another. The first one stays."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = range(1, len(word))
    found = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
    found |= {word[:i] + word[i + 1 :] for i in cuts}
    found |= {word[:i] + letter + word[i:] for i in range(1, len(word) + 1) for letter in letters}
    if len(word) >= SHORTEST_OTHER_LETTER:
        found |= {word[:i] + letter + word[i + 1 :] for i in cuts for letter in letters}
    return found
