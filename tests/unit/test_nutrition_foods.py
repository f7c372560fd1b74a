import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.nutrition import foods
from lib.nutrition.foods import NUTRIENTS, Food, Portion, nutrients_of

TOAST = {
    "id": "6c1e0b1e-0000-4000-8000-000000000001", "user_id": None, "name": "Toast", "brand": None,
    "category": "bread", "kcal": 293, "protein_g": "9.00", "carbs_g": 54.4, "fat_g": 4, "fibre_g": 2.5,
    "sugar_g": None, "satfat_g": 0.58, "sodium_mg": 592, "potassium_mg": None, "calcium_mg": 0, "iron_mg": None,
    "portions": [{"label": "1 slice", "grams": 27}, {"label": "thick slice", "grams": "38.5"}],
    "diet": "vegan", "allergens": ["gluten"],
}  # fmt: skip

grams = st.floats(0.1, 5000)
figures = st.none() | st.floats(0, 900)
per_100g = st.fixed_dictionaries({nutrient.name: figures for nutrient in NUTRIENTS})


def food(**changes) -> Food:
    return Food.of(TOAST | changes)


def test_energy_comes_first_and_no_nutrient_twice():
    names = [nutrient.name for nutrient in NUTRIENTS]

    assert names[0] == "kcal"
    assert len(names) == len(set(names)) == 11


def test_a_food_is_read_from_its_row():
    toast = food()

    assert (toast.name, toast.category, toast.diet, toast.allergens) == ("Toast", "bread", "vegan", ("gluten",))
    assert toast.portions == (Portion("slice", 27.0), Portion("thick slice", 38.5))
    assert (toast.own, toast.kind, toast.is_drink) == (False, "food", False)


def test_figures_are_numbers_however_they_come_and_missing_ones_unknown():
    toast = food()

    assert toast.per_100g["protein_g"] == 9.0
    assert toast.per_100g["calcium_mg"] == 0.0
    assert toast.per_100g["sugar_g"] is None


def test_a_food_of_which_little_is_known_is_read():
    bare = Food.of({"id": 7, "name": "Soup", "user_id": "anna", "portions": None})

    assert (bare.id, bare.portions, bare.allergens, bare.own) == ("7", (), (), True)
    assert set(bare.per_100g.values()) == {None}


def test_a_drink_says_so():
    assert food(kind="drink").is_drink


def test_nutrients_are_those_of_the_weight():
    found = nutrients_of(food(), 54)

    assert (found["kcal"], found["protein_g"], found["sodium_mg"]) == (158.2, 4.86, 319.68)


def test_unknown_stays_unknown_and_zero_stays_zero():
    found = nutrients_of(food(), 54)

    assert found["iron_mg"] is None
    assert found["calcium_mg"] == 0.0


@settings(deadline=None)
@given(per_100g, grams)
def test_every_nutrient_is_answered_and_known_as_before(figures, weight):
    found = nutrients_of(food(**figures), weight)

    assert list(found) == [nutrient.name for nutrient in NUTRIENTS]
    assert all((found[name] is None) == (figures[name] is None) for name in found)


@settings(deadline=None)
@given(per_100g, grams)
def test_twice_the_weight_holds_twice_as_much(figures, weight):
    eaten = food(**figures)

    once, twice = nutrients_of(eaten, weight), nutrients_of(eaten, 2 * weight)

    known = [name for name in once if once[name] is not None]
    assert all(twice[name] == pytest.approx(2 * once[name], abs=0.2) for name in known)


@settings(deadline=None)
@given(per_100g)
def test_a_hundred_grams_hold_what_the_food_says(figures):
    found = nutrients_of(food(**figures), 100)

    expected = {name: None if value is None else foods.rounded(name, value) for name, value in figures.items()}
    assert found == expected


def test_two_slices_are_weighed_and_called_so():
    weight = foods.grams_of(food(), 2, "slices")

    assert weight is not None
    assert (weight.grams, weight.estimated, weight.label) == (54.0, False, "2 slices")


def test_millilitres_of_a_drink_are_its_grams():
    weight = foods.grams_of(food(kind="drink"), 250, "ml")

    assert weight is not None
    assert (weight.grams, weight.estimated) == (250.0, False)
