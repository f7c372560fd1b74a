import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.nutrition import portions
from lib.nutrition.portions import Portion, Weight, weigh
from lib.nutrition.wording import pluralise

BREAD = (Portion("slice", 27.0), Portion("thick slice", 38.0), Portion("loaf", 500.0))
FLOUR = (Portion("cup", 125.0), Portion("tablespoon", 8.0))
NONE: tuple[Portion, ...] = ()

amounts = st.floats(0.01, 1000)
LABELS = [
    "slice", "thick slice", "egg", "cup", "tablespoon", "fl oz", "fluid ounce", "leaf", "berry", "glass", "potato",
    "half", "half cup", "slice of bread", "cup, cooked", 'piece (1/8 of 9" pie)', "can or bottle (12 fl oz)",
    "piece/slice", "5 oz package", "4 prunes", "1/4 cup", "large", "extra large", "large or thick slice", "serving",
    "cup of pieces", "mini bagel", "gyros", "bottle (16.9 fl oz or 500 ml)", 'slice (approx 4-1/2" x 1/8")',
]  # fmt: skip


def said(weight: Weight | None) -> tuple[float, bool, str] | None:
    return None if weight is None else (round(weight.grams, 2), weight.estimated, weight.label)


@pytest.mark.parametrize(
    ("amount", "unit", "grams", "label"),
    [
        (60, "g", 60.0, "60 g"), (1.25, "kg", 1250.0, "1.25 kg"), (500, "mg", 0.5, "500 mg"),
        (3, "oz", 85.05, "3 oz"), (0.5, "lb", 226.8, "½ lb"), (2, "Ounces", 56.7, "2 oz"), (60, "grams", 60.0, "60 g"),
        (1, "Pound", 453.59, "1 lb"), (1500, "g", 1500.0, "1,500 g"), (62.5, "g", 62.5, "62.5 g"),
    ],
)  # fmt: skip
def test_a_weight_is_a_weight(amount, unit, grams, label):
    assert said(weigh(BREAD, amount, unit, drink=False)) == (grams, False, label)


@pytest.mark.parametrize(
    ("amount", "unit", "ml", "label"),
    [
        (250, "ml", 250.0, "250 ml"), (33, "cl", 330.0, "33 cl"), (2, "dl", 200.0, "2 dl"), (1.5, "l", 1500.0, "1.5 l"),
        (12, "fl oz", 354.88, "12 fl oz"), (12, "fl. oz.", 354.88, "12 fl oz"), (1, "Litre", 1000.0, "1 l"),
    ],
)  # fmt: skip
def test_a_drink_is_counted_in_millilitres(amount, unit, ml, label):
    assert said(weigh(NONE, amount, unit, drink=True)) == (ml, False, label)


def test_a_weight_of_a_drink_is_an_estimate_and_its_ounces_are_fluid_ones():
    assert said(weigh(NONE, 100, "g", drink=True)) == (100.0, True, "100 g")
    assert said(weigh(NONE, 12, "oz", drink=True)) == (354.88, True, "12 oz")


@pytest.mark.parametrize(
    ("amount", "unit", "grams", "label"),
    [
        (2, "slices", 54.0, "2 slices"), (1, "slice", 27.0, "1 slice"), (0.5, "slice", 13.5, "½ slice"),
        (1.5, "Slices", 40.5, "1½ slices"), (2, "thick slices", 76.0, "2 thick slices"),
        (2, "loaves", 1000.0, "2 loaves"), (1, "1 slice", 27.0, "1 slice"),
    ],
)  # fmt: skip
def test_a_household_portion_is_found_by_its_singular_and_its_plural(amount, unit, grams, label):
    assert said(weigh(BREAD, amount, unit, drink=False)) == (grams, False, label)


@settings(deadline=None)
@given(st.sampled_from(LABELS), amounts, st.sampled_from([False, True]))
def test_every_portion_is_found_by_its_own_name_in_any_number(label, amount, drink):
    own = Portion(label, 42.0)
    among = (Portion("something else", 7.0), own)

    found = [weigh(among, amount, unit, drink) for unit in (label, label.upper(), pluralise(label, 2))]

    # A fluid ounce of a drink is a measure, and not a portion.
    expected = amount * (42.0 if not (drink and "fl" in label[:2]) else portions.MILLILITRES["fl oz"])
    assert all(weight is not None and not weight.estimated for weight in found)
    assert all(weight is not None and math.isclose(weight.grams, expected) for weight in found)


