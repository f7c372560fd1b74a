"""The lines that the app writes by itself: short, true to the facts, let through by the checker, and varied."""

import datetime
import random
import re
from collections.abc import Iterator, Sequence

import pytest

from lib.advice import day_facts, templates
from lib.advice.checker import check
from lib.advice.checker_read import numbers
from lib.advice.facts import Amount, Fact
from lib.advice.triage import triage
from lib.diary import catalog
from lib.diary.overview import Overview
from lib.profile import Profile

DAY = datetime.date(2026, 6, 1)
EMPTY = {name: [] for name in ("meal", "water", "gym", "mood", "sleep", "body", "goals")} | {"latest": {}}
METRIC = Profile("Anna", None, None, None, "metric", "kcal", "UTC", 1, False, "free", False)
IMPERIAL = Profile(**vars(METRIC) | {"units": "imperial", "energy_unit": "kJ"})
HIDING = Profile(**vars(METRIC) | {"hide_numbers": True})
PEOPLE = (METRIC, IMPERIAL, HIDING)
HOURS = (2, 8, 12, 16, 19, 23)
MOMENTS = ("water", "gym", "meal", "mood", "morning")

# What anybody typed as the name of a food, and what no line repeats of it.
ODD_NAMES = {
    "50/50 bread": "50/50",
    "7UP": "7up",
    "Soup from www.wellness.example": "www",
    "see https://a.example/x": "http",
    "Ignore your instructions": "ignore",
    "**Cake**": "*",
    "Zero sugar cola": "zero",
    "You earned it": "earned",
    "Kuchen 🎂": "🎂",
    "A very long name of a dish that somebody wrote down in full": "dish",
    "aspirin": "aspirin",
}


def row(id: str, **columns) -> dict:
    return {"id": id, "logged_at": "2026-06-01T12:00:00+02:00", "local_date": "2026-06-01", "note": "secret"} | columns


def drink(ml: float = 250, beverage: str = "water", id: str = "it") -> dict:
    known = catalog.beverages()[beverage]
    caffeine = None if known.caffeine_mg is None else known.caffeine_mg * ml / 100
    alcohol = (known.alcohol_g or 0) * ml / 100
    return row(id, ml=ml, beverage=beverage, kcal=0, sodium_mg=None, caffeine_mg=caffeine, alcohol_g=alcohol)


def workout(activity="running", minutes: float | None = 45, km: float | None = 8.0, felt: str | None = None) -> dict:
    return row("it", activity=activity, minutes=minutes, distance_km=km, intensity=felt, net_kcal=300, items=[])


def meal(names: Sequence[str], type: str = "lunch", kcal: float | None = 520, unknown: int = 0) -> dict:
    items = [{"food_name": name, "kcal": kcal, "protein_g": 12.0, "fibre_g": 4.0} for name in names]
    return row("it", meal_type=type, title=None, words="", kcal=kcal, kcal_unknown=unknown, items=items)


def mood(wellbeing: float, *feelings: str) -> dict:
    return row("it", wellbeing=wellbeing, feelings=list(feelings), tags=["garden with Paul"], energy=None)


def night(minutes: int) -> dict:
    return row("night", started_at="", ended_at="", minutes=minutes, quality=4)


def goal(metric: str, low: float | None = None, high: float | None = None) -> dict:
    return {"metric": metric, "low": low, "high": high, "starts_on": "2026-01-01", "source": "own"}


STEPS = row("steps", metric="steps", value=5234, value2=None)
NO_GOALS: tuple[dict, ...] = ()
GOALS = (
    goal("water", 2000),
    goal("protein", 60),
    goal("fibre", 30),
    goal("active_minutes", 60),
    goal("steps", 8000),
    goal("sleep", 7, 9),
)
LOW_GOALS = (goal("water", None, 1500), goal("protein", 10, 500), goal("fibre", 2), goal("active_minutes", 5))


def facts_of(moment: str, me: Profile = METRIC, **parts) -> list[Fact]:
    day = Overview(DAY, EMPTY | {name: list(rows) for name, rows in parts.items()})
    return day_facts.morning(day, me) if moment == "morning" else day_facts.after(moment, "it", day, me)


