"""The meal on the photos: what is on the plate, what becomes of it in the diary, and what the photos teach."""

import base64
import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lib.diary.amounts import Said
from lib.diary.days import Clock
from lib.vision import plate as plates
from lib.vision import servings
from lib.vision.look import Seen
from lib.vision.plate import Plate, Shot
from lib.vision.reading import Photo
from lib.vision.servings import Chosen
from lib.vision.suggestions import Suggestion

HERE = Clock(datetime.datetime(2026, 3, 10, 19, 30, tzinfo=ZoneInfo("Europe/Berlin")), "Europe/Berlin")
TODAY = HERE.today
WHOLE, PART = b"the whole photo", b"a part of it"
KEY = "5b1a5b7e-0000-4000-8000-000000000001"


def food(slug: str, kcal: float | None = 100, **more: Any) -> dict[str, Any]:
    return {
        "id": f"id of {slug}", "slug": slug, "name": slug.capitalize(), "kind": "food", "user_id": None, "kcal": kcal,
        "protein_g": 2, "portions": [{"label": "bowl", "grams": 200}, {"label": "spoon", "grams": 20}], **more,
    }  # fmt: skip


RICE, OATS, STEW = food("rice"), food("oats"), food("stew", 150)
WATER = food("water", 0) | {"id": "water", "kind": "drink", "portions": [{"label": "serving", "grams": 250}]}


def shot(name: str = "a", *, look: bytes = WHOLE, looks_by: str = "m 1") -> Shot:
    photo = Photo(b"jpeg " + name.encode(), (640, 480), name * 64, b"small " + name.encode())
    return Shot(photo, id=f"photo {name}", seen=Seen((), look, "yolo26n", looks_by, 120))


def suggested(food: dict[str, Any] | None, **more: Any) -> Suggestion:
    made: dict[str, Any] = {"named_by": "detector", "sure": 0.8, "amount": Said(1.0, "bowl"), "source": "seen"}
    return Suggestion(food, **made | more)


def with_foods(*foods: dict[str, Any] | None, shots: tuple[Shot, ...] = (), **more: Any) -> Plate:
    plate = Plate(shots=shots or (shot(),))
    return plate.with_lines(plate.shots[0].id, [(suggested(food, **more), "") for food in foods])


def as_suggested(plate: Plate) -> list[Chosen]:
    return [Chosen(line, line.suggestion.amount.amount, line.suggestion.amount.portion) for line in plate.lines]


def drafts(plate: Plate, eaten: list[Chosen] | None = None, **more: Any) -> list[dict[str, Any]]:
    chosen = as_suggested(plate) if eaten is None else eaten
    return servings.drafts(plate, chosen, "dinner", TODAY, HERE, KEY, **more)


def on(plate: Plate) -> list[str]:
    return [line.suggestion.food["slug"] if line.suggestion.food else line.name for line in plate.lines]


def item(plate: Plate, amount: float, portion: str) -> dict[str, Any]:
    made = servings.item(Chosen(plate.lines[0], amount, portion))
    assert made is not None
    return made


def width(made: dict[str, Any]) -> float:
    """Beside its own figure, so that twice as much is not twice as wide."""
    return float((made["kcal_high"] - made["kcal_low"]) / made["kcal"])


# On the plate -----------------------------------------------------------------------------------------------------


def test_a_food_on_a_second_photo_of_the_meal_is_not_put_there_twice() -> None:
    plate = with_foods(RICE, shots=(shot("a"), shot("b")))

    plate = plate.with_lines("photo b", [(suggested(RICE), ""), (suggested(STEW), "")])

    assert on(plate) == ["rice", "stew"]
    assert [line.shot_id for line in plate.lines] == ["photo a", "photo b"]


def test_two_names_for_one_food_are_one_line() -> None:
    plate = with_foods()

    plate = plate.with_lines("photo a", [(suggested(RICE), ""), (suggested(RICE), "")])

    assert on(plate) == ["rice"]


def test_a_name_without_a_food_is_put_there_once() -> None:
    plate = with_foods().with_lines("photo a", [(suggested(None), "Dragon stew")])

    plate = plate.with_lines("photo a", [(suggested(None), "dragon stew"), (suggested(None), "Phoenix pie")])

    assert on(plate) == ["Dragon stew", "Phoenix pie"]


