import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.nutrition import totals
from lib.nutrition.foods import NUTRIENTS
from lib.nutrition.totals import Range, Shares, Total

figures = st.none() | st.floats(0, 5000)
amounts = st.fixed_dictionaries({}, optional={nutrient.name: figures for nutrient in NUTRIENTS})
macros = st.fixed_dictionaries({name: figures for name in totals.KCAL_PER_GRAM})


@settings(deadline=None)
@given(st.lists(amounts))
def test_a_total_counts_what_it_knows_and_what_it_does_not(items):
    found = totals.add_up(items)

    assert list(found) == [nutrient.name for nutrient in NUTRIENTS]
    for name, total in found.items():
        known = [item[name] for item in items if item.get(name) is not None]
        assert (total.count, total.unknown) == (len(items), len(items) - len(known))
        assert total.value == pytest.approx(math.fsum(known))


@settings(deadline=None)
@given(st.lists(amounts), st.randoms())
def test_the_order_of_items_does_not_matter(items, random):
    shuffled = random.sample(items, len(items))

    assert totals.add_up(shuffled) == totals.add_up(items)


@settings(deadline=None)
@given(st.lists(amounts), amounts)
def test_one_more_item_never_makes_a_total_smaller(items, more):
    before, after = totals.add_up(items), totals.add_up([*items, more])

    assert all(after[name].value >= before[name].value for name in before)
    assert all(after[name].unknown >= before[name].unknown for name in before)


def test_unknown_is_not_zero():
    found = totals.add_up([{"kcal": 320.0, "iron_mg": None}, {"kcal": 0.0, "iron_mg": None}])

    assert found["kcal"] == Total(320.0, 0, 2)
    assert found["iron_mg"] == Total(0.0, 2, 2)


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (Total(320.4, 0, 2), "320 kcal"), (Total(320.4, 1, 2), "at least 320 kcal"), (Total(0.0, 2, 2), "unknown"),
        (Total(0.0, 0, 1), "0 kcal"), (Total(0.0, 0, 0), "0 kcal"), (Total(1850.0, 0, 9), "1,850 kcal"),
        (Total(0.0, 1, 2), "at least 0 kcal"),
    ],
)  # fmt: skip
def test_a_total_says_how_much_of_it_is_known(total, said):
    assert totals.say(total, "kcal", 0) == said


def test_a_total_is_said_as_finely_as_its_nutrient():
    assert totals.say(Total(12.345, 0, 1), "g", 1) == "12.3 g"


def test_errors_of_two_items_partly_cancel_out():
    # 30 and 40 below: 50 together, and not 70. 120 and 50 above: 130, and not 170.
    items = [
        {"kcal": 300.0, "kcal_low": 270.0, "kcal_high": 420.0},
        {"kcal": 200.0, "kcal_low": 160.0, "kcal_high": 250.0},
    ]

    assert totals.add_ranges(items) == Range(450.0, 500.0, 630.0, unknown=0, count=2)


def test_a_figure_without_bounds_is_its_own():
    items = [{"kcal": 300.0, "kcal_low": 250.0, "kcal_high": 380.0}, {"kcal": 100.0}, {"kcal": None}]

    assert totals.add_ranges(items) == Range(350.0, 400.0, 480.0, unknown=1, count=3)


def test_a_figure_corrected_beyond_its_old_bounds_moves_them():
    items = [{"kcal": 500.0, "kcal_low": 250.0, "kcal_high": 380.0}]

    assert totals.add_ranges(items) == Range(250.0, 500.0, 500.0, unknown=0, count=1)


@settings(deadline=None)
@given(st.lists(st.fixed_dictionaries({name: figures for name in ("kcal", "kcal_low", "kcal_high")})))
def test_a_sum_lies_between_its_bounds(items):
    found = totals.add_ranges(items)

    assert found.low <= found.value <= found.high
    assert found.low >= -1e-6
    assert found.value == totals.add_up(items)["kcal"].value


@settings(deadline=None)
@given(st.lists(st.lists(st.floats(0, 5000), min_size=3, max_size=3).map(sorted), min_size=1))
def test_a_sum_is_no_wider_than_its_items_together_and_no_narrower_than_the_widest(bounds):
    items = [{"kcal_low": low, "kcal": kcal, "kcal_high": high} for low, kcal, high in bounds]

    found = totals.add_ranges(items)

    below, above = found.value - found.low, found.high - found.value
    assert max(k - low for low, k, _ in bounds) - 1e-6 <= below <= sum(k - low for low, k, _ in bounds) + 1e-6
    assert max(high - k for _, k, high in bounds) - 1e-6 <= above <= sum(high - k for _, k, high in bounds) + 1e-6


@pytest.mark.parametrize(
    ("found", "unit", "said"),
    [
        (Range(284.9, 320.0, 1356.0), "kcal", "280 to 1,360 kcal"),
        (Range(519.0, 600.0, 693.0), "kcal", "520 to 690 kcal"),
        (Range(319.8, 320.0, 320.3), "kcal", "320 kcal"), (Range(83.0, 95.0, 112.0), "kcal", "85 to 110 kcal"),
        (Range(1.0, 1.5, 2.0), "kcal", "less than 5 kcal"), (Range(1.0, 4.0, 8.0), "kcal", "0 to 10 kcal"),
        (Range(1170.0, 1340.0, 1510.0), "kJ", "1,150 to 1,500 kJ"), (Range(5.0, 6.0, 7.0), "kJ", "less than 50 kJ"),
        (Range(284.0, 320.0, 360.0, 1, 2), "kcal", "at least 280 kcal"),
        (Range(0.0, 0.0, 0.0, 2, 2), "kcal", "unknown"),
        (Range(0.0, 0.0, 0.0, 0, 0), "kcal", "0 kcal"),
    ],
)  # fmt: skip
def test_a_range_says_both_bounds_as_finely_as_they_are_known(found, unit, said):
    assert totals.say_range(found, unit) == said


def test_shares_are_of_energy_and_not_of_weight():
    assert totals.macro_shares([{"protein_g": 25.0, "carbs_g": 50.0, "fat_g": 100 / 9}]) == Shares(25, 50, 25, 0)


def test_an_item_with_one_unknown_leans_the_shares_nowhere():
    known = {"protein_g": 10.0, "carbs_g": 20.0, "fat_g": 5.0}

    alone = totals.macro_shares([known])
    beside = totals.macro_shares([known, {"protein_g": 80.0, "carbs_g": None, "fat_g": 1.0}, {"kcal": 200.0}])

    assert alone is not None and beside is not None
    assert (beside.protein, beside.carbs, beside.fat) == (alone.protein, alone.carbs, alone.fat)
    assert (alone.unknown, beside.unknown) == (0, 2)


@pytest.mark.parametrize("items", [[], [{"kcal": 100.0}], [{"protein_g": 0.0, "carbs_g": 0.0, "fat_g": 0.0}]])
def test_shares_of_nothing_known_are_not_said(items):
    assert totals.macro_shares(items) is None


@settings(deadline=None)
@given(st.lists(macros))
def test_shares_add_up_to_a_hundred(items):
    shares = totals.macro_shares(items)

    assert shares is None or shares.protein + shares.carbs + shares.fat == 100
    assert shares is None or min(shares.protein, shares.carbs, shares.fat) >= 0
