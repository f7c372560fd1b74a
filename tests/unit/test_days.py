"""Which day an entry belongs to."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lib import profile
from lib.diary import days

BERLIN = ZoneInfo("Europe/Berlin")


def here(text: str, zone: str = "Europe/Berlin") -> days.Clock:
    return days.clock(zone, "UTC", datetime.datetime.fromisoformat(text))


def test_the_browsers_zone_counts_before_the_profiles():
    assert days.clock("Asia/Tokyo", "Europe/Berlin").zone_name == "Asia/Tokyo"


@pytest.mark.parametrize("unknown", [None, "", "Mars/Base", "EST5EDT", "+02:00", "../../etc/passwd"])
def test_a_browser_with_an_unknown_zone_leaves_the_profiles(unknown):
    assert days.clock(unknown, "Europe/Berlin").zone_name == "Europe/Berlin"


def test_what_is_logged_after_midnight_belongs_to_the_new_day():
    clock = here("2026-06-30T22:30:00+00:00")

    assert clock.today == datetime.date(2026, 7, 1)
    assert days.stamp(clock.today, clock)["local_date"] == "2026-07-01"


def test_the_same_moment_is_another_day_across_the_world():
    moment = "2026-01-01T04:30:00+00:00"

    assert here(moment, "America/New_York").today == datetime.date(2025, 12, 31)
    assert here(moment, "Pacific/Kiritimati").today == datetime.date(2026, 1, 1)


def test_another_day_gets_the_time_of_day_it_is_now():
    clock = here("2026-06-30T10:15:42+00:00")

    stamped = days.stamp(datetime.date(2026, 6, 28), clock)

    assert stamped["logged_at"] == "2026-06-28T12:15:42+02:00"
    assert stamped["local_date"] == "2026-06-28"


def test_a_time_the_clocks_skip_is_an_hour_later_on_the_clock():
    skipped = days.at(datetime.date(2026, 3, 29), datetime.time(2, 30), BERLIN)

    assert skipped.isoformat() == "2026-03-29T03:30:00+02:00"


@pytest.mark.parametrize(
    ("day", "hours"),
    [(datetime.date(2026, 3, 29), 7), (datetime.date(2026, 10, 25), 9), (datetime.date(2026, 6, 1), 8)],
)
def test_a_night_with_a_clock_change_is_as_long_as_it_really_was(day, hours):
    started, ended = days.night(day, datetime.time(23), datetime.time(7), BERLIN)

    assert (ended - started.astimezone(datetime.UTC)).total_seconds() / 3600 == hours


def test_a_nap_starts_and_ends_on_one_day():
    started, ended = days.night(datetime.date(2026, 6, 1), datetime.time(13), datetime.time(13, 40), BERLIN)

    assert started.date() == ended.date() == datetime.date(2026, 6, 1)


@settings(deadline=None)
@given(
    some.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2100, 1, 1)),
    some.sampled_from(profile.time_zones()),
)
def test_a_stamp_is_a_moment_of_its_day_wherever_one_is(naive, zone):
    clock = days.clock(zone, "UTC", naive.replace(tzinfo=datetime.UTC))

    stamped = days.stamp(clock.today, clock)

    assert days.local_time(stamped["logged_at"], zone).date().isoformat() == stamped["local_date"]


@pytest.mark.parametrize(
    ("time", "meal"),
    [("03:00", "snack"), ("07:30", "breakfast"), ("11:00", "snack"), ("12:45", "lunch"), ("16:00", "snack"),
     ("19:00", "dinner"), ("22:30", "snack")],
)  # fmt: skip
def test_the_meal_is_guessed_from_the_hour(time, meal):
    assert days.meal_of(datetime.datetime.fromisoformat(f"2026-06-01T{time}")) == meal


def test_days_near_today_have_names():
    today = datetime.date(2026, 1, 1)

    assert days.say_day(today, today) == "Today"
    assert days.say_day(today - days.DAY, today) == "Yesterday"
    assert days.say_day(datetime.date(2025, 12, 24), today) == "Wednesday, 24 December 2025"
