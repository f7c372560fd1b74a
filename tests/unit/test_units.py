import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import units
from lib.nutrition import wording
from lib.units import Units

METRIC = Units()
IMPERIAL = Units("imperial", "kJ", "mmol/l")

# What a body, a day or a glass may be, as it is stored.
STORED = {
    "mass": (0.0, 500.0), "length": (0.0, 300.0), "height": (50.0, 272.0), "distance": (0.0, 1000.0),
    "volume": (0.0, 10000.0), "energy": (0.0, 20000.0), "temperature": (30.0, 45.0), "glucose": (10.0, 1000.0),
}  # fmt: skip

any_units = st.builds(Units, *(st.sampled_from(units.CHOICES[name]) for name in ("system", "energy", "glucose")))
any_quantity = st.sampled_from(units.QUANTITIES)


@st.composite
def stored_values(draw):
    """A quantity with a value as the database keeps it."""
    quantity = draw(any_quantity)
    low, high = STORED[quantity]
    return quantity, round(draw(st.floats(low, high)), units.STORED_DECIMALS[quantity])


def test_every_quantity_has_a_range_here():
    assert set(STORED) == set(units.QUANTITIES) == set(units.STORED_DECIMALS)


@settings(deadline=None)
@given(any_quantity, any_units, st.data())
def test_what_is_typed_is_read_back_as_it_was_typed(quantity, chosen, data):
    low, high = (units.to_shown(quantity, bound, chosen) for bound in STORED[quantity])
    typed = round(data.draw(st.floats(low, high)), units.decimals(quantity, chosen))

    stored = units.from_shown(quantity, typed, chosen)

    assert units.to_shown(quantity, stored, chosen) == typed


@settings(deadline=None)
@given(stored_values(), any_units)
def test_a_field_nobody_touched_changes_nothing(kept, chosen):
    quantity, stored = kept

    assert units.same(quantity, stored, units.to_shown(quantity, stored, chosen), chosen)


@settings(deadline=None)
@given(stored_values(), any_units)
def test_one_click_on_plus_is_a_change(kept, chosen):
    quantity, stored = kept
    shown = units.to_shown(quantity, stored, chosen)

    assert not units.same(quantity, stored, shown + units.step(quantity, chosen), chosen)


@settings(deadline=None)
@given(stored_values(), any_units)
def test_what_is_shown_is_off_by_no_more_than_its_rounding(kept, chosen):
    quantity, stored = kept
    shown = units.to_shown(quantity, stored, chosen)

    one_shown = 10 ** -units.decimals(quantity, chosen)
    next_stored = units.from_shown(quantity, shown + one_shown, chosen)
    before_stored = units.from_shown(quantity, shown - one_shown, chosen)

    assert before_stored <= stored <= next_stored


@pytest.mark.parametrize("quantity", units.QUANTITIES)
@pytest.mark.parametrize("chosen", [METRIC, IMPERIAL])
def test_a_step_can_be_shown(quantity, chosen):
    step = units.step(quantity, chosen)

    assert step > 0
    assert round(step, units.decimals(quantity, chosen)) == step


@pytest.mark.parametrize(
    ("quantity", "stored", "metric", "imperial"),
    [
        ("mass", 72.5, "72.5 kg", "159.8 lb"),
        ("mass", 100.0, "100 kg", "220.5 lb"),
        ("length", 81.3, "81.3 cm", "32 in"),
        ("height", 180.0, "180 cm", "5 ft 11 in"),
        ("height", 182.0, "182 cm", "6 ft 0 in"),
        ("distance", 42.195, "42.2 km", "26.22 mi"),
        ("volume", 355.0, "355 ml", "12 fl oz"),
        ("volume", 2500.0, "2,500 ml", "84.5 fl oz"),
        ("energy", 1850.0, "1,850 kcal", "7,740 kJ"),
        ("temperature", 37.0, "37 °C", "98.6 °F"),
        ("glucose", 90.0, "90 mg/dl", "5 mmol/l"),
        ("glucose", 126.0, "126 mg/dl", "7 mmol/l"),
    ],
)
def test_a_value_is_said_in_the_units_of_the_person(quantity, stored, metric, imperial):
    assert units.say(quantity, stored, METRIC) == metric
    assert units.say(quantity, stored, IMPERIAL) == imperial


@settings(deadline=None)
@given(st.floats(50, 272))
def test_a_height_is_never_said_with_twelve_inches(cm):
    said = units.say("height", cm, IMPERIAL)

    feet, inches = int(said.split()[0]), int(said.split()[2])
    assert 0 <= inches <= 11
    assert feet * 12 + inches == units.to_shown("height", cm, IMPERIAL)


def test_a_field_that_was_empty_is_the_same_only_when_still_empty():
    assert units.same("mass", None, None, METRIC)
    assert not units.same("mass", None, 70.0, METRIC)
    assert not units.same("mass", 70.0, None, METRIC)


def test_energy_and_glucose_follow_their_own_choice():
    mixed = Units("imperial", "kcal", "mg/dl")

    assert [units.unit_label(quantity, mixed) for quantity in ("mass", "energy", "glucose")] == ["lb", "kcal", "mg/dl"]


@pytest.mark.parametrize("wrong", [{"system": "Imperial"}, {"energy": "kj"}, {"glucose": "mmol"}])
def test_units_that_do_not_exist_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Units(**wrong)


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (1850, 0, "1,850"), (1234567.891, 2, "1,234,567.89"), (0, 0, "0"), (100, 0, "100"), (72.0, 1, "72"),
        (72.50, 2, "72.5"), (-0.0, 0, "0"), (-0.04, 1, "0"), (-0.4, 0, "0"), (-12.34, 1, "-12.3"), (999.6, 0, "1,000"),
    ],
)  # fmt: skip
def test_a_number_has_commas_and_no_needless_zeros(value, decimals, said):
    assert units.number(value, decimals) == said


@settings(deadline=None)
@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_number_is_written_alike_everywhere(value, decimals):
    said = units.number(value, decimals)

    assert said == wording.number(value, decimals)
    assert not said.startswith("-0") or float(said.replace(",", "")) < 0
    assert float(said.replace(",", "")) == round(value, decimals)


def test_a_difference_has_no_offset_and_is_not_rounded():
    assert units.difference("temperature", 1.0, IMPERIAL) == pytest.approx(1.8)
    assert units.difference("energy", -0.01, IMPERIAL) == pytest.approx(-0.04184)
    assert units.difference("mass", 0.001, METRIC) == 0.001
    assert units.difference("volume", 0.01, IMPERIAL) == pytest.approx(0.01 / 29.5735, rel=1e-4)
