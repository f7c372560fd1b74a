"""Insights: what counts, what is found, and the sentences it is told in."""

import datetime
import math

import numpy as np
import pytest

from lib.analysis import links
from lib.analysis.anomaly import Unusual
from lib.analysis.change import Change
from lib.analysis.links import Link, Waiting
from lib.analysis.links_effect import Effect
from lib.analysis.links_pairs import LATE_CAFFEINE, PAIRS
from lib.diary import insight_words as words
from lib.diary import insights
from lib.diary.insights import Changed, Odd
from lib.diary.series import DAY, Daily
from lib.units import Units
from tests.support.figures import answer

TODAY = datetime.date(2026, 5, 28)
METRIC, IMPERIAL = Units(), Units("imperial", "kJ", "mmol/l")
HIDDEN = {"energy", "training_energy", "weight", "waist"}


def day(ago):
    return TODAY - ago * DAY


def daily(values, complete=(), tags=None, told=(), at_least=None):
    by_name = {name: frozenset(days) for name, days in (tags or {}).items()}
    return Daily(day(400), TODAY, values, at_least or {}, frozenset(complete), by_name, frozenset(told))


def a_person(days=160):
    """Drinks wine on every fourth day or so and then sleeps an hour less; the pulse falls in the middle of the time."""
    rng = np.random.default_rng(5)
    wine = {day(n): float(24 * (rng.random() < 0.25)) for n in range(days, 0, -1)}
    sleep = {d: 7.5 - wine.get(d - DAY, 0.0) / 24 + rng.normal(0, 0.4) for d in wine}
    pulse = {d: (61 if n < days / 2 else 57) + rng.normal(0, 1) for n, d in enumerate(wine)}
    weight = {d: 80.0 - 3 * (n >= days / 2) + rng.normal(0, 0.3) for n, d in enumerate(wine)}
    moods = {d: float(rng.integers(4, 9)) for d in wine}
    values = {
        "alcohol": wine, "water": dict.fromkeys(wine, 1800.0), "sleep": sleep, "resting_heart_rate": pulse,
        "weight": weight, "wellbeing": moods,
    }  # fmt: skip
    return daily(values, complete=wine, told=moods, tags={"meetings": list(moods)[::3]})


def found_link(cause="alcohol", effect="sleep", lag=1, size=None, **more):
    size = size or Effect(True, 24.0, -0.53, -0.85, -0.2, 61, 200)
    return Link(cause, effect, lag, rho=-0.42, p=0.0004, n=261, size=size, **more)


def test_a_complete_day_without_a_drink_is_a_day_without_alcohol_and_without_coffee():
    drunk = {name: {day(3): 12.0} for name in ("alcohol", "water", "late_caffeine")}

    known = insights.lines(daily(drunk, complete=[day(3), day(2)]))

    assert known["alcohol"] == known["water"] == known[LATE_CAFFEINE] == {day(3): 12.0, day(2): 0.0}


def test_who_never_writes_down_workouts_is_not_taken_for_lazy():
    known = insights.lines(daily({"water": {day(2): 250.0}}, complete=[day(2), day(1)]))

    assert "active_minutes" not in known and "alcohol" not in known


def test_a_drink_of_which_the_caffeine_is_unknown_is_not_one_without():
    known = insights.lines(daily({"water": {day(2): 250.0}, "caffeine": {day(1): 80.0}}, complete=[day(2), day(1)]))

    assert known["caffeine"] == {day(1): 80.0}


def test_a_day_that_is_not_complete_counts_for_nothing_that_adds_up():
    values = {name: {day(2): 10.0} for name in ("alcohol", "water", "active_minutes", "energy", "late_caffeine")}

    known = insights.lines(daily(values | {"sleep": {day(2): 7.0}}))

    assert {name for name, line in known.items() if line} == {"sleep"}


def test_a_day_on_which_more_was_eaten_than_is_known_does_not_count():
    known = insights.lines(daily({"fibre": {day(2): 9.0}}, [day(2)], at_least={"fibre": frozenset([day(2)])}))

    assert "fibre" not in known


