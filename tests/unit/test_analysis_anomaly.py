import math
import sys
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis.anomaly import unusual, unusual_days

DAY = date(2026, 11, 20)
# Median 50, distances from it 0, 1, 1, 2, 2, 3, 3 ...: the middle one is 2.
FORTNIGHT = [50, 49, 51, 48, 52, 47, 53, 50, 49, 51, 48, 52, 47, 53]


def days_before(values):
    """The last value belongs to the day before DAY. None leaves the day out."""
    first = DAY - timedelta(len(values))
    return {first + timedelta(n): float(value) for n, value in enumerate(values) if value is not None}


def on(value, before, resolution=0.1):
    return unusual({**days_before(before), DAY: value}, day=DAY, resolution=resolution)


def weekly(weeks, weekday, weekend, waver=0.0):
    """Up to and with DAY, a Friday."""
    days = [DAY - timedelta(n) for n in range(weeks * 7 + 1)]
    return {day: (weekend if day.weekday() >= 5 else weekday) + waver * (day.toordinal() % 3 - 1) for day in days}


def test_a_day_is_measured_against_the_median_and_the_middle_distance_from_it():
    found = on(62.0, FORTNIGHT)

    # 12 off, over 1.4826 * 2.
    assert found is not None
    assert (found.day, found.value, found.n) == (DAY, 62.0, 14)
    assert found.z == pytest.approx(12 / 2.9652)
    assert (found.low, found.high) == (pytest.approx(50 - 3.5 * 2.9652), pytest.approx(50 + 3.5 * 2.9652))


def test_unusual_begins_at_three_and_a_half_spreads_either_way():
    edge = 3.5 * 1.4826 * 2

    assert on(50 + edge + 0.001, FORTNIGHT) is not None
    assert on(50 - edge - 0.001, FORTNIGHT) is not None
    assert on(50 + edge - 0.001, FORTNIGHT) is None
    assert on(50 - edge + 0.001, FORTNIGHT) is None


def test_thirteen_days_are_too_few():
    assert on(900.0, FORTNIGHT[1:]) is None


def test_only_the_four_weeks_before_count():
    # The fourteenth value lies 28 days back, or 29.
    gap = [None] * 14

    assert on(900.0, [50, *gap, *FORTNIGHT[1:]]) is not None
    assert on(900.0, [50, None, *gap, *FORTNIGHT[1:]]) is None


def test_the_day_itself_and_later_days_say_nothing_about_what_is_usual():
    later = {DAY + timedelta(n): 400.0 for n in range(1, 20)}

    alone = on(62.0, FORTNIGHT)

    assert unusual({**days_before(FORTNIGHT), DAY: 62.0, **later}, day=DAY, resolution=0.1) == alone


def test_days_that_are_all_the_same_are_as_wide_as_the_resolution():
    found = on(51.0, [50] * 14, resolution=0.1)

    assert on(50.5, [50] * 14, resolution=0.1) is None
    assert found is not None
    assert found.z == pytest.approx(1 / 0.14826)
    assert on(51.0, [50] * 14, resolution=1.0) is None


@pytest.mark.parametrize("resolution", [0.0, -1.0, math.nan])
def test_a_resolution_is_more_than_nothing(resolution):
    with pytest.raises(ValueError, match="resolution"):
        on(50.0, FORTNIGHT, resolution)


def test_a_day_without_a_value_is_not_unusual():
    assert unusual(days_before(FORTNIGHT), day=DAY, resolution=0.1) is None
    assert on(None, FORTNIGHT) is None
    assert on(math.nan, FORTNIGHT) is None
    assert unusual({}, day=DAY, resolution=0.1) is None


def test_a_lazy_friday_like_a_weekend_is_noticed_once_weekdays_are_known():
    usual = weekly(8, weekday=8000.0, weekend=12000.0, waver=300.0)

    found = unusual({**usual, DAY: 12000.0}, day=DAY, resolution=1.0)

    assert unusual(usual, day=DAY, resolution=1.0) is None
    assert found is not None
    assert found.low < 8000 < found.high < 10000


def test_the_usual_range_of_a_weekend_is_its_own():
    saturday = DAY + timedelta(1)
    usual = weekly(8, weekday=8000.0, weekend=12000.0, waver=300.0)

    found = unusual({**usual, saturday: 8000.0}, day=saturday, resolution=1.0)

    assert unusual({**usual, saturday: 12000.0}, day=saturday, resolution=1.0) is None
    assert found is not None
    assert 9900 < found.low < 12000 < found.high < 14100


@pytest.mark.parametrize(("days_known", "is_unusual"), [(27, True), (28, False)])
def test_weekdays_are_told_apart_from_four_weeks_on(days_known, is_unusual):
    saturday = DAY + timedelta(1)
    usual = weekly(5, weekday=8000.0, weekend=12000.0, waver=300.0)
    known = {day: value for day, value in usual.items() if day >= saturday - timedelta(days_known)}

    found = unusual({**known, saturday: 12000.0}, day=saturday, resolution=1.0)

    assert len(known) == days_known
    assert (found is not None) == is_unusual


