"""What a line is put together from: openings, steps, and the words to fill in with the facts they come from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lib.advice.checker import MOST_WORDS
from lib.advice.checker_read import numbers

_FIELD = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"(?:^|(?<=\. ))[a-z]")
_WORDS = re.compile(r"\S+")

Texts = tuple[str, ...]


class Filling(NamedTuple):
    text: str
    # The id of the fact it comes from.
    fact: str


@dataclass(frozen=True)
class Draft:
    """Any opening goes with any step. Of `openings` the first tier is taken of which one can be filled in."""

    openings: Sequence[Texts]
    steps: Texts
    fillings: Mapping[str, Filling] = field(default_factory=dict)
    # The ids of the facts that decided what is said.
    rests_on: Texts = ()
    # For when no step can be filled in.
    spare_steps: Texts = ()


def wordings(draft: Draft, *, hide_numbers: bool) -> Iterator[tuple[str, Texts]]:
    """The lines, each with the ids of its facts."""
    steps = _filled(draft.steps, draft.fillings, hide_numbers) or _filled(draft.spare_steps, {}, hide_numbers)
    tiers = (_filled(tier, draft.fillings, hide_numbers) for tier in draft.openings)
    for opening, from_here in next((tier for tier in tiers if tier), []):
        for step, from_there in steps:
            text = f"{opening} {step}"
            if len(_WORDS.findall(text)) <= MOST_WORDS:
                yield text, tuple(dict.fromkeys((*draft.rests_on, *from_here, *from_there)))


def _filled(templates: Texts, fillings: Mapping[str, Filling], hide_numbers: bool) -> list[tuple[str, Texts]]:
    """Those for which everything is known, and for which nothing is hidden."""
    found = []
    for template in templates:
        names = _FIELD.findall(template)
        if not all(name in fillings for name in names):
            continue
        text = template.format_map({name: fillings[name].text for name in names})
        if not (hide_numbers and numbers(text.lower())):
            found.append((_SENTENCE.sub(_capital, text), tuple(fillings[name].fact for name in names)))
    return found


def _capital(letter: re.Match[str]) -> str:
    return letter[0].upper()
