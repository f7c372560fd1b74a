import itertools
import math
import statistics
import sys
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis import robust, trend
from lib.analysis.trend import TooLittle, classify

END = date(2026, 11, 20)
SERIES = 1500


def days_up_to_end(values):
    """The last value belongs to END. None leaves the day out."""
    first = END - timedelta(len(values) - 1)
    return {first + timedelta(n): float(value) for n, value in enumerate(values) if value is not None}


def rising(values, **changed):
    return classify(values, **{"end": END, "better": "higher", "smallest_change": 0.5, **changed})


def flat(series, days, likeness, seed):
    """Rows that go nowhere, with a spread of 1 around 50, each day so much like the day before."""
    random = np.random.default_rng(seed)
    rows = random.normal(size=(series, days))
    for day in range(1, days):
        rows[:, day] = likeness * rows[:, day - 1] + math.sqrt(1 - likeness**2) * rows[:, day]
    return rows + 50


def wavering(slope, days=28):
    """A line with a small zigzag that has no direction of its own."""
    return [50 + slope * day + (0.1, -0.2, 0.15, -0.05)[day % 4] for day in range(days)]


def test_the_slope_is_the_median_of_all_slopes():
    # 2 from the first to the second, 1 from the first to the third, 1/2 from the second to the third.
    assert trend.theil_sen(np.array([10, 11, 13]), np.array([0.0, 2.0, 3.0])) == 1.0


def test_one_wild_value_does_not_bend_the_line():
    values = np.arange(20, dtype=float)
    values[4] = 900

    assert trend.theil_sen(np.arange(20), values) == pytest.approx(1.0)


@pytest.mark.parametrize("n", [3, 4, 5, 6, 7])
def test_chance_is_counted_over_all_orders_where_there_are_few(n):
    sums = [trend.mann_kendall(np.array(order, dtype=float))[0] for order in itertools.permutations(range(n))]
    rows = np.random.default_rng(n).permuted(np.tile(np.arange(n, dtype=float), (8, 1)), axis=1)

    for row in rows:
        s, p = trend.mann_kendall(row)
        assert p == pytest.approx(sum(abs(other) >= abs(s) for other in sums) / len(sums))


def test_six_values_that_rise_every_time_are_two_of_720_orders():
    assert trend.mann_kendall(np.arange(6.0)) == (15, pytest.approx(2 / 720))


def test_equal_values_make_the_variance_smaller():
    # 6 * 5 * 17 = 510, less 2 * 1 * 9 for each of three pairs, over 18. Of 15 pairs 12 rise and none falls.
    variance = (510 - 3 * 18) / 18

    s, p = trend.mann_kendall(np.array([1.0, 1.0, 2.0, 2.0, 3.0, 3.0]))

    assert s == 12
    assert p == pytest.approx(2 * (1 - statistics.NormalDist().cdf(11 / math.sqrt(variance))))


def test_values_that_differ_by_rounding_only_are_equal():
    assert trend.mann_kendall(np.array([0.3, 0.1 + 0.2, 0.3, 0.1 * 3])) == (0, 1.0)


def test_a_wider_variance_makes_chance_likelier():
    values = np.arange(12.0)
    # 12 * 11 * 29 / 18, three times as wide. All 66 pairs rise.
    expected = 2 * (1 - statistics.NormalDist().cdf(65 / math.sqrt(3 * 12 * 11 * 29 / 18)))

    assert trend.mann_kendall(values, 3.0) == (66, pytest.approx(expected))


def test_ten_values_are_counted_exactly_unless_days_are_alike():
    values = np.array([1.0, 3, 2, 5, 4, 7, 6, 9, 8, 10])

    alone, alike = trend.mann_kendall(values)[1], trend.mann_kendall(values, 2.0)[1]

    assert trend.mann_kendall(values)[0] == 45 - 2 * 4
    # As many orders have at most 4 rising pairs as have at most 4 falling ones.
    assert alone == pytest.approx(2 * orders_with_at_most(4, 10) / math.factorial(10))
    assert alike > alone


