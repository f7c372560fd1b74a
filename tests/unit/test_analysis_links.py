"""Every rule of the search for links, with figures worked out by hand."""

import csv
import math
import random
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from lib.analysis import links_figures as figures
from lib.analysis.links import DAYS_BACK, OTHER_DAYS, PAIRED_DAYS, WEAKEST, Findings, find
from lib.analysis.links_effect import effect_of
from lib.analysis.links_pairs import LATE_CAFFEINE, MEETINGS, PAIRS, Pair, related
from lib.settings import ROOT
from tests.support.demo import TRUTHS
from tests.support.made_up_people import LINKS

FIRST = date(2026, 1, 5)
SLEEP_MOOD = Pair("sleep", "wellbeing", 0)


def daily(values: np.ndarray, first: date = FIRST) -> dict[date, float]:
    return {first + timedelta(day): float(value) for day, value in enumerate(values) if not math.isnan(value)}


def noise(days: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(days)


def rested(days: int = 90, strength: float = 1.0) -> dict[str, dict[date, float]]:
    """Well-being that follows the night, and other things with no such tie."""
    night = noise(days, 1)
    return {"sleep": daily(7 + night), "wellbeing": daily(6 + strength * night + noise(days, 2)),
            "water": daily(1500 + 300 * noise(days, 3))}  # fmt: skip


def named(findings: Findings) -> list[tuple[str, str, int]]:
    return [(link.cause, link.effect, link.lag) for link in findings.links]


def whole(*rows: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """Rows of figures, and that all of them are known."""
    values = np.array(rows, dtype=float)
    return values, np.ones(values.shape, dtype=bool)


# What is declared ----------------------------------------------------------------------------------------------------


def test_every_pair_is_of_metrics_or_of_what_a_caller_can_give() -> None:
    with (ROOT / "sql/reference/metrics.csv").open(encoding="utf-8") as file:
        metrics = {row["id"] for row in csv.DictReader(file)}

    named = {name for pair in PAIRS for name in (pair.cause, pair.effect)}

    assert named - metrics == {LATE_CAFFEINE, MEETINGS}


def test_a_pair_is_declared_once_and_has_one_lag() -> None:
    assert len({(pair.cause, pair.effect) for pair in PAIRS}) == len(PAIRS)
    assert {pair.lag for pair in PAIRS} == {0, 1}


def test_no_declared_pair_is_made_from_itself() -> None:
    assert not [pair for pair in PAIRS if related(pair.cause, pair.effect)]


def test_what_is_built_into_the_demo_diary_and_what_is_not_is_looked_at() -> None:
    others = [Pair(claim["cause"], claim["effect"], claim["lag"]) for claim in TRUTHS["echoes"] + TRUTHS["non_links"]]

    assert {*LINKS, *others} <= set(PAIRS)


@pytest.mark.parametrize(
    "one, other",
    [("training_energy", "active_minutes"), ("energy", "fat"), ("alcohol", "energy"), ("water", LATE_CAFFEINE),
     ("weight", "training_energy"), ("sleep", "sleep")],
)  # fmt: skip
def test_what_is_made_from_another_is_related_both_ways(one: str, other: str) -> None:
    assert related(one, other) and related(other, one)


def test_a_related_pair_is_not_even_tested() -> None:
    minutes = 30 + 10 * noise(90, 1)

    found = find(
        {"active_minutes": daily(minutes), "training_energy": daily(5 * minutes)},
        pairs=[("active_minutes", "training_energy", 0)],
    )

    assert found == Findings((), (), ())


# Figures -------------------------------------------------------------------------------------------------------------


def test_weekdays_and_a_line_are_taken_out_whole() -> None:
    days = np.arange(21)
    values, kept = whole(list(5.0 * (days % 7) + 0.5 * days))

    left = figures.without_weekday_and_line(values, kept, days)

    assert left == pytest.approx(np.zeros((1, 21)))


def test_one_odd_day_stands_out_from_its_weekday_and_from_the_line() -> None:
    # Its weekday's mean is 2, so two weeks' days are +2 and -2; the line through them falls by 4/7 from week to week.
    values, kept = whole([0, 0, 0, 4, 0, 0, 0] + [0] * 7)

    left = figures.without_weekday_and_line(values, kept, np.arange(14))[0]

    assert left[[3, 0, 10, 7]] == pytest.approx([12 / 7, -2 / 7, -12 / 7, 2 / 7])


def test_a_missing_day_is_in_no_weekdays_mean() -> None:
    values, kept = whole([4.0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 0, 0, 0, 0, 6])
    kept[0, 7] = False

    left = figures.without_weekday_and_line(values, kept, np.arange(15))[0]

    # Mondays 4 and 6 around 5, and the other days' line: 7 and 3.5 days from the middle at most.
    slope = (1 * 7 + 1 * 7) / (2 * 7**2 + 12 * 3.5**2)
    assert left[[0, 7, 14]] == pytest.approx([-1 + 7 * slope, 0, 1 - 7 * slope])


def test_equal_values_share_their_rank_and_missing_ones_have_none() -> None:
    values, kept = whole([3, 1, 3, 9, 2])
    kept[0, 3] = False

    assert figures.ranks(values, kept).tolist() == [[3.5, 1, 3.5, 0, 2]]


def test_spearman_with_ties() -> None:
    x, kept = whole([10, 20, 20, 900])
    y, _ = whole([1, 3, 2, 4])

    rho = figures.correlation(figures.ranks(x, kept) - 2.5, figures.ranks(y, kept) - 2.5)

    # Ranks -1.5 0 0 1.5 and -1.5 .5 -.5 1.5.
    assert rho == pytest.approx([4.5 / math.sqrt(4.5 * 5)])


def test_the_chance_is_students() -> None:
    # t = .5 * sqrt(12 / .75) = 2 with 12 degrees of freedom: 6.9 in 100, in every table.
    assert figures.chance(np.array([0.5, -0.5]), np.array([12.0, 12.0])) == pytest.approx([0.0687, 0.0687], abs=5e-5)


def test_steps_are_counted_in_the_usual_distance() -> None:
    kept = np.array([[1, 1, 0, 0, 1, 1, 0], [1, 0, 1, 0, 1, 0, 1]], dtype=bool)

    steps, before = figures.steps_between(kept)

    assert steps.tolist() == [[0, 1, 0, 0, 3, 1, 0], [0, 0, 1, 0, 1, 0, 1]]
    assert before[0, [1, 4, 5]].tolist() == [0, 1, 4]


def test_carry_over_of_a_pattern() -> None:
    # 12 neighbours alike, 11 opposite: 1/23. Kendall: (24/23 + 2) / 20.
    values, kept = whole([1, 1, -1, -1] * 6)

    carried = figures.carry_over(values, kept, *figures.steps_between(kept))

    assert carried == pytest.approx([(24 / 23 + 2) / 20])


def test_carry_over_does_not_reach_over_a_gap() -> None:
    values, kept = whole([1, 1, -1, -1] * 6 + [0] + [1, 1, -1, -1] * 6)
    kept[0, 24] = False

    carried = figures.carry_over(values, kept, *figures.steps_between(kept))

    # 24 alike and 22 opposite of 46 neighbours; the two days beside the gap are none.
    assert carried == pytest.approx([(48 * 2 / 46 + 2) / 44])


def test_whitening_expects_less_after_a_gap() -> None:
    values, kept = whole([2, 3, 0, 1, 1])
    kept[0, 2] = False

    news = figures.whitened(values, kept, *figures.steps_between(kept), np.array([0.5]))[0]

    # One day on, half is left and three quarters of the spread is new; two days on a quarter, and 15/16.
    expected = [2, 2 / math.sqrt(0.75), 0, 0.25 / math.sqrt(15 / 16), 0.5 / math.sqrt(0.75)]
    assert news == pytest.approx(expected)


def test_whitening_takes_the_carry_over_out() -> None:
    values = np.zeros((1, 2000))
    for day, fresh in enumerate(noise(2000, 5)):
        values[0, day] = 0.7 * values[0, day - 1] + fresh
    kept = np.random.default_rng(6).random((1, 2000)) > 0.2
    there = figures.steps_between(kept)

    found = figures.carry_over(values * kept, kept, *there)
    left = figures.carry_over(figures.whitened(values, kept, *there, found), kept, *there)

    assert found == pytest.approx([0.7], abs=0.06)
    assert left == pytest.approx([0], abs=0.06)


@pytest.mark.parametrize(
    "carried_x, carried_y, days", [(0.5, 0.5, 60), (-0.5, -0.5, 60), (0.8, 0.5, 100 * 0.6 / 1.4), (0.8, 0.0, 96 / 1.04),
                                   (0.5, -0.5, 96 / 1.04)],
)  # fmt: skip
def test_effective_days(carried_x: float, carried_y: float, days: float) -> None:
    one = np.array([1])

    found = figures.effective_days(100 * one, carried_x * one, carried_y * one, 100 * one)

    # Of 100 neighbours a carry-over of .2 each cannot be told from none: 4/100 in the product.
    assert found == pytest.approx([days])


def test_what_lasts_for_weeks_leaves_few_days() -> None:
    # 32 days up, 32 down: at a distance of d days 64 - 3d of 64 - d likenesses remain, the same in both.
    values, kept = whole([1] * 32 + [-1] * 32)
    alike = sum((64 - 3 * d) ** 2 / (64 - d) for d in range(1, 29)) / 64

    assert figures.days_beside_slow_waves(values, values, kept) == pytest.approx([64 / (1 + 2 * alike)])
    assert figures.days_beside_slow_waves(values, -values, kept) == pytest.approx([64 / (1 + 2 * alike)])


@pytest.mark.parametrize(
    "p, those",
    [
        # Bounds .02 .04 .06 .08 .10.
        ([0.06, 0.5, 0.01, 0.035, 0.9], [True, False, True, True, False]),
        # Bounds .025 .05 .075 .10: the smallest misses its own bound and passes with the others.
        ([0.035, 0.05, 0.055, 0.07], [True, True, True, True]),
        ([0.026, 0.06, 0.08, 0.11], [False, False, False, False]),
        ([0.1], [True]),
        ([], []),
    ],
)
def test_benjamini_and_hochberg_by_hand(p: list[float], those: list[bool]) -> None:
    assert figures.passed(np.array(p), 0.10).tolist() == those


# What is found, refused and waited for -------------------------------------------------------------------------------


def test_a_link_is_found_and_told_with_its_figures() -> None:
    (link,) = find(rested(), pairs=[SLEEP_MOOD, ("water", "wellbeing", 0)]).links

    assert (link.cause, link.effect, link.lag, link.n) == ("sleep", "wellbeing", 0, 90)
    assert link.rho == pytest.approx(0.7, abs=0.1)
    assert link.p < 1e-6
    assert not link.size.with_and_without
    assert (link.size.days, link.size.other_days) == (30, 30)
    # An hour more goes with a point more, and the outer thirds are about two hours apart.
    assert link.size.low < link.size.change < link.size.high
    assert 1.6 < link.size.change < 2.4


def test_what_was_tested_in_vain_is_said() -> None:
    found = find(rested(), pairs=[SLEEP_MOOD, ("water", "wellbeing", 0)])

    assert [(tested.cause, tested.n) for tested in found.refused] == [("water", 90)]
    assert found.waiting == ()


def test_a_lag_of_one_is_the_day_after() -> None:
    wine = np.where(noise(120, 1) > 0.5, 30.0, 0.0)
    pulse = 60 + noise(120, 2)
    pulse[1:] += wine[:-1] / 10
    series = {"alcohol": daily(wine), "resting_heart_rate": daily(pulse)}

    same, after = (find(series, pairs=[("alcohol", "resting_heart_rate", lag)]) for lag in (0, 1))

    assert same.links == ()
    assert after.links[0].n == 119
    assert after.links[0].rho > 0.5


def test_a_clear_link_that_is_weak_is_not_shown() -> None:
    (tested,) = find(rested(900, strength=0.2), pairs=[SLEEP_MOOD]).refused

    assert tested.p < 0.001
    assert 0.1 < tested.rho < WEAKEST


def test_what_only_weekdays_do_is_no_link() -> None:
    weekend = np.isin(np.arange(140) % 7, (5, 6))

    found = find(
        {"sleep": daily(7 + 2.0 * weekend + noise(140, 1)), "wellbeing": daily(5 + 3.0 * weekend + noise(140, 2))},
        pairs=[SLEEP_MOOD],
    )

    assert found.links == ()
    assert abs(found.refused[0].rho) < 0.2


def test_what_only_drifts_is_no_link() -> None:
    days = np.arange(180)

    found = find(
        {"steps": daily(5000 + 30.0 * days + 900 * noise(180, 1)), "weight": daily(80 - 0.02 * days + noise(180, 2))},
        pairs=[("steps", "weight", 0)],
    )

    assert found.links == ()


def test_slow_waves_that_happen_to_meet_are_no_link() -> None:
    days = np.arange(120)
    wave = np.sin(days / 12)

    found = find(
        {"sleep": daily(7 + wave + 0.3 * noise(120, 1)), "wellbeing": daily(6 + wave + 0.3 * noise(120, 2))},
        pairs=[SLEEP_MOOD],
    )

    assert found.links == ()
    assert found.refused[0].rho > 0.5


@pytest.mark.parametrize("days, needed", [(1, 44), (44, 1), (45, 0)])
def test_a_pair_waits_for_its_days(days: int, needed: int) -> None:
    found = find(rested(days), pairs=[SLEEP_MOOD])

    assert [(line.days, line.needed) for line in found.waiting if line.needed] == [(days, needed)] * bool(needed)
    assert len(found.links) + len(found.refused) == (days >= PAIRED_DAYS)


@pytest.mark.parametrize("evenings, needed", [(0, 8), (7, 1), (8, 0)])
def test_a_pair_waits_for_days_unlike_the_usual_one(evenings: int, needed: int) -> None:
    wine = np.zeros(80)
    wine[3 : 3 + 5 * evenings : 5] = 20
    series = {"alcohol": daily(wine), "resting_heart_rate": daily(60 + noise(80, 2))}

    found = find(series, pairs=[("alcohol", "resting_heart_rate", 0)])

    assert [line.other_days_needed for line in found.waiting] == [needed] * bool(needed)
    assert OTHER_DAYS == 8


def test_a_day_that_lacks_one_of_the_two_is_no_paired_day() -> None:
    series = rested(80)
    for day in range(0, 80, 4):
        del series["sleep"][FIRST + timedelta(day)]
        series["wellbeing"][FIRST + timedelta(day + 1)] = math.nan

    (waiting,) = find(series, pairs=[SLEEP_MOOD]).waiting

    assert (waiting.days, waiting.needed) == (40, 5)


@pytest.mark.parametrize(
    "series", [{}, {"sleep": {}}, {"sleep": {FIRST: 7.0}}, {"sleep": {FIRST: 7.0}, "wellbeing": {}}]
)
def test_nothing_is_said_about_what_was_never_written_down(series: dict) -> None:
    assert find(series) == Findings((), (), ())


def test_days_after_the_last_and_years_before_it_do_not_count() -> None:
    series = rested(90)
    end = FIRST + timedelta(59)
    until = {name: {day: value for day, value in values.items() if day <= end} for name, values in series.items()}
    for name in until:
        until[name][end - timedelta(DAYS_BACK)] = 1e6

    (link,), (other,) = (find(given, end=end).links for given in (until, series))

    assert (other.cause, other.n, other.size.days) == (link.cause, link.n, link.size.days) == ("sleep", 60, 20)
    assert (other.rho, other.p, other.size.high) == pytest.approx((link.rho, link.p, link.size.high))
    assert find(series, end=FIRST - timedelta(1)) == Findings((), (), ())


def test_neither_order_nor_repetition_matters() -> None:
    series, pairs = rested(), [SLEEP_MOOD, ("water", "wellbeing", 0), ("water", "mood_energy", 0)]
    shuffled = {name: dict(random.Random(1).sample(list(series[name].items()), 90)) for name in reversed(series)}

    once, again = find(series, pairs=pairs), find(shuffled, pairs=[*reversed(pairs), *pairs])

    assert again.links == once.links
    assert set(again.refused) == set(once.refused)


def test_units_do_not_matter() -> None:
    series = rested()
    minutes = {**series, "sleep": {day: 60 * hours for day, hours in series["sleep"].items()}}

    (hours,), (in_minutes,) = (find(given, pairs=[SLEEP_MOOD]).links for given in (series, minutes))

    assert in_minutes.size.change == pytest.approx(60 * hours.size.change)
    assert replace(in_minutes, size=hours.size) == hours


def test_a_bent_scale_changes_no_rho() -> None:
    series = rested()
    bent = {**series, "sleep": {day: math.exp(hours) for day, hours in series["sleep"].items()}}

    (link,), (other,) = (find(given, pairs=[SLEEP_MOOD]).links for given in (series, bent))

    assert (other.rho, other.p) == (link.rho, link.p)


def test_the_same_habit_measured_in_several_ways_is_shown_once() -> None:
    ran = np.maximum(0, 30 * noise(120, 1))
    mood = 6 + noise(120, 9)
    mood[1:] += ran[:-1] / 15
    series = {
        "active_minutes": daily(ran), "steps": daily(5000 + 100 * ran + 2000 * noise(120, 2)),
        "distance": daily(ran / 6 + np.abs(noise(120, 3))), "wellbeing": daily(mood),
    }  # fmt: skip

    (link,) = find(series).links

    assert link.cause == "active_minutes"
    assert set(link.also) == {"steps", "distance"}


def test_different_habits_are_shown_each_and_the_strongest_first() -> None:
    night, ran = noise(150, 1), 30 + 10 * noise(150, 2)
    mood = 6 + 2 * night + noise(150, 3)
    mood[1:] += ran[:-1] / 10
    series = {"sleep": daily(7 + night), "active_minutes": daily(ran), "wellbeing": daily(mood)}

    found = find(series)

    assert named(found) == [SLEEP_MOOD, ("active_minutes", "wellbeing", 1)]
    assert all(link.also == () for link in found.links)


# In the person's own units -------------------------------------------------------------------------------------------


def test_days_with_something_stand_against_days_without() -> None:
    days = np.arange(140)
    wine = np.where(noise(140, 1) > 0.7, 25.0, 0.0)
    sleep = 7 - 0.5 * (wine > 0) + 0.4 * noise(140, 2)

    size = effect_of(wine, sleep, days)

    assert (size.with_and_without, size.change) == (True, 25)
    assert (size.days, size.other_days) == (np.sum(wine > 0), np.sum(wine == 0))
    assert size.low < -0.5 < size.high < 0
    assert size == effect_of(wine, sleep, days)


def test_a_difference_is_one_between_days_of_the_same_weekday() -> None:
    # Wine at weekends, on which sleep is two hours longer anyway; with wine it is half an hour shorter.
    days = np.arange(140)
    weekend = days % 7 >= 5
    wine = np.where((noise(140, 1) > 1.0) | weekend & (noise(140, 3) > 0), 20.0, 0.0)

    size = effect_of(wine, 7 + 2.0 * weekend - 0.5 * (wine > 0) + 0.01 * days, days)

    assert size.difference == pytest.approx(-0.5)


def test_one_odd_day_moves_little() -> None:
    days = np.arange(140)
    wine = np.where(noise(140, 1) > 0.7, 25.0, 0.0)
    sleep = 7 - 0.5 * (wine > 0) + 0.4 * noise(140, 2)
    odd = sleep.copy()
    odd[np.flatnonzero(wine)[0]] = 70

    usual, moved = effect_of(wine, sleep, days), effect_of(wine, odd, days)

    assert moved.difference == pytest.approx(usual.difference, abs=0.1)


def test_the_outer_thirds_of_days_are_compared_where_there_is_always_some() -> None:
    # 0, 1 and 2 in turn beside weekdays: thirds are two apart, and each unit is worth three.
    days = np.arange(126)
    cups = days % 3 + 1.0

    size = effect_of(cups, 3 * cups, days)

    assert not size.with_and_without
    assert (size.days, size.other_days) == (42, 42)
    assert (size.change, size.difference) == pytest.approx((2, 6))


def test_a_habit_of_one_weekday_only_tells_nothing() -> None:
    days = np.arange(140)
    wine = np.where(days % 7 == 4, 20.0, 0.0)

    assert not effect_of(wine, 7 + noise(140, 1), days).is_sure


def test_most_intervals_hold_the_truth() -> None:
    days, held = np.arange(100), 0
    for seed in range(100):
        wine = np.where(noise(100, seed) > 0.6, 20.0, 0.0)
        size = effect_of(wine, noise(100, 1000 + seed) + 0.5 * (wine > 0), days)
        held += size.low <= 0.5 <= size.high

    assert held >= 88
