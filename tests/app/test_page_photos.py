"""Photos of meals: what is suggested, what is saved with them, what they teach; and what stays while all is away."""

import base64
import datetime
import functools

import numpy as np
import pytest
from pydantic import SecretStr

from components import acts, plain
from lib import messages
from lib.diary import entries, photos
from lib.gateway.photos import RowPhotos
from lib.gateway.port import UNREACHABLE, GatewayError
from lib.gemini import GeminiError
from lib.vision import reading, second_eyes
from lib.vision.look import Detection
from lib.vision.plate import MOST_PHOTOS
from lib.vision.second_eyes import Named
from tests.support.fake_detector import OFF, FakeDetector
from tests.support.pages import elements, go, read, shown, troubles
from tests.support.photos import jpeg, texture

AWAY = messages.SENTENCES[UNREACHABLE]
HOSTILE = "![x](https://evil.example/x.png) <b>`y`</b>"
BOX, ASIDE = (0.1, 0.1, 0.4, 0.4), (0.5, 0.5, 0.9, 0.9)
RED, GREEN, BLUE = (jpeg((64, 48), colour) for colour in ((200, 30, 30), (30, 200, 30), (30, 30, 200)))
# Every file is read by a process of its own, so each picture is read once only.
quickly = functools.cache(reading.read_photo)


@pytest.fixture(autouse=True)
def read_once(monkeypatch):
    monkeypatch.setattr(reading, "read_photo", quickly)
    # A test is quicker than a finger that trembles.
    monkeypatch.setattr(acts, "TWICE_SECONDS", 0.0)


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
def eyes(house):
    house.eyes = FakeDetector([Detection("banana", 0.9, BOX), Detection("donut", 0.4, ASIDE)], look(1))
    return house.eyes


@pytest.fixture
def page(anna, eyes, browser):
    return browser.open("photos")


@pytest.fixture
def gemini(house, mine, monkeypatch):
    """A key, and what Gemini names; or what it fails with."""
    house.settings = house.settings.model_copy(update={"GEMINI_API_KEY": SecretStr("a key")})
    names = [Named("banana", 100.0, 0.9), Named("lentil soup", 300.0, 0.8), Named("dragon stew", None, 0.7)]
    asked = []

    def look_at(access, picture):
        asked.append(picture)
        for name in names:
            if isinstance(name, Exception):
                raise name
        return names

    monkeypatch.setattr(second_eyes, "look_at", look_at)
    look_at.names, look_at.asked = names, asked
    return look_at


def look(seed, noise=0):
    """A made-up look; the same seed with other noise is the same dish in another light."""
    shaken = np.random.default_rng(noise + 1000)
    features = np.random.default_rng(seed).normal(size=256) + 0.15 * shaken.normal(size=256)
    colours = np.random.default_rng(seed + 100).random(128)
    colours = np.sqrt(colours / colours.sum()) + 0.005 * shaken.normal(size=128)
    return np.concatenate([features, colours / np.linalg.norm(colours)]).astype("<f2").tobytes()


def add(tab, *pictures, name="lunch.jpg"):
    if not tab.file_uploader:
        tap(tab, "toggle_photo_more_")
    tab.file_uploader[0].set_value([(name, picture, "image/jpeg") for picture in pictures])
    return tab.run()


def tap(tab, key):
    return tab.button(key).click().run()


def tap_named(tab, name):
    return next(b for b in tab.button if name in read(b.label)).click().run()


def keys(tab):
    return [button.key for button in tab.button]


def ticks(tab):
    """What is on the plate, and whether it is ticked."""
    return {read(box.label): box.value for box in tab.checkbox if (box.key or "").startswith("photo_")}


def field(tab, kind, line, name):
    """A field of one line; the food of the line is a part of its key."""
    return next(f for f in getattr(tab, kind) if f.key.startswith(f"photo_{line}_") and f.key.endswith(name))


def pick(tab, word):
    """Types into the one search that is open and takes the first food with this name."""
    next(f for f in tab.text_input if (f.key or "").startswith("photo_picking_")).set_value(word).run()
    found = next(b for b in tab.button if "_pick_" in (b.key or "") and word.lower() in read(b.label).lower())
    return found.click().run()


