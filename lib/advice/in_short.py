"""A day in short: read in one call, and its line as it was kept, unless the day has changed since."""

import datetime
from dataclasses import dataclass, replace

from lib.advice import day_figures, summary_facts
from lib.advice.advisor import RULES, Advice, Asked, key
from lib.advice.checker import check
from lib.advice.checker_read import numbers
from lib.advice.summary_facts import NOTHING, TRY, WELL
from lib.advice.triage import triage
from lib.diary import series
from lib.diary.days import DAY, Clock
from lib.diary.series import Daily
from lib.gateway.port import Backend
from lib.profile import Profile

MOMENT = "summary"
# From then on the day is summed up that goes on; before, the one that is over.
EVENING = 18


@dataclass(frozen=True)
class Kept:
    day: datetime.date
    key: str
    text: str
    said_by: str
    thumb: int | None
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Short:
    day: datetime.date
    daily: Daily
    # The kinds of entry that there are on the day.
    logged: frozenset[str]
    # The newest day first.
    kept: tuple[Kept, ...]

    @property
    def is_new(self) -> bool:
        """Nothing was logged in all this time."""
        return not (self.daily.values or self.logged or self.kept)


def day_of(here: Clock) -> datetime.date:
    return here.today if here.now.hour >= EVENING else here.today - DAY


def fetch(backend: Backend, day: datetime.date) -> Short:
    """One call."""
    start = day - DAY * (day_figures.DAYS - 1)
    raw = backend.gateway.rpc("days_in_short", series.asked(day_figures.asked(), start, day))
    lines = tuple(
        Kept(
            datetime.date.fromisoformat(row["local_date"]), row["key"], row["line"], row["said_by"], row["thumb"],
            tuple(str(one) for one in row["facts"] or ()),
        )
        for row in raw["lines"]
    )  # fmt: skip
    return Short(day, series.read(raw["daily"], start, day), frozenset(raw["logged"]), lines)


def asked(short: Short, here: Clock, me: Profile) -> Asked:
    facts = summary_facts.of_day(short.daily, short.day, short.logged, here.today, me)
    words = ". ".join(note for day, note in short.daily.notes if day == short.day)
    return Asked(MOMENT, short.day, facts, short.day.isoformat(), here.now.hour, words)


def known(short: Short, asked: Asked, rules: Advice, me: Profile) -> Advice | None:
    """The line that was kept of the same facts."""
    row = next((one for one in short.kept if one.day == asked.day), None)
    if row is None:
        return None
    if row.said_by == RULES and row.key == rules.key:
        return replace(rules, thumb=row.thumb)
    if row.said_by == RULES or row.key != key(asked, me, row.said_by):
        return None
    # A line that was kept was checked; what people can write into their own rows was not.
    sayable = [fact for fact in asked.facts if fact.value is None]
    line = check(row.text, sayable, no_numbers=me.hide_numbers).line
    if not line or triage(line).kind != "ok":
        return None
    cited = tuple(fact for fact in sayable if fact.id in row.facts)
    return Advice(MOMENT, asked.day, line, row.said_by, cited, row.key, row.thumb)


def is_empty(asked: Asked) -> bool:
    return any(fact.id == NOTHING for fact in asked.facts)


def well_and_try(asked: Asked) -> list[str]:
    """ "Went well: ...", "To try: ..."."""
    return [fact.said for fact in asked.facts if fact.id.startswith((WELL, TRY))]


def before(short: Short, me: Profile) -> list[Kept]:
    """The days that have a line, without the one on top, and without numbers for whoever does not want to see them."""
    others = (one for one in short.kept if one.day != short.day)
    return [one for one in others if not (me.hide_numbers and numbers(one.text.lower()))]
