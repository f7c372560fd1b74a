"""A sentence becomes rows to review: the first sentence, and what stands between its parts."""

from datetime import datetime, time

import pytest

from tests.unit.sentence_world import BERLIN, only, read


def test_the_sentence_of_the_welcome_page_is_understood_as_a_whole() -> None:
    text = (
        "2 eggs, 100 g toast with butter, black coffee; 500 ml water; ran 5 km in 28 min; slept 23:30-7; feeling good"
    )

    eggs, toast, coffee, water, run, night, mood = read(text)

    assert (eggs.kind, eggs.fields["amount"], eggs.fields["unit"], eggs.fields["name"]) == ("food", 2, None, "eggs")
    assert (toast.kind, toast.fields["amount"], toast.fields["unit"]) == ("food", 100, "g")
    assert toast.fields["parts"] == ["toast", "butter"]
    assert (coffee.kind, coffee.fields["beverage"], coffee.fields["ml"]) == ("drink", "coffee", None)
    assert (water.kind, water.fields["beverage"], water.fields["ml"]) == ("drink", "water", 500)
    assert (run.kind, run.fields["activity"]) == ("gym", "running-11")
    assert (run.fields["distance_km"], run.fields["minutes"]) == (5, 28)
    assert night.kind == "sleep"
    assert night.fields["start"] == datetime(2026, 3, 9, 23, 30, tzinfo=BERLIN)
    assert night.fields["end"] == datetime(2026, 3, 10, 7, 0, tzinfo=BERLIN)
    assert (mood.kind, mood.fields["wellbeing"], mood.fields["word"]) == ("mood", 7, "good")


SPLITS = {
    "eggs, toast; rice\nsoup": ["eggs", "toast", "rice", "soup"],
    "eggs and bacon plus toast + jam then soup": ["eggs", "bacon", "toast", "jam", "soup"],
    "I had 2 eggs. Then I ran 5 km. Felt good.": ["I had 2 eggs", "I ran 5 km", "Felt good"],
    "2.5 apples. 0,5 l water": ["2.5 apples", "0,5 l water"],
    "2 oz. ham, 1 tbsp. oil": ["2 oz. ham", "1 tbsp. oil"],
    "8,432 steps,2 eggs": ["8,432 steps", "2 eggs"],
    "mac and cheese and fish and chips": ["mac and cheese", "fish and chips"],
    "eggs with salt and pepper": ["eggs with salt and pepper"],
    "ham and pea soup and bread": ["ham and pea soup", "bread"],
    "gin and tonic and beer": ["gin and tonic", "beer"],
    "m&m's & nuts": ["m&m's", "nuts"],
    "one and a half apples and a pear": ["one and a half apples", "a pear"],
    "1 h and 30 min yoga and a walk": ["1 h and 30 min yoga", "a walk"],
    "2 eggs and half a pizza": ["2 eggs", "half a pizza"],
    "- 2 eggs\n- toast\n* coffee\n• tea": ["2 eggs", "toast", "coffee", "tea"],
    "2 eggs 100 g toast": ["2 eggs", "100 g toast"],
    "3 eggs 2 toasts 1 coffee": ["3 eggs", "2 toasts", "1 coffee"],
    "2 eggs 100 g toast 1/2 avocado": ["2 eggs", "100 g toast", "1/2 avocado"],
    "2 coffees 7 up": ["2 coffees", "7 up"],
    "2 cans 330 ml cola": ["2 cans 330 ml cola"],
    "1h30 cycling": ["1h30 cycling"],
    "2 eggs at 8 today": ["2 eggs at 8 today"],
    "2 eggs 8 pm": ["2 eggs 8 pm"],
    "20 push-ups 3 sets": ["20 push-ups 3 sets"],
    "2 eggs, -1 toast": ["2 eggs", "-1 toast"],
    "- 2 eggs": ["2 eggs"],
    "bp 120/80 pulse 60": ["bp 120/80", "pulse 60"],
    "tea with honey": ["tea", "with honey"],
    "coffee with milk": ["coffee with milk"],
    "oats with milk": ["oats with milk"],
    "2 eggs، toast、rice": ["2 eggs", "toast", "rice"],
    "tired and a bit anxious, 2 eggs": ["tired and a bit anxious", "2 eggs"],
    "bed 22:45, up 6:30; eggs": ["bed 22:45, up 6:30", "eggs"],
    "running, 5 km, 28 min, eggs": ["running, 5 km, 28 min", "eggs"],
    "see http://example.com/a.html": ["see http://example.com/a.html"],
    "": [],
    " ,;\n. and ": [],
}


@pytest.mark.parametrize("text", SPLITS)
def test_a_text_is_cut_where_one_thing_ends(text: str) -> None:
    assert [piece.text for piece in read(text)] == SPLITS[text]


@pytest.mark.parametrize(
    "text",
    [
        *("100 g", "2", "500 ml", "two", "half", "a bowl", "45 min", "5 km", "🍕", "?!x", "12:99 eggs", "1,2,3 eggs"),
        *(
            "1.2.2026 eggs",
            "marathon in 3:45:10",
            "watched tv 2 h",
            "ran into bob",
            "slept funny",
            "feeling like pizza",
        ),
        *("me@example.org", "weight 80 bananas", "{eggs}", "1 000 nuts"),
    ],
)
def test_what_is_not_understood_is_shown_as_such(text: str) -> None:
    assert [piece.kind for piece in read(text)] == ["unknown"]


