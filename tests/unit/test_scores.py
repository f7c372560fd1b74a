"""Scores of days: what they are worked out from, what is kept, and how they are said."""

import datetime
import json

import pytest

from lib.analysis import hrv
from lib.analysis import score as scoring
from lib.analysis.score import Band, Fact, Weights
from lib.diary import score_inputs, scores, scores_shown
from lib.diary.series import DAY, Daily
from lib.gateway.port import UNREACHABLE, Backend, GatewayError, Person
from lib.profile import Profile
from lib.units import Units
from tests.support.figures import answer

TODAY = datetime.date(2026, 6, 30)
ME = Profile(
    name="Anna", birth_date=datetime.date(1990, 2, 28), sex="female", height_cm=170.0, units="metric",
    energy_unit="kcal", time_zone="UTC", first_weekday=1, hide_numbers=False, tier="free", is_demo=False,
)  # fmt: skip
METRIC = Units()


def daily(at_least=(), **values) -> Daily:
    """A value is today's, a list ends today, a mapping is by day."""
    found = {}
    for metric, value in values.items():
        if isinstance(value, dict):
            found[metric] = value
            continue
        several = value if isinstance(value, list) else [value]
        found[metric] = {TODAY - DAY * n: float(one) for n, one in enumerate(reversed(several)) if one is not None}
    return Daily(
        TODAY - DAY * 400, TODAY, found, {metric: frozenset({TODAY}) for metric in at_least}, frozenset(), {},
        frozenset(),
    )  # fmt: skip


def goal(metric, low=None, high=None, starts_on="2026-01-01"):
    return {"metric": metric, "low": low, "high": high, "starts_on": starts_on}


def inputs(held=(), me=ME, **values):
    found = daily(**values)
    return score_inputs.inputs_on(found, held, me, TODAY, score_inputs.body_on(found, TODAY))


WHOLE = {"sleep": 8, "sleep_quality": 4, "active_minutes": 200, "wellbeing": 7, "water": 1600, "energy": 2000,
         "protein": 60, "fibre": 30, "weight": 65}  # fmt: skip


class Rows:
    """A database of one person's, which counts what it is asked."""

    def __init__(self, goals=(), refuses=()):
        self.goals, self.kept, self.asked, self.refuses = list(goals), {}, [], refuses

    def select(self, relation, *, eq=None, order=None, desc=False, limit=1000, offset=0):
        self.asked.append(relation)
        if relation == "goals":
            return sorted(self.goals, key=lambda row: row["starts_on"])
        wanted = [row for day, row in self.kept.items() if eq.get("local_date", day) == day]
        return sorted(wanted, key=lambda row: row["local_date"], reverse=True)[:limit]

    def rpc(self, function, args):
        self.asked.append(function)
        if function in self.refuses:
            raise GatewayError(UNREACHABLE, "away")
        if function == "daily_series":
            first = datetime.date.fromisoformat(args["p_from"])
            there = (TODAY - first).days
            if args["p_to"] < TODAY.isoformat():
                return answer()
            return answer([there], {name: [value] for name, value in WHOLE.items()})
        # As JSON carries it.
        self.kept |= {row["local_date"]: json.loads(json.dumps(row)) for row in args["p_scores"]}
        return None

    def delete(self, relation, *, eq):
        self.asked.append((relation, eq))
        self.kept.clear()
        return []


def of_days(rows, me=ME, days=3, start=None, end=TODAY):
    backend = Backend(Person("anna", "anna@example.org"), rows, photos=None)
    rows.asked.clear()
    return scores.of_days(backend, me, start or TODAY - DAY * (days - 1), end, TODAY)


# Figures of a day -------------------------------------------------------------------------------------------------


def test_figures_of_the_day_are_those_logged_on_it():
    found = inputs(**WHOLE)

    assert (found.sleep_hours, found.sleep_quality, found.wellbeing, found.drinks_ml) == (8, 4, 7, 1600)
    assert (found.energy_kcal, found.protein_g, found.fibre_g, found.sugar_g) == (2000, 60, 30, None)
    assert (found.age, found.sex, found.weight_kg) == (36, "female", 65)
    assert found.basal_kcal == pytest.approx(10 * 65 + 6.25 * 170 - 5 * 36 - 161)


