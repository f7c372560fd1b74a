"""What a model has written over facts, without every sentence that the facts do not bear."""

import re
from collections.abc import Sequence

from lib.advice import checker_claims, checker_form, checker_numbers
from lib.advice.facts import Fact
from lib.advice.triage import triage
from lib.assistant import shown

LONGEST = 4000
LONGEST_SENTENCE = 400
# A stop in "7.5" or "2.0" ends nothing.
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|[\r\n]+")


def remove_unfounded(text: str, facts: Sequence[Fact]) -> str:
    """The sentences that may stay, in their order; empty where none may.

    A sentence goes that holds a number no fact has, an address, markup or anything that is no plain line of English,
    that says why or gives treatment, or that calls for help instead of an answer.
    """
    if len(text) > LONGEST:
        return ""
    # Serious things may be said over two sentences.
    if triage(text).kind != "ok":
        return ""
    kept = [line for line in map(checker_form.normalised, _sentences(text)) if line and not _fault(line, facts)]
    return " ".join(kept)


def _sentences(text: str) -> list[str]:
    return [piece for piece in _END.split(text) if piece.strip()]


def _fault(line: str, facts: Sequence[Fact]) -> str:
    if len(line) > LONGEST_SENTENCE:
        return "too_long"
    # Of itself a name backs no number: "2% milk" is milk.
    bare = shown.without_names(line, (name for fact in facts for name in fact.names))
    return (
        checker_form.fault(line, facts)
        or checker_claims.fault(bare, facts)
        or checker_numbers.fault(bare, facts)
        or ("" if triage(line).kind == "ok" else "triage")
    )
