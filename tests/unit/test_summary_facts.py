"""A day in short: what its facts say of the figures, what went well, what to try, and the line that comes of it."""

import datetime
import random
import re

import pytest

from lib.advice import advisor, day_figures, in_short, summary_facts, summary_lines
from lib.advice.advisor import CARE, RULES, Asked
from lib.advice.checker import check
from lib.advice.checker_read import numbers
from lib.advice.facts import Amount, Fact, for_the_model
from lib.advice.in_short import Kept, Short
from lib.advice.triage import triage
from lib.diary import catalog
from lib.diary.days import Clock
from lib.diary.series import DAY, Daily
from lib.profile import Profile

# A Tuesday.
TUESDAY = datetime.date(2026, 6, 2)
NEXT = TUESDAY + DAY
ME = Profile("Anna", None, None, None, "metric", "kcal", "UTC", 1, False, "free", False)
IMPERIAL = Profile(**vars(ME) | {"units": "imperial", "energy_unit": "kJ"})
HIDING = Profile(**vars(ME) | {"hide_numbers": True})
ALL = frozenset(summary_facts.CALLED)


def goal(metric, low=None, high=None):
    return {"metric": metric, "low": low, "high": high, "starts_on": "2026-01-01"}


def diary(figures, *, goals=(), complete=(), at_least=(), usual=None):
    """`figures` are those of the Tuesday; `usual` is what every day of the weeks before had."""
    values = {metric: {TUESDAY: value} for metric, value in figures.items()}
    for metric, value in (usual or {}).items():
        before = {TUESDAY - DAY * n: value for n in range(1, 30)}
        values[metric] = before | values.get(metric, {})
    return Daily(
        TUESDAY - DAY * 59, TUESDAY, values, {metric: frozenset({TUESDAY}) for metric in at_least},
        frozenset(complete), {}, frozenset(), goals,
    )  # fmt: skip


def facts(daily, me=ME, logged=ALL, today=NEXT):
    return {fact.id: fact for fact in summary_facts.of_day(daily, TUESDAY, frozenset(logged), today, me)}


def line(found, me=ME, seed="s", hour=9):
    return summary_lines.line("summary", list(found), seed=seed, hide_numbers=me.hide_numbers, hour=hour)


# Figures --------------------------------------------------------------------------------------------------------------


def test_a_figure_stands_beside_what_is_usual_and_the_goal() -> None:
    found = facts(
        diary({"water": 1750}, goals=[goal("water", 2000)], usual={"water": 1600}, complete=[TUESDAY])
    )["water_day"]  # fmt: skip

    assert found.said == "Drinks: 1,750 ml, usually 1,600 ml, your goal is at least 2,000 ml, 250 ml short"
    assert found.amounts == (Amount(1750, "ml"), Amount(1600, "ml"), Amount(2000, "ml"), Amount(250, "ml"))


@pytest.mark.parametrize(
    ("complete", "today", "said"),
    [
        ([TUESDAY], NEXT, "1,750 ml, your goal is at least 2,000 ml, 250 ml short"),
        ([], NEXT, "at least 1,750 ml, your goal is at least 2,000 ml, up to 250 ml short"),
        ([], TUESDAY, "1,750 ml so far, your goal is at least 2,000 ml, up to 250 ml to go"),
        ([TUESDAY], TUESDAY, "1,750 ml, your goal is at least 2,000 ml, 250 ml short"),
    ],
)
def test_a_day_half_logged_is_no_whole_day(complete, today, said) -> None:
    found = facts(diary({"water": 1750}, goals=[goal("water", 2000)], complete=complete), today=today)

    assert found["water_day"].said == f"Drinks: {said}"


def test_what_is_not_logged_is_not_zero() -> None:
    found = facts(diary({"water": 500}, usual={"sleep": 7.5}), logged=["water"])

    assert found["sleep_day"].said == "Sleep: no figure, usually 7 h 30 min"
    assert found["sleep_day"].amounts == (Amount(7.5, "h"),)
    # Of what was never logged there is nothing to say.
    assert "energy_day" not in found and "weight_day" not in found


def test_food_of_unknown_energy_makes_it_at_least() -> None:
    found = facts(diary({"energy": 1480}, complete=[TUESDAY], at_least=["energy"]))

    assert found["energy_day"].said == "Energy eaten: at least 1,480 kcal"


