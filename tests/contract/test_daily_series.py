"""The daily figures and kept scores of a person, through each adapter: worked figures, and what takes scores away."""

import datetime

import pytest

from lib.diary import catalog, entries, series
from lib.gateway.port import Backend, GatewayError, Person
from tests.db.diary import DAY, draft, drink, item, meal, mood, night, workout

FIRST = datetime.date(2026, 3, 10)
EATEN = {
    "energy": "kcal", "protein": "protein_g", "carbs": "carbs_g", "fat": "fat_g", "fibre": "fibre_g",
    "sugar": "sugar_g", "satfat": "satfat_g", "sodium": "sodium_mg", "potassium": "potassium_mg",
    "calcium": "calcium_mg", "iron": "iron_mg",
}  # fmt: skip


def day(n):
    return (FIRST + datetime.timedelta(days=n)).isoformat()


def at(n, time="12:00"):
    return f"{day(n)}T{time}+01:00"


def reading(metric, value, n=0, time="07:00", **row):
    return draft("body", at(n, time), metric=metric, value=value, **row)


@pytest.fixture
def backend(me):
    return Backend(Person(me.id, "me@wellspring.example"), me.gateway, me.photos)


def save(mine, *drafts):
    return mine.rpc("save_entries", {"p_entries": list(drafts)})


def asked(mine, *metrics, days=7):
    return mine.rpc("daily_series", {"p_metrics": list(metrics), "p_from": DAY, "p_to": day(days - 1)})


def lists(mine, metric, **more):
    """Days and values of a metric; None where it has none."""
    found = series_of(asked(mine, metric, **more)).get(metric)
    return (list(found), list(found.values())) if found else None


def series_of(answer):
    """By metric, the values by day, as far as there are any."""
    found = {
        metric: dict(zip(answer["days"], values, strict=True)) for metric, values in answer["series"].items() if values
    }
    known = {metric: {n: v for n, v in values.items() if v is not None} for metric, values in found.items()}
    return {metric: values for metric, values in known.items() if values}


# Figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metric", "drafts", "expected"),
    [
        ("caffeine", [drink(at(0), 200, beverage="coffee"), drink(at(0), 100, beverage="coffee")], 300),
        ("water", [drink(at(0), 250), drink(at(0), 330)], 580),
        ("active_minutes", [workout(at(0)), workout(at(0), minutes=12.5)], 42.5),
        ("distance", [workout(at(0), distance_km=5.25), workout(at(0), distance_km=1)], 6.25),
        ("wellbeing", [mood(at(0, "08:00"), wellbeing=7.5), mood(at(0, "20:00"), wellbeing=4)], 5.75),
        ("mood_energy", [mood(at(0), energy=4), mood(at(0), energy=7), mood(at(0))], 5.5),
        ("sleep", [night(), night(f"{DAY}T14:00+01:00", f"{DAY}T14:45+01:00")], 8.25),
        ("sleep_quality", [night(quality=4), night(f"{DAY}T14:00+01:00", f"{DAY}T14:45+01:00", quality=1)], 2.5),
        ("weight", [reading("weight", 71, time="21:00"), reading("weight", 70, time="07:00")], 71),
        ("waist", [reading("waist", 81, time="07:00"), reading("waist", 80.5, time="08:00")], 80.5),
        ("resting_heart_rate", [reading("resting_heart_rate", 55), reading("resting_heart_rate", 58)], 56.5),
        ("heart_rate", [reading("heart_rate", 70), reading("heart_rate", 100)], 85),
        ("hrv_rmssd", [reading("hrv_rmssd", 40), reading("hrv_rmssd", 45)], 42.5),
        ("hrv_sdnn", [reading("hrv_sdnn", 60)], 60),
        ("glucose", [reading("glucose", 90), reading("glucose", 100)], 95),
        ("temperature", [reading("temperature", 36.6), reading("temperature", 37)], 36.8),
        ("spo2", [reading("spo2", 97), reading("spo2", 98)], 97.5),
        ("steps", [reading("steps", 4000), reading("steps", 2500)], 6500),
    ],
)
def test_figure_of_a_day(mine, metric, drafts, expected):
    # What coffee brings along is the business of the reference table.
    if metric == "caffeine":
        expected = expected / 100 * cup("caffeine_mg")

    save(mine, *drafts)

    assert lists(mine, metric) == ([0], [pytest.approx(expected)])


