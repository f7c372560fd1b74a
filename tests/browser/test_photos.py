"""Photos of meals in a browser, with the real model's code: its weights are made up, what it remembers is not."""

import re
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

import httpx
import pytest
from PIL import Image, ImageEnhance
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chromium import settle
from tests.browser.outage import database_away
from tests.browser.test_every_page import BOTH_THEMES, PHONE, serious_faults
from tests.browser.test_outage import SENTENCE, expect_sentence_once
from tests.browser.visitor import Visitor, Visitors
from tests.support import photos
from tests.support.server import RunningApp, running_app
from tests.support.weights import tiny_weights

LOADS_WITHIN_SECONDS = 120
DISH, ANOTHER_DISH = photos.texture(7, (960, 720)), photos.texture(8, (960, 720))
SOUP, BREAD = re.compile("Lentil soup"), re.compile("Rye bread")
# One bowl, two slices.
SOUP_GRAMS, BREAD_GRAMS = "310", "64"
SAVE = re.compile("^Save (breakfast|lunch|dinner|snack)")
LOGGED = re.compile("^(Breakfast|Lunch|Dinner|Snack): logged")


class Lunch(NamedTuple):
    """A meal that somebody has photographed, on its own page."""

    visitor: Visitor
    path: str
    picture: str


@pytest.fixture(scope="module")
def app(place: Path) -> Iterator[RunningApp]:
    """One that has a model, ready for the first photo."""
    with running_app(place / "photos", env={"YOLO_WEIGHTS": str(_weights(place))}) as running:
        deadline = time.monotonic() + LOADS_WITHIN_SECONDS
        while httpx.get(f"{running.url}/health/detailed", timeout=10).json()["model"] != "blind":
            assert time.monotonic() < deadline, f"the model was never ready:\n{running.said()}"
            time.sleep(0.2)
        yield running


def _weights(folder: Path) -> Path:
    """The made-up weights, but that what they see everywhere is no food: all that is suggested is remembered."""
    blind = folder / "blind.pt"
    with zipfile.ZipFile(tiny_weights(folder)) as made, zipfile.ZipFile(blind, "w") as changed:
        for name in made.namelist():
            changed.writestr(name, made.read(name).replace(b"pizza", b"clock"))
    return blind


@pytest.fixture(scope="module")
def lunch(browser: Browser, app: RunningApp) -> Iterator[Lunch]:
    """Kept for all these tests: they only look."""
    visitor = Visitor(app, browser.new_context(reduced_motion="reduce"))
    page = at_photos(visitor)
    save_dish(visitor)
    open_gallery(page)
    picture = open_meal(page)
    yield Lunch(visitor, page.url.removeprefix(f"{visitor.url}/"), picture)
    visitor.context.close()
    assert visitor.faults == []


def at_photos(visitor: Visitor) -> Page:
    visitor.come_in()
    page = visitor.open("photos")
    visitor.expect_heading("Photos")
    return page


def similar(jpeg: bytes) -> bytes:
    """The same dish a moment later: from a little nearer, in more light, by a camera that saves room."""
    with Image.open(BytesIO(jpeg)) as picture:
        width, height = picture.size
        nearer = picture.crop((round(width * 0.04), round(height * 0.03), round(width * 0.97), round(height * 0.98)))
        return photos.encoded(ImageEnhance.Brightness(nearer).enhance(1.12), quality=70)


def give(page: Page, *files: tuple[str, bytes]) -> None:
    page.locator("input[type=file]").set_input_files(
        [
            {"name": name, "mimeType": "image/gif" if name.endswith("gif") else "image/jpeg", "buffer": content}
            for name, content in files
        ]
    )


def take_in(page: Page, content: bytes) -> None:
    give(page, ("IMG_0001.jpg", content))
    expect_review(page)


def expect_review(page: Page) -> None:
    expect(page.get_by_role("img", name=re.compile("^Photo 1"))).to_be_visible()
    expect(page.get_by_role("button", name=SAVE)).to_be_visible()
    settle(page)