def test_what_is_not_logged_is_missing():
    found = inputs()

    assert found == scoring.Inputs(age=36, sex="female")


def test_activity_is_of_the_last_seven_days():
    found = inputs(active_minutes=[99, 30, None, None, 45, None, None, 10], steps=[9999, 6000, None, 8000, *[None] * 5])

    assert found.active_minutes == 85
    assert found.steps == 8000


def test_mean_of_steps_is_of_the_days_that_have_some():
    assert inputs(steps=[6000, None, 9000]).steps == 7500


def test_goal_for_active_minutes_of_a_day_becomes_one_of_a_week():
    assert inputs([goal("active_minutes", 22)]).active_minutes_goal == Band(154, None)


def test_weight_holds_until_the_next_one():
    found = inputs(weight={TODAY - DAY * 200: 64.0, TODAY - DAY * 100: 66.0, TODAY - DAY * 364: 70.0})

    assert found.weight_kg == 66
    assert inputs(weight={TODAY - DAY * 365: 64.0}).weight_kg is None


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([goal("sleep", 8)], Band(8, None)),
        ([goal("sleep", 8), goal("sleep", 7, 9, "2026-06-30")], Band(7, 9)),
        # One to come, one of another metric, and one that ended the one before.
        ([goal("sleep", 8), goal("sleep", 7, 9, "2026-07-01")], Band(8, None)), ([goal("steps", 8000)], None),
        ([goal("sleep", 8), goal("sleep", starts_on="2026-03-01")], None), ([], None),
    ],
)  # fmt: skip
def test_goal_holds_until_a_later_one(held, expected):
    assert inputs(held).sleep_goal == expected


def test_goal_below_what_the_body_needs_at_rest_praises_nobody():
    starving = [goal("energy", None, 900)]

    assert inputs(starving, **WHOLE).energy_goal is None
    assert inputs([goal("energy", 1800, 2200)], **WHOLE).energy_goal == Band(1800, 2200)


def test_resting_heart_rate_is_held_against_the_days_before_and_not_itself():
    enough = inputs(resting_heart_rate=[*[54, 56] * 7, 80])
    too_few = inputs(resting_heart_rate=[*[54, 56] * 6, 55, 80])

    assert enough.resting_heart_rate == 80
    assert enough.resting_heart_rate_usual == pytest.approx((55 - 1.1, 55 + 1.1), abs=0.1)
    assert too_few.resting_heart_rate_usual is None


def test_days_longer_ago_than_sixty_are_not_usual_any_more():
    assert inputs(resting_heart_rate=[*[55] * 14, *[None] * 60, 80]).resting_heart_rate_usual is None


def test_two_kinds_of_heart_rate_variability_share_no_days():
    sdnn = [60, 62] * 10
    body = score_inputs.body_on(daily(hrv_sdnn=[*sdnn, None], hrv_rmssd=40), TODAY)
    both = score_inputs.body_on(daily(hrv_sdnn=[*sdnn, 61], hrv_rmssd=40), TODAY)

    assert (body.kind, body.state.state, body.state.more_days) == ("rmssd", "unknown", 14)
    assert (both.kind, both.value, both.state.state) == ("sdnn", 61, "balanced")
    assert score_inputs.body_on(daily(hrv_sdnn=[*sdnn, None]), TODAY) is None


def test_a_day_of_water_is_no_day_of_eating_nothing():
    found = scores.work_out(daily(water=2000, energy=0, protein=0, sodium=80), [], ME, TODAY).score

    assert found.missing["nutrition"] == scoring.NOT_LOGGED


def test_amounts_that_are_not_known_are_no_small_amounts():
    found = inputs([goal("energy", 1800, 2200)], at_least=["fibre", "protein"], **WHOLE | {"fibre": 3})

    nutrition = next(part for part in scoring.score(found).parts if part.name == "nutrition")

    # 60 g of protein are enough, however much more there was; 3 g of fibre say nothing.
    assert [fact.figure for fact in nutrition.facts] == ["energy_kcal", "protein_g"]
    assert nutrition.score == 100


def test_too_much_already_stays_too_much():
    found = inputs(at_least=["sodium"], **WHOLE | {"sodium": 4000})

    nutrition = next(part for part in scoring.score(found).parts if part.name == "nutrition")

    assert [(f.figure, f.score) for f in nutrition.facts if f.figure == "sodium_mg"] == [("sodium_mg", 0)]


