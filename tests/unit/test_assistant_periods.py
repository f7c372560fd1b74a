"""Periods in plain words, with fixed days: at the ends of years, in leap years, and when the clocks change."""

import datetime

import pytest

from lib.assistant import periods
from lib.diary.days import Clock, clock

WEDNESDAY = datetime.date(2026, 5, 6)


def told(text: str, today: datetime.date = WEDNESDAY, first_weekday: int = 1) -> tuple[str, str, str] | None:
    found = periods.read(text, today, first_weekday)
    return (f"{found.start}", f"{found.end}", found.words) if found else None


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("today", "2026-05-06", "2026-05-06", "today"),
        ("so far today", "2026-05-06", "2026-05-06", "today"),
        ("yesterday", "2026-05-05", "2026-05-05", "yesterday"),
        ("the day before yesterday", "2026-05-04", "2026-05-04", "on 4 May"),
        ("last night", "2026-05-06", "2026-05-06", "last night"),
        ("this week", "2026-05-04", "2026-05-06", "this week"),
        ("last week", "2026-04-27", "2026-05-03", "last week"),
        ("in the week before last", "2026-04-20", "2026-04-26", "in the week before last"),
        ("this month", "2026-05-01", "2026-05-06", "this month"),
        ("last month", "2026-04-01", "2026-04-30", "last month"),
        ("this year", "2026-01-01", "2026-05-06", "this year"),
        ("last year", "2025-01-01", "2025-12-31", "last year"),
        ("past week", "2026-04-30", "2026-05-06", "in the last 7 days"),
        ("over the past month", "2026-04-07", "2026-05-06", "in the last 30 days"),
        ("last 7 days", "2026-04-30", "2026-05-06", "in the last 7 days"),
        ("in the last 14 days", "2026-04-23", "2026-05-06", "in the last 14 days"),
        ("the past 28 days", "2026-04-09", "2026-05-06", "in the last 28 days"),
        ("last 30 days", "2026-04-07", "2026-05-06", "in the last 30 days"),
        ("during the last 90 days", "2026-02-06", "2026-05-06", "in the last 90 days"),
        ("last two weeks", "2026-04-23", "2026-05-06", "in the last 14 days"),
        ("last 3 months", "2026-02-06", "2026-05-06", "in the last 90 days"),
        ("last few days", "2026-04-30", "2026-05-06", "in the last 7 days"),
        ("last seven nights", "2026-04-30", "2026-05-06", "in the last 7 days"),
        ("3 days ago", "2026-05-03", "2026-05-03", "on 3 May"),
        ("on monday", "2026-05-04", "2026-05-04", "on Monday, 4 May"),
        ("last thursday", "2026-04-30", "2026-04-30", "on Thursday, 30 April"),
        ("on wednesday", "2026-05-06", "2026-05-06", "on Wednesday, 6 May"),
        ("last wednesday", "2026-04-29", "2026-04-29", "on Wednesday, 29 April"),
        ("on tues", "2026-05-05", "2026-05-05", "on Tuesday, 5 May"),
        ("on 3 may", "2026-05-03", "2026-05-03", "on 3 May"),
        ("on the 3rd of may", "2026-05-03", "2026-05-03", "on 3 May"),
        ("may 3rd", "2026-05-03", "2026-05-03", "on 3 May"),
        ("on 3 may 2025", "2025-05-03", "2025-05-03", "on 3 May 2025"),
        ("on 2025-05-03", "2025-05-03", "2025-05-03", "on 3 May 2025"),
        ("on 24 december", "2025-12-24", "2025-12-24", "on 24 December 2025"),
        ("since march", "2026-03-01", "2026-05-06", "since 1 March"),
        ("since monday", "2026-05-04", "2026-05-06", "since 4 May"),
        ("from monday", "2026-05-04", "2026-05-06", "since 4 May"),
        ("since 3 may", "2026-05-03", "2026-05-06", "since 3 May"),
        ("since last week", "2026-04-27", "2026-05-06", "since 27 April"),
        ("since december", "2025-12-01", "2026-05-06", "since 1 December 2025"),
        ("in march", "2026-03-01", "2026-03-31", "in March"),
        ("in may", "2026-05-01", "2026-05-06", "in May"),
        ("in july", "2025-07-01", "2025-07-31", "in July 2025"),
        ("in march 2024", "2024-03-01", "2024-03-31", "in March 2024"),
        ("from 1 to 7 april", "2026-04-01", "2026-04-07", "from 1 April to 7 April"),
        ("between 3 april and 10 april", "2026-04-03", "2026-04-10", "from 3 April to 10 April"),
        ("from monday to yesterday", "2026-05-04", "2026-05-05", "from 4 May to 5 May"),
        ("last weekend", "2026-05-02", "2026-05-03", "at the weekend of 2 May"),
        ("weekends", "2026-04-09", "2026-05-06", "at weekends in the last 28 days"),
        ("on weekdays", "2026-04-09", "2026-05-06", "on weekdays in the last 28 days"),
        ("ever", "2025-05-07", "2026-05-06", "in the last 365 days"),
    ],
)  # fmt: skip
def test_a_period_is_read(text: str, start: str, end: str, words: str) -> None:
    assert told(text) == (start, end, words)


