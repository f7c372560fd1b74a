"""One meal on a page of its own: what it shows, what can be changed there, and what its photos teach from then on."""

import re

import pytest

from lib import messages
from lib.diary import entries, photos
from lib.gateway.port import UNREACHABLE
from tests.support.pages import elements, go, read, shown, troubles
from tests.support.photos import jpeg

AWAY = messages.SENTENCES[UNREACHABLE]
GONE = "There is no such meal in your diary; it may have been deleted."
HOSTILE = "![x](https://evil.example/x.png) <b>`y`</b>"
PICTURE = jpeg((64, 48))


pytestmark = pytest.mark.usefixtures("quick_fingers")


@pytest.fixture
def anna(browser):
    return browser.sign_up()


@pytest.fixture
def backend(anna, house):
    return house.store.accounts.restore(anna.secret).backend


@pytest.fixture
def mine(backend):
    return backend.gateway


@pytest.fixture
def banana(mine):
    return mine.select("foods", eq={"slug": "banana"})[0]


def logged(backend, *items, pictures=(PICTURE,), **row):
    """A meal with its photos, which have taught how each of its foods looks."""
    by_id = {entries.new_key(): picture for picture in pictures}
    (saved,), stored = photos.save(backend, [{
        "kind": "meal",
        "row": {"meal_type": "lunch", "time_zone": "Europe/Berlin", "logged_at": "2026-03-10T12:30:00+01:00",
                "local_date": "2026-03-10", "made_by": "photo", **row},
        "items": list(items),
        "photos": [photos.row(photo, (64, 48), "ab" * 32, b"small", "yolo26n", 1200) for photo in by_id],
        "learnt": [
            {"food_id": item.get("food_id"), "food_name": item["food_name"], "whole": whole, "looks_by": "fake 1",
             "look": "bG9vaw=="}
            for item in items for whole in (True, False)
        ],
    }], by_id)  # fmt: skip
    assert stored
    return saved["row"]["id"]


def of(food, **more):
    return {
        "food_id": food["id"], "food_name": food["name"], "grams": 120, "amount": 1, "portion": "medium", "kcal": 107,
        "named_by": "detector", "kcal_low": 80, "kcal_high": 140, **more,
    }  # fmt: skip


@pytest.fixture
def meal_id(backend, banana):
    return logged(
        backend, of(banana), {"food_name": "Dragon stew", "kcal": 300, "named_by": "gemini"}, note="by the sea"
    )


@pytest.fixture
def page(meal_id, browser):
    return browser.open("meal", id=meal_id)


def tap(tab, key):
    return tab.button(key).click().run()


def item_id(mine, name):
    return next(item["id"] for item in mine.select("meal_items") if item["food_name"] == name)


def pick(tab, meal_id, word):
    tab.text_input(f"edit_{meal_id}_look_text").set_value(word).run()
    found = next(b for b in tab.button if "_pick_" in (b.key or "") and word.lower() in read(b.label).lower())
    return found.click().run()


def exchange(tab, mine, meal_id, old, word):
    if not any(b.key == f"edit_{meal_id}_save" for b in tab.button):
        tap(tab, "meal_change")
    tap(tab, f"edit_{meal_id}_other_{item_id(mine, old)}")
    return pick(tab, meal_id, word)


def eaten(mine):
    return sorted(item["food_name"] for item in mine.select("meal_items"))


def learnt(mine):
    return sorted({one["food_name"] for one in mine.select("learnt_foods")})


def stored(backend, house_admin):
    found = house_admin.execute("select name from storage.objects where name like %s", (f"{backend.person.id}/%",))
    return sorted(name for (name,) in found)


def pictures(tab):
    return [image.alt for block in tab.image for image in block.proto.imgs]


def read_as_markdown(tab):
    plainly = ("text", "text_input", "text_area", "selectbox")
    found = [e for e in elements(tab) if e.type not in plainly]
    return "\n".join(str(text) for e in found for n in ("label", "value", "help") if (text := getattr(e, n, None)))


# What it shows ------------------------------------------------------------------------------------------------------


def test_a_meal_stands_there_with_its_photo_its_foods_and_who_named_them(page):
    text = read(shown(page))

    assert not page.exception
    assert page.title[0].value == "Lunch"
    assert pictures(page) == ["Photo 1 of this meal: Banana, Dragon stew"]
    assert "Banana" in text and "named by the model" in text
    assert "Dragon stew" in text and "named by Gemini" in text
    assert "by the sea" in text
    assert re.search(r"Energy \d+ to \d+ kcal", text)
    assert "Foods suggested by the model yolo26n, in 1.2 s" in text


def test_several_photos_stand_there_all(backend, banana, browser):
    meal_id = logged(backend, of(banana), pictures=(PICTURE, jpeg((64, 48), (9, 9, 9))))

    assert [words.split(" of")[0] for words in pictures(browser.open("meal", id=meal_id))] == ["Photo 1", "Photo 2"]