def test_a_few_days_are_no_usual_and_half_days_do_not_count() -> None:
    few = {"water": {TUESDAY - DAY * n: 1000 for n in range(1, 5)}}
    daily = Daily(TUESDAY - DAY * 59, TUESDAY, few, {}, frozenset(), {}, frozenset())
    assert day_figures.figures(daily, TUESDAY, NEXT, ME) == []

    halves = {"water": {TUESDAY - DAY * n: 500 if n % 3 == 0 else 2000 for n in range(1, 29)}}
    whole = frozenset(day for day, value in halves["water"].items() if value == 2000)
    daily = Daily(TUESDAY - DAY * 59, TUESDAY, halves, {}, whole, {}, frozenset())
    assert [one.usual for one in day_figures.figures(daily, TUESDAY, NEXT, ME)] == [2000]


def test_an_upper_bound_is_kept_when_the_day_is_over_and_not_before() -> None:
    caffeine = {"caffeine": 180}
    whole = diary(caffeine, goals=[goal("caffeine", None, 200)], complete=[TUESDAY])

    assert facts(whole)["caffeine_day"].said.endswith("at most 200 mg, reached")
    assert facts(whole)["well_within"].metric == "caffeine"
    half = facts(diary(caffeine, goals=[goal("caffeine", None, 200)]))
    assert half["caffeine_day"].said.endswith("at most 200 mg") and "well_within" not in half


def test_goals_that_harm_or_tell_the_weight_are_no_goals() -> None:
    goals = [goal("energy", None, 700), goal("protein", 90)]
    daily = diary({"energy": 1900, "protein": 95}, goals=goals, complete=[TUESDAY])

    assert "goal" not in facts(daily)["energy_day"].said
    assert "goal" in facts(daily)["protein_day"].said
    assert "goal" not in facts(daily, HIDING)["protein_day"].said


def test_amounts_are_in_the_units_of_the_person() -> None:
    found = facts(diary({"water": 2000, "energy": 2000, "weight": 70.0}, complete=[TUESDAY]), IMPERIAL)

    assert found["water_day"].said == "Drinks: 67.6 fl oz" and found["water_day"].amounts == (Amount(67.6, "fl oz"),)
    assert found["energy_day"].amounts == (Amount(8368, "kJ"),)
    assert day_figures.amount("weight", 70.0, IMPERIAL) == Amount(154.3, "lb")


def test_calories_and_weight_are_hidden_from_whoever_hides_them() -> None:
    figures = {"energy": 1900, "weight": 70.0, "waist": 80.0, "training_energy": 300, "water": 2000}
    goals = [goal("energy", 1800, 2200), goal("weight", 60), goal("training_energy", 200), goal("water", 1500)]

    found = facts(diary(figures, goals=goals, complete=[TUESDAY]), HIDING)

    told = " ".join(one["fact"] for one in for_the_model(list(found.values()), with_words=True))
    assert "kcal" not in told and "kg" not in told and "Weight" not in told and "Energy" not in told
    assert numbers(line(found.values(), HIDING).text.lower()) == []


def test_no_more_than_a_small_table() -> None:
    goals = [goal(metric, 1) for metric in ("potassium", "calcium", "iron", "sodium", "distance", "sugar", "fat")]
    figures = {metric: 2.0 for metric in ("energy", "protein", "fibre", "water", "sleep", "steps", "wellbeing")}

    daily = diary(figures | {row["metric"]: 2.0 for row in goals}, goals=goals)

    assert len(day_figures.figures(daily, TUESDAY, NEXT, ME)) == day_figures.MOST


# Trends ---------------------------------------------------------------------------------------------------------------


def rising(metric, *, days, by):
    """Level for some weeks, and then up every day."""
    chance = random.Random(metric)
    start = TUESDAY - DAY * 59
    return {
        start + DAY * n: 6.5 + chance.random() * 0.2 + max(0, n - (60 - days)) * by for n in range(60)
    }  # fmt: skip


