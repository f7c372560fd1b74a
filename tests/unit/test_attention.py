import math
import random
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis import attention, attention_levels, robust
from lib.analysis.attention import Case, Finding, Goal, Metric, Promise, alerts, findings, threshold

DAYS = 112
TODAY = date(2026, 11, 23)
START = TODAY - timedelta(DAYS - 1)
METRICS = {
    "mood": Metric("mood", "higher", 0.5, 0.1),
    "pulse": Metric("pulse", "lower", 2.0, 1.0),
    "sleep": Metric("sleep", "none", 0.25, 0.1),
    "steps": Metric("steps", "higher", 500.0, 1.0),
}
ZIGZAG = np.tile([0.1, -0.3, 0.2, 0.0, -0.1, 0.3, -0.2, 0.4, -0.4, 0.1, 0.0], 11)[:DAYS]


def days_ago(days):
    return TODAY - timedelta(days)


def logged(*silent):
    """Every day but these, counted back from today."""
    there = np.ones(DAYS, dtype=bool)
    there[[-1 - days for days in silent]] = False
    return there


def case(id="one", *, log=None, goals=None, promises=(), since=None, **values):
    return Case(id, logged() if log is None else log, values, goals or {}, promises, since)


def look(*cases, metrics=METRICS, today=TODAY):
    return findings(cases, metrics, start=START, today=today)


def reasons(*cases):
    return {(one.reason, one.metric) for one in look(*cases)}


def level(before, after, days=14):
    """Days around one level, and around another in the last of them before today."""
    values = before + ZIGZAG
    values[-1 - days :] += after - before
    return values


class TestStopped:
    def silent(self, every, days):
        """Who logged every so many days until so many days ago."""
        there = np.zeros(DAYS, dtype=bool)
        there[-1 - days :: -every] = True
        return look(case(log=there))

    def test_who_logs_daily_is_missed_after_three_or_four_days(self):
        assert self.silent(1, 0) == self.silent(1, 1) == self.silent(1, 2) == []
        (found,) = self.silent(1, 4)
        assert found.reason == "stopped"
        assert found.figures == {"days_silent": 4.0, "usual_gap": 1.0, "longest_gap": 1.0}
        assert found.since == days_ago(3)

    def test_who_logs_once_a_week_is_not_missed_after_six_days_nor_after_eight(self):
        assert self.silent(7, 6) == self.silent(7, 8) == []
        assert self.silent(7, 14)[0].figures["usual_gap"] == 7.0

    def test_the_longer_the_silence_the_less_chance_makes_it(self):
        chances = [self.silent(1, days)[0].chance for days in range(4, 12)]

        assert chances == sorted(chances, reverse=True)

    def test_weekends_off_are_a_gap_of_their_own(self):
        off = [days for days in range(DAYS) if days_ago(days).weekday() >= 5]
        there = logged(*off)

        assert look(case(log=there), today=TODAY) == []
        there[-5:] = False
        assert [one.reason for one in look(case(log=there))] == ["stopped"]

    def test_one_holiday_does_not_make_a_fortnight_of_silence_usual(self):
        there = logged(*range(40, 54))
        there[-5:] = False

        assert look(case(log=there))[0].figures["longest_gap"] == 15.0

    def test_who_never_began_is_told_a_week_after_sharing_began(self):
        def never(days):
            return look(case(log=np.zeros(DAYS, dtype=bool), since=days_ago(days)))

        assert never(0) == never(6) == []
        (found,) = never(7)
        assert found.figures == {"days_silent": 7.0}
        assert found.since == days_ago(7)

    def test_nothing_before_sharing_began_is_known(self):
        there = np.zeros(DAYS, dtype=bool)
        there[: DAYS - 20] = True

        (found,) = look(case(log=there, since=days_ago(10)))

        assert found.figures == {"days_silent": 10.0}
        assert look(case(log=there, since=days_ago(3))) == []
        assert look(case(log=there, since=TODAY + timedelta(3))) == []

    def test_who_logged_a_few_times_only_gets_a_week(self):
        there = np.zeros(DAYS, dtype=bool)
        there[[-8, -9]] = True

        assert look(case(log=there, since=days_ago(9)))[0].figures["days_silent"] == 7.0
        there[-3] = True
        assert look(case(log=there, since=days_ago(9))) == []