def cup(column, beverage="coffee"):
    """What 100 ml of a drink bring along."""
    return float(rows_by_id("beverages")[beverage][column])


def rows_by_id(name):
    return {row["id"]: row for row in catalog.rows(name)}


def test_every_metric_of_the_reference_table_is_answered(mine):
    foods = [item(kcal=230, **{column: 10 for column in EATEN.values() if column != "kcal"})]
    logged = [reading(m.id, m.usual_low or m.lowest or 100) for m in catalog.metrics().values() if m.logged]
    logged = [draft_ for draft_ in logged if draft_["row"]["metric"] not in ("blood_pressure", "weight")]
    save(
        mine,
        reading("weight", 70, time="06:00"),
        reading("blood_pressure", 120, value2=80),
        meal(at(0), items=foods), drink(at(0), 100, beverage="coffee"), drink(at(0), 100, beverage="beer"),
        workout(at(0, "18:00"), distance_km=5), mood(at(0), energy=5), night(quality=3), *logged,
    )  # fmt: skip

    found = series_of(asked(mine, *catalog.metrics()))

    # One reading of blood pressure is two figures, and none by itself.
    assert set(found) == set(catalog.metrics()) - {"blood_pressure"}
    assert {tuple(values) for values in found.values()} == {(0,)}


@pytest.mark.parametrize("metric", EATEN)
def test_food_and_drinks_that_are_food_add_up(mine, metric):
    column = EATEN[metric]
    milk = float(known) if (known := rows_by_id("beverages")["whole-milk"][column]) else None
    save(
        mine, meal(at(0), items=[item(kcal=100) | {column: 7}, item(kcal=100) | {column: 5.5}]),
        drink(at(0), 200, beverage="whole-milk"),
    )  # fmt: skip

    found = asked(mine, metric)

    assert series_of(found)[metric] == {0: pytest.approx(12.5 + 2 * (milk or 0), abs=0.06)}
    assert found["at_least"].get(metric, []) == ([] if milk is not None else [0])


def test_a_drink_alone_is_food_where_it_has_energy(mine):
    save(mine, drink(at(0), 250, beverage="whole-milk"))

    days, (kcal,) = lists(mine, "energy")

    assert days == [0]
    assert kcal == pytest.approx(2.5 * cup("kcal", "whole-milk"), abs=0.06)


def test_a_day_of_water_has_no_energy(mine):
    save(mine, drink(at(0), 500))

    assert lists(mine, "energy") is None
    assert lists(mine, "water") == ([0], [500])


def test_amounts_nobody_knows_are_counted_and_not_taken_for_zero(mine):
    save(
        mine, meal(at(0), items=[item(kcal=100), item(kcal=None), item(kcal=None)]), meal(at(1), items=[item(kcal=50)]),
        meal(at(2), items=[item(kcal=None)]),
    )  # fmt: skip

    found = asked(mine, "energy")

    # Of the third day nothing is known, so it is missing.
    assert (series_of(found), found["at_least"]) == ({"energy": {0: 100, 1: 50}}, {"energy": [0]})


def test_energy_is_the_same_alone_and_beside_other_figures(mine):
    half_known = [item(kcal=100.4), item(kcal=50.3), item(kcal=None)]
    save(
        mine, meal(at(0), items=half_known), drink(at(0), 200, beverage="whole-milk"),
        meal(at(1), items=[]), drink(at(1), 300), meal(at(2), items=[]), drink(at(2), 200, beverage="beer"),
        meal(at(3), items=[item(kcal=0)]),
    )  # fmt: skip

    alone, beside = series_of(asked(mine, "energy")), series_of(asked(mine, "energy", "protein"))

    # A meal of which nothing is said is no meal of nothing.
    assert list(alone["energy"]) == [0, 2, 3]
    assert alone["energy"] == beside["energy"]


