import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.vision import learner
from lib.vision.learner import Guess, Known, prepare

SHAPES = 256
LUNCH = {"meal_type": "lunch", "hour": 12.5}
DISHES = ("porridge", "chilli", "ramen", "salad", "pizza", "omelette")


def look_of(dish: str, photo: int = 0, *, shapes: int = SHAPES, noise: float = 0.15) -> bytes:
    """A made-up dish; another photo of it has the same texture in another light."""
    texture, light = np.random.default_rng([*dish.encode()]), np.random.default_rng([photo, *dish.encode()])
    # Deep features: few are large, none is far below zero.
    features = texture.gamma(0.4, 1.0, shapes) - 0.2
    features = features * (1 + 0.3 * light.random()) + noise * light.normal(size=shapes) * features.std()
    colours = texture.gamma(0.3, 1.0, 128) + 0.05 * light.random(128)
    return np.concatenate([features, np.sqrt(colours / colours.sum())]).astype("<f2").tobytes()


def known(dish: str, photo: int = 1, **changed: object) -> Known:
    row = {"food_id": dish, "food_name": dish.title(), "grams": 200.0, "meal_type": "lunch", "hour": 12.5}
    return Known(**{"look": look_of(dish, photo), **row, **changed})  # type: ignore[arg-type]


def between(one: bytes, other: bytes, share: float) -> bytes:
    a, b = (np.frombuffer(look, "<f2").astype(float) for look in (one, other))
    return (a * (1 - share) + b * share).astype("<f2").tobytes()


def names(guesses: list[Guess]) -> list[str | None]:
    return [guess.food_id for guess in guesses]


def test_one_correction_is_enough():
    found = learner.suggest(look_of("porridge", 2), [known("porridge", 1)], **LUNCH)

    assert names(found) == ["porridge"]
    assert 0.68 <= found[0].confidence <= 1.0


@pytest.mark.parametrize("dish", DISHES)
def test_it_says_which_of_several_dishes_it_is(dish):
    memory = prepare([known(one) for one in DISHES])

    found = memory.suggest(look_of(dish, 7), **LUNCH)

    assert found[0].food_id == dish
    assert found[0].confidence > 0.5


@pytest.mark.parametrize("count", range(1, len(DISHES) + 1))
def test_a_dish_it_has_never_seen_gets_no_name(count):
    memory = prepare([known(dish, photo) for dish in DISHES[:count] for photo in range(3)])

    assert memory.suggest(look_of("lasagne"), **LUNCH) == []


def test_nothing_known_is_nothing_said():
    assert learner.suggest(look_of("porridge"), [], **LUNCH) == []


def test_at_most_three_are_shown():
    lookalikes = [known(f"curry {number}", look=look_of("curry", number)) for number in range(6)]

    found = learner.suggest(look_of("curry", 9), lookalikes, **LUNCH)

    assert len(found) == 3
    assert [guess.confidence for guess in found] == sorted((guess.confidence for guess in found), reverse=True)


def test_fewer_are_shown_where_fewer_are_wanted():
    lookalikes = [known(f"curry {number}", look=look_of("curry", number)) for number in range(6)]

    assert len(learner.suggest(look_of("curry", 9), lookalikes, **LUNCH, most=1)) == 1


def test_the_meal_decides_between_dishes_that_look_the_same():
    soup, broth = (
        known(name, look=look_of("soup"), meal_type=meal) for name, meal in (("soup", "lunch"), ("broth", "dinner"))
    )

    at_lunch = learner.suggest(look_of("soup", 4), [soup, broth], meal_type="lunch", hour=12.5)
    at_dinner = learner.suggest(look_of("soup", 4), [soup, broth], meal_type="dinner", hour=12.5)

    assert (at_lunch[0].food_id, at_dinner[0].food_id) == ("soup", "broth")


def test_the_hour_decides_across_midnight():
    late, noon = known("late", look=look_of("soup"), hour=23.5), known("noon", look=look_of("soup"), hour=12.0)

    found = learner.suggest(look_of("soup", 4), [noon, late], meal_type="lunch", hour=0.5)

    assert found[0].food_id == "late"


def test_the_meal_does_not_overrule_the_picture():
    at_breakfast, at_dinner = (
        known("porridge", meal_type="breakfast", hour=7.0),
        known("chilli", meal_type="dinner", hour=19.0),
    )

    found = learner.suggest(look_of("chilli", 5), [at_breakfast, at_dinner], meal_type="breakfast", hour=7.0)

    assert found[0].food_id == "chilli"