def test_a_meal_without_photos_has_a_page_too(backend, banana, browser):
    tab = browser.open("meal", id=logged(backend, of(banana), pictures=()))

    assert not tab.exception
    assert "Banana" in shown(tab)
    assert pictures(tab) == []


NOBODYS = "7d2f9c50-3f1e-4a6e-9a55-0d5f4f1c2b77"


@pytest.mark.parametrize("address", ["", "nonsense", "../etc/passwd", HOSTILE, "0" * 5000, NOBODYS])
def test_an_address_of_no_meal_is_one_sentence(anna, browser, address):
    tab = browser.open("meal", id=address)

    assert not tab.exception
    assert troubles(tab) == []
    assert GONE in shown(tab)
    assert HOSTILE not in read_as_markdown(tab)


def test_the_page_without_an_address_is_one_sentence(anna, browser):
    tab = browser.open("meal")

    assert not tab.exception
    assert GONE in shown(tab)


def test_a_meal_of_somebody_else_is_no_meal(meal_id, browser):
    browser.sign_up()

    tab = browser.open("meal", id=meal_id)

    assert GONE in shown(tab)
    assert "Banana" not in shown(tab)
    assert pictures(tab) == []


def test_whoever_signs_in_next_in_the_same_tab_sees_nothing_of_it(page, meal_id, browser):
    browser.sign_up()

    page.run()

    assert GONE in shown(page)
    assert "Banana" not in shown(page)
    assert pictures(page) == []


def test_hostile_names_are_shown_as_they_were_typed(backend, browser):
    tab = browser.open("meal", id=logged(backend, {"food_name": HOSTILE, "kcal": 9}, title=HOSTILE, note=HOSTILE))

    assert not tab.exception
    assert read(tab.title[0].value) == HOSTILE
    assert HOSTILE not in read_as_markdown(tab)
    tap(tab, "meal_change")
    assert HOSTILE not in read_as_markdown(tab)


# Deleted, and brought back ------------------------------------------------------------------------------------------


def test_a_deleted_meal_is_gone_with_its_picture_and_undo_brings_both_back(page, meal_id, mine, backend, house_admin):
    tap(page, "meal_delete")
    assert "The meal is deleted." in shown(page)
    assert stored(backend, house_admin) == []
    assert mine.select("learnt_foods") == mine.select("meal_photos") == []

    tap(page, "undo")

    assert not page.exception
    assert eaten(mine) == learnt(mine) == ["Banana", "Dragon stew"]
    (photo,) = mine.select("meal_photos")
    assert photos.fetch(backend, photo["id"]) == PICTURE
    assert stored(backend, house_admin) == [f"{backend.person.id}/{photo['id']}.jpg"]
    assert pictures(page) == ["Photo 1 of this meal: Banana, Dragon stew"]


def test_a_meal_that_another_tab_has_deleted_goes_and_says_so(page, meal_id, backend):
    entries.take(backend, [{"kind": "meal", "id": meal_id}])

    tap(page, "meal_delete")

    assert not page.exception
    assert "That was gone already." in [toast.value for toast in page.toast]
    assert "The meal is deleted." in shown(page)


def test_again_now_is_another_meal_without_the_photo(page, mine):
    tap(page, "meal_again")

    assert not page.exception
    assert eaten(mine) == ["Banana", "Banana", "Dragon stew", "Dragon stew"]
    assert len(mine.select("meal_photos")) == 1


# Changed ------------------------------------------------------------------------------------------------------------


def test_another_food_of_the_same_weight_is_also_what_was_learnt(page, meal_id, mine):
    exchange(page, mine, meal_id, "Banana", "lentil soup")

    tap(page, f"edit_{meal_id}_save")

    assert not page.exception
    assert eaten(mine) == ["Dragon stew", "Lentil soup"]
    soup = next(item for item in mine.select("meal_items") if item["food_name"] == "Lentil soup")
    assert (soup["grams"], soup["named_by"]) == (120, "person")
    assert learnt(mine) == ["Dragon stew", "Lentil soup"]
    assert len(mine.select("learnt_foods")) == 4


def test_undo_of_another_food_is_the_old_one_and_what_was_learnt_of_it(page, meal_id, mine):
    tap(exchange(page, mine, meal_id, "Banana", "lentil soup"), f"edit_{meal_id}_save")

    tap(page, "undo")

    assert eaten(mine) == learnt(mine) == ["Banana", "Dragon stew"]
    assert len(mine.select("learnt_foods")) == 4


def test_a_food_exchanged_twice_is_what_it_was_at_last(page, meal_id, mine):
    exchange(page, mine, meal_id, "Banana", "lentil soup")
    tap(page, f"edit_{meal_id}_other_{item_id(mine, 'Banana')}")
    pick(page, meal_id, "white rice")

    tap(page, f"edit_{meal_id}_save")

    assert "Banana" not in learnt(mine) and "Lentil soup" not in learnt(mine)
    assert eaten(mine) == learnt(mine)


