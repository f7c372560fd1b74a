"""The foods of a meal within a sentence. A name that somebody typed is repeated only where it is harmless."""

import re
from collections.abc import Sequence
from functools import cache

from lib.advice import checker
from lib.advice.checker_stems import words_of
from lib.advice.facts import Fact
from lib.advice.templates_read import name
from lib.diary import catalog

MOST_WORDS = 5
LONGEST = 40
# Letters and little else: nothing in it counts, links or draws.
_PLAIN = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")


def in_words(names: Sequence[str], facts: Sequence[Fact]) -> str:
    """ "lentil soup and bread", "lentil soup, bread and more"; nothing where no name can be said."""
    spoken = [one for one in dict.fromkeys(_spoken(name) for name in names) if one and _is_harmless(one, facts)]
    rest = " and more" if len(dict.fromkeys(names)) > len(spoken[:2]) else ""
    if not spoken:
        return ""
    both = (", " if rest else " and ").join(spoken[:2]) + rest
    if len(both.split()) <= MOST_WORDS + 2:
        return both
    return spoken[0] + (" and more" if len(names) > 1 else "")


def _spoken(food: str) -> str:
    """In small letters within a sentence, as far as the words are those of the tables; other names may be proper."""
    is_named = food in catalog.food_names()
    first = is_named or _beginnings().issuperset(words_of(food)[:1])
    said = name(food) if first else food.strip()
    if not is_named:
        said = " ".join(_small(word) for word in said.split(" "))
    fits = len(said) <= LONGEST and len(said.split()) <= MOST_WORDS
    return said if fits and _PLAIN.fullmatch(said) else ""


@cache
def _beginnings() -> frozenset[str]:
    drinks = (drink.name for drink in catalog.beverages().values())
    return frozenset(word for thing in (*catalog.food_names(), *drinks) for word in words_of(thing))


def _small(word: str) -> str:
    """ "Chicken Curry" is "chicken curry"; what the tables do not know stays as it was written."""
    return name(word) if word.istitle() and _beginnings().issuperset(words_of(word)) else word


def _is_harmless(said: str, facts: Sequence[Fact]) -> bool:
    """A few words can say a lot: what the checker would refuse in a line is left out of it."""
    return not checker.check(f"You had {said} today, and it is noted.", facts, (), no_numbers=True).problem
