"""Entries in words."""

import pytest

from lib.diary import say
from lib.diary.kinds import KINDS
from lib.units import Units

METRIC, IMPERIAL = Units(), Units("imperial", "kJ", "mmol/l")
ROWS = {
    "meal": {"meal_type": "breakfast", "title": None, "words": "Oats, Jam", "kcal": 250.4, "kcal_unknown": 1,
             "note": None, "items": [{"food_name": "Oats", "amount": 2, "portion": "cup", "grams": 80},
                                     {"food_name": "Jam", "amount": None, "portion": None, "grams": None}]},
    "water": {"beverage": "cola", "ml": 330, "kcal": 139, "caffeine_mg": 28, "alcohol_g": 0, "note": "cold"},
    "gym": {"activity": "running", "minutes": 28, "distance_km": 5, "net_kcal": 257.3, "intensity": "moderate",
            "note": None, "items": [{"exercise": "Squat", "reps": 5, "kg": 80}]},
    "mood": {"wellbeing": 7.5, "feelings": ["calm"], "tags": ["work"], "energy": 6, "note": None},
    "sleep": {"minutes": 450, "started_at": "2026-06-01T21:30:00Z", "ended_at": "2026-06-02T05:00:00Z",
              "time_zone": "Europe/Berlin", "quality": 4, "note": None},
    "body": {"metric": "weight", "value": 72.36, "value2": None, "note": None},
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "title", "detail"),
    [
        ("meal", "Oats 2 cups; Jam", "at least 250 kcal"),
        ("gym", None, "about 255 kcal · Moderate · Squat 5 × 80 kg"),
        ("mood", "Good, 7.5 of 10", "calm, work · energy 6 of 10"),
        ("sleep", "7 h 30 min, 23:30 to 07:00", "Good"),
        ("body", "Weight 72.4 kg", ""),
    ],
)
def test_an_entry_in_words(kind, title, detail):
    line = say.line(kind, ROWS[kind], METRIC)

    assert title is None or line.title == title
    assert line.detail == detail


def test_a_drink_tells_what_it_brings_along():
    line = say.line("water", ROWS["water"], METRIC)

    assert line.title.endswith(", 330 ml")
    assert line.detail == "139 kcal · 28 mg caffeine · cold"


def test_other_units_are_used_throughout():
    assert say.line("body", ROWS["body"], IMPERIAL).title == "Weight 159.5 lb"
    assert "3.11 mi" in say.line("gym", ROWS["gym"], IMPERIAL).title
    assert "about 1,075 kJ" in say.line("gym", ROWS["gym"], IMPERIAL).detail


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_numbers_are_nowhere(kind):
    line = say.line(kind, ROWS[kind], METRIC, hide_numbers=True)

    assert "kcal" not in line.title + line.detail
    assert "72" not in line.title


def test_a_blood_pressure_is_a_pair():
    row = {"metric": "blood_pressure", "value": 120, "value2": 80, "note": None}

    assert say.line("body", row, METRIC).title == "Blood pressure 120/80 mmHg"


def test_an_unknown_energy_is_said_to_be_unknown():
    row = ROWS["meal"] | {"kcal": None, "kcal_unknown": 2}

    assert say.line("meal", row, METRIC).detail.endswith("energy unknown")


@pytest.mark.parametrize(("minutes", "text"), [(0, "0 min"), (45, "45 min"), (60, "1 h 00 min"), (455, "7 h 35 min")])
def test_a_duration(minutes, text):
    assert say.duration(minutes) == text