def orders_with_at_most(falling, n):
    ways = [1]
    for more in range(1, n):
        ways = [sum(ways[max(0, k - more) : k + 1]) for k in range(len(ways) + more)]
    return sum(ways[: falling + 1])


def test_the_variance_grows_by_the_sum_over_all_lags():
    # 1 + 2 (2/3 * 1/2 + 1/3 * 1/4)
    assert robust.widening(3, 0.5) == pytest.approx(1 + 2 * (1 / 3 + 1 / 12))
    assert robust.widening(28, 0.0) == 1.0


def test_likeness_is_counted_over_days_that_follow_each_other():
    residuals = np.array([1.0, 1, -1, -1] * 3)
    in_a_row, with_a_gap = np.arange(12), np.where(np.arange(12) > 5, np.arange(12) + 1, np.arange(12))

    # Of 11 products 6 are 1 and 5 are -1; over the gap one of the -1 is lost.
    assert robust.likeness(in_a_row, residuals) == pytest.approx((12 * 1 / 11 + 1) / 8)
    assert robust.likeness(with_a_gap, residuals) == pytest.approx((12 * 2 / 10 + 1) / 8)


def test_likeness_stays_between_nothing_and_nine_tenths():
    days = np.arange(10)

    assert robust.likeness(days, np.array([1.0, -1] * 5)) == 0.0
    assert robust.likeness(days, np.repeat([1.0, -1], 5)) == 0.9
    assert robust.likeness(days * 2, np.repeat([1.0, -1], 5)) == 0.0


@pytest.mark.parametrize(
    ("better", "up", "down"),
    [
        ("higher", "improving", "declining"),
        ("lower", "declining", "improving"),
        ("none", "stable", "stable"),
    ],
)
def test_what_is_better_decides_what_a_direction_is_called(better, up, down):
    rise = rising(days_up_to_end(wavering(0.1)), better=better)
    fall = rising(days_up_to_end(wavering(-0.1)), better=better)

    assert (rise.label, rise.direction, fall.label, fall.direction) == (up, "rising", down, "falling")


def test_a_line_has_its_slope_its_change_and_its_mean():
    found = rising(days_up_to_end([50 + 0.1 * day for day in range(28)]))

    assert found.slope_per_week == pytest.approx(0.7)
    assert found.change == pytest.approx(2.7)
    assert found.mean == pytest.approx(51.35)
    assert (found.n, found.span, found.reason, found.distance) == (28, 27, None, None)
    assert found.p is not None and found.p < 1e-6


def test_gaps_are_days_and_not_nothing():
    # One value every third day: a tenth a day all the same.
    found = rising(days_up_to_end([50 + 0.1 * day if day % 3 == 0 else None for day in range(28)]))

    assert found.slope_per_week == pytest.approx(0.7)
    assert (found.n, found.span) == (10, 27)


def test_a_change_too_small_to_matter_is_none():
    values = days_up_to_end([50 + 0.1 * day for day in range(28)])

    assert rising(values, smallest_change=2.7).direction == "rising"
    assert rising(values, smallest_change=2.71).direction == "none"
    assert rising(values, smallest_change=2.71).label == "stable"


def test_equal_values_are_stable_whatever_matters():
    found = rising(days_up_to_end([50] * 28), smallest_change=0.0)

    assert (found.label, found.direction, found.change, found.p) == ("stable", "none", 0.0, 1.0)


@pytest.mark.parametrize(
    ("slope", "target", "label", "direction"),
    [
        (-0.1, 45, "improving", "falling"),
        (0.1, 45, "declining", "rising"),
        (0.1, 56, "improving", "rising"),
        # Through the target and out on the other side: as far off as before.
        (0.1, 51.35, "stable", "rising"),
    ],
)
def test_for_a_target_it_counts_how_far_off_it_is(slope, target, label, direction):
    found = rising(days_up_to_end(wavering(slope)), better="target", target=target)

    assert (found.label, found.direction) == (label, direction)