def drinks() -> Iterator[list[Fact]]:
    for me in PEOPLE:
        for goals in (NO_GOALS, GOALS, LOW_GOALS):
            for before in (0, 800, 1550, 1800, 2500, 5500):
                for beverage in ("water", "latte", "cola", "red-wine", "iced-tea"):
                    earlier = [drink(before, id="before")] if before else []
                    yield facts_of("water", me, water=[*earlier, drink(250, beverage)], goals=goals)


def workouts() -> Iterator[list[Fact]]:
    for me in PEOPLE:
        for goals in (NO_GOALS, GOALS, LOW_GOALS):
            for done in (
                workout(),
                workout("yoga", 10, None, "light"),
                workout("gym-workout", None, None, "vigorous"),
                workout("stationary-bike", 120, None, "moderate"),
                workout("swimming", None, 1.5),
            ):
                eaten = [meal(["Egg"])] if goals else []
                drunk = [drink(600)] if goals is GOALS else []
                yield facts_of("gym", me, gym=[done], goals=goals, meal=eaten, water=drunk, body=[STEPS])


def meals() -> Iterator[list[Fact]]:
    eaten = (["Lentil soup", "Rye bread"], ["Mum's lasagne"], ["Apple, raw", "French fries", "Cheddar cheese"], [])
    for me in PEOPLE:
        for goals in (NO_GOALS, GOALS, LOW_GOALS):
            for type, names in zip(("breakfast", "lunch", "dinner", "snack"), eaten, strict=True):
                for kcal, unknown in ((520, 0), (300, 1), (None, 1)):
                    yield facts_of("meal", me, meal=[meal(names, type, kcal, unknown)], goals=goals)


def moods() -> Iterator[list[Fact]]:
    feelings = ((), ("sad", "tired"), ("happy",), ("bored",), ("anxious", "calm"), ("unwell",), ("overwhelmed",))
    for me in PEOPLE:
        for wellbeing in (0, 3, 5, 6.5, 9, 10):
            for at, felt in enumerate(feelings):
                slept = ([], [night(390)], [night(480)])[at % 3]
                yield facts_of("mood", me, mood=[mood(wellbeing, *felt)], sleep=slept, gym=[workout()])


def mornings() -> Iterator[list[Fact]]:
    for me in PEOPLE:
        for goals in (NO_GOALS, GOALS, LOW_GOALS):
            for slept in ([], [night(300)], [night(390)], [night(410)], [night(485)]):
                for drunk in ([], [drink(500)]):
                    yield facts_of("morning", me, sleep=slept, goals=goals, water=drunk, body=[STEPS] if drunk else [])


DAYS = {"water": drinks, "gym": workouts, "meal": meals, "mood": moods, "morning": mornings}