class TestWorse:
    def test_a_fall_is_worse_where_higher_is_better(self):
        (found,) = look(case(mood=level(7.0, 5.5)))

        assert (found.reason, found.metric) == ("worse", "mood")
        assert found.figures["before"] == pytest.approx(7.0, abs=0.1)
        assert found.figures["after"] == pytest.approx(5.5, abs=0.1)
        assert (found.figures["days_before"], found.figures["days_after"]) == (56.0, 14.0)
        assert found.chance < 0.001

    def test_a_rise_is_worse_where_lower_is_better(self):
        assert reasons(case(pulse=level(60.0, 66.0))) >= {("worse", "pulse")}

    def test_what_got_better_is_not_worse(self):
        found = reasons(case(mood=level(5.5, 7.0)), case("two", pulse=level(66.0, 60.0)))

        assert not {reason for reason, _ in found} & {"worse"}

    def test_a_change_that_does_not_matter_is_not_said(self):
        assert reasons(case(mood=level(7.0, 6.6))) == set()
        assert reasons(case(mood=np.where(np.arange(DAYS) < DAYS - 15, 7.0, 6.6))) == set()

    def test_days_that_never_differed_and_then_do(self):
        assert reasons(case(mood=np.where(np.arange(DAYS) < DAYS - 15, 7.0, 6.0))) >= {("worse", "mood")}
        assert reasons(case(mood=np.full(DAYS, 7.0))) == set()

    def test_a_deep_fall_is_told_before_a_trend_or_a_change_can_tell_it(self):
        assert reasons(case(mood=level(7.0, 4.0, 11))) >= {("worse", "mood")}

    def test_what_is_not_so_rare_needs_a_trend_or_a_change(self, monkeypatch):
        noise = 7.0 + np.random.default_rng(2).normal(size=DAYS)
        noise[-15:] -= 1.2
        assert reasons(case(mood=noise)) == {("worse", "mood")}

        monkeypatch.setattr(attention_levels, "_is_confirmed", lambda *_: False)
        monkeypatch.setattr(attention_levels, "ALONE", 0.0)

        assert reasons(case(mood=noise)) == set()

    def test_without_a_goal_nobody_can_say_what_is_worse(self):
        values = level(7.5, 6.0)

        assert ("worse", "sleep") not in reasons(case(sleep=values))
        assert ("worse", "sleep") in reasons(case(sleep=values, goals={"sleep": Goal(7.0, 9.0, START)}))

    def test_away_from_the_band_is_worse_and_towards_it_is_not(self):
        goals = {"sleep": Goal(7.0, 9.0, START)}
        (away,) = [one for one in look(case(sleep=level(8.0, 10.0), goals=goals)) if one.reason == "worse"]

        assert away.figures["distance_after"] == pytest.approx(1.0, abs=0.1)
        assert (away.figures["low"], away.figures["high"]) == (7.0, 9.0)
        assert ("worse", "sleep") not in reasons(case(sleep=level(10.0, 8.0), goals=goals))
        assert ("worse", "sleep") not in reasons(case(sleep=level(7.5, 8.5), goals=goals))

    def test_enough_days_are_needed_on_both_sides(self):
        few = level(7.0, 5.0)
        few[-12:] = np.nan
        new = level(7.0, 5.0)
        new[:-25] = np.nan

        assert reasons(case(mood=few)) == reasons(case(mood=new)) == set()

    def test_days_before_sharing_began_do_not_count(self):
        assert reasons(case(mood=level(7.0, 5.5), since=days_ago(20))) == set()

    def test_today_is_not_over_and_says_nothing(self):
        values = 7.0 + ZIGZAG
        values[-1] = 0.0

        assert reasons(case(mood=values)) == set()

    def test_weekdays_hide_no_worsening(self):
        weekday = np.array([days_ago(DAYS - 1 - at).weekday() for at in range(DAYS)])
        values = level(7.0, 6.2) + np.where(weekday >= 5, 2.5, -1.0)

        assert ("worse", "mood") in reasons(case(mood=values))

    def test_days_that_hang_together_surprise_less(self):
        def chance(values):
            rows = np.array([values])
            surprise, freedom = attention_levels._surprise(rows, np.array([0.01]))
            return float(attention_levels._chance(surprise, freedom, np.array([1]))[0])

        noise = np.random.default_rng(4).normal(size=70)
        alike = np.cumsum(noise) / 5
        for values in (noise, alike):
            values -= values.mean()
            values[56:] += 2 * values.std() + values[:56].mean() - values[56:].mean()

        assert chance(noise) < chance(alike)

    @given(st.integers(2, 70), st.floats(0, 0.9))
    def test_the_variance_is_widened_as_trends_widen_it(self, n, r):
        many = attention_levels.widening(np.array([n]), np.array([r]))

        assert many[0] == pytest.approx(robust.widening(n, r))


