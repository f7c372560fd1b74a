"""Questions that are known by their form: a day by name, a meal by name, whether something was had, bed and waking."""

import re
from collections.abc import Callable

from lib.assistant import plans, router_foods, router_words
from lib.assistant.periods import Calendar, Found, Period
from lib.assistant.plans import Plan
from lib.diary.days import DAY

LATELY, LONG = 28, 365
# Said by a reader that knows what is asked for and cannot answer it: no other may guess.
NOT = Plan("")

_WHOLE = re.compile(
    r"(?:|(?:how|what) (?:was|were|is|about)|how did (?:it|i) (?:go|do)|(?:a |the |my )?(?:summary|overview|recap)"
    r"(?: of| for)?|(?:sum|summari[sz]e|recap)(?: up)?|what happened|what did i do|my)"
)
_COMPARE = re.compile(
    r"(?:how (?:does|did|is|was) )?(?:compared?|vs|versus|against|to|and|with|differ from|than|comparison of)?"
    r"(?: (?:compared?|to|with|and|vs|versus|against|between))*"
)
_MEAL = re.compile(
    r"(?:what did i (?:have|eat) (?:for )?|what (?:was|were|is) (?:my |for |in my )?"
    r"|what i (?:had|ate) for |my |how was my )?"
    r"(?P<meal>breakfast|lunch|dinner|supper|snacks?)(?: (?:like|did i have|did i eat))?"
)
_GOALS = re.compile(
    r"(?:which|what)(?: of my)? (?:goals?|targets?) (?:did|have|didn't|haven't) i (?P<not>not )?"
    r"(?P<what>miss|missed|fail|failed|reach|reached|meet|met|hit|make|made)"
)
_NIGHT = re.compile(
    r"(?:when|(?:at )?what time) (?P<do>do|did|have) i (?P<usual>usually |normally |typically |mostly |generally )?"
    r"(?:go to bed|went to bed|go to sleep|fall asleep|get to bed|wake up|wake|woke up|get up)(?: usually| normally)?"
)
_HAD = re.compile(r"(?:did|have) i (?P<verb>have|had|eat|eaten|drink|drunk) (?P<what>.+)")
_DONE = re.compile(
    r"(?:did|have) i (?:(?:go|went|been) (?:for (?:a |my )?|to the |to )?|"
    r"(?:do|done) (?:any |some |a |my )?)?(?P<what>.+)"
)
_WITHOUT = re.compile(
    r"(?:(?:on )?how many |number of |my )?(?:days (?:without|with no|i (?:didn't|did not) (?:drink|have))(?: any)? "
    r"(?:alcohol|alcoholic drinks?|booze)|(?:alcohol[ -]free|dry|sober) days)"
    r"(?: (?:did i have|have i had|were there|do i have))?"
)
_LONGEST = re.compile(
    r"(?:(?:what|which|when) (?:was|is) )?(?:my |the )?(?:longest|farthest|furthest|biggest) (?P<what>.+?)(?: ever)?"
)
# What is so for people at large is not in a diary.
_NORM = re.compile(
    r"\b(?:an?|the) (?:good|normal|healthy|ideal|recommended|average|usual|safe) (?!day|night|week|month|amount of my)"
)
_MINE = re.compile(r"\b(?:i|my|me|mine)\b")

Reader = Callable[[str, Period | None, Calendar], Plan | None]


def route(right: str, found: list[Found], calendar: Calendar) -> Plan | None:
    """`right` has its slips put right. None where another reader may know."""
    bare = right
    for one in reversed(found):
        bare = f"{bare[: one.start]} {bare[one.end :]}"
    bare = " ".join(bare.split())
    spans = list(dict.fromkeys(one.period for one in found))
    if any(span.only != "all" for span in spans):
        return None
    if len(spans) == 2 and _COMPARE.fullmatch(bare):
        now, before = sorted(spans, key=lambda one: one.end, reverse=True)
        return plans.overview(now, before)
    if len(spans) > 1:
        return None
    period = spans[0] if spans else None
    return next((plan for read in _READERS if (plan := read(bare, period, calendar))), None)


