import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.nutrition import energy

people = (st.floats(30, 250), st.floats(130, 230), st.integers(18, 100))


@pytest.mark.parametrize(
    ("met", "kg", "minutes", "kcal"),
    [(9.8, 70, 28, 301.84), (3.8, 80, 60, 235.2), (1.0, 70, 60, 0.0), (0.95, 70, 480, 0.0), (5.0, 70, 0, 0.0)],
)
def test_training_counts_only_what_goes_beyond_rest(met, kg, minutes, kcal):
    assert energy.net_kcal(met, kg, minutes) == pytest.approx(kcal)


@pytest.mark.parametrize(
    ("kcal", "said"),
    [
        (183.2, "about 185 kcal"), (182.4, "about 180 kcal"), (182.5, "about 185 kcal"), (187.5, "about 190 kcal"),
        (1502, "about 1,500 kcal"), (2.5, "about 5 kcal"), (1.2, "less than 5 kcal"), (0, "about 0 kcal"),
    ],
)  # fmt: skip
def test_an_estimate_is_said_to_the_nearest_five(kcal, said):
    assert energy.about(kcal) == said


def test_an_estimate_is_said_in_kilojoules_too():
    assert energy.about(766.5, "kJ") == "about 765 kJ"


@pytest.mark.parametrize(("sex", "kcal"), [("male", 1648.75), ("female", 1482.75), ("other", 1565.75)])
def test_basal_need_is_that_of_mifflin_and_st_jeor(sex, kcal):
    assert energy.basal_need(70, 175, 30, sex) == kcal


@settings(deadline=None)
@given(*people)
def test_basal_need_of_other_lies_in_the_middle(kg, cm, age):
    both = [energy.basal_need(kg, cm, age, sex) for sex in ("female", "male")]

    assert energy.basal_need(kg, cm, age, "other") == pytest.approx(sum(both) / 2)


def test_a_sex_nobody_said_is_not_guessed():
    with pytest.raises(ValueError, match="female"):
        energy.basal_need(70, 175, 30, "")


@settings(deadline=None)
@given(*people, st.sampled_from(energy.ACTIVITY_LEVELS))
def test_a_day_takes_more_than_rest_at_every_level(kg, cm, age, level):
    basal = energy.basal_need(kg, cm, age, "other")

    assert energy.daily_need(basal, level.factor) == pytest.approx(basal * level.factor)
    assert level.factor > 1


def test_activity_levels_rise_and_have_names_of_their_own():
    factors = [level.factor for level in energy.ACTIVITY_LEVELS]

    assert factors == sorted(set(factors))
    assert len({level.name for level in energy.ACTIVITY_LEVELS}) == len(factors)


def test_body_mass_index_is_exact_at_its_limit():
    assert energy.bmi(18.5 * 1.6 * 1.6, 160) == pytest.approx(energy.UNDERWEIGHT_BMI)
    assert energy.bmi(47.3, 160) < energy.UNDERWEIGHT_BMI < energy.bmi(47.4, 160)
