"""A small download of USDA FoodData Central, in the shape of the real one."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Lines = Sequence[Sequence[Any]]
TOP = "FoodData_Central_csv_2025-12-18/"

HEADERS: Mapping[str, str] = {
    "food.csv": "fdc_id data_type description food_category_id publication_date",
    "food_nutrient.csv": "id fdc_id nutrient_id amount data_points derivation_id min max median footnote",
    "food_portion.csv": "id fdc_id seq_num amount measure_unit_id portion_description modifier gram_weight footnote",
    "measure_unit.csv": "id name",
    "food_category.csv": "id code description",
    "wweia_food_category.csv": "wweia_food_category wweia_food_category_description",
    "nutrient.csv": "id name unit_name nutrient_nbr rank",
    "branded_food.csv": "fdc_id brand_owner brand_name gtin_upc ingredients",
}
USUAL: Mapping[str, Lines] = {
    "food.csv": [
        ("900001", "sr_legacy_food", "Zebu, roasted", "13", "2019-04-01"),
        ("900002", "foundation_food", "Quandong, raw", "9", "2024-04-18"),
        ("900003", "survey_fndds_food", "Yakitori, with sauce", "3002", "2024-10-31"),
        ("900004", "branded_food", "ZEBU BITES", "Snacks", "2024-10-31"),
        ("900005", "sub_sample_food", "Quandong, sample 4", "9", "2024-10-31"),
        # Wellspring's own apple.
        ("2709215", "survey_fndds_food", "Apple, raw", "6002", "2024-10-31"),
    ],
    "food_nutrient.csv": [
        (1, "900001", "1008", "250.4", "", "", "", "", "", ""),
        (2, "900001", "1003", "26.1234", "", "", "", "", "", ""),
        (3, "900001", "1087", "18", "", "", "", "", "", ""),
        (4, "900001", "1062", "1048", "", "", "", "", "", ""),
        (5, "900002", "2047", "62", "", "", "", "", "", ""),
        (6, "900002", "2048", "58", "", "", "", "", "", ""),
        (7, "900002", "1063", "7.2", "", "", "", "", "", ""),
        (8, "900003", "208", "190", "", "", "", "", "", ""),
        (9, "900003", "307", "610", "", "", "", "", "", ""),
        (10, "900003", "204", "100.5", "", "", "", "", "", ""),
        (11, "900004", "1008", "500", "", "", "", "", "", ""),
        (12, "2709215", "208", "61", "", "", "", "", "", ""),
    ],
    "food_portion.csv": [
        (1, "900001", "2", "1", "9999", "", "steak", "221", ""),
        (2, "900001", "1", "3.0", "9999", "", "oz", "85", ""),
        (3, "900002", "1", "10", "9999", "", "cherries", "48", ""),
        (4, "900002", "2", "1", "1000", "", "chopped", "150", ""),
        (5, "900003", "1", "", "9999", "1 skewer", "61234", "45", ""),
        (6, "900003", "2", "", "9999", "Quantity not specified", "90000", "90", ""),
    ],
    "measure_unit.csv": [("1000", "cup"), ("9999", "undetermined")],
    "food_category.csv": [("9", "0900", "Fruits and Fruit Juices"), ("13", "1300", "Beef Products")],
    "wweia_food_category.csv": [("3002", "Meat mixed dishes"), ("6002", "Apples")],
    "nutrient.csv": [("1008", "Energy", "KCAL", "208", "300.0")],
    "branded_food.csv": [("900004", "Zebu Inc", "", "", "zebu")],
}  # fmt: skip


def text(name: str, lines: Iterable[Sequence[Any]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(HEADERS[name].split())
    writer.writerows(lines)
    return file.getvalue()


def make(path: Path, *, top: str = TOP, without: Sequence[str] = (), **instead: Lines | str) -> Path:
    """`food=[...]` takes the place of the usual lines of food.csv; a text takes that of the whole file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, usual in USUAL.items():
            if name in without:
                continue
            given = instead.get(name.removesuffix(".csv"), usual)
            archive.writestr(top + name, given if isinstance(given, str) else text(name, given))
    return path
