"""What a person's own days say: what goes together, when something changed, and what was unusual lately."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lib.analysis import anomaly, change, links
from lib.analysis.anomaly import Unusual
from lib.analysis.change import Change
from lib.analysis.links import Link, Tested, Waiting
from lib.analysis.links_pairs import LATE_CAFFEINE, PAIRS, Pair, habit
from lib.diary import catalog, insight_sides, metrics_shown, series
from lib.diary.insight_sides import Side
from lib.diary.series import DAY, Daily, Values
from lib.gateway.port import Backend
from lib.settings import ROOT

TRUTHS = ROOT / "sql" / "demo" / "truths.json"
DAYS_LATELY = 14
# So many unusual days of one metric are told as one.
SEVERAL = 3
# Of these somebody wants to know when they changed. What is eaten and drunk stands in Trends.
WATCHED = (
    "weight", "waist", "resting_heart_rate", "hrv_rmssd", "hrv_sdnn", "systolic", "diastolic", "glucose", "spo2",
    "sleep", "sleep_quality", "wellbeing", "mood_energy", "steps",
)  # fmt: skip
# Of these a single day is told. Most people have no alcohol on most days: any would be unusual.
TOLD_BY_DAY = (*WATCHED, "heart_rate", "temperature", "energy", "water", "caffeine")
# What adds up over a day: nothing written down is nothing only where the person has called the day complete.
_DRUNK = ("water", "caffeine", "alcohol", series.LATE_CAFFEINE)
_TRAINED = ("active_minutes", "training_energy", "distance")
# As the data layer calls it, and as the pairs do.
NAMES = {series.LATE_CAFFEINE: LATE_CAFFEINE}
ENDS = ("cause", "effect")


@dataclass(frozen=True)
class Linked:
    """A link, and what its picture shows: the days with, and the days without."""

    link: Link
    most: Side
    least: Side


@dataclass(frozen=True)
class Changed:
    metric: str
    change: Change


@dataclass(frozen=True)
class Odd:
    """An unusual day. `days` is more than one where it is the last of several, which are no typing errors."""

    metric: str
    unusual: Unusual
    days: int = 1


@dataclass(frozen=True)
class Insights:
    """`complete` says how many days count for what is eaten, drunk and trained."""

    links: tuple[Linked, ...]
    refused: tuple[Tested, ...]
    waiting: tuple[Waiting, ...]
    changes: tuple[Changed, ...]
    odd: tuple[Odd, ...]
    complete: int

    @property
    def is_empty(self) -> bool:
        return not (self.links or self.refused or self.waiting or self.changes or self.odd)


@dataclass(frozen=True)
class Truth:
    """Something that was built into the demo person's diary, or only seems to be, and whether it is shown."""

    sentence: str
    is_shown: bool


@dataclass(frozen=True)
class Truths:
    planted: tuple[Truth, ...]
    tempting: tuple[Truth, ...]
    # Shown, and neither built in nor a consequence of what is.
    beyond: tuple[Link, ...]


def fetch(backend: Backend, today: datetime.date, *, hide_numbers: bool) -> Daily:
    """Three years in one call."""
    return series.fetch(backend, asked(hide_numbers), today - (links.DAYS_BACK - 1) * DAY, today)


def find(daily: Daily, *, hide_numbers: bool) -> Insights:
    """Takes a tenth of a second or so."""
    known = lines(daily)
    found = links.find(known, pairs=_pairs(hide_numbers), end=daily.end)
    return Insights(
        links=tuple(Linked(link, *insight_sides.of(link, known)) for link in found.links),
        refused=found.refused,
        waiting=tuple(sorted(found.waiting, key=days_to_go)),
        changes=_changes(known, daily.end, hide_numbers),
        odd=_odd(known, daily.end, hide_numbers),
        complete=len(daily.complete),
    )


def days_to_go(waiting: Waiting) -> int:
    """At the least: the other days may be among those that are still needed."""
    return max(waiting.needed, waiting.other_days_needed)