@pytest.mark.parametrize(
    "text",
    [
        "", "week", "may i ask", "march on", "a day", "tomorrow", "next week", "next month", "on 31 february",
        "2026-02-30",
        "last 0 days", "last 400 days", "last 99999999999 days", "in 1850", "since 1950-01-01", "2026-05-07",
        "on 7 may 2026",
        "0000-00-00", "in march 1999", "in december 2026", "this week and last week", "daytime", "sundae",
        "mondays", "todays",
    ],
)  # fmt: skip
def test_what_is_no_period_is_none(text: str) -> None:
    assert periods.read(text, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("first_weekday", "start", "last_start"), [(1, "2026-05-04", "2026-04-27"), (6, "2026-05-02",
    "2026-04-25"), (7, "2026-05-03", "2026-04-26")]
)  # fmt: skip
def test_a_week_begins_on_the_persons_day(first_weekday: int, start: str, last_start: str) -> None:
    assert told("this week", first_weekday=first_weekday) == (start, "2026-05-06", "this week")
    last = told("last week", first_weekday=first_weekday)
    assert last is not None and last[0] == last_start


@pytest.mark.parametrize(
    ("text", "today", "start", "end"),
    [
        ("last week", "2026-01-01", "2025-12-22", "2025-12-28"),
        ("this week", "2026-01-01", "2025-12-29", "2026-01-01"),
        ("last month", "2026-01-01", "2025-12-01", "2025-12-31"),
        ("this year", "2026-01-01", "2026-01-01", "2026-01-01"),
        ("yesterday", "2026-01-01", "2025-12-31", "2025-12-31"),
        ("on 31 december", "2026-01-01", "2025-12-31", "2025-12-31"),
        ("last month", "2024-03-31", "2024-02-01", "2024-02-29"),
        ("last month", "2023-03-31", "2023-02-01", "2023-02-28"),
        ("last year", "2025-02-28", "2024-01-01", "2024-12-31"),
        ("last year", "2024-02-29", "2023-01-01", "2023-12-31"),
        ("on 29 february", "2026-05-06", "2024-02-29", "2024-02-29"),
        ("on 29 february", "2024-02-29", "2024-02-29", "2024-02-29"),
        ("on 29 february", "2024-02-28", "2020-02-29", "2020-02-29"),
        ("in february", "2024-05-06", "2024-02-01", "2024-02-29"),
        ("in december", "2026-12-31", "2026-12-01", "2026-12-31"),
        ("last 365 days", "2024-12-31", "2024-01-02", "2024-12-31"),
        ("since january", "2024-12-31", "2024-01-01", "2024-12-31"),
        ("last weekend", "2026-05-09", "2026-05-02", "2026-05-03"),
        ("this weekend", "2026-05-09", "2026-05-09", "2026-05-09"),
        ("this weekend", "2026-05-10", "2026-05-09", "2026-05-10"),
        ("last weekend", "2026-05-11", "2026-05-09", "2026-05-10"),
        ("on sunday", "2026-05-10", "2026-05-10", "2026-05-10"),
    ],
)  # fmt: skip
def test_years_months_and_leap_days_end_where_they_do(text: str, today: str, start: str, end: str) -> None:
    found = told(text, datetime.date.fromisoformat(today))

    assert found is not None and found[:2] == (start, end)


@pytest.mark.parametrize(
    ("zone", "moment", "today"),
    [
        # In New York the clocks go forward on 8 March 2026, and back on 1 November.
        ("America/New_York", "2026-03-08T06:59:00+00:00", "2026-03-08"),
        ("America/New_York", "2026-03-09T03:59:00+00:00", "2026-03-08"),
        ("America/New_York", "2026-03-09T04:00:00+00:00", "2026-03-09"),
        ("America/New_York", "2026-11-02T04:59:00+00:00", "2026-11-01"),
        ("America/New_York", "2026-11-02T05:00:00+00:00", "2026-11-02"),
        ("Pacific/Kiritimati", "2025-12-31T10:00:00+00:00", "2026-01-01"),
    ],
)  # fmt: skip
def test_days_are_those_of_the_person_also_when_clocks_change(zone: str, moment: str, today: str) -> None:
    here: Clock = clock(None, zone, datetime.datetime.fromisoformat(moment))

    found = periods.read("last 7 days", here.today)

    assert here.today.isoformat() == today
    assert found is not None and found.end == here.today and found.length == 7


def test_two_periods_stand_in_their_order() -> None:
    found = periods.find("compare this week with last week", WEDNESDAY)

    assert [one.period.words for one in found] == ["this week", "last week"]


def test_weekends_of_a_period_are_those_of_it() -> None:
    found = periods.find("on weekends this month", WEDNESDAY)

    assert {one.period for one in found} == {
        periods.Period(datetime.date(2026, 5, 1), WEDNESDAY, "at weekends this month", "weekends")
    }


def test_no_period_ever_lies_in_the_future_or_turns_round() -> None:
    texts = "today|this week|last week|this month|last month|this year|last year|last 28 days|on monday|last friday|"
    texts += "on 3 may|"
    texts += (
        "since march|in june|this weekend|last weekend|weekends|on 29 february|from 1 to 7 april|since monday|yesterday"
    )
    for n in range(0, 1500, 7):
        today = datetime.date(2023, 12, 20) + datetime.timedelta(days=n)
        for text in texts.split("|"):
            for first_weekday in (1, 6, 7):
                found = periods.read(text, today, first_weekday)
                assert found is None or found.start <= found.end <= today, (text, today)
                assert found is None or found.length <= 366, (text, today)