def add_by_hand(tab, word):
    return pick(tap(tab, "photo_add"), word)


def eaten(mine):
    return sorted(item["food_name"] for item in mine.select("meal_items"))


def stored(backend, house_admin):
    found = house_admin.execute("select name from storage.objects where name like %s", (f"{backend.person.id}/%",))
    return sorted(name for (name,) in found)


def pictures(tab):
    return [image.alt for block in tab.image for image in block.proto.imgs]


def read_as_markdown(tab):
    """Every word that Streamlit would make a picture or a link of, if it were left as it is."""
    plainly = ("text", "text_input", "text_area", "selectbox")
    found = [e for e in elements(tab) if e.type not in plainly]
    words = [str(text) for e in found for n in ("label", "value", "help") if (text := getattr(e, n, None))]
    return "\n".join(words)


def profile(mine, person, **patch):
    assert mine.update("profiles", patch, eq={"user_id": person.person.id})


# Empty, and without a model -----------------------------------------------------------------------------------------


def test_an_empty_page_says_what_will_be_here_and_that_nothing_is_suggested(anna, browser, house):
    tab = browser.open("photos")

    assert not tab.exception
    assert "you say what is right" in shown(tab)
    assert house.eyes.sentence and house.eyes.sentence in shown(tab)
    tab.radio("photos_view").set_value("old").run()
    assert not tab.exception
    assert "Meals that you photograph stand here" in shown(tab)


def test_without_a_model_a_photo_is_kept_with_what_was_added_by_hand(page, eyes, mine, backend, house_admin):
    eyes.state = "off"

    add(page, RED)
    assert OFF in read(shown(page))
    add_by_hand(page, "lentil soup")
    tap(page, "photo_save")

    assert not page.exception
    assert eaten(mine) == ["Lentil soup"]
    assert [(photo["model"], bool(photo["stored_at"])) for photo in mine.select("meal_photos")] == [(None, True)]
    assert len(stored(backend, house_admin)) == 1
    assert mine.select("learnt_foods") == []


def test_a_photo_on_which_nothing_is_recognised_says_so(page, eyes):
    eyes.detections = []

    add(page, RED)

    assert "Nothing was recognised on this photo." in shown(page)
    assert ticks(page) == {}


# What is suggested --------------------------------------------------------------------------------------------------


def test_what_is_likely_is_ticked_and_what_may_be_is_not(page):
    add(page, RED)

    assert not page.exception
    assert ticks(page) == {"1. Banana": True, "2. Doughnut (maybe)": False}
    assert "kcal" in shown(page)


@pytest.mark.parametrize(("sure", "ticked"), [(0.5, True), (0.499, False)])
def test_half_sure_is_sure_enough(page, eyes, sure, ticked):
    eyes.detections = [Detection("banana", sure, BOX)]

    add(page, RED)

    assert list(ticks(page).values()) == [ticked]


def test_a_photo_is_looked_at_once(page, eyes):
    add(page, RED)

    page.run()
    tap(page, "photo_add")

    assert len(eyes.shown) == 1


def test_a_photo_of_the_camera_is_taken_in(page):
    page.radio("photo_from").set_value("camera").run()

    page.camera_input[0].set_value(("camera.jpg", RED, "image/jpeg")).run()

    assert list(ticks(page)) == ["1. Banana", "2. Doughnut (maybe)"]


def test_a_bowl_is_asked_about_and_never_saved_by_itself(page, eyes, mine):
    eyes.detections = [Detection("bowl", 0.9, BOX)]
    add(page, RED)
    assert "Bowl or plate: what is in it?" in shown(page)

    tap(page, "photo_save")

    assert troubles(page) == ["Tick at least one food, or add one. A photo alone is no meal yet."]
    assert mine.select("meals") == []


def test_what_is_in_the_bowl_is_said_and_learnt_by_its_part(page, eyes, mine):
    eyes.detections = [Detection("bowl", 0.9, BOX, look(7))]
    add(page, RED)

    pick(tap(page, "photo_1_say"), "lentil soup")
    tap(page, "photo_save")

    assert eaten(mine) == ["Lentil soup"]
    assert sorted(one["whole"] for one in mine.select("learnt_foods")) == [False, True]