def test_a_person_learns_from_what_is_given_and_nothing_else():
    mine, yours = prepare([known("porridge")]), prepare([known("chilli", food_name="Your chilli")])

    assert names(mine.suggest(look_of("porridge", 3), **LUNCH)) == ["porridge"]
    assert mine.suggest(look_of("chilli", 3), **LUNCH) == []
    assert yours.suggest(look_of("porridge", 3), **LUNCH) == []
    assert names(yours.suggest(look_of("chilli", 3), **LUNCH)) == ["chilli"]


def test_looks_of_another_length_are_ignored():
    other = known("chilli", look=look_of("porridge", 2, shapes=384))

    found = learner.suggest(look_of("porridge", 3), [other, known("porridge")], **LUNCH)

    assert names(found) == ["porridge"]
    assert learner.suggest(look_of("porridge", 3), [other], **LUNCH) == []
    assert names(learner.suggest(look_of("porridge", 3, shapes=384), [other, known("porridge")], **LUNCH)) == ["chilli"]


@pytest.mark.parametrize(
    "broken", [b"", b"\0", b"\0" * 256, b"\0" * 767, np.full(SHAPES + 128, np.nan).astype("<f2").tobytes()]
)
def test_what_is_no_look_is_ignored(broken):
    rows = [known("chilli", look=broken), known("porridge")]

    assert names(learner.suggest(look_of("porridge", 3), rows, **LUNCH)) == ["porridge"]
    assert learner.suggest(broken, rows, **LUNCH) == []


@pytest.mark.parametrize("shade", [0.0, 1.0])
def test_a_look_that_says_nothing_is_nothing(shade):
    flat = np.full(SHAPES + 128, shade).astype("<f2").tobytes()

    assert learner.suggest(flat, [known("porridge"), known("chilli", look=flat)], **LUNCH) == []


def test_grams_are_the_median_of_what_is_known():
    rows = [known("porridge", photo, grams=grams) for photo, grams in enumerate((900.0, 240.0, None, 260.0))]

    (found,) = learner.suggest(look_of("porridge", 8), rows, **LUNCH)

    assert found.grams == 260.0
    assert learner.suggest(look_of("porridge", 8), [known("porridge", grams=None)], **LUNCH)[0].grams is None


def test_the_newest_name_of_a_food_wins():
    rows = [known("porridge", 3, food_name="Oats with milk"), known("porridge", 2, food_name="Porridge")]

    (found,) = learner.suggest(look_of("porridge", 8), rows, **LUNCH)

    assert found.food_name == "Oats with milk"


def test_a_dish_without_a_food_is_known_by_its_name():
    rows = [known("x", 3, food_id=None, food_name="Gran's stew", look=look_of("stew", photo)) for photo in (1, 2)]
    rows.append(known("x", food_id=None, food_name="gran's stew", look=look_of("stew", 3)))

    (found,) = learner.suggest(look_of("stew", 8), rows, **LUNCH)

    assert (found.food_id, found.food_name) == (None, "Gran's stew")


def test_the_same_photo_again_is_surely_the_same_dish():
    (found,) = learner.suggest(look_of("porridge", 1), [known("porridge", 1)], **LUNCH)

    assert found.confidence > 0.99


def test_the_less_alike_the_less_sure():
    one, other = look_of("porridge", 1), look_of("chilli", 1)
    memory = prepare([known("porridge", 1)])

    found = [memory.suggest(between(one, other, share), **LUNCH) for share in (0.0, 0.1, 0.2, 0.3, 0.5, 1.0)]

    sure = [guesses[0].confidence if guesses else 0.0 for guesses in found]
    assert sure == sorted(sure, reverse=True) and sure[0] > 0.9 and sure[-1] == 0.0


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from(DISHES), st.integers(0, 30), st.none() | st.floats(1, 900)), max_size=12),
    st.sampled_from(DISHES), st.floats(0, 23.99),
)  # fmt: skip
def test_confidences_are_shares_of_one(rows, dish, hour):
    memory = prepare([known(name, photo, grams=grams) for name, photo, grams in rows])

    found = memory.suggest(look_of(dish, 40), meal_type="snack", hour=hour)

    assert len(found) <= 3 and len(set(names(found))) == len(found)
    assert all(0 <= guess.confidence <= 1 for guess in found)
    assert sum(guess.confidence for guess in found) <= 1 + 1e-9
    assert set(names(found)) <= {name for name, _, _ in rows}
