"""What the days of a period come to in one metric, as facts: missing is missing, and means are of whole days."""

import datetime
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lib.advice import triage_readings
from lib.advice.facts import Amount, Fact
from lib.assistant import shown
from lib.diary import catalog, goals, goals_shown, trends
from lib.diary.series import DAY, Daily, Values
from lib.gateway.port import Row
from lib.profile import Profile

SATURDAY, SUNDAY = 6, 7
ONLY = ("all", "weekends", "weekdays")
# The goal of these may harm, which only a whole day of entries can tell, or follow from the weight.
_GOALS_NOT_TOLD = frozenset(goals_shown.HARMFUL)
_WATCHED = frozenset({*triage_readings.EMERGENCY, *triage_readings.CLINICIAN})
_WATCHED_DAYS = 2


@dataclass(frozen=True)
class Stretch:
    """The days that are looked at."""

    metric: str
    start: datetime.date
    end: datetime.date
    only: str = "all"

    @property
    def days(self) -> list[datetime.date]:
        every = (self.start + DAY * n for n in range((self.end - self.start).days + 1))
        return [day for day in every if self.has(day)]

    def has(self, day: datetime.date) -> bool:
        if not self.start <= day <= self.end:
            return False
        weekend = day.isoweekday() in (SATURDAY, SUNDAY)
        return self.only == "all" or weekend == (self.only == "weekends")

    @property
    def id(self) -> str:
        return ".".join([self.metric, f"{self.start}", f"{self.end}", *([self.only] if self.only != "all" else [])])

    def numbers(self, today: datetime.date) -> tuple[Amount, ...]:
        """Of its days and of how many these are, by which an answer calls it."""
        length = Amount(float((self.end - self.start).days + 1), "days")
        return (length, *shown.of_dates(today, self.start, self.end))

    def said(self, today: datetime.date) -> str:
        """ "Sleep, from 27 April to 3 May", "Sleep, today"."""
        within = "" if self.only == "all" else f"{self.only} "
        return f"{shown.label(self.metric)}, {within}{shown.when(self.start, self.end, today)}"


def all_of(daily: Daily, stretch: Stretch, me: Profile, today: datetime.date) -> list[Fact]:
    values = within(daily, stretch)
    found = [*_counted_and_known(daily, stretch, values, me, today), *_with_some(stretch, values, today)]
    if values and len(stretch.days) > 1:
        found += _highest_and_lowest(stretch, values, me, today)
    return [*found, *_of_the_goal(daily, stretch, values, me, today), *watched(daily, stretch.metric, today)]


def for_comparing(daily: Daily, stretch: Stretch, me: Profile, today: datetime.date) -> list[Fact]:
    return [
        fact
        for fact in _counted_and_known(daily, stretch, within(daily, stretch), me, today)
        if not fact.id.endswith(".sum")
    ]


def level(daily: Daily, stretch: Stretch, today: datetime.date) -> float | None:
    """What a period is compared by: its mean, or the figure of its one day."""
    values = within(daily, stretch)
    if len(stretch.days) == 1:
        return next(iter(values.values()), None)
    counted, _ = whole(daily, stretch.metric, values, today)
    return statistics.fmean(counted.values()) if counted else None


def within(daily: Daily, stretch: Stretch) -> dict[datetime.date, float]:
    return {day: float(value) for day, value in sorted(daily.of(stretch.metric).items()) if stretch.has(day)}


def whole(
    daily: Daily, metric: str, values: Mapping[datetime.date, float], today: datetime.date
) -> tuple[Mapping[datetime.date, float], bool]:
    """The days that a mean looks at, and whether these are only the ones called complete; as Trends does it.

    A day half logged says nothing of what was eaten. Whoever seldom calls a day complete has only days like that, and
    there today alone is left out, which is not over.
    """
    if catalog.metrics()[metric].kind not in ("meal", "water"):
        return values, False
    complete = {day: value for day, value in values.items() if daily.is_whole(metric, day)}
    if complete and len(complete) * 2 >= len(values):
        return complete, True
    return {day: value for day, value in values.items() if day != today or day in complete}, False


def _counted_and_known(
    daily: Daily, stretch: Stretch, values: Mapping[datetime.date, float], me: Profile, today: datetime.date
) -> Iterator[Fact]:
    """On how many days there is a figure, what they add up to, and their mean."""
    said, metric = stretch.said(today), stretch.metric
    asked, dates = len(stretch.days), stretch.numbers(today)
    counts = tuple(Amount(float(n), "days") for n in (len(values), asked))
    logged = f"a figure on {len(values)} of {shown.days(asked)}" if values else "nothing is logged"
    yield Fact(f"{stretch.id}.days", f"{said}: {logged}", (*counts, *dates))
    if not values:
        return
    if asked == 1:
        yield _of_one_day(daily, stretch, next(iter(values.values())), me, today)
        return
    known = catalog.metrics()[metric]
    if known.aggregate == "sum":
        total = shown.amount(metric, sum(values.values()), me.shown_in)
        yield Fact(
            f"{stretch.id}.sum", f"{said}: {shown.figure(metric, total, me.shown_in)} in all", (total, *counts, *dates)
        )
    counted, complete = whole(daily, metric, values, today)
    if not counted:
        return
    mean = shown.amount(metric, statistics.fmean(counted.values()), me.shown_in)
    which = " called complete" if complete else ""
    yield Fact(
        f"{stretch.id}.{'mean_complete' if complete else 'mean'}",
        f"{said}: {shown.figure(metric, mean, me.shown_in)} on average, on {shown.days(len(counted))}{which}",
        (mean, Amount(float(len(counted)), "days"), *dates),
    )


