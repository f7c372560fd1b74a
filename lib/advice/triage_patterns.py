"""Regular expressions made of the rules, so that a long text takes time in proportion to its length, and little of it.

Every gap between words has a limit. Rules that begin with the same letter are tried together, and only at a word that
begins with it: a search that tried them all at every word would take five times as long.
"""

import re
from collections.abc import Iterator
from functools import cache

from lib.advice.triage_lists import SMALL, WORDS

# Rules that begin with no letter: with a mark, a number, or something that may be left out.
NO_LETTER = ""


@cache
def compiled(rules: tuple[str, ...]) -> re.Pattern[str]:
    """Made when it is first asked for: all of them take a second, for which no start of the app should wait."""
    by_letter: dict[str, list[str]] = {}
    for rule in rules:
        for letter, rest in _beginnings(_named(rule)):
            by_letter.setdefault(letter, []).append(_with_gaps(rest))
    tried = (f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    return re.compile(f" (?:{'|'.join(tried)})(?= )")


def _named(rule: str) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda found: f"(?:{WORDS[found[1]]})", rule)


def _with_gaps(rule: str) -> str:
    small = f"(?: (?:{'|'.join(SMALL.split())})(?= )){{0,4}}"
    return rule.replace(" <>", small).replace(" <*>", "(?: [a-z0-9]++){0,5}")


def _beginnings(rule: str) -> Iterator[tuple[str, str]]:
    """The letters a rule may begin with, and what follows: "(?:ache|pain) in" is "a", "(?:che) in" and "p", ..."""
    for way in _ways(rule):
        end = _end_of_group(way) if way.startswith("(?:") else 0
        if end and way[end : end + 1] not in ("?", "*"):
            inside: dict[str, list[str]] = {}
            for letter, rest in _beginnings(way[3 : end - 1]):
                inside.setdefault(letter, []).append(rest)
            yield from ((letter, f"(?:{'|'.join(rests)}){way[end:]}") for letter, rests in inside.items())
        elif way[:1].isalpha() and way[1:2] not in ("?", "*"):
            yield way[0], way[1:]
        else:
            yield NO_LETTER, way


def _ways(rule: str) -> Iterator[str]:
    """What stands between the bars of a rule, where they are not inside of brackets."""
    start = depth = 0
    for at, letter in enumerate(rule):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            yield rule[start:at]
            start = at + 1
    yield rule[start:]


def _end_of_group(rule: str) -> int:
    depth = 0
    for at, letter in enumerate(rule):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return at + 1
    return 0
