"""A habit that is ticked shows on the day that was drawn."""

import datetime

import pytest

from lib.coach import habits
from lib.coach.habits import Tick
from lib.diary.overview import Overview

# A Wednesday.
DAY = datetime.date(2026, 5, 20)


def overview(*, done: bool = False, ticks: int = 1) -> Overview:
    rows = [{"id": one, "title": one, "times": 3, "ticks": ticks, "done": done} for one in ("walk", "read")]
    return Overview(DAY, {"coaching": {"habits": rows, "unread": 2}})


def walked(found: Overview) -> tuple[bool, int]:
    (row,) = (row for row in found.raw["coaching"]["habits"] if row["id"] == "walk")
    return row["done"], row["ticks"]


@pytest.mark.parametrize(
    ("days_on", "done", "found"),
    [
        (0, True, (True, 2)),
        (-1, True, (False, 2)),
        (-2, False, (False, 0)),
        (-3, True, (False, 1)),
        (1, True, (False, 1)),
    ],
    ids=["today", "earlier this week", "taken back earlier", "last week", "tomorrow"],
)
def test_tick_counts_for_its_day_and_week(days_on: int, done: bool, found: tuple[bool, int]) -> None:
    tick = Tick("walk", DAY + datetime.timedelta(days=days_on), done)

    assert walked(habits.with_ticks(overview(), [tick])) == found


def test_tick_is_taken_back() -> None:
    after = habits.with_ticks(overview(done=True, ticks=2), [Tick("walk", DAY, False)])

    assert walked(after) == (False, 1)


def test_same_tick_twice_counts_once() -> None:
    after = habits.with_ticks(overview(), [Tick("walk", DAY, True), Tick("walk", DAY, True)])

    assert walked(after) == (True, 2)


def test_the_rest_of_the_day_stays_as_it_was() -> None:
    before = overview()

    after = habits.with_ticks(before, [Tick("walk", DAY, True)])

    assert after.raw["coaching"]["unread"] == 2
    assert after.raw["coaching"]["habits"][1] == before.raw["coaching"]["habits"][1]
    assert walked(before) == (False, 1)


@pytest.mark.parametrize("coaching", [None, {"unread": 1}])
def test_day_without_habits_stays_as_it_is(coaching: object) -> None:
    after = habits.with_ticks(Overview(DAY, {"coaching": coaching}), [Tick("walk", DAY, True)])

    assert not (after.raw["coaching"] or {}).get("habits")
