"""A sentence becomes lines to look over, and the lines become entries."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from lib.diary import amounts, review, review_entries
from lib.diary.days import Clock
from lib.diary.review_entries import Eaten
from lib.nutrition.foods import Food
from lib.units import Units

HERE = Clock(datetime.datetime(2026, 3, 10, 9, 0, tzinfo=ZoneInfo("Europe/Berlin")), "Europe/Berlin")
TODAY = HERE.today
DAY = datetime.timedelta(1)
EXAMPLE = "2 eggs, 100 g toast with butter, black coffee; 500 ml water; ran 5 km in 28 min; slept 23:30-7; feeling good"
# Names as the food list has them, each with what a search for it would score.
EGG = {"id": "egg", "name": "Egg, boiled", "score": 3.96, "portions": [{"label": "egg", "grams": 50}], "kcal": 143}
FRIED = {"id": "fried", "name": "Egg, fried", "score": 2.9, "portions": [{"label": "egg", "grams": 55}]}
TOAST = {"id": "toast", "name": "White toast", "score": 3.96, "portions": [{"label": "slice", "grams": 25}]}
BUTTER = {"id": "butter", "name": "Butter", "score": 3.98, "portions": [{"label": "pat", "grams": 7}]}
SANDWICH = {"id": "sandwich", "name": "Peanut butter sandwich", "score": 0.7}
FOUND = {"eggs": [FRIED, EGG], "egg": [EGG], "toast": [TOAST], "butter": [BUTTER], "toast with butter": [SANDWICH]}


def found(**more):
    return {name: [{"kind": "food", "user_id": None} | row for row in rows] for name, rows in (FOUND | more).items()}


def read(text, day=TODAY, **more):
    return review.lines(review.read(text, day, HERE.now, imperial=False), found(**more))


def chosen(line):
    return None if line.chosen is None else line.choices[line.chosen].name


def problem(text):
    (line,) = read(text)
    return review_entries.problem(line)


def draft(text, day=TODAY):
    (line,) = read(text, day)
    return review_entries.draft(line, day, HERE, "5b1a5b7e-94a4-4a44-8a0e-6c9d9f3f2d11")


# What is meant ----------------------------------------------------------------------------------------------------


def test_the_example_is_understood_to_the_last_word():
    lines = read(EXAMPLE)

    assert [line.kind for line in lines] == ["food", "food", "food", "drink", "drink", "gym", "sleep", "mood"]
    assert [chosen(line) for line in lines[:3]] == ["Egg, boiled", "White toast", "Butter"]


def test_a_phrase_nobody_knows_is_taken_apart_and_the_first_part_has_the_amount():
    toast, butter = read("100 g toast with butter")

    assert (toast.fields["amount"], toast.fields["unit"], butter.fields["amount"]) == (100, "g", None)


def test_a_phrase_that_is_a_food_stays_whole():
    whole = {"id": "both", "name": "Toast with butter", "score": 3.9}

    (line,) = read("100 g toast with butter", **{"toast with butter": [whole]})

    assert chosen(line) == "Toast with butter"


def test_a_later_part_may_say_its_own_amount():
    oats, milk = read("60 g oats with 200 ml milk", oats=[EGG])

    assert (oats.fields["amount"], milk.fields["amount"], milk.fields["unit"]) == (60, 200, "ml")
    assert milk.fields["name"] == "milk"


def test_a_phrase_of_which_nothing_is_known_is_one_quick_entry():
    (line,) = read("xyzzy with plugh")

    assert (line.choices, line.chosen) == ((), None)
    assert review_entries.quick_item(line)["food_name"] == "xyzzy with plugh"


def test_a_small_typing_error_is_forgiven_and_letters_alike_are_not_enough():
    broth = {"id": "broth", "name": "Broth", "aliases": ["chicken broth"], "score": 0.71}
    chicken = {"id": "chicken", "name": "Chicken", "score": 0.6}

    (forgiven,) = read("chiken", chiken=[broth, chicken])
    (asked,) = read("chiken", chiken=[broth])

    assert chosen(forgiven) == "Chicken"
    assert (chosen(asked), asked.choices[0].name) == (None, "Broth")


@pytest.mark.parametrize(("typed", "name", "score"), [("100 g Brot", "Broth", 2.98), ("carrott", "Carrot", 0.45)])
def test_what_only_resembles_a_food_is_offered_and_not_chosen(typed, name, score):
    (line,) = read(typed, **{typed.split()[-1].lower(): [{"id": "x", "name": name, "score": score}]})

    assert (chosen(line), line.choices[0].name) == (None, name)


def test_of_many_names_as_many_are_asked_for_as_are_answered_and_the_rest_is_said():
    few, many = (
        review.read(", ".join(f"xy{'abcdefghij'[i % 10]}{'klmn'[i // 10]}ks" for i in range(n)), TODAY,
                    HERE.now, imperial=False)
        for n in (15, 40)
    )  # fmt: skip
    answer = {name: [] for name in review.names_of(many)}

    assert (len(review.names_of(few)), len(answer)) == (30, 30)
    assert [line.looked_up for line in review.lines(many, answer)] == [True] * 30 + [False] * 10


def test_a_name_the_answer_lacks_is_not_found():
    (line,) = review.lines(review.read("2 eggs", TODAY, HERE.now, imperial=False), {})

    assert (line.choices, line.chosen, line.looked_up) == ((), None, False)


def test_a_long_name_is_asked_for_by_its_beginning():
    (name,) = review.names_of(review.read("so " + "longish " * 12 + "cake", TODAY, HERE.now, imperial=False))

    assert len(name) <= 60


def test_energy_that_was_said_makes_a_quick_entry():
    (line,) = read("300 kcal pizza", pizza=[EGG])

    assert line.chosen is None
    assert review_entries.quick_item(line) == {"food_name": "pizza", "kcal": 300}


def test_all_names_are_asked_for_at_once_with_their_singulars():
    pieces = review.read("2 eggs, 100 g toast with butter", TODAY, HERE.now, imperial=False)

    assert review.names_of(pieces) == ["eggs", "egg", "toast with butter", "toast", "butter"]


def test_what_is_not_understood_is_kept_letter_for_letter():
    lines = read("2 eggs, <blah> ^^, hrv 50")

    unknown = [line for line in lines if line.kind == "unknown"]
    assert review.left_over(unknown) == "<blah> ^^; hrv 50"


# What is kept -----------------------------------------------------------------------------------------------------


def test_one_meal_for_each_type():
    eaten = [
        Eaten("breakfast", {"food_name": "Egg"}),
        Eaten("lunch", {"food_name": "Soup"}),
        Eaten("breakfast", {"food_name": "Toast"}, datetime.time(7, 15)),
    ]

    drafts = review_entries.meal_drafts(eaten, TODAY, HERE, "key")

    assert [(d["row"]["meal_type"], [i["food_name"] for i in d["items"]]) for d in drafts] == [
        ("breakfast", ["Egg", "Toast"]),
        ("lunch", ["Soup"]),
    ]
    assert drafts[0]["row"]["logged_at"] == "2026-03-10T07:15:00+01:00"


def test_the_same_reading_has_the_same_keys():
    eaten = [Eaten("lunch", {"food_name": "Soup"})]

    first, again = (review_entries.meal_drafts(eaten, TODAY, HERE, "key") for _ in range(2))

    assert first[0]["row"]["client_key"] == again[0]["row"]["client_key"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("500 ml water", {"ml": 500, "beverage": "water"}),
        ("2 black coffees", {"ml": 480, "beverage": "coffee"}),
        ("weight 72 kg", {"metric": "weight", "value": 72}),
        ("bp 120/80", {"metric": "blood_pressure", "value": 120, "value2": 80}),
        ("slept 23:30-7", {"ended_at": "2026-03-10T07:00:00+01:00", "started_at": "2026-03-09T23:30:00+01:00"}),
        ("feeling good", {"wellbeing": 7.0, "feelings": ["good"]}),
        ("ran 5 km in 28 min", {"minutes": 28, "distance_km": 5}),
    ],
)
def test_everything_else_is_kept_as_it_was_said(text, row):
    kept = draft(text)["row"]

    assert row.items() <= kept.items()
    assert kept["time_zone"] == "Europe/Berlin"


def test_a_sentence_about_yesterday_is_kept_there():
    assert draft("slept 23:30-7", TODAY - DAY)["row"]["ended_at"] == "2026-03-09T07:00:00+01:00"
    assert draft("500 ml water", TODAY - DAY)["row"]["local_date"] == "2026-03-09"


def test_sets_go_along():
    assert len(draft("squats 3x5 80 kg")["items"]) == 3


@pytest.mark.parametrize("text", ["slept 7 hours", "ran", "energy 4", "hrv 50"])
def test_what_lacks_something_says_what(text):
    assert problem(text).endswith(".")


def test_an_unusual_value_is_asked_about():
    (line,) = read("weight 260 kg")

    assert "unusual" in review_entries.question(line)


def test_a_line_says_what_will_be_kept_and_hides_numbers_where_asked():
    (coffee,), (weight,) = read("black coffee"), read("weight 72 kg")

    shown = review_entries.words(coffee, Units(), HERE, hide_numbers=False)
    hidden = review_entries.words(weight, Units(), HERE, hide_numbers=True)

    assert shown.startswith("Drinks · Black coffee, 240 ml")
    assert "caffeine" in shown
    assert "72" not in hidden


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("100 g xyzzy", {"food_name": "xyzzy", "grams": 100}),
        ("2 bowls of xyzzy", {"food_name": "xyzzy", "amount": 2}),
        ("xyzzy", {"food_name": "xyzzy", "kcal": None}),
    ],
)
def test_a_quick_entry_keeps_the_amount(text, item):
    (line,) = read(text)

    assert item.items() <= review_entries.quick_item(line).items()


# How much one is --------------------------------------------------------------------------------------------------

AVOCADO = ("Avocado", ["avocados", "avo"], "half=75 avocado=150 slice=15")
GRAPEFRUIT = ("Grapefruit", ["grapefruits"], "half=154 grapefruit=308")
NAAN = ("Naan", ["naan bread"], "piece=44 naan=177")
BOILED = ("Egg, boiled", ["egg", "eggs"], "cup=135 egg=50")
MELON = ("Cantaloupe melon", ["cantaloupe"], "serving=78 slice=70 melon=550")
FRIES = ("French fries", ["chips", "pommes"], "serving=110 fry=5")
YAM = ("Sweet potato, baked", ["yam"], "serving=100 medium=150 small=80")
SUSHI = ("Sushi", ["maki"], "serving=180 piece=30")
SOUP = ("Lentil soup", [], "bowl=310 cup=248")


@pytest.mark.parametrize(
    ("food", "amount", "unit", "grams", "portion"),
    [
        (AVOCADO, 1, None, 150, "avocado"), (AVOCADO, 0.5, None, 75, "avocado"), (AVOCADO, None, None, 75, "half"),
        (GRAPEFRUIT, 1, None, 308, "grapefruit"), (NAAN, 2, None, 354, "naan"), (NAAN, 2, "piece", 88, "piece"),
        (BOILED, 2, None, 100, "egg"), (MELON, 1, None, 550, "melon"), (FRIES, 20, None, 100, "fry"),
        (YAM, 2, None, 300, "medium"), (SUSHI, 6, None, 180, "piece"), (SUSHI, 1, None, 180, "serving"),
        (SOUP, 2, None, 620, "bowl"),
    ],
)  # fmt: skip
def test_a_bare_count_counts_whole_ones(food, amount, unit, grams, portion):
    name, aliases, held = food
    portions = [{"label": label, "grams": float(g)} for label, g in (part.split("=") for part in held.split())]
    made = Food.of({"id": "x", "name": name, "aliases": aliases, "portions": portions})

    said = amounts.said(made, amount, unit)

    assert (amounts.grams(made, said.amount, said.portion), said.portion) == (grams, portion)


def test_what_was_said_itself_names_the_portion():
    made = Food.of({"id": "x", "name": "Roast duck", "portions": [
        {"label": "serving", "grams": 85}, {"label": "leg", "grams": 90}]})  # fmt: skip

    assert amounts.said(made, 2, None, "duck legs") == amounts.Said(2, "leg")


# The same hours twice ---------------------------------------------------------------------------------------------

NIGHT = {
    "id": "a", "time_zone": "Europe/Berlin",
    "started_at": "2026-03-09T22:00:00+00:00", "ended_at": "2026-03-10T06:00:00+00:00",
}  # fmt: skip


def test_a_night_that_is_logged_already_is_asked_about():
    asked = review_entries.overlap(read("slept 23:30-7"), [NIGHT], HERE)

    assert asked[0] == "Sleep: slept 23:30-7 overlaps with the sleep from 23:00 to 07:00."
    assert review_entries.overlap(read("nap 13:00-14:00", TODAY - DAY), [NIGHT], HERE) == []


def test_two_lines_may_not_sleep_at_the_same_time_unasked():
    night, nap = read("slept 23:30-7; slept 1:00-8:00")

    assert len(review_entries.overlap([night, nap], [], HERE)) == 2


def test_the_nights_near_a_day_are_read_in_one_call():
    class Calls:
        def __init__(self):
            self.made, self.gateway = [], self

        def rpc(self, name, arguments):
            self.made.append((name, arguments["p_kind"], arguments["p_from"], arguments["p_to"]))
            return [NIGHT]

    calls = Calls()

    assert review_entries.nights_near(calls, TODAY) == [NIGHT]
    assert calls.made == [("history", "sleep", "2026-03-09", "2026-03-11")]