def test_energy_of_training_needs_a_weight(mine):
    save(mine, workout(at(0)))
    unknown = lists(mine, "training_energy")
    save(mine, reading("weight", 70, 1, "06:00"), workout(at(1, "18:00")))

    rows = mine.select("workouts", order="local_date")
    assert unknown is None
    assert rows[0]["net_kcal"] > 0
    # A weight that is known later counts for the days before it, too.
    assert lists(mine, "training_energy") == ([0, 1], [row["net_kcal"] for row in rows])


def test_blood_pressure_is_two_figures(mine):
    save(mine, reading("blood_pressure", 120, value2=80), reading("blood_pressure", 130, value2=85))

    found = series_of(asked(mine, "systolic", "diastolic", "blood_pressure"))

    assert found == {"systolic": {0: 125}, "diastolic": {0: 82.5}}


@pytest.mark.parametrize(
    ("moment", "zone", "is_late"),
    [
        (f"{DAY}T14:59+01:00", "Europe/Berlin", False), (f"{DAY}T15:00+01:00", "Europe/Berlin", True),
        # The same moment: three in the afternoon in Berlin is nine in the morning in New York.
        (f"{DAY}T15:00+01:00", "America/New_York", False), (f"{DAY}T19:30+00:00", "America/New_York", True),
        (f"{DAY}T19:30+00:00", "UTC", True), (f"{DAY}T07:00+00:00", "Asia/Tokyo", True),
    ],
)  # fmt: skip
def test_late_caffeine_goes_by_the_clock_that_hung_there(mine, moment, zone, is_late):
    save(mine, drink(moment, 200, beverage="coffee", time_zone=zone))

    assert lists(mine, "late_caffeine") == ([0], [pytest.approx(2 * cup("caffeine_mg") if is_late else 0)])


def test_coffee_after_midnight_that_counts_for_the_evening_is_late(mine):
    save(mine, drink(f"{day(1)}T00:30+01:00", 200, beverage="coffee", local_date=day(0)))

    assert lists(mine, "late_caffeine") == ([0], [pytest.approx(2 * cup("caffeine_mg"))])


def test_missing_is_missing_and_days_are_counted_from_the_first(mine):
    save(mine, mood(at(1), wellbeing=3), mood(at(4), wellbeing=8), mood(at(-1)), mood(at(7)), mood(at(2), energy=None))

    assert lists(mine, "wellbeing") == ([1, 2, 4], [3, 7.5, 8])
    assert lists(mine, "mood_energy") is None
    assert lists(mine, "sleep") is None


def test_tags_have_their_days_beside_the_days_that_were_told_of(mine):
    save(mine, mood(at(0), tags=["walk", "rain"]), mood(at(0), tags=["walk"]), mood(at(2), tags=["walk"]), mood(at(3)))

    found = asked(mine, "tags")

    assert {tag: sorted(days) for tag, days in found["tags"].items()} == {"walk": [0, 2], "rain": [0]}
    assert sorted(found["told"]) == [0, 2, 3]
    assert asked(mine, "wellbeing")["tags"] is None


def test_goals_of_the_figures_come_along_with_those_that_held_before(mine):
    for metric, start, low in (("water", -400, 1500), ("water", 2, None), ("fibre", 0, 25), ("water", 9, 2000)):
        mine.insert("goals", {"metric": metric, "low": low, "starts_on": day(start)})

    found = asked(mine, "water", "goals")["goals"]

    assert found == [
        {"metric": "water", "low": 1500, "high": None, "starts_on": day(-400)},
        {"metric": "water", "low": None, "high": None, "starts_on": day(2)},
    ]
    assert asked(mine, "water")["goals"] is None


def test_notes_have_their_days(mine):
    save(
        mine, mood(at(0), note="a long walk"), mood(at(2, "20:00"), note="late"), mood(at(2, "08:00"), note="early"),
        mood(at(3)), mood(at(-1), note="before"), mood(at(7), note="after"), drink(at(1), 200, note="no mood"),
    )  # fmt: skip

    found = asked(mine, "water", "notes")["notes"]

    assert found[0] == [0, "a long walk"]
    assert sorted(found[1:]) == [[2, "early"], [2, "late"]]
    assert asked(mine, "water")["notes"] is None


