"""The list of clients: who is shown, in which order, and no cell that says nothing."""

import datetime
from typing import Any

import pytest

from lib.coach import board, board_rows
from lib.coach.board_rows import Wanted
from lib.coach.kinds import NOT_SHARED
from lib.diary.series import DAY
from lib.units import Units
from tests.unit.test_board import LAST, TODAY, many, row, silent


def names(wanted: Wanted, *rows: dict[str, Any]) -> list[str]:
    found = board.assess(board.read_all(rows, TODAY), alerts_a_week=5, today=TODAY, shown=Units())
    return [one.name for one in board_rows.chosen(found, wanted, TODAY)]


ANNA = row("a", name="Anna", label="Mornings", ends_on="2027-03-01", days=list(range(0, LAST, 2)))
BEN = row("b", name="ben", label="Evenings", ends_on="2027-01-01", unread=1)
CLEO = row("c", name="Cleo", status="holiday", ends_on=(TODAY + 3 * DAY).isoformat(), days=[3])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(sort="name"), ["Anna", "ben", "Cleo"]),
        (Wanted(sort="ends"), ["Cleo", "ben", "Anna"]),
        (Wanted(sort="last"), ["Cleo", "Anna", "ben"]),
        (Wanted(sort="days"), ["Cleo", "Anna", "ben"]),
        (Wanted(text="NN"), ["Anna"]),
        (Wanted(text="evening"), ["ben"]),
        (Wanted(group="Mornings"), ["Anna"]),
        (Wanted(show="holiday"), ["Cleo"]),
        (Wanted(show="active", sort="name"), ["Anna", "ben"]),
        (Wanted(show="waiting"), ["ben"]),
        (Wanted(show="ending"), ["Cleo"]),
        (Wanted(show="looked"), []),
        (Wanted(text="nobody"), []),
    ],
)
def test_who_is_shown_in_which_order(wanted: Wanted, found: list[str]) -> None:
    assert names(wanted, ANNA, BEN, CLEO) == found


def test_by_need_whoever_is_pointed_to_comes_first() -> None:
    assert names(Wanted(), *many(), silent("z", name="Zoe"))[0] == "Zoe"
    assert names(Wanted(show="attention"), *many(), silent("z", name="Zoe")) == ["Zoe"]


def test_every_filter_and_sort_has_a_meaning() -> None:
    for show in board_rows.FILTERS:
        for sort in board_rows.SORTS:
            assert len(names(Wanted(show=show, sort=sort), ANNA, BEN, CLEO)) <= 3


def test_groups_are_named_once() -> None:
    clients = board.read_all([ANNA, BEN, BEN | {"client": "d"}, CLEO], TODAY)

    assert board_rows.groups(clients) == ["Evenings", "Mornings"]


def test_what_is_not_shared_is_said_everywhere() -> None:
    client = board.read(row(kinds=["score"], days=[]), TODAY)

    table = board_rows.table([client], {}, TODAY)

    assert table["Last logged"] == table["Days logged (7, 30)"] == table["Sleep"] == [NOT_SHARED]
    assert "not shared with you" in board_rows.in_a_line(client, TODAY)
    assert board_rows.trend_lines(client, {}) == [f"{NOT_SHARED}: Meals, Drinks, Movement, Mood, Sleep, Body readings"]


def test_what_is_shared_and_not_logged_is_told_apart() -> None:
    client = board.read(row(kinds=["sleep", "mood"], days=[]), TODAY)

    lines = board_rows.trend_lines(client, {})
    table = board_rows.table([client], {}, TODAY)

    assert lines[0] == "Nothing in four weeks: Mood, Sleep"
    assert table["Sleep"] == ["Nothing in four weeks"] and table["Drinks"] == [NOT_SHARED]
    assert table["Last logged"] == ["Never yet"]
    assert board_rows.in_a_line(client, TODAY).startswith("Nothing logged yet")


def test_hidden_figures_are_said_to_be_hidden() -> None:
    client = board.read(row(hide_numbers=True), TODAY)

    assert board_rows.table([client], {}, TODAY)["Weight"] == ["Hidden"]
    assert board_rows.table([client], {}, TODAY)["Protein"] == ["Hidden"]
    lines = board_rows.trend_lines(client, {})
    assert "Hidden: Meals, Body readings" in lines and "Calories, nutrients and weight are hidden" in lines
    assert not any(line.startswith("Nothing") and "Meals" in line for line in lines)


def test_trends_are_gathered_by_what_they_are() -> None:
    wellbeing = [6 - at * 0.03 for at in range(board.DAYS)]
    client = board.read(row(series={"wellbeing": wellbeing, "sleep": [7.0] * board.DAYS}), TODAY)

    lines = board_rows.trend_lines(client, board_rows.trends(client, TODAY))

    assert lines[:2] == ["Worse: Well-being falling", "Steady: Sleep"]


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        ({}, ""),
        ({"status": "injured"}, "Injured"),
        ({"status": "holiday", "status_until": "2026-11-30"}, "On holiday until 30 November 2026"),
        ({"status": "sick", "status_until": "2026-11-01"}, ""),
        ({"quiet_until": "2026-11-23"}, "Looked at, no alerts before Monday"),
    ],
)
def test_status_in_words(instead: dict[str, Any], said: str) -> None:
    assert board_rows.status(board.read(row(**instead), TODAY), TODAY) == said


@pytest.mark.parametrize(("weekday", "said"), [(1, "due since Monday"), (4, "today"), (6, "Saturday")])
def test_check_in_in_words(weekday: int, said: str) -> None:
    assert board_rows.check_in(board.read(row(check_in_weekday=weekday), TODAY), TODAY) == said


def test_a_day_beyond_the_week_has_its_date() -> None:
    assert board_rows.soon(TODAY + 6 * DAY, TODAY) == "Wednesday"
    assert board_rows.soon(datetime.date(2026, 11, 30), TODAY) == "Monday, 30 November 2026"
