"""Questions that name a food: what is in it, when it was last eaten, how often. Only here any word may stand."""

import re
from functools import lru_cache

from lib.assistant import plans, router_words
from lib.assistant.arguments import LONGEST_TEXT
from lib.assistant.periods import Calendar, Found
from lib.assistant.plans import Plan
from lib.assistant.tool_foods import COLUMNS
from lib.diary import catalog, review
from lib.diary.sentence_tokens import key
from lib.diary.sentence_words import singular_phrase

_MANY = r"(?:a lot of|lots of|much|many|any|high in|rich in)"
_VESSELS = r"(?:(?:cups?|glass(?:es)?|bottles?|cans?|pints?|mugs?|shots?|pieces?|slices?|bowls?|servings?) of )?"
_FIRST = re.compile(r"^(?:a |an |the |my |some |any )+")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    nutrients = [
        phrase
        for phrase, (kind, value) in router_words.phrases().items()
        if kind == router_words.METRIC and value in COLUMNS
    ]
    named = rf"(?P<nutrient>{'|'.join(sorted(map(re.escape, nutrients), key=len, reverse=True))})"
    ask = r"(?:how (?:much|many) |(?:what(?:'s| is| are) |the )?(?:the )?(?:amount of |number of )?)?"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{ask}{named}(?: content)?(?: (?:is|are|do|does))?(?: there)? (?:in|inside|of|per) (?P<food>.+)",
            rf"{ask}{named} (?:do|does|has|have) (?P<food>.+?)(?: (?:have|has|contain|contains|got))?",
            rf"(?:do|does) (?P<food>.+?) (?:have|contain) (?:{_MANY} )?{named}",
            rf"(?:is|are) (?P<food>.+?) {_MANY} {named}",
            r"(?:what(?:'s| is| are) )?(?:the )?(?:nutrition|nutrients|nutritional value|nutrition facts|"
            r"nutritional values|macros|nutritional info|nutrition info) (?:in|of|for) (?P<food>.+)",
        )
    )


_LAST = re.compile(
    r"(?:when did i last (?P<did>eat|have|drink|try) |when was the last time (?:that )?i (?P<done>ate|had|drank|tried) "
    r"|when was my last |when did i (?P<verb>eat|have|drink) (?P<mid>.+) last$)(?P<food>.+)?"
)
_COUNT = re.compile(
    rf"how (?:many|much|often) {_VESSELS}(?P<food>.+?) (?:did|do|have|had) i "
    r"(?:eat|eaten|drink|drunk|have|had|ate|drank)"
    r"|how often (?:did|do|have) i (?:eat|eaten|drink|drunk|have|had) (?P<often>.+)"
    r"|how many times (?:did|have|do) i (?:eat|eaten|drink|drunk|have|had) (?P<times>.+)"
    rf"|how many {_VESSELS}(?P<plain>[a-z' -]+)"
)
LATELY = 28


def route(right: str, typed: str, found: list[Found], calendar: Calendar) -> Plan | None:
    """`typed` has the same words before slips were put right: a name of a food is looked for as it was typed."""
    return _in_a_food(right, typed, found) or _last(right, typed, found) or _count(right, typed, found, calendar)


def _in_a_food(right: str, typed: str, found: list[Found]) -> Plan | None:
    if found:
        return None
    for pattern in _patterns():
        match = pattern.fullmatch(right)
        if match is None:
            continue
        text = _as_typed(right, typed, *match.span("food"))
        if not text or re.match(router_words.NO_FOOD, text) or _is_known(text):
            return None
        metric = _metric(match["nutrient"]) if "nutrient" in match.groupdict() else None
        # "I" and "we" are asked about elsewhere.
        return None if {"i", "we", "my", "me", "you"} & set(text.split()) else plans.foods(text, metric)
    return None


def _metric(nutrient: str) -> str:
    return router_words.phrases()[nutrient][1]


def _last(right: str, typed: str, found: list[Found]) -> Plan | None:
    match = _LAST.fullmatch(right)
    if match is None or found:
        return None
    group = "mid" if match["mid"] else "food"
    if match[group] is None:
        return None
    ate = any(match[name] in ("eat", "ate") for name in ("did", "done", "verb"))
    known = entry(_as_typed(right, typed, *match.span(group)), any_food=ate)
    return plans.entries(*known) if known else None


def _count(right: str, typed: str, found: list[Found], calendar: Calendar) -> Plan | None:
    if len(found) > 1 or (found and found[0].end != len(right)):
        return None
    bare = right[: found[0].start] if found else right
    match = _COUNT.fullmatch(bare.strip())
    if match is None:
        return None
    group = next((name for name in ("food", "often", "times", "plain") if match[name]), "")
    if not group or (right.startswith("how much") and group == "food"):
        return None
    days = 1 if group in ("food", "plain") and not re.search(r"\b(?:do|often) ", bare) else LATELY
    lately = calendar.last(days)
    period = found[0].period if found else lately
    if period is None or period.only != "all":
        return None
    known = entry(_as_typed(right, typed, *match.span(group)))
    return plans.entries(*known, period, "count", 5) if known else None


def entry(said: str, *, any_food: bool = False) -> tuple[str, str] | None:
    """What a name is logged as, and what is looked for."""
    text = _name(said)
    kind = _kind(text, any_food=any_food)
    return (kind, _searched(text, kind)) if kind else None


def _as_typed(right: str, typed: str, start: int, end: int) -> str:
    """The words of this part of the question, before slips were put right."""
    first = right[:start].count(" ")
    return " ".join(typed.split(" ")[first : first + len(right[start:end].split(" "))])


def _name(text: str) -> str:
    return singular_phrase(_FIRST.sub("", text.strip()))


def _is_known(text: str) -> bool:
    """Whether it means something else than a food: a figure, a kind of entry, something that was done."""
    tag = router_words.phrases().get(_FIRST.sub("", text))
    return tag is not None and tag[0] in (router_words.VERB, router_words.ASK, router_words.FILLER)


def _kind(text: str, *, any_food: bool = False) -> str:
    """What a name is logged as; empty for what is neither a drink nor a food that the app knows."""
    if not text or len(text) > LONGEST_TEXT:
        return ""
    if review.lexicon().drink(text):
        return "water"
    tag = router_words.phrases().get(text)
    if tag is not None:
        return ""
    return "meal" if any_food or review.lexicon().is_food(text) else ""


def _searched(text: str, kind: str) -> str:
    """ "Booze" by the name of the drink, where that does not hold what was said."""
    drink = review.lexicon().drink(text) if kind == "water" else None
    if drink is None or any(key(text) in key(catalog.beverage_name(one)) for one in catalog.beverages()):
        return text
    return catalog.beverage_name(drink)[:LONGEST_TEXT]
