import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.nutrition import labels
from lib.nutrition.foods import NUTRIENTS
from lib.nutrition.labels import per_100g_from_label

MUESLI = {"kcal": 365.0, "protein_g": 10.0, "carbs_g": 62.0, "fat_g": 6.5, "fibre_g": None, "sodium_mg": 8.0}


def test_values_for_a_hundred_grams_are_kept_as_they_are():
    kept = per_100g_from_label(MUESLI, "100 g")

    assert {name: kept[name] for name in MUESLI} == MUESLI


def test_what_a_label_does_not_say_is_unknown():
    kept = per_100g_from_label({"kcal": 365.0}, "100 g")

    assert list(kept) == [nutrient.name for nutrient in NUTRIENTS]
    assert [name for name, value in kept.items() if value is not None] == ["kcal"]


def test_values_for_a_serving_become_those_of_a_hundred_grams():
    kept = per_100g_from_label({"kcal": 146.0, "fat_g": 2.6, "sodium_mg": 0.0}, "serving", 40)

    assert (kept["kcal"], kept["fat_g"], kept["sodium_mg"], kept["iron_mg"]) == (365.0, 6.5, 0.0, None)


@settings(deadline=None)
@given(st.floats(1, 1000), st.floats(0, 9), st.floats(0, 0.35), st.floats(0, 0.35), st.floats(0, 0.35))
def test_a_serving_comes_out_as_its_label_has_it(serving, kcal, protein, carbs, fat):
    label = {"kcal": kcal * serving, "protein_g": protein * serving, "carbs_g": carbs * serving, "fat_g": fat * serving}

    kept = per_100g_from_label(label, "serving", serving)

    assert all(kept[name] * serving / 100 == pytest.approx(value, abs=0.01) for name, value in label.items())


@pytest.mark.parametrize("serving", [None, 0, -30, math.nan, math.inf])
def test_a_serving_without_a_weight_is_refused(serving):
    with pytest.raises(ValueError, match="how many grams a serving has"):
        per_100g_from_label(MUESLI, "serving", serving)


def test_another_base_is_refused():
    with pytest.raises(ValueError, match="100 g or for a serving"):
        per_100g_from_label(MUESLI, "ounce", 28)


@pytest.mark.parametrize("value", [-0.1, math.nan, math.inf])
@pytest.mark.parametrize("nutrient", NUTRIENTS, ids=lambda nutrient: nutrient.name)
def test_a_value_below_zero_or_without_end_is_refused_by_its_name(nutrient, value):
    with pytest.raises(ValueError, match=f"^{nutrient.label} is a number from 0 up"):
        per_100g_from_label({nutrient.name: value}, "100 g")


def test_more_energy_than_fat_has_is_refused():
    with pytest.raises(ValueError, match=r"^That would be 1,530 kcal in 100 g, and even pure fat has 902"):
        per_100g_from_label({"kcal": 1530.0}, "100 g")

    assert per_100g_from_label({"kcal": 902.0}, "100 g")["kcal"] == 902.0


def test_a_serving_that_would_be_too_much_says_to_check_its_weight():
    with pytest.raises(ValueError, match="Check the figures and what a serving weighs"):
        per_100g_from_label({"kcal": 300.0}, "serving", 3)


@pytest.mark.parametrize("nutrient", [one for one in NUTRIENTS if one.unit != "kcal"], ids=lambda one: one.name)
def test_more_than_a_hundred_grams_of_anything_is_refused(nutrient):
    most = 100_000.0 if nutrient.unit == "mg" else 100.0

    with pytest.raises(ValueError, match=f"^{nutrient.label} would be"):
        per_100g_from_label({nutrient.name: most * 1.01}, "100 g")

    assert per_100g_from_label({nutrient.name: most}, "100 g")[nutrient.name] == most


def test_protein_carbohydrates_and_fat_together_fit_into_a_hundred_grams():
    with pytest.raises(ValueError, match=r"come to 106 g in 100 g"):
        per_100g_from_label({"protein_g": 40.0, "carbs_g": 40.0, "fat_g": 26.0}, "100 g")

    assert per_100g_from_label({"protein_g": 40.0, "carbs_g": 40.0, "fat_g": 25.0}, "100 g")
    assert per_100g_from_label({"protein_g": None, "carbs_g": 100.0}, "100 g")


@pytest.mark.parametrize(("salt", "sodium"), [(0.0, 0.0), (1.0, 400.0), (0.02, 8.0), (100.0, 40000.0)])
def test_salt_is_two_fifths_sodium(salt, sodium):
    assert labels.sodium_from_salt(salt) == sodium