def test_complete_days_are_told_with_every_answer(mine):
    mine.insert("complete_days", [{"local_date": day(n)} for n in (-1, 0, 3)])

    assert asked(mine, "energy")["complete"] == [0, 3]


def test_the_app_reads_days_and_not_numbers(backend):
    entries.save(backend, [meal(at(1), items=[item(kcal=100), item(kcal=None)]), drink(at(1), 300)])
    backend.gateway.insert("complete_days", {"local_date": day(1)})

    found = series.fetch(backend, ["energy", "water", "sleep"], FIRST, FIRST + datetime.timedelta(days=6))

    second = FIRST + datetime.timedelta(days=1)
    assert (found.of("energy"), found.of("water"), found.of("sleep")) == ({second: 100.0}, {second: 300.0}, {})
    assert found.at_least == {"energy": frozenset({second})}
    assert (found.is_whole("energy", second), found.is_whole("water", second)) == (False, True)


@pytest.mark.parametrize(
    ("metrics", "first", "last"),
    [
        (["sleep"] * 61, DAY, DAY),
        (["sleep"], DAY, "2026-03-09"),
        (["sleep"], "1900-01-01", "2026-01-01"),
        (["sleep"], None, DAY),
        (["sleep"], DAY, None),
    ],
)
def test_more_than_is_read_at_once_is_refused(mine, metrics, first, last):
    with pytest.raises(GatewayError) as refused:
        mine.rpc("daily_series", {"p_metrics": metrics, "p_from": first, "p_to": last})

    assert refused.value.code == "54000"


def test_names_that_are_no_metric_have_no_figures(mine):
    save(mine, mood(at(0)))

    assert series_of(asked(mine, "luck", "kcal'; drop table moods; --", "blood_pressure")) == {}


def test_nobody_sees_anybody_elses_days(side, mine):
    told = mood(at(0), tags=["walk"], note="mine")
    save(mine, meal(at(0)), drink(at(0)), workout(at(0)), told, night(), reading("steps", 4000))
    mine.insert("complete_days", {"local_date": DAY})
    mine.insert("goals", {"metric": "water", "low": 1600, "starts_on": DAY})
    keep(mine, 0)
    other = side.somebody().gateway

    found = asked(other, *list(catalog.metrics())[:50], "late_caffeine", "tags", "goals", "notes")

    assert (found["days"], series_of(found)) == ([], {})
    assert (found["complete"], found["tags"], found["told"]) == ([], {}, [])
    assert (found["goals"], found["notes"]) == ([], [])
    assert other.select("daily_scores") == []
    assert other.delete("daily_scores", eq={"local_date": DAY}) == []
    assert kept(mine) == [0]


def test_nobody_who_is_not_signed_in_is_answered(side):
    for function, args in (
        ("daily_series", {"p_metrics": ["sleep"], "p_from": DAY, "p_to": DAY}),
        ("keep_scores", {"p_scores": []}),
    ):
        with pytest.raises(GatewayError):
            side.anonymous.rpc(function, args)


# Kept scores ------------------------------------------------------------------------------------------------------


def row(n, total=70, coverage=80, parts=()):
    return {"local_date": day(n), "total": total, "coverage": coverage, "parts": list(parts)}


def keep(mine, *numbers):
    mine.rpc("keep_scores", {"p_scores": [row(n) for n in numbers]})


def kept(mine):
    """Which days have a kept score, counted from the first."""
    rows = mine.select("daily_scores", order="local_date")
    return [(datetime.date.fromisoformat(one["local_date"]) - FIRST).days for one in rows]


