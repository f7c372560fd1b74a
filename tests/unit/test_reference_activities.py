import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "sql" / "reference" / "activities.csv"
COLUMNS = (
    "id,name,aliases,category,met,intensity,distance,speed_low_kmh,speed_high_kmh,strength,code,edition,description"
)
WITH_A_SPEED = {"walking", "running", "cycling"}
KMH_PER_MPH = 1.609344
MPH = re.compile(r"(?:(\d+(?:\.\d)?)\s*(?:to|-)\s*)?(\d+(?:\.\d)?) mph")


def read() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = read()
BY_ID = {row["id"]: row for row in ROWS}
BY_ALIAS = {alias: row for row in ROWS for alias in row["aliases"].split("|") if alias}


def speeds(category: str) -> list[tuple[float, float]]:
    rows = [row for row in ROWS if row["category"] == category and row["speed_low_kmh"]]
    return sorted((float(row["speed_low_kmh"]), float(row["speed_high_kmh"])) for row in rows)


def test_the_file_is_plain_utf8_with_the_columns_in_order():
    content = FILE.read_bytes()

    assert content.decode("utf-8").splitlines()[0] == COLUMNS
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_there_are_enough_activities_to_choose_from():
    assert len(ROWS) >= 130
    assert {"walking", "running", "cycling", "strength", "gym", "water"} <= {row["category"] for row in ROWS}


def test_ids_names_and_codes_stand_once():
    for column in ("id", "code"):
        values = [row[column] for row in ROWS]
        assert len(values) == len(set(values))
    names = [row["name"].casefold() for row in ROWS]

    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"]) for row in ROWS)
    assert all(re.fullmatch(r"\d{5}", row["code"]) for row in ROWS)


def test_an_alias_is_lower_case_and_stands_at_one_row_only():
    aliases = [alias for row in ROWS for alias in row["aliases"].split("|") if row["aliases"]]

    assert len(aliases) == len(set(aliases))
    assert all(alias and alias == alias.strip().lower() and "  " not in alias for alias in aliases)


def test_the_name_of_one_activity_is_no_alias_of_another():
    for row in ROWS:
        assert BY_ALIAS.get(row["name"].lower(), row) is row


def test_nothing_is_empty_that_must_be_said():
    for row in ROWS:
        assert all(row[column].strip() == row[column] for column in row)
        assert all(row[column] for column in ("name", "category", "met", "description"))
        assert row["edition"] in {"2011", "2024"}
        assert row["distance"] in {"yes", "no"}
        assert row["strength"] in {"yes", "no"}


def test_met_is_plausible_and_the_intensity_follows_from_it():
    for row in ROWS:
        met = float(row["met"])

        assert 1 < met <= 24
        assert row["intensity"] == ("light" if met < 3 else "moderate" if met < 6 else "vigorous")


def test_a_speed_has_two_ends_and_belongs_to_an_activity_with_a_distance():
    for row in ROWS:
        low, high = row["speed_low_kmh"], row["speed_high_kmh"]

        assert bool(low) == bool(high)
        if low:
            assert re.fullmatch(r"\d+\.\d", low) and re.fullmatch(r"\d+\.\d", high)
            assert float(low) < float(high)
            assert row["distance"] == "yes"


@pytest.mark.parametrize("category", sorted(WITH_A_SPEED))
def test_speeds_of_one_kind_neither_overlap_nor_leave_a_gap(category):
    # The compendium names 5.2 mph and then 6: each row reaches half way, so that every pace in between finds one.
    bands = speeds(category)

    assert len(bands) >= 5
    assert all(slower[1] == faster[0] for slower, faster in pairwise(bands))


def test_a_speed_holds_what_the_compendium_names():
    for row in ROWS:
        if not row["speed_low_kmh"]:
            continue
        named = MPH.search(row["description"])
        assert named
        first, last = (float(mph) * KMH_PER_MPH for mph in (named[1] or named[2], named[2]))

        assert float(row["speed_low_kmh"]) <= first + 0.05
        assert last <= float(row["speed_high_kmh"]) + 0.05


@pytest.mark.parametrize("category", sorted(WITH_A_SPEED))
def test_faster_costs_more(category):
    rows = sorted(
        (row for row in ROWS if row["category"] == category and row["speed_low_kmh"]),
        key=lambda row: float(row["speed_low_kmh"]),
    )

    assert all(float(slower["met"]) < float(faster["met"]) for slower, faster in pairwise(rows))


def test_five_kilometres_in_28_minutes_choose_one_running_row():
    pace = 5 / 28 * 60

    [row] = [
        row
        for row in ROWS
        if row["category"] == "running"
        and row["speed_low_kmh"]
        and float(row["speed_low_kmh"]) <= pace < float(row["speed_high_kmh"])
    ]

    assert row["id"] == "running-11-kmh"


@pytest.mark.parametrize(
    ("words", "activity"),
    [
        ("walk walked walking", "walking"),
        ("run ran running", "running"),
        ("jog jogged jogging", "jogging"),
        ("hike hiked hiking", "hiking"),
        ("cycle cycled cycling bike biked", "cycling"),
        ("swim swam swimming", "swimming"),
        ("yoga", "yoga"),
        ("pilates", "pilates"),
        ("gym", "gym-workout"),
        ("weights lifting strength", "weight-training"),
        ("squats deadlifts", "squats-deadlifts"),
        ("pushups pull-ups", "calisthenics"),
        ("football soccer", "football"),
        ("tennis", "tennis"),
        ("danced dancing", "ballet-modern-dance"),
        ("rowed rowing", "rowing-machine"),
        ("skied skiing snowboarding", "skiing"),
        ("gardening", "gardening"),
        ("cleaning", "house-cleaning"),
        ("climbed climbing", "rock-climbing"),
        ("stretched stretching", "stretching"),
        ("hiit", "hiit"),
    ],
)
def test_everyday_words_find_the_general_activity(words, activity):
    assert [BY_ALIAS[word]["id"] for word in words.split()] == [activity] * len(words.split())


@pytest.mark.parametrize(
    "phrase",
    ["lifted weights", "did yoga", "went for a run", "went swimming", "played tennis", "worked out", "walked the dog"],
)
def test_everyday_phrases_are_known(phrase):
    assert phrase in BY_ALIAS


def test_the_general_activities_claim_no_speed():
    for activity in ("running", "cycling", "jogging"):
        assert BY_ID[activity]["speed_low_kmh"] == ""


def test_sets_belong_to_training_with_weights_and_distance_to_ways_of_moving_on():
    assert all(row["strength"] == "yes" for row in ROWS if row["category"] == "strength")
    assert all(row["distance"] == "yes" for row in ROWS if row["category"] in {"running", "cycling"})
    assert not [row["id"] for row in ROWS if row["strength"] == row["distance"] == "yes"]
    for activity in ("yoga", "football", "gym-workout", "stair-climbing"):
        assert BY_ID[activity]["distance"] == "no"


def test_rest_is_no_activity():
    assert not {"sitting", "standing", "sleep", "sleeping", "slept"} & set(BY_ALIAS)