def test_a_trend_that_has_just_begun_is_told_as_new() -> None:
    values = {"wellbeing": rising("wellbeing", days=22, by=0.1)}
    daily = Daily(TUESDAY - DAY * 59, TUESDAY, values, {}, frozenset(), {}, frozenset())

    found = facts(daily)

    assert re.fullmatch(
        r"Well-being over four weeks: rising: [\d.]+ over \d+ days, which is the better way; "
        r"a week before there was no clear change",
        found["wellbeing_trend_better"].said,
    )
    assert check("Your well-being went up over four weeks, keep going.", list(found.values())).line


def test_level_weeks_are_no_trend() -> None:
    values = {"wellbeing": rising("wellbeing", days=0, by=0)}
    daily = Daily(TUESDAY - DAY * 59, TUESDAY, values, {}, frozenset(), {}, frozenset())

    assert not [id for id in facts(daily) if "trend" in id]


# What went well, and what to try -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("daily", "id"),
    [
        (diary({"steps": 9000}, goals=[goal("steps", 8000)]), "well_goal"),
        (diary({"sleep": 8.0}, usual={"sleep": 7.0}), "well_usual"),
        (diary({"water": 1500}, complete=[TUESDAY]), "well_whole"),
        (diary({"water": 1500}), "well_logged"),
        # Nobody is praised for little food, a lower weight, or more than is good.
        (diary({"energy": 1300}, goals=[goal("energy", None, 2000)]), "well_logged"),
        (diary({"weight": 60.0}, goals=[goal("weight", None, 65)]), "well_logged"),
        (diary({"water": 9000}, goals=[goal("water", 2000)]), "well_logged"),
        (diary({"sleep": 11.0}, usual={"sleep": 7.0}), "well_logged"),
    ],
)
def test_what_went_well(daily, id) -> None:
    assert [fact for fact in facts(daily) if fact.startswith("well_")] == [id]


@pytest.mark.parametrize(
    ("daily", "logged", "id", "metric"),
    [
        (diary({"water": 1800, "steps": 7000}, goals=[goal("water", 2000), goal("steps", 8000)]), ALL, "goal", "steps"),
        # What is furthest from its goal, in shares of it, and no trifle.
        (
            diary(
                {"fibre": 19, "alcohol": 48, "water": 890},
                goals=[goal("fibre", 25), goal("alcohol", None, 20), goal("water", 2000)],
            ),
            ALL,
            "over",
            "alcohol",
        ),
        (diary({"fibre": 19, "water": 890}, goals=[goal("fibre", 25), goal("water", 2000)]), ALL, "far_goal", "water"),
        (diary({"water": 800}), ALL - {"sleep"}, "log", "sleep"),
        # A limit for drinks asks for nothing.
        (diary({"water": 800}, goals=[goal("water", None, 1500)], complete=[TUESDAY]), ALL, "same", ""),
        (diary({"water": 4100}, goals=[goal("water", 4500)], complete=[TUESDAY]), ALL, "same", ""),
        (diary({"water": 800}, goals=[goal("water", 2000)]), ALL, "far_goal", "water"),
        (diary({"water": 800}), ALL, "whole", ""),
        (diary({"water": 800}, complete=[TUESDAY]), ALL, "same", ""),
        # Who says that this was all has eaten nothing, and no meal is missing.
        (diary({"water": 800}, complete=[TUESDAY]), ALL - {"meal"}, "same", ""),
        (diary({"water": 800}, complete=[TUESDAY]), ALL - {"meal", "mood"}, "log", "mood"),
        # Nobody is told to weigh less, to eat less or to drink without end.
        (diary({"water": 5500}, goals=[goal("water", 6000)], complete=[TUESDAY]), ALL, "same", ""),
        (diary({"energy": 2500}, goals=[goal("energy", 1800, 2200)], complete=[TUESDAY]), ALL, "same", ""),
        (diary({"weight": 70.0}, goals=[goal("weight", None, 65)], complete=[TUESDAY]), ALL, "same", ""),
    ],
)
def test_one_thing_to_try(daily, logged, id, metric) -> None:
    (found,) = [fact for name, fact in facts(daily, logged=logged).items() if name.startswith("try_")]

    assert (found.id, found.metric) == (f"try_{id}", metric)


