"""What a coach and a client have between them: agreements, weekly check-ins and messages."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from lib.gateway.port import Row

DAY = datetime.timedelta(days=1)
Read = TypeVar("Read")
# As the table takes it.
LONGEST_MESSAGE = 2000


def monday(day: datetime.date) -> datetime.date:
    """A week of a check-in begins on Monday for everybody, so that both mean the same one."""
    return day - DAY * day.weekday()


def readable(rows: object, read: Callable[[Row], Read]) -> tuple[Read, ...]:
    """Without what is in no form that is known here: one odd row must not take the page with it."""
    found: list[Read] = []
    for row in rows if isinstance(rows, list) else ():
        try:
            found.append(read(row))
        except (AttributeError, KeyError, TypeError, ValueError):
            continue
    return tuple(found)


@dataclass(frozen=True)
class Agreement:
    """A goal has a metric and bounds, a habit only words."""

    id: str
    title: str
    metric: str | None
    low: float | None
    high: float | None
    times: int
    starts_on: datetime.date
    # proposed, accepted, declined or ended
    state: str
    # The days of the last four weeks on which a habit was kept.
    ticks: frozenset[datetime.date]

    @classmethod
    def of(cls, row: Row) -> "Agreement":
        return cls(
            id=row["id"],
            title=row["title"],
            metric=row["metric"],
            low=row["low"],
            high=row["high"],
            times=row["times"],
            starts_on=datetime.date.fromisoformat(row["starts_on"]),
            state=row["state"],
            ticks=frozenset(datetime.date.fromisoformat(day) for day in row["ticks"]),
        )

    def kept(self, week: datetime.date) -> int:
        """On how many days of the week that begins on this Monday."""
        return sum(week <= day < week + 7 * DAY for day in self.ticks)


@dataclass(frozen=True)
class CheckIn:
    id: str
    week: datetime.date
    # Question and answer, in the order they were asked.
    answers: tuple[tuple[str, str], ...]
    reply: str
    sent_at: datetime.datetime

    @classmethod
    def of(cls, row: Row) -> "CheckIn":
        return cls(
            id=row["id"],
            week=datetime.date.fromisoformat(row["week"]),
            answers=readable(row["answers"], _answer),
            reply=row["reply"] or "",
            sent_at=datetime.datetime.fromisoformat(row["sent_at"]),
        )


def _answer(row: Row) -> tuple[str, str]:
    question, answer = row["question"], row["answer"]
    if not isinstance(question, str) or not isinstance(answer, str):
        raise TypeError("a question and its answer are words")
    return question, answer


@dataclass(frozen=True)
class Message:
    id: str
    from_coach: bool
    text: str
    sent_at: datetime.datetime
    # By the other of the two.
    is_read: bool
    about_day: datetime.date | None
    about_kind: str | None
    about_id: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Message":
        day = row["about_day"]
        return cls(
            id=row["id"],
            from_coach=row["from_coach"],
            text=row["text"],
            sent_at=datetime.datetime.fromisoformat(row["sent_at"]),
            is_read=row["read_at"] is not None,
            about_day=datetime.date.fromisoformat(day) if day else None,
            about_kind=row["about_kind"],
            about_id=row["about_id"],
        )