def test_a_bowl_with_nothing_in_it_goes(page, eyes):
    eyes.detections = [Detection("bowl", 0.9, BOX)]
    add(page, RED)

    tap(page, "photo_1_drop")

    assert "what is in it?" not in shown(page)


def test_another_food_takes_the_place_of_what_was_suggested(page, mine):
    add(page, RED)

    pick(tap(page, "photo_2_other"), "lentil soup")
    assert ticks(page) == {"1. Banana": True, "2. Lentil soup": True}
    tap(page, "photo_save")

    assert {item["food_name"]: item["named_by"] for item in mine.select("meal_items")} == {
        "Banana": "detector",
        "Lentil soup": "person",
    }


def test_a_new_food_of_ones_own_takes_the_place_of_what_was_suggested(page, mine):
    add(page, RED)
    tap(page, "photo_1_other")
    next(f for f in page.text_input if (f.key or "").startswith("photo_picking_")).set_value("xyzzy bar").run()
    tap(page, "own_food_offer")

    tap(page, "food_new_save")

    assert not page.exception
    assert "1. xyzzy bar" in ticks(page)


def test_half_of_it_and_twice_as_much_are_one_tap(page, mine):
    add(page, RED)

    tap(page, "photo_1_0.5")
    assert field(page, "number_input", 1, "_amount").value == 0.5
    tap(tap(page, "photo_1_2"), "photo_1_2")
    tap(page, "photo_save")

    assert [item["amount"] for item in mine.select("meal_items")] == [2]


def test_an_answer_is_the_amount_that_is_saved(page, eyes, mine):
    eyes.detections = [Detection("pizza", 0.9, BOX)]
    add(page, RED)
    grams = {b.label: b.key for b in page.button if (b.key or "").startswith("photo_answer_1_")}
    assert [label.split(",")[0] for label in grams] == ["Small", "Medium", "Large"]

    tap(page, grams[next(label for label in grams if label.startswith("Large"))])
    said = field(page, "number_input", 1, "_amount").value
    assert not [key for key in keys(page) if (key or "").startswith("photo_answer_")]
    tap(page, "photo_save")

    (item,) = mine.select("meal_items")
    assert (item["grams"], item["portion"]) == (said, None)


def test_what_it_is_is_answered_and_the_amount_that_was_typed_stays(page, eyes, mine):
    eyes.detections = [Detection("Pasta", 0.9, BOX)]
    add(page, RED)
    field(page, "selectbox", 1, "_portion").set_value("g").run()
    field(page, "number_input", 1, "_amount").set_value(333.0).run()
    assert "Was there a sauce on the pasta?" in shown(page)

    tap_named(page, "Cream sauce")
    tap(page, "photo_save")

    ((name, grams),) = [(item["food_name"], item["grams"]) for item in mine.select("meal_items")]
    assert "cream" in name.lower()
    assert grams == 333


def test_a_line_without_an_amount_stops_the_save_and_nothing_is_left_out(page, eyes, mine):
    eyes.detections = [Detection("banana", 0.9, BOX), Detection("donut", 0.9, ASIDE)]
    add(page, RED)
    field(page, "number_input", 2, "_amount").set_value(0.0).run()

    tap(page, "photo_save")

    assert mine.select("meals") == []
    assert len(troubles(page)) > 0


def test_a_photo_can_be_taken_away_with_what_was_on_it(page):
    add(page, RED)
    (drop,) = [key for key in keys(page) if (key or "").startswith("photo_drop_")]

    tap(page, drop)

    assert ticks(page) == {}
    assert pictures(page) == []


# What is no photo, or one too many ----------------------------------------------------------------------------------


def test_a_file_that_is_no_photo_says_so_and_leaves_the_plate_as_it_was(page, mine, backend, house_admin):
    add(page, RED)
    before = ticks(page)

    add(page, b"no photo at all", name="essay.jpg")

    assert troubles(page) == [
        plain.label("This file is not a photo that can be read here. Nothing was saved. "
                    "Please add a JPEG, a PNG or a WebP picture.")
    ]  # fmt: skip
    assert ticks(page) == before
    assert mine.select("meal_photos") == []
    assert stored(backend, house_admin) == []


