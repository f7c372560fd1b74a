"""Insights in sentences: plain text in the person's units, never markdown."""

import datetime

from lib import units
from lib.analysis.links import FALSE_SHARE, PAIRED_DAYS, Link, Tested, Waiting
from lib.diary import catalog, days, insights, metrics_shown
from lib.diary.days import DAY
from lib.diary.insight_amounts import amount, amounts, as_read, label, lower, noun, rounded, span, unit
from lib.diary.insights import DAYS_LATELY, Changed, Odd
from lib.units import Units

_MORE = {"water": "more to drink", "sleep": "longer sleep", "sleep_quality": "better sleep", "energy": "more eaten"}
_NIGHTS = ("sleep", "sleep_quality")
_FEELINGS = ("wellbeing", "mood_energy", "sleep_quality")
# What is rather done than measured.
_DONE = {"sleep": "you slept {} {}", "active_minutes": "you were active for {} {}", "sugar": "you had {} {} sugar"}

NOT_WHY = (
    "These go together in what you wrote down, which is not why: something else may move both. "
    "Of 100 people whose days are made of nothing but chance, up to 6 would see a link here."
)
NO_LINKS = (
    "Nothing goes together clearly so far. A link is shown only when it is hard to get by chance: of 100 people whose "
    "days are made of nothing but chance, up to 6 would see one."
)
EMPTY = (
    "There is nothing to look at yet. What goes with what stands here once two things are written down on "
    f"{PAIRED_DAYS} days each, what is unusual for you after two weeks, and when something changed after a month."
)
HOW_SURE = (
    "What weekdays and a slow drift explain is taken out first; the picture shows the days as they were. Days that are "
    "like the day before them count for less, so a week that was alike is not counted seven times. In 19 of 20 cases "
    "the difference lies in the range in brackets. Of all links that are shown, about "
    f"{FALSE_SHARE:.0%} may be there by chance."
)


def link(found: Link, shown: Units) -> str:
    """ "After days with alcohol you slept 32 min less (12 to 51 min), on 61 days with and 200 without." """
    size = found.size
    if size.with_and_without:
        counted = f"on {_days(size.days)} with and {units.number(size.other_days)} without"
        return f"{_when(found)} with {noun(found.cause)} {_differs(found, shown)}, {counted}."
    more = _MORE.get(found.cause, f"more {noun(found.cause)}")
    if found.cause not in _FEELINGS:
        more += f" (about {amount(found.cause, size.change, shown)} more)"
    counted = f"on the {_days(size.days)} with most against the {units.number(size.other_days)} with least"
    return f"{_when(found)} with {more} {_differs(found, shown)}, {counted}."


def _when(found: Tested) -> str:
    if found.cause in _NIGHTS:
        return "After nights"
    return "After days" if found.lag else "On days"


def _differs(found: Link, shown: Units) -> str:
    size, effect = found.size, found.effect
    up = size.difference > 0
    by, *ends = amounts(effect, [size.difference, *sorted((size.low, size.high), key=abs)], shown)
    if effect in _DONE:
        said = _DONE[effect].format(by, "more" if up else "less")
    else:
        said = f"your {noun(effect)} was {by} {'higher' if up else 'lower'}"
    return f"{said} ({span(ends)})"


def evidence(found: Link) -> str:
    """Rho, p and n, and what is measured in other ways and says the same."""
    chance = "below 0.0001" if found.p < 0.0001 else f"{found.p:.2g}"
    also = f" The same shows for: {', '.join(lower(label(name)) for name in found.also)}." if found.also else ""
    return (
        f"Spearman's rho {found.rho:+.2f} (0 is no link at all, 1 or -1 the closest there is), p {chance}, "
        f"from {_days(found.n)}.{also}"
    )


def sides(found: Link) -> tuple[str, str]:
    """What the two groups of days are called in the picture and in its table."""
    return ("With", "Without") if found.size.with_and_without else ("Most", "Least")


def name(found: Tested | Waiting) -> str:
    """ "Alcohol and sleep, the night after"."""
    both = f"{label(found.cause)} and {lower(label(found.effect))}"
    if found.lag:
        return f"{both}, {'the night after' if found.effect in _NIGHTS else 'the day after'}"
    return f"{both}, the same day"


def refused(found: Tested) -> str:
    return f"{name(found)}: {_days(found.n)}"


def waiting(found: Waiting, today: datetime.date) -> str:
    """How many more days it needs, and when these can be there at the earliest."""
    parts = []
    if found.needed:
        parts.append(f"{_days(found.needed, 'more ')} with both ({found.days} of {PAIRED_DAYS} are there)")
    if found.other_days_needed:
        parts.append(f"{_days(found.other_days_needed, 'more ')} unlike the usual one")
    to_go = insights.days_to_go(found)
    earliest = "tomorrow" if to_go == 1 else days.say_day(today + to_go * DAY, today)
    return f"{name(found)}: {', and '.join(parts)}, so {earliest} at the earliest"


def counted(complete: int) -> str:
    """Why days are missing of what adds up over a day."""
    so_far = f"{units.number(complete)} so far" if complete else "none so far"
    return (
        "What you eat, drink and train counts on days that you call complete on Today: of any other nobody knows "
        f"whether there was nothing, or nothing was written down. These are {so_far}."
    )


def changed(found: Changed, today: datetime.date, shown: Units) -> str:
    """ "Your pulse changed around 3 March: from 61 to 57 bpm (3 to 5 less), the four weeks before against ..." """
    one, metric = found.change, found.metric
    year = "" if one.day.year == today.year else f" {one.day.year}"
    before, after = as_read(metric, [rounded(value) for value in (one.before, one.after)], shown)
    ends = span(amounts(metric, sorted(one.interval, key=abs), shown, bare=True))
    return (
        f"Your {noun(metric)} changed around {one.day.day} {one.day:%B}{year}: from {before} to {after}"
        f"{unit(metric, shown)} ({ends} {'more' if one.difference > 0 else 'less'}), the four weeks before against the "
        "four weeks after."
    )


def odd(found: Odd, today: datetime.date, shown: Units) -> str:
    """ "Sleep on Tuesday was unusual for you: 3.5 h, mostly it is between 6.1 and 8.4." """
    one, known = found.unusual, catalog.metrics()[found.metric]
    ends = (max(one.low, known.lowest), min(one.high, known.highest))
    value, low, high = as_read(found.metric, (one.value, *ends), shown)
    figures = f"{value}{unit(found.metric, shown)}, mostly it is between {low} and {high}."
    name, on = metrics_shown.label(found.metric), _on(one.day, today)
    if found.days > 1:
        return (
            f"{name} was unusual for you on {found.days} of the last {DAYS_LATELY} days, the last time {on}: {figures}"
        )
    # A bad day is nobody's mistake.
    asks = "" if found.metric in _FEELINGS else " Was this a typing error?"
    return f"{name} {on} was unusual for you: {figures}{asks}"


def _on(day: datetime.date, today: datetime.date) -> str:
    if day >= today - DAY:
        return days.say_day(day, today).lower()
    return f"on {day:%A}" if day > today - 7 * DAY else f"on {day:%A}, {day.day} {day:%B}"


def _days(count: int, more: str = "") -> str:
    return f"{units.number(count)} {more}{'day' if count == 1 else 'days'}"
