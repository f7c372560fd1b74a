"""Figures over days: one period, two beside each other, the verdict of Trends, and how often anything is logged."""

import datetime
from dataclasses import dataclass

from lib.advice.facts import Amount, Fact
from lib.assistant import arguments, entry_facts, series_facts, shown
from lib.assistant.arguments import ToolError
from lib.assistant.series_facts import Stretch
from lib.diary import catalog, history, metrics_shown, series, trends
from lib.diary.days import Clock
from lib.diary.history import Wanted
from lib.diary.series import DAY, GOALS
from lib.gateway.port import Backend
from lib.profile import Profile

WINDOWS = (14, 28, 84, 365)
# Two periods that lie further apart are asked for one by one.
FARTHEST_APART = 6 * 366
STREAK_DAYS = 365


@dataclass(frozen=True)
class SeriesAsked:
    metric: str
    start: datetime.date
    end: datetime.date
    only: str = "all"


@dataclass(frozen=True)
class CompareAsked:
    metric: str
    start: datetime.date
    end: datetime.date
    before_start: datetime.date
    before_end: datetime.date
    only: str = "all"
    before_only: str = "all"


@dataclass(frozen=True)
class TrendAsked:
    metric: str
    window: int = trends.DEFAULT_WINDOW


@dataclass(frozen=True)
class LoggedAsked:
    start: datetime.date
    end: datetime.date


def of_period(backend: Backend, here: Clock, me: Profile, asked: SeriesAsked) -> list[Fact]:
    daily = series.fetch(backend, [asked.metric, GOALS], asked.start, asked.end)
    facts = series_facts.all_of(daily, Stretch(asked.metric, asked.start, asked.end, asked.only), me, here.today)
    return [*facts, *_readings(backend, here, asked.metric, asked.start, asked.end)]


def _readings(backend: Backend, here: Clock, metric: str, start: datetime.date, end: datetime.date) -> list[Fact]:
    """For triage, one by one: a second call, where readings of this kind can be dangerous."""
    if metric not in series_facts.WATCHED:
        return []
    name = "blood_pressure" if metric in ("systolic", "diastolic") else metric
    rows = [row for row in history.fetch(backend, Wanted("body", start, end, name)).rows if row["metric"] == name]
    return entry_facts.readings(rows, here.now)


def compared(backend: Backend, here: Clock, me: Profile, asked: CompareAsked) -> list[Fact]:
    first, last = min(asked.start, asked.before_start), max(asked.end, asked.before_end)
    if (last - first).days > FARTHEST_APART:
        raise ToolError("These two periods lie too far apart to be compared in one go.")
    daily = series.fetch(backend, [asked.metric], first, last)
    now = Stretch(asked.metric, asked.start, asked.end, asked.only)
    before = Stretch(asked.metric, asked.before_start, asked.before_end, asked.before_only)
    if now == before:
        raise ToolError("These two periods are the same one.")
    found = [fact for one in (now, before) for fact in series_facts.for_comparing(daily, one, me, here.today)]
    levels = [series_facts.level(daily, one, here.today) for one in (now, before)]
    if levels[0] is not None and levels[1] is not None:
        found.append(_difference(now, before, levels[0] - levels[1], me, here.today))
    found += _readings(backend, here, asked.metric, here.today - DAY, here.today)
    return [*found, *series_facts.watched(daily, asked.metric, here.today)]


def _difference(now: Stretch, before: Stretch, value: float, me: Profile, today: datetime.date) -> Fact:
    """What is smaller than is worth a word is about the same."""
    metric = now.metric
    same = abs(value) < catalog.metrics()[metric].smallest_change
    way = "same" if same else ("more" if value > 0 else "less")
    size = shown.step(metric, value, me.shown_in)
    text = "about the same as" if same else f"{shown.figure(metric, size, me.shown_in)} {way} than"
    other = shown.when(before.start, before.end, today)
    said = f"{now.said(today)}: {text} {f'{before.only} ' if before.only != 'all' else ''}{other}"
    dates = (*now.numbers(today), *before.numbers(today))
    return Fact(f"{now.id}.{before.id}.{way}", said, (*([] if same else [size]), *dates))


def trend(backend: Backend, here: Clock, me: Profile, asked: TrendAsked) -> list[Fact]:
    metric, window = asked.metric, asked.window
    daily = series.fetch(backend, [metric, GOALS], trends.first_day(here.today, window), here.today)
    found = f"{metric}.trend.{window}"
    said = f"{shown.label(metric)}, the last {window} days"
    length = Amount(float(window), "days")
    drawn = trends.drawn(daily, metric, window, me.shown_in, me.first_weekday)
    if not drawn.points:
        return [Fact(f"{found}.days", f"{said}: nothing is logged", (Amount(0.0, "days"), length))]
    facts = [Fact(f"{found}.verdict", f"{said}: {drawn.label}", (*shown.in_text(drawn.label), length))]
    # What comes after these is about chance, and stands in Trends.
    for n, line in enumerate(drawn.evidence[:2]):
        if "average" in line or "days before" in line:
            facts.append(Fact(f"{found}.evidence.{n}", line, shown.in_text(line)))
    facts += _readings(backend, here, metric, here.today - DAY, here.today)
    return [*facts, *series_facts.watched(daily, metric, here.today)]


def logged(backend: Backend, here: Clock, me: Profile, asked: LoggedAsked) -> list[Fact]:
    """A day counts when anything on it has a figure. One call, also for the streak."""
    first = min(asked.start, here.today - DAY * STREAK_DAYS)
    if (here.today - first).days > FARTHEST_APART:
        raise ToolError("That lies too far back to be counted.")
    metrics = [one for one in arguments.metrics() if not metrics_shown.is_hidden(one, me.hide_numbers)]
    daily = series.fetch(backend, metrics, first, here.today)
    known = {day for values in daily.values.values() for day in values}
    inside = sum(asked.start <= day <= asked.end for day in known)
    length = (asked.end - asked.start).days + 1
    when = shown.when(asked.start, asked.end, here.today)
    dates = shown.of_dates(here.today, asked.start, asked.end)
    counts = (Amount(float(inside), "days"), Amount(float(length), "days"))
    return [
        Fact(f"logged.{asked.start}.{asked.end}.days", f"Something is logged {when}: on {inside} of {length} days",
             (*counts, *dates)),
        _streak(known, here.today),
    ]  # fmt: skip


def _streak(known: set[datetime.date], today: datetime.date) -> Fact:
    """Today is not over: a streak that reaches up to yesterday still holds."""
    last = today if today in known else today - DAY
    count = 0
    while last - DAY * count in known and count < STREAK_DAYS:
        count += 1
    kind = "streak_at_least" if count == STREAK_DAYS else "streak"
    upto = "today" if last == today else "yesterday"
    return Fact(
        f"logged.{kind}.{upto}", f"Days in a row on which something is logged, up to {upto}: {count}",
        (Amount(float(count), "days"),),
    )  # fmt: skip
