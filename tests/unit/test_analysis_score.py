import math
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lib.analysis import score as scoring
from lib.analysis.score import Band, Inputs, Part, Score, Weights, WrongWeights, score

NAMES = tuple(scoring.PARTS)
# Each part with a sub-score of 100, and what takes it away.
FULL = Inputs(
    sleep_hours=8, active_minutes=200, energy_kcal=2000, fibre_g=30, wellbeing=10, drinks_ml=2000,
    resting_heart_rate=55, resting_heart_rate_usual=Band(50, 60),
)  # fmt: skip
FIGURE = {
    "sleep": "sleep_hours", "activity": "active_minutes", "nutrition": "energy_kcal", "mood": "wellbeing",
    "hydration": "drinks_ml", "recovery": "resting_heart_rate",
}  # fmt: skip
UP_TO_A_HUNDRED = st.floats(0, 100)

some_weights = st.fixed_dictionaries({name: st.integers(0, 100) | UP_TO_A_HUNDRED for name in NAMES})
sub_scores = st.dictionaries(st.sampled_from(NAMES), UP_TO_A_HUNDRED, min_size=3)


def a_day(scores):
    """The day whose parts have these sub-scores, each against a goal of one's own."""
    shown = {name: value for name, value in scores.items() if value is not None}
    day = {}
    if "sleep" in shown:
        # From 40 % of the goal on.
        day |= {"sleep_hours": 4 + 0.06 * shown["sleep"], "sleep_goal": Band(10, 12)}
    if "activity" in shown:
        day |= {"active_minutes": shown["activity"], "active_minutes_goal": Band(100)}
    if "nutrition" in shown:
        day |= {"energy_kcal": 2000.0, "fibre_g": shown["nutrition"], "fibre_goal": Band(100)}
    if "mood" in shown:
        day |= {"wellbeing": shown["mood"] / 10}
    if "hydration" in shown:
        day |= {"drinks_ml": shown["hydration"], "drinks_goal": Band(100)}
    if "recovery" in shown:
        day |= {"resting_heart_rate": 67.5 - 0.075 * shown["recovery"], "resting_heart_rate_usual": Band(50, 60)}
    return Inputs(**day)


def part(found: Score, name: str) -> Part:
    return next(part for part in found.parts if part.name == name)


def sub_score(name: str, **figures) -> float:
    return part(score(Inputs(**figures)), name).score


def only_fact(name: str, **figures):
    (fact,) = part(score(Inputs(**figures)), name).facts
    return fact


def test_a_whole_day_worked_by_hand():
    found = score(a_day({"sleep": 80, "activity": 50, "nutrition": 90, "mood": 70, "hydration": 60, "recovery": 40}))

    # 20 + 10 + 18 + 10.5 + 6 + 4 = 68.5
    assert (found.total, found.coverage, found.reason, found.missing) == (69, 100, None, {})
    assert [(p.name, round(p.weight, 6), p.points) for p in found.parts] == [
        ("sleep", 25, 20), ("activity", 20, 10), ("nutrition", 20, 18), ("mood", 15, 11), ("hydration", 10, 6),
        ("recovery", 10, 4),
    ]  # fmt: skip


def test_what_is_missing_is_left_out_and_not_zero():
    found = score(a_day({"sleep": 80, "activity": 50, "mood": 70}))

    # Of 60 points of weight: (25 * 80 + 20 * 50 + 15 * 70) / 60 = 67.5
    assert (found.total, found.coverage) == (68, 60)
    assert set(found.missing) == {"nutrition", "hydration", "recovery"}


