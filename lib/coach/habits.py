"""The habits of a day, as Today has them: what was agreed with a coach and is kept by hand."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lib.coach.between import monday
from lib.diary.overview import Overview
from lib.gateway.port import Backend, Row


@dataclass(frozen=True)
class Tick:
    habit: str
    day: datetime.date
    done: bool


def tick(backend: Backend, wanted: Tick) -> None:
    asked = {"p_agreement": wanted.habit, "p_day": wanted.day.isoformat(), "p_done": wanted.done}
    backend.gateway.rpc("tick_habit", asked)


def with_ticks(overview: Overview, ticks: Iterable[Tick]) -> Overview:
    """The same day with what was just ticked, so that nobody has to ask the database again."""
    for one in ticks:
        coaching = overview.raw.get("coaching") or {}
        rows = [_ticked(row, one, overview.day) for row in coaching.get("habits", ())]
        overview = replace(overview, raw={**overview.raw, "coaching": {**coaching, "habits": rows}})
    return overview


def _ticked(row: Row, one: Tick, shown: datetime.date) -> Row:
    """Of an earlier day of the same week only the count is other."""
    if row["id"] != one.habit or not monday(shown) <= one.day <= shown:
        return row
    if one.day != shown:
        return row | {"ticks": row["ticks"] + (1 if one.done else -1)}
    if row["done"] == one.done:
        return row
    return row | {"done": one.done, "ticks": row["ticks"] + (1 if one.done else -1)}
