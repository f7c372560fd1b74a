"""Decides whether a line of advice may be shown: short, plain, English, and nothing in it that the facts do not say.

It rather refuses a good line than shows a wrong one: what is refused is written anew by a template.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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

MOST_WORDS = 25
FEWEST_WORDS = 4
# Nothing longer is even looked at, and words tied together by dashes and slashes are still words.
_MOST_CHARACTERS = 1000
_MOST_CHARACTERS_SHOWN = 220
_MOST_RUNS_OF_LETTERS = 32

# A stop, a space, and a capital or a figure: a sentence ends there, unless the stop belongs to a short form.
_END = re.compile(r"[.!?][\"'”’)]?(?=\s+[\"'“‘(]?[A-Z\d½¼¾])")
_SHORT_FORM = re.compile(
    r"(?:^|[\s(])(?:[Ee]\.g|[Ii]\.e|a\.m|p\.m|[Aa]pprox|ca|vs|[Dd]r|Mrs?|Ms|St|incl|[A-Z])\.$"
    r"|(?<![\d ])[ ](?:min|max)\.$"
)


@dataclass(frozen=True)
class Checked:
    """`line` may be shown; it is empty where `problem` says why not: "too_long", "number", "food"..."""

    line: str
    problem: str
    words: int


def check(text: str, facts: Sequence[Fact], cited: Sequence[str] | None = None, *, no_numbers: bool = False) -> Checked:
    """The numbers have to stand in the cited facts, in any where `cited` is None. Names may come from any fact.

    `no_numbers` refuses every number, in figures or words: for people who chose not to see any.
    """
    if len(text) > _MOST_CHARACTERS:
        return Checked("", "too_long", 0)
    line = checker_form.normalised(text)
    if _count(line) > MOST_WORDS:
        line = _whole_sentences(line)
    problem = _length(line) or _fault(line, facts, cited, no_numbers)
    return Checked("" if problem else line, problem, _count(line))


def _fault(line: str, facts: Sequence[Fact], cited: Sequence[str] | None, no_numbers: bool) -> str:
    ids = [fact.id for fact in facts]
    if cited is not None and any(one not in ids for one in cited):
        return "unknown_fact"
    of_these = [fact for fact in facts if cited is None or fact.id in cited]
    return (
        checker_form.fault(line, facts)
        or checker_claims.fault(line, facts)
        or checker_numbers.fault(line, of_these, none_at_all=no_numbers)
        or ("food" if checker_things.unnamed(line, facts) else "")
        or (
            "word"
            if checker_words.strange(checker_harm.without_kind_sayings(line), checker_things.named(facts))
            else ""
        )
        or checker_harm.fault(line, no_numbers=no_numbers)
        or checker_roles.fault(line, facts, of_these)
    )


def _length(line: str) -> str:
    if not line or _count(line) > MOST_WORDS or len(line) > _MOST_CHARACTERS_SHOWN:
        return "too_long" if line else "too_short"
    if _count(line) < FEWEST_WORDS:
        return "too_short"
    return "too_long" if len(re.findall(r"[^\W\d_]+", line)) > _MOST_RUNS_OF_LETTERS else ""


def _count(line: str) -> int:
    return len(re.findall(r"\S+", line))


def _whole_sentences(line: str) -> str:
    """As many whole sentences from the start as have 4 to 25 words together; the line as it is where none has."""
    kept = line
    for end in _END.finditer(line):
        start = line[: end.end()]
        if _count(start) > MOST_WORDS:
            break
        if _count(start) >= FEWEST_WORDS and not _SHORT_FORM.search(start):
            kept = start
    return kept
