"""A page of the diary: what is asked for, and how it stays right after a write without asking again."""

import datetime
from typing import Any

import pytest

from lib.diary import history
from lib.diary.history import Page, Wanted
from lib.gateway.port import Backend, Person

DAY = datetime.date(2026, 3, 2)


class Remembering:
    """A gateway that answers with as many rows as it was told to and remembers what it was asked."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.asked: list[tuple[str, Any]] = []

    def rpc(self, function: str, args: Any = None) -> list[dict[str, Any]]:
        self.asked.append((function, args))
        return [entry(str(n)) for n in range(min(self.rows, args["p_limit"]))]


def entry(id: str, **more: object) -> dict[str, Any]:
    return {"id": id, "local_date": "2026-03-02", "logged_at": "2026-03-02T08:00:00+00:00", "note": None, **more}


def backend(rows: int) -> Backend:
    return Backend(Person("me", "me@example.org"), Remembering(rows), None)  # type: ignore[arg-type]


def page(*ids: str, has_next: bool = False, **wanted: Any) -> Page:
    return Page(Wanted(**wanted), 0, [entry(id) for id in ids], has_next)


def saved(id: str, kind: str = "meal", **more: object) -> dict[str, Any]:
    return {"kind": kind, "row": entry(id, **more), "new": False}


def gone(id: str, kind: str = "meal") -> dict[str, str]:
    return {"kind": kind, "id": id}


@pytest.mark.parametrize(("rows", "shown", "has_next"), [(0, 0, False), (50, 50, False), (51, 50, True)])
def test_one_entry_more_than_is_shown_tells_of_a_next_page(rows: int, shown: int, has_next: bool) -> None:
    me = backend(rows)

    found = history.fetch(me, Wanted("water"), 2)

    assert (len(found.rows), found.has_next) == (shown, has_next)
    ((function, args),) = me.gateway.asked  # type: ignore[attr-defined]
    assert (function, args["p_limit"], args["p_offset"]) == ("history", 51, 100)


def test_filters_are_sent_as_the_database_takes_them() -> None:
    me = backend(0)

    history.fetch(me, Wanted("meal", DAY, DAY, "egg", "lunch", 100.0, 500.0, "value", False))

    args = me.gateway.asked[0][1]  # type: ignore[attr-defined]
    assert args == {
        "p_kind": "meal", "p_from": "2026-03-02", "p_to": "2026-03-02", "p_text": "egg", "p_meal_type": "lunch",
        "p_low": 100.0, "p_high": 500.0, "p_sort": "value", "p_desc": False, "p_limit": 51, "p_offset": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("narrow", "wanted"),
    [
        (False, Wanted("sleep", sort="value", desc=False)),
        (True, Wanted(first=DAY)),
        (True, Wanted(text="egg")),
        (True, Wanted(meal_type="lunch")),
        (True, Wanted(low=0.0)),
    ],
)
def test_only_a_filter_leaves_entries_out(narrow: bool, wanted: Wanted) -> None:
    assert wanted.is_narrow == narrow


def test_filter_that_contradicts_itself_is_named() -> None:
    assert Wanted(first=DAY, last=DAY).problem == ""
    assert "first day" in Wanted(first=DAY, last=DAY - datetime.timedelta(days=1)).problem
    assert "lowest energy" in Wanted(low=500, high=100).problem


def test_deleted_entry_goes_without_asking() -> None:
    after = history.after(page("a", "b"), [], [gone("a")])

    assert after is not None
    assert [row["id"] for row in after.rows] == ["b"]


def test_changed_entry_changes_in_its_place() -> None:
    after = history.after(page("a", "b"), [saved("a", note="new")], [])

    assert after is not None
    assert [(row["id"], row["note"]) for row in after.rows] == [("a", "new"), ("b", None)]


def test_entry_of_another_kind_changes_nothing_here() -> None:
    before = page("a")

    assert history.after(before, [saved("z", "water")], [gone("y", "mood")]) == before


@pytest.mark.parametrize(
    ("before", "change"),
    [
        (page("a"), saved("new")),
        (page("a"), saved("a", logged_at="2026-03-02T09:00:00+00:00")),
        (page("a"), saved("a", local_date="2026-03-01")),
        (page("a", text="egg"), saved("a")),
        (page("a", sort="value"), saved("a")),
    ],
)
def test_what_may_stand_elsewhere_now_is_asked_for(before: Page, change: dict[str, Any]) -> None:
    assert history.after(before, [change], []) is None


def test_entry_of_the_next_page_moves_up_when_one_is_deleted() -> None:
    assert history.after(page("a", "b", has_next=True), [], [gone("a")]) is None
    assert history.after(page("a", "b", has_next=True), [], [gone("z")]) is not None
