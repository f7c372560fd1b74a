"""What is suggested for a photo: from what a model names, and from what this person ate before."""

import base64
from typing import Any

import numpy as np
import pytest

from lib.diary.amounts import Said
from lib.vision import labels, suggestions
from lib.vision.look import Detection, Seen
from lib.vision.suggestions import Helped

NEAR, FAR, OTHER = 1, 2, 3
BOX = (0.1, 0.1, 0.4, 0.4)


def look(seed: int, noise: int = 0) -> bytes:
    """A made-up look; the same seed with other noise is the same dish in another light."""
    features = np.random.default_rng(seed).normal(size=256)
    colours = np.random.default_rng(seed + 100).random(128)
    shaken = np.random.default_rng(noise + 1000)
    features = features + 0.15 * shaken.normal(size=256)
    colours = np.sqrt(colours / colours.sum()) + 0.005 * shaken.normal(size=128)
    return np.concatenate([features, colours / np.linalg.norm(colours)]).astype("<f2").tobytes()


def food(slug: str, **more: Any) -> dict[str, Any]:
    return {
        "id": labels.food_id(slug), "slug": slug, "name": slug.capitalize(), "kind": "food", "user_id": None,
        "kcal": 100, "portions": [{"label": slug, "grams": 120}], "usual_grams": None, **more,
    }  # fmt: skip


def drink(slug: str) -> dict[str, Any]:
    return food(slug) | {"id": slug, "kind": "drink", "portions": [{"label": "serving", "grams": 240}]}


def helped(*foods: dict[str, Any], learnt: Any = ()) -> Helped:
    return Helped({one["id"]: one for one in foods}, list(learnt), [], None)


def learnt(
    slug: str, look: bytes, *, whole: bool = True, grams: float | None = 180, meal: str = "dinner"
) -> dict[str, Any]:
    return {
        "food_id": labels.food_id(slug), "food_name": slug.capitalize(), "whole": whole, "grams": grams,
        "look": base64.b64encode(look).decode(), "meal_type": meal, "hour": 19.0,
    }  # fmt: skip


def seen(*detections: Detection, look: bytes = b"") -> Seen:
    return Seen(detections, look, "yolo26n", "yolo26n 1", 100)


def suggest(photo: Seen, known: Helped) -> list[suggestions.Suggestion]:
    return suggestions.suggest(photo, known, meal_type="dinner", hour=19.0)


def names(found: list[suggestions.Suggestion]) -> list[str]:
    return [one.food["slug"] if one.food else f"? {one.label}" for one in found]


def test_three_boxes_of_bananas_are_three_bananas() -> None:
    photo = seen(*(Detection("banana", 0.9 - n / 10, BOX) for n in range(3)))

    (found,) = suggest(photo, helped(food("banana")))

    assert (found.amount, found.source, found.sure) == (Said(3.0, "banana"), "counted", 0.9)
    assert len(found.boxes) == 3


def test_a_heap_seen_twice_is_one_heap() -> None:
    photo = seen(Detection("broccoli", 0.6, BOX), Detection("broccoli", 0.5, (0.5, 0.5, 0.9, 0.9)))

    (found,) = suggest(photo, helped(food("broccoli-cooked")))

    assert (found.amount, found.source) == (Said(1.0, "broccoli-cooked"), "seen")


def test_what_somebody_usually_has_goes_before_a_usual_serving() -> None:
    photo = seen(Detection("broccoli", 0.6, BOX))

    (found,) = suggest(photo, helped(food("broccoli-cooked", usual_grams=85.0)))

    assert (found.amount, found.source) == (Said(85.0, "g"), "usual")


def test_what_has_nothing_to_do_with_food_is_not_mentioned() -> None:
    photo = seen(Detection("truck", 0.9, BOX), Detection("person", 0.9, BOX))

    assert suggest(photo, helped()) == []


def test_a_bowl_is_asked_about_and_not_taken_for_granted() -> None:
    (found,) = suggest(seen(Detection("bowl", 0.8, BOX)), helped())

    assert (found.food, found.label, found.sure < suggestions.SURE) == (None, "Bowl or plate", True)


def test_a_bowl_with_something_known_in_it_is_not_asked_about() -> None:
    photo = seen(Detection("bowl", 0.8, (0.0, 0.0, 0.5, 0.5)), Detection("orange", 0.7, BOX))

    assert names(suggest(photo, helped(food("orange")))) == ["orange"]