def test_day_of_which_too_little_is_known_says_so():
    unknown = WHOLE | {"fibre": 3, "protein": 3}

    found = scores.work_out(daily(at_least=["fibre", "protein", "energy"], **unknown), [], ME, TODAY)

    assert found.score.missing["nutrition"] == scoring.AMOUNTS_UNKNOWN


# Kept and worked out ----------------------------------------------------------------------------------------------


def test_days_without_a_kept_score_are_worked_out_and_kept_in_one_go():
    rows = Rows()

    found = of_days(rows)

    assert list(found) == [TODAY - DAY * 2, TODAY - DAY, TODAY]
    assert rows.asked == ["goals", "daily_scores", "daily_series", "keep_scores"]
    assert found[TODAY].score.total == rows.kept["2026-06-30"]["total"] > 0
    assert found[TODAY - DAY * 2].score.total is rows.kept["2026-06-28"]["total"] is None


def test_kept_scores_are_read_and_nothing_else_is_asked_for():
    rows = Rows()
    first = of_days(rows)

    again = of_days(rows)

    assert rows.asked == ["goals", "daily_scores"]
    assert {day: one.score.total for day, one in again.items()} == {day: one.score.total for day, one in first.items()}
    assert [(p.name, p.points) for p in again[TODAY].score.parts] == [
        (p.name, p.points) for p in first[TODAY].score.parts
    ]
    assert again[TODAY].score.missing == first[TODAY].score.missing
    assert again[TODAY].score.parts[0].facts[0] == first[TODAY].score.parts[0].facts[0]


def test_only_what_is_gone_is_worked_out_anew():
    rows = Rows()
    of_days(rows)
    del rows.kept["2026-06-29"]
    before = rows.kept["2026-06-30"]

    of_days(rows)

    assert rows.asked == ["goals", "daily_scores", "daily_series", "keep_scores"]
    assert rows.kept["2026-06-30"] is before


@pytest.mark.parametrize(
    "changes",
    [
        {"sex": "male"}, {"height_cm": 190.0}, {"birth_date": datetime.date(2010, 1, 1)},
        {"score_weights": {"sleep": 100, "mood": 10}},
    ],
)  # fmt: skip
def test_somebody_who_says_something_else_of_themselves_has_other_scores(changes):
    rows = Rows()
    of_days(rows)

    of_days(rows, Profile(**vars(ME) | changes))

    assert "daily_series" in rows.asked


def test_goal_that_is_set_or_removed_changes_the_days_it_holds_on():
    rows = Rows()
    before = of_days(rows)[TODAY].score.total
    rows.goals = [goal("sleep", 10, 12, "2026-06-30")]

    with_goal = of_days(rows)[TODAY].score.total
    asked = list(rows.asked)
    rows.goals = []
    without = of_days(rows)[TODAY].score.total

    assert "daily_series" in asked
    assert with_goal < before == without


def test_day_to_come_has_no_score():
    rows = Rows()

    assert list(of_days(rows, days=1, end=TODAY + DAY * 5)) == [TODAY]
    assert of_days(rows, start=TODAY + DAY, end=TODAY + DAY) == {}
    assert rows.asked == []


def test_score_that_cannot_be_kept_is_shown_all_the_same():
    assert of_days(Rows(refuses=["keep_scores"]))[TODAY].score.total is not None


@pytest.mark.parametrize("parts", [[], [{}], [{"name": "sleep"}], ["x", {"grounds": None}], [{"grounds": "?"}]])
def test_kept_score_that_cannot_be_read_is_worked_out_anew(parts):
    rows = Rows()
    of_days(rows)
    rows.kept["2026-06-30"]["parts"] = parts

    assert of_days(rows)[TODAY].score.total is not None


def test_forgetting_asks_for_the_persons_own_only():
    rows = Rows()

    scores.forget(Backend(Person("anna", "anna@example.org"), rows, photos=None))

    assert rows.asked == [("daily_scores", {"user_id": "anna"})]


@pytest.mark.parametrize(
    "said", [None, {}, {"sleep": -1}, {"sleep": "much"}, {"luck": 5}, dict.fromkeys(scoring.PARTS, 0)]
)
def test_weights_that_make_no_sense_are_as_usual(said):
    assert scores.weights_of(Profile(**vars(ME) | {"score_weights": said})) == scoring.DEFAULT


