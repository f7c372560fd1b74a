"""Foods found as one types: own and recent ones first, with typing errors too, and never somebody else's."""

import datetime
import re
import unicodedata
from typing import Any

import psycopg
import pytest

from lib.gateway.direct import Direct
from lib.gateway.port import GatewayError
from tests.db import diary
from tests.db.diary import item, meal, save, save_one
from tests.db.refusals import refused
from tests.support.people import Make

NOW = datetime.datetime.now(datetime.UTC).isoformat()
LONG_AGO = "2020-03-10T08:00+01:00"

HOSTILE = [
    "", " ", "%", "_", "\\", "%%%", "'", '"', "''; drop table public.foods; --", "$$", "{}", "[", "]", "(", ".*", "|",
    "\t\n\r", "\x01\x02", "\x1f", "\x7f", "­", "‮", "🥚", "蛋", "A" * 10_000, "a " * 5_000, "%" * 10_000, "\\" * 999,
    "é" * 5_000,
]  # fmt: skip


def find(mine: Direct, text: str, limit: int = 20) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = mine.rpc("search_foods", {"p_text": text, "p_limit": limit})
    return found


def slugs(found: list[dict[str, Any]]) -> list[str]:
    """Of a drink its id, which is a word too."""
    return [food.get("slug") or food["id"] for food in found]


def plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def own_food(mine: Direct, name: str, **more: Any) -> dict[str, Any]:
    return mine.insert("foods", {"name": name, "kcal": 100, **more})[0]


# Works ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("banana", "banana"),
        ("bananas", "banana"),
        ("BANANA", "banana"),
        ("  banana  ", "banana"),
        ("banana!", "banana"),
        ("bánànâ", "banana"),
        ("banan", "banana"),
        ("chips, banana", "banana-chips"),
        ("chicken", "chicken-breast-grilled"),
        ("red apple", "apple"),
        ("greek yogurt", "greek-yoghurt"),
        ("skyr", "greek-yoghurt-fat-free"),
        ("beer", "beer"),
        ("lager", "beer"),
        ("chai latte", "milk-tea-sweet"),
    ],
)
def test_name_or_other_word_is_found_first(person: Make, typed: str, first: str) -> None:
    _, mine = person()

    assert slugs(find(mine, typed))[0] == first


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("chiken", "chicken"), ("bananna", "banana"), ("yogurt", "yoghurt"), ("brocoli", "broccoli"),
        ("spagetti", "spaghetti"), ("tomatoe", "tomato"), ("avacado", "avocado"),
    ],
)  # fmt: skip
def test_typing_error_still_finds_it_among_the_first(person: Make, typed: str, wanted: str) -> None:
    _, mine = person()

    found = find(mine, typed)

    assert any(wanted in food["name"].lower() for food in found[:3]), [food["name"] for food in found]


@pytest.mark.parametrize("typed", ["b", "ba", "ban", "banan", "banana"])
def test_each_letter_more_keeps_what_begins_so(person: Make, typed: str) -> None:
    _, mine = person()

    found = find(mine, typed, 50)

    assert found
    assert all(
        any(word.startswith(typed) for word in re.findall(r"\w+", plain(" ".join([food["name"], *food["aliases"]]))))
        for food in found[:2]
    )


def test_word_within_a_name_is_found_and_the_whole_name_goes_first(person: Make) -> None:
    _, mine = person()

    found = slugs(find(mine, "butter", 50))

    assert found[0] == "butter"
    assert "peanut-butter" in found


def test_own_food_comes_before_all_others(person: Make) -> None:
    _, mine = person()
    own = own_food(mine, "My banana bread", brand="Grandma")

    found = find(mine, "banana")

    assert (found[0]["id"], found[0]["kind"], found[0]["brand"]) == (own["id"], "food", "Grandma")
    assert slugs(found)[1] == "banana"
    assert find(mine, "grandma")[0]["id"] == own["id"]


def test_what_was_eaten_of_late_comes_before_what_was_not(person: Make) -> None:
    _, mine = person()
    _, yours = person()
    before = slugs(find(mine, "apple"))
    later = find(mine, "apple")[4]
    for _ in range(5):
        save(mine, meal(NOW, items=[item(later["name"], food_id=later["id"])]))

    after = slugs(find(mine, "apple"))

    assert before.index(later["slug"]) == 4
    assert after.index(later["slug"]) < 2
    assert slugs(find(yours, "apple")) == before