@pytest.mark.parametrize(
    ("logged", "coverage", "enough"),
    [
        (("sleep", "activity"), 45, False), (("mood", "hydration", "recovery"), 35, False),
        (("sleep", "mood", "recovery"), 50, True), (("activity", "nutrition", "mood"), 55, True), ((), 0, False),
        (("activity", "mood", "hydration"), 45, False), (("sleep", "mood", "hydration"), 50, True),
    ],
)  # fmt: skip
def test_a_total_takes_three_parts_and_half_of_the_weight(logged, coverage, enough):
    found = score(a_day(dict.fromkeys(logged, 80)))

    assert found.coverage == coverage
    assert found.total == (80 if enough else None)
    assert found.reason == (None if enough else "not enough logged today")
    assert enough or all((p.weight, p.points) == (0, 0) for p in found.parts)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"sleep": 25, "activity": 20, "nutrition": 20, "mood": 15}, (0.3125, 0.25, 0.25, 0.1875)),
        ({"sleep": 100, "activity": 1, "nutrition": 1}, (0.45, 0.275, 0.275)),
        ({"sleep": 100, "activity": 100, "nutrition": 1}, (0.45, 0.45, 0.10)),
        # What the first gives away lifts the second above the cap too.
        ({"sleep": 60, "activity": 36, "nutrition": 3, "mood": 1}, (0.45, 0.45, 0.075, 0.025)),
    ],
)
def test_no_part_has_more_than_45_percent(weights, expected):
    assert tuple(scoring.effective_shares(weights).values()) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("exact", "total", "points"),
    [
        ({"a": 20.4, "b": 20.4, "c": 20.4}, 61, [21, 20, 20]), ({"a": 10.6, "b": 10.6, "c": 10.6}, 32, [11, 11, 10]),
        ({"a": 0.0, "b": 0.5, "c": 33.0}, 34, [0, 1, 33]), ({"a": 0.0, "b": 0.0, "c": 0.0}, 0, [0, 0, 0]),
        ({"a": 0.1, "b": 0.2, "c": 0.2}, 1, [0, 1, 0]),
    ],
)  # fmt: skip
def test_points_are_whole_and_add_up(exact, total, points):
    assert scoring.whole_points(exact) == (total, dict(zip(exact, points, strict=True)))


def test_a_weight_of_zero_leaves_a_part_out():
    found = score(FULL, Weights(mood=0, recovery=0))

    assert [p.name for p in found.parts] == ["sleep", "activity", "nutrition", "hydration"]
    assert (found.coverage, found.missing) == (100, {})


def test_too_few_chosen_parts_are_not_blamed_on_the_day():
    found = score(FULL, Weights(nutrition=0, mood=0, hydration=0, recovery=0))

    assert (found.total, found.reason) == (None, "fewer than three parts have a weight")


@pytest.mark.parametrize("weight", [-1, 101, math.nan, math.inf])
def test_weights_are_from_0_to_100(weight):
    with pytest.raises(WrongWeights, match="from 0 to 100"):
        Weights(sleep=weight)


def test_one_weight_at_least_is_above_zero():
    with pytest.raises(WrongWeights, match="At least one part"):
        Weights(0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("hours", "points"),
    [(7, 100), (9, 100), (6, 76.19), (5, 52.38), (2.8, 0), (1, 0), (10, 88.89), (13.5, 50), (20, 50)],
)
def test_sleep_is_held_against_seven_to_nine_hours(hours, points):
    fact = only_fact("sleep", sleep_hours=hours)

    assert (fact.figure, fact.value, fact.low, fact.high, fact.reference) == ("sleep_hours", hours, 7, 9, "NSF 2015")
    assert fact.score == pytest.approx(points, abs=0.01)


@pytest.mark.parametrize(
    ("goal", "band"),
    [(Band(6, 7), (6, 7)), (Band(8), (8, 9)), (Band(9.5), (9.5, 9.5)), (Band(None, 8), (7, 8)), (Band(), (7, 9))],
)
def test_a_goal_for_sleep_goes_before_and_one_end_leaves_the_other(goal, band):
    fact = only_fact("sleep", sleep_hours=7.5, sleep_goal=goal)

    assert (fact.low, fact.high) == band


def test_below_eighteen_other_references_hold():
    young = score(Inputs(age=16, sleep_hours=8, active_minutes=210))

    assert (part(young, "sleep").facts[0].low, part(young, "sleep").facts[0].high) == (8, 10)
    assert part(young, "activity").score == 50


