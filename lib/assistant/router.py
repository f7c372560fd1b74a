"""Reads a question into the call of a tool, by rules. None where it is not sure what is asked: no word is passed over
that could change what is meant.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lib.assistant import periods, router_asked, router_direct, router_foods, router_words, wording
from lib.assistant.periods import Calendar
from lib.assistant.plans import Plan
from lib.assistant.router_asked import Question
from lib.diary.days import Clock
from lib.profile import Profile

__all__ = ["Plan", "route"]


@dataclass
class _Read:
    tags: list[router_words.Tag] = field(default_factory=list)
    unknown: bool = False


def route(question: str, here: Clock, me: Profile) -> Plan | None:
    """A plan holds arguments as a model would give them: the tool reads them as strictly."""
    typed = wording.plain(question)
    if not typed or periods.is_ahead(typed):
        return None
    right = wording.put_right(typed, router_words.every_word(), router_words.words())
    polite = re.match(router_words.POLITE, right)
    start = right[: polite.end()].count(" ") if polite else 0
    right, typed = (" ".join(text.split(" ")[start:]) for text in (right, typed))
    if not right:
        return None
    found = periods.find(right, here.today, me.first_weekday)
    calendar = Calendar(here.today, me.first_weekday)
    if known := router_direct.route(right, found, calendar):
        return None if known is router_direct.NOT else _with_what_is_asked(known, right)
    if about_food := router_foods.route(right, typed, found, calendar):
        return about_food
    read = _read(_without(right, found))
    if read.unknown:
        return None
    plan = router_asked.plan(_question(right, read, found), here, me)
    return _with_what_is_asked(plan, right) if plan else None


_YES_OR_NO = re.compile(r"(?:am|is|are|was|were|did|do|does|have|has) ")
_WAYS = {
    "better": r"better|improv\w+",
    "worse": r"worse|worsening|declining",
    "up": r"more|longer|higher|gain\w*|rising|increas\w+|going up|gone up|go up|went up",
    "down": r"less|fewer|shorter|lower|los(?:e|ing|t)|falling|decreas\w+|dropp\w+|(?:going|gone|go|went) down",
}


def _with_what_is_asked(plan: Plan, text: str) -> Plan:
    if not _YES_OR_NO.match(text):
        return plan
    way = next((way for way, said in _WAYS.items() if re.search(rf"\b(?:{said})\b", text)), "any")
    return replace(plan, asks=way)


def _without(text: str, found: list[periods.Found]) -> str:
    for one in reversed(found):
        text = f"{text[: one.start]} {text[one.end :]}"
    return " ".join(text.split())


def _read(text: str) -> _Read:
    read = _Read()
    words = text.split()
    at = 0
    while at < len(words):
        tag, length = next(_tagged(words, at), (None, 1))
        if tag is None:
            read.unknown = True
        elif tag[0] != router_words.FILLER:
            read.tags.append(tag)
        at += length
    return read


def _tagged(words: list[str], at: int) -> Iterator[tuple[router_words.Tag, int]]:
    """The longest phrase that begins here."""
    known = router_words.phrases()
    for length in range(min(router_words.longest(), len(words) - at), 0, -1):
        if tag := known.get(" ".join(words[at : at + length])):
            yield tag, length


def _question(text: str, read: _Read, found: list[periods.Found]) -> Question:
    by: Mapping[str, list[str]] = {
        kind: [value for tag, value in read.tags if tag == kind]
        for kind in (router_words.METRIC, router_words.ASK, router_words.VERB, router_words.ACTIVITY)
    }
    spans = list(dict.fromkeys(one.period for one in found))
    return Question(
        text=text,
        metrics=tuple(by[router_words.METRIC]),
        asks=frozenset(by[router_words.ASK]),
        verbs=tuple(dict.fromkeys(by[router_words.VERB])),
        activities=tuple(dict.fromkeys(by[router_words.ACTIVITY])),
        periods=tuple(spans),
    )
