import datetime

import pytest

from lib.diary import nights


def night(start: str, end: str, zone: str = "Europe/Berlin") -> dict[str, str]:
    return {"started_at": start, "ended_at": end, "time_zone": zone}


def test_first_night_is_a_guess() -> None:
    assert nights.usual([]) == (datetime.time(23), datetime.time(7))


def test_naps_say_nothing_about_nights() -> None:
    assert nights.usual([night("2026-03-09T13:00+01:00", "2026-03-09T14:30+01:00")]) == nights.A_GUESS


def test_going_to_bed_around_midnight_is_one_time_and_not_the_middle_of_the_day() -> None:
    found = [
        night("2026-03-08T23:50+01:00", "2026-03-09T07:00+01:00"),
        night("2026-03-10T00:10+01:00", "2026-03-10T07:10+01:00"),
    ]

    assert nights.usual(found) == (datetime.time(0, 0), datetime.time(7, 5))


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_times_are_those_of_the_place_slept_in(zone: str) -> None:
    offset = {"Asia/Tokyo": "+09:00", "America/New_York": "-05:00"}[zone]

    found = nights.usual([night(f"2026-02-08T22:30{offset}", f"2026-02-09T06:15{offset}", zone)])

    assert found == (datetime.time(22, 30), datetime.time(6, 15))


def test_one_short_night_does_not_move_what_is_usual() -> None:
    usual = [night(f"2026-03-0{d}T23:00+01:00", f"2026-03-0{d + 1}T06:58+01:00") for d in range(1, 6)]

    found = nights.usual([*usual, night("2026-03-07T03:00+01:00", "2026-03-07T08:00+01:00")])

    assert found == (datetime.time(23, 0), datetime.time(7, 0))
