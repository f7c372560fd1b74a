"""The question about the plate: asked where an answer is worth something, and what each answer changes."""

from typing import Any

import pytest

from lib.diary.amounts import Said
from lib.vision import questions, servings
from lib.vision.plate import Plate
from lib.vision.questions import Answer
from lib.vision.servings import Chosen
from lib.vision.suggestions import Suggestion


def food(slug: str, kcal: float | None, **more: Any) -> dict[str, Any]:
    return {
        "id": f"id of {slug}", "slug": slug, "name": slug.replace("-", " ").capitalize(), "kind": "food",
        "user_id": None, "kcal": kcal, "portions": [{"label": "bowl", "grams": 300}], **more,
    }  # fmt: skip


STEW, SALAD = food("stew", 150), food("green-salad", 5)
POTATOES, FRIES = food("potatoes-boiled", 80), food("french-fries", 310, portions=[{"label": "cone", "grams": 120}])


def plate_of(*foods: dict[str, Any], **more: Any) -> Plate:
    made: dict[str, Any] = {"named_by": "detector", "sure": 0.8, "amount": Said(1.0, "bowl"), "source": "seen"}
    return Plate().with_lines("photo", [(Suggestion(one, **made | more), "") for one in foods])


def eaten(plate: Plate) -> list[Chosen]:
    return [Chosen(line, line.suggestion.amount.amount, line.suggestion.amount.portion) for line in plate.lines]


def ask(plate: Plate) -> questions.Question:
    asked = questions.widest(eaten(plate))
    assert asked is not None
    return asked


def answer(plate: Plate, label: str) -> Plate:
    asked = ask(plate)
    return questions.answered(plate, asked.line_id, next(one for one in asked.answers if one.label.startswith(label)))


def width(plate: Plate) -> float:
    made = [item for one in eaten(plate) if (item := servings.item(one))]
    return sum(item["kcal_high"] - item["kcal_low"] for item in made)


def test_the_line_that_is_asked_about_is_the_one_that_matters_most() -> None:
    asked = ask(plate_of(SALAD, STEW))

    assert (asked.line_id, asked.text) == (2, "Stew: how much was it?")
    assert [one.label for one in asked.answers] == ["Small, 200 g", "Medium, 300 g", "Large, 450 g"]


def test_a_bowl_is_asked_for_its_size() -> None:
    assert ask(plate_of(STEW, label="bowl")).text == "How big was the bowl?"


@pytest.mark.parametrize("source", ["weighed", "counted", "portion", "usual"])
def test_nothing_is_asked_about_an_amount_that_is_known(source: str) -> None:
    assert questions.widest(eaten(plate_of(STEW, source=source))) is None


def test_nothing_is_asked_about_little() -> None:
    assert questions.widest(eaten(plate_of(SALAD))) is None


@pytest.mark.parametrize("nothing", [[], [Chosen(plate_of(STEW).lines[0], 0.0, "bowl")]])
def test_nothing_is_asked_about_nothing(nothing: list[Chosen]) -> None:
    assert questions.widest(nothing) is None


def test_nothing_is_asked_about_a_food_of_unknown_energy_or_a_name() -> None:
    named = Plate().with_lines("photo", [(Suggestion(None, "gemini", 0.9, Said(1.0, ""), "seen"), "Dragon stew")])

    assert questions.widest(eaten(plate_of(food("mystery", None)))) is None
    assert questions.widest(eaten(named)) is None


def test_the_size_that_is_said_is_the_amount_and_is_not_asked_for_again() -> None:
    plate = plate_of(STEW)

    now = answer(plate, "Large")

    assert now.lines[0].suggestion.amount == Said(450.0, "g")
    assert questions.widest(eaten(now)) is None


def test_a_medium_one_is_as_much_as_was_thought_and_better_known() -> None:
    plate = plate_of(STEW)

    now = answer(plate, "Medium")

    assert eaten(now)[0].grams == eaten(plate)[0].grams
    assert width(now) < width(plate)


def test_what_looks_alike_is_asked_for_by_name() -> None:
    plate = plate_of(POTATOES, others=(FRIES,))

    asked = ask(plate)

    assert asked.text == "How were the potatoes cooked?"
    assert [(one.label, one.food and one.food["slug"]) for one in asked.answers] == [
        ("Boiled", "potatoes-boiled"),
        ("Fried", "french-fries"),
    ]


def test_another_food_weighs_as_much_where_it_has_no_such_portion() -> None:
    now = answer(plate_of(POTATOES, others=(FRIES,)), "Fried").lines[0].suggestion

    assert (now.food and now.food["slug"], now.named_by, now.sure) == ("french-fries", "person", 1.0)
    assert (now.amount, now.source, now.others) == (Said(300.0, "g"), "seen", ())


def test_another_food_keeps_the_portion_that_both_have() -> None:
    bowl_of_fries = FRIES | {"portions": [{"label": "cone", "grams": 120}, {"label": "bowl", "grams": 200}]}

    now = answer(plate_of(POTATOES, others=(bowl_of_fries,)), "Fried").lines[0].suggestion

    assert now.amount == Said(1.0, "bowl")


@pytest.mark.parametrize("label", ["Boiled", "Fried"])
def test_an_amount_that_was_typed_stays_when_it_is_said_what_it_is(label: str) -> None:
    plate = plate_of(POTATOES, others=(FRIES,))
    asked = questions.widest([Chosen(plate.lines[0], 333.0, "g")])
    assert asked is not None

    now = questions.answered(plate, 1, next(one for one in asked.answers if one.label == label)).lines[0].suggestion

    assert (now.amount, now.source) == (Said(333.0, "g"), "weighed")


def test_whoever_says_that_it_is_what_was_thought_is_not_asked_again() -> None:
    plate = plate_of(POTATOES, others=(FRIES,), source="usual")

    now = answer(plate, "Boiled")

    assert now.lines[0].suggestion.food == POTATOES
    assert questions.widest(eaten(now)) is None
    assert width(now) < width(plate)


def test_whoever_has_named_it_themselves_is_not_asked_what_it_is() -> None:
    plate = plate_of(POTATOES, others=(FRIES,), named_by="person", source="portion")

    assert questions.widest(eaten(plate)) is None


def test_a_drink_is_answered_in_millilitres() -> None:
    shake = food("shake", 100) | {"id": "shake", "kind": "drink", "portions": [{"label": "bowl", "grams": 400}]}

    now = answer(plate_of(shake), "Large")

    assert now.lines[0].suggestion.amount == Said(600.0, "ml")


def test_an_answer_changes_no_other_line() -> None:
    plate = plate_of(STEW, SALAD)

    now = questions.answered(plate, 1, Answer("Small", amount=Said(100.0, "g")))

    assert now.lines[1] == plate.lines[1]


def test_an_answer_about_a_line_that_is_gone_changes_nothing() -> None:
    plate = plate_of(STEW)

    assert questions.answered(plate, 9, Answer("Small", amount=Said(100.0, "g"))) == plate