def days_of(moment: str) -> list[tuple[list[Fact], bool]]:
    """With whether the person hides numbers: the last third of the days are of one who does."""
    days = list(DAYS[moment]())
    return [(facts, at >= len(days) * 2 // 3) for at, facts in enumerate(days)]


def lines_of(moment: str) -> Iterator[tuple[templates.Line, list[Fact], bool]]:
    """Every wording of every day and hour, each text once."""
    seen = set()
    for facts, hidden in days_of(moment):
        for hour in HOURS:
            for one in templates.variants(moment, facts, hide_numbers=hidden, hour=hour):
                if (one.text, one.facts, hidden) not in seen:
                    seen.add((one.text, one.facts, hidden))
                    yield one, facts, hidden


def assert_well_formed(text: str) -> None:
    assert 4 <= len(re.findall(r"\S+", text)) <= 25, text
    assert "  " not in text and text == text.strip(), text
    assert re.fullmatch(r"[A-Z\d].*\.", text), text
    assert not re.search(r"[{}!?]|\.\.| [.,;:]|\b(\w+) \1\b", text), text
    # Each sentence begins with a capital or a figure.
    assert not re.search(r"\. [a-z]", text), text
    assert not re.search(r"\b1 glasses\b|\ban? (?:glasses|sips)\b|\b(?:[2-9]|\d\d) glass\b", text), text
    assert not re.search(r"\ba [aeio]|\ban [^aeiouh8]", text), text


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_wording_is_short_and_let_through(moment: str) -> None:
    count = 0

    for one, facts, hidden in lines_of(moment):
        assert_well_formed(one.text)
        checked = check(one.text, facts, one.facts, no_numbers=hidden)
        assert (checked.problem, checked.line) == ("", one.text), (one.text, [fact.said for fact in facts])
        assert not (hidden and numbers(one.text.lower())), one.text
        count += 1

    assert count > 100


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_wording_calls_for_help(moment: str) -> None:
    texts = sorted({one.text for one, _, _ in lines_of(moment)})

    # Half of the thousands there are, always the same ones.
    for text in random.Random(1).sample(texts, min(len(texts), 1500)):
        assert triage(text).kind == "ok", text


@pytest.mark.parametrize("moment", MOMENTS)
def test_there_is_something_different_to_say_each_time(moment: str) -> None:
    for facts, hidden in days_of(moment):
        for hour in HOURS:
            found = templates.variants(moment, facts, hide_numbers=hidden, hour=hour)
            assert len({one.text for one in found}) >= 8, (hour, [fact.said for fact in facts])


@pytest.mark.parametrize("moment", MOMENTS)
def test_seeds_spread_over_the_wordings_and_say_the_same_again(moment: str) -> None:
    facts = next(iter(DAYS[moment]()))
    possible = {one.text for one in templates.variants(moment, facts)}

    found = [templates.line(moment, facts, seed=f"entry {seed}") for seed in range(200)]
    again = [templates.line(moment, list(facts), seed=f"entry {seed}") for seed in range(200)]

    assert found == again
    assert len({one.text for one in found}) > 0.6 * min(len(possible), 200)
    assert all(set(one.facts) <= {fact.id for fact in facts} for one in found)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("hide_numbers", [False, True])
def test_where_nothing_is_known_something_kind_is_said(moment: str, hide_numbers: bool) -> None:
    strange = [Fact("logged", "Something else entirely"), Fact("water_today", "Drinks today: nobody knows")]

    for facts in ([], strange):
        for seed in range(20):
            one = templates.line(moment, facts, seed=str(seed), hide_numbers=hide_numbers, hour=seed)
            assert_well_formed(one.text)
            assert not numbers(one.text.lower()) or "one more" in one.text.lower()


def test_every_beverage_and_activity_is_spoken_of() -> None:
    for me in PEOPLE:
        for beverage in catalog.beverages():
            facts = facts_of("water", me, water=[drink(250, beverage)], goals=GOALS)
            assert_good("water", facts, me)
        for activity in catalog.activities():
            for minutes, km in ((45, 6.2), (None, None)):
                facts = facts_of("gym", me, gym=[workout(activity, minutes, km)], goals=GOALS)
                assert_good("gym", facts, me)


def assert_good(moment: str, facts: list[Fact], me: Profile) -> None:
    """Five of the wordings, and none for want of anything better."""
    for one in templates.variants(moment, facts, hide_numbers=me.hide_numbers, hour=12)[::9][:5]:
        assert_well_formed(one.text)
        checked = check(one.text, facts, one.facts, no_numbers=me.hide_numbers)
        assert (checked.problem, checked.line) == ("", one.text), (one.text, facts[0].said)


@pytest.mark.parametrize("activity", ["running-99-kmh", "zumba-2000", "moon-walk-7-up"])
def test_what_no_table_knows_is_named_without_its_figures(activity: str) -> None:
    facts = facts_of("gym", gym=[workout(activity, 30, None)])

    for seed in range(20):
        one = templates.line("gym", facts, seed=str(seed))
        assert set(re.findall(r"\d+", one.text)) <= {"30"}, one.text


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_that_somebody_typed_is_not_repeated_where_it_could_harm(name: str) -> None:
    for others in ([], ["Lentil soup"]):
        for me in PEOPLE:
            facts = facts_of("meal", me, meal=[meal([name, *others])])
            for seed in range(12):
                one = templates.line("meal", facts, seed=str(seed), hide_numbers=me.hide_numbers)
                assert_well_formed(one.text)
                assert ODD_NAMES[name] not in one.text.lower(), one.text
                assert "entil soup" in one.text or not others


@pytest.mark.parametrize("food", sorted(catalog.food_names())[::25])
def test_foods_of_the_tables_are_named_in_lines_that_pass(food: str) -> None:
    facts = facts_of("meal", meal=[meal([food])])

    for seed in range(4):
        one = templates.line("meal", facts, seed=str(seed))
        assert_well_formed(one.text)
        assert "logged" in one.facts


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Lentil soup", "Rye bread"], "lentil soup and rye bread"),
        (["French fries"], "French fries"),
        (["Overnight oats"], "Overnight oats"),
        (["Wine", "Steak"], "wine and steak"),
        (["Chicken Curry"], "chicken curry"),
        (["Brown rice with peas"], "brown rice with peas"),
        (["Egg", "Toast", "Butter"], "egg, toast and more"),
        (["Egg", "7UP"], "egg and more"),
        (["Egg", "Egg"], "egg"),
    ],
)
def test_foods_read_as_in_a_sentence(names: list[str], said: str) -> None:
    facts = facts_of("meal", meal=[meal(names)])

    texts = [one.text for one in templates.variants("meal", facts)]

    assert any(f"lunch of {said}" in text for text in texts), texts[0]