def test_a_part_that_was_corrected_before_is_what_it_was_corrected_to() -> None:
    photo = seen(Detection("donut", 0.8, BOX, look(NEAR, noise=2)))
    known = helped(
        food("doughnut"), food("bagel"), learnt=[learnt("bagel", look(NEAR, noise=1), whole=False, grams=95)]
    )

    (found,) = suggest(photo, known)

    assert (found.food and found.food["slug"], found.named_by) == ("bagel", "learner")
    assert found.amount == Said(95.0, "g")
    assert [other["slug"] for other in found.others] == ["doughnut"]


def test_a_part_that_looks_otherwise_stays_what_the_model_names() -> None:
    photo = seen(Detection("donut", 0.8, BOX, look(FAR)))
    known = helped(food("doughnut"), food("bagel"), learnt=[learnt("bagel", look(NEAR), whole=False)])

    assert names(suggest(photo, known)) == ["doughnut"]


def test_a_bowl_that_was_filled_before_is_filled_again() -> None:
    photo = seen(Detection("bowl", 0.8, BOX, look(NEAR, noise=5)))
    known = helped(food("porridge-with-milk"), learnt=[learnt("porridge-with-milk", look(NEAR), whole=False)])

    (found,) = suggest(photo, known)

    assert (names([found]), found.named_by, found.amount) == (["porridge-with-milk"], "learner", Said(180.0, "g"))


def test_a_whole_meal_is_remembered_with_its_weights() -> None:
    before = look(NEAR)
    known = helped(
        food("porridge-with-milk"),
        food("banana"),
        learnt=[learnt("porridge-with-milk", before, grams=250), learnt("banana", before, grams=110)],
    )

    found = suggest(seen(look=look(NEAR, noise=3)), known)

    assert sorted(names(found)) == ["banana", "porridge-with-milk"]
    assert {one.amount.amount for one in found} == {250.0, 110.0}


def test_a_plate_seen_once_before_is_a_maybe_and_seen_twice_is_taken_for_granted() -> None:
    once = [learnt("banana", look(NEAR))]
    twice = [*once, learnt("banana", look(NEAR, noise=7))]

    (maybe,) = suggest(seen(look=look(NEAR, noise=3)), helped(food("banana"), learnt=once))
    (sure,) = suggest(seen(look=look(NEAR, noise=3)), helped(food("banana"), learnt=twice))

    assert maybe.sure < suggestions.SURE <= sure.sure


def test_the_very_plate_again_is_taken_for_granted_at_once() -> None:
    known = helped(food("banana"), learnt=[learnt("banana", look(NEAR))])

    (found,) = suggest(seen(look=look(NEAR)), known)

    assert found.sure >= suggestions.SURE


def test_only_the_largest_containers_are_asked_about() -> None:
    bowls = [Detection("bowl", 0.9, (0.2 * n, 0.0, 0.2 * n + 0.15, 0.25 + n / 20)) for n in range(5)]
    tiny = Detection("cup", 0.9, (0.0, 0.9, 0.1, 1.0))
    doubtful = Detection("cup", 0.3, (0.5, 0.5, 0.9, 0.9))

    found = suggest(seen(*bowls, tiny, doubtful), helped())

    assert [one.boxes[0] for one in found] == [bowl.box for bowl in reversed(bowls[2:])]


def test_a_meal_never_seen_before_suggests_nothing() -> None:
    known = helped(food("banana"), learnt=[learnt("banana", look(NEAR))])

    assert suggest(seen(look=look(FAR)), known) == []


def test_a_food_is_suggested_once_by_whatever_way() -> None:
    photo = seen(Detection("banana", 0.7, BOX, look(OTHER)), look=look(NEAR, noise=1))
    known = helped(food("banana"), learnt=[learnt("banana", look(NEAR))])

    (found,) = suggest(photo, known)

    assert found.boxes == (BOX,)


@pytest.mark.parametrize("label", ["Wine", "Beer", "Coffee"])
def test_drinks_are_found_among_the_drinks(label: str) -> None:
    meaning = labels.meaning(label)
    assert meaning is not None and meaning.kind == "drink"

    (found,) = suggest(seen(Detection(label, 0.7, BOX)), helped(drink(meaning.slug)))

    assert found.food is not None and found.food["kind"] == "drink"


def test_what_looks_alike_is_offered_beside_it() -> None:
    meaning = labels.meaning("cake")
    assert meaning is not None and meaning.instead
    photo = seen(Detection("cake", 0.9, BOX))

    (found,) = suggest(photo, helped(food(meaning.slug), *(food(slug) for slug in meaning.instead)))

    assert [other["slug"] for other in found.others] == list(meaning.instead)