def test_what_was_refused_among_the_first_photos_is_said(page):
    add(page, RED, b"no photo at all")

    assert len(pictures(page)) == 1
    assert len(troubles(page)) == 1


def test_the_same_photo_twice_is_on_the_plate_once(page):
    add(page, RED)

    add(page, RED, name="the same under another name.jpg")

    assert "This photo is on the plate already." in read(troubles(page)[0])
    assert pictures(page) == ["Photo 1 of the meal"]


def test_a_photo_that_is_in_the_diary_leads_to_its_meal(page, mine, browser):
    tap(add(page, RED), "photo_save")
    (meal,) = mine.select("meals")

    again = add(browser.open("photos"), RED)

    assert "This photo is in your diary already" in shown(again)
    assert [link.proto.query_string for link in again.get("page_link")] == [f"id={meal['id']}"]
    tap(again, "photo_save")
    assert len(mine.select("meals")) == 2


def test_several_photos_are_one_meal_and_a_food_on_both_is_one_food(page, eyes, mine, backend, house_admin):
    add(page, RED)
    eyes.detections = [Detection("banana", 0.8, BOX), Detection("pizza", 0.8, ASIDE)]

    add(page, GREEN)
    assert [name.split(". ")[1] for name in ticks(page)][:2] == ["Banana", "Doughnut (maybe)"]
    assert len(ticks(page)) == 3
    tap(page, "photo_save")

    assert len(mine.select("meals")) == 1
    assert sorted(photo["position"] for photo in mine.select("meal_photos")) == [1, 2]
    assert len(stored(backend, house_admin)) == 2


def test_too_many_photos_are_left_out_and_said(page, eyes):
    eyes.detections = []
    many = [jpeg((64, 48), (30 * n, 10, 10)) for n in range(MOST_PHOTOS + 1)]
    add(page, RED)

    add(page, *many)

    assert len(pictures(page)) == MOST_PHOTOS
    assert [read(text) for text in troubles(page)] == [
        f"A meal has at most {MOST_PHOTOS} photos. The others were left out."
    ]


# Saved, and taken back ----------------------------------------------------------------------------------------------


def test_a_meal_is_saved_with_its_foods_its_photo_and_what_was_learnt(page, mine, backend, house_admin):
    add(page, RED)
    page.radio("photos_type").set_value("snack").run()
    page.text_input("photo_note").set_value("on a bench")

    tap(page, "photo_save")

    assert not page.exception
    (meal,) = mine.select("meals")
    assert (meal["meal_type"], meal["made_by"], meal["note"]) == ("snack", "photo", "on a bench")
    (item,) = mine.select("meal_items")
    assert (item["food_name"], item["named_by"], item["amount"]) == ("Banana", "detector", 1)
    assert item["kcal_low"] < item["kcal"] < item["kcal_high"]
    (photo,) = mine.select("meal_photos")
    assert (photo["meal_id"], photo["model"], bool(photo["stored_at"])) == (meal["id"], "fake", True)
    assert stored(backend, house_admin) == [f"{backend.person.id}/{photo['id']}.jpg"]
    assert photos.fetch(backend, photo["id"]) == quickly(RED).jpeg
    (learnt,) = mine.select("learnt_foods")
    assert (learnt["food_name"], learnt["whole"], learnt["looks_by"]) == ("Banana", True, "fake 1")
    assert base64.b64decode(learnt["look"]) == look(1)
    assert pictures(page) == []
    assert ticks(page) == {}


def test_undo_takes_the_meal_its_picture_and_what_was_learnt_away(page, mine, backend, house_admin):
    tap(add(page, RED), "photo_save")

    tap(page, "undo")

    for relation in ("meals", "meal_items", "meal_photos", "learnt_foods"):
        assert mine.select(relation) == []
    assert stored(backend, house_admin) == []


