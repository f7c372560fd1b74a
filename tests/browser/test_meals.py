"""Meals in a browser: what only a browser shows, such as searching while one types."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import settle
from tests.browser.visitor import Visitor, Visitors

PHONE = {"width": 390, "height": 844}
SENTENCE = "2 eggs, 100 g toast with butter, black coffee; feeling good; <blah> ^^"


def at_meals(visitor: Visitor) -> Page:
    visitor.come_in()
    page = visitor.open("meals")
    visitor.expect_heading("Meals")
    return page


def typed(page: Page, text: str) -> None:
    page.get_by_label("Search", exact=True).press_sequentially(text, delay=30)


def test_a_food_is_found_while_one_types_and_logged_in_three_taps(visitors: Visitors) -> None:
    visitor = visitors(viewport=PHONE)
    page = at_meals(visitor)
    typed(page, "lentil so")

    page.get_by_role("button", name=re.compile("^Lentil soup")).click()
    settle(page)
    visitor.press("Log it")

    expect(page.get_by_text(re.compile("Lentil soup: logged")).first).to_be_visible()
    expect(page.get_by_label("Search", exact=True)).to_have_value("")
    visitor.press("Undo")
    expect(page.get_by_text("Taken back.").first).to_be_visible()


def test_a_sentence_is_saved_and_what_is_not_understood_stays(visitors: Visitors) -> None:
    visitor = visitors(viewport=PHONE)
    page = at_meals(visitor)
    visitor.field("What you ate, drank and did").fill(SENTENCE)
    visitor.press("Read it")
    expect(page.get_by_text("Not understood: <blah> ^^")).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]

    visitor.press("Save all")

    expect(page.get_by_text("3 entries: logged.").first).to_be_visible()
    expect(visitor.field("What you ate, drank and did")).to_have_value("<blah> ^^")
    visitor.press("Undo")
    expect(page.get_by_text("Taken back.").first).to_be_visible()


def test_a_meal_put_together_is_there_after_another_page(visitor: Visitor) -> None:
    page = at_meals(visitor)
    typed(page, "banana")
    page.get_by_role("button", name=re.compile("^Banana ")).first.click()
    settle(page)
    # Typed and pressed at once: what was typed counts.
    visitor.field("Amount").fill("3")
    visitor.press("Add to meal")
    expect(page.get_by_label(re.compile("^Banana"))).to_have_value("3")
    visitor.field("Title (optional)").fill("Fruit")
    visitor.field("Title (optional)").press("Tab")
    settle(page)

    page.get_by_role("link", name="Today").click()
    visitor.expect_heading("Today")
    page.get_by_role("link", name="Meals", exact=True).click()
    visitor.expect_heading("Meals")

    expect(visitor.field("Title (optional)")).to_have_value("Fruit")
    page.get_by_role("button", name=re.compile("^Save ")).click()
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
