"""Foods, drinks, activities and supplements that a line speaks of, and whether the facts name them.

The words come from the reference tables: every word of every name there is a thing, unless the vocabulary lists it as
one that says nothing by itself. Names made of such words alone ("hot dog", "spring roll") are looked for as a whole.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from lib.advice.checker_stems import stem, words_of
from lib.advice.checker_vocabulary import EVERYDAY, GENERIC, HARMLESS, MAY_FOLLOW, MORE, SKIPPED
from lib.advice.facts import Fact
from lib.settings import ROOT

_REFERENCE = ROOT / "sql" / "reference"

# "stretch your legs" is a way to say: get up.
_SAYINGS = re.compile(
    r"\bstretch(?:ing)? (?:your|the) legs\b|\bin the long run\b|\ball[- ]out\b|\bup and running\b"
    r"|\bin a row\b|\bpiece of cake\b"
)

# What stands behind "eat" or "glass of" is known, or it is refused: here the words that may stand there.
_EATING = re.compile(
    r"(?:\b(?:eat|eating|sip|sipping|drinking|nibble|munch|munching|chew|swallow|taste|cook)"
    r"|(?:^|[.;:!?,] |\b(?:to|and|or|then|please|you|could|should|might|can) )drink"
    r"|\b(?:have|having|add|adding|try|trying|enjoy|enjoying|grab|pour|choose|with|for|get) some"
    r"|\b(?:glass|glasses|cup|cups|mug|mugs|bowl|bowls|bottle|bottles|handful|handfuls|slice|slices|plate|piece|pieces|"
    r"portion|portions|serving|servings|bite|bites|spoon|spoonful|scoop|dash|sip|sips|shot|pint) of)"
    r" (?P<rest>[^.,;:!?]{1,60})"
)


@dataclass(frozen=True)
class _Row:
    names: tuple[tuple[str, ...], ...]
    # What may be said where the row is named: all its names for an activity or a drink, single words for a food.
    synonyms: frozenset[str]


@dataclass(frozen=True)
class _Tables:
    things: frozenset[str]
    # The longer ones without double letters, so that "cofee" is found as well.
    squeezed: frozenset[str]
    # Names of several words, none of which is a thing by itself, by their first word.
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    rows: tuple[_Row, ...]


def unnamed(line: str, facts: Sequence[Fact]) -> str:
    """The first thing in the line that no fact names, or ""."""
    return unnamed_among(line, named(facts))


def named(facts: Sequence[Fact]) -> frozenset[str]:
    """The words of the facts and the other names of what they name, without endings."""
    return _named(tuple(" . ".join((fact.said, *fact.names)) for fact in facts))


def unnamed_among(line: str, allowed: frozenset[str]) -> str:
    words = _stemmed(_SAYINGS.sub(" ", line.lower()))
    for at, word in enumerate(words):
        if word not in allowed and (word in _tables().things or _squeezed(word) in _tables().squeezed):
            return word
        for phrase in _tables().phrases.get(word, ()):
            if words[at : at + len(phrase)] == phrase and not allowed.issuperset(phrase):
                return " ".join(phrase)
    return _unknown_food(line.lower(), allowed)


def _unknown_food(line: str, allowed: frozenset[str]) -> str:
    for found in _EATING.finditer(line):
        rest = [word for word in words_of(found["rest"]) if word not in SKIPPED]
        if rest and rest[0] not in MAY_FOLLOW and stem(rest[0]) not in GENERIC | allowed:
            return rest[0]
    return ""


@cache
def _tables() -> _Tables:
    free = GENERIC | EVERYDAY
    harmless = {_stemmed(name) for name in HARMLESS}
    rows = tuple(_rows())
    names = {name for row in rows for name in row.names}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names):
        if len(name) > 1 and free.issuperset(name) and not GENERIC.issuperset(name) and name not in harmless:
            phrases.setdefault(name[0], []).append(name)
    things = (frozenset(word for name in names for word in name) - free) | MORE
    return _Tables(
        things=things,
        squeezed=frozenset(squeezed for word in things if len(squeezed := _squeezed(word)) >= 5) - free,
        phrases={first: tuple(found) for first, found in phrases.items()},
        rows=rows,
    )


def _rows() -> Iterable[_Row]:
    for table in ("foods", "beverages", "activities"):
        with (_REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                # What a bracket says of an activity is its pace: "(100-120 a minute)".
                said = [re.sub(r"\(.*", "", row["name"]), row["name"].split(",")[0], *row["aliases"].split("|")]
                names = {_stemmed(name) for name in said} - {()}
                whole = {name for name in names if table != "foods" or len(name) == 1}
                yield _Row(tuple(names), frozenset(word for name in whole for word in name))


@cache
def _word_rows() -> dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for row in _tables().rows:
        for name in row.names:
            by_first.setdefault(name[0], []).append((name, row.synonyms))
    return {first: tuple(found) for first, found in by_first.items()}


def _named(said: tuple[str, ...]) -> frozenset[str]:
    """Every word of the facts, and the other names of what they name: "ran" where the fact says "Running"."""
    found: set[str] = set()
    for text in said:
        words = _stemmed(text)
        found.update(words)
        for at, word in enumerate(words):
            for name, synonyms in _word_rows().get(word, ()):
                if words[at : at + len(name)] == name:
                    found |= synonyms
    return frozenset(found)


def _squeezed(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _stemmed(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words_of(text))