def add(page: Page, typed: str, name: re.Pattern[str]) -> None:
    page.get_by_role("button", name="Add a food", exact=True).click()
    page.get_by_label("Which food is it?").press_sequentially(typed, delay=30)
    page.get_by_role("button", name=name).first.click()
    expect(tick(page, name)).to_be_checked()
    settle(page)


def tick(page: Page, name: re.Pattern[str]) -> Locator:
    return page.get_by_role("checkbox", name=name)


def amount(page: Page, name: re.Pattern[str]) -> Locator:
    line = page.locator("[class*='st-key-photo_line_']").filter(has=tick(page, name))
    return line.get_by_label("Amount", exact=True)


def save(page: Page) -> None:
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text(LOGGED).first).to_be_visible()
    settle(page)


def save_dish(visitor: Visitor) -> None:
    """Two foods by search, the second of them twice."""
    page = visitor.page
    take_in(page, DISH)
    add(page, "lentil so", SOUP)
    add(page, "rye br", BREAD)
    amount(page, BREAD).fill("2")
    save(page)


def open_gallery(page: Page) -> None:
    page.get_by_text("Your photos", exact=True).first.click()
    expect(page.get_by_text("Filter", exact=True)).to_be_visible()
    settle(page)


def open_meal(page: Page) -> str:
    """From the gallery; says where the picture is."""
    page.get_by_role("link", name=re.compile("^Today, ")).first.click()
    expect(picture_of_meal(page)).to_be_visible()
    settle(page)
    return urljoin(page.url, picture_of_meal(page).get_attribute("src") or "")


def picture_of_meal(page: Page) -> Locator:
    return page.get_by_role("img", name=re.compile("^Photo 1 of this meal"))


def width(page: Page) -> int:
    """Of whatever could be scrolled sideways."""
    found: int = page.evaluate(
        "Math.max(...[document.scrollingElement, document.querySelector('main, [data-testid=stMain]')]"
        ".map(box => box.scrollWidth))"
    )
    return found


def test_a_dish_is_known_on_its_second_photo_and_saved_with_one_tap(visitors: Visitors) -> None:
    visitor = visitors(viewport=PHONE, has_touch=True)
    page = at_photos(visitor)
    save_dish(visitor)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()
    visitor.open()
    expect(page.get_by_text(SOUP).first).to_be_visible()
    visitor.open("photos")

    take_in(page, similar(DISH))
    expect(tick(page, SOUP)).to_be_checked()
    expect(tick(page, BREAD)).to_be_checked()
    expect(amount(page, SOUP)).to_have_value(SOUP_GRAMS)
    expect(amount(page, BREAD)).to_have_value(BREAD_GRAMS)
    assert width(page) <= PHONE["width"]
    save(page)
    open_gallery(page)

    expect(page.get_by_role("img", name=SOUP)).to_have_count(2)
    assert width(page) <= PHONE["width"]


def test_a_photo_goes_with_its_meal_and_comes_back_with_undo(visitors: Visitors) -> None:
    visitor = visitors(viewport=PHONE, has_touch=True)
    page = at_photos(visitor)
    save_dish(visitor)
    open_gallery(page)
    open_meal(page)
    expect(page.get_by_text(SOUP).first).to_be_visible()
    expect(page.get_by_text(BREAD).first).to_be_visible()
    assert width(page) <= PHONE["width"]

    visitor.press("Delete")
    expect(page.get_by_text("The meal is deleted.")).to_be_visible()
    settle(page)
    visitor.press("Undo")
    expect(picture_of_meal(page)).to_be_visible()
    settle(page)
    page.get_by_role("link", name="Your photos").click()
    visitor.expect_heading("Photos")
    open_gallery(page)
    picture = open_meal(page)
    assert visitor.context.request.get(picture).status == 200
    visitor.press("Delete")
    expect(page.get_by_text("The meal is deleted.")).to_be_visible()
    settle(page)

    assert visitor.context.request.get(picture).status == 404
    visitor.open("photos")
    open_gallery(page)
    expect(page.get_by_text("Meals that you photograph stand here")).to_be_visible()
    expect(page.get_by_role("img", name=SOUP)).to_have_count(0)