def test_a_drink_on_the_photo_is_logged_as_a_drink(page, eyes, mine):
    eyes.detections = [Detection("Coffee", 0.9, BOX), Detection("banana", 0.9, ASIDE)]

    tap(add(page, RED), "photo_save")

    assert eaten(mine) == ["Banana"]
    assert [drink["beverage"] for drink in mine.select("drinks")] == ["coffee"]
    tap(page, "undo")
    assert mine.select("meals") == mine.select("drinks") == []


def test_whoever_keeps_no_photos_keeps_none_and_is_known_all_the_same(anna, mine, eyes, browser, backend, house_admin):
    profile(mine, anna, keep_photos="never")
    tab = add(browser.open("photos"), RED)
    assert "The photo itself is not kept" in shown(tab)

    tap(tab, "photo_save")

    assert eaten(mine) == ["Banana"]
    assert mine.select("meal_photos") == []
    assert stored(backend, house_admin) == []
    assert [one["food_name"] for one in mine.select("learnt_foods")] == ["Banana"]


def test_a_picture_that_cannot_be_stored_is_said_and_the_meal_is_saved(page, mine, monkeypatch):
    def full(*_):
        raise GatewayError("53100", "The disk is full.")

    monkeypatch.setattr(RowPhotos, "put", full)

    tap(add(page, RED), "photo_save")

    assert not page.exception
    assert photos.NOT_STORED in [read(toast.value) for toast in page.toast]
    assert eaten(mine) == ["Banana"]
    assert [(photo["meal_id"], photo["stored_at"]) for photo in mine.select("meal_photos")] == [(None, None)]


def test_the_plate_stays_while_somebody_looks_at_other_pages(page):
    add(page, RED)
    field(page, "number_input", 1, "_amount").set_value(3.0).run()
    page.checkbox("photo_2_on").check().run()

    go(page, "")
    go(page, "photos")

    assert not page.exception
    assert list(ticks(page).values()) == [True, True]
    assert field(page, "number_input", 1, "_amount").value == 3


def test_whoever_signs_in_next_in_the_same_tab_finds_an_empty_plate(page, browser):
    add(page, RED)
    browser.sign_up()

    page.run()

    assert not page.exception
    assert ticks(page) == {}
    assert pictures(page) == []


# What was learnt ----------------------------------------------------------------------------------------------------


def teach(tab, grams=333.0):
    """A soup that no model knows, with the weight this person has of it."""
    add_by_hand(add(tab, texture(1)), "lentil soup")
    field(tab, "selectbox", 1, "_portion").set_value("g").run()
    field(tab, "number_input", 1, "_amount").set_value(grams).run()
    return tap(tab, "photo_save")


def test_the_next_photo_of_it_suggests_what_it_was_with_the_weight_of_this_person(page, eyes, browser):
    eyes.detections = []
    teach(page)
    eyes.look = look(1, noise=3)

    tab = add(browser.open("photos"), texture(2))

    # Once is not a habit, and the same tray may hold another dish.
    assert ticks(tab) == {"Lentil soup (maybe)": False}
    tab.checkbox("photo_1_on").check().run()
    assert field(tab, "number_input", 1, "_amount").value == 333
    assert field(tab, "selectbox", 1, "_portion").value == "g"
    assert "from your photos" in shown(tab)


def test_what_one_person_taught_helps_nobody_else(page, eyes, browser):
    eyes.detections = []
    teach(page)
    browser.sign_up()

    tab = add(browser.open("photos"), texture(1))

    assert ticks(tab) == {}
    assert "already" not in shown(tab)
    tab.radio("photos_view").set_value("old").run()
    assert pictures(tab) == []


def test_another_look_suggests_nothing_of_it(page, eyes, browser):
    eyes.detections = []
    teach(page)
    eyes.look = look(2)

    assert ticks(add(browser.open("photos"), texture(2))) == {}


# Hidden numbers, hostile names --------------------------------------------------------------------------------------


def test_whoever_hides_numbers_sees_no_energy_anywhere(anna, mine, eyes, browser):
    profile(mine, anna, hide_numbers=True)
    tab = add(browser.open("photos"), RED)
    said = [shown(tab), shown(tap(tab, "photo_1_other")), shown(tap(tab, "photo_add"))]
    tap(tab, "photo_save")
    said.append(shown(tab))
    tab.radio("photos_view").set_value("old").run()
    said.append(shown(tab))
    (meal,) = mine.select("meals")
    meal_page = browser.open("meal", id=meal["id"])
    said += [shown(meal_page), shown(tap(meal_page, "meal_change"))]

    assert "Banana" in "".join(said)
    assert not [text for text in said if "kcal" in text or "Energy" in text]


