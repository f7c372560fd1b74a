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


def test_bounds_are_added_and_a_figure_without_bounds_is_its_own():
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
    assert found.value == totals.add_up(items)["kcal"].value


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Range(280.0, 320.0, 1360.0, 0, 2), "280 to 1,360 kcal"), (Range(319.8, 320.0, 320.3, 0, 1), "320 kcal"),
        (Range(280.0, 320.0, 360.0, 1, 2), "at least 280 kcal"), (Range(0.0, 0.0, 0.0, 2, 2), "unknown"),
        (Range(0.0, 0.0, 0.0, 0, 0), "0 kcal"),
    ],
)  # fmt: skip
def test_a_range_says_both_bounds_where_they_differ(found, said):
    assert totals.say_range(found, "kcal", 0) == said


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
