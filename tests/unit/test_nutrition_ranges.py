import csv
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.nutrition import totals
from lib.nutrition.portions import Portion
from lib.nutrition.ranges import AMOUNT, Answer, Question, Uncertain, item_range, widest
from lib.nutrition.siblings import SIBLINGS

FOODS = Path(__file__).parents[2] / "sql" / "reference" / "foods.csv"
SLUGS = {row["slug"] for row in csv.DictReader(FOODS.open(encoding="utf-8", newline=""))}

energies = st.floats(0, 5000)
sources = st.sampled_from(sorted(AMOUNT))
others = st.lists(st.tuples(st.floats(0, 1), energies), max_size=3)
items = st.lists(st.tuples(energies, sources, others), min_size=1, max_size=6)

RICE = Uncertain("White rice, cooked", 300.0, 230.0, "seen", slug="white-rice-cooked")
EGG = Uncertain(
    "Egg, boiled",
    143.0,
    100.0,
    "counted",
    slug="egg-boiled",
    others={"egg-fried": (0.5, 185.0), "quiche": (0.1, 387.0)},
)


@pytest.mark.parametrize(
    ("kcal", "source", "low", "high"),
    [
        # Off by the root of 0.05² + 0.1², which is 0.1118: 500 / 1.1118 and 500 × 1.1118.
        (500.0, "weighed", 449.72, 555.90),
        (500.0, "counted", 408.63, 611.80),
        (500.0, "portion", 393.93, 634.63),
        (500.0, "usual", 393.93, 634.63),
        # The root of 0.4² + 0.1² is 0.4123.
        (500.0, "seen", 354.03, 706.16),
        (0.0, "seen", 0.0, 0.0),
    ],
)
def test_the_range_follows_from_how_the_amount_is_known(kcal, source, low, high):
    assert item_range(kcal, source) == pytest.approx((low, high), abs=0.01)


def test_what_it_may_be_instead_widens_the_range():
    # Two foods of equal weight, far apart: a tenth of both lies below the lowest fifth of the first, which begins
    # 0.8416 spreads under it, and a spread is ln 1.1118 / 1.2816 = 0.0827.
    low, high = item_range(100.0, "weighed", others=[(1.0, 1000.0)])

    assert low == pytest.approx(100 * math.exp(-0.8416 * 0.0827), abs=0.01)
    assert high == pytest.approx(1000 * math.exp(0.8416 * 0.0827), abs=0.1)


def test_what_is_unlikely_moves_the_range_little():
    assert item_range(100.0, "weighed", others=[(0.02, 1000.0)])[1] < 120.0
    assert item_range(100.0, "weighed", others=[(0.5, 1000.0)])[1] > 900.0


def test_it_may_be_something_without_energy():
    assert item_range(100.0, "weighed", others=[(0.5, 0.0)])[0] == 0.0
    assert item_range(0.0, "weighed", others=[(0.5, 100.0)])[1] > 90.0


@settings(deadline=None)
@given(energies, sources, others)
def test_a_figure_lies_within_its_range(kcal, source, others):
    low, high = item_range(kcal, source, others=others)

    assert 0 <= low <= kcal <= high <= 2 * max([kcal, *(other for _, other in others)]) + 1e-6


@settings(deadline=None)
@given(st.floats(10, 5000), others)
def test_a_weighed_food_is_known_best_and_a_guessed_one_least(kcal, others):
    (low, high), (lower, higher) = (item_range(kcal, source) for source in ("weighed", "seen"))

    assert lower < low <= kcal <= high < higher
    assert high - low < 0.25 * kcal


@settings(deadline=None)
@given(items)
def test_a_meal_is_known_better_than_its_items_together_and_no_better_than_the_worst(items):
    ranges = [(kcal, *item_range(kcal, source, others=others)) for kcal, source, others in items]

    found = totals.add_ranges({"kcal": kcal, "kcal_low": low, "kcal_high": high} for kcal, low, high in ranges)

    width = found.high - found.low
    assert width <= sum(high - low for _, low, high in ranges) + 1e-6
    assert width >= max(high - low for _, low, high in ranges) - 1e-6


