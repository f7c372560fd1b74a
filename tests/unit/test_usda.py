"""What a download of FoodData Central says, read without any database."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.support import usda
from tools.usda_foods import HIGHEST, read
from tools.usda_portions import MOST, Weighed, portions_of, weighed
from tools.usda_zip import opened
from tools.words import Refusal


def rows_of(path: Path) -> dict[str, dict[str, Any]]:
    with opened(path) as download:
        return {row["fdc_id"]: row for row in read(download).rows()}


def test_foods_that_belong_to_no_brand_are_taken(tmp_path: Path) -> None:
    rows = rows_of(usda.make(tmp_path / "usda.zip"))

    assert set(rows) == {"900001", "900002", "900003", "2709215"}
    zebu = rows["900001"]
    assert (zebu["slug"], zebu["name"], zebu["source"]) == ("fdc:900001", "Zebu, roasted", "USDA SR Legacy 900001")
    assert (zebu["kcal"], zebu["protein_g"], zebu["calcium_mg"], zebu["fat_g"]) == (250.4, 26.123, 18, None)
    assert (zebu["diet"], zebu["allergens"], zebu["aliases"]) == (None, [], [])


@pytest.mark.parametrize("top", ["", "any folder/", usda.TOP])
def test_files_may_lie_in_a_folder(tmp_path: Path, top: str) -> None:
    assert len(rows_of(usda.make(tmp_path / "usda.zip", top=top))) == 4


def test_categories_are_words_that_people_read(tmp_path: Path) -> None:
    rows = rows_of(usda.make(tmp_path / "usda.zip", without=("wweia_food_category.csv",)))
    named = rows_of(usda.make(tmp_path / "usda.zip"))

    assert [rows[number]["category"] for number in ("900001", "900002", "900003")] == [
        "meat and poultry", "fruit", "usda",
    ]  # fmt: skip
    assert named["900003"]["category"] == "meat mixed dishes"


def test_energy_comes_from_the_best_figure_there_is(tmp_path: Path) -> None:
    lines = [(1, "900001", "2047", "3", *[""] * 6), (2, "900001", "1008", "1", *[""] * 6),
             (3, "900001", "2048", "2", *[""] * 6), (4, "900002", "2047", "3", *[""] * 6)]  # fmt: skip

    rows = rows_of(usda.make(tmp_path / "usda.zip", food_nutrient=lines))

    assert (rows["900001"]["kcal"], rows["900002"]["kcal"], rows["900003"]["kcal"]) == (1, 3, None)
    assert rows_of(usda.make(tmp_path / "usda.zip"))["900002"]["kcal"] == 58


def test_survey_foods_write_the_older_numbers_of_nutrients(tmp_path: Path) -> None:
    yakitori = rows_of(usda.make(tmp_path / "usda.zip"))["900003"]

    assert (yakitori["kcal"], yakitori["sodium_mg"]) == (190, 610)


@pytest.mark.parametrize("amount", ["100.5", "-1", "nan", "inf", "1e999", "many", "0x10"])
def test_impossible_figure_is_unknown_and_counted(tmp_path: Path, amount: str) -> None:
    path = usda.make(tmp_path / "usda.zip", food_nutrient=[(1, "900001", "1004", amount, *[""] * 6)])

    with opened(path) as download:
        reading = read(download)

    assert reading.unknown == 1
    assert reading.foods["900001"].figures == {}


def test_figure_that_is_not_given_is_unknown_and_not_counted(tmp_path: Path) -> None:
    path = usda.make(tmp_path / "usda.zip", food_nutrient=[(1, "900001", "1004", "", *[""] * 6)])

    with opened(path) as download:
        assert read(download).unknown == 0


def test_long_names_are_cut_at_a_word(tmp_path: Path) -> None:
    lines = [("1", "sr_legacy_food", "beans, " * 40, "", ""), ("2", "sr_legacy_food", "x" * 200, "", ""),
             ("3", "sr_legacy_food", "Tab\tand\x00nul\n and  space", "", "")]  # fmt: skip

    rows = rows_of(usda.make(tmp_path / "usda.zip", food=lines))

    assert rows["1"]["name"].endswith("beans…")
    assert all(0 < len(row["name"]) <= 120 for row in rows.values())
    assert rows["3"]["name"] == "Tab and nul and space"


def test_food_without_a_name_or_number_is_left_out_and_counted(tmp_path: Path) -> None:
    lines = [("", "sr_legacy_food", "Nobody", "", ""), ("7", "sr_legacy_food", " \t", "", ""),
             ("7'; drop table foods", "sr_legacy_food", "Bobby", "", ""),
             ("8", "sr_legacy_food", "Good", "", "")]  # fmt: skip

    with opened(usda.make(tmp_path / "usda.zip", food=lines)) as download:
        reading = read(download)

    assert (list(reading.foods), reading.without_name) == (["8"], 3)


@pytest.mark.parametrize(
    ("amount", "unit", "description", "modifier", "grams", "label", "each"),
    [
        ("1", "cup", "", "chopped", "150", "cup, chopped", 150),
        ("2", "tablespoon", "", "", "30", "tablespoon", 15),
        ("1", "undetermined", "", "cup, sliced", "109", "cup, sliced", 109),
        ("10", "undetermined", "", "cherries", "48", "cherry", 4.8),
        ("3", "undetermined", "", "cookies (2 in. across)", "30", "cookie (2 in. across)", 10),
        ("", "undetermined", "1 slice, thick", "", "33", "slice, thick", 33),
        ("", "undetermined", "1 1/2 cups", "", "360", "cup", 240),
        ("", "undetermined", "1/2 cup", "", "120", "cup", 240),
        ("", "undetermined", "1 6 oz container", "", "170", "6 oz container", 170),
        ("", "undetermined", "5 oz package", "", "142", "5 oz package", 142),
        ("", "undetermined", "1 fl oz", "", "31", "fl oz", 31),
        ("", "undetermined", "Quantity not specified", "", "90", "serving", 90),
        ("1", "RACC", "", "", "85", "serving", 85),
        ("0", "undetermined", "", "piece", "12", "piece", 12),
    ],
)  # fmt: skip
def test_portion_says_what_one_weighs(
    amount: str, unit: str, description: str, modifier: str, grams: str, label: str, each: float
) -> None:
    found = weighed("1", amount, unit, description, modifier, grams)

    assert found == Weighed(1, label, each)


@pytest.mark.parametrize(
    ("amount", "description", "modifier", "grams"),
    [
        ("3.0", "", "oz", "85"),
        ("1", "", "lb, boneless", "453.6"),
        ("1", "", "", "100"),
        ("1", "", "cup", "0"),
        ("1", "", "cup", "-4"),
        ("1", "", "cup", "nan"),
        ("1", "", "cup", ""),
        ("1", "", "truck", "20001"),
        ("-2", "", "cup", "100"),
        ("1", "", "c" * 61, "100"),
        ("1", "Guideline amount per cup of hot cereal", "", "30"),
    ],
)
def test_portion_that_says_nothing_is_left_out(amount: str, description: str, modifier: str, grams: str) -> None:
    assert weighed("1", amount, "undetermined", description, modifier, grams) is None


def test_portions_are_few_each_once_and_the_serving_first() -> None:
    many = [Weighed(n, f"piece {n}", n + 1.0) for n in range(20, 0, -1)]

    kept = portions_of([*many, Weighed(0, "Piece 1", 99), Weighed(30, "serving", 90)])

    assert [portion["label"] for portion in kept] == ["serving", "Piece 1", *(f"piece {n}" for n in range(2, MOST))]


def test_bounds_are_those_of_the_table() -> None:
    text = (Path(__file__).parents[2] / "sql" / "migrations" / "0002_diary.sql").read_text(encoding="utf-8")
    table = text[text.index("create table public.foods (") :].split(");\n")[0]

    for column, highest in HIGHEST.items():
        assert f"check ({column} between 0 and {highest:g})" in table


# Refused ----------------------------------------------------------------------------------------------------------


def refusal(path: Path) -> str:
    with pytest.raises(Refusal) as caught, opened(path) as download:
        read(download)
    return str(caught.value)


def test_what_is_no_zip_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 and nothing more")
    (tmp_path / "empty.zip").write_bytes(b"")
    half = usda.make(tmp_path / "half.zip")
    half.write_bytes(half.read_bytes()[:-60])

    assert [
        "is not a zip file, or only a part of one" in refusal(tmp_path / f"{name}.zip")
        for name in ("no", "empty", "half")
    ] == [True] * 3
    assert "cannot be read" in refusal(tmp_path / "nowhere.zip")
    assert "cannot be read" in refusal(tmp_path)


def test_zip_without_the_files_says_which_and_where_they_are(tmp_path: Path) -> None:
    said = refusal(usda.make(tmp_path / "usda.zip", without=("food_nutrient.csv", "food.csv")))

    assert "lacks food.csv, food_nutrient.csv," in said
    assert "https://fdc.nal.usda.gov/" in said


@pytest.mark.parametrize("name", ["../food.csv", "/etc/food.csv", "a/../../b.csv", "C:\\food.csv", "..\\b.csv"])
def test_name_that_leads_out_of_the_zip_is_refused(tmp_path: Path, name: str) -> None:
    path = usda.make(tmp_path / "usda.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), "x")

    assert "which no download of USDA has" in refusal(path)


def test_two_downloads_in_one_are_refused(tmp_path: Path) -> None:
    path = usda.make(tmp_path / "usda.zip")
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("food.csv", "food_nutrient.csv", "food_portion.csv"):
            archive.writestr(f"another/{name}", "x")

    assert "more than one download" in refusal(path)


def test_file_that_would_unpack_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("food.csv", "food_portion.csv"):
            archive.writestr(name, "x")
        with archive.open("food_nutrient.csv", "w") as member:
            for _ in range(120):
                member.write(b"0" * 1_000_000)

    assert "would unpack to 120,000,000 bytes" in refusal(path)


def test_one_endless_line_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    lines = usda.text("food.csv", []) + "1" * 1_000_001

    assert "a line of more than a million characters" in refusal(usda.make(tmp_path / "usda.zip", food=lines))


def test_damaged_member_is_refused(tmp_path: Path) -> None:
    path = usda.make(tmp_path / "usda.zip")
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(f"{usda.TOP}food_nutrient.csv")
    spoilt = bytearray(path.read_bytes())
    start = info.header_offset + 30 + len(info.filename)
    spoilt[start + 20 : start + 40] = bytes(20)
    path.write_bytes(spoilt)

    assert "food_nutrient.csv in" in refusal(path)
    assert "is damaged, so nothing was written" in refusal(path)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("", "has no column fdc_id"),
        ("fdc_id,data_type\n1,sr_legacy_food\n", "has no column description"),
        ("fdc_id,data_type,description,food_category_id\n1,sr_legacy_food\n", "line 2, ends too early"),
        ('fdc_id,data_type,description,food_category_id\n1,x,"' + "a\n" * 90_000, "is no CSV as it should be"),
    ],
)
def test_file_of_another_shape_is_refused(tmp_path: Path, file: str, said: str) -> None:
    assert said in refusal(usda.make(tmp_path / "usda.zip", food=file))
