"""Setting, ending and removing a goal, each with a way back."""

import datetime

from components.acts import Do, Outcome
from lib.diary import goals
from lib.gateway.port import Backend, Row


def put(
    metric: str,
    low: float | None,
    high: float | None,
    starts_on: datetime.date,
    source: str,
    now: Row | None,
    today: datetime.date,
) -> Do:
    """Sets a goal; `now` is what holds today. With no bounds it ends the one before."""

    def do(backend: Backend) -> Outcome:
        row, replaced = goals.save(backend, metric, low, high, starts_on, source, now)
        undo = _back(row, replaced, now, today)
        if starts_on == today:
            return Outcome(goals={metric: row}, undo=undo)
        return Outcome(anew=True, undo=undo)

    return do


def _back(row: Row, replaced: Row | None, now: Row | None, today: datetime.date) -> Do:
    def do(backend: Backend) -> Outcome:
        if replaced:
            goals.put_back(backend, replaced)
        else:
            goals.remove(backend, row["id"])
        if row["starts_on"] == today.isoformat():
            return Outcome(goals={row["metric"]: replaced or now})
        return Outcome(anew=True)

    return do


def remove(row: Row) -> Do:
    """Takes a goal out of the history as if it had never been."""

    def do(backend: Backend) -> Outcome:
        goals.remove(backend, row["id"])
        return Outcome(anew=True, undo=_again(row))

    return do


def _again(row: Row) -> Do:
    def do(backend: Backend) -> Outcome:
        goals.put_back(backend, row)
        return Outcome(anew=True)

    return do