def test_values_that_close_in_on_a_target_from_both_sides_improve_without_a_direction():
    closing = [60 + (-1) ** day * (14 - day / 2) for day in range(28)]

    found = rising(days_up_to_end(closing), better="target", target=60)

    assert (found.label, found.direction) == ("improving", "none")
    assert found.distance is not None
    assert (found.distance.direction, found.distance.change) == ("falling", pytest.approx(-13.5))


def test_a_target_that_is_missing_is_an_error():
    with pytest.raises(ValueError, match="target"):
        rising(days_up_to_end([50] * 28), better="target")


def test_the_window_ends_with_its_last_day_and_begins_after_its_first():
    inside = days_up_to_end([50] * 28)
    outside = {END - timedelta(28): 900.0, END + timedelta(1): 900.0}

    found = rising(inside | outside)

    assert (found.n, found.mean) == (28, 50.0)


@pytest.mark.parametrize(
    ("window", "days_needed", "span_needed"), [(14, 6, 7), (28, 9, 14), (84, 14, 42), (365, 14, 183), (30, 9, 15)]
)
def test_too_little_says_what_is_needed(window, days_needed, span_needed):
    found = rising({END: 50.0, END - timedelta(3): 51.0, END - timedelta(1): None}, window_days=window)

    assert found.label == "insufficient_data"
    assert found.reason == TooLittle(days=2, days_needed=days_needed, span=3, span_needed=span_needed)
    assert (found.mean, found.change, found.slope_per_week, found.p, found.direction) == (
        50.5,
        None,
        None,
        None,
        "none",
    )


def test_one_day_or_one_day_of_span_more_is_enough():
    eight = {END - timedelta(2 * n): 50.0 for n in range(8)}
    nine_in_thirteen = {END - timedelta(n): 50.0 for n in (*range(8), 13)}
    nine_in_fourteen = {END - timedelta(n): 50.0 for n in (*range(8), 14)}

    assert [rising(values).label for values in (eight, nine_in_thirteen, nine_in_fourteen)] == [
        "insufficient_data", "insufficient_data", "stable",
    ]  # fmt: skip


@pytest.mark.parametrize("values", [{}, [], {END: None}, [(END, math.nan), (END, math.inf)]])
def test_nothing_is_too_little_and_no_error(values):
    found = rising(values)

    assert (found.label, found.mean, found.n, found.span) == ("insufficient_data", None, 0, 0)


def test_several_values_of_a_day_are_its_mean():
    once = days_up_to_end(wavering(0.1))
    thrice = [(day, value + more) for day, value in once.items() for more in (-2.0, 0.0, 2.0)]

    found = rising(thrice)

    assert found.n == 28
    assert found.mean == pytest.approx(rising(once).mean)
    assert found.slope_per_week == pytest.approx(rising(once).slope_per_week)


def with_more_on(weekdays, more, values):
    return {day: value + (more if day.weekday() in weekdays else 0.0) for day, value in values.items()}


def test_what_every_weekend_adds_is_taken_off():
    plain = days_up_to_end(wavering(0.04))
    busy = with_more_on({5, 6}, 8.0, plain)

    found = rising(busy)

    assert (found.direction, found.slope_per_week) == ("rising", pytest.approx(0.28, abs=0.05))
    assert found.p == pytest.approx(rising(plain).p, abs=1e-4)
    assert trend.mann_kendall(np.array(list(busy.values())))[1] > 100 * found.p


def test_weekdays_are_left_in_where_one_of_them_is_hardly_known():
    # Sundays are written down twice only.
    plain = {day: value for day, value in days_up_to_end(wavering(0.04)).items() if day.weekday() != 6 or day.day > 10}

    found = rising(with_more_on({5}, 8.0, plain))

    assert sum(day.weekday() == 6 for day in plain) == 2
    assert found.p > 10 * rising(plain).p


def test_weekdays_are_left_in_where_they_explain_little():
    zigzag = days_up_to_end([50 + 0.1 * day + (2, -3, 1, -2, 3, 0, -1, 2.5)[day % 8] for day in range(28)])
    days, values = robust.by_day(with_more_on({5}, 0.5, zigzag))

    line = trend.line_through(days, values, 0.5)

    assert line.slope_per_week == pytest.approx(7 * trend.theil_sen(days, values))