def test_a_hostile_name_of_a_food_is_shown_as_it_was_typed(page, mine):
    mine.insert("foods", {"name": HOSTILE, "kcal": 400, "portions": [{"label": HOSTILE[:40], "grams": 30}]})
    add(page, RED)
    tap(page, "photo_add")
    next(f for f in page.text_input if (f.key or "").startswith("photo_picking_")).set_value("evil").run()
    assert HOSTILE not in read_as_markdown(page)
    next(b for b in page.button if "_pick_food_" in (b.key or "")).click().run()
    assert HOSTILE in ticks(page)
    assert HOSTILE not in read_as_markdown(page)

    tap(page, "photo_save")
    page.radio("photos_view").set_value("old").run()

    assert not page.exception
    assert HOSTILE in read(shown(page))
    assert HOSTILE not in read_as_markdown(page)


def test_a_hostile_name_of_a_file_is_shown_as_it_is(page):
    tap(add(page, RED), "toggle_photo_more_")
    page.file_uploader[0].set_value([(f"{HOSTILE}.jpg", b"nothing", "image/jpeg"), ("a.jpg", GREEN, "image/jpeg")])

    page.run()

    assert HOSTILE in read(troubles(page)[0])
    assert HOSTILE not in read_as_markdown(page)
    assert len(pictures(page)) == 2


# While the database is away -----------------------------------------------------------------------------------------


def test_a_save_while_it_is_away_loses_nothing_and_is_written_once(page, mine, away):
    add(page, RED)
    with away():
        tap(page, "photo_save")
        assert troubles(page) == [AWAY]
        assert ticks(page) == {"1. Banana": True, "2. Doughnut (maybe)": False}
        tap(page, "photo_save")
        assert len(troubles(page)) == 1

    page.run()

    assert troubles(page) == []
    assert eaten(mine) == ["Banana"]
    assert [bool(photo["stored_at"]) for photo in mine.select("meal_photos")] == [True]
    assert ticks(page) == {}


def test_a_save_in_vain_can_be_taken_back_once_it_is_written(page, mine, away):
    add(page, RED)
    with away():
        tap(page, "photo_save")
        tap(page, "photo_save")
    page.run()

    tap(page, "undo")

    assert mine.select("meals") == []


def test_what_was_changed_while_it_was_away_is_what_is_saved(page, mine, away):
    add(page, RED)
    with away():
        tap(page, "photo_save")
        field(page, "number_input", 1, "_amount").set_value(3.0).run()
        tap(page, "photo_save")

    page.run()

    assert [item["amount"] for item in mine.select("meal_items")] == [3]


def test_a_photo_that_comes_while_it_is_away_is_looked_at_when_it_is_back(page, eyes, away):
    with away():
        add(page, RED)
        assert not page.exception
        assert AWAY in troubles(page)
        assert pictures(page) == ["Photo 1 of the meal"]

    tap(page, "try_again_photo")

    assert troubles(page) == []
    assert ticks(page) == {"1. Banana": True, "2. Doughnut (maybe)": False}
    assert len(eyes.shown) == 1


def test_a_gallery_that_cannot_be_read_says_so_and_comes_back(page, away):
    tap(add(page, RED), "photo_save")
    with away():
        page.radio("photos_view").set_value("old").run()
        assert not page.exception
        assert troubles(page) == [AWAY]

    page.run()

    assert troubles(page) == []
    assert len(pictures(page)) == 1


# The gallery --------------------------------------------------------------------------------------------------------