def _with_some(stretch: Stretch, values: Values, today: datetime.date) -> Iterator[Fact]:
    """Any drink says how much alcohol it holds, mostly none."""
    if stretch.metric not in ("alcohol", "caffeine") or not values:
        return
    some = sum(value > 0 for value in values.values())
    said = f"{stretch.said(today)}: some on {some} of {shown.days(len(values))} with a figure"
    counts = (Amount(float(some), "days"), Amount(float(len(values)), "days"))
    yield Fact(f"{stretch.id}.some", said, (*counts, *stretch.numbers(today)))


def _of_one_day(daily: Daily, stretch: Stretch, value: float, me: Profile, today: datetime.date) -> Fact:
    metric, day = stretch.metric, stretch.start
    figure = shown.amount(metric, value, me.shown_in)
    text = shown.figure(metric, figure, me.shown_in)
    kind = "value"
    if day in daily.at_least.get(metric, frozenset()):
        kind, text = "value_at_least", f"at least {text}"
    elif day == today and not daily.is_whole(metric, day):
        kind, text = "value_so_far", f"{text} so far"
    return Fact(f"{stretch.id}.{kind}", f"{stretch.said(today)}: {text}", (figure, *stretch.numbers(today)))


def _highest_and_lowest(stretch: Stretch, values: Values, me: Profile, today: datetime.date) -> Iterator[Fact]:
    """Each with its day, the latest where there are several."""
    for name, better in (("highest", max), ("lowest", min)):
        value = better(values.values())
        day = max(one for one, known in values.items() if known == value)
        figure = shown.amount(stretch.metric, value, me.shown_in)
        text = shown.figure(stretch.metric, figure, me.shown_in)
        yield Fact(
            f"{stretch.id}.{name}",
            f"{stretch.said(today)}: {name} {shown.when(day, day, today)}, with {text}",
            (figure, *stretch.numbers(today), *shown.of_dates(today, day)),
        )


def _of_the_goal(daily: Daily, stretch: Stretch, values: Values, me: Profile, today: datetime.date) -> Iterator[Fact]:
    metric = stretch.metric
    if metric in _GOALS_NOT_TOLD or (metric == "protein" and me.hide_numbers):
        return
    now = trends.goal_on(daily.goals, metric, stretch.end)
    if now is None:
        return
    bounds = [shown.amount(metric, float(now[end]), me.shown_in) for end in ("low", "high") if now[end] is not None]
    said = goals.bounds(now["low"], now["high"], metric, me.shown_in)
    yield Fact(f"{stretch.id}.goal", f"Your goal for {shown.noun(metric)} is {said} a day", tuple(bounds))
    counted, _ = whole(daily, metric, values, today)
    held = {day: trends.goal_on(daily.goals, metric, day) for day in values}
    # More than a lower bound stays more, however much of the day is missing.
    judged = {day: goal for day, goal in held.items() if goal is not None and (goal["high"] is None or day in counted)}
    if not judged:
        return
    reached = sum(_reaches(values[day], goal) for day, goal in judged.items())
    yield Fact(
        f"{stretch.id}.goal_days",
        f"{stretch.said(today)}: the goal was reached on {reached} of {shown.days(len(judged))} with a figure",
        (
            Amount(float(reached), "days"),
            Amount(float(len(judged)), "days"),
            *stretch.numbers(today),
        ),
    )


def _reaches(value: float, goal: Row) -> bool:
    return (goal["low"] is None or value >= goal["low"]) and (goal["high"] is None or value <= goal["high"])


def watched(daily: Daily, metric: str, today: datetime.date) -> list[Fact]:
    """What triage has to see beside an answer: a reading of these days, and days on which little was eaten."""
    values = daily.of(metric)
    said = f"{shown.label(metric)} of these days"
    if metric == "energy":
        last = sorted(day for day in values if day < today and daily.is_whole(metric, day))[-3:]
        return [Fact(f"watched.energy.{day}", said, metric=metric, value=float(values[day])) for day in last]
    if metric not in _WATCHED:
        return []
    recent = [day for day in sorted(values) if today - DAY * _WATCHED_DAYS < day <= today]
    return [Fact(f"watched.{metric}.{day}", said, metric=metric, value=float(values[day])) for day in recent]
