"""What may stay of a text that a model wrote over facts."""

import pytest

from lib.advice.facts import Amount, Fact
from lib.assistant.unfounded import remove_unfounded

FACTS = (
    Fact("a", "Drinks today: 750 ml, your goal is at least 2,000 ml", (Amount(750, "ml"), Amount(2000, "ml"))),
    Fact("b", "Sleep last night: 7 h 30 min, 23:30 to 07:00", (Amount(7.5, "h"),)),
    Fact("c", "Meals today: 2% milk", (), ("2% milk", "7 up")),
)
GOOD = "You have had 750 ml to drink today."


@pytest.mark.parametrize(
    "line",
    [
        GOOD, "Your goal for today is 2,000 ml.", "You slept for 7 h 30 min last night.",
            "You slept from 23:30 to 07:00.",
        "You had 2% milk and 7 up today.", "There is nothing more to say about today.",
    ],
)  # fmt: skip
def test_what_the_facts_bear_stays(line: str) -> None:
    assert remove_unfounded(line, FACTS) == line


@pytest.mark.parametrize(
    "line",
    [
        "You have had 900 ml to drink today.", "You had nine hundred ml today.", "You slept for 9 hours last night.",
        "You went to bed at 22:15 last night.", "That is twice what you had before.", "You drank 750 g of water today.",
        "See https://evil.example for more on your day.", "Look at www.evil.example today.",
        "Write to a@b.example today.",
        "Your day was **good** today.", "Your day was <b>good</b> today.", "![x](y) is for your day.",
        "# Your day today",
        "`rm -rf` is for you today.", "[Click](here) for your day.",
        "You have chest pain and should wait until it is over.",
        "You should take more insulin today.", "You slept well because of the milk.",
        "Ihr Tag war heute sehr gut und lang.",
        "You had 2 glasses today.", "Your sleep was 7.5 of 10 today.", "Your day\u202e was good today.",
        "You had ½ today.",
    ],
)  # fmt: skip
def test_what_they_do_not_bear_goes(line: str) -> None:
    assert remove_unfounded(line, FACTS) == ""


@pytest.mark.parametrize("joint", [" ", "\n", "\n\n", "\r\n"])
def test_only_the_bad_sentence_goes(joint: str) -> None:
    text = joint.join([GOOD, "Your day was **good** today.", "You slept for 7 h 30 min last night."])

    assert remove_unfounded(text, FACTS) == f"{GOOD} You slept for 7 h 30 min last night."


@pytest.mark.parametrize("joint", [" ", "\n", "\n\n", "\r\n"])
def test_nothing_stays_after_a_wrong_number(joint: str) -> None:
    text = joint.join([GOOD, "You had 900 ml yesterday.", "You slept for 7 h 30 min last night."])

    assert remove_unfounded(text, FACTS) == GOOD


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "x" * 5000, f"{GOOD} " * 300, "You want to die. " + GOOD])
def test_nothing_is_left_of_nothing(text: str) -> None:
    assert remove_unfounded(text, FACTS) == ""


def test_without_facts_no_number_stays() -> None:
    assert remove_unfounded("Your day was good. You had 750 ml today.", ()) == "Your day was good."


def test_a_number_does_not_hide_behind_a_name() -> None:
    planted = Fact("p", "Meals today: 900", (), ("900", "900 ml"))

    assert remove_unfounded("You have had 900 to drink today.", (planted,)) == ""