# In words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "shown", "expected"),
    [
        (Fact("sleep_hours", 6.4, 7, 9, "own goal", 71.4), METRIC, "Sleep 6.4 h, your goal 7 to 9 h: 71 of 100"),
        (Fact("drinks_ml", 800, 1600, None, "EFSA 2010", 50), METRIC,
         "Drinks 800 ml, guide value at least 1,600 ml (EFSA 2010): 50 of 100"),
        (Fact("drinks_ml", 800, 1600, None, "own goal", 50), Units("imperial"),
         "Drinks 27.1 fl oz, your goal at least 54.1 fl oz: 50 of 100"),
        (Fact("energy_kcal", 1000, 1800, 2200, "own goal", 11), Units(energy="kJ"),
         "Energy eaten 4,184 kJ, your goal 7,531 to 9,205 kJ: 11 of 100"),
        (Fact("wellbeing", 7, 0, 10, "own scale", 70), METRIC, "Well-being 7 of 10: 70 of 100"),
        (Fact("sugar_g", 100, None, 90, "EU 1169/2011", 89), METRIC,
         "Sugar 100 g, guide value at most 90 g (EU 1169/2011): 89 of 100"),
        (Fact("steps", 7500, 8000, None, "own goal", 94), METRIC,
         "Steps a day, mean of 7 days 7,500, your goal at least 8,000: 94 of 100"),
        (Fact("resting_heart_rate", 60, 53.4, 57.2, "own days", 40), METRIC,
         "Resting heart rate 60 bpm, usual for you 53 to 57 bpm: 40 of 100"),
    ],
)  # fmt: skip
def test_fact_is_said_in_the_persons_units(fact, shown, expected):
    assert scores_shown.fact(fact, None, shown, False) == expected


@pytest.mark.parametrize("figure", ["energy_kcal", "protein_g"])
def test_whoever_hides_numbers_sees_neither_energy_nor_what_tells_the_weight(figure):
    said = scores_shown.fact(Fact(figure, 1234, 1357, None, "EFSA 2012", 90.6), None, METRIC, True)

    assert said.endswith(": 91 of 100")
    assert not any(number in said for number in ("1,234", "1,357", "1234", "1357"))


def test_what_helps_is_the_least_that_is_missing():
    walked = scores.work_out(daily(steps=9000), [], ME, TODAY).score

    assert scores_shown.what_helps(walked, Weights()).endswith("enough to log your night and your meals.")
    assert scores_shown.what_helps(scores.work_out(daily(), [], ME, TODAY).score, Weights()).endswith(
        "enough to log your night, workouts or steps and your meals."
    )


def test_why_a_part_is_missing_is_said():
    found = scores.work_out(daily(hrv_rmssd=[40] * 10, energy=100), [], ME, TODAY)

    said = [scores_shown.why_missing(name, why, found.body) for name, why in found.score.missing.items()]

    assert "Mood: not logged" in said
    assert "Nutrition: too little of the day's food is logged to say" in said
    assert "Recovery: 5 more days with HRV are needed to know what is usual for you" in said


@pytest.mark.parametrize(("today", "state"), [(80, "calm"), (50, "balanced"), (45, "strained"), (30, "stressed")])
def test_body_state_is_said_and_is_no_emotion(today, state):
    days = [45, 50, 55, 48, 52, 46, 54, 50, 47, 53, 49, 51, 45, 55, 50, 50, 44, 56, 50, 50]
    body = score_inputs.body_on(daily(hrv_rmssd=[*days, today]), TODAY)

    said = scores_shown.body_state(body, METRIC)

    assert said[0].startswith(f"Body state: {state}.")
    assert said[1].startswith(f"HRV (RMSSD) {today} ms, usual for you 47 to 54 ms, confidence ")
    assert "no emotion" in said[2]


def test_unclear_body_state_claims_no_confidence():
    body = score_inputs.Body("sdnn", 44.2, hrv.BodyState("unclear", -1.72, 0.45, 14, 46.5, 53.5))

    said = scores_shown.body_state(body, METRIC)

    assert said[:2] == [
        "Body state: unclear. Your HRV lies between two states.", "HRV (SDNN) 44 ms, usual for you 46 to 54 ms.",
    ]  # fmt: skip