def test_history_that_was_brought_along_today_is_not_of_late(person: Make) -> None:
    _, mine = person()
    before = slugs(find(mine, "apple"))
    later = find(mine, "apple")[4]

    save(mine, *(meal(LONG_AGO, items=[item(later["name"], food_id=later["id"])]) for _ in range(5)))

    assert slugs(find(mine, "apple")) == before
    assert mine.rpc("usual_foods") == []


def test_renamed_food_is_found_by_its_new_name_alone(person: Make) -> None:
    _, mine = person()
    own = own_food(mine, "Zwieback", aliases=["rusk"])

    mine.update("foods", {"name": "Knäckebrot", "aliases": ["crispbread"]}, eq={"id": own["id"]})

    assert own["id"] in [food["id"] for food in find(mine, "knackebrot")]
    assert own["id"] in [food["id"] for food in find(mine, "crispb")]
    assert own["id"] not in [food["id"] for food in find(mine, "zwieback") + find(mine, "rusk")]


def test_food_and_drink_come_in_one_shape(person: Make) -> None:
    _, mine = person()
    own_food(mine, "Coffee jelly")

    found = find(mine, "coffee")

    assert {food["kind"] for food in found} == {"food", "drink"}
    needed = {"id", "kind", "name", "brand", "user_id", "kcal", "protein_g", "iron_mg", "portions", "diet", "allergens"}
    assert all(needed <= set(food) for food in found)
    assert not any({"client_key", "created_at", "trigrams"} & set(food) for food in found)


@pytest.mark.parametrize(("asked", "most"), [(1, 1), (3, 3), (0, 1), (-5, 1), (1000, 50), (None, 50)])
def test_as_many_come_as_were_asked_for(person: Make, asked: Any, most: int) -> None:
    _, mine = person()

    assert len(find(mine, "c", asked)) == most


def test_names_of_a_sentence_are_matched_together(person: Make) -> None:
    _, mine = person()
    own = own_food(mine, "Oats of mine")

    found = mine.rpc("match_foods", {"p_names": ["eggs", "oats", "oats", "xyzzyxyzzy", "", "x" * 201]})

    assert set(found) == {"eggs", "oats", "xyzzyxyzzy"}
    assert found["xyzzyxyzzy"] == []
    assert found["oats"][0]["id"] == own["id"]
    assert "Egg" in found["eggs"][0]["name"]
    assert all(len(foods) <= 4 and all("score" in food for food in foods) for foods in found.values())


def test_usual_foods_are_the_most_eaten_and_ones_own(person: Make) -> None:
    _, mine = person()
    _, yours = person()
    apple, banana = find(mine, "apple")[0], find(mine, "banana")[0]
    own = own_food(mine, "Never eaten")
    save(mine, *(meal(NOW, items=[item("Banana", food_id=banana["id"])]) for _ in range(3)))
    save(mine, meal(NOW, items=[item("Apple", food_id=apple["id"])]), meal(NOW, items=[item("By name only")]))

    found = mine.rpc("usual_foods")

    assert [food["id"] for food in found] == [banana["id"], apple["id"], own["id"]]
    assert "times" not in found[0]
    assert len(mine.rpc("usual_foods", {"p_limit": 1})) == 1
    assert yours.rpc("usual_foods") == []


def test_food_that_gave_up_its_number_is_found_by_the_new_one_alone(person: Make) -> None:
    _, mine = person()
    _, yours = person()
    own, number = own_food(mine, "Zqzq tablets", brand="clinic"), diary.key()
    taken = mine.delete("foods", eq={"id": own["id"]})[0]

    planted = own_food(yours, "Zqzq", id=own["id"])
    yours.update("foods", {"id": number}, eq={"id": planted["id"]})
    mine.insert("foods", {name: taken[name] for name in ("id", "name", "brand", "kcal")})

    assert [food["id"] for food in find(yours, "zqzq")] == [number]
    assert [food["id"] for food in yours.rpc("match_foods", {"p_names": ["zqzq"]})["zqzq"]] == [number]
    assert [food["id"] for food in find(mine, "zqzq")] == [own["id"]]


@pytest.mark.parametrize("grams", ["0", "-1", "20001", "1" + "0" * 400, '"5"', "null"])
def test_portion_of_no_possible_weight_is_refused(person: Make, admin: psycopg.Connection, grams: str) -> None:
    me, _ = person()

    with pytest.raises(psycopg.errors.CheckViolation):
        admin.execute(
            "insert into public.foods (user_id, name, portions) values (%s, 'Soap', %s::jsonb)",
            (me, f'[{{"label": "bar", "grams": {grams}}}]'),
        )