def test_a_name_without_figures_gets_those_of_a_food(page, meal_id, mine):
    tap(exchange(page, mine, meal_id, "Dragon stew", "lentil soup"), f"edit_{meal_id}_save")

    soup = next(item for item in mine.select("meal_items") if item["food_name"] == "Lentil soup")
    assert soup["food_id"] and soup["grams"] > 0 and soup["protein_g"] is not None
    assert learnt(mine) == ["Banana", "Lentil soup"]


def test_a_food_taken_out_is_not_suggested_any_more(page, meal_id, mine):
    tap(page, "meal_change")
    tap(page, f"edit_{meal_id}_drop_{item_id(mine, 'Banana')}")

    tap(page, f"edit_{meal_id}_save")

    assert eaten(mine) == learnt(mine) == ["Dragon stew"]


def test_a_food_is_added_with_its_usual_amount(page, meal_id, mine):
    tap(tap(page, "meal_change"), f"edit_{meal_id}_add")
    pick(page, meal_id, "lentil soup")

    tap(page, f"edit_{meal_id}_save")

    assert eaten(mine) == ["Banana", "Dragon stew", "Lentil soup"]
    assert {item["food_name"]: item["named_by"] for item in mine.select("meal_items")}["Lentil soup"] == "person"


def test_a_new_food_of_ones_own_is_added(page, meal_id, mine):
    tap(tap(page, "meal_change"), f"edit_{meal_id}_add")
    page.text_input(f"edit_{meal_id}_look_text").set_value("xyzzy bar").run()
    tap(page, "own_food_offer")
    tap(page, "food_new_save")
    assert not page.exception

    tap(page, f"edit_{meal_id}_save")

    assert eaten(mine) == ["Banana", "Dragon stew", "xyzzy bar"]


def test_a_new_food_of_ones_own_takes_the_place_of_another(page, meal_id, mine):
    tap(tap(page, "meal_change"), f"edit_{meal_id}_other_{item_id(mine, 'Banana')}")
    page.text_input(f"edit_{meal_id}_look_text").set_value("xyzzy bar").run()
    tap(page, "own_food_offer")
    tap(page, "food_new_save")
    assert not page.exception

    tap(page, f"edit_{meal_id}_save")

    assert eaten(mine) == learnt(mine) == ["Dragon stew", "xyzzy bar"]


def test_no_drinks_are_put_into_a_meal(page, meal_id):
    tap(tap(page, "meal_change"), f"edit_{meal_id}_add")

    page.text_input(f"edit_{meal_id}_look_text").set_value("coffee").run()

    assert not [b.key for b in page.button if "_pick_drink_" in (b.key or "")]


def test_a_meal_of_nothing_is_refused(page, meal_id, mine):
    tap(page, "meal_change")
    for name in ("Banana", "Dragon stew"):
        tap(page, f"edit_{meal_id}_drop_{item_id(mine, name)}")

    tap(page, f"edit_{meal_id}_save")

    assert troubles(page) == ["A meal has at least one food. To remove the meal, use Delete."]
    assert eaten(mine) == ["Banana", "Dragon stew"]


def test_a_weight_that_was_typed_stays_when_the_food_is_exchanged(page, meal_id, mine):
    tap(page, "meal_change")
    page.number_input(f"edit_{meal_id}_{item_id(mine, 'Banana')}_grams").set_value(250.0).run()
    exchange(page, mine, meal_id, "Banana", "lentil soup")

    tap(page, f"edit_{meal_id}_save")

    assert next(i["grams"] for i in mine.select("meal_items") if i["food_name"] == "Lentil soup") == 250


# While the database is away -----------------------------------------------------------------------------------------


def test_a_meal_opened_while_it_is_away_is_not_said_to_be_gone(meal_id, browser, away):
    tab = browser.open("photos")
    with away():
        tab.query_params["id"] = meal_id
        go(tab, "meal")
        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert GONE not in shown(tab)

    tap(tab, "try_again_meal")

    assert troubles(tab) == []
    assert "Banana" in shown(tab)


def test_a_meal_on_the_screen_stays_there_with_its_picture(page, away):
    with away():
        page.run()
        assert not page.exception
        assert troubles(page) == [AWAY]
        assert "Banana" in shown(page)
        assert pictures(page) == ["Photo 1 of this meal: Banana, Dragon stew"]

    page.run()

    assert troubles(page) == []


def test_a_change_while_it_is_away_is_kept_and_written_once_it_is_back(page, meal_id, mine, away):
    exchange(page, mine, meal_id, "Banana", "lentil soup")
    with away():
        tap(page, f"edit_{meal_id}_save")
        assert not page.exception
        assert troubles(page) == [AWAY]
        assert "Lentil soup" in shown(page)

    page.run()

    assert troubles(page) == []
    assert eaten(mine) == learnt(mine) == ["Dragon stew", "Lentil soup"]


def test_a_delete_while_it_is_away_is_done_once_it_is_back(page, mine, backend, away):
    (photo,) = mine.select("meal_photos")
    with away():
        tap(page, "meal_delete")
        assert troubles(page) == [AWAY]
        assert "Banana" in shown(page)

    page.run()

    assert mine.select("meals") == mine.select("meal_photos") == []
    assert photos.fetch(backend, photo["id"]) is None
