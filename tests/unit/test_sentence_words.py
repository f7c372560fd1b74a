"""The words of the language and what the app knows by name."""

import csv
from pathlib import Path

import pytest

from lib.diary.sentence import Lexicon, parse
from lib.diary.sentence_body import BOUNDS
from lib.diary.sentence_tokens import key
from lib.diary.sentence_words import english, singular
from tests.unit.sentence_world import LEXICON, NOW

REFERENCE = Path(__file__).resolve().parents[2] / "sql" / "reference"

SINGULARS = {
    "tomatoes": "tomato",
    "potatoes": "potato",
    "berries": "berry",
    "cherries": "cherry",
    "slices": "slice",
    "leaves": "leaf",
    "loaves": "loaf",
    "glasses": "glass",
    "dishes": "dish",
    "sandwiches": "sandwich",
    "boxes": "box",
    "eggs": "egg",
    "olives": "olive",
    "cookies": "cookie",
    "pies": "pie",
    "peaches": "peach",
    "egg": "egg",
    "hummus": "hummus",
    "asparagus": "asparagus",
    "couscous": "couscous",
    "glass": "glass",
    "gas": "gas",
    "oats": "oats",
    "is": "is",
    "": "",
}


@pytest.mark.parametrize("word", SINGULARS)
def test_a_plural_finds_its_singular(word: str) -> None:
    assert singular(word) == SINGULARS[word]


def test_a_singular_stays_one() -> None:
    words = english()

    assert [word for word in words.lists["household"] if singular(word) != word] == []


def test_all_words_are_in_small_letters_and_single_spaces() -> None:
    words = english()
    lists = [word for table in words.lists.values() for word in table]
    tables = [word for group in (words.values, words.variants) for table in group.values() for word in table]

    assert [word for word in lists + tables if word != " ".join(word.lower().split())] == []


def test_a_name_is_found_however_it_is_spaced() -> None:
    assert key("Push-Ups") == key("push  ups") == "push ups"
    assert LEXICON.activity("PUSH UPS") == "calisthenics"
    assert LEXICON.drink("Coca Cola") == "cola"


def test_a_speed_chooses_among_the_rows_of_an_activity_and_leaves_the_others_alone() -> None:
    assert LEXICON.at_speed("running", 8.5) == "running-8"
    assert LEXICON.at_speed("walking", 6.0) == "walking-brisk"
    assert LEXICON.at_speed("running", 40.0) == "running"
    assert LEXICON.at_speed("running-trail", 8.5) == "running-trail"
    assert LEXICON.at_speed("yoga", 8.5) == "yoga"


def test_an_empty_lexicon_still_reads_foods_and_moods() -> None:
    pieces = parse("2 eggs, water, ran 5 km, bench 3x8 60 kg", now=NOW, lexicon=Lexicon())

    assert [piece.kind for piece in pieces] == ["food", "food", "unknown", "unknown"]


def test_the_bounds_are_those_of_the_metrics() -> None:
    rows = {row["id"]: row for row in read("metrics")}

    assert {name: (float(rows[name]["lowest"]), float(rows[name]["highest"])) for name in BOUNDS} == BOUNDS


def test_the_reference_files_name_drinks_and_activities() -> None:
    lexicon = Lexicon.of(read("beverages"), read("activities"))
    text = "2 eggs, black coffee; 500 ml water; ran 5 km in 28 min; bench press 3x8 60 kg; 30 min walk; a glass of wine"

    pieces = parse(text, now=NOW, lexicon=lexicon)

    assert [piece.kind for piece in pieces] == ["food", "drink", "drink", "gym", "gym", "gym", "drink"]
    assert lexicon.lifting in lexicon.strength
    assert {pace.activity for paces in lexicon.paces.values() for pace in paces} <= {
        row["id"] for row in read("activities")
    }


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
