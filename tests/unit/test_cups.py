import pytest

from lib.diary import cups
from lib.profile import NotTaken
from lib.units import Units

METRIC, IMPERIAL = Units(), Units("imperial")
USUAL = (200, 330, 500)


@pytest.mark.parametrize(("how", "text"), [(METRIC, "200, 330, 500"), (IMPERIAL, "6.8, 11.2, 16.9")])
def test_cups_that_nobody_touched_stay_what_they_were(how: Units, text: str) -> None:
    assert cups.shown(USUAL, how) == text
    assert cups.read(text, USUAL, how) == list(USUAL)


@pytest.mark.parametrize(("typed", "found"), [("250", [250]), ("250,300", [250, 300]), (" 300 ; 250 300 ", [300, 250])])
def test_cups_are_read_as_people_type_them(typed: str, found: list[int]) -> None:
    assert cups.read(typed, USUAL, METRIC) == found


def test_ounces_are_kept_as_millilitres() -> None:
    assert cups.read("8, 12", USUAL, IMPERIAL) == [237, 355]


@pytest.mark.parametrize(
    "typed", ["", ", ,", "a lot", "0", "9", "5001", "1,2,3", "20 30 40 50 60 70 80", "1e99", "nan"]
)
def test_what_is_no_cup_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(NotTaken) as refused:
        cups.read(typed, USUAL, METRIC)

    assert refused.value.sentence.endswith(".")