def lines(daily: Daily) -> Mapping[str, Values]:
    """Each metric on the days on which it is all there was; tags are 1 with, 0 without but with a mood."""
    found: dict[str, Values] = {}
    for metric, values in daily.values.items():
        found[NAMES.get(metric, metric)] = {day: value for day, value in values.items() if _counts(daily, metric, day)}
    for group, anything in ((_DRUNK, "water"), (_TRAINED, "active_minutes")):
        nothing = dict.fromkeys(daily.complete - set(daily.of(anything)), 0.0)
        for name in (NAMES.get(metric, metric) for metric in group):
            found[name] = {**nothing, **found.get(name, {})}
    for tag, tagged in daily.tags.items():
        found[f"tag:{tag}"] = {day: float(day in tagged) for day in daily.told}
    # Who has never written down a workout does not say that there was none.
    return {name: line for name, line in found.items() if any(line.values())}


def _counts(daily: Daily, metric: str, day: datetime.date) -> bool:
    """Of a day that is not called complete, some may be missing: that would be taken for little."""
    if metric in (*_DRUNK, *_TRAINED):
        return day in daily.complete
    if day == daily.end and metric == "steps":
        return day in daily.complete
    return daily.is_whole(metric, day)


def asked(hide_numbers: bool) -> list[str]:
    of_pairs = [name for pair in _pairs(hide_numbers) for name in (pair.cause, pair.effect)]
    stored = {name: metric for metric, name in NAMES.items()}
    metrics = [stored.get(name, name) for name in of_pairs if not name.startswith("tag:")]
    shown = [metric for metric in TOLD_BY_DAY if not metrics_shown.is_hidden(metric, hide_numbers)]
    # What was drunk at all says on which days nothing was; so do the minutes for what was trained.
    return list(dict.fromkeys([*metrics, *shown, "water", "active_minutes", series.TAGS]))


def _pairs(hide_numbers: bool) -> list[Pair]:
    return [pair for pair in PAIRS if not any(metrics_shown.is_hidden(name, hide_numbers) for name in pair[:2])]


def _changes(known: Mapping[str, Values], today: datetime.date, hide_numbers: bool) -> tuple[Changed, ...]:
    """The newest first. One that might as well be none is left out."""
    found = [
        Changed(metric, one)
        for metric in WATCHED
        if metric in known and not metrics_shown.is_hidden(metric, hide_numbers)
        for one in change.changed(known[metric], end=today, smallest_change=catalog.metrics()[metric].smallest_change)
        if one.interval[0] * one.interval[1] > 0
    ]
    return tuple(sorted(found, key=lambda one: one.change.day, reverse=True))


def _odd(known: Mapping[str, Values], today: datetime.date, hide_numbers: bool) -> tuple[Odd, ...]:
    """The newest first. What differs by less than is worth a word is not unusual."""
    start = today - (DAYS_LATELY - 1) * DAY
    found = []
    for metric in TOLD_BY_DAY:
        if metric not in known or metrics_shown.is_hidden(metric, hide_numbers):
            continue
        least = catalog.metrics()[metric].smallest_change
        unusual = anomaly.unusual_days(known[metric], start=start, end=today, resolution=least)
        several = len(unusual) >= SEVERAL
        found += [Odd(metric, unusual[-1], len(unusual))] if several else [Odd(metric, one) for one in unusual]
    return tuple(sorted(found, key=lambda one: one.unusual.day, reverse=True))


def truths(found: Insights, *, hide_numbers: bool) -> Truths:
    """For the demo person: what is built into the diary, beside what is shown."""
    told = _told()
    built_in, echoes, tempting = (
        [one for one in told[kind] if not any(metrics_shown.is_hidden(one[end], hide_numbers) for end in ENDS)]
        for kind in ("links", "echoes", "non_links")
    )
    shown = [one.link for one in found.links]
    return Truths(
        planted=tuple(Truth(one["sentence"], any(_is(one, link) for link in shown)) for one in built_in),
        tempting=tuple(Truth(one["sentence"], any(_is(one, link) for link in shown)) for one in tempting),
        beyond=tuple(link for link in shown if not any(_is(one, link) for one in [*built_in, *echoes])),
    )


def _is(one: Mapping[str, Any], link: Link) -> bool:
    """Late coffee shows as coffee, too: it is the same habit."""
    cause = LATE_CAFFEINE if "after" in one else one["cause"]
    return (habit(cause), one["effect"], one["lag"]) == (habit(link.cause), link.effect, link.lag)


@lru_cache(maxsize=1)
def _told() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(TRUTHS.read_text(encoding="utf-8"))
    return found
