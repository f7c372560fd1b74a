"""The daily figures of a person: one value for each day and metric, missing where nothing was logged."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.diary import catalog
from lib.gateway.port import Backend, Row

DAY = datetime.timedelta(days=1)
LATE_CAFFEINE = "late_caffeine"
# Asked for beside metrics.
TAGS, GOALS, NOTES = "tags", "goals", "notes"

Values = Mapping[datetime.date, float]


@dataclass(frozen=True)
class Daily:
    """In the units they are stored in. A day that is not in a series has no figure, which is not zero."""

    start: datetime.date
    end: datetime.date
    values: Mapping[str, Values]
    # Days on which more was eaten than is known: the figure is "at least".
    at_least: Mapping[str, frozenset[datetime.date]]
    # Days that the person has called complete.
    complete: frozenset[datetime.date]
    # The days of each tag, and those on which a mood was logged at all.
    tags: Mapping[str, frozenset[datetime.date]]
    told: frozenset[datetime.date]
    # Of the metrics that are asked for, as they are kept, the oldest first.
    goals: Sequence[Row] = ()
    # What was noted with a mood, by day.
    notes: Sequence[tuple[datetime.date, str]] = ()
    # Counts the writes of the person up to here.
    version: int | None = None

    def of(self, metric: str) -> Values:
        return self.values.get(metric, {})

    def is_whole(self, metric: str, day: datetime.date) -> bool:
        """Whether it is all there was: what is eaten and drunk adds up until the day is called complete."""
        kind = catalog.metrics()[metric].kind
        if kind not in ("meal", "water"):
            return True
        return day in self.complete and day not in self.at_least.get(metric, frozenset())


def fetch(backend: Backend, metrics: Sequence[str], start: datetime.date, end: datetime.date) -> Daily:
    """One call."""
    return read(backend.gateway.rpc("daily_series", asked(metrics, start, end)), start, end)


def asked(metrics: Sequence[str], start: datetime.date, end: datetime.date) -> Row:
    return {"p_metrics": list(metrics), "p_from": start.isoformat(), "p_to": end.isoformat()}


def read(raw: Row, start: datetime.date, end: datetime.date) -> Daily:
    """What `daily_series` answered for these days."""
    found = [start + DAY * n for n in raw["days"]]
    values = {
        metric: {day: value for day, value in zip(found, figures, strict=True) if value is not None}
        for metric, figures in raw["series"].items()
        if figures
    }

    def days(numbers: Sequence[int]) -> frozenset[datetime.date]:
        return frozenset(start + DAY * n for n in numbers)

    return Daily(
        start,
        end,
        {metric: known for metric, known in values.items() if known},
        {metric: days(numbers) for metric, numbers in raw["at_least"].items()},
        days(raw["complete"]),
        {tag: days(numbers) for tag, numbers in (raw["tags"] or {}).items()},
        days(raw["told"] or ()),
        raw["goals"] or (),
        tuple((start + DAY * n, note) for n, note in raw["notes"] or ()),
        raw["version"],
    )
