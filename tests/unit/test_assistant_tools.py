"""The tools: what they say of worked days, what they refuse, and that they only read."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

import pytest

from lib.advice.facts import Amount, Fact, for_the_model
from lib.advice.triage import triage
from lib.assistant import arguments, series_facts, tools
from lib.assistant.tools import TOOLS, ToolError
from lib.diary import series, trends
from lib.gateway.port import UNREACHABLE, GatewayError
from lib.profile import Profile
from tests.unit.assistant_world import (
    DAY,
    EMPTY_DAY,
    HERE,
    HIDING,
    IMPERIAL,
    ME,
    TODAY,
    backend,
    days_of,
    drink,
    food,
    goal,
    meal,
    mood,
    night,
    reading,
    workout,
)  # fmt: skip

WEEK = {"start": f"{TODAY - DAY * 6}", "end": f"{TODAY}"}


def ask(name: str, given: Mapping[str, object], me: Profile = ME, **answers: Any) -> dict[str, Fact]:
    return {fact.id: fact for fact in tools.call(name, given, backend(**answers), HERE, me)}


def ends(found: dict[str, Fact]) -> dict[str, Fact]:
    return {id.rpartition(".")[2]: fact for id, fact in found.items()}


def of_days(*values: float | None) -> dict[datetime.date, float]:
    """The last days up to today."""
    start = TODAY - DAY * (len(values) - 1)
    return {start + DAY * n: value for n, value in enumerate(values) if value is not None}


# Series -----------------------------------------------------------------------------------------------------------


def test_a_period_is_counted_added_up_and_averaged() -> None:
    figures = {"active_minutes": of_days(10, None, 20, None, 30, None, 40)}

    found = ends(ask("series", {"metric": "active_minutes", **WEEK}, daily_series=days_of(figures)))

    assert found["days"].said == "Active minutes, from 30 April to 6 May: a figure on 4 of 7 days"
    assert found["sum"].said.endswith("100 min in all")
    assert found["mean"].said.endswith("25 min on average, on 4 days")
    assert found["highest"].said.endswith("highest today, with 40 min")
    assert found["lowest"].said.endswith("lowest on 30 April, with 10 min")
    assert found["mean"].amounts[0] == Amount(25.0, "min")


def test_missing_is_missing_and_never_zero() -> None:
    found = ask("series", {"metric": "sleep", **WEEK}, daily_series=days_of({}))

    assert [fact.said for fact in found.values()] == ["Sleep, from 30 April to 6 May: nothing is logged"]


def test_means_of_what_is_drunk_are_of_complete_days_where_half_are() -> None:
    figures = {"water": of_days(1000, 2000, 3000, 500)}
    complete = tuple(TODAY - DAY * n for n in (1, 2))

    found = ends(ask("series", {"metric": "water", **WEEK}, daily_series=days_of(figures, complete)))

    assert found["mean_complete"].amounts[0] == Amount(2500, "ml")
    assert found["sum"].amounts[0] == Amount(6500, "ml")


def test_without_complete_days_today_alone_is_left_out() -> None:
    found = ends(ask("series", {"metric": "water", **WEEK}, daily_series=days_of({"water": of_days(1000, 2000, 90)})))

    assert found["mean"].amounts[:2] == (Amount(1500, "ml"), Amount(2.0, "days"))


@pytest.mark.parametrize("complete", [(), (1,), (0, 1), (1, 2, 3), (0, 1, 2, 3, 4)])
def test_whole_days_are_those_of_trends(complete: tuple[int, ...]) -> None:
    figures = {"water": of_days(1000, 2000, 3000, 400, 500)}
    told = tuple(TODAY - DAY * n for n in complete)
    daily = series.fetch(backend(daily_series=days_of(figures, told)), ["water"], TODAY - DAY * 6, TODAY)
    stretch = series_facts.Stretch("water", daily.start, daily.end)

    mine = series_facts.whole(daily, "water", series_facts.within(daily, stretch), TODAY)
    theirs = trends.drawn(daily, "water", 7, ME.shown_in).counted

    assert dict(mine[0]) == dict(theirs)


def test_today_is_so_far_and_half_known_days_are_at_least() -> None:
    one = {"metric": "protein", "start": f"{TODAY}", "end": f"{TODAY}"}
    figures = {"protein": of_days(50, 40)}

    so_far = ask("series", one, daily_series=days_of(figures))
    at_least = ask("series", one, daily_series=days_of(figures, (TODAY,), {"protein": (TODAY,)}))
    whole = ask("series", one, daily_series=days_of(figures, (TODAY,)))

    assert any(fact.said == "Protein, today: 40 g so far" for fact in so_far.values())
    assert any(fact.said == "Protein, today: at least 40 g" for fact in at_least.values())
    assert any(fact.said == "Protein, today: 40 g" for fact in whole.values())


def test_weekends_are_saturdays_and_sundays() -> None:
    figures = {"steps": of_days(*range(1000, 15000, 1000))}
    given = {"metric": "steps", "start": f"{TODAY - DAY * 13}", "end": f"{TODAY}", "only": "weekends"}

    found = ends(ask("series", given, daily_series=days_of(figures)))

    # 25 and 26 April, 2 and 3 May.
    assert found["days"].said == "Steps, weekends from 23 April to 6 May: a figure on 4 of 4 days"
    assert found["mean"].amounts[0] == Amount((3000 + 4000 + 10000 + 11000) / 4, "")


def test_a_goal_is_told_with_the_days_it_was_reached_on() -> None:
    figures = {"water": of_days(1000, 2000, 2500, None, 1999)}

    found = ends(
        ask("series", {"metric": "water", **WEEK}, daily_series=days_of(figures, goals=(goal("water", 2000),)))
    )

    assert found["goal"].said == "Your goal for drinks is at least 2,000 ml a day"
    assert found["goal_days"].said.endswith("reached on 2 of 4 days with a figure")


@pytest.mark.parametrize(("metric", "me"), [("energy", ME), ("weight", ME), ("protein", HIDING)])
def test_a_goal_that_may_harm_or_tell_the_weight_is_not_told(metric: str, me: Profile) -> None:
    figures = {metric: of_days(*(60 for _ in range(7)))}

    found = ask("series", {"metric": metric, **WEEK}, me, daily_series=days_of(figures, goals=(goal(metric, 40),)))

    assert not any(id.endswith(("goal", "goal_days")) for id in found)


def test_figures_are_in_the_persons_units() -> None:
    figures = {"water": of_days(500, 500, 500), "weight": of_days(70, 70)}
    answer = days_of(figures)

    drunk = ends(ask("series", {"metric": "water", **WEEK}, IMPERIAL, daily_series=answer))
    weight = ends(ask("series", {"metric": "weight", **WEEK}, IMPERIAL, daily_series=answer))

    assert drunk["sum"].amounts[0] == Amount(50.7, "fl oz")
    assert weight["mean"].amounts[0] == Amount(154.3, "lb")


@pytest.mark.parametrize("value", [50, 410])
def test_each_reading_is_judged_and_not_their_mean(value: float) -> None:
    rows = [reading("a", "glucose", value), reading("b", "glucose", 150)]
    figures = days_of({"glucose": of_days(155, 155)})

    found = tools.call("series", {"metric": "glucose", **WEEK}, backend(daily_series=figures, history=rows), HERE, ME)

    assert triage(found).kind == "emergency"


def test_a_reading_of_long_ago_is_told_apart() -> None:
    rows = [reading("a", "blood_pressure", 190, 125, TODAY - DAY * 30)]

    found = ask("entries", {"kind": "body", "text": "blood_pressure", "limit": 1}, history=rows)

    assert {fact.id.split(".")[0] for fact in found.values() if fact.value} == {"watched_past"}


def test_days_of_little_food_reach_triage() -> None:
    little = tools.call(
        "series",
        {"metric": "energy", **WEEK},
        backend(daily_series=days_of({"energy": of_days(700, 650, 500, 1)}, tuple(TODAY - DAY * n for n in (1, 2, 3)))),
        HERE,
        ME,
    )

    assert triage(little).kind == "eating"


def test_today_moves_no_mean_before_it_is_complete() -> None:
    complete = (TODAY - DAY,)
    before, after = (
        ends(ask("series", {"metric": "water", **WEEK}, daily_series=days_of({"water": of_days(*days)}, complete)))
        for days in ((1000, 2000, None), (1000, 2000, 90))
    )

    assert before["mean_complete"].amounts[0] == after["mean_complete"].amounts[0] == Amount(2000, "ml")


# Two periods, trends, logged days ---------------------------------------------------------------------------------


def test_two_periods_stand_beside_each_other() -> None:
    figures = {"sleep": of_days(7, 7, 7, 8, 8, 8)}
    given = {
        "metric": "sleep", "start": f"{TODAY - DAY * 2}", "end": f"{TODAY}", "before_start": f"{TODAY - DAY * 5}",
        "before_end": f"{TODAY - DAY * 3}",
    }  # fmt: skip

    found = ask("compare", given, daily_series=days_of(figures))

    assert [fact.said.rpartition(": ")[2] for fact in found.values()] == [
        "a figure on 3 of 3 days", "8 h 00 min on average, on 3 days", "a figure on 3 of 3 days",
        "7 h 00 min on average, on 3 days", "1 h 00 min more than from 1 May to 3 May",
    ]  # fmt: skip


def test_a_small_difference_is_none() -> None:
    figures = {"sleep": of_days(7, 7.1)}
    given = {"metric": "sleep", **{name: f"{TODAY}" for name in ("start", "end")}}
    given |= {name: f"{TODAY - DAY}" for name in ("before_start", "before_end")}

    found = ask("compare", given, daily_series=days_of(figures))

    assert list(found.values())[-1].said.endswith("about the same as yesterday")


def test_a_trend_is_the_words_of_the_app() -> None:
    figures = {"weight": {TODAY - DAY * n: 70 + n * 0.1 for n in range(28)}}

    found = ask("trend", {"metric": "weight"}, daily_series=days_of(figures))

    assert found["weight.trend.28.verdict"].said == "Weight, the last 28 days: Falling: 2.7 kg over 27 days"
    assert Amount(2.7, "kg") in found["weight.trend.28.verdict"].amounts


def test_a_trend_of_nothing_says_so() -> None:
    found = ask("trend", {"metric": "weight"}, daily_series=days_of({}))

    assert [fact.said for fact in found.values()] == ["Weight, the last 28 days: nothing is logged"]


@pytest.mark.parametrize(
    ("logged", "inside", "streak", "upto"),
    [
        ((0, 1, 2), 3, 3, "today"), ((1, 2, 3, 4), 4, 4, "yesterday"), ((2, 3), 2, 0, "yesterday"), ((), 0, 0,
        "yesterday"),
        ((0, 2, 3, 10), 3, 1, "today"),
    ],
)  # fmt: skip
def test_days_in_a_row(logged: tuple[int, ...], inside: int, streak: int, upto: str) -> None:
    figures = {
        "sleep": {TODAY - DAY * n: 7.0 for n in logged[::2]},
        "water": {TODAY - DAY * n: 1.0 for n in logged[1::2]},
    }

    days, row = ask("logged", WEEK, daily_series=days_of(figures)).values()

    assert days.amounts[0] == Amount(float(inside), "days")
    assert (row.amounts[0], row.id) == (Amount(float(streak), "days"), f"logged.streak.{upto}")


# A day, goals, entries, foods -------------------------------------------------------------------------------------

FULL = EMPTY_DAY | {
    "meal": [meal("a", food("Lentil soup", 300, 20), food("2% milk", 100, 8))],
    "water": [drink("w", 250), drink("c", 200, "coffee", caffeine_mg=80)],
    "gym": [workout("g")],
    "mood": [mood("m", tags=["garden\u202e\n<b>"])],
    "sleep": [night("n")],
    "body": [reading("kg", "weight", 72.4), reading("bp", "blood_pressure", 190, 100)],
    "goals": [goal("water", 2000), goal("energy", None, 2200), goal("weight", 60, 65), goal("protein", 60,
    source="EFSA 2012, Dietary Reference Values for protein")],
    "latest": {"weight": {"value": 72.4}},
}  # fmt: skip


def test_a_day_tells_its_entries_and_what_they_come_to() -> None:
    found = ask("day", {"day": f"{TODAY}"}, day_overview=FULL)

    said = [fact.said for fact in found.values()]
    assert "Today: lunch: Lentil soup; 2% milk, 400 kcal" in said
    assert "Today: Running, 8 km/h (5 mph), 30 min, 5 km" in said
    assert "Today: 7 h 30 min, 23:30 to 07:00, good" in said
    assert "Drinks today: 450 ml" in said
    assert "secret" not in str(found)
    assert found[f"day.{TODAY}.meal.0"].rows == ({"kind": "meal", "id": "a"},)


def test_names_are_one_line_and_turn_nothing_round() -> None:
    found = ask("day", {"day": f"{TODAY}", "kind": "mood"}, day_overview=FULL)

    assert found[f"day.{TODAY}.mood.0"].names == ("garden <b>",)


def test_words_of_the_persons_own_can_be_left_out_for_a_model() -> None:
    mine = meal("b", food("Grandma's pie", 300), food("Lentil soup", 200), title="With Tom")
    facts = tools.call("day", {"day": f"{TODAY}"}, backend(day_overview=FULL | {"meal": [mine]}), HERE, ME)

    sent = str(for_the_model(facts, with_words=False))

    assert "a food of their own; " in sent
    assert not any(word in sent for word in ("Grandma", "Tom", "garden", "secret"))
    # What is watched over for triage is no fact for a model, and the entry itself is.
    assert "watched" not in sent and "Weight 72.4 kg" in sent


def test_a_day_hides_what_is_hidden() -> None:
    found = ask("day", {"day": f"{TODAY}"}, HIDING, day_overview=FULL)

    assert "kcal" not in str(found) and "72.4" not in str(found)


def test_a_dangerous_pressure_of_the_day_reaches_triage() -> None:
    assert triage(tools.call("day", {"day": f"{TODAY}"}, backend(day_overview=FULL), HERE, ME)).kind == "emergency"


def test_an_empty_day_says_so() -> None:
    found = ask("day", {"day": f"{TODAY - DAY}"}, day_overview=EMPTY_DAY)

    assert [fact.said for fact in found.values()] == ["Nothing is logged yesterday"]


def test_goals_tell_where_the_day_stands() -> None:
    found = ask("goals", {"day": f"{TODAY}"}, day_overview=FULL)

    assert found[f"goals.{TODAY}.water.open"].said == (
        "Drinks today: 450 ml, your goal is at least 2,000 ml, 1,550 ml to go"
    )  # fmt: skip
    assert found[f"goals.{TODAY}.energy.open"].said == (
        "Energy eaten today: 400 kcal, your goal is at most 2,200 kcal, which is within it so far"
    )  # fmt: skip


def test_goals_hide_what_tells_the_weight() -> None:
    found = ask("goals", {"day": f"{TODAY}"}, HIDING, day_overview=FULL)

    assert list(found) == [f"goals.{TODAY}.water.open"]


def test_a_goal_that_harms_is_no_goal() -> None:
    short = type(ME)(**vars(ME) | {"height_cm": 190.0})

    found = ask("goals", {"day": f"{TODAY}", "metric": "weight"}, short, day_overview=FULL)

    assert [fact.said for fact in found.values()] == [
        "Weight: This goal is not safe for your weight, height and age; set another."
    ]


def test_entries_are_looked_for_by_name_and_not_in_notes() -> None:
    rows = [workout("a", activity="cycling-leisure", note="felt like running"), workout("b", TODAY - DAY)]

    found = ask("entries", {"kind": "gym", "text": "running", "limit": 5}, history=rows)

    assert [fact.rows[0]["id"] for fact in found.values()] == ["b"]


def test_entries_of_a_period_are_counted_and_added_up() -> None:
    rows = [drink("a", 200, "coffee"), drink("b", 300, "coffee", TODAY - DAY)]

    found = ask("entries", {"kind": "water", "text": "coffee", **WEEK}, history=rows)

    assert ends(found)["count"].said == "Drinks with coffee from 30 April to 6 May: 2"
    assert ends(found)["water"].amounts[0] == Amount(500, "ml")


def test_more_entries_than_are_read_are_at_least_so_many() -> None:
    found = ask("entries", {"kind": "water", **WEEK}, history=[drink(f"{n}", 100) for n in range(51)])

    assert ends(found)["count_at_least"].said.endswith("at least 50")


def test_a_resting_heart_rate_is_no_heart_rate() -> None:
    rows = [reading("r", "resting_heart_rate", 55), reading("h", "heart_rate", 90)]

    found = ask("entries", {"kind": "body", "text": "heart_rate", "limit": 1}, history=rows)

    assert [fact.rows[0]["id"] for fact in found.values() if fact.rows] == ["h"]


EGGS = [
    {
        "id": 1, "name": "Egg, whole", "aliases": ["egg", "eggs"], "kcal": 143, "protein_g": 12.6, "iron_mg": None,
        "portions": [{"label": "medium", "grams": 50}], "user_id": None, "kind": "food",
    },
    {"id": 2, "name": "Egg white", "kcal": 50, "portions": [], "user_id": None, "kind": "food"},
    {"id": 3, "name": "Eggplant", "kcal": 25, "portions": [], "user_id": None, "kind": "food"},
]  # fmt: skip


def test_a_food_tells_what_an_amount_of_it_holds() -> None:
    found = ask("foods", {"text": "2 eggs", "metric": "protein"}, search_foods=EGGS)

    assert found["food.2-eggs.protein_g"].said == "Egg, whole (2 medium, 100 g): protein 12.6 g"
    assert found["food.2-eggs.others"].names == ("Egg white", "Eggplant")


@pytest.mark.parametrize(
    ("given", "me", "said"),
    [
        ({"text": "200 g eggs", "metric": "energy"}, ME, "Egg, whole (200 g): energy 286 kcal"),
        ({"text": "200 g eggs", "metric": "energy"}, IMPERIAL, "Egg, whole (200 g): energy 1,197 kJ"),
        ({"text": "eggs", "metric": "iron"}, ME, "Iron of Egg, whole is not known"),
        ({"text": "2 barrels of ham"}, ME, "No food of that name is known"),
        ({"text": "!!!"}, ME, "No food of that name is known"),
    ],
)
def test_foods_say_no_more_than_is_known(given: dict[str, object], me: Profile, said: str) -> None:
    assert next(iter(ask("foods", given, me, search_foods=EGGS).values())).said == said


def test_whoever_hides_calories_reads_none_of_a_food() -> None:
    found = ask("foods", {"text": "2 eggs"}, HIDING, search_foods=EGGS)

    assert "food.2-eggs.kcal" not in found and "food.2-eggs.protein_g" in found


# Strictness -------------------------------------------------------------------------------------------------------

GOOD: dict[str, dict[str, object]] = {
    "day": {"day": f"{TODAY}", "kind": "meal"},
    "series": {"metric": "water", **WEEK, "only": "all"},
    "trend": {"metric": "water", "window": 28},
    "compare": {
        "metric": "water", **WEEK, "before_start": f"{TODAY - DAY * 13}", "before_end": f"{TODAY - DAY * 7}"
    },
    "foods": {"text": "egg", "metric": "protein"},
    "entries": {"kind": "gym", "text": "run", **WEEK, "limit": 3},
    "goals": {"day": f"{TODAY}", "metric": "water"},
    "insights": {"metric": "sleep", "other": "water"},
    "overview": {**WEEK, "before_start": f"{TODAY - DAY * 13}", "before_end": f"{TODAY - DAY * 7}"},
    "logged": dict(WEEK),
}  # fmt: skip
HOSTILE: tuple[object, ...] = (
    None, "", "x", "'; drop table meals; --", "../../etc/passwd", "2026-05-06T00:00:00", "2026-5-6",
        "２０２６-05-06", "0000-00-00",
    "9999-12-31", "1999-12-31", "2026-05-07", "2026-02-30", -1, 0, 21, 10**30, 1.5, float("nan"), float("inf"), True,
    False,
    [], ["water"], {}, {"metric": "water"}, b"water", object(), "water\0", "blood_pressure", "late_caffeine",
        "tags", "goals",
    "WATER", "x" * 61, "\u202e", "a\nb" * 30, datetime.date(2026, 5, 6), datetime.datetime(2026, 5, 6),
)  # fmt: skip


def test_every_tool_is_held_to_this() -> None:
    assert set(GOOD) == set(TOOLS)


@pytest.mark.parametrize("name", GOOD)
def test_hostile_arguments_reach_no_database(name: str) -> None:
    """A value that is refused is refused with a sentence; one that is taken is one that the description allows."""
    for argument in TOOLS[name].arguments:
        for value in HOSTILE:
            there = backend()
            try:
                tools.call(name, GOOD[name] | {argument.name: value}, there, HERE, ME)
            except ToolError as error:
                assert error.sentence.endswith(".") and len(error.sentence) < 120
                assert not isinstance(value, str) or len(value) < 3 or value not in error.sentence
                assert there.gateway.calls == []  # type: ignore[attr-defined]
            except KeyError:
                # Taken: the database is asked, which here is not there.
                assert _allowed(argument, value), (name, argument.name, value)


def _allowed(argument: arguments.Argument, value: object) -> bool:
    if value is None or (argument.type == "text" and isinstance(value, str)):
        return not argument.required or value is not None
    return isinstance(value, int) and argument.type == "integer" and argument.low <= value <= argument.high


@pytest.mark.parametrize("name", ["", "days", "DAY", "__class__", None, 5, [], {}, ("day",), "day\n"])
def test_there_is_no_other_tool(name: object) -> None:
    with pytest.raises(ToolError):
        tools.call(name, {}, backend(), HERE, ME)


@pytest.mark.parametrize(
    "given", [None, [], "metric", 5, {"metric": "water", **WEEK, "user_id": "x"}, {1: 2}, {None: 1}]
)
def test_arguments_have_their_names_and_no_others(given: Any) -> None:
    with pytest.raises(ToolError):
        tools.call("series", given, backend(), HERE, ME)


@pytest.mark.parametrize(
    "given",
    [
        {"metric": "water", "start": f"{TODAY}", "end": f"{TODAY - DAY}"},
        {"metric": "water", "start": f"{TODAY - DAY * 366}", "end": f"{TODAY}"},
        {"metric": "water", "start": f"{TODAY}", "end": f"{TODAY + DAY}"},
        {"metric": "water", "start": "1999-12-31", "end": "2000-01-01"},
        {"metric": "water", "start": f"{TODAY}"},
    ],
)
def test_periods_are_past_and_not_too_long(given: dict[str, object]) -> None:
    with pytest.raises(ToolError):
        tools.call("series", given, backend(), HERE, ME)


@pytest.mark.parametrize("metric", ["energy", "weight", "waist", "training_energy"])
@pytest.mark.parametrize(
    "name", [name for name, tool in TOOLS.items() if any(a.name == "metric" for a in tool.arguments)]
)
def test_what_somebody_hides_is_in_no_tool(name: str, metric: str) -> None:
    if name == "foods" and metric != "energy":
        pytest.skip("no food has one")

    with pytest.raises(ToolError) as refused:
        tools.call(name, GOOD[name] | {"metric": metric}, backend(), HERE, HIDING)

    assert refused.value.sentence == arguments.HIDDEN


@pytest.mark.parametrize("text", ["weight", "Weight", "waist"])
def test_hidden_readings_are_not_found_by_name_either(text: str) -> None:
    with pytest.raises(ToolError):
        tools.call("entries", {"kind": "body", "text": text}, backend(), HERE, HIDING)

    found = ask("entries", {"kind": "body"}, HIDING, history=[reading("a", "weight", 72.4), reading("b", "spo2", 97)])
    assert [fact.rows[0]["id"] for fact in found.values() if fact.rows] == ["b"]


@pytest.mark.parametrize("name", GOOD)
def test_a_database_that_is_away_is_a_gateway_error(name: str) -> None:
    def away(args: object) -> object:
        raise GatewayError(UNREACHABLE, "away")

    calls = dict.fromkeys(("daily_series", "day_overview", "history", "search_foods"), away)

    with pytest.raises(GatewayError):
        tools.call(name, GOOD[name], backend(**calls), HERE, ME)


def test_the_description_is_json_and_says_everything() -> None:
    told = json.loads(json.dumps(tools.described()))

    assert [one["name"] for one in told] == list(TOOLS)
    for one in told:
        assert one["description"].endswith(".")
        assert one["parameters"]["additionalProperties"] is False
        assert all(part["description"] for part in one["parameters"]["properties"].values())