def test_the_steps_of_a_day_that_is_not_over_are_no_days_steps():
    known = insights.lines(daily({"steps": {day(1): 9000.0, TODAY: 300.0}, "weight": {TODAY: 70.0}}))

    assert known["steps"] == {day(1): 9000.0}
    assert known["weight"] == {TODAY: 70.0}


def test_a_tag_is_missing_on_days_with_a_mood_and_unknown_on_others():
    known = insights.lines(daily({}, tags={"meetings": [day(2)]}, told=[day(2), day(1)]))

    assert known["tag:meetings"] == {day(2): 1.0, day(1): 0.0}


def test_a_link_that_is_there_is_found_with_its_two_groups_of_days():
    found = insights.find(a_person(), hide_numbers=False)

    (one,) = found.links
    assert (one.link.cause, one.link.effect, one.link.lag) == ("alcohol", "sleep", 1)
    assert one.link.size.difference == pytest.approx(-1, abs=0.3)
    assert (one.most.days, one.least.days) == (one.link.size.days, one.link.size.other_days)
    assert one.most.low <= one.most.quarter <= one.most.middle <= one.most.three_quarters <= one.most.high
    assert one.least.mean - one.most.mean == pytest.approx(1, abs=0.3)
    assert ("alcohol", "wellbeing") in {(one.cause, one.effect) for one in found.refused}


def test_thirds_are_as_large_as_the_link_says():
    rng = np.random.default_rng(2)
    nights = {day(n): 7.5 + rng.normal(0, 1) for n in range(120)}
    moods = {d: 6 + (hours - 7.5) + rng.normal(0, 0.5) for d, hours in nights.items()}

    (one,) = insights.find(daily({"sleep": nights, "wellbeing": moods}), hide_numbers=False).links

    assert one.most.days == one.least.days == one.link.size.days == 40
    assert one.most.mean > one.least.mean


def test_changes_are_told_the_newest_first_and_only_where_they_are_sure():
    found = insights.find(a_person(), hide_numbers=False)

    assert {one.metric for one in found.changes} == {"resting_heart_rate", "weight"}
    assert all(one.change.interval[0] * one.change.interval[1] > 0 for one in found.changes)
    assert [one.change.day for one in found.changes] == sorted((o.change.day for o in found.changes), reverse=True)


def test_a_short_night_lately_is_unusual_and_one_long_ago_is_not_told():
    nights = {day(n): 7.5 + 0.3 * math.sin(n) for n in range(1, 90)}

    found = insights.find(daily({"sleep": nights | {day(3): 2.0, day(30): 2.0}}), hide_numbers=False)

    assert [(one.metric, one.unusual.day) for one in found.odd] == [("sleep", day(3))]


def test_days_that_are_all_different_from_before_are_told_as_one():
    nights = {day(n): 7.5 + 0.3 * math.sin(n) - 3 * (n < 6) for n in range(90)}

    (one,) = insights.find(daily({"sleep": nights}), hide_numbers=False).odd

    assert (one.unusual.day, one.days) == (TODAY, 6)


def test_who_hides_numbers_sees_nothing_about_weight_or_energy():
    person = a_person()

    found = insights.find(person, hide_numbers=True)

    asked = {name for one in (*found.refused, *(o.link for o in found.links)) for name in (one.cause, one.effect)}
    assert not asked & HIDDEN
    assert {one.metric for one in found.changes} == {"resting_heart_rate"}


def test_the_pair_that_needs_the_fewest_days_stands_first():
    nights = {day(n): 7.0 + n % 2 for n in range(30)}
    felt = {day(n): 5.0 + n % 3 for n in range(20)}

    found = insights.find(daily({"sleep": nights, "wellbeing": nights | felt, "mood_energy": felt}), hide_numbers=False)

    assert [(one.effect, one.needed) for one in found.waiting] == [("wellbeing", 15), ("mood_energy", 25)]