def test_three_guesses_of_300_are_less_far_off_than_three_times_one():
    # One is 88 below and 124 above; the root of three is 1.73.
    low, high = item_range(300.0, "seen")

    found = totals.add_ranges([{"kcal": 300.0, "kcal_low": low, "kcal_high": high}] * 3)

    assert found.value - found.low == pytest.approx(math.sqrt(3) * 87.58, abs=0.01)
    assert found.high - found.value == pytest.approx(math.sqrt(3) * 123.69, abs=0.01)
    assert totals.say_range(found) == "750 to 1,110 kcal"


def test_a_guessed_amount_is_asked_for():
    assert widest([RICE]) == Question(
        0, "White rice: how much was it?",
        (Answer("Small", grams=153.3), Answer("Medium", grams=230.0), Answer("Large", grams=345.0)),
    )  # fmt: skip


def test_the_sizes_of_the_food_itself_come_first():
    portions = (Portion("potato", 285.0), Portion("small", 230.0), Portion("large", 400.0))
    potato = Uncertain("Baked potato", 265.0, 285.0, "seen", slug="baked-potato", portions=portions)

    found = widest([potato])

    assert found and [answer.grams for answer in found.answers] == [230.0, 285.0, 400.0]


def test_what_lies_in_a_bowl_is_asked_for_by_the_bowl():
    found = widest([Uncertain("Porridge with milk", 280.0, 240.0, "seen", dish="bowl")])

    assert found and found.text == "How big was the bowl?"


def test_what_it_was_is_asked_where_that_says_more():
    tofu = Uncertain("Tofu", 122.0, 200.0, "portion", slug="tofu", others={"tofu-fried": (0.8, 540.0)})

    assert widest([Uncertain("Salad", 20.0, 80.0, "seen"), tofu]) == Question(
        1, "Was the tofu fried?", (Answer("No", slug="tofu"), Answer("Yes", slug="tofu-fried"))
    )


def test_only_what_the_photo_leaves_open_is_an_answer():
    found = widest([Uncertain("Egg", 286.0, 200.0, "counted", slug="egg-boiled", others={"egg-fried": (1.0, 370.0)})])

    assert found == Question(
        0, "How was the egg cooked?", (Answer("Boiled", slug="egg-boiled"), Answer("Fried", slug="egg-fried"))
    )


def test_the_largest_doubt_of_a_meal_is_asked_about():
    found = widest([EGG, RICE, Uncertain("Olive oil", 900.0, 100.0, "weighed")])

    assert found and found.item == 1


@pytest.mark.parametrize(
    "items",
    [
        [], [Uncertain("Steak", 450.0, 200.0, "weighed")], [Uncertain("Apples", 240.0, 400.0, "counted")],
        [Uncertain("Radishes", 9.0, 58.0, "seen")], [Uncertain("Water", 0.0, 250.0, "seen")],
        [Uncertain("Rice", 300.0, 0.0, "seen")],
    ],
)  # fmt: skip
def test_what_an_answer_would_not_narrow_is_not_asked(items):
    assert widest(items) is None


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(energies, st.floats(0, 2000), sources, st.sampled_from(sorted(SLUGS))), max_size=5))
def test_a_question_is_about_an_item_and_has_answers(rows):
    items = [Uncertain(slug, kcal, grams, source, slug=slug) for kcal, grams, source, slug in rows]

    found = widest(items)

    if found:
        assert items[found.item].source == "seen"
        assert 2 <= len(found.answers) <= 4
        assert all((answer.grams is None) != (answer.slug is None) for answer in found.answers)


def test_siblings_are_foods_of_the_project():
    for family in SIBLINGS:
        slugs = [slug for _, slug in family.answers]
        labels = [label for label, _ in family.answers]

        assert set(slugs) <= SLUGS
        assert 2 <= len(set(slugs)) == len(slugs) <= 4
        assert len(set(labels)) == len(labels)
        assert family.question.endswith("?")
