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
WATCHED = frozenset({*triage_readings.EMERGENCY, *triage_readings.CLINICIAN})
# What was eaten before these is no matter of now.
_EATEN_DAYS = 14


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
        found += _first_and_last(stretch, values, me, today)
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
    """The days that a mean looks at, and whether these are only the ones called complete.

    A day half logged says nothing of what was eaten. Whoever seldom calls a day complete has only days like that, and
    there today alone is left out, which is not over: it counts for nothing before it is called complete, so that the
    first glass of a day does not move the mean of the week.
    """
    if catalog.metrics()[metric].kind not in ("meal", "water"):
        return values, False
    complete = {day: value for day, value in values.items() if daily.is_whole(metric, day)}
    over = {day: value for day, value in values.items() if day != today or day in complete}
    if complete and len(complete) * 2 >= len(over):
        return complete, True
    return over, False


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
    counts = tuple(Amount(float(n), "days") for n in (some, len(values), len(values) - some))
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


def _first_and_last(stretch: Stretch, values: Values, me: Profile, today: datetime.date) -> Iterator[Fact]:
    """What was measured first and last, and what lies between. What adds up over a day begins and ends nowhere."""
    metric = stretch.metric
    if catalog.metrics()[metric].aggregate == "sum" or len(values) < 2:
        return
    first, last = min(values), max(values)
    for name, day in (("first", first), ("last", last)):
        figure = shown.amount(metric, values[day], me.shown_in)
        text = shown.figure(metric, figure, me.shown_in)
        said = f"{stretch.said(today)}: {name} {shown.when(day, day, today)}, with {text}"
        yield Fact(f"{stretch.id}.{name}", said, (figure, *stretch.numbers(today), *shown.of_dates(today, day)))
    moved = values[last] - values[first]
    size = shown.step(metric, moved, me.shown_in)
    way = "same" if not size.value else "up" if moved > 0 else "down"
    text = {"same": "no change", "up": "more", "down": "less"}[way]
    text = text if way == "same" else f"{shown.figure(metric, size, me.shown_in)} {text}"
    yield Fact(
        f"{stretch.id}.moved_{way}",
        f"{stretch.said(today)}: {text} from first to last",
        (size, *stretch.numbers(today)),
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
    met = {day for day, goal in judged.items() if _reaches(values[day], goal)}
    reached = len(met)
    yield Fact(
        f"{stretch.id}.goal_days",
        f"{stretch.said(today)}: the goal was reached on {reached} of {shown.days(len(judged))} with a figure",
        (
            Amount(float(reached), "days"),
            Amount(float(len(judged)), "days"),
            *stretch.numbers(today),
        ),
    )
    if stretch.end == today:
        yield _in_a_row(stretch, met, today)


def _in_a_row(stretch: Stretch, met: set[datetime.date], today: datetime.date) -> Fact:
    """Today is not over: without it a row that reaches up to yesterday still holds."""
    last = today if today in met else today - DAY
    count = 0
    while last - DAY * count in met:
        count += 1
    upto = "today" if last == today else "yesterday"
    at_least = "_at_least" if count and last - DAY * (count - 1) == stretch.start else ""
    said = f"Days in a row on which the goal for {shown.noun(stretch.metric)} was reached, up to {upto}: {count}"
    return Fact(f"{stretch.id}.goal_row{at_least}.{upto}", said, (Amount(float(count), "days"),))


def _reaches(value: float, goal: Row) -> bool:
    return (goal["low"] is None or value >= goal["low"]) and (goal["high"] is None or value <= goal["high"])


def watched(daily: Daily, metric: str, today: datetime.date) -> list[Fact]:
    """What triage has to see beside an answer: a reading of these days, and days on which little was eaten."""
    values = daily.of(metric)
    said = f"{shown.label(metric)} of these days"
    if metric == "energy":
        recent = today - DAY * _EATEN_DAYS
        last = sorted(day for day in values if recent <= day < today and daily.is_whole(metric, day))[-3:]
        return [Fact(f"watched.energy.{day}", said, metric=metric, value=float(values[day])) for day in last]
    # A reading is watched by itself: the mean of a day hides how low and how high it was.
    return []
