"""What the lines of FoodData Central mean: foods as the table keeps them, figures per 100 g."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tools.usda_portions import Weighed, portions_of, weighed
from tools.usda_zip import Download
from tools.words import Refusal, note

TYPES = {
    "sr_legacy_food": "USDA SR Legacy",
    "foundation_food": "USDA Foundation",
    "survey_fndds_food": "USDA FNDDS",
}
# There are some 15,000; a file that claims many times as many is another one.
MOST_FOODS = 200_000
LONGEST_NAME, LONGEST_CATEGORY = 120, 40

# The column, and which figure goes before another for the same thing. Energy: as given, else worked out with factors
# of the food, else with the general ones. FNDDS writes the shorter, older number.
NUTRIENTS: Mapping[str, tuple[str, int]] = {
    "1008": ("kcal", 0), "208": ("kcal", 0), "2048": ("kcal", 1), "958": ("kcal", 1), "2047": ("kcal", 2),
    "957": ("kcal", 2),
    "1003": ("protein_g", 0), "203": ("protein_g", 0),
    "1005": ("carbs_g", 0), "205": ("carbs_g", 0),
    "1004": ("fat_g", 0), "204": ("fat_g", 0),
    "1079": ("fibre_g", 0), "291": ("fibre_g", 0),
    "2000": ("sugar_g", 0), "269": ("sugar_g", 0), "1063": ("sugar_g", 1), "269.3": ("sugar_g", 1),
    "1258": ("satfat_g", 0), "606": ("satfat_g", 0),
    "1093": ("sodium_mg", 0), "307": ("sodium_mg", 0),
    "1092": ("potassium_mg", 0), "306": ("potassium_mg", 0),
    "1087": ("calcium_mg", 0), "301": ("calcium_mg", 0),
    "1089": ("iron_mg", 0), "303": ("iron_mg", 0),
}  # fmt: skip
# As the columns of foods are checked.
HIGHEST: Mapping[str, float] = {
    "kcal": 902, "protein_g": 100, "carbs_g": 100, "fat_g": 100, "fibre_g": 100, "sugar_g": 100, "satfat_g": 100,
    "sodium_mg": 40_000, "potassium_mg": 60_000, "calcium_mg": 60_000, "iron_mg": 2_000,
}  # fmt: skip

CATEGORIES = {
    "dairy and egg products": "dairy and eggs", "fats and oils": "fats and sauces",
    "poultry products": "meat and poultry", "pork products": "meat and poultry", "beef products": "meat and poultry",
    "sausages and luncheon meats": "meat and poultry", "lamb, veal, and game products": "meat and poultry",
    "soups, sauces, and gravies": "soups and salads", "breakfast cereals": "grains and cereals",
    "cereal grains and pasta": "grains and cereals", "fruits and fruit juices": "fruit",
    "vegetables and vegetable products": "vegetables", "nut and seed products": "nuts and seeds",
    "finfish and shellfish products": "fish and seafood", "legumes and legume products": "beans and lentils",
    "baked products": "bread", "sweets": "snacks and sweets", "snacks": "snacks and sweets",
    "meals, entrees, and side dishes": "dishes", "fast foods": "dishes", "restaurant foods": "dishes",
}  # fmt: skip


@dataclass
class Found:
    number: str
    type: str
    name: str
    category: str
    figures: dict[str, tuple[int, float]] = field(default_factory=dict)
    portions: list[Weighed] = field(default_factory=list)


@dataclass
class Reading:
    foods: dict[str, Found] = field(default_factory=dict)
    without_name: int = 0
    # Figures that are no number, or more than 100 g of anything can hold.
    unknown: int = 0

    def rows(self) -> list[dict[str, Any]]:
        return [_row(found) for found in self.foods.values()]


def read(download: Download) -> Reading:
    """One pass over each file. Only what belongs to a wanted food is kept."""
    reading = Reading()
    _read_foods(download, reading)
    note(f"Found {len(reading.foods):,} foods; now what they weigh and hold, which takes longer.")
    units = {number: _tidy(name) for number, name in download.rows("measure_unit.csv", ("id", "name"))}
    columns = ("fdc_id", "seq_num", "amount", "measure_unit_id", "portion_description", "modifier", "gram_weight")
    for number, place, amount, unit, description, modifier, grams in download.rows("food_portion.csv", columns):
        if found := reading.foods.get(number):
            # Of a survey food the modifier is a code.
            word = "" if found.type == "survey_fndds_food" else _tidy(modifier)
            portion = weighed(place, amount, units.get(unit, ""), _tidy(description), word, grams)
            if portion:
                found.portions.append(portion)
    for number, nutrient, amount in download.rows("food_nutrient.csv", ("fdc_id", "nutrient_id", "amount")):
        found, wanted = reading.foods.get(number), NUTRIENTS.get(nutrient)
        if found and wanted and amount.strip():
            _take(reading, found, *wanted, amount)
    return reading


def _read_foods(download: Download, reading: Reading) -> None:
    categories = {code: name for code, name in download.rows("food_category.csv", ("id", "description"))}
    categories |= _survey_categories(download)
    for number, type, name, category in download.rows(
        "food.csv", ("fdc_id", "data_type", "description", "food_category_id")
    ):
        if type not in TYPES:
            continue
        if not (number.isascii() and number.isdigit() and len(number) <= 20) or not _tidy(name):
            reading.without_name += 1
            continue
        reading.foods[number] = Found(number, type, _cut(_tidy(name)), _category(categories.get(category, "")))
        if len(reading.foods) > MOST_FOODS:
            raise Refusal(f"food.csv in {download.path} names more foods than USDA has, so nothing was written.")


def _survey_categories(download: Download) -> dict[str, str]:
    """The column of the code has had two names."""
    for code in ("wweia_food_category", "wweia_food_category_code"):
        try:
            lines = download.rows("wweia_food_category.csv", (code, "wweia_food_category_description"))
            return {number: name for number, name in lines}
        except Refusal:
            continue
    return {}


def _take(reading: Reading, found: Found, column: str, rank: int, amount: str) -> None:
    try:
        value = round(float(amount), 3)
    except ValueError:
        value = math.nan
    if not 0 <= value <= HIGHEST[column]:
        reading.unknown += 1
    elif column not in found.figures or rank < found.figures[column][0]:
        found.figures[column] = (rank, value)


def _row(found: Found) -> dict[str, Any]:
    figures = {column: found.figures[column][1] if column in found.figures else None for column in HIGHEST}
    return {
        "slug": f"fdc:{found.number}",
        "name": found.name,
        "aliases": [],
        "category": found.category,
        **figures,
        "portions": portions_of(found.portions),
        "diet": None,
        "allergens": [],
        "source": f"{TYPES[found.type]} {found.number}",
        "fdc_id": found.number,
    }


def _category(description: str) -> str:
    word = _tidy(description).lower()
    return CATEGORIES.get(word, word if 0 < len(word) <= LONGEST_CATEGORY else "usda")


def _tidy(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _cut(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    return name[: LONGEST_NAME - 1].rpartition(" ")[0].rstrip(" ,(") + "…" if " " in name else name[:LONGEST_NAME]
