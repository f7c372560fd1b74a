"""The database holds the very bounds that the declarations tell the forms."""

from typing import Any

import pytest

from lib.diary import catalog
from lib.diary.kinds import KINDS, Field
from tests.db import diary
from tests.db.diary import draft, save, save_one
from tests.db.refusals import refused
from tests.support.people import Make

# What else an entry of this kind needs.
ELSE: dict[str, dict[str, Any]] = {
    "water": {"ml": 250},
    "gym": {"activity": "running"},
    "mood": {"wellbeing": 5},
    "meal": {"meal_type": "lunch"},
    "sleep": {"started_at": "2026-03-09T23:00Z", "ended_at": "2026-03-10T07:00Z"},
    "body": {"metric": "weight", "value": 70},
}
# The finest step that the column keeps.
STEPS = {"ml": 0.1, "minutes": 0.1, "distance_km": 0.001, "wellbeing": 0.5, "energy": 1}
# Of a reading: as its metric says, which the tests below hold.
BY_METRIC = {("body", "value"), ("body", "value2")}

NUMBERS = [
    (kind.id, field)
    for kind in KINDS.values()
    for field in kind.fields
    if field.type == "number" and (kind.id, field.name) not in BY_METRIC
]
TEXTS = [(kind.id, field) for kind in KINDS.values() for field in kind.fields if field.type == "text"]
WORDS = [(kind.id, field) for kind in KINDS.values() for field in kind.fields if field.type == "words"]
CHOICES = [(kind.id, field) for kind in KINDS.values() for field in kind.fields if field.type == "choice"]
READINGS = [metric for metric in catalog.metrics().values() if metric.logged]


def named(given: Any) -> str:
    return given if isinstance(given, str) else str(given.name if isinstance(given, Field) else given.id)


def entry(kind: str, **row: Any) -> dict[str, Any]:
    return draft(kind, **{**ELSE[kind], **row})


@pytest.mark.parametrize(("kind", "field"), NUMBERS, ids=named)
def test_number_is_taken_up_to_its_bounds_and_not_beyond(person: Make, kind: str, field: Field) -> None:
    _, mine = person()
    assert field.low is not None
    assert field.high is not None
    step = STEPS[field.name]
    lowest = field.low + step if field.above_low else field.low

    for value in (lowest, field.high):
        assert save_one(mine, entry(kind, **{field.name: value}))[field.name] == value
    for value in (lowest - step, field.high + step, -field.high):
        with refused("23514"):
            save(mine, entry(kind, **{field.name: value}))


@pytest.mark.parametrize("metric", READINGS, ids=named)
def test_reading_is_taken_up_to_the_bounds_of_its_metric_and_not_beyond(person: Make, metric: catalog.Metric) -> None:
    _, mine = person()
    # A lower value that fits beneath the lowest upper one.
    more = {"value2": 20} if metric.id == "blood_pressure" else {}

    for value in (metric.lowest, metric.highest):
        assert save_one(mine, entry("body", metric=metric.id, value=value, **more))["value"] == value
    for value in (metric.lowest - 0.01, metric.highest + 0.01, -1):
        with refused("23514"):
            save(mine, entry("body", metric=metric.id, value=value, **more))


def test_lower_blood_pressure_has_the_bounds_of_its_metric(person: Make) -> None:
    _, mine = person()
    lower = catalog.metrics()["diastolic"]

    for value in (lower.lowest, lower.highest):
        saved = save_one(mine, entry("body", metric="blood_pressure", value=250, value2=value))
        assert saved["value2"] == value
    for value in (lower.lowest - 0.01, lower.highest + 0.01):
        with refused("23514"):
            save(mine, entry("body", metric="blood_pressure", value=250, value2=value))


@pytest.mark.parametrize("metric", [m for m in catalog.metrics().values() if not m.logged], ids=named)
def test_what_follows_from_entries_is_not_entered(person: Make, metric: catalog.Metric) -> None:
    _, mine = person()

    with refused("23514"):
        save(mine, entry("body", metric=metric.id, value=metric.lowest))


@pytest.mark.parametrize(("kind", "field"), TEXTS, ids=named)
def test_text_is_taken_up_to_its_length_and_not_beyond(person: Make, kind: str, field: Field) -> None:
    _, mine = person()
    assert field.high is not None
    longest = "ü" * int(field.high)

    assert save_one(mine, entry(kind, **{field.name: longest}))[field.name] == longest
    for text in ("", f"{longest}ü"):
        with refused("23514"):
            save(mine, entry(kind, **{field.name: text}))


@pytest.mark.parametrize(("kind", "field"), WORDS, ids=named)
def test_words_are_few_and_short(person: Make, kind: str, field: Field) -> None:
    _, mine = person()
    assert field.high is not None
    most = [f"{n:02}{'x' * 38}" for n in range(int(field.high))]

    assert save_one(mine, entry(kind, **{field.name: most}))[field.name] == most
    for words in ([*most, "one more"], ["x" * 41], [""], ["two", ""]):
        with refused("23514"):
            save(mine, entry(kind, **{field.name: words}))


@pytest.mark.parametrize(("kind", "field"), CHOICES, ids=named)
def test_every_choice_is_taken_and_no_other(person: Make, kind: str, field: Field) -> None:
    _, mine = person()
    assert field.choices
    given = [
        entry(kind, **{field.name: choice}, **value_of(choice) if field.name == "metric" else {})
        for choice in field.choices
    ]

    saved = save(mine, *given)

    assert [s["row"][field.name] for s in saved] == list(field.choices)
    # What is listed in a table is refused by the key into it.
    with refused("23503" if field.name in ("beverage", "activity", "metric") else "23514"):
        save(mine, entry(kind, **{field.name: 99 if field.name == "quality" else "none-such"}))


def value_of(metric: str) -> dict[str, Any]:
    known = catalog.metrics()[metric]
    return {"value": known.highest} | ({"value2": 80} if metric == "blood_pressure" else {})


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_needed_is_needed_in_the_database_too(person: Make, kind: str) -> None:
    _, mine = person()
    needed = [field.name for field in KINDS[kind].fields if field.required]

    # A drink is water unless it is said.
    for name in set(needed) - {"beverage"}:
        with refused("23502"):
            save(mine, entry(kind, **{name: None}))
    assert needed
    assert save_one(mine, entry(kind, **({"value": 70} if kind == "body" else {})))["user_id"]


@pytest.mark.parametrize(("name", "highest"), [("grams", 20_000), ("amount", 20_000), ("kcal", 30_000)])
def test_item_of_a_meal_has_bounds(person: Make, name: str, highest: float) -> None:
    _, mine = person()

    (saved,) = save_one(mine, diary.meal(items=[diary.item(**{name: highest})]))["items"]

    assert saved[name] == highest
    for value in (highest + 0.1, -0.1):
        with refused("23514"):
            save(mine, diary.meal(items=[diary.item(**{name: value})]))