def photographed(backend, day, name, kcal=100):
    photo_id = entries.new_key()
    read_photo = quickly(RED)
    (saved,), _ = photos.save(backend, [{
        "kind": "meal",
        "row": {"meal_type": "lunch", "time_zone": "Europe/Berlin", "logged_at": f"{day}T12:00:00+01:00",
                "local_date": day},
        "items": [{"food_name": name, "kcal": kcal}],
        "photos": [photos.row(photo_id, read_photo.size, read_photo.sha256, read_photo.thumbnail, None, None)],
    }], {photo_id: read_photo.jpeg})  # fmt: skip
    return saved["row"]["id"]


@pytest.fixture
def gallery(backend, browser):
    for day, name, kcal in (("2026-01-05", "Soup", 200), ("2026-02-05", "Cake", 500), ("2026-03-05", "Salad", None)):
        photographed(backend, day, name, kcal)
    return browser.open("photos").radio("photos_view").set_value("old").run()


def named(tab):
    return [words.split(",")[0] for words in pictures(tab)]


def test_the_gallery_shows_the_newest_first_each_leading_to_its_meal(gallery, mine):
    assert named(gallery) == ["Salad", "Cake", "Soup"]
    assert [link.proto.query_string for link in gallery.get("page_link")] == [
        f"id={meal['id']}" for meal in mine.select("meals", order="local_date", desc=True)
    ]
    assert "energy unknown" in shown(gallery)


def test_the_gallery_is_narrowed_by_day_word_and_energy_and_widened_again(gallery):
    gallery.date_input("gallery_filter_first").set_value(datetime.date(2026, 2, 1)).run()
    assert named(gallery) == ["Salad", "Cake"]
    gallery.text_input("gallery_filter_text").set_value("cak").run()
    assert named(gallery) == ["Cake"]
    gallery.number_input("gallery_filter_low_kcal").set_value(501.0).run()
    assert "Nothing fits these filters." in shown(gallery)

    tap(gallery, "gallery_clear")

    assert named(gallery) == ["Salad", "Cake", "Soup"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"first": datetime.date(2026, 3, 1), "last": datetime.date(2026, 2, 1)}, "The first day lies after"),
        ({"low_kcal": 500.0, "high_kcal": 100.0}, "The lowest energy lies above"),
    ],
)
def test_filters_that_cannot_be_meant_are_said(gallery, fields, said):
    kind = gallery.date_input if "first" in fields else gallery.number_input
    for name, value in fields.items():
        kind(f"gallery_filter_{name}").set_value(value)

    gallery.run()

    assert len(troubles(gallery)) == 1
    assert said in troubles(gallery)[0]


def test_the_gallery_goes_on_to_older_meals_and_back(gallery, monkeypatch):
    monkeypatch.setattr("lib.diary.photo_meals.PAGE", 2)
    gallery.run()
    assert named(gallery) == ["Salad", "Cake"]

    tap(gallery, "gallery_on")
    assert named(gallery) == ["Soup"]
    tap(gallery, "gallery_back")

    assert named(gallery) == ["Salad", "Cake"]


def test_a_filter_begins_at_the_first_page(gallery, monkeypatch):
    monkeypatch.setattr("lib.diary.photo_meals.PAGE", 2)
    gallery.run()
    tap(gallery, "gallery_on")

    gallery.text_input("gallery_filter_text").set_value("salad").run()

    assert named(gallery) == ["Salad"]


# Gemini -------------------------------------------------------------------------------------------------------------


def test_without_a_key_nothing_is_said_of_gemini(page):
    add(page, RED)

    assert "Gemini" not in shown(page)


def test_gemini_is_asked_after_somebody_has_agreed_and_what_it_names_is_marked(page, gemini, mine):
    add(page, RED)
    assert "Gemini is a service of Google." in shown(page)
    assert "photo_gemini" not in keys(page)
    assert gemini.asked == []

    tap(page, "photo_gemini_agree")

    assert not page.exception
    assert gemini.asked == [quickly(RED).jpeg]
    assert mine.select("profiles")[0]["ask_gemini"] is True
    assert ticks(page) == {
        "1. Banana": True, "2. Doughnut (maybe)": False, "Lentil soup": True, "dragon stew": True,
    }  # fmt: skip
    assert shown(page).count("Gemini says so") == 2
    assert "Gemini named 2 more." in shown(page)
    tap(page, "photo_save")
    assert {item["food_name"]: item["named_by"] for item in mine.select("meal_items")} == {
        "Banana": "detector", "Lentil soup": "gemini", "dragon stew": "gemini",
    }  # fmt: skip