def test_two_bowls_nobody_knows_are_asked_about_one_by_one() -> None:
    plate = with_foods()

    plate = plate.with_lines("photo a", [(suggested(None, label="bowl"), ""), (suggested(None, label="bowl"), "")])

    assert len(plate.lines) == 2


def test_every_line_has_a_number_of_its_own_also_after_one_was_taken_away() -> None:
    plate = with_foods(RICE, STEW).without_line(2)

    plate = plate.with_lines("photo a", [(suggested(OATS), "")])

    assert [line.id for line in plate.lines] == [1, 3]


def test_a_photo_takes_its_lines_with_it_when_it_goes() -> None:
    plate = with_foods(RICE, shots=(shot("a"), shot("b"))).with_lines("photo b", [(suggested(STEW), "")])

    plate = plate.without("photo a")

    assert on(plate) == ["stew"]
    assert [one.id for one in plate.shots] == ["photo b"]


def test_what_was_added_by_hand_stays_when_one_of_two_photos_goes() -> None:
    plate = with_foods(RICE, shots=(shot("a"), shot("b"))).with_lines("photo a", [(plates.by_hand(STEW), "")])

    plate = plate.without("photo a")
    assert [(line.suggestion.food, line.shot_id) for line in plate.lines] == [(STEW, "photo b")]

    assert plate.without("photo b").lines == ()


def test_the_same_picture_is_known_by_what_it_holds() -> None:
    plate = with_foods()

    assert plate.has("a" * 64)
    assert not plate.has("b" * 64)


def test_another_food_is_the_persons_own_word_with_its_usual_amount() -> None:
    plate = with_foods(RICE, others=(STEW,), amount=Said(90.0, "g"), source="usual")

    (line,) = plate.chosen(1, OATS).lines

    assert (line.suggestion.food, line.suggestion.named_by, line.suggestion.sure) == (OATS, "person", 1.0)
    assert line.suggestion.amount == Said(1.0, "bowl")
    assert [other["slug"] for other in line.suggestion.others] == ["rice", "stew"]


def test_what_was_suggested_can_be_chosen_back() -> None:
    plate = with_foods(RICE, others=(STEW,)).chosen(1, STEW)

    (line,) = plate.chosen(plate.lines[0].id, RICE).lines

    assert line.suggestion.food == RICE
    assert [other["slug"] for other in line.suggestion.others] == ["stew"]


def test_a_name_without_figures_gets_those_of_the_food_that_is_found_for_it() -> None:
    plate = with_foods().with_lines("photo a", [(suggested(None, named_by="gemini"), "Dragon stew")])

    plate = plate.chosen(1, STEW)

    assert on(plate) == ["stew"]
    assert plate.lines[0].name == ""


# What one item holds ----------------------------------------------------------------------------------------------


def test_an_item_has_its_figures_who_named_it_and_bounds_around_its_energy() -> None:
    made = item(with_foods(RICE), 1.0, "bowl")

    assert (made["food_name"], made["grams"], made["kcal"], made["named_by"]) == ("Rice", 200, 200, "detector")
    assert made["kcal_low"] < 200 < made["kcal_high"]


@pytest.mark.parametrize(
    ("amount", "portion", "source"),
    [
        (1.0, "bowl", "seen"),
        (2.0, "bowl", "portion"),
        (3.0, "spoon", "portion"),
        (200.0, "g", "weighed"),
        (7.0, "oz", "weighed"),
    ],
)
def test_what_the_person_says_is_known_better_than_what_was_seen(amount: float, portion: str, source: str) -> None:
    line = with_foods(RICE).lines[0]

    assert Chosen(line, amount, portion).source == source


def test_bounds_come_nearer_the_better_the_amount_is_known() -> None:
    plate = with_foods(RICE)

    guessed, chosen, weighed = item(plate, 1.0, "bowl"), item(plate, 3.0, "spoon"), item(plate, 210.0, "g")

    assert width(guessed) > width(chosen) > width(weighed)


@pytest.mark.parametrize("times", [0.5, 2.0, 0.25])
def test_half_or_twice_of_what_one_usually_has_was_not_weighed(times: float) -> None:
    line = with_foods(RICE, amount=Said(180.0, "g"), source="usual").lines[0]

    assert Chosen(line, 180 * times, "g").source == "portion"
    assert Chosen(line, 170, "g").source == "weighed"


