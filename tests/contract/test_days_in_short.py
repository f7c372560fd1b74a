"""Figures, kinds of entry and kept lines of days in one call, through each adapter."""

import datetime
from typing import Any

import psycopg
import pytest

from lib.advice import day_figures, in_short
from lib.diary import series
from lib.gateway.port import Backend, Gateway, GatewayError, Person
from tests.db.diary import DAY, draft, drink, meal, mood, night, workout

FIRST = datetime.date.fromisoformat(DAY)
A_DAY = datetime.timedelta(days=1)


def day(n: int) -> str:
    return (FIRST + A_DAY * n).isoformat()


def at(n: int) -> str:
    return f"{day(n)}T12:00+01:00"


def keep(mine: Gateway, n: int, text: str | None, mark: str, **more: Any) -> None:
    line = {"key": mark * 64, "local_date": day(n), "moment": "summary", "line": text, "said_by": "rules"}
    mine.rpc("keep_advice", {"p_line": line | more})


def asked(mine: Gateway, last: int = 0) -> dict[str, Any]:
    found = mine.rpc("days_in_short", {"p_metrics": ["water", "goals"], "p_from": DAY, "p_to": day(last)})
    assert isinstance(found, dict)
    return found


def test_somebody_new_has_nothing(mine: Gateway) -> None:
    found = asked(mine)

    assert (found["daily"]["days"], found["logged"], found["lines"]) == ([], [], [])


def test_figures_are_those_of_the_daily_series(mine: Gateway) -> None:
    mine.rpc("save_entries", {"p_entries": [drink(at(0), 250), drink(at(2), 500)]})

    found = asked(mine, 2)

    assert found["daily"] == mine.rpc("daily_series", {"p_metrics": ["water", "goals"], "p_from": DAY, "p_to": day(2)})
    assert found["daily"]["series"] == {"water": [250, 500]}


def test_kinds_are_those_of_the_last_day_with_or_without_a_figure(mine: Gateway) -> None:
    reading = draft("body", at(1), metric="blood_pressure", value=120, value2=80)
    mine.rpc("save_entries", {"p_entries": [
        drink(at(0)), mood(at(1)), night(), workout(at(1), minutes=None), reading, meal(at(1), items=[]),
    ]})  # fmt: skip

    assert asked(mine, 1)["logged"] == ["meal", "gym", "mood", "body"]
    assert "water" in asked(mine, 0)["logged"]


def test_of_each_day_the_last_line_is_there_and_the_newest_day_first(mine: Gateway) -> None:
    keep(mine, 0, "The first of the day.", "a", facts=[{"id": "well_goal", "said": "Went well"}])
    keep(mine, 0, "The last of the day.", "b", said_by="m", thumb=1, facts=[{"id": "try_same"}, {"id": "water_day"}])
    keep(mine, 1, "The day after.", "c")
    # Asked for and not answered, of another moment, and too long ago.
    keep(mine, 1, None, "d")
    keep(mine, 2, "A line about water.", "e", moment="water")
    keep(mine, -60, "Long ago.", "f")

    found = asked(mine, 2)["lines"]

    assert [(one["local_date"], one["line"]) for one in found] == [
        (day(1), "The day after."), (day(0), "The last of the day."),
    ]  # fmt: skip
    assert found[1] == {
        "local_date": day(0), "key": "b" * 64, "line": "The last of the day.", "said_by": "m", "thumb": 1,
        "facts": ["try_same", "water_day"],
    }  # fmt: skip


def test_nobody_sees_anything_of_somebody_else(side: Any, mine: Gateway) -> None:
    mine.rpc("save_entries", {"p_entries": [drink(at(0)), mood(at(0))]})
    keep(mine, 0, "A line of mine.", "a")

    found = asked(side.somebody().gateway)

    assert (found["daily"]["days"], found["logged"], found["lines"]) == ([], [], [])


def test_strangers_are_refused(side: Any) -> None:
    with pytest.raises(GatewayError):
        asked(side.anonymous)


def test_no_more_is_read_at_once_than_elsewhere(mine: Gateway) -> None:
    with pytest.raises(GatewayError) as refused:
        mine.rpc("days_in_short", {"p_metrics": [], "p_from": "1900-01-01", "p_to": "2100-01-01"})

    assert refused.value.code == "54000"


def test_the_page_reads_it(me: Any) -> None:
    backend = Backend(Person(me.id, "me@wellspring.example"), me.gateway, me.photos)
    me.gateway.rpc("save_entries", {"p_entries": [drink(at(0), 250)]})
    keep(me.gateway, 0, "A line of mine.", "a", facts=[{"id": "water_day"}])

    short = in_short.fetch(backend, FIRST)

    assert short.daily.of("water") == {FIRST: 250}
    assert short.daily == series.fetch(backend, day_figures.asked(), short.daily.start, FIRST)
    assert (short.logged, short.is_new) == (frozenset({"water"}), False)
    assert [(one.day, one.text, one.facts) for one in short.kept] == [(FIRST, "A line of mine.", ("water_day",))]


def test_lines_of_a_strange_shape_break_nothing(me: Any, admin: psycopg.Connection, local: Any) -> None:
    backend = Backend(Person(me.id, "me@wellspring.example"), me.gateway, me.photos)
    keep(me.gateway, 0, "A line of mine.", "a", facts=[1, "x", {"id": {"a": 1}}, {"no": 1}, [{"id": "deep"}]])

    (kept,) = in_short.fetch(backend, FIRST).kept

    assert all(isinstance(one, str) for one in kept.facts)