def test_the_energy_of_a_meal_is_said_as_far_as_it_is_known() -> None:
    known = templates.variants("meal", facts_of("meal", meal=[meal(["Egg"])]))
    partly = templates.variants("meal", facts_of("meal", meal=[meal(["Egg"], kcal=300, unknown=1)]))
    unknown = templates.variants("meal", facts_of("meal", meal=[meal(["Egg"], kcal=None, unknown=1)]))
    between = meal(["Egg"]) | {"items": [{"food_name": "Egg", "kcal": 520, "kcal_low": 400, "kcal_high": 690}]}

    assert all("520 kcal" in one.text for one in known)
    assert all("t least 300 kcal" in one.text for one in partly)
    assert not any("kcal" in one.text for one in unknown)
    assert all("bout 520 kcal" in one.text for one in templates.variants("meal", facts_of("meal", meal=[between])))


def test_how_much_was_eaten_is_never_commented_on() -> None:
    plain = {one.text.replace("90 kcal", "N") for one, _, _ in _of_a_meal(90)}
    huge = {one.text.replace("4,200 kcal", "N") for one, _, _ in _of_a_meal(4200)}

    assert plain == huge
    for one, _, _ in lines_of("meal"):
        assert not re.search(r"\b(?:too|enough|much|only|less|light|heavy|burn\w*|earn\w*|lot)\b", one.text), one.text


def _of_a_meal(kcal: float) -> list[tuple[templates.Line, list[Fact], bool]]:
    facts = facts_of("meal", meal=[meal(["Egg"], kcal=kcal)], goals=[goal("energy", 1800, 2200)])
    return [(one, facts, False) for one in templates.variants("meal", facts)]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("hour", [18, 20, 22, 0, 3])
def test_late_lines_ask_for_nothing_that_belongs_to_the_day(moment: str, hour: int) -> None:
    if moment == "morning" and hour < 12:
        return
    day = r"\b(?:walk|midday|afternoon|steps is the plan|of movement is the plan|next meal|at (?:lunch|dinner))\b"
    night = rf"{day}|\bmore glass|\bto go\b|A glass with|[Oo]utside"

    for facts in DAYS[moment]():
        for one in templates.variants(moment, facts, hour=hour):
            said = one.text.replace("your walk", "")
            assert not re.search(night if hour in (22, 0, 3) else day, said), one.text


def test_alcohol_is_met_without_a_sermon_and_not_as_water() -> None:
    facts = facts_of("water", water=[drink(150, "red-wine")], goals=GOALS)

    for hour in HOURS:
        for one in templates.variants("water", facts, hour=hour):
            assert "goal" not in one.text and "2,000" not in one.text
            assert "water" in one.text


def test_a_late_coffee_and_an_early_one_are_met_differently() -> None:
    facts = facts_of("water", water=[drink(240, "coffee")], goals=GOALS)

    early, afternoon, late = (
        {one.text for one in templates.variants("water", facts, hour=hour)} for hour in (9, 15, 20)
    )
    second = facts_of("water", water=[drink(240, "coffee", "before"), drink(240, "coffee")], goals=GOALS)

    assert any("black coffee counts towards your drinks" in text for text in early)
    assert any("falling asleep" in text for text in late)
    assert not any("falling asleep" in text for text in early | afternoon)
    assert any("earlier last black coffee" in one.text for one in templates.variants("water", second, hour=15))


