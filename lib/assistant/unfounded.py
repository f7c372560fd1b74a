"""What a model has written over facts, without every sentence that the facts do not bear."""

# Word lists and patterns are read in one piece.
# ruff: noqa: E501

import re
from collections.abc import Callable, Sequence

from lib.advice import (
    checker_claims,
    checker_form,
    checker_harm,
    checker_numbers,
    checker_roles,
    checker_things,
    checker_words,
)
from lib.advice.facts import Fact
from lib.advice.triage import triage

LONGEST = 4000
LONGEST_SENTENCE = 400
# An answer is asked for in three; what comes after so many is not even looked at.
MOST_SENTENCES = 10
# A stop in "7.5" or "2.0" ends nothing.
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|[\r\n]+")
# Said of many days at once, or that there is nothing: only where a fact says so too.
_NOTHING = re.compile(
    r"\b(?:nothing is|nothing was|nothing has been|is nothing|no (?:goals?|entries|entry|figures?|data|record|meals?|drinks?))\b"
)
_OF_ALL = re.compile(
    r"\b(?:(?:all|every|each) (?:of )?(?:\w+ )?(?:days?|nights?|weeks?|months?|times?|meals?|goals?)|both|always|most (?:days|nights|of)|"
    r"(?:that|rest) is (?:enough|plenty)|twice|double|doubled|half|third|quarter|went (?:up|down)|best|worst|than (?:ever|before|usual))\b"
)


def remove_unfounded(text: str, facts: Sequence[Fact]) -> str:
    """The sentences that may stay, in their order; empty where none may.

    A sentence goes that says a number no fact has, or one as something else than it is, that names what no fact names,
    that is no plain line of English, that says why, judges or gives treatment, or that calls for help instead of an
    answer. After a wrong number nothing stays: what follows may lean on it.
    """
    if len(text) > LONGEST:
        return ""
    # Serious things may be said over two sentences.
    if triage(text).kind != "ok":
        return ""
    allowed = checker_things.named(facts)
    without_names = _leaving_out([name for fact in facts for name in fact.names])
    kept = []
    for piece in _sentences(text):
        if len(piece) > LONGEST_SENTENCE:
            continue
        line = checker_form.normalised(piece)
        problem = _fault(line, facts, allowed, without_names) if line else "empty"
        if problem in ("number", "unit", "role"):
            break
        if not problem:
            kept.append(line)
    return " ".join(kept)


def _sentences(text: str) -> list[str]:
    return [piece for piece in _END.split(text) if piece.strip()][:MOST_SENTENCES]


def _leaving_out(names: Sequence[str]) -> Callable[[str], str]:
    """Of itself a name backs no number: "2% milk" is milk."""
    known = sorted({name for name in names if re.search(r"[^\W\d_]", name)}, key=len, reverse=True)
    if not known:
        return lambda line: line
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in known)})(?!\w)", re.IGNORECASE)
    return lambda line: pattern.sub("it", line)


def _fault(line: str, facts: Sequence[Fact], allowed: frozenset[str], without_names: Callable[[str], str]) -> str:
    bare = without_names(line)
    return (
        checker_form.fault(line, facts)
        or checker_claims.fault(bare, facts)
        or checker_numbers.fault(bare, facts)
        or ("food" if checker_things.unnamed_among(bare, allowed) else "")
        or ("word" if checker_words.strange(checker_harm.without_kind_sayings(bare), allowed, wider=True) else "")
        or checker_harm.fault(bare)
        or checker_roles.fault(bare, facts, facts)
        or ("claim" if _says_of_all(bare, facts) else "")
        or ("" if triage(line).kind == "ok" else "triage")
    )


def _says_of_all(line: str, facts: Sequence[Fact]) -> bool:
    low = line.lower()
    said = " ".join(fact.said for fact in facts).lower()
    if _NOTHING.search(low) and not re.search(r"\bno\b|\bnothing\b", said):
        return not low.startswith("there is nothing more to say")
    return any(found[0] not in said for found in _OF_ALL.finditer(low))