def test_sleep_quality_counts_three_of_ten_beside_the_hours():
    assert sub_score("sleep", sleep_hours=8, sleep_quality=3) == pytest.approx(85)
    assert "sleep" in score(Inputs(sleep_quality=3)).missing


@pytest.mark.parametrize(("minutes", "points"), [(0, 0), (75, 50), (150, 100), (300, 100), (900, 100)])
def test_activity_is_held_against_150_to_300_minutes_a_week(minutes, points):
    assert sub_score("activity", active_minutes=minutes) == points


def test_steps_are_another_way_and_the_better_one_is_enough():
    assert sub_score("activity", steps=4000) == 50
    assert sub_score("activity", active_minutes=30, steps=8000) == 100


def test_a_goal_of_ones_own_goes_before_a_reference():
    # Somebody who must not do too much.
    day = {"active_minutes": 90, "active_minutes_goal": Band(None, 60), "steps": 12000}

    fact = only_fact("activity", **day)

    assert (fact.figure, fact.reference, fact.score) == ("active_minutes", "own goal", 50)


@pytest.mark.parametrize(
    ("kcal", "points"), [(1800, 100), (2000, 100), (1350, 50), (900, 0), (2500, 50), (3000, 0), (5000, 0)]
)
def test_energy_is_held_against_the_goal(kcal, points):
    assert sub_score("nutrition", energy_kcal=kcal, energy_goal=Band(1800, 2000)) == pytest.approx(points)


def test_an_upper_goal_for_energy_is_no_invitation_to_eat_less_than_the_body_needs():
    day = {"energy_goal": Band(None, 2000), "basal_kcal": 1400.0}

    assert sub_score("nutrition", energy_kcal=1400, **day) == 100
    assert sub_score("nutrition", energy_kcal=1050, **day) == 50


def test_nutrition_weighs_what_is_known():
    # Energy 100 (3), protein 40 of 49.8 g (2), fibre 20 of 25 g (2), sugar 100, saturated fat 50, sodium 0 (1 each).
    found = sub_score(
        "nutrition", energy_kcal=1900, energy_goal=Band(1800, 2000), protein_g=40, weight_kg=60, fibre_g=20,
        sugar_g=60, satfat_g=30, sodium_mg=4000,
    )  # fmt: skip

    assert found == pytest.approx((300 + 2 * 40 / 49.8 * 100 + 160 + 100 + 50 + 0) / 10)


def test_limits_alone_do_not_praise_an_empty_plate():
    found = score(Inputs(energy_kcal=1500, sugar_g=0, sodium_mg=0))

    assert found.missing["nutrition"] == "nothing to compare with yet"


@pytest.mark.parametrize(
    ("kcal", "basal", "missing"),
    [(699, 1400.0, True), (700, 1400.0, False), (599, None, True), (600, None, False), (599, math.nan, True)],
)
def test_energy_under_half_of_the_basal_need_is_missing_and_not_low(kcal, basal, missing):
    found = score(Inputs(energy_kcal=kcal, basal_kcal=basal, fibre_g=5))

    assert (found.missing.get("nutrition") == scoring.PARTLY_LOGGED) is missing


def test_without_a_figure_for_energy_nobody_knows_whether_the_day_was_logged():
    assert score(Inputs(protein_g=50, fibre_g=20)).missing["nutrition"] == "not logged"


def test_mood_is_well_being():
    assert [sub_score("mood", wellbeing=value) for value in (0, 5, 7.3, 10)] == pytest.approx([0, 50, 73, 100])


@pytest.mark.parametrize(
    ("sex", "ml", "points"), [("female", 1600, 100), ("male", 1600, 80), (None, 1000, 50), ("other", 3000, 100)]
)
def test_drinks_are_held_against_a_reference_by_sex(sex, ml, points):
    assert sub_score("hydration", sex=sex, drinks_ml=ml) == points