def test_who_has_agreed_is_asked_no_more_and_is_told_how_often_is_left(anna, mine, eyes, gemini, browser):
    profile(mine, anna, ask_gemini=True)
    tab = add(browser.open("photos"), RED)
    assert "3 of 3 left today" in shown(tab)

    tap(tab, "photo_gemini")
    add(tab, GREEN)

    assert "2 of 3 left today" in shown(tab)


def test_used_up_is_said_with_the_time_from_which_it_goes_on(anna, mine, eyes, gemini, browser):
    profile(mine, anna, ask_gemini=True, time_zone="Europe/Berlin")
    for _ in range(3):
        mine.rpc("use_quota", {"p_feature": "photo_analysis"})

    tab = add(browser.open("photos"), RED)

    assert "photo_gemini" not in keys(tab)
    assert "Gemini was asked 3 times today" in shown(tab)
    assert "It goes on at 00:00." in shown(tab)


def test_used_up_in_another_tab_is_said_and_gemini_is_not_asked(anna, mine, eyes, gemini, browser):
    profile(mine, anna, ask_gemini=True, time_zone="Europe/Berlin")
    tab = add(browser.open("photos"), RED)
    for _ in range(3):
        mine.rpc("use_quota", {"p_feature": "photo_analysis"})

    tap(tab, "photo_gemini")

    assert gemini.asked == []
    assert "It goes on at 00:00." in read(shown(tab))


def test_why_gemini_did_not_answer_is_said_and_the_plate_stays(anna, mine, eyes, gemini, browser):
    profile(mine, anna, ask_gemini=True)
    gemini.names[:] = [GeminiError("offline")]
    tab = add(browser.open("photos"), RED)

    tap(tab, "photo_gemini")

    assert GeminiError("offline").sentence in read(shown(tab))
    assert ticks(tab) == {"1. Banana": True, "2. Doughnut (maybe)": False}
    assert "photo_gemini" in keys(tab)


def test_gemini_is_not_asked_while_the_database_is_away(anna, mine, eyes, gemini, browser, away):
    profile(mine, anna, ask_gemini=True)
    tab = add(browser.open("photos"), RED)
    with away():
        tap(tab, "photo_gemini")

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert gemini.asked == []
        assert ticks(tab) == {"1. Banana": True, "2. Doughnut (maybe)": False}


def test_nothing_new_from_gemini_is_said(anna, mine, eyes, gemini, browser):
    profile(mine, anna, ask_gemini=True)
    gemini.names[:] = [Named("banana", 100.0, 0.9)]
    tab = add(browser.open("photos"), RED)

    tap(tab, "photo_gemini")

    assert "Gemini named nothing that is not here already." in shown(tab)


# Settings -----------------------------------------------------------------------------------------------------------


def test_both_settings_are_saved_and_photos_go_when_none_are_to_be_kept(page, mine, backend, house_admin):
    tap(add(page, RED), "photo_save")
    house_admin.execute("update profiles set ask_gemini = true where user_id = %s", (backend.person.id,))
    go(page, "settings")
    page.radio("photo_settings_keep").set_value("never")
    page.checkbox("photo_settings_gemini").uncheck()

    tap(page, "photo_settings_save")

    assert not page.exception
    (kept,) = mine.select("profiles")
    assert (kept["keep_photos"], kept["ask_gemini"]) == ("never", False)
    assert mine.select("meal_photos") == []
    assert stored(backend, house_admin) == []
    assert eaten(mine) == ["Banana"]
    assert len(mine.select("learnt_foods")) == 1


def test_settings_that_cannot_be_saved_stay_as_they_were_typed(page, mine, away):
    go(page, "settings")
    page.radio("photo_settings_keep").set_value("90 days")
    with away():
        tap(page, "photo_settings_save")
        assert troubles(page) == [AWAY]
        assert page.radio("photo_settings_keep").value == "90 days"

    tap(page, "photo_settings_save")

    assert mine.select("profiles")[0]["keep_photos"] == "90 days"