class TestPlan:
    def kept(self, *, began, times, days):
        done = frozenset(days_ago(began - 1 - day) for day in range(days))
        return look(case(promises=[Promise("walk", days_ago(began), times, done)]))

    def test_two_missed_days_of_seven_are_no_alarm(self):
        assert self.kept(began=7, times=7, days=5) == []

    def test_a_plan_nobody_follows_is(self):
        (found,) = self.kept(began=14, times=5, days=2)

        assert (found.reason, found.metric, found.since) == ("plan", "walk", days_ago(14))
        assert found.figures == {"kept": 2.0, "agreed": 10.0, "times": 5.0}

    def test_the_first_week_says_nothing_and_after_four_a_plan_is_not_new(self):
        assert self.kept(began=6, times=7, days=0) == self.kept(began=29, times=7, days=0) == []
        assert self.kept(began=7, times=7, days=0)
        assert self.kept(began=28, times=7, days=0)

    def test_once_a_week_missed_once_is_nothing(self):
        assert self.kept(began=7, times=1, days=0) == []

    def test_more_than_agreed_is_fine(self):
        assert self.kept(began=10, times=2, days=9) == []

    def test_many_plans_make_one_alarm_less_likely_by_chance_alone(self):
        broken = Promise("walk", days_ago(14), 5, frozenset())
        kept = [Promise(str(n), days_ago(14), 1, frozenset({days_ago(3), days_ago(9)})) for n in range(4)]

        (alone,), (among,) = look(case(promises=[broken])), look(case(promises=[broken, *kept]))

        assert among.chance == pytest.approx(5 * alone.chance)


class TestGoal:
    GOALS = {"steps": Goal(8000.0, None, START)}  # noqa: RUF012

    def steps(self, before, after, days=7):
        values = before + 500 * ZIGZAG
        values[-1 - days :] = after
        return values

    def test_a_goal_that_is_newly_reached_is_good_news(self):
        found = look(case(steps=self.steps(7000.0, 8500.0), goals=self.GOALS))
        (good,) = [one for one in found if one.reason == "goal"]

        assert good.metric == "steps"
        assert good.figures["after"] == 8500.0
        assert good.figures["before"] == pytest.approx(7000.0, abs=50)
        assert good.figures["low"] == 8000.0 and "high" not in good.figures
        assert good.since == days_ago(7)

    def test_it_is_not_repeated_in_the_second_week(self):
        assert ("goal", "steps") not in reasons(case(steps=self.steps(7000.0, 8500.0, 14), goals=self.GOALS))

    def test_who_was_there_before_reaches_nothing(self):
        assert ("goal", "steps") not in reasons(case(steps=self.steps(8100.0, 8700.0), goals=self.GOALS))

    def test_who_is_not_there_reaches_nothing(self):
        assert ("goal", "steps") not in reasons(case(steps=self.steps(6000.0, 7900.0), goals=self.GOALS))

    def test_a_step_that_does_not_matter_is_no_news(self):
        assert ("goal", "steps") not in reasons(case(steps=self.steps(7900.0, 8001.0), goals=self.GOALS))

    def test_days_before_the_goal_do_not_reach_it(self):
        goals = {"steps": Goal(8000.0, None, days_ago(2))}

        assert ("goal", "steps") not in reasons(case(steps=self.steps(7000.0, 8500.0), goals=goals))

    def test_few_days_of_a_week_are_not_enough_for_somebody_who_has_all(self):
        values = self.steps(7000.0, 8500.0)
        values[-8:-3] = np.nan
        assert ("goal", "steps") not in reasons(case(steps=values, goals=self.GOALS))

    def test_who_weighs_once_a_week_reaches_a_goal_as_well(self):
        weight = np.full(DAYS, np.nan)
        weight[-2::-7] = 76.0
        weight[-2] = 74.8
        metrics = {"weight": Metric("weight", "none", 0.5, 0.1)}

        found = look(case(weight=weight, goals={"weight": Goal(None, 75.0, START)}), metrics=metrics)

        assert ("goal", "weight") in {(one.reason, one.metric) for one in found}


