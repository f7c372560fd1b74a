import csv
import re
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "sql" / "reference" / "beverages.csv"
COLUMNS = (
    "id,name,aliases,category,kcal,protein_g,carbs_g,fat_g,fibre_g,sugar_g,satfat_g,sodium_mg,"
    "potassium_mg,calcium_mg,iron_mg,caffeine_mg,alcohol_g,usual_ml,density,source,fdc_id"
)
FIGURES = COLUMNS.split(",")[4:17]
CATEGORIES = {"water", "coffee", "tea", "juice", "soft drink", "milk", "alcohol", "other"}


def read() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = read()
BY_ID = {row["id"]: row for row in ROWS}
BY_ALIAS = {alias: row for row in ROWS for alias in row["aliases"].split("|")}
each_drink = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])


def figure(row: dict[str, str], column: str) -> float:
    return float(row[column] or 0)


def test_the_file_is_plain_utf8_with_the_columns_in_order():
    content = FILE.read_bytes()

    assert content.decode("utf-8").splitlines()[0] == COLUMNS
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_water_comes_first_and_every_kind_of_drink_is_there():
    assert ROWS[0]["id"] == "water"
    assert {row["category"] for row in ROWS} == CATEGORIES
    assert len(ROWS) >= 50


def test_ids_and_names_stand_once():
    ids = [row["id"] for row in ROWS]
    names = [row["name"].casefold() for row in ROWS]

    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identifier) for identifier in ids)


def test_a_food_of_usda_stands_once():
    numbers = [row["fdc_id"] for row in ROWS if row["fdc_id"]]

    assert len(numbers) == len(set(numbers))
    assert all(re.fullmatch(r"\d{6,7}", number) for number in numbers)


def test_an_alias_is_lower_case_and_stands_at_one_row_only():
    aliases = [alias for row in ROWS for alias in row["aliases"].split("|")]

    assert len(aliases) == len(set(aliases))
    assert all(alias and alias == alias.strip().lower() and "  " not in alias for alias in aliases)


def test_the_name_of_one_drink_is_no_alias_of_another():
    for row in ROWS:
        assert BY_ALIAS.get(row["name"].lower(), row) is row


@each_drink
def test_figures_are_numbers_or_unknown(row):
    for column in FIGURES:
        assert re.fullmatch(r"(\d+(\.\d+)?)?", row[column]), column

    assert row["kcal"] and row["protein_g"] and row["carbs_g"] and row["fat_g"]
    assert "USDA" in row["source"]
    assert 0.9 <= float(row["density"]) <= 1.1


@each_drink
def test_energy_follows_from_what_is_in_it(row):
    parts = {"protein_g": 4, "carbs_g": 4, "fat_g": 9, "alcohol_g": 7}
    energy = sum(figure(row, column) * factor for column, factor in parts.items())

    # USDA counts juices and cane sugar at a little less than 4 kcal a gram.
    assert energy == pytest.approx(float(row["kcal"]), rel=0.1, abs=2)


@each_drink
def test_a_part_is_no_larger_than_the_whole(row):
    solids = sum(figure(row, column) for column in ("protein_g", "carbs_g", "fat_g", "alcohol_g"))

    # Sugars are analysed, carbohydrate is what the other analyses leave: in milk drinks it comes out up to 0.6 g lower.
    assert figure(row, "sugar_g") + figure(row, "fibre_g") <= figure(row, "carbs_g") + 0.6
    assert figure(row, "satfat_g") <= figure(row, "fat_g")
    assert solids <= 100 * float(row["density"])


@each_drink
def test_caffeine_alcohol_and_servings_are_plausible(row):
    assert figure(row, "caffeine_mg") <= 300
    assert figure(row, "alcohol_g") <= 50
    assert 10 <= int(row["usual_ml"]) <= 1000
    # One usual serving stays below the 200 mg at once that EFSA calls safe.
    assert figure(row, "caffeine_mg") * int(row["usual_ml"]) / 100 <= 200


def test_alcohol_stands_where_it_belongs():
    for row in ROWS:
        assert (figure(row, "alcohol_g") > 0) == (row["category"] == "alcohol")

    assert figure(BY_ID["light-beer"], "alcohol_g") < figure(BY_ID["beer"], "alcohol_g")
    assert figure(BY_ID["beer"], "alcohol_g") < figure(BY_ID["red-wine"], "alcohol_g")
    assert figure(BY_ID["red-wine"], "alcohol_g") < figure(BY_ID["spirits"], "alcohol_g")


def test_a_usual_serving_of_alcohol_is_one_drink_or_two():
    for row in ROWS:
        if row["category"] == "alcohol":
            assert 8 <= figure(row, "alcohol_g") * int(row["usual_ml"]) / 100 <= 20


def test_water_is_free_of_everything_counted():
    for row in ROWS:
        if row["category"] == "water":
            counted = ("kcal", "protein_g", "carbs_g", "fat_g", "sugar_g", "caffeine_mg", "alcohol_g")
            assert all(row[column] == "0" for column in counted)


def test_coffee_and_tea_hold_caffeine_and_herbs_none():
    order = ["espresso", "coffee", "black-tea", "green-tea", "decaf-coffee", "herbal-tea"]
    caffeine = [float(BY_ID[drink]["caffeine_mg"]) for drink in order]

    assert caffeine == sorted(caffeine, reverse=True)
    assert caffeine[-1] == 0


def test_what_nobody_measured_is_unknown_and_not_zero():
    assert BY_ID["kombucha"]["alcohol_g"] == ""
    assert BY_ID["bubble-tea"]["caffeine_mg"] == ""
    assert all(row["iron_mg"] == "" for row in ROWS)


@pytest.mark.parametrize(
    ("words", "drink"),
    [
        ("water|tap water|mineral water", "water"),
        ("coffee|black coffee|americano|filter coffee", "coffee"),
        ("coffee with milk", "coffee-with-milk"),
        ("espresso", "espresso"),
        ("latte|flat white", "latte"),
        ("cappuccino", "cappuccino"),
        ("tea|black tea", "black-tea"),
        ("green tea", "green-tea"),
        ("herbal tea|peppermint tea", "herbal-tea"),
        ("orange juice|oj", "orange-juice"),
        ("coke|cola|soda", "cola"),
        ("diet coke", "diet-cola"),
        ("red bull|energy drink", "energy-drink"),
        ("milk", "semi-skimmed-milk"),
        ("whole milk", "whole-milk"),
        ("oat milk", "oat-milk"),
        ("smoothie", "smoothie"),
        ("beer|lager", "beer"),
        ("wine|red wine", "red-wine"),
        ("white wine", "white-wine"),
        ("prosecco|champagne", "sparkling-wine"),
        ("vodka|whisky|gin|rum", "spirits"),
    ],
)
def test_everyday_words_find_the_drink(words, drink):
    assert [BY_ALIAS[word]["id"] for word in words.split("|")] == [drink] * len(words.split("|"))
