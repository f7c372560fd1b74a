"""Words of a text, and words without their endings, so that "runs" is "run" and "berries" is "berry"."""

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def words_of(text: str) -> list[str]:
    """In small letters, "yoghurt's" as "yoghurt"."""
    return [re.sub(r"['’]s$", "", word) for word in WORD.findall(text.lower())]


def stem(word: str) -> str:
    word = word.lower()
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("oes", "ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())
