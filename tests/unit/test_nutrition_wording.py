import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.nutrition import wording


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (1, "1"), (2, "2"), (0.5, "½"), (0.25, "¼"), (0.75, "¾"), (1 / 3, "⅓"), (0.33, "⅓"), (0.67, "⅔"), (1.5, "1½"),
        (2.333, "2⅓"), (1.4, "1.4"), (0.1, "0.1"), (1250, "1,250"), (1000.5, "1,000½"), (2.0000001, "2"),
    ],
)  # fmt: skip
def test_an_amount_is_said_as_people_write_it(amount, said):
    assert wording.say_amount(amount) == said


@settings(deadline=None)
@given(st.floats(0.01, 10000))
def test_an_amount_is_said_to_a_hundredth(amount):
    said = wording.say_amount(amount).replace(",", "")

    signs = {sign: value for value, sign in wording._FRACTIONS.items()}
    value = float(said[:-1] or 0) + signs[said[-1]] if said[-1] in signs else float(said)
    assert abs(value - amount) <= 0.0051


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("slice", "slices"), ("cup", "cups"), ("glass", "glasses"), ("box", "boxes"), ("sandwich", "sandwiches"),
        ("radish", "radishes"), ("berry", "berries"), ("fry", "fries"), ("tray", "trays"), ("half", "halves"),
        ("leaf", "leaves"), ("loaf", "loaves"), ("potato", "potatoes"), ("taco", "tacos"), ("Loaf", "Loaves"),
        ("large slice", "large slices"), ("half cup", "half cups"), ("slice of bread", "slices of bread"),
        ("cup, cooked", "cups, cooked"), ("piece (1/8 of 9\" pie)", "pieces (1/8 of 9\" pie)"),
        ("can or bottle (330 ml)", "cans or bottles (330 ml)"), ("piece/slice", "pieces/slices"),
        ("small or thin slice", "small or thin slices"),
        ("g", "g"), ("tbsp", "tbsp"), ("fl oz", "fl oz"), ("large", "large"), ("extra large", "extra large"),
        ("crackers", "crackers"), ("hummus", "hummus"), ("fish", "fish"), ("", ""),
    ],
)  # fmt: skip
def test_two_of_a_portion(one, many):
    assert wording.pluralise(one, 2) == many


@settings(deadline=None)
@given(st.text(max_size=20), st.floats(0.01, 1))
def test_up_to_one_the_label_stays(label, amount):
    assert wording.pluralise(label, amount) == label


@pytest.mark.parametrize(
    ("label", "amount", "said"),
    [
        ("slice", 2, "2 slices"), ("slice", 1, "1 slice"), ("cup", 0.5, "½ cup"), ("cup", 1.5, "1½ cups"),
        ("g", 60, "60 g"), ("g", 0.5, "0.5 g"), ("ml", 1250, "1,250 ml"), ("5 oz package", 1, "5 oz package"),
        ("5 oz package", 2, "2 × 5 oz package"), ("½ chicken", 2, "2 × ½ chicken"), ("large", 2, "2 large"),
    ],
)  # fmt: skip
def test_a_portion_is_said_with_its_amount(label, amount, said):
    assert wording.scaled_label(label, amount) == said
