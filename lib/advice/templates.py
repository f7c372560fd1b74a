"""The line of advice that the app writes by itself: from the person's own figures, in one of many wordings.

A wording is an opening, which says what is so, and a step, which says what could come next. What is written has to pass
the same checker as what a model writes.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lib.advice import (
    checker,
    templates_gym,
    templates_meal,
    templates_mood,
    templates_morning,
    templates_water,
)
from lib.advice.day_notable import WHICH
from lib.advice.facts import Fact
from lib.advice.templates_draft import Draft, wordings
from lib.advice.templates_read import of

_DRAFTS: Mapping[str, Callable[[Sequence[Fact], int], Draft]] = {
    "water": templates_water.draft,
    "gym": templates_gym.draft,
    "meal": templates_meal.draft,
    "mood": templates_mood.draft,
    "morning": templates_morning.draft,
}
# Where nothing else may be said; it says nothing that could be wrong.
_LAST = "Thank you for noting this. Be kind to yourself today."


@dataclass(frozen=True)
class Line:
    text: str
    # The ids of the facts it rests on.
    facts: tuple[str, ...]
    opening: str = ""
    step: str = ""


def line(moment: str, facts: Sequence[Fact], *, seed: str, hide_numbers: bool = False, hour: int = 12) -> Line:
    """`hour` is the person's own. The same seed and facts give the same line."""
    for one in _in_turn(variants(moment, facts, hide_numbers=hide_numbers, hour=hour), moment, facts, seed):
        checked = checker.check(one.text, facts, one.facts, no_numbers=hide_numbers)
        # What had to be cut is left to a wording that fits.
        if checked.line == one.text:
            return one
    return Line(_LAST, ())


def variants(moment: str, facts: Sequence[Fact], *, hide_numbers: bool = False, hour: int = 12) -> list[Line]:
    """Every wording there is for these facts, always in the same order."""
    draft = _DRAFTS[moment](facts, hour % 24)
    known = {fact.id for fact in facts}
    return [
        Line(one.text, tuple(id for id in one.facts if id in known), one.opening, one.step)
        for one in wordings(draft, hide_numbers=hide_numbers)
    ]


def _in_turn(found: Sequence[Line], moment: str, facts: Sequence[Fact], seed: str) -> list[Line]:
    """One entry of a kind after the other goes on in the same order, so that a day says nothing twice in a row."""
    which = of(facts, WHICH)
    turn = len(which.rows) - 1 if which and which.rows else 0
    start = which.rows[0]["id"] if which and turn else seed
    openings, steps = (
        _places([getattr(one, part) for one in found], f"{moment} {start} {part}", turn) for part in ("opening", "step")
    )
    return sorted(found, key=lambda one: (steps[one.step], openings[one.opening]))


def _places(templates: Sequence[str], start: str, turn: int) -> dict[str, int]:
    """The place of each wording does not hang on which others there are."""
    order = sorted(dict.fromkeys(templates), key=lambda one: random.Random(f"{start} {one}").random())
    return {one: (at - turn) % len(order) for at, one in enumerate(order)}