def test_score_is_written_once_a_day_and_replaced(mine):
    part = {"name": "sleep", "score": 81.25, "facts": [{"figure": "sleep_hours", "value": 7.5}]}
    mine.rpc("keep_scores", {"p_scores": [row(0), row(1)]})

    mine.rpc("keep_scores", {"p_scores": [row(0, None, 40, [part]), row(2)]})

    found = mine.select("daily_scores", order="local_date")
    assert kept(mine) == [0, 1, 2]
    assert (found[0]["total"], found[0]["coverage"], found[0]["parts"]) == (None, 40, [part])
    assert (found[1]["total"], found[1]["coverage"], found[1]["parts"]) == (70, 80, [])


@pytest.mark.parametrize(
    ("scores", "code"),
    [
        ([row(0, total=101)], "23514"), ([row(0, coverage=-1)], "23514"),
        ([row(0, parts=[{"name": "x" * 9000}])], "23514"), ([row(0) | {"parts": {}}], "23514"),
        ([row(0) | {"local_date": "2300-01-01"}], "23514"), ([row(0) | {"local_date": None}], "23502"),
        ([row(n) for n in range(401)], "54000"), ({"local_date": DAY}, "54000"),
        # Two scores of one day in one call contradict each other.
        ([row(0), row(0)], "21000"),
    ],
)  # fmt: skip
def test_score_that_cannot_be_is_refused(mine, scores, code):
    with pytest.raises(GatewayError) as refused:
        mine.rpc("keep_scores", {"p_scores": scores})

    assert refused.value.code == code
    assert kept(mine) == []


def test_score_is_always_kept_for_the_one_who_asks(side, mine):
    other = side.somebody()

    mine.rpc("keep_scores", {"p_scores": [row(0) | {"user_id": other.id}]})

    assert (kept(mine), kept(other.gateway)) == ([0], [])


ALL = list(range(-2, 10))
ENTRIES = {
    "meal": meal(at(0)), "water": drink(at(0)), "gym": workout(at(0)), "mood": mood(at(0)), "sleep": night(),
    "body": reading("steps", 4000),
}  # fmt: skip
# How many days later they still count.
REACH = {"gym": 6, "body": 6}
CHANGES = {
    "meal": {"title": "Feast"}, "water": {"ml": 500}, "gym": {"minutes": 45}, "mood": {"wellbeing": 2},
    "sleep": {"quality": 2}, "body": {"value": 9000},
}  # fmt: skip


def left(kind, *written, of=ALL):
    """The days that keep their score when an entry was written on some."""
    return [n for n in of if not any(w <= n <= w + REACH.get(kind, 0) for w in written)]


def again(draft_):
    """The same entry with a key of its own."""
    return {**draft_, "row": {name: value for name, value in draft_["row"].items() if name != "client_key"}}


@pytest.mark.parametrize("kind", ENTRIES)
def test_entry_that_is_added_takes_away_the_scores_it_is_part_of(side, mine, kind):
    other = side.somebody().gateway
    keep(mine, *ALL)
    keep(other, *ALL)

    save(mine, again(ENTRIES[kind]))

    assert kept(mine) == left(kind, 0)
    assert kept(other) == ALL


@pytest.mark.parametrize("kind", ENTRIES)
def test_entry_that_is_changed_takes_them_away(mine, kind):
    (saved,) = save(mine, again(ENTRIES[kind]))
    keep(mine, *ALL)

    save(mine, {"kind": kind, "change": True, "row": {"id": saved["row"]["id"], **CHANGES[kind]}})

    assert kept(mine) == left(kind, 0)


def test_foods_of_a_meal_that_change_take_them_away(mine):
    (saved,) = save(mine, meal(at(0), items=[item(protein_g=5)]))
    keep(mine, *ALL)

    change = {"kind": "meal", "change": True, "row": {"id": saved["row"]["id"]}}
    save(mine, change | {"items": [item(protein_g=50)]})

    assert lists(mine, "protein") == ([0], [50])
    assert kept(mine) == left("meal", 0)