class TestUnusual:
    def test_a_reading_far_from_all_others_is_told_with_its_day(self):
        values = np.round(60 + 4 * ZIGZAG)
        values[-3] = 95.0

        (found,) = look(case(pulse=values))

        assert (found.reason, found.metric, found.since) == ("unusual", "pulse", days_ago(2))
        assert found.figures["value"] == 95.0
        assert found.figures["low"] < 60.0 < found.figures["high"] < 95.0

    def test_one_odd_day_is_never_as_rare_as_it_looks(self):
        values = np.round(60 + 4 * ZIGZAG)
        values[-3] = 600.0
        never = np.zeros(DAYS)
        never[-3] = 30.0

        assert look(case(pulse=values))[0].chance == 0.001
        assert look(case(pulse=never))[0].chance == 0.01

    def test_a_week_later_it_is_no_news(self):
        values = np.round(60 + 4 * ZIGZAG)
        values[-9] = 95.0

        assert look(case(pulse=values)) == []

    def test_who_has_such_days_is_not_told_of_one_more(self):
        values = np.round(60 + 4 * ZIGZAG)
        values[[-3, -20, -35, -50]] = 95.0

        assert look(case(pulse=values)) == []

    def test_of_a_metric_that_nearly_doubles_now_and_then_doubling_is_nothing(self):
        noise = np.random.default_rng(3).normal(size=DAYS)
        values = np.round(6000 * np.exp(0.5 * noise))
        values[-3] = 6000 * math.exp(0.5 * 3.0)

        assert look(case(steps=values)) == []


def test_no_cases_no_days_and_no_values_are_nothing():
    assert look() == []
    assert look(case()) == look(case(mood=np.full(DAYS, np.nan))) == []
    alone = Case("one", np.array([True]), {"mood": np.array([5.0])}, {}, [], None)
    assert findings([alone], METRICS, start=TODAY, today=TODAY) == []


def test_a_metric_nobody_asked_for_is_left_out():
    assert look(case(colour=level(7.0, 1.0))) == []


def test_what_is_no_number_is_no_value():
    values = level(7.0, 5.5)
    values[::9] = np.inf

    assert reasons(case(mood=values)) == {("worse", "mood")}


def test_the_more_metrics_are_looked_at_the_less_one_of_them_surprises():
    metrics = {f"m{n}": Metric(f"m{n}", "higher", 0.5, 0.1) for n in range(8)}
    fine = {f"m{n}": 7 + ZIGZAG for n in range(1, 8)}
    (alone,) = look(case(m0=level(7.0, 6.0)), metrics=metrics)
    (among,) = look(case(m0=level(7.0, 6.0), **fine), metrics=metrics)

    assert among.chance == pytest.approx(8 * alone.chance)


def noisy(seed, id):
    draw = np.random.default_rng(seed)
    there = draw.random(DAYS) < 0.8
    there[-draw.integers(1, 9) :] = False
    values = {metric: 60 + 3 * draw.normal(size=DAYS) for metric in METRICS}
    for row in values.values():
        row[-draw.integers(1, 25) :] += draw.normal() * 6
        row[draw.random(DAYS) < 0.3] = np.nan
    goals = {"sleep": Goal(58.0, 62.0, START), "steps": Goal(61.0, None, days_ago(30))}
    kept = frozenset(days_ago(int(day)) for day in draw.integers(0, 20, 6))
    return Case(id, there, values, goals, [Promise(f"of {id}", days_ago(15), 5, kept)], None)


MANY = [noisy(seed, f"case {seed:03}") for seed in range(60)]


def as_set(found):
    return {(one.case, one.reason, one.metric, round(one.chance, 12), one.since) for one in found}


def test_the_rarest_comes_first():
    found = look(*MANY)

    assert len(found) > 20
    assert [one.chance for one in found] == sorted(one.chance for one in found)


