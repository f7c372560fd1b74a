"""What cannot be saved, and what is asked about once."""

import pytest

from lib.diary import catalog, checks
from lib.diary.kinds import KINDS

NIGHT = {"started_at": "2026-06-01T23:00:00+02:00", "ended_at": "2026-06-02T07:00:00+02:00"}
GOOD = {
    "meal": {"meal_type": "lunch"},
    "water": {"ml": 250, "beverage": "water"},
    "gym": {"activity": "running", "minutes": 30},
    "mood": {"wellbeing": 7.5},
    "sleep": NIGHT,
    "body": {"metric": "weight", "value": 70},
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_plain_entry_has_no_problems_and_nothing_unusual(kind):
    assert checks.problems(KINDS[kind], GOOD[kind]) == {}
    assert checks.unusual(KINDS[kind], GOOD[kind]) == ""


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind.id, field.name) for kind in KINDS.values() for field in kind.fields if field.required],
)
def test_what_is_needed_is_missed(kind, field):
    assert field in checks.problems(KINDS[kind], GOOD[kind] | {field: None})


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("water", {"ml": 0}), ("water", {"ml": -1}), ("water", {"ml": 10_001}), ("water", {"ml": float("nan")}),
        ("water", {"beverage": "lava"}), ("water", {"note": "x" * 2001}), ("gym", {"minutes": 1441}),
        ("gym", {"minutes": None}), ("gym", {"distance_km": 0}), ("gym", {"activity": "sitting"}),
        ("mood", {"wellbeing": 10.5}), ("mood", {"wellbeing": 7.3}), ("mood", {"energy": 11}),
        ("mood", {"tags": ["x" * 41]}), ("mood", {"tags": ["a"] * 21}),
        ("sleep", {"ended_at": NIGHT["started_at"]}), ("sleep", {"ended_at": "2026-06-04T07:00:00+02:00"}),
        ("body", {"value": 1}), ("body", {"value": 500}), ("body", {"value2": 3}), ("body", {"metric": "systolic"}),
        ("body", {"metric": "blood_pressure", "value": 120}),
        ("body", {"metric": "blood_pressure", "value": 80, "value2": 120}),
    ],
)  # fmt: skip
def test_what_is_impossible_is_refused_with_a_sentence(kind, change):
    found = checks.problems(KINDS[kind], GOOD[kind] | change)

    assert len(found) == 1
    assert next(iter(found.values())).endswith(".")


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("water", {"ml": 10_000}), ("gym", {"minutes": 1440}), ("mood", {"wellbeing": 0}),
        ("body", {"metric": "blood_pressure", "value": 120, "value2": 80}),
        ("sleep", {"ended_at": "2026-06-02T23:00:00+02:00"}),
        ("gym", {"minutes": None, "items": [{"exercise": "Squat"}]}),
    ],
)  # fmt: skip
def test_the_bounds_themselves_are_possible(kind, change):
    assert checks.problems(KINDS[kind], GOOD[kind] | change) == {}


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("water", {"ml": 4000}), ("gym", {"minutes": 700}), ("sleep", {"ended_at": "2026-06-02T16:30:00+02:00"}),
        ("body", {"value": 210}), ("body", {"metric": "resting_heart_rate", "value": 150}),
        ("body", {"metric": "blood_pressure", "value": 150, "value2": 115}),
    ],
)  # fmt: skip
def test_what_is_unusual_but_possible_is_asked_about(kind, change):
    row = GOOD[kind] | change

    assert checks.problems(KINDS[kind], row) == {}
    assert checks.unusual(KINDS[kind], row).endswith("?")


def test_a_night_that_overlaps_another_is_pointed_out_but_not_itself():
    other = NIGHT | {"id": "a"}
    later = {"id": "b", "started_at": "2026-06-02T07:00:00+02:00", "ended_at": "2026-06-02T08:00:00+02:00"}

    assert checks.overlapping(NIGHT | {"started_at": "2026-06-02T05:00:00+02:00"}, [other]) == other
    assert checks.overlapping(NIGHT | {"id": "a"}, [other]) is None
    assert checks.overlapping(later, [other]) is None


def test_every_metric_has_sound_bounds():
    for metric in catalog.metrics().values():
        assert metric.lowest < metric.highest, metric.id
        if metric.usual_low is not None and metric.usual_high is not None:
            assert metric.lowest <= metric.usual_low < metric.usual_high <= metric.highest, metric.id
        assert metric.kind in KINDS and metric.id in KINDS[metric.kind].metrics


def test_every_kind_has_a_colour_of_its_own():
    assert len({kind.colour for kind in KINDS.values()}) == len(KINDS)