def test_nobody_who_wrote_nothing_has_insights():
    assert insights.find(daily({}), hide_numbers=False).is_empty


def test_everything_is_asked_for_in_one_call_and_nothing_that_is_hidden():
    asked = []

    class Backend:
        @property
        def gateway(self):
            return self

        def rpc(self, function, args):
            asked.append((function, args))
            return answer()

    found = insights.fetch(Backend(), TODAY, hide_numbers=True)

    ((function, args),) = asked
    assert function == "daily_series"
    assert (args["p_from"], args["p_to"]) == (day(links.DAYS_BACK - 1).isoformat(), TODAY.isoformat())
    assert {"late_caffeine", "tags", "water", "sleep", "hrv_sdnn"} <= set(args["p_metrics"])
    assert not HIDDEN & set(args["p_metrics"]) and len(args["p_metrics"]) <= 60
    assert found.end == TODAY


def test_what_is_built_into_the_demo_is_held_against_what_is_shown():
    found = insights.find(a_person(), hide_numbers=False)
    late = insights.Linked(found_link(LATE_CAFFEINE, "sleep"), found.links[0].most, found.links[0].least)
    wrong = insights.Linked(found_link("water", "wellbeing", 0), late.most, late.least)
    shown = insights.Insights((late, wrong), (), (), (), (), 0)

    truths = insights.truths(shown, hide_numbers=False)

    assert [one.sentence[:13] for one in truths.planted if one.is_shown] == ["A cup of coff"]
    assert [one.sentence[:10] for one in truths.tempting if one.is_shown] == ["Dana drink"]
    assert truths.beyond == (wrong.link,)


def test_what_is_built_in_says_nothing_of_weight_to_who_hides_numbers():
    found = insights.find(a_person(), hide_numbers=True)

    truths = insights.truths(found, hide_numbers=True)

    assert len(truths.planted) == 7
    assert not any("weight" in one.sentence for one in truths.tempting)


@pytest.mark.parametrize(
    ("link", "units", "sentence"),
    [
        (
            found_link(),
            METRIC,
            "After days with alcohol you slept 32 min less (12 to 51 min), on 61 days with and 200 without.",
        ),
        (
            found_link("sleep", "wellbeing", 0, Effect(False, 1.35, 0.62, 0.43, 0.84, 149, 149)),
            METRIC,
            "After nights with longer sleep (about 1 h 21 min more) your well-being was 0.6 points higher "
            "(0.4 to 0.8 points), on the 149 days with most against the 149 with least.",
        ),
        (
            found_link("sodium", "weight", 1, Effect(False, 1200, 0.6, 0.3, 0.9, 50, 50)),
            IMPERIAL,
            "After days with more sodium (about 1,200 mg more) your weight was 1.3 lb higher (0.7 to 2.0 lb), "
            "on the 50 days with most against the 50 with least.",
        ),
        (
            found_link("tag:meetings", "mood_energy", 0, Effect(True, 1, -1.2, -1.6, -0.8, 1, 90)),
            METRIC,
            'On days with the tag "meetings" your felt energy was 1.2 points lower (0.8 to 1.6 points), '
            "on 1 day with and 90 without.",
        ),
        (
            found_link("sleep", "active_minutes", 0, Effect(False, 1, 22, 11, 33, 40, 40)),
            METRIC,
            "After nights with longer sleep (about 1 h 0 min more) you were active for 22 min more (11 to 33 min), "
            "on the 40 days with most against the 40 with least.",
        ),
    ],
)
def test_a_link_is_told_in_the_persons_units(link, units, sentence):
    assert words.link(link, units) == sentence


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.cause}-{pair.effect}-{pair.lag}")
def test_every_pair_has_words(pair):
    for with_it in (True, False):
        sentence = words.link(found_link(*pair, Effect(with_it, 20.0, 2.0, 1.0, 3.0, 50, 50)), IMPERIAL)

        assert sentence.startswith(("After days with ", "On days with ", "After nights with "))
        assert "cause" not in sentence and "_" not in sentence
    assert words.name(found_link(*pair))


