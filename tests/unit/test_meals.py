"""Meals, amounts, own foods and repeats: what is kept of what somebody says they ate."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.diary import amounts, meals, own_foods, repeats
from lib.diary.amounts import Said
from lib.diary.days import Clock
from lib.nutrition.foods import NUTRIENTS, Food
from lib.units import Units

HERE = Clock(datetime.datetime(2026, 3, 10, 8, 30, tzinfo=ZoneInfo("Europe/Berlin")), "Europe/Berlin")
TODAY = HERE.today
METRIC, IMPERIAL = Units(), Units("imperial")


def food(**changed):
    row = {
        "id": "7d9f4a0e-0000-4000-8000-000000000001", "name": "White toast", "user_id": None, "kind": "food",
        "kcal": 279, "protein_g": 9,
        "portions": [{"label": "slice", "grams": 25}, {"label": "thick slice", "grams": 39}],
    }  # fmt: skip
    return Food.of(row | changed)


TOAST = food()
PLAIN = food(name="Rice", portions=[])
TEA = food(id="black-tea", name="Black tea", kind="drink", portions=[{"label": "serving", "grams": 240}])
LABEL = {nutrient.name: None for nutrient in NUTRIENTS}


# Amounts ----------------------------------------------------------------------------------------------------------


def test_the_usual_serving_comes_first_and_grams_last():
    assert amounts.choices(TOAST, METRIC) == ["slice", "thick slice", "g"]
    assert amounts.usual(TOAST) == Said(1, "slice")


def test_a_food_without_portions_is_weighed():
    assert amounts.choices(PLAIN, METRIC) == ["g"]
    assert amounts.usual(PLAIN) == Said(100, "g")


def test_ounces_are_offered_to_whoever_reads_them():
    assert amounts.choices(TOAST, IMPERIAL)[-1] == "oz"
    assert amounts.choices(TEA, IMPERIAL)[-2:] == ["ml", "fl oz"]
    assert amounts.grams(TOAST, 2, "oz") == pytest.approx(56.7, abs=0.01)


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        (2, None, Said(2, "slice")),
        (None, None, Said(1, "slice")),
        (2, "slices", Said(2, "slice")),
        (100, "g", Said(100, "g")),
        (0.1, "kg", Said(100, "g")),
        (3, "thick slices", Said(3, "thick slice")),
        (2, "bowl", Said(1, "slice", amounts.NO_SUCH_PORTION)),
    ],
)
def test_what_was_said_becomes_a_portion_of_this_food(amount, unit, said):
    assert amounts.said(TOAST, amount, unit) == said


def test_a_cup_nobody_weighed_is_an_estimate_and_says_so():
    said = amounts.said(TOAST, 1, "cup")

    assert (said.portion, said.hint) == ("g", amounts.ABOUT)


def test_another_portion_weighs_the_same():
    assert amounts.same_weight(TOAST, Said(2, "slice"), "g") == 50
    assert amounts.same_weight(TOAST, Said(100, "g"), "slice") == 4


@given(st.floats(0.1, 100), st.sampled_from(["slice", "thick slice", "g"]))
def test_an_item_weighs_what_its_portion_says(amount, portion):
    item = amounts.item(TOAST, amount, portion)

    assert item["grams"] == pytest.approx(amounts.grams(TOAST, amount, portion), abs=0.06)
    assert (item["portion"] is None) == (portion == "g")
    assert item["fat_g"] is None


@pytest.mark.parametrize("weight", [None, 0, 0.01, 20_001])
def test_an_impossible_weight_is_refused_in_a_sentence(weight):
    assert amounts.trouble(TOAST, weight).endswith(".")


def test_an_unusual_weight_is_asked_about():
    assert amounts.question(TOAST, 6000) == "White toast: that is 6.0 kg. Is it right?"
    assert amounts.question(TOAST, 200) == ""
    assert amounts.question(TEA, 3500) == "That is 3.5 litres at once. Is it right?"


def test_a_drink_has_the_bounds_of_a_drink():
    assert amounts.trouble(TEA, 10_000) == ""
    assert "at most 10,000 ml" in amounts.trouble(TEA, 10_001)


# Meals ------------------------------------------------------------------------------------------------------------


def test_twice_the_grams_hold_twice_as_much_and_unknown_stays_unknown():
    item = amounts.item(TOAST, 2, "slice")

    scaled = meals.scaled(item, 100)

    assert (scaled["grams"], scaled["amount"], scaled["kcal"]) == (100, 4, 279)
    assert scaled["fat_g"] is None


def test_a_quick_entry_knows_a_name_and_perhaps_its_energy():
    assert meals.kept(meals.quick("  Pizza ", 800)) == {"food_name": "Pizza", "kcal": 800}
    assert meals.kept(meals.quick("Pizza", None)) == {"food_name": "Pizza"}


def test_a_meal_of_another_day_belongs_to_that_day():
    draft = meals.draft("lunch", [meals.quick("Pizza", 800)], TODAY - datetime.timedelta(1), HERE, "key", title="")

    assert draft["row"]["local_date"] == "2026-03-09"
    assert draft["row"]["logged_at"] == "2026-03-09T08:30:00+01:00"
    assert "title" not in draft["row"]


# Own foods --------------------------------------------------------------------------------------------------------


def test_a_label_for_a_serving_is_kept_for_100_g_with_its_serving():
    row = own_foods.row(" Bar ", "", LABEL | {"kcal": 200, "protein_g": 10}, "serving", 50)

    assert (row["name"], row["brand"], row["kcal"], row["protein_g"], row["fat_g"]) == ("Bar", None, 400, 20, None)
    assert row["portions"] == [{"label": "serving", "grams": 50}]
    assert own_foods.serving_of(row) == 50


def test_changing_a_food_keeps_its_other_portions():
    before = {"portions": [{"label": "serving", "grams": 40}, {"label": "piece", "grams": 12}]}

    row = own_foods.row("Bar", "", LABEL, "100 g", 50, before)

    assert row["portions"] == [{"label": "serving", "grams": 50}, {"label": "piece", "grams": 12}]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "x" * 121},
        {"brand": "x" * 81},
        {"serving_grams": 0},
        {"serving_grams": 6000},
        {"per": "serving"},
        {"values": LABEL | {"kcal": 2000}},
        {"values": LABEL | {"fat_g": 60, "protein_g": 60}},
    ],
)
def test_an_impossible_food_is_refused_in_a_sentence(wrong):
    food = {"name": "Bar", "brand": "", "values": LABEL, "per": "100 g", "serving_grams": None}

    with pytest.raises(ValueError, match=r"\.$"):
        own_foods.row(**food | wrong)


def test_energy_that_does_not_fit_is_asked_about():
    known = LABEL | {"protein_g": 10, "carbs_g": 60, "fat_g": 10}

    assert own_foods.question(known | {"kcal": 370}) == ""
    assert "Is it right?" in own_foods.question(known | {"kcal": 890})
    assert own_foods.question(known | {"kcal": 890, "fat_g": None}) == ""


# Repeats ----------------------------------------------------------------------------------------------------------


def test_a_repeat_holds_a_meal_without_a_day():
    oats = {**meals.quick("Oats", None), "food_id": "7d9f4a0e-0000-4000-8000-000000000001"}

    repeat = repeats.of_meal(" Oats ", [5, 1], "breakfast", [oats], "key")

    assert (repeat["title"], repeat["weekdays"]) == ("Oats", [1, 5])
    assert repeat["entries"] == [
        {
            "kind": "meal",
            "row": {"meal_type": "breakfast", "made_by": "repeat"},
            "items": [{"food_name": "Oats"}],
        }
    ]
    assert repeats.problem(repeat) == ""


def test_a_repeat_needs_a_title_and_a_day():
    assert repeats.problem(repeats.of_meal(" ", [1], "lunch", [], "key")) == "Give it a title, such as Oats."
    assert repeats.problem(repeats.of_meal("Oats", [], "lunch", [], "key")) == "Choose at least one weekday."


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [
        ([1, 2, 3, 4, 5], "Monday to Friday"),
        (range(1, 8), "every day"),
        ([4, 1], "Monday and Thursday"),
        ([1, 3, 6], "Monday, Wednesday and Saturday"),
        ([7], "Sunday"),
    ],
)
def test_weekdays_are_said_as_people_say_them(weekdays, said):
    assert repeats.say_days(list(weekdays)) == said