def test_a_counted_portion_is_divided():
    assert said(weigh((Portion("4 prunes", 38.0),), 6, "prunes", drink=False)) == (57.0, False, "6 prunes")
    assert said(weigh((Portion("half cup", 60.0),), 1, "cup", drink=False)) == (120.0, False, "1 cup")
    assert said(weigh((Portion("1/4 cup", 30.0),), 2, "cups", drink=False)) == (240.0, False, "2 cups")


def test_the_size_of_a_package_is_no_count():
    package = (Portion("5 oz package", 142.0),)

    assert said(weigh(package, 2, "package", drink=False)) == (284.0, True, "2 × 5 oz package")
    assert said(weigh(package, 2, None, drink=False)) == (284.0, False, "2 × 5 oz package")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1 slice", "slice"), ("slice", "slice"), (" 1 cup, cooked ", "cup, cooked"),
        ("1 6 oz container", "6 oz container"), ("1 5.3 oz container", "5.3 oz container"),
        ("1 1/2 cups", "1 1/2 cups"), ("4 prunes", "4 prunes"),
    ],
)  # fmt: skip
def test_a_portion_does_not_say_that_it_is_one(written, kept):
    assert Portion.of({"label": written, "grams": 27}).label == kept


def test_a_slice_where_only_another_one_was_weighed_is_an_estimate():
    ham = (Portion("thin slice", 15.0), Portion("medium slice", 28.0))

    assert said(weigh(ham, 2, "slices", drink=False)) == (56.0, True, "2 medium slices")
    assert said(weigh((Portion("large fillet", 200.0),), 1, "large", drink=False)) == (200.0, True, "1 large fillet")


@pytest.mark.parametrize("unit", [None, "", "serving", "portions", "helping"])
def test_without_a_unit_it_is_the_usual_serving(unit):
    assert said(weigh(BREAD, 2, unit, drink=False)) == (54.0, False, "2 slices")


def test_without_a_serving_it_is_a_hundred_grams_and_a_guess():
    assert said(weigh(NONE, 2, None, drink=False)) == (200.0, True, "200 g")
    assert said(weigh(NONE, 1, None, drink=True)) == (100.0, True, "100 ml")


@pytest.mark.parametrize(
    ("unit", "grams", "label"),
    [
        ("tablespoon", 30.0, "2 tablespoons"), ("tbsp", 30.0, "2 tablespoons"), ("teaspoons", 10.0, "2 teaspoons"),
        ("tsp", 10.0, "2 teaspoons"), ("cups", 480.0, "2 cups"), ("ml", 2.0, "2 ml"), ("fl oz", 59.15, "2 fl oz"),
    ],
)  # fmt: skip
def test_a_spoon_nobody_weighed_is_an_estimate(unit, grams, label):
    assert said(weigh(NONE, 2, unit, drink=False)) == (grams, True, label)


def test_a_spoon_that_was_weighed_is_used():
    assert said(weigh(FLOUR, 2, "tbsp", drink=False)) == (16.0, False, "2 tablespoons")
    assert said(weigh(FLOUR, 1, "cup", drink=False)) == (125.0, False, "1 cup")


def test_a_spoon_is_guessed_from_the_nearest_measure_of_the_food():
    assert said(weigh(FLOUR, 3, "tsp", drink=False)) == (8.0, True, "3 teaspoons")
    assert said(weigh(FLOUR, 480, "ml", drink=False)) == (250.0, True, "480 ml")


@pytest.mark.parametrize("unit", ["furlong", "slicey", "kcal", "©", "g/ml"])
def test_an_unknown_unit_has_no_weight(unit):
    assert weigh(BREAD, 1, unit, drink=False) is None


@pytest.mark.parametrize("amount", [0, -1, math.nan, math.inf])
def test_no_amount_has_no_weight(amount):
    assert weigh(BREAD, amount, "slice", drink=False) is None


@settings(deadline=None)
@given(
    st.text(max_size=20), amounts, st.booleans(), st.lists(st.builds(Portion, st.text(max_size=12), st.floats(1, 500)))
)
def test_whatever_is_typed_gives_a_weight_or_none(unit, amount, drink, among):
    weight = weigh(among, amount, unit, drink)

    assert weight is None or (weight.grams > 0 and weight.label)


@settings(deadline=None)
@given(
    amounts, st.sampled_from([*portions.GRAMS, *portions.MILLILITRES, *portions.SPOONS, "slice", None]), st.booleans()
)
def test_twice_the_amount_weighs_twice_as_much(amount, unit, drink):
    once, twice = (weigh((*BREAD, *FLOUR), times * amount, unit, drink) for times in (1, 2))

    assert once is not None and twice is not None
    assert math.isclose(twice.grams, 2 * once.grams)
    assert once.estimated == twice.estimated