def test_the_evidence_says_what_else_shows_the_same():
    said = words.evidence(found_link("active_minutes", "wellbeing", also=("steps", "distance")))

    assert "rho -0.42" in said and "p 0.0004" in said and "261 days" in said
    assert said.endswith("The same shows for: steps, distance.")


@pytest.mark.parametrize(
    ("waiting", "sentence"),
    [
        (
            Waiting("alcohol", "sleep", 1, 20, 25, 0),
            "Alcohol and sleep, the night after: 25 more days with both (20 of 45 are there), "
            "so Monday, 22 June at the earliest",
        ),
        (
            Waiting("steps", "weight", 0, 60, 0, 1),
            "Steps and weight, the same day: 1 more day unlike the usual one, so tomorrow at the earliest",
        ),
    ],
)
def test_a_question_says_how_many_more_days_it_needs(waiting, sentence):
    assert words.waiting(waiting, TODAY) == sentence


@pytest.mark.parametrize(
    ("metric", "change", "units", "sentence"),
    [
        (
            "resting_heart_rate",
            Change(datetime.date(2026, 3, 3), 61.1, 56.9, -4.2, (-5.2, -3.1)),
            METRIC,
            "Your resting heart rate changed around 3 March: from 61 to 57 bpm (3.1 to 5.2 less)",
        ),
        (
            "weight",
            Change(datetime.date(2025, 11, 28), 68.94, 68.41, -0.53, (-0.8, -0.26)),
            IMPERIAL,
            "Your weight changed around 28 November 2025: from 152 to 150.8 lb (0.6 to 1.8 less)",
        ),
        (
            "steps",
            Change(datetime.date(2026, 1, 2), 8983.1, 13470.8, 4487.7, (2406, 6569)),
            METRIC,
            "Your steps changed around 2 January: from 8,980 to 13,470 (2,410 to 6,570 more)",
        ),
        (
            "sleep",
            Change(datetime.date(2026, 1, 2), 7.2, 6.8, -0.4, (-0.6, -0.2)),
            METRIC,
            "Your sleep changed around 2 January: from 7.2 to 6.8 h (12 to 36 min less)",
        ),
    ],
)
def test_a_change_is_told_in_the_persons_units(metric, change, units, sentence):
    against = ", the four weeks before against the four weeks after."
    assert words.changed(Changed(metric, change), TODAY, units) == sentence + against


@pytest.mark.parametrize(
    ("metric", "odd", "sentence"),
    [
        (
            "sleep",
            Unusual(datetime.date(2026, 5, 26), 3.5, 6.1, 8.4, -8.0, 27),
            "Sleep on Tuesday was unusual for you: 3.5 h, mostly it is between 6.1 and 8.4. Was this a typing error?",
        ),
        (
            "wellbeing",
            Unusual(datetime.date(2026, 5, 27), 1.0, 4.5, 11.2, -5.0, 27),
            "Well-being yesterday was unusual for you: 1 of 10, mostly it is between 4.5 and 10.",
        ),
        (
            "steps",
            Unusual(datetime.date(2026, 5, 18), 31000, -2000, 18000, 5.0, 27),
            "Steps on Monday, 18 May was unusual for you: 31,000, mostly it is between 0 and 18,000. "
            "Was this a typing error?",
        ),
    ],
)
def test_an_unusual_day_is_told_with_what_is_usual(metric, odd, sentence):
    assert words.odd(Odd(metric, odd), TODAY, METRIC) == sentence


def test_several_unusual_days_are_no_typing_error():
    one = Odd("sleep", Unusual(day(1), 3.5, 6.1, 8.4, -8.0, 27), days=5)

    assert words.odd(one, TODAY, METRIC) == (
        "Sleep was unusual for you on 5 of the last 14 days, the last time yesterday: "
        "3.5 h, mostly it is between 6.1 and 8.4."
    )


def test_how_many_days_count_is_said():
    assert words.counted(0).endswith("These are none so far.")
    assert words.counted(1234).endswith("These are 1,234 so far.")
