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

# Fits any hour and any day.
ANY_TIME: Texts = (
    "Be kind to yourself today.",
    "Go on at your own pace.",
    "Nothing more is needed for now.",
    "The rest is up to you.",
)


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
    spare_steps: Texts = ANY_TIME
    # What fits neither the hour nor the day is left out: of all that is said, and of what is asked for.
    unsaid: re.Pattern[str] | None = None
    unasked: re.Pattern[str] | None = None


class Wording(NamedTuple):
    text: str
    # The ids of its facts.
    facts: Texts
    opening: str
    step: str


def wordings(draft: Draft, *, hide_numbers: bool) -> Iterator[Wording]:
    fit = [_without(texts, draft.unsaid, draft.unasked) for texts in (draft.steps, draft.spare_steps, ANY_TIME)]
    steps = next((found for texts in fit if (found := _filled(texts, draft.fillings, hide_numbers))), [])
    tiers = (_filled(_without(tier, draft.unsaid), draft.fillings, hide_numbers) for tier in draft.openings)
    for opening, from_here, begun in next((tier for tier in tiers if tier), []):
        for step, from_there, followed in steps:
            text = f"{opening} {step}"
            if len(_WORDS.findall(text)) <= MOST_WORDS:
                yield Wording(text, tuple(dict.fromkeys((*draft.rests_on, *from_here, *from_there))), begun, followed)


def _without(templates: Texts, *unfit: re.Pattern[str] | None) -> Texts:
    """What is filled in is not looked at: a breakfast may be written down at night."""
    told = ((one, _FIELD.sub("", one)) for one in templates)
    return tuple(one for one, words in told if not any(pattern and pattern.search(words) for pattern in unfit))


def _filled(templates: Texts, fillings: Mapping[str, Filling], hide_numbers: bool) -> list[tuple[str, Texts, str]]:
    """Those for which everything is known, and for which nothing is hidden."""
    found = []
    for template in templates:
        names = _FIELD.findall(template)
        if not all(name in fillings for name in names):
            continue
        text = template.format_map({name: fillings[name].text for name in names})
        if not (hide_numbers and numbers(text.lower())):
            found.append((_SENTENCE.sub(_capital, text), tuple(fillings[name].fact for name in names), template))
    return found


def _capital(letter: re.Match[str]) -> str:
    return letter[0].upper()