def test_who_may_drink_at_most_a_litre_is_not_told_to_drink_two():
    goal = Band(None, 1000)

    assert [sub_score("hydration", drinks_ml=ml, drinks_goal=goal) for ml in (900, 1000, 1500)] == [100, 100, 50]


@pytest.mark.parametrize(("bpm", "points"), [(40, 100), (55, 100), (60, 100), (63.75, 50), (67.5, 0), (90, 0)])
def test_a_resting_heart_rate_is_held_against_the_own_days(bpm, points):
    fact = only_fact("recovery", resting_heart_rate=bpm, resting_heart_rate_usual=Band(50, 60))

    assert (fact.low, fact.high, fact.reference) == (50, 60, "own days")
    assert fact.score == pytest.approx(points)


def test_hrv_counts_by_its_logarithm_and_recovery_is_the_mean_of_the_two():
    # From 40 to 62.5 is one standard deviation to either side of 50; 1.75 below it has half the points.
    strained = 50 * math.exp(-1.75 * math.log(1.25))

    assert sub_score("recovery", hrv=strained, hrv_usual=Band(40, 62.5)) == pytest.approx(50)
    assert sub_score(
        "recovery", hrv=strained, hrv_usual=Band(40, 62.5), resting_heart_rate=55,
        resting_heart_rate_usual=Band(50, 60),
    ) == pytest.approx(75)  # fmt: skip


def test_a_reading_without_days_to_compare_is_no_part():
    assert score(Inputs(hrv=50.0)).missing["recovery"] == "nothing to compare with yet"
    assert score(Inputs(hrv=50.0, hrv_usual=Band(50, 50))).missing["recovery"] == "nothing to compare with yet"


def test_the_usual_range_is_that_of_the_last_sixty_days():
    days = [52.0, 58.0] * 30

    found = scoring.usual([*[200.0] * 100, *days])

    assert found == (pytest.approx(55 - 3 * math.sqrt(60 / 59)), pytest.approx(55 + 3 * math.sqrt(60 / 59)))
    assert scoring.usual([55.0] * 14) == pytest.approx((53.9, 56.1))
    assert scoring.usual([*days[:13], math.nan, 0.0]) is None


@pytest.mark.parametrize("figure", FIGURE.values())
@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_what_is_no_number_is_missing(figure, value):
    found = score(replace(FULL, **{figure: value}))

    assert (found.total, len(found.missing)) == (100, 1)


@settings(deadline=None)
@given(sub_scores, some_weights)
def test_points_always_add_up_to_the_total_and_no_part_passes_the_cap(scores, weights):
    assume(any(weights.values()))

    found = score(a_day(scores), Weights(**weights))

    assert 0 <= found.coverage <= 100
    if found.total is None:
        assert len(found.parts) < 3 or found.coverage < 50
        return
    assert sum(p.points for p in found.parts) == found.total
    assert math.fsum(p.weight for p in found.parts) == pytest.approx(100)
    assert all(p.weight <= 45 + 1e-9 and abs(p.points - p.weight * p.score / 100) < 1 + 1e-6 for p in found.parts)
    assert min(p.score for p in found.parts) - 0.501 <= found.total <= max(p.score for p in found.parts) + 0.501


@settings(deadline=None)
@given(sub_scores, some_weights, st.data())
def test_leaving_a_part_out_never_scores_lower_than_a_zero_or_the_lowest_in_its_place(scores, weights, data):
    assume(any(weights.values()))
    gone = data.draw(st.sampled_from(sorted(scores)))
    without = score(a_day(scores | {gone: None}), Weights(**weights))
    assume(without.total is not None)
    lowest = min(p.score for p in without.parts)

    for value in (0, lowest / 2, lowest):
        with_it = score(a_day(scores | {gone: value}), Weights(**weights))
        assert with_it.total is not None
        assert without.total >= with_it.total