@pytest.mark.parametrize(
    ("metric", "value", "low", "high", "complete", "outcome"),
    [
        ("water", 2100, 2000, None, True, "reached"),
        ("water", 890, 2000, None, True, "missed"),
        ("water", 890, 2000, None, False, "missed as far as logged"),
        ("alcohol", 48, None, 20, False, "over"),
        ("alcohol", 10, None, 20, False, ""),
        ("sleep", 12, 7, 9, True, "over"),
        ("sleep", 8, 7, 9, True, "reached"),
        # Nobody is judged by food or weight.
        ("energy", 2900, 1800, 2200, True, ""),
        ("weight", 72, None, 65, True, ""),
    ],
)
def test_what_became_of_a_goal(metric, value, low, high, complete, outcome) -> None:
    daily = diary({metric: value}, goals=[goal(metric, low, high)], complete=[TUESDAY] if complete else [])

    (found,) = day_figures.figures(daily, TUESDAY, NEXT, ME)

    assert day_figures.outcome(found) == outcome


def test_a_day_that_goes_on_has_missed_nothing() -> None:
    goals = [goal("water", 2000), goal("alcohol", None, 20)]

    found = day_figures.figures(diary({"water": 890, "alcohol": 30}, goals=goals), TUESDAY, TUESDAY, ME)

    assert {one.metric: day_figures.outcome(one) for one in found} == {"water": "", "alcohol": "over"}


def test_too_much_of_something_is_met_without_shame_and_named_by_its_goal() -> None:
    every = list(facts(diary({"alcohol": 48, "sugar": 20}, goals=[goal("alcohol", None, 20)])).values())

    lines = [one.text for one in summary_lines.variants(every)]

    assert lines and all(check(text, every).line == text for text in lines), lines
    assert any("goal for alcohol" in text for text in lines)
    assert next(fact.said for fact in every if fact.id == "try_over") == (
        "To try: closer to the goal for alcohol: 28 g above (goal: at most 20 g)"
    )


def test_readings_of_the_body_go_to_no_model() -> None:
    figures = {
        "weight": 70.0,
        "glucose": 95.0,
        "systolic": 120.0,
        "resting_heart_rate": 55.0,
        "water": 2000,
        "steps": 9000,
    }
    usual = {"weight": 72.0, "resting_heart_rate": 60.0}
    goals = [goal("weight", None, 65), goal("glucose", None, 100), goal("systolic", None, 130)]

    every = list(facts(diary(figures, goals=goals, usual=usual)).values())

    sent = " ".join(one["fact"] for one in for_the_model(every, with_words=True))
    assert "Drinks" in sent and "Steps" in sent
    assert not re.search(r"weight|kg|glucose|pressure|heart|bpm", sent, re.I)
    told = day_figures.figures(diary(figures, goals=goals), TUESDAY, NEXT, ME)
    assert {"weight", "glucose", "systolic"} <= {one.metric for one in told}


def test_whoever_does_not_track_something_is_not_asked_to_log_it() -> None:
    me = Profile(**vars(ME) | {"tracked": ("water",)})

    assert "try_whole" in facts(diary({"water": 800}), me, logged=["water"])


# Triage ---------------------------------------------------------------------------------------------------------------


def asked(found, hour=9):
    return Asked(in_short.MOMENT, TUESDAY, tuple(found), "2026-06-02", hour)