# Missing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_answered(person: Make, typed: str) -> None:
    _, mine = person()

    assert isinstance(find(mine, typed), list)
    assert isinstance(mine.rpc("match_foods", {"p_names": [typed, "egg"]})["egg"], list)


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "\\", "!?", None])
def test_what_holds_no_word_finds_nothing(person: Make, typed: Any) -> None:
    _, mine = person()

    assert find(mine, typed) == []


def test_zero_byte_is_refused_with_a_code(person: Make) -> None:
    _, mine = person()

    with pytest.raises(GatewayError) as caught:
        find(mine, "egg\x00")

    assert caught.value.code


def test_word_that_no_food_has_finds_nothing(person: Make) -> None:
    _, mine = person()

    assert find(mine, "xyzzyxyzzy") == []


def test_deleted_food_is_found_no_more_and_what_was_eaten_of_it_stays(person: Make) -> None:
    me, mine = person()
    own = own_food(mine, "Zwieback of mine")
    eaten = save_one(mine, meal(items=[item("Zwieback of mine", 390, food_id=own["id"], protein_g=11)]))

    mine.delete("foods", eq={"user_id": me, "id": own["id"]})

    assert own["id"] not in [food["id"] for food in find(mine, "zwieback of mine")]
    assert mine.rpc("usual_foods") == []
    (kept,) = diary.history(mine, "meal")
    assert (kept["kcal"], kept["words"]) == (390, "Zwieback of mine")
    (left,) = kept["items"]
    assert left == eaten["items"][0] | {"food_id": None}


# Forbidden --------------------------------------------------------------------------------------------------------


def test_somebody_elses_food_is_never_found(person: Make) -> None:
    _, mine = person()
    _, yours = person()
    secret = own_food(mine, "Elixir of hazel", brand="Secret", aliases=["potion"])

    for typed in ("elixir of hazel", "elixir", "elixr", "secret", "potion", "e", "hazel"):
        assert secret["id"] not in [food["id"] for food in find(yours, typed, 50)]
    matched = yours.rpc("match_foods", {"p_names": ["elixir of hazel", "potion"]})
    assert secret["id"] not in [food["id"] for foods in matched.values() for food in foods]
    # Naming its id in an entry of one's own shows nothing of it.
    save(yours, meal(items=[item("Guess", food_id=secret["id"])]))
    assert yours.rpc("usual_foods") == []
    assert yours.select("foods", eq={"id": secret["id"]}) == []


def test_shared_foods_are_changed_by_nobody(person: Make) -> None:
    me, mine = person()
    apple = mine.select("foods", eq={"slug": "apple"})[0]

    assert mine.update("foods", {"kcal": 0}, eq={"id": apple["id"]}) == []
    assert mine.delete("foods", eq={"id": apple["id"]}) == []
    with refused():
        mine.insert("foods", {"user_id": None, "slug": "poison", "name": "Poison"})
    with refused("23514"):
        mine.insert("foods", {"slug": "apple-of-mine", "name": "Apple"})
    own = own_food(mine, "Mine")
    with refused():
        mine.update("foods", {"user_id": None, "slug": "poison"}, eq={"user_id": me, "id": own["id"]})
    for table in ("metrics", "activities", "beverages"):
        with refused():
            mine.update(table, {"id": "x"}, eq={"id": "water"})


def test_own_food_is_not_given_to_somebody_else(person: Make) -> None:
    me, mine = person()
    you, _ = person()
    own = own_food(mine, "Gift")

    with refused():
        mine.insert("foods", {"user_id": you, "name": "Gift"})
    with refused():
        mine.update("foods", {"user_id": you}, eq={"user_id": me, "id": own["id"]})


@pytest.mark.parametrize(
    "more",
    [
        {"name": ""}, {"name": "x" * 121}, {"kcal": 902.1}, {"kcal": -0.1}, {"protein_g": 100.001}, {"iron_mg": 2000.1},
        {"sodium_mg": 40_000.1}, {"diet": "carnivore"}, {"portions": {}}, {"aliases": [""]}, {"aliases": ["x"] * 21},
        {"portions": [{"label": "x", "grams": 1}] * 21}, {"portions": [{"label": "x" * 5000, "grams": 1}]},
        {"brand": ""}, {"category": "x" * 41},
    ],
    ids=lambda more: next(iter(more)),
)  # fmt: skip
def test_food_outside_what_is_possible_is_refused(person: Make, more: dict[str, Any]) -> None:
    _, mine = person()

    with refused("23514"):
        own_food(mine, **{"name": "Food", **more})