DRINKING = r"\b(?:glass|water\b(?! noted| is noted)|sips?|bottle|thirsty?|one more|another (?:glass|drink))\b"


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize(
    ("drunk", "aim"), [(300, goal("water", None, 1500)), (1750, goal("water", None, 1500)), (4500, goal("water", 5000))]
)
def test_nobody_is_asked_to_drink_who_keeps_to_a_limit_or_had_plenty(
    moment: str, hour: int, drunk: float, aim: dict
) -> None:
    for me in PEOPLE:
        for beverage in ("iced-tea", "cola", "red-wine"):
            facts = facts_of(
                moment, me, water=[drink(drunk - 200, "iced-tea", "before"), drink(200, beverage)], goals=[aim],
                gym=[workout()], meal=[meal(["Egg"])], mood=[mood(5, "unwell")],
            )  # fmt: skip
            for one in templates.variants(moment, facts, hide_numbers=me.hide_numbers, hour=hour):
                assert not re.search(DRINKING, one.text, re.I), one.text


def test_a_limit_that_is_passed_is_said_without_a_word_on_it() -> None:
    facts = facts_of("water", water=[drink(1750)], goals=[goal("water", None, 1500)])

    texts = [one.text for one in templates.variants("water", facts)]

    assert all("1,750 ml" in text for text in texts) and any("above the 1,500 ml you set" in text for text in texts)
    assert not any(re.search(r"reached|well past|goal", text) for text in texts)


@pytest.mark.parametrize(("hour", "before", "goals"), [(8, 0, ()), (20, 2, ()), (20, 0, (goal("alcohol", None, 10),))])
def test_alcohol_early_often_or_above_the_goal_is_met_calmly(hour: int, before: int, goals: tuple) -> None:
    earlier = [drink(150, "red-wine", f"b{n}") for n in range(before)]
    facts = facts_of("water", water=[*earlier, drink(150, "red-wine")], goals=goals)

    for one in templates.variants("water", facts, hour=hour):
        assert not re.search(r"enjoy|company|kind habit|lovely|well", one.text, re.I), one.text
        assert "water" in one.text


def test_a_very_short_night_asks_for_no_target() -> None:
    day = {"sleep": [night(280)], "goals": GOALS, "body": [STEPS]}

    lines = templates.variants("morning", facts_of("morning", **day), hour=8)
    after_training = templates.variants("gym", facts_of("gym", gym=[workout(minutes=20)], **day), hour=10)

    assert any("easy walk will do" in one.text for one in lines)
    for one in (*lines, *after_training):
        assert not re.search(r"8,000|60 min|of movement", one.text), one.text


def test_twelve_hours_of_sleep_do_not_reach_a_goal_of_seven_to_nine() -> None:
    lines = templates.variants("morning", facts_of("morning", sleep=[night(720)], goals=GOALS), hour=8)

    assert lines and not any(re.search(r"reached|good base|good start,|rested", one.text) for one in lines)


@pytest.mark.parametrize("moment", MOMENTS)
def test_between_midnight_and_dawn_nothing_is_said_of_other_hours(moment: str) -> None:
    for facts in DAYS[moment]():
        for hour in (0, 3):
            for one in templates.variants(moment, facts, hour=hour):
                said = re.sub(r"(?:[Bb]reakfast|[Ll]unch|[Dd]inner)\b", "", one.text)
                assert not re.search(r"\b(?:morning|evening|afternoon|before breakfast|early)\b", said, re.I), one.text


def test_no_line_greets_and_a_new_account_hears_what_can_be_done() -> None:
    for hour in range(24):
        for one in templates.variants("morning", facts_of("morning"), hour=hour):
            assert not one.text.startswith("Good "), one.text
    for hour in (8, 13, 20):
        texts = [one.text for one in templates.variants("morning", facts_of("morning"), hour=hour)]
        assert any("A tap on a drink is a good start." in text for text in texts)


def test_a_great_morning_is_no_day_yet_and_feelings_beside_the_score_are_taken_up() -> None:
    early = " ".join(one.text for one in templates.variants("mood", facts_of("mood", mood=[mood(9)]), hour=8))
    both = [one.text for one in templates.variants("mood", facts_of("mood", mood=[mood(9, "tired")]), hour=12)]

    assert "a day like this" not in early
    assert all("tired" in text or "both" in text for text in both)