def test_nobody_else_sees_the_photo_or_its_meal(visitors: Visitors, lunch: Lunch) -> None:
    stranger = visitors()
    stranger.come_in(lunch.path)

    answers = [one.context.request.get(lunch.picture).status for one in (lunch.visitor, stranger)]

    assert answers == [200, 404]
    expect(stranger.page.get_by_text("no such meal")).to_be_visible()
    expect(stranger.page.get_by_text(SOUP)).to_have_count(0)
    expect(picture_of_meal(stranger.page)).to_have_count(0)


@BOTH_THEMES
def test_photos_under_review_and_a_meal_have_no_serious_accessibility_fault(lunch: Lunch, scheme: str) -> None:
    page = lunch.visitor.page
    page.emulate_media(color_scheme=scheme)
    lunch.visitor.open("photos")
    take_in(page, similar(DISH))
    add(page, "banana", re.compile("Banana"))

    under_review = serious_faults(page)
    lunch.visitor.open(lunch.path)
    expect(picture_of_meal(page)).to_be_visible()
    on_its_page = serious_faults(page)

    assert (under_review, on_its_page) == ([], [])


def test_this_devices_camera_takes_the_photo(visitors: Visitors) -> None:
    visitor = visitors(viewport=PHONE, permissions=["camera"])
    page = at_photos(visitor)
    page.get_by_text("Use this device's camera", exact=True).click()

    # Before its first picture there is nothing to take.
    page.wait_for_function("() => document.querySelector('video')?.currentTime > 0")
    settle(page)

    page.get_by_role("button", name="Take photo").click()

    expect_review(page)
    assert width(page) <= PHONE["width"]


def test_what_is_no_photo_is_refused_with_one_sentence_each(visitor: Visitor) -> None:
    page = at_photos(visitor)
    frames = [photos.noise(seed, (64, 64)) for seed in (1, 2)]
    wrong = [
        ("soup.jpg", b"Dear diary, today I had soup.\n" * 40, "is not a photo that can be read"),
        ("menu.jpg", b"%PDF-1.7\n" + bytes(2000), "is a PDF document"),
        ("half.jpg", DISH[: len(DISH) // 2], "The end of this photo is missing"),
        ("steps.jpg", photos.with_scans(2500), "more than 100 steps"),
        ("moving.gif", photos.encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]), "This is a GIF"),
    ]

    for name, content, sentence in wrong:
        give(page, (name, content))
        expect(page.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
        settle(page)
        expect(page.get_by_role("alert")).to_have_count(1)

    take_in(page, ANOTHER_DISH)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_wrong_file_among_photos_is_named_and_the_photos_are_taken(visitor: Visitor) -> None:
    page = at_photos(visitor)

    give(page, ("dish.jpg", DISH), ("soup.jpg", b"Dear diary, today I had soup."), ("other.jpg", ANOTHER_DISH))

    expect_review(page)
    expect(page.get_by_role("img", name=re.compile("^Photo"))).to_have_count(2)
    expect(page.get_by_role("alert").filter(has_text="soup.jpg")).to_be_visible()


def test_a_photo_and_what_was_typed_wait_for_the_database(visitor: Visitor, app: RunningApp) -> None:
    page = at_photos(visitor)
    take_in(page, ANOTHER_DISH)
    add(page, "lentil so", SOUP)

    with database_away(app):
        amount(page, SOUP).fill("3")
        visitor.field("Note (optional)").fill("thick")
        page.get_by_role("button", name=SAVE).click()
        expect_sentence_once(page)
        expect(page.get_by_role("img", name=re.compile("^Photo 1"))).to_be_visible()
        expect(tick(page, SOUP)).to_be_checked()
        expect(amount(page, SOUP)).to_have_value("3")
        expect(visitor.field("Note (optional)")).to_have_value("thick")
    save(page)

    expect(page.get_by_text(SENTENCE)).to_have_count(0)
    open_gallery(page)
    expect(page.get_by_role("img", name=SOUP)).to_have_count(1)
