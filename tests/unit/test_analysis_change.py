import itertools
import math
import sys
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import lfilter

from lib.analysis.change import Usual, changed, normal, usual

# A Sunday.
END = date(2026, 11, 22)


def up_to_end(values):
    """The last value belongs to END. None leaves the day out."""
    first = END - timedelta(len(values) - 1)
    return {first + timedelta(n): float(value) for n, value in enumerate(values) if value is not None}


def noise(random, days, likeness=0.0):
    """Spread 1 around 0, each day so much like the day before."""
    steps = random.normal(size=days + 50) * math.sqrt(1 - likeness**2)
    return lfilter([1.0], [1.0, -likeness], steps)[50:]


def weekends(days, more):
    return np.array([more if (END - timedelta(days - 1 - n)).weekday() >= 5 else 0.0 for n in range(days)])


def found_in(values, smallest_change=0.1):
    return changed(up_to_end(values), end=END, smallest_change=smallest_change)


def test_normal_is_the_median_and_the_middle_distance_from_it():
    # Distances from 50: 0, 1, 1, 2, 3, 4, 40.
    found = normal(up_to_end([50, 49, 51, 48, 53, 46, 90]), end=END)

    assert found.all_days == Usual(50.0, pytest.approx(1.4826 * 2), 7)


def test_every_weekday_has_its_own_normal():
    days = [END - timedelta(n) for n in range(56)]
    values = {day: 7.0 + day.weekday() + 0.1 * (n // 7 % 3) for n, day in enumerate(days)}

    found = normal(values, end=END)

    # Eight of each: three at 0, three at 0.1, two at 0.2.
    assert found.on(END) == Usual(pytest.approx(13.1), pytest.approx(1.4826 * 0.1), 8)
    assert [one.middle for one in found.weekdays] == [pytest.approx(7.1 + weekday) for weekday in range(7)]


def test_a_weekday_known_four_times_is_like_all_days():
    days = [END - timedelta(n) for n in range(56)]
    values = {day: 9.0 if day.weekday() == 6 else 7.0 for day in days}
    fewer = {day: value for day, value in values.items() if day.weekday() != 6 or day > END - timedelta(28)}
    one_more = fewer | {END - timedelta(28): 9.0}

    assert normal(fewer, end=END).on(END) == normal(fewer, end=END).all_days
    assert normal(one_more, end=END).on(END) == Usual(9.0, 0.0, 5)


def test_normal_begins_after_its_first_day_and_ends_with_its_last():
    inside = up_to_end([50] * 56)
    outside = {END - timedelta(56): 900.0, END + timedelta(1): 900.0}

    assert normal(inside | outside, end=END).all_days == Usual(50.0, 0.0, 56)
    assert normal(inside, end=END, days=14).all_days.n == 14


def test_six_days_are_no_normal():
    found = normal(up_to_end([50] * 6), end=END)

    assert found.all_days == Usual(None, None, 6)
    assert found.on(END) == found.all_days
    assert normal({}, end=END).all_days == Usual(None, None, 0)


def test_a_step_is_dated_to_its_first_day():
    (found,) = found_in([60] * 40 + [62] * 40)

    assert found.day == END - timedelta(39)
    assert (found.before, found.after, found.difference) == (60.0, 62.0, 2.0)
    assert found.interval[0] < 2 < found.interval[1]


def test_each_of_several_steps_is_found_in_order():
    found = found_in([60] * 40 + [62] * 40 + [59] * 40)

    assert [(one.day, one.difference) for one in found] == [(END - timedelta(79), 2.0), (END - timedelta(39), -3.0)]


def test_steps_within_four_weeks_of_each_other_count_as_the_surest():
    steps = np.repeat([60.0, 62.0, 70.0], [40, 14, 40])

    (found,) = found_in(steps + 0.5 * noise(np.random.default_rng(4), 94), smallest_change=0.5)

    assert abs((found.day - (END - timedelta(39))).days) <= 2


@pytest.mark.parametrize("days_since", [1, 5, 9, 12, 13, 14])
def test_a_step_is_not_told_before_it_can_be_dated(days_since):
    assert found_in([60] * 40 + [62] * days_since) == []


def test_a_step_is_told_after_a_fortnight():
    assert [one.day for one in found_in([60] * 40 + [62] * 15)] == [END - timedelta(14)]


def test_after_days_without_a_value_it_is_the_first_that_has_one():
    assert [one.day for one in found_in([60] * 40 + [None] * 6 + [62] * 40)] == [END - timedelta(39)]


def test_a_step_smaller_than_matters_is_none():
    random = np.random.default_rng(1)
    values = np.concatenate([np.full(60, 60.0), np.full(60, 61.0)]) + 0.05 * random.normal(size=120)

    assert found_in(values, smallest_change=1.2) == []
    assert len(found_in(values, smallest_change=0.8)) == 1


def test_one_odd_day_is_no_other_level():
    random = np.random.default_rng(2)
    values = 60 + noise(random, 120)
    values[70] = 6000

    assert found_in(values) == []


def test_odd_days_do_not_hide_another_level():
    random = np.random.default_rng(3)
    values = 60 + noise(random, 120) + np.repeat([0.0, 3.0], 60)
    values[[50, 75]] = 6000, -6000

    (found,) = found_in(values)

    assert abs((found.day - (END - timedelta(59))).days) <= 2
    assert found.difference == pytest.approx(3.0, abs=0.7)


def test_the_weekend_at_either_end_is_no_other_level():
    assert found_in(60 + weekends(90, 5.0)) == []


def test_a_step_is_dated_well_under_busy_weekends():
    values = 60 + weekends(120, 5.0) + np.repeat([0.0, 2.0], 60)

    (found,) = found_in(values)

    assert found.day == END - timedelta(59)
    assert found.difference == pytest.approx(2.0)
    # Of seven days two have five more.
    assert found.before == pytest.approx(60 + 10 / 7)


@pytest.mark.parametrize("values", [[], [50], [50] * 19, [None] * 30, [50] * 400])
def test_where_little_is_known_or_nothing_happens_nothing_changed(values):
    assert found_in(values) == []


def test_days_after_the_end_are_not_looked_at():
    step = up_to_end([60] * 40 + [62] * 40)

    assert changed(step, end=END - timedelta(40), smallest_change=0.1) == []


def test_a_day_in_the_wrong_century_does_no_harm():
    step = up_to_end([60] * 40 + [62] * 40) | {date(26, 11, 1): 61.0}

    assert [one.day for one in changed(step, end=END, smallest_change=0.1)] == [END - timedelta(39)]


@pytest.mark.parametrize("smallest_change", [0.0, -1.0, math.nan])
def test_a_smallest_change_is_more_than_nothing(smallest_change):
    with pytest.raises(ValueError, match="smallest change"):
        found_in([60] * 40, smallest_change)


levels = st.lists(st.tuples(st.integers(10, 50), st.integers(-3, 3)), min_size=1, max_size=5)


@settings(deadline=None)
@given(levels, st.integers(0, 1000), st.sampled_from([0.5, 2.0, 1024.0]))
def test_order_and_units_do_not_matter(blocks, seed, factor):
    random = np.random.default_rng(seed)
    values = np.concatenate([np.full(length, float(level)) for length, level in blocks])
    rows = list(up_to_end(values + 0.3 * random.normal(size=len(values))).items())
    # Two values of a day are their mean.
    converted = [(rows[n][0], factor * (rows[n][1] + more)) for n in random.permutation(len(rows)) for more in (-2, 2)]

    found = changed(rows, end=END, smallest_change=0.2)
    other = changed(converted, end=END, smallest_change=0.2 * factor)

    assert [one.day for one in other] == [one.day for one in found]
    for one, same in zip(found, other, strict=True):
        assert same.difference == pytest.approx(one.difference * factor)


@settings(deadline=None)
@given(levels, st.integers(0, 1000))
def test_changes_matter_lie_four_weeks_apart_and_within_their_interval(blocks, seed):
    random = np.random.default_rng(seed)
    values = np.concatenate([np.full(length, float(level)) for length, level in blocks])

    found = found_in(values + 0.3 * random.normal(size=len(values)), smallest_change=0.2)

    assert all(abs(one.difference) >= 0.2 for one in found)
    assert all(one.interval[0] < one.difference < one.interval[1] for one in found)
    assert all(one.difference == pytest.approx(one.after - one.before) for one in found)
    assert all((b.day - a.day).days >= 28 for a, b in itertools.pairwise(found))


CASES = [(0.0, 0.0, 0.0), (0.4, 2.0, 0.15)]


def known(random, values, missing):
    return up_to_end([value if random.random() >= missing else None for value in values])


@pytest.mark.parametrize(("likeness", "weekend", "missing"), CASES)
def test_by_chance_a_whole_history_holds_few_changes(likeness, weekend, missing):
    random, years = np.random.default_rng(5), 300
    added = weekends(365, weekend)

    found = 0
    for _ in range(years):
        values = known(random, 50 + noise(random, 365, likeness) + added, missing)
        found += len(changed(values, end=END, smallest_change=0.1))

    sys.stdout.write(f"\nfalse changes a year, looked at once, likeness {likeness}: {found / years:.2f}\n")
    assert found / years <= 0.25


@pytest.mark.parametrize(("likeness", "weekend", "missing"), [*CASES, (0.7, 2.0, 0.15)])
def test_by_chance_at_most_one_change_a_year_is_shown_to_who_looks_every_other_day(likeness, weekend, missing):
    random, years, days = np.random.default_rng(6), 8, 180 + 365
    added = weekends(days, weekend)

    shown = 0
    for _ in range(years):
        values = known(random, 50 + noise(random, days, likeness) + added, missing)
        seen = []
        for back in range(364, -1, -2):
            end = END - timedelta(back)
            recent = {day: value for day, value in values.items() if 0 <= (end - day).days < 180}
            # What was shown before may be dated a little otherwise today.
            seen += [
                one.day
                for one in changed(recent, end=end, smallest_change=0.1)
                if (end - one.day).days < 60 and all(abs((one.day - other).days) >= 28 for other in seen)
            ]
        shown += len(seen)

    sys.stdout.write(f"\nfalse changes a year, looked at every other day, likeness {likeness}: {shown / years:.2f}\n")
    assert shown / years <= 1.0


@pytest.mark.parametrize(
    ("case", "step", "at_least"), [(CASES[0], 1.5, 0.9), (CASES[1], 2.0, 0.65), (CASES[1], 3.0, 0.9)]
)
def test_by_chance_few_real_changes_are_missed(case, step, at_least):
    likeness, weekend, missing = case
    random, runs = np.random.default_rng(7), 200
    added = weekends(120, weekend) + np.repeat([0.0, step], 60)

    off, covered = [], 0
    for _ in range(runs):
        values = known(random, 50 + noise(random, 120, likeness) + added, missing)
        for one in changed(values, end=END, smallest_change=0.1):
            if abs((one.day - (END - timedelta(59))).days) <= 7:
                off.append(abs((one.day - (END - timedelta(59))).days))
                covered += one.interval[0] <= step <= one.interval[1]

    sys.stdout.write(
        f"\na step of {step} spreads, likeness {likeness}: found in {len(off) / runs:.0%}, "
        f"{np.median(off):.0f} days off, interval holds it in {covered / len(off):.0%}\n"
    )
    assert len(off) / runs >= at_least
    assert np.median(off) <= 2
    assert covered / len(off) >= 0.85


def test_usual_is_what_is_normal_on_all_days():
    values = up_to_end([50 + n % 5 for n in range(70)])

    assert usual(values, end=END) == normal(values, end=END).all_days
    assert usual({}, end=END).middle is None