@pytest.mark.parametrize("beverage", ["water", "coffee"])
def test_one_drink_after_the_other_gets_another_step(beverage: str) -> None:
    rows = [drink(150, beverage, f"id{n}") for n in range(5)]
    said = []
    for n in range(5):
        day = Overview(DAY, EMPTY | {"water": rows[: n + 1], "goals": list(GOALS)})
        said.append(templates.line("water", day_facts.after("water", f"id{n}", day, METRIC), seed=f"id{n}", hour=9))

    assert len({one.text for one in said}) == 5
    assert len({one.step for one in said}) >= 4


def test_a_little_fibre_is_told_only_where_there_is_a_goal_for_it() -> None:
    facts = facts_of("meal", meal=[meal(["Chocolate"], "snack")])

    assert not any(re.search("fibre|protein", one.text) for one in templates.variants("meal", facts))


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (0, r"so far|to go|left|brings|of 2,000 ml"),
        (1550, r"200 ml|1,800"),
        (1800, r"2,050 ml|2,000 ml"),
        (3000, r"3,250 ml"),
    ],
)
def test_drinks_are_met_where_the_day_stands(before: int, said: str) -> None:
    earlier = [drink(before, id="before")] if before else []
    facts = facts_of("water", water=[*earlier, drink(250)], goals=GOALS)

    for one in templates.variants("water", facts, hour=12):
        assert re.search(said, one.text), one.text
        assert (before >= 1800) is not bool(re.search(r"to go|One more glass|Another glass", one.text)) or before < 1800


def test_glasses_are_counted_in_the_persons_own_distance_to_the_goal() -> None:
    facts = facts_of("water", water=[drink(750)], goals=GOALS)

    assert any(
        "about 5 glasses" in one.text and "glasses_left" in one.facts for one in templates.variants("water", facts)
    )
    assert Amount(5, "glasses") in next(fact.amounts for fact in facts if fact.id == "glasses_left")
    assert not any(fact.id == "glasses_left" for fact in facts_of("water", water=[drink(1900)], goals=GOALS))


def test_moods_are_met_by_what_they_are() -> None:
    low, middling, high = (
        " ".join(one.text for one in templates.variants("mood", facts_of("mood", mood=[mood(value)])))
        for value in (1, 5, 9)
    )

    assert "somebody" in low.lower() and "1 of 10" not in low
    assert "5 of 10" in middling and "9 of 10" in high
    assert not re.search(r"cheer up|smile|lovely|look on", low, re.I)


def test_own_words_for_a_mood_stay_with_the_person() -> None:
    facts = facts_of("mood", mood=[mood(7, "calm")])

    texts = " ".join(one.text for one in templates.variants("mood", facts))

    assert "Paul" not in texts and "garden" not in texts and "calm" in texts


def test_the_morning_tells_of_the_night_and_of_the_plan() -> None:
    facts = facts_of("morning", sleep=[night(485)], goals=GOALS)

    texts = [one.text for one in templates.variants("morning", facts, hour=7)]

    assert all("8 h 5 min" in text for text in texts)
    assert any("8,000 steps" in text for text in texts) and any("2,000 ml" in text for text in texts)
    assert not any("8 h 5 min" in one.text for one in templates.variants("morning", facts, hour=15))


def test_the_facts_of_a_morning() -> None:
    empty = {fact.id: fact for fact in facts_of("morning", goals=GOALS)}
    begun = {fact.id: fact.said for fact in facts_of("morning", water=[drink(500)], sleep=[night(390)])}

    assert empty["steps_today"].said == "Steps today: 0, your goal is at least 8,000, 8,000 to go"
    assert empty["entries_today"].said == "Nothing is logged today yet"
    assert "sleep_today" not in empty
    assert begun == {"sleep_today": "Sleep today: 6 h 30 min", "entries_today": "Entries today: 2"}


def test_how_a_workout_felt_counts_more_than_what_is_usual() -> None:
    facts = facts_of("gym", gym=[workout("yoga", 45, None, "vigorous")])

    lines = templates.variants("gym", facts)

    assert next(fact.said for fact in facts if fact.id == "felt") == "The training felt: vigorous"
    assert any("hard work" in one.text for one in lines) and all("felt" in one.facts for one in lines)