def test_what_it_may_be_instead_widens_the_bounds_until_the_person_names_it() -> None:
    alone, doubtful = with_foods(RICE), with_foods(RICE, others=(food("fried rice", 400),))

    named = doubtful.chosen(1, food("fried rice", 400)).chosen(1, RICE)

    assert item(doubtful, 1.0, "bowl")["kcal_high"] > item(alone, 1.0, "bowl")["kcal_high"]
    assert width(item(named, 200.0, "g")) < width(item(doubtful, 200.0, "g"))


def test_a_food_of_unknown_energy_has_no_bounds() -> None:
    made = item(with_foods(food("mystery", None)), 1.0, "bowl")

    assert made["kcal"] is None
    assert "kcal_low" not in made and "kcal_high" not in made
    assert made["named_by"] == "detector"


def test_a_food_without_energy_has_bounds_of_nothing() -> None:
    made = item(with_foods(food("tap water", 0)), 1.0, "bowl")

    assert (made["kcal_low"], made["kcal_high"]) == (0, 0)


def test_a_name_alone_is_kept_without_figures() -> None:
    plate = with_foods().with_lines("photo a", [(suggested(None, named_by="gemini"), "Dragon stew")])

    made = item(plate, 1.0, "")

    assert (made["food_name"], made["kcal"], made["named_by"]) == ("Dragon stew", None, "gemini")


@pytest.mark.parametrize("amount", [0.0, -3.0])
def test_no_amount_is_no_item(amount: float) -> None:
    assert servings.item(Chosen(with_foods(RICE).lines[0], amount, "bowl")) is None


# Into the diary ---------------------------------------------------------------------------------------------------


def test_a_meal_goes_into_the_diary_with_its_photos() -> None:
    (meal,) = drafts(with_foods(RICE, STEW, shots=(shot("a"), shot("b"))), note="at home")

    row = meal["row"]
    assert (meal["kind"], row["meal_type"], row["made_by"], row["note"]) == ("meal", "dinner", "photo", "at home")
    assert [one["food_name"] for one in meal["items"]] == ["Rice", "Stew"]
    assert [(one["id"], one["sha256"], one["model"], one["took_ms"]) for one in meal["photos"]] == [
        ("photo a", "a" * 64, "yolo26n", 120),
        ("photo b", "b" * 64, "yolo26n", 120),
    ]
    assert base64.b64decode(meal["photos"][0]["thumbnail"]) == b"small a"


def test_the_same_plate_saved_again_is_the_same_entries() -> None:
    plate = with_foods(RICE, WATER, amount=Said(1.0, "serving"))
    eaten = [Chosen(plate.lines[0], 1.0, "bowl"), Chosen(plate.lines[1], 1.0, "serving")]

    first, second = drafts(plate, eaten), drafts(plate, eaten)

    assert first == second


def test_a_photo_nobody_looked_at_is_kept_without_a_model() -> None:
    photo = shot().photo
    plate = Plate((Shot(photo, id="photo a"),)).with_lines("photo a", [(plates.by_hand(RICE), "")])

    (meal,) = drafts(plate)

    assert (meal["photos"][0]["model"], meal["photos"][0]["took_ms"]) == (None, None)
    assert meal["learnt"] == []


def test_whoever_keeps_no_photos_keeps_none_and_is_known_better_all_the_same() -> None:
    plate = with_foods(RICE)

    found = drafts(plate, keep=False)

    assert found[0]["photos"] == []
    assert [one["food_name"] for one in found[0]["learnt"]] == ["Rice"]
    assert servings.pictures(found, plate) == {}


def test_the_pictures_that_are_stored_are_those_of_the_entries() -> None:
    plate = with_foods(RICE, shots=(shot("a"), shot("b")))

    assert servings.pictures(drafts(plate), plate) == {"photo a": b"jpeg a", "photo b": b"jpeg b"}


def test_what_is_drunk_is_logged_as_drinks_with_keys_of_their_own() -> None:
    plate = with_foods(RICE, WATER, food("tea", 0) | {"id": "black-tea", "kind": "drink"})
    eaten = [Chosen(line, 1.0, "bowl" if line.suggestion.food == RICE else "ml") for line in plate.lines]

    meal, *drinks = drafts(plate, eaten)

    assert [one["food_name"] for one in meal["items"]] == ["Rice"]
    assert [(one["kind"], one["row"]["beverage"], one["row"]["ml"]) for one in drinks] == [
        ("water", "water", 1.0),
        ("water", "black-tea", 1.0),
    ]
    assert len({meal["row"]["client_key"], *(one["row"]["client_key"] for one in drinks)}) == 3