@pytest.mark.parametrize("kind", ["meal", "water", "gym", "mood", "body"])
def test_entry_that_moves_takes_away_those_of_both_days(mine, kind):
    (saved,) = save(mine, again(ENTRIES[kind]))
    keep(mine, *ALL, 10, 11)

    save(
        mine,
        {"kind": kind, "change": True, "row": {"id": saved["row"]["id"], "logged_at": at(4), "local_date": day(4)}},
    )

    assert kept(mine) == left(kind, 0, 4, of=[*ALL, 10, 11])


@pytest.mark.parametrize("kind", ENTRIES)
def test_entry_that_is_deleted_takes_them_away_and_so_does_its_return(mine, kind):
    (saved,) = save(mine, again(ENTRIES[kind]))
    keep(mine, *ALL)
    taken = mine.rpc("take_entries", {"p_entries": [{"kind": kind, "id": saved["row"]["id"]}]})
    after = kept(mine)
    keep(mine, *ALL)

    save(mine, *taken)

    assert after == kept(mine) == left(kind, 0)


@pytest.mark.parametrize(
    ("metric", "reach"), [("resting_heart_rate", 60), ("hrv_rmssd", 60), ("weight", 365), ("waist", 0)]
)
def test_reading_counts_as_long_as_it_is_looked_back_to(mine, metric, reach):
    days = [-1, 0, 1, reach, reach + 1, 366]
    keep(mine, *sorted(set(days)))

    save(mine, reading(metric, 70))

    assert kept(mine) == [n for n in sorted(set(days)) if not 0 <= n <= reach]


def test_scores_of_a_diary_that_has_changed_since_are_not_kept(mine):
    read = asked(mine, "sleep")["version"]
    assert mine.rpc("keep_scores", {"p_scores": [row(0)], "p_version": read}) is True
    save(mine, night())

    assert mine.rpc("keep_scores", {"p_scores": [row(0), row(1)], "p_version": read}) is False

    assert kept(mine) == []
    assert mine.rpc("keep_scores", {"p_scores": [row(1)], "p_version": asked(mine, "sleep")["version"]}) is True


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_write_is_counted_once_at_least(mine, kind):
    versions = [asked(mine, "sleep")["version"]]

    (saved,) = save(mine, again(ENTRIES[kind]))
    versions.append(asked(mine, "sleep")["version"])
    save(mine, {"kind": kind, "change": True, "row": {"id": saved["row"]["id"], **CHANGES[kind]}})
    versions.append(asked(mine, "sleep")["version"])
    mine.rpc("take_entries", {"p_entries": [{"kind": kind, "id": saved["row"]["id"]}]})
    versions.append(asked(mine, "sleep")["version"])

    assert versions == sorted(set(versions))


def test_scores_are_forgotten_at_once(mine, me):
    keep(mine, *ALL)

    mine.delete("daily_scores", eq={"user_id": me.id})

    assert kept(mine) == []


def test_account_that_is_deleted_leaves_no_scores(local, me, admin):
    save(me.gateway, *(again(entry) for entry in ENTRIES.values()))
    keep(me.gateway, *ALL)

    admin.execute("delete from auth.users where id = %s", (me.id,))

    assert admin.execute("select count(*) from daily_scores where user_id = %s", (me.id,)).fetchone() == (0,)


# Weights ----------------------------------------------------------------------------------------------------------


def test_weights_are_kept_and_taken_back(mine, me):
    eq = {"user_id": me.id}
    weights = {"sleep": 40, "activity": 20, "nutrition": 0, "mood": 12.5, "hydration": 10, "recovery": 10}

    (after,) = mine.update("profiles", {"score_weights": weights}, eq=eq)
    (usual,) = mine.update("profiles", {"score_weights": None}, eq=eq)

    assert after["score_weights"] == weights
    assert usual["score_weights"] is None


@pytest.mark.parametrize("weights", [[], 5, "much", {"luck": 5}, {"sleep": 5, "luck": 5}, {"sleep": "x" * 500}])
def test_bad_weights_are_refused(mine, me, weights):
    with pytest.raises(GatewayError) as refused:
        mine.update("profiles", {"score_weights": weights}, eq={"user_id": me.id})

    assert refused.value.code == "23514"
    assert mine.select("profiles", eq={"user_id": me.id})[0]["score_weights"] is None