def test_one_figure_typed_wrong_does_not_make_weekdays_forgotten():
    saturday = DAY + timedelta(1)
    usual = weekly(8, weekday=8000.0, weekend=12000.0, waver=300.0)

    found = unusual({**usual, DAY - timedelta(20): 8e6, saturday: 12000.0}, day=saturday, resolution=1.0)

    assert found is None


def test_weekdays_are_known_even_where_the_level_has_just_changed():
    usual = weekly(12, weekday=100.0, weekend=110.0, waver=1.0)
    moved = {day: value + (200.0 if day > DAY - timedelta(36) else 0.0) for day, value in usual.items()}

    found = unusual({**moved, DAY: 310.0}, day=DAY, resolution=0.1)

    assert unusual(moved, day=DAY, resolution=0.1) is None
    assert found is not None and 300 < found.high < 310


def test_many_days_are_found_as_each_alone():
    random = np.random.default_rng(1)
    first = DAY - timedelta(299)
    values = [(first + timedelta(n), float(random.standard_t(2))) for n in range(300) if random.random() > 0.15]

    found = unusual_days(values, start=first, end=DAY, resolution=0.1)

    each = [unusual(values, day=first + timedelta(n), resolution=0.1) for n in range(300)]
    assert found == [one for one in each if one]
    assert len(found) > 5


def test_days_that_end_before_they_begin_are_none():
    assert unusual_days(days_before(FORTNIGHT), start=DAY, end=DAY - timedelta(1), resolution=0.1) == []


rows = st.lists(st.tuples(st.integers(0, 80), st.integers(-300, 300)), min_size=1, max_size=150)


@settings(deadline=None)
@given(rows, st.randoms(), st.sampled_from([0.001, 2.20462, 1000.0]))
def test_order_and_units_do_not_matter(pairs, random, factor):
    values = [(DAY - timedelta(back), float(value)) for back, value in pairs]
    converted = [(day, value * factor) for day, value in random.sample(values, len(values))]
    start = DAY - timedelta(80)

    found = unusual_days(values, start=start, end=DAY, resolution=1.0)
    other = unusual_days(converted, start=start, end=DAY, resolution=factor)

    # A value that lies at the very edge may fall to either side of it.
    sure, other_sure = ({one.day: one for one in many if abs(one.z) > 3.5001} for many in (found, other))
    assert sure.keys() == other_sure.keys()
    for day, one in sure.items():
        assert other_sure[day].z == pytest.approx(one.z)
        assert other_sure[day].high == pytest.approx(one.high * factor)


@settings(deadline=None)
@given(rows)
def test_what_is_unusual_lies_outside_the_range_that_is_not(pairs):
    values = [(DAY - timedelta(back), float(value)) for back, value in pairs]

    found = unusual_days(values, start=DAY - timedelta(80), end=DAY, resolution=1.0)

    for one in found:
        assert one.low < one.high
        assert not one.low + 1e-6 < one.value < one.high - 1e-6
        assert (one.z > 0) == (one.value > one.high - 1e-6)
        assert 14 <= one.n <= 28


@pytest.mark.parametrize(
    ("likeness", "weekend", "missing", "at_most"),
    [(0.0, 0.0, 0.0, 0.01), (0.0, 3.0, 0.0, 0.01), (0.4, 3.0, 0.15, 0.015), (0.7, 0.0, 0.15, 0.015)],
)
def test_by_chance_few_days_are_unusual(likeness, weekend, missing, at_most):
    random = np.random.default_rng(3)
    first, length, years = DAY - timedelta(1825), 1826, 20
    added = np.array([weekend if (first + timedelta(n)).weekday() >= 5 else 0.0 for n in range(length)])
    found = known = 0

    for _ in range(years // 5):
        noise = random.normal(size=length)
        for n in range(1, length):
            noise[n] = likeness * noise[n - 1] + math.sqrt(1 - likeness**2) * noise[n]
        there = np.flatnonzero(random.random(length) >= missing)
        values = {first + timedelta(int(n)): float(50 + noise[n] + added[n]) for n in there}
        found += len(unusual_days(values, start=first, end=DAY, resolution=0.1))
        known += len(values)

    sys.stdout.write(
        f"\nunusual by chance, likeness {likeness}, weekends +{weekend}, {missing:.0%} missing: "
        f"{found / known:.2%} of days, {found / years:.1f} a year\n"
    )
    assert found / known <= at_most


def test_by_chance_few_days_are_unusual_when_weekdays_have_just_become_known():
    random, people = np.random.default_rng(5), 800
    busy = np.array([3.0 if (DAY - timedelta(28 - n)).weekday() >= 5 else 0.0 for n in range(29)])
    rows = 50 + random.normal(size=(people, 29)) + busy

    found = sum(on(float(row[28]), row[:28]) is not None for row in rows)

    sys.stdout.write(f"\nunusual by chance on the 29th day, weekends +3: {found / people:.2%}\n")
    assert found / people <= 0.025


def test_a_day_far_off_is_nearly_always_found():
    random = np.random.default_rng(4)
    found = sum(on(56.0, 50 + random.normal(size=28)) is not None for _ in range(200))

    sys.stdout.write(f"\na day six spreads off is found in {found / 200:.0%}\n")
    assert found / 200 >= 0.9