def test_a_drink_alone_makes_no_meal_and_keeps_no_picture() -> None:
    plate = with_foods(WATER, amount=Said(1.0, "serving"))

    found = drafts(plate)

    assert [(one["kind"], one["row"]["ml"]) for one in found] == [("water", 250.0)]
    assert servings.pictures(found, plate) == {}


def test_what_is_not_eaten_is_in_no_entry_and_teaches_nothing() -> None:
    plate = with_foods(RICE, STEW)

    (meal,) = drafts(plate, as_suggested(plate)[1:])

    assert [one["food_name"] for one in meal["items"]] == ["Stew"]
    assert {one["food_name"] for one in meal["learnt"]} == {"Stew"}


# What is learnt ---------------------------------------------------------------------------------------------------


def test_a_food_is_learnt_by_the_whole_photo_and_by_its_part() -> None:
    (meal,) = drafts(with_foods(RICE, look=PART))

    assert [(one["food_id"], one["whole"], base64.b64decode(one["look"])) for one in meal["learnt"]] == [
        ("id of rice", True, WHOLE),
        ("id of rice", False, PART),
    ]
    assert {one["looks_by"] for one in meal["learnt"]} == {"m 1"}


def test_what_the_person_says_it_is_is_what_is_learnt() -> None:
    plate = with_foods(RICE, look=PART).chosen(1, STEW)

    (meal,) = drafts(plate)

    assert {(one["food_id"], one["whole"]) for one in meal["learnt"]} == {("id of stew", True), ("id of stew", False)}


def test_each_food_is_learnt_from_the_photo_that_shows_it() -> None:
    plate = with_foods(RICE, shots=(shot("a", look=b"first"), shot("b", look=b"second")))
    plate = plate.with_lines("photo b", [(suggested(STEW), "")])

    (meal,) = drafts(plate)

    assert {one["food_name"]: base64.b64decode(one["look"]) for one in meal["learnt"]} == {
        "Rice": b"first",
        "Stew": b"second",
    }


def test_a_food_that_stands_there_twice_is_learnt_once() -> None:
    plate = with_foods(RICE, STEW).chosen(2, RICE)

    (meal,) = drafts(plate)

    assert len(meal["items"]) == 2
    assert len(meal["learnt"]) == 1


@pytest.mark.parametrize("seen", [shot(look=b""), shot(looks_by="")])
def test_a_photo_without_a_look_teaches_nothing(seen: Shot) -> None:
    (meal,) = drafts(with_foods(RICE, shots=(seen,)))

    assert meal["learnt"] == []


def test_a_name_alone_teaches_nothing() -> None:
    plate = with_foods().with_lines("photo a", [(suggested(None), "Dragon stew")])

    (meal,) = drafts(plate)

    assert meal["learnt"] == []


# What Gemini named ------------------------------------------------------------------------------------------------


def test_a_name_that_fits_a_food_is_that_food_with_the_rough_weight() -> None:
    found = plates.asked([("boiled rice", 180.0, 0.9)], {"boiled rice": [RICE | {"score": 2.0}, STEW | {"score": 1.5}]})

    ((one, name),) = found
    assert (one.food and one.food["slug"], one.named_by, one.sure, name) == ("rice", "gemini", 0.9, "")
    assert (one.amount, one.source) == (Said(180.0, "g"), "seen")
    assert [other["slug"] for other in one.others] == ["stew"]


def test_without_a_weight_it_is_a_usual_serving() -> None:
    ((one, _),) = plates.asked([("rice", None, 0.9)], {"rice": [RICE | {"score": 2.0}]})

    assert one.amount == Said(1.0, "bowl")


def test_a_drink_is_measured_in_millilitres() -> None:
    ((one, _),) = plates.asked([("water", 300.0, 0.9)], {"water": [WATER | {"score": 2.0}]})

    assert one.amount == Said(300.0, "ml")


@pytest.mark.parametrize("foods", [{}, {"dragon stew": []}, {"dragon stew": [STEW | {"score": plates.NEAR - 0.01}]}])
def test_a_name_that_fits_no_food_stays_a_name(foods: dict[str, Any]) -> None:
    ((one, name),) = plates.asked([("dragon stew", 200.0, 0.6)], foods)

    assert (one.food, one.others, name) == (None, (), "dragon stew")