@settings(deadline=None)
@given(sub_scores, st.data())
def test_with_the_usual_weights_leaving_out_what_is_below_the_others_never_lowers(scores, data):
    gone = data.draw(st.sampled_from(sorted(scores)))
    without = score(a_day(scores | {gone: None}))
    assume(without.total is not None and max(p.weight for p in without.parts) < 45)
    of_the_others = math.fsum(p.weight * p.score for p in without.parts) / 100

    with_it = score(a_day(scores | {gone: of_the_others * 0.99}))

    assert with_it.total is not None and without.total is not None
    assert without.total >= with_it.total


@settings(deadline=None)
@given(sub_scores, some_weights, st.floats(0, 100), st.data())
def test_a_better_part_never_lowers_the_total(scores, weights, better, data):
    assume(any(weights.values()))
    name = data.draw(st.sampled_from(sorted(scores)))
    before = score(a_day(scores), Weights(**weights))
    assume(before.total is not None)

    after = score(a_day(scores | {name: max(better, scores[name])}), Weights(**weights))

    assert before.total is not None and after.total is not None
    assert after.total >= before.total


@settings(deadline=None)
@given(sub_scores, st.floats(0.1, 100))
def test_equal_weights_give_the_mean(scores, weight):
    found = score(a_day(scores), Weights(*[weight] * 6))

    assert found.total is not None
    assert abs(found.total - math.fsum(scores.values()) / len(scores)) <= 0.5 + 1e-6


@settings(deadline=None)
@given(sub_scores, some_weights, st.randoms())
def test_the_order_of_the_parts_does_not_matter(scores, weights, random):
    names = random.sample(sorted(scores), len(scores))
    assume(all(weights[name] > 0 for name in names))

    shares = scoring.effective_shares({name: weights[name] for name in scores})
    turned = scoring.effective_shares({name: weights[name] for name in names})

    assert turned == pytest.approx(shares)
    exact = {name: shares[name] * scores[name] for name in scores}
    assert scoring.whole_points({name: exact[name] for name in names}) == scoring.whole_points(exact)


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.none() | st.floats(1, 5), st.floats(1, 12), st.floats(0, 6))
def test_more_sleep_up_to_the_band_never_lowers(one, other, quality, low, width):
    less, more = sorted((one * (low + width), other * (low + width)))
    goal = Band(low, low + width)

    before, after = (sub_score("sleep", sleep_hours=h, sleep_quality=quality, sleep_goal=goal) for h in (less, more))

    assert before <= after + 1e-9


@pytest.mark.parametrize(
    ("name", "figure"), [("activity", "active_minutes"), ("activity", "steps"), ("mood", "wellbeing"),
    ("hydration", "drinks_ml"), ("recovery", "hrv")],
)  # fmt: skip
def test_where_more_is_better_more_never_lowers(name, figure):
    values = [0.01 * 1.3**step for step in range(60)]

    found = [sub_score(name, **{figure: value}, hrv_usual=Band(40, 60)) for value in values]

    assert found == sorted(found)
    assert (found[0], found[-1]) == (pytest.approx(0, abs=0.2), 100)


@settings(deadline=None)
@given(st.floats(0.01, 100), st.floats(700, 4000), st.floats(0, 4000), st.floats(0, 5000), st.floats(30, 120))
def test_neither_ounces_nor_kilojoules_change_anything(factor, kcal, other, drinks, bpm):
    def day(unit):
        return Inputs(
            energy_kcal=kcal * unit, energy_goal=Band(1800 * unit, 2200 * unit), basal_kcal=1400 * unit,
            protein_g=other * unit, protein_goal=Band(60 * unit, None), drinks_ml=drinks * unit,
            drinks_goal=Band(1500 * unit, 3000 * unit), sleep_hours=other / 400 * unit,
            sleep_goal=Band(7 * unit, 9 * unit),
            resting_heart_rate=bpm * unit, resting_heart_rate_usual=Band(50 * unit, 60 * unit),
            hrv=bpm * unit, hrv_usual=Band(50 * unit, 60 * unit),
        )  # fmt: skip

    found = {p.name: p.score for p in score(day(1.0)).parts}
    other_unit = {p.name: p.score for p in score(day(factor)).parts}

    assert other_unit == pytest.approx(found, abs=1e-6)
