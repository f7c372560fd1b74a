"""A period in its main figures, alone or beside another one."""

import datetime
from dataclasses import dataclass

from lib.advice.facts import Fact
from lib.assistant import series_facts, shown
from lib.assistant.arguments import ToolError
from lib.assistant.series_facts import Stretch
from lib.diary import metrics_shown, series
from lib.diary.days import Clock
from lib.gateway.port import Backend
from lib.profile import Profile

MAIN = ("sleep", "steps", "active_minutes", "water", "energy", "protein", "wellbeing", "alcohol")
_FARTHEST_APART = 6 * 366


@dataclass(frozen=True)
class OverviewAsked:
    start: datetime.date
    end: datetime.date
    before_start: datetime.date | None = None
    before_end: datetime.date | None = None


def of_period(backend: Backend, here: Clock, me: Profile, asked: OverviewAsked) -> list[Fact]:
    """One call. Of a metric only what is known of every period that is asked for."""
    spans = [(asked.start, asked.end)]
    if asked.before_start and asked.before_end:
        spans.append((asked.before_start, asked.before_end))
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    if (last - first).days > _FARTHEST_APART:
        raise ToolError("These two periods lie too far apart to be compared in one go.")
    if len(set(spans)) < len(spans):
        raise ToolError("These two periods are the same one.")
    metrics = [metric for metric in MAIN if not metrics_shown.is_hidden(metric, me.hide_numbers)]
    daily = series.fetch(backend, metrics, first, last)
    found: list[Fact] = []
    for metric in metrics:
        told = [_told(daily, Stretch(metric, *span), me, here.today) for span in spans]
        if all(told):
            found += [fact for fact in told if fact]
    if found:
        return found
    when = " or ".join(shown.when(*span, here.today) for span in spans)
    dates = shown.of_dates(here.today, *(day for span in spans for day in span))
    return [Fact(f"overview.{asked.start}.{asked.end}.none", f"Nothing is logged {when}", dates)]


def _told(daily: series.Daily, stretch: Stretch, me: Profile, today: datetime.date) -> Fact | None:
    """The mean, or the figure of a single day."""
    facts = series_facts.for_comparing(daily, stretch, me, today)
    return next((fact for fact in facts if fact.id.rpartition(".")[2] in _LEVELS), None)


_LEVELS = ("mean", "mean_complete", "value", "value_so_far", "value_at_least")