@pytest.mark.parametrize(
    "text, why",
    [
        *((text, "bounds") for text in ("0 eggs", "100000 eggs", "pizza 5000 kg", "20 l water", "0 ml water")),
        *((text, "bounds") for text in ("ran 5000 km", "ran 3000 min", "slept 25 h", "mood 15", "weight 5000 kg")),
        *((text, "bounds") for text in ("bp 80/120", "1,000,000 steps", f"{'9' * 5000} eggs", "squats 3x5000")),
        *((text, "day") for text in ("yesterday 2 eggs", "ran 5 km yesterday", "pizza on sunday", "soup last week")),
        ("hrv 45", "hrv"),
        ("weight 80 cm", "unit"),
    ],
)
def test_what_cannot_be_says_why(text: str, why: str) -> None:
    piece = only(text)

    assert piece.kind == "unknown"
    assert piece.fields["why"] == why


def test_a_sunday_roast_is_no_other_day() -> None:
    assert only("sunday roast").kind == "food"


MEALS = {
    "breakfast: 2 eggs, toast": ["breakfast", "breakfast"],
    "lunch - soup and bread": ["lunch", "lunch"],
    "for breakfast I had porridge": ["breakfast"],
    "breakfast\n2 eggs\ntoast\nlunch\nsalad": ["breakfast", "breakfast", "lunch"],
    "2 eggs and toast for breakfast, salad for lunch": ["breakfast", "breakfast", "lunch"],
    "eggs for breakfast, soup and bread for lunch, cake": ["breakfast", "lunch", "lunch", "lunch"],
    "Breakfast was 2 eggs and coffee. Lunch was pizza.": ["breakfast", "breakfast", "lunch"],
    "apple (snack)": ["snack"],
    "lunch chicken salad": ["lunch"],
    "cake as usual": [None],
    "breakfast burrito, dinner roll, snack bar": [None, None, None],
}


@pytest.mark.parametrize("text", MEALS)
def test_a_meal_holds_until_the_next(text: str) -> None:
    assert [piece.fields["meal"] for piece in read(text)] == MEALS[text]


def test_a_heading_belongs_to_what_it_heads_and_is_kept_when_it_heads_nothing() -> None:
    assert [piece.text for piece in read("dinner\nsoup")] == ["dinner\nsoup"]
    assert [(piece.kind, piece.text) for piece in read("soup\ndinner")] == [("food", "soup"), ("unknown", "dinner")]


TIMES = {
    "eggs at 8": time(8),
    "eggs at 8 pm": time(20),
    "8:30 am eggs": time(8, 30),
    "12:15 am eggs": time(0, 15),
    "9am: coffee": time(9),
    "coffee 14:30": time(14, 30),
    "soup at noon": time(12),
    "dinner at 8: pasta": time(20),
    "dinner at 08:00: pasta": time(8),
    "lunch 12:30 salad 300g": time(12, 30),
    "mood 7 at 8 p.m.": time(20),
    "weight 80 kg at 7:30": time(7, 30),
    "ran 5 km at 6 am": time(6),
    "ran 5 km in 28:30": None,
    "squats 5x5 at 100": None,
    "2 eggs": None,
}


@pytest.mark.parametrize("text", TIMES)
def test_the_time_it_happened_is_taken_along(text: str) -> None:
    assert only(text).fields["at"] == TIMES[text]


@pytest.mark.parametrize(
    "text",
    [
        *("ate nothing", "no dessert", "skipped lunch", "lunch: nothing", "had nothing for lunch", "no breakfast"),
        *("did not eat lunch", "didn't run", "no gym today", "no sleep", "no coffee", "no sugar", "haven't eaten"),
        *("lunch skipped", "I had no dinner", "fasted"),
    ],
)
def test_what_was_not_is_nothing_to_log(text: str) -> None:
    assert (only(text).kind, only(text).fields) == ("unknown", {"why": "nothing"})


def test_what_a_food_was_without_is_no_food() -> None:
    assert only("eggs with no salt").fields["name"] == "eggs"
    assert [piece.kind for piece in read("coffee with no milk")] == ["drink", "unknown"]


@pytest.mark.parametrize("text", ["no-bake cookies", "7 up", "eggs"])
def test_a_name_with_a_no_in_it_is_a_name(text: str) -> None:
    assert only(text).kind in ("food", "drink")


def test_not_good_and_no_energy_are_moods_still() -> None:
    assert [only(text).kind for text in ("not good", "no energy", "not bad")] == ["mood"] * 3


def test_nothing_but_toast_is_not_understood() -> None:
    assert only("nothing but toast").fields == {"why": None}


@pytest.mark.parametrize("text", ["-3 apples", "ate -3 apples", "lunch: -3 apples", "-500 ml water", "−3 apples"])
def test_less_than_nothing_is_no_amount(text: str) -> None:
    assert (only(text).kind, only(text).fields) == ("unknown", {"why": "bounds"})