def test_weekends_at_the_end_are_no_rise():
    # Three weeks that end on a Sunday.
    sunday = date(2026, 11, 22)
    values = {sunday - timedelta(n): 12.0 if (sunday - timedelta(n)).weekday() >= 5 else 8.0 for n in range(21)}

    assert rising(values, end=sunday).direction == "none"


some_values = st.lists(st.tuples(st.integers(0, 27), st.integers(-200, 200) | st.none()), max_size=60)


def dated(pairs):
    return [(END - timedelta(back), value if value is None else float(value)) for back, value in pairs]


@settings(deadline=None)
@given(some_values, st.randoms())
def test_the_order_of_rows_does_not_matter(pairs, random):
    rows = dated(pairs)

    assert rising(random.sample(rows, len(rows))) == rising(rows)


@settings(deadline=None)
@given(some_values, st.sampled_from([0.001, 0.4536, 2.20462, 1000.0]), st.sampled_from([0.5, 3.0, 20.0]))
def test_units_do_not_matter(pairs, factor, smallest):
    rows = dated(pairs)
    converted = [(day, value if value is None else value * factor) for day, value in rows]

    found = rising(rows, smallest_change=smallest)
    other = rising(converted, smallest_change=smallest * factor)

    assert (other.label, other.direction, other.n, other.reason) == (
        found.label,
        found.direction,
        found.n,
        found.reason,
    )
    assert other.p == pytest.approx(found.p)
    assert other.change == pytest.approx(None if found.change is None else found.change * factor)


@settings(deadline=None)
@given(some_values)
def test_upside_down_every_direction_turns_round(pairs):
    rows = dated(pairs)

    found, turned = rising(rows), rising([(day, value if value is None else -value) for day, value in rows])

    assert {found.direction, turned.direction} in ({"none"}, {"rising", "falling"})
    assert rising(rows, better="lower").direction == found.direction
    assert turned.label == rising(rows, better="lower").label


@settings(deadline=None)
@given(some_values, st.floats(0, 50))
def test_a_direction_is_never_said_for_less_than_matters(pairs, smallest):
    found = rising(dated(pairs), smallest_change=smallest)

    assert found.label in ("improving", "declining", "stable", "insufficient_data")
    if found.direction != "none":
        assert abs(found.change) >= smallest * 0.999999
        assert found.p < 0.05


@pytest.mark.parametrize(
    ("days", "likeness", "at_most"),
    [(14, 0.0, 0.06), (28, 0.0, 0.06), (84, 0.0, 0.06), (28, 0.4, 0.10), (28, 0.7, 0.12), (84, 0.7, 0.12)],
)
def test_by_chance_few_flat_stretches_have_a_direction(days, likeness, at_most):
    rows = flat(SERIES if days < 84 else 700, days, likeness, seed=1)

    found = [rising(days_up_to_end(row), window_days=days, smallest_change=0.25).direction for row in rows]
    halves = np.abs(rows[:, days // 2 :].mean(axis=1) - rows[:, : days // 2].mean(axis=1)) >= 0.25

    share = 1 - found.count("none") / len(rows)
    sys.stdout.write(f"\nflat, {days} days, likeness {likeness}: {share:.1%}; half against half {halves.mean():.1%}\n")
    assert share <= at_most
    assert share < halves.mean()


@pytest.mark.parametrize(("days", "drift", "at_least"), [(28, 2.0, 0.6), (28, 3.0, 0.9), (84, 2.0, 0.9)])
def test_by_chance_few_real_drifts_are_missed(days, drift, at_least):
    rows = flat(300, days, 0.0, seed=2) + np.linspace(0, drift, days)

    found = [rising(days_up_to_end(row), window_days=days, smallest_change=0.25).direction for row in rows]

    share = found.count("rising") / len(rows)
    sys.stdout.write(f"\na drift of {drift} spreads over {days} days is found in {share:.0%}\n")
    assert share >= at_least
    assert "falling" not in found