def _whole_time(bare: str, period: Period | None, calendar: Calendar) -> Plan | None:
    if period is None or not _WHOLE.fullmatch(bare):
        return None
    if period.words == "last night":
        return plans.day(period.start, "sleep", "last night")
    return plans.day(period.start, "all", period.words) if period.is_day else plans.overview(period)


def _meal(bare: str, period: Period | None, calendar: Calendar) -> Plan | None:
    match = _MEAL.fullmatch(bare)
    if match is None:
        return None
    period = period or _last(calendar, 1, "today")
    if period.words == "last night":
        # Supper belongs to the day before.
        period = Period(period.start - DAY, period.start - DAY, "last night")
    return plans.entries("meal", _meal_type(match["meal"]), period, "list", 10)


def _meal_type(said: str) -> str:
    return {"supper": "dinner", "snacks": "snack"}.get(said, said)


def _goals(bare: str, period: Period | None, calendar: Calendar) -> Plan | None:
    match = _GOALS.fullmatch(bare)
    if match is None:
        return None
    if period and not period.is_day:
        return NOT
    missed = bool(match["not"]) or "n't i" in bare or match["what"] in ("miss", "missed", "fail", "failed")
    day = period.start if period else calendar.today
    return plans.goals(day, None, period.words if period else "today", "missed" if missed else "reached")


def _bed_and_waking(bare: str, period: Period | None, calendar: Calendar) -> Plan | None:
    match = _NIGHT.fullmatch(bare)
    if match is None:
        return None
    if match["do"] == "do" or match["usual"] or "usually" in bare or (period and not period.is_day):
        return plans.entries("sleep", "", period or _last(calendar, LATELY), "times", 1)
    day = period.start if period else calendar.today
    return plans.day(day, "sleep", period.words if period else "last night")


def _had(bare: str, period: Period | None, calendar: Calendar) -> Plan | None:
    match = _HAD.fullmatch(bare)
    if match is None or period is None:
        return None
    name = re.sub(r"^(?:any|some|an?|my|the) ", "", match["what"])
    if name in ("breakfast", "lunch", "dinner", "supper", "snacks", "snack"):
        return plans.entries("meal", _meal_type(name), period, "any", 3)
    if name in ("alcohol", "booze", "alcoholic drinks"):
        return plans.entries("water", "alcohol", period, "any", 3)
    found = router_foods.entry(name, any_food=match["verb"] in ("eat", "eaten") and not _says_more(name))
    return plans.entries(*found, period, "any", 3) if found else None


def _says_more(name: str) -> bool:
    """ "Too much sugar" and "well" are no names of foods."""
    known = router_words.phrases()
    return any(known.get(part, ("",))[0] for part in (name, *name.split()))


def _done(bare: str, period: Period | None, calendar: Calendar) -> Plan | None:
    match = _DONE.fullmatch(bare)
    if match is None or period is None:
        return None
    what = _activity(match["what"])
    return None if what is None else plans.entries("gym", what, period, "any", 3)


def _activity(said: str) -> str | None:
    """The name of an activity; empty for any workout."""
    tag = router_words.phrases().get(said)
    if tag is None:
        return None
    if tag == (router_words.VERB, "train") or (tag[1] == "active_minutes" and said != "active"):
        return ""
    return tag[1].lower() if tag[0] == router_words.ACTIVITY else None


def _without_alcohol(bare: str, period: Period | None, calendar: Calendar) -> Plan | None:
    return plans.series("alcohol", period or _last(calendar, LATELY), "without") if _WITHOUT.fullmatch(bare) else None


def _longest(bare: str, period: Period | None, calendar: Calendar) -> Plan | None:
    match = _LONGEST.fullmatch(bare)
    what = _activity(match["what"]) if match else None
    return None if what is None else plans.entries("gym", what, period or _last(calendar, LONG), "longest", 1)


def _norm(bare: str, period: Period | None, calendar: Calendar) -> Plan | None:
    return NOT if _NORM.search(bare) and not _MINE.search(bare) else None


def _last(calendar: Calendar, days: int, words: str = "") -> Period:
    return Period(calendar.today - DAY * (days - 1), calendar.today, words or f"in the last {days} days")


_READERS: tuple[Reader, ...] = (
    _whole_time, _meal, _goals, _bed_and_waking, _had, _done, _without_alcohol, _longest, _norm,
)  # fmt: skip
