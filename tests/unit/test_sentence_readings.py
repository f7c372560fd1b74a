"""What each kind of entry may be called: foods, drinks, training, nights, moods, readings of the body."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.unit.sentence_world import BERLIN, only, read

FOODS: dict[str, tuple[float | None, str | None, str]] = {
    "2 eggs": (2, None, "eggs"),
    "two eggs": (2, None, "eggs"),
    "an apple": (1, None, "apple"),
    "some rice": (None, None, "rice"),
    "toast": (None, None, "toast"),
    "1/2 avocado": (0.5, None, "avocado"),
    "½ banana": (0.5, None, "banana"),
    "1 1/2 cups rice": (1.5, "cup", "rice"),
    "1½ cups of oats": (1.5, "cup", "oats"),
    "one and a half apples": (1.5, None, "apples"),
    "a cup and a half of rice": (1.5, "cup", "rice"),
    "half an onion": (0.5, None, "onion"),
    "quarter of a melon": (0.25, None, "melon"),
    "three quarters of a cup of rice": (0.75, "cup", "rice"),
    "a dozen eggs": (12, None, "eggs"),
    "two dozen oysters": (24, None, "oysters"),
    "half a dozen eggs": (6, None, "eggs"),
    "a couple of dates": (2, None, "dates"),
    "twenty-five grapes": (25, None, "grapes"),
    "two hundred grams of ham": (200, "g", "ham"),
    "2-3 cookies": (2.5, None, "cookies"),
    "2 to 3 cookies": (2.5, None, "cookies"),
    "100g rice": (100, "g", "rice"),
    "250 grams of rice": (250, "g", "rice"),
    "1 kg potatoes": (1, "kg", "potatoes"),
    "1,500 kg potatoes": (1.5, "kg", "potatoes"),
    "1,500 mg salt": (1500, "mg", "salt"),
    "3 oz steak": (3, "oz", "steak"),
    "1/4 lb burger": (0.25, "lb", "burger"),
    "2 pounds beef": (2, "lb", "beef"),
    "200 ml soup": (200, "ml", "soup"),
    "2 dl cream": (2, "dl", "cream"),
    "3 fl. oz cream": (3, "fl oz", "cream"),
    "2 slices of bread": (2, "slice", "bread"),
    "2 leaves of lettuce": (2, "leaf", "lettuce"),
    "a bowl of soup": (1, "bowl", "soup"),
    "bowl of soup": (1, "bowl", "soup"),
    "a handful of nuts": (1, "handful", "nuts"),
    "1 tablespoon oil": (1, "tbsp", "oil"),
    "2 tsp sugar": (2, "tsp", "sugar"),
    "2 tbsp milk": (2, "tbsp", "milk"),
    "200 g milk": (200, "g", "milk"),
    "2 cans of tuna": (2, "can", "tuna"),
    "2 x 100 g yogurt": (200, "g", "yogurt"),
    "2x eggs": (2, None, "eggs"),
    "eggs x2": (2, None, "eggs"),
    "eggs: 2": (2, None, "eggs"),
    "banana 120g": (120, "g", "banana"),
    "chicken (150 g)": (150, "g", "chicken"),
    "rice - 150g": (150, "g", "rice"),
    "toast: 2 slices": (2, "slice", "toast"),
    "vitamin b12": (None, None, "vitamin b12"),
    "a large bowl of muesli": (1, "bowl", "muesli"),
    "chicken 200 g grilled": (200, "g", "chicken grilled"),
    "oats with 200 ml milk": (None, None, "oats with 200 ml milk"),
    "mac & cheese": (None, None, "mac and cheese"),
    "omega 3": (None, None, "omega 3"),
    "5-spice chicken": (None, None, "5-spice chicken"),
    "3.5% yogurt": (None, None, "3.5% yogurt"),
    "5 minute noodles": (None, None, "5 minute noodles"),
    "cream of mushroom soup": (None, None, "cream of mushroom soup"),
    "I ate 3 dates today": (3, None, "dates"),
    "weight watchers bar": (None, None, "weight watchers bar"),
    "energy bar": (None, None, "energy bar"),
    "happy meal": (None, None, "happy meal"),
    "squash": (None, None, "squash"),
    "Crème  BRÛLÉE": (None, None, "crème brûlée"),
    "2 пельмени": (2, None, "пельмени"),
    "आलू के पराठे": (None, None, "आलू के पराठे"),
    "٣ بيض": (3, None, "بيض"),
    "餃子": (None, None, "餃子"),
}


@pytest.mark.parametrize("text", FOODS)
def test_a_food_has_its_amount_unit_and_name(text: str) -> None:
    piece = only(text)

    assert piece.kind == "food"
    assert (piece.fields["amount"], piece.fields["unit"], piece.fields["name"]) == FOODS[text]


@pytest.mark.parametrize("text", ["2-3 cookies", "about 200 g rice", "~50g nuts", "a few grapes", "approx. 5 dates"])
def test_a_loose_amount_says_so(text: str) -> None:
    assert only(text).fields["approximate"] is True


@pytest.mark.parametrize("text", ["2 eggs", "100 g rice", "toast"])
def test_a_plain_amount_is_not_called_loose(text: str) -> None:
    assert "approximate" not in only(text).fields


def test_parts_are_named_and_the_amount_is_of_the_first() -> None:
    fields = only("100 g toast with butter").fields

    assert (fields["amount"], fields["unit"], fields["name"]) == (100, "g", "toast with butter")
    assert fields["parts"] == ["toast", "butter"]
    assert only("oats w/ berries").fields["parts"] == ["oats", "berries"]
    assert "parts" not in only("toast").fields


@pytest.mark.parametrize("text, kcal", [("sandwich 300 kcal", 300), ("250 kcal cake", 250), ("1000 kJ muesli", 239)])
def test_energy_that_was_said_is_kept(text: str, kcal: float) -> None:
    assert only(text).fields["kcal"] == kcal


DRINKS: dict[str, tuple[float | None, float, str]] = {
    "coffee": (None, 1, "coffee"),
    "2 coffees": (None, 2, "coffee"),
    "2 x coffee": (None, 2, "coffee"),
    "large coffee": (None, 1, "coffee"),
    "coffee without sugar": (None, 1, "coffee"),
    "500 ml water": (500, 1, "water"),
    "water 500ml": (500, 1, "water"),
    "half a litre of water": (500, 1, "water"),
    "half-litre water": (500, 1, "water"),
    "0,5 l water": (500, 1, "water"),
    "1,500 ml water": (1500, 1, "water"),
    "1,500 l water": (1500, 1, "water"),
    "33 cl beer": (330, 1, "beer"),
    "8 fl oz milk": (236.6, 1, "milk"),
    "12 oz coffee": (354.9, 1, "coffee"),
    "2 x 330 ml cola": (330, 2, "cola"),
    "2 330 ml cans of cola": (330, 2, "cola"),
    "2 cans 330 ml cola": (330, 2, "cola"),
    "a 500 ml bottle of water": (500, 1, "water"),
    "a glass of wine": (None, 1, "wine"),
    "half a glass of wine": (None, 0.5, "wine"),
    "2 glasses of water": (None, 2, "water"),
    "2 cups of tea": (None, 2, "tea"),
    "2 beers": (None, 2, "beer"),
    "a pint of beer": (568, 1, "beer"),
    "a bottle of wine": (750, 1, "wine"),
    "can of coke": (330, 1, "cola"),
    "glass milk": (None, 1, "milk"),
    "7 up": (None, 1, "soda"),
    "7up": (None, 1, "soda"),
    "2% milk": (None, 1, "milk"),
    "100% orange juice": (None, 1, "juice"),
    "coca-cola": (None, 1, "cola"),
    "gin & tonic": (None, 1, "gin-tonic"),
    "I drank 2 litres of water": (2000, 1, "water"),
}


@pytest.mark.parametrize("text", DRINKS)
def test_a_drink_has_its_serving_count_and_beverage(text: str) -> None:
    piece = only(text)

    assert piece.kind == "drink"
    assert (piece.fields["ml"], piece.fields["count"], piece.fields["beverage"]) == DRINKS[text]


def test_what_is_added_to_a_drink_is_a_food_even_if_one_could_drink_it() -> None:
    tea, milk = read("tea with milk")

    assert (tea.kind, tea.fields["beverage"]) == ("drink", "tea")
    assert (milk.kind, milk.text, milk.fields["name"]) == ("food", "with milk", "milk")


GYM: dict[str, tuple[str, float | None, float | None]] = {
    "ran 5 km in 28 min": ("running-11", 28, 5),
    "ran 5k in 30:00": ("running-10", 30, 5),
    "5k run": ("running", None, 5),
    "45 min yoga": ("yoga", 45, None),
    "45-min yoga class": ("yoga", 45, None),
    "yoga": ("yoga", None, None),
    "30' yoga": ("yoga", 30, None),
    "walked 3 miles": ("walking", None, 4.828),
    "walked 6 km in 1 hour": ("walking-brisk", 60, 6),
    "1h30 cycling": ("cycling", 90, None),
    "1:30 h cycling": ("cycling", 90, None),
    "cycled 20 km in 1:05": ("cycling", 65, 20),
    "an hour and a half of swimming": ("swimming", 90, None),
    "swam 1 km": ("swimming", None, 1),
    "swam 400 m": ("swimming", None, 0.4),
    "run 30 m": ("running", 30, None),
    "half an hour of yoga": ("yoga", 30, None),
    "went for a 5 km run": ("running", None, 5),
    "trail run 10 km in 60 min": ("running-trail", 60, 10),
    "ran at 10 km/h for 30 min": ("running-10", 30, 5),
    "ran 5 km in the park in 28 min": ("running-11", 28, 5),
    "ran 42.2 km in 3:45:10": ("running-11", 225.2, 42.2),
    "running, 5 km, 28 min": ("running-11", 28, 5),
    "squash 45 min": ("squash", 45, None),
    "walked the dog 20 min": ("walking", 20, None),
    "walked to work": ("walking", None, None),
}


@pytest.mark.parametrize("text", GYM)
def test_training_has_its_activity_minutes_and_distance(text: str) -> None:
    piece = only(text)

    assert piece.kind == "gym"
    assert (piece.fields["activity"], piece.fields["minutes"], piece.fields["distance_km"]) == GYM[text]


def test_what_is_said_besides_the_training_is_a_note() -> None:
    assert only("ran 5 km in the park in 28 min").fields["note"] == "in the park"


SETS: dict[str, tuple[str, str, list[tuple[int, float | None]]]] = {
    "bench press 3x8 60 kg": ("weights", "bench press", [(8, 60)] * 3),
    "squats 5 x 5 @ 100kg": ("squats", "squats", [(5, 100)] * 5),
    "deadlift 3 sets of 5 at 120 kg": ("squats", "deadlift", [(5, 120)] * 3),
    "3x8x60 bench press": ("weights", "bench press", [(8, 60)] * 3),
    "60 kg squats 3x8": ("squats", "squats", [(8, 60)] * 3),
    "100 lb curls 3x12": ("weights", "curls", [(12, 45.36)] * 3),
    "pull ups 3x10": ("calisthenics", "pull ups", [(10, None)] * 3),
    "20 push-ups": ("calisthenics", "push-ups", [(20, None)]),
    "push-ups: 30": ("calisthenics", "push-ups", [(30, None)]),
    "15 burpees": ("weights", "burpees", [(15, None)]),
    "bench press 3x8 60 kg, 1x5 80 kg": ("weights", "bench press", [(8, 60)] * 3 + [(5, 80)]),
}


@pytest.mark.parametrize("text", SETS)
def test_sets_are_listed_one_by_one(text: str) -> None:
    activity, exercise, sets = SETS[text]

    piece = only(text)

    assert (piece.kind, piece.fields["activity"]) == ("gym", activity)
    assert piece.fields["sets"] == [{"exercise": exercise, "reps": reps, "kg": kg} for reps, kg in sets]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)


NIGHTS: dict[str, tuple[datetime | None, datetime | None, int | None, int | None]] = {
    "slept 23:30-7": (at(9, 23, 30), at(10, 7), 450, None),
    "slept 23:30–7": (at(9, 23, 30), at(10, 7), 450, None),
    "slept 23.30-7.00": (at(9, 23, 30), at(10, 7), 450, None),
    "slept from 11pm to 6:45": (at(9, 23), at(10, 6, 45), 465, None),
    "slept 10pm-6am well": (at(9, 22), at(10, 6), 480, 4),
    "slept 11 to 7": (at(9, 23), at(10, 7), 480, None),
    "slept from 1 to 9": (at(10, 1), at(10, 9), 480, None),
    "slept 00:30-08:15": (at(10, 0, 30), at(10, 8, 15), 465, None),
    "bed 22:45 up 6:30": (at(9, 22, 45), at(10, 6, 30), 465, None),
    "bed 22:45, up 6:30": (at(9, 22, 45), at(10, 6, 30), 465, None),
    "went to bed at 11 and woke up at 7": (at(9, 23), at(10, 7), 480, None),
    "went to bed at 23:00\nwoke up at 7": (at(9, 23), at(10, 7), 480, None),
    "slept 7 h": (None, None, 420, None),
    "slept 7": (None, None, 420, None),
    "slept 6:30": (None, None, 390, None),
    "slept 23:30": (at(9, 23, 30), None, None, None),
    "nap 1 h at 2": (at(9, 14), at(9, 15), 60, None),
    "slept 7.5 hours badly": (None, None, 450, 2),
    "slept 7 hours and 30 minutes": (None, None, 450, None),
    "slept 7 h, well": (None, None, 420, 4),
    "slept well": (None, None, None, 4),
    "slept like a log": (None, None, None, 5),
    "woke up at 7": (None, at(10, 7), None, None),
    "bedtime 23:00": (at(9, 23), None, None, None),
    "slept 7 h until 8": (at(10, 1), at(10, 8), 420, None),
    "napped 30 min": (None, None, 30, None),
    "nap 14:00-14:30": (at(9, 14), at(9, 14, 30), 30, None),
    "nap 2-3": (at(9, 14), at(9, 15), 60, None),
}


@pytest.mark.parametrize("text", NIGHTS)
def test_a_night_is_the_last_one_and_belongs_to_the_day_of_waking(text: str) -> None:
    piece = only(text)

    assert piece.kind == "sleep"
    assert tuple(piece.fields[name] for name in ("start", "end", "minutes", "quality")) == NIGHTS[text]


def test_a_night_told_just_before_its_end_is_this_one_and_hours_before_is_the_one_before() -> None:
    early = only("slept 23-7", now=at(10, 6, 50))
    midnight = only("slept 23-7", now=at(10, 0, 30))

    assert early.fields["end"] == at(10, 7)
    assert midnight.fields["end"] == at(9, 7)


@pytest.mark.parametrize("day, minutes", [(datetime(2026, 3, 29, 9), 420), (datetime(2026, 10, 25, 9), 540)])
def test_a_night_is_as_long_as_it_was_when_the_clocks_change(day: datetime, minutes: int) -> None:
    piece = only("slept 23-7", now=day.replace(tzinfo=ZoneInfo("Europe/Berlin")))

    assert piece.fields["minutes"] == minutes


MOODS: dict[str, tuple[float | None, list[str], float | None]] = {
    "feeling good": (7, ["good"], None),
    "I'm happy": (8, ["happy"], None),
    "woke up tired": (4, ["tired"], None),
    "felt awful today": (1.5, ["awful"], None),
    "not good": (3, ["not good"], None),
    "mood 7/10": (7, [], None),
    "mood 4/5": (8, [], None),
    "mood 70%": (7, [], None),
    "mood: 7.3": (7.5, [], None),
    "mood: good": (7, ["good"], None),
    "tired and a bit anxious": (3.5, ["tired", "anxious"], None),
    "stressed out": (3, ["stressed out"], None),
    "energy 6/10": (None, [], 6),
    "energy low": (None, [], 3),
    "low energy": (None, [], 3),
    "feeling great, energy 8": (8.5, ["great"], 8),
    "low energy but happy": (8, ["happy"], 3),
}


@pytest.mark.parametrize("text", MOODS)
def test_a_mood_has_its_wellbeing_feelings_and_energy(text: str) -> None:
    fields = only(text).fields

    assert (fields["wellbeing"], fields["feelings"], fields["energy"]) == MOODS[text]
    assert fields["word"] == (fields["feelings"] or [None])[0]


BODY: dict[str, dict[str, Any]] = {
    "weight 72.4 kg": {"metric": "weight", "value": 72.4},
    "weight 72,4": {"metric": "weight", "value": 72.4},
    "weighed 172 lb this morning": {"metric": "weight", "value": 78.02},
    "11 st 4 lb": {"metric": "weight", "value": 71.67},
    "bp 120/80": {"metric": "blood_pressure", "systolic": 120, "diastolic": 80},
    "blood pressure: 118/76 mmHg": {"metric": "blood_pressure", "systolic": 118, "diastolic": 76},
    "120/80": {"metric": "blood_pressure", "systolic": 120, "diastolic": 80},
    "resting heart rate 52": {"metric": "resting_heart_rate", "value": 52},
    "55 bpm resting": {"metric": "resting_heart_rate", "value": 55},
    "pulse 70": {"metric": "heart_rate", "value": 70},
    "60 bpm": {"metric": "heart_rate", "value": 60},
    "rmssd 45 ms": {"metric": "hrv_rmssd", "value": 45},
    "hrv (sdnn) 60": {"metric": "hrv_sdnn", "value": 60},
    "glucose 5.4 mmol": {"metric": "glucose", "value": 97.28},
    "glucose 5,4 mmol/l": {"metric": "glucose", "value": 97.28},
    "fasting glucose 95": {"metric": "glucose", "value": 95},
    "blood sugar 110 mg/dl": {"metric": "glucose", "value": 110},
    "temp 99.1 F": {"metric": "temperature", "value": 37.28},
    "temperature 98.6": {"metric": "temperature", "value": 37},
    "37.2 °C": {"metric": "temperature", "value": 37.2},
    "98% spo2": {"metric": "spo2", "value": 98},
    "waist 33 in": {"metric": "waist", "value": 83.82},
    "waist 84 cm": {"metric": "waist", "value": 84},
    "8,432 steps": {"metric": "steps", "value": 8432},
    "8.432 steps": {"metric": "steps", "value": 8432},
    "8 432 steps": {"metric": "steps", "value": 8432},
    "10k steps": {"metric": "steps", "value": 10000},
    "I walked 9000 steps": {"metric": "steps", "value": 9000},
}


@pytest.mark.parametrize("text", BODY)
def test_a_reading_of_the_body_comes_in_the_unit_the_app_keeps(text: str) -> None:
    piece = only(text)

    assert piece.kind == "body"
    assert piece.fields == BODY[text] | {"at": None}


def test_a_weight_without_a_unit_is_in_the_persons_own() -> None:
    assert only("weight 172", imperial=True).fields["value"] == 78.02
    assert only("weight 72").fields["value"] == 72