def eaten(*kcal, complete=True):
    values = {TUESDAY - DAY * n: value for n, value in enumerate(reversed(kcal))}
    return Daily(
        TUESDAY - DAY * 59, TUESDAY, {"energy": values}, {}, frozenset(values) if complete else frozenset(), {},
        frozenset(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("daily", "today", "kind"),
    [
        (eaten(700, 650, 600), NEXT, "eating"),
        (eaten(2000, 700, 650), NEXT, "ok"),
        # A day that is not called complete says nothing of how little was eaten.
        (eaten(700, 650, 600, complete=False), NEXT, "ok"),
        # A day that goes on counts when it is over.
        (eaten(700, 650, 600), TUESDAY, "ok"),
        (diary({"systolic": 190.0}), NEXT, "emergency"),
        (diary({"weight": 45.0}, goals=[goal("weight", None, 40)]), NEXT, "eating"),
    ],
)
def test_what_calls_for_care_comes_first(daily, today, kind) -> None:
    me = Profile(**vars(ME) | {"height_cm": 170.0})
    found = facts(daily, me, today=today)

    assert triage(list(summary_facts.of_day(daily, TUESDAY, ALL, today, me))).kind == kind
    every = summary_facts.of_day(daily, TUESDAY, ALL, today, me)
    assert (advisor.at_once(asked(every), me).said_by == CARE) == (kind != "ok")
    assert not [one for one in for_the_model(list(found.values()), with_words=True) if "bmi" in str(one["id"])]


def test_a_note_of_the_day_can_call_for_care() -> None:
    def words(day):
        notes = ((day, "I want to kill myself"),)
        daily = Daily(
            TUESDAY - DAY * 59, TUESDAY, {"wellbeing": {TUESDAY: 8.0}}, {}, frozenset(), {}, frozenset(), (), notes
        )
        question = in_short.asked(short(daily), at(9), ME)
        assert "kill" not in str(for_the_model(question.facts, with_words=True))
        return advisor.at_once(question, ME).said_by

    assert words(TUESDAY) == CARE
    assert words(TUESDAY - DAY) == RULES


# Lines ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("me", [ME, IMPERIAL, HIDING], ids=["metric", "imperial", "hiding"])
def test_lines_of_many_weeks_keep_to_the_rules(me) -> None:
    chance = random.Random(7)
    texts = set()
    for number in range(250):
        daily, logged = some_day(chance)
        today = TUESDAY if number % 3 == 0 else NEXT
        every = summary_facts.of_day(daily, TUESDAY, logged, today, me)
        assert triage(every).kind == "ok", every
        hour = chance.choice([18, 20, 22]) if today == TUESDAY else 9

        found = line(every, me, str(number), hour)

        texts.add(found.text)
        assert 4 <= len(found.text.split()) <= 25
        assert found.facts, "the last line that fits anything was never needed"
        assert triage(found.text).kind == "ok"
        sayable = [fact for fact in every if fact.value is None]
        assert check(found.text, sayable, found.facts, no_numbers=me.hide_numbers).line == found.text
        if today == NEXT and logged:
            assert not re.search(r"\b(today|yesterday|tomorrow|tonight|this evening)\b", found.text.lower())
        assert line(every, me, str(number), hour) == found
    assert len(texts) > 150


def some_day(chance):
    levels = {
        "energy": 2000, "protein": 80, "fibre": 25, "water": 1900, "active_minutes": 35, "wellbeing": 6.5, "sleep": 7.4,
        "weight": 70, "steps": 8000, "caffeine": 180, "sleep_quality": 3.5, "sugar": 40,
    }  # fmt: skip
    values = {
        metric: {
            TUESDAY - DAY * n: round(level * chance.uniform(0.7, 1.3), 1)
            for n in range(60)
            if chance.random() < 0.8
        }
        for metric, level in levels.items()
        if chance.random() < 0.8
    }  # fmt: skip
    if chance.random() < 0.05:
        values = {metric: {day: value for day, value in of.items() if day != TUESDAY} for metric, of in values.items()}
    goals = [
        goal(metric, None, levels[metric]) if metric in ("caffeine", "sugar") else goal(metric, levels[metric])
        for metric in values
        if metric not in ("energy", "weight") and chance.random() < 0.5
    ]
    complete = {TUESDAY - DAY * n for n in range(60) if chance.random() < 0.5}
    # What has a figure was logged, and some of what was logged has none.
    there = {catalog.metrics()[metric].kind for metric, found in values.items() if TUESDAY in found}
    logged = frozenset(kind for kind in summary_facts.CALLED if kind in there or chance.random() < 0.2)
    return Daily(TUESDAY - DAY * 59, TUESDAY, values, {}, frozenset(complete), {}, frozenset(), goals), logged


@pytest.mark.parametrize("me", [ME, HIDING], ids=["all", "hiding"])
@pytest.mark.parametrize("today", [TUESDAY, NEXT])
def test_every_wording_of_an_empty_day_may_be_shown(me, today) -> None:
    every = list(facts(diary({}), me, logged=(), today=today).values())

    found = summary_lines.variants(every, hide_numbers=me.hide_numbers, hour=19)

    assert len(found) >= 16
    for one in found:
        assert check(one.text, every, one.facts, no_numbers=me.hide_numbers).line == one.text
        assert "Tuesday" in one.text


def test_nobody_is_sent_for_a_walk_late() -> None:
    every = list(facts(diary({"steps": 7000}, goals=[goal("steps", 8000)]), today=TUESDAY).values())

    at_seven, at_ten = (
        " ".join(one.text for one in summary_lines.variants(every, hour=hour)) for hour in (19, 22)
    )  # fmt: skip

    assert "this evening" in at_seven and "this evening" not in at_ten


def test_what_is_left_of_a_day_half_logged_is_not_said_as_known() -> None:
    half = diary({"water": 1750}, goals=[goal("water", 2000)])
    whole = diary({"water": 1750}, goals=[goal("water", 2000)], complete=[TUESDAY])

    def said(daily):
        return " ".join(one.text for one in summary_lines.variants(list(facts(daily).values())))

    assert "250 ml" not in said(half) and "250 ml" in said(whole)


def test_without_a_day_there_is_still_a_line() -> None:
    assert check(line([]).text, [], []).line == line([]).text


# What was kept --------------------------------------------------------------------------------------------------------


def short(daily, *kept):
    return Short(TUESDAY, daily, ALL, tuple(kept))


def at(hour, day=NEXT):
    return Clock(datetime.datetime(day.year, day.month, day.day, hour, tzinfo=datetime.UTC), "UTC")


def row(key, text, said_by=RULES, day=TUESDAY, facts=()):
    return Kept(day, key, text, said_by, 1, tuple(facts))


@pytest.mark.parametrize(("hour", "day"), [(0, TUESDAY), (17, TUESDAY), (18, NEXT), (23, NEXT)])
def test_the_evening_sums_up_its_own_day(hour, day) -> None:
    assert in_short.day_of(at(hour)) == day


def test_a_line_that_was_kept_stays_until_the_day_changes() -> None:
    daily = diary({"water": 1750}, goals=[goal("water", 2000)], complete=[TUESDAY])
    question = in_short.asked(short(daily), at(9), ME)
    rules = advisor.at_once(question, ME)
    good = "A glass of water before bed brings you to 2,000 ml."
    by_model = row(advisor.key(question, ME, "gemini-x"), good, "gemini-x", facts=["water_day"])

    known = in_short.known(short(daily, by_model), question, rules, ME)
    assert known and (known.text, known.said_by, known.thumb) == (good, "gemini-x", 1)
    assert [fact.id for fact in known.facts] == ["water_day"]
    assert in_short.known(short(daily, row(rules.key, rules.text)), question, rules, ME) == rules
    other = in_short.asked(short(diary({"water": 900})), at(9), ME)
    assert in_short.known(short(daily, by_model), other, advisor.at_once(other, ME), ME) is None


@pytest.mark.parametrize(
    "planted", ["You had 9,999 ml, well done for that.", "Take 400 mg of ibuprofen with water now."]
)
def test_a_line_that_somebody_put_there_by_hand_is_checked_again(planted) -> None:
    daily = diary({"water": 1750})
    question = in_short.asked(short(daily), at(9), ME)
    by_hand = row(advisor.key(question, ME, "gemini-x"), planted, "gemini-x")

    assert in_short.known(short(daily, by_hand), question, advisor.at_once(question, ME), ME) is None


def test_days_before_are_listed_without_the_one_on_top_and_without_hidden_numbers() -> None:
    kept = (
        row("a", "You had 1,750 ml that day."),
        row("b", "You had 2,000 ml that day.", day=TUESDAY - DAY),
        row("c", "You slept well that day.", day=TUESDAY - DAY * 2),
    )
    found = short(diary({}), *kept)

    assert [one.key for one in in_short.before(found, ME)] == ["b", "c"]
    assert [one.key for one in in_short.before(found, HIDING)] == ["c"]


def test_the_facts_of_a_day_that_is_over_stay_the_same_later() -> None:
    daily = diary({"water": 1750, "sleep": 8.0}, goals=[goal("water", 2000)], usual={"sleep": 7})

    def key(me, today):
        return advisor.key(asked(summary_facts.of_day(daily, TUESDAY, ALL, today, me)), me, "m")

    assert key(ME, NEXT) == key(ME, NEXT + DAY * 3) != key(HIDING, NEXT)
    assert isinstance(facts(daily)["weekday"], Fact)