@settings(deadline=None, max_examples=8)
@given(st.randoms(use_true_random=False))
def test_the_order_of_cases_does_not_matter(shuffler: random.Random):
    shuffled = shuffler.sample(MANY, len(MANY))

    assert as_set(look(*shuffled)) == as_set(look(*MANY))


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 59), st.floats(-50, 50), st.integers(1, DAYS))
def test_what_others_log_changes_nothing_for_a_client(one, value, day):
    other = {metric: row + value for metric, row in MANY[0].values.items()}
    other["mood"] = np.full(DAYS, value)
    there = logged(day - 1)
    others = [Case(f"other {n}", there, other, {}, [], days_ago(day)) for n in range(3)]

    found = look(*others, MANY[one], *others)

    assert as_set(each for each in found if each.case == MANY[one].id) == as_set(look(MANY[one]))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(0, 130), st.floats(0, 1), st.sampled_from([0.0, 1.0, 1e9, 1e-9]))
def test_whatever_is_missing_nothing_breaks(seed, days, missing, spread):
    draw = np.random.default_rng(seed)
    start = TODAY - timedelta(days)
    there = draw.random(days + 1) > missing
    values = {metric: spread * np.round(draw.normal(size=days + 1), 1) for metric in METRICS}
    for row in values.values():
        row[draw.random(days + 1) < missing] = np.nan
        row[draw.random(days + 1) < 0.05] = draw.choice([np.inf, -np.inf, 0.0])
    goals = {"sleep": Goal(0.0, None, days_ago(5)), "mood": Goal(None, None, START), "pulse": Goal(1.0, 1.0, TODAY)}
    since = draw.choice([None, *(days_ago(back) for back in (-3, 0, 1, 9, 60, 400))])
    promises = [Promise("p", days_ago(int(draw.integers(-5, 40))), int(draw.integers(1, 8)), frozenset())]

    found = findings([Case("one", there, values, goals, promises, since)], METRICS, start=start, today=TODAY)

    for one in found:
        assert 0 <= one.chance <= 1
        assert all(math.isfinite(figure) for figure in one.figures.values())
        assert one.reason == "goal" or one.chance < 0.05


def test_five_hundred_clients_are_each_found_as_if_alone():
    cases = [noisy(seed % 60, f"case {seed:03}") for seed in range(500)]

    found = look(*cases)

    assert as_set(one for one in found if one.case < "case 060") == as_set(look(*cases[:60]))


def test_the_threshold_follows_from_the_alerts_that_are_wanted():
    assert threshold(200, 2) == pytest.approx(2 / 800)
    assert threshold(200, 4) == 2 * threshold(200, 2)
    assert threshold(3, 50) == threshold(0, 1) == 0.05
    assert threshold(30, 0) == 0.0


def finding(case, chance, reason="worse", **figures):
    return Finding(case, reason, "mood", chance, figures, None)


def test_at_most_so_many_clients_the_rarest_first():
    found = [finding("a", 0.002), finding("b", 0.0001), finding("c", 0.0003), finding("a", 0.0002, "unusual")]

    needs, good = alerts(found, watched=3, alerts_a_week=2)

    assert [[one.chance for one in each] for each in needs] == [[0.0001], [0.0002, 0.002]]
    assert good == []


def test_what_was_raised_this_week_leaves_less_room():
    found = [finding("a", 0.001), finding("b", 0.002)]

    assert [each[0].case for each in alerts(found, watched=9, alerts_a_week=3, already=2)[0]] == ["a"]
    assert alerts(found, watched=9, alerts_a_week=3, already=5)[0] == []
    assert alerts(found, watched=9, alerts_a_week=0)[0] == []


def test_what_chance_makes_too_often_is_no_alert():
    found = [finding("a", 0.02), finding("b", 0.0001)]

    assert [each[0].case for each in alerts(found, watched=100, alerts_a_week=2)[0]] == ["b"]
    assert len(alerts(found, watched=2, alerts_a_week=2)[0]) == 2


def test_good_news_takes_no_place():
    found = [finding("a", 0.001), finding("a", 0.3, "goal"), finding("b", 0.0, "goal")]

    needs, good = alerts(found, watched=9, alerts_a_week=1)

    assert [[one.reason for one in each] for each in needs] == [["worse"]]
    assert [one.case for one in good] == ["b", "a"]


def test_who_has_been_silent_for_a_month_comes_after_what_is_new():
    found = [finding("a", 1e-9, "stopped", days_silent=40.0), finding("b", 0.001), finding("c", 0.0002)]

    assert [each[0].case for each in alerts(found, watched=9, alerts_a_week=3)[0]] == ["c", "b", "a"]
    assert attention.LONG_SILENT == 28.0
