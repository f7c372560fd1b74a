"""One day: what it holds, and where it stands against the goals."""

import datetime
from dataclasses import dataclass

from lib.advice.facts import Amount, Fact
from lib.assistant import entry_facts, groups, shown
from lib.diary import catalog, goals, goals_shown, metrics_shown, overview
from lib.diary.days import Clock
from lib.diary.kinds import KINDS
from lib.diary.overview import EATEN, Goal, Overview, Progress
from lib.gateway.port import Backend
from lib.profile import Profile

ALL = "all"
# What a day is summed up by, where there is any of it.
TOTALS = ("energy", "protein", "fibre", "water", "caffeine", "alcohol", "active_minutes", "distance", "steps", "sleep")
# Their zero says nothing: most drinks hold none.
_ONLY_WHERE_SOME = frozenset({"caffeine", "alcohol", "distance"})
MOST_ENTRIES = 40


@dataclass(frozen=True)
class DayAsked:
    day: datetime.date
    kind: str = ALL


@dataclass(frozen=True)
class GoalsAsked:
    day: datetime.date
    metric: str | None = None


def held(backend: Backend, here: Clock, me: Profile, asked: DayAsked) -> list[Fact]:
    day = overview.fetch(backend, asked.day)
    kinds = list(KINDS) if asked.kind == ALL else [asked.kind]
    found: list[Fact] = []
    for kind in kinds:
        rows = [row for row in day.entries(kind) if kind != "body" or not _is_hidden(row["metric"], me)]
        for n, row in enumerate(rows):
            found.append(entry_facts.fact(f"day.{asked.day}.{kind}.{n}", kind, row, me, here.today))
        if kind == "body":
            found += entry_facts.readings(rows, here.now)
    when = shown.when(asked.day, asked.day, here.today)
    dates = shown.of_dates(here.today, asked.day)
    if not found:
        return [Fact(f"day.{asked.day}.none", f"Nothing is logged {when}", dates)]
    if asked.kind == "water":
        found = [*found[:MOST_ENTRIES], _water_itself(day, me, here.today)]
    totals = [metric for metric in TOTALS if catalog.metrics()[metric].kind in kinds and not _is_hidden(metric, me)]
    return [*found[: MOST_ENTRIES + 1], *(fact for metric in totals if (fact := _total(day, metric, me, here.today)))]


def _is_hidden(metric: str, me: Profile) -> bool:
    return metrics_shown.is_hidden(metric, me.hide_numbers)


def _water_itself(day: Overview, me: Profile, today: datetime.date) -> Fact:
    """The figure called drinks holds wine and coffee as well."""
    plain = groups.ids("water", "water")
    rows = [row for row in day.entries("water") if row["beverage"] in plain]
    figure = shown.amount("water", float(sum(row["ml"] for row in rows)), me.shown_in)
    when = shown.when(day.day, day.day, today)
    return Fact(
        f"day.{day.day}.total.itself",
        f"Water itself {when}: {shown.figure('water', figure, me.shown_in)}",
        (figure, *shown.of_dates(today, day.day)),
        rows=tuple(entry_facts.ref("water", row) for row in rows),
    )


def _total(day: Overview, metric: str, me: Profile, today: datetime.date) -> Fact | None:
    value = day.total(metric)
    if value is None or (metric in _ONLY_WHERE_SOME and not value):
        return None
    figure = shown.amount(metric, value, me.shown_in)
    at_least = metric in EATEN and day.eaten()[metric].at_least
    text = f"{'at least ' if at_least else ''}{shown.figure(metric, figure, me.shown_in)}"
    when = shown.when(day.day, day.day, today)
    return Fact(
        f"day.{day.day}.total.{metric}{'.at_least' if at_least else ''}",
        f"{shown.label(metric)} {when}: {text}",
        (figure, *shown.of_dates(today, day.day)),
        rows=tuple(
            entry_facts.ref(kind, row) for kind in [catalog.metrics()[metric].kind] for row in day.entries(kind)
        ),
    )


def stand(backend: Backend, here: Clock, me: Profile, asked: GoalsAsked) -> list[Fact]:
    """Every goal that holds on the day, without one that would tell what the person does not want to see."""
    day = overview.fetch(backend, asked.day)
    told = [
        one
        for one in overview.progress(day)
        if not goals_shown.is_hidden(one.goal.metric, one.goal.source, me) and asked.metric in (None, one.goal.metric)
    ]
    if told:
        return [_standing(one, day, me, here.today) for one in told]
    of_it = f" for {shown.noun(asked.metric)}" if asked.metric else ""
    return [Fact(f"goals.{asked.day}.{asked.metric or ALL}.none", f"No goal is set{of_it}")]


def _standing(one: Progress, day: Overview, me: Profile, today: datetime.date) -> Fact:
    goal, metric, when = one.goal, one.goal.metric, shown.when(day.day, day.day, today)
    if harm := goals_shown.harm_on(day, goal, me):
        return Fact(f"goals.{day.day}.{metric}.harm", f"{shown.label(metric)}: {harm}")
    said = f"{shown.label(metric)} {when}: {_value(one, me)}, your goal is {_bounds(goal, me)}"
    amounts = [shown.amount(metric, bound, me.shown_in) for bound in (goal.low, goal.high) if bound is not None]
    if one.value is not None:
        amounts.append(shown.amount(metric, one.value, me.shown_in))
    state = one.state
    if state == "open" and goal.low is not None and one.value is not None and one.left is not None:
        left = Amount(one.left, "h") if metric == "sleep" else shown.step(metric, one.left, me.shown_in)
        said += f", {shown.figure(metric, left, me.shown_in)} to go"
        amounts.append(left)
    if one.value is not None and state != "open":
        said += ", reached" if state == "met" else ", which is over it"
    elif one.value is not None and goal.low is None and not one.at_least:
        said += f", which is within it{' so far' if day.day == today else ''}"
    return Fact(
        f"goals.{day.day}.{metric}.{'open' if one.value is None else state}",
        said,
        (*amounts, *shown.of_dates(today, day.day)),
        rows=tuple(
            entry_facts.ref(kind, row) for kind in [catalog.metrics()[metric].kind] for row in day.entries(kind)
        ),
    )


def _value(one: Progress, me: Profile) -> str:
    if one.value is None:
        return "no figure"
    text = shown.figure(one.goal.metric, shown.amount(one.goal.metric, one.value, me.shown_in), me.shown_in)
    return f"at least {text}" if one.at_least else text


def _bounds(goal: Goal, me: Profile) -> str:
    return goals.bounds(goal.low, goal.high, goal.metric, me.shown_in)
