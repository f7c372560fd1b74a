"""The line of advice in a browser: at once by rules, later by Gemini where somebody agreed, and what was sent."""

import threading
import time

from playwright.sync_api import Page, expect

from tests.browser.chromium import settle
from tests.browser.test_every_page import BOTH_THEMES, PHONE, serious_faults
from tests.browser.visitor import Visitors
from tests.support import gemini_standin as plays
from tests.support.gemini_standin import Asked, Reply, Standin
from tests.support.server import RunningApp

LINE = "Water is a good start; another glass later keeps you going <b>today</b>."
RULES, GEMINI = "From your figures, by rules", "By Gemini, from your figures"


def source(page: Page, name: str) -> None:
    expect(page.locator(".st-key-advice").get_by_text(name)).to_be_visible()


def test_a_line_follows_an_entry_and_says_what_it_rests_on(visitors: Visitors) -> None:
    visitor = visitors(timezone_id="Europe/Berlin", reduced_motion="reduce")
    page = visitor.come_in()
    source(page, RULES)

    visitor.press("Water 330 ml")
    source(page, RULES)
    visitor.press("Why?")

    expect(page.locator(".st-key-advice").get_by_text("Just logged: Water, 330 ml")).to_be_visible()
    page.locator(".st-key-advice").get_by_role("radio").first.click(force=True)
    expect(page.get_by_text("Thank you, noted.")).to_be_visible()
    # Nothing is there to agree to where no key is.
    visitor.open("settings")
    expect(page.get_by_text("Nothing: no outside service is set up here.")).to_be_visible()


def test_gemini_writes_after_somebody_agreed_and_holds_up_nothing(
    visitors: Visitors, with_key: RunningApp, standin: Standin
) -> None:
    let_go = threading.Event()

    def slowly(asked: Asked) -> Reply:
        let_go.wait(3)
        return plays.says({"advice": LINE.replace("<b>", "").replace("</b>", ""), "facts": ["logged"]})

    standin.will(slowly)
    visitor = visitors(at=with_key, timezone_id="Europe/Berlin", reduced_motion="reduce")
    page = visitor.come_in()
    visitor.press("Water 330 ml")
    source(page, RULES)
    assert standin.asked == []

    visitor.open("settings")
    page.get_by_text("Gemini may write my lines of advice").click()
    page.locator(".st-key-privacy_save button").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    began = time.monotonic()
    visitor.open()
    # The line of rules is there while Gemini still thinks, and so is everything else.
    source(page, RULES)
    visitor.press("Water 200 ml")
    expect(page.get_by_text("Water, 200 ml: logged.").first).to_be_visible()
    assert time.monotonic() - began < 30
    let_go.set()
    source(page, GEMINI)
    expect(page.get_by_text("another glass later keeps you going today.")).to_be_visible()

    visitor.open("settings")
    visitor.press("What was sent, and when")
    settle(page)
    page.get_by_text("Keep everything here").click()
    page.locator(".st-key-privacy_save button").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    asked = len(standin.asked)
    visitor.open()
    visitor.press("Water 500 ml")
    expect(page.get_by_text("Water, 500 ml: logged.").first).to_be_visible()
    source(page, RULES)
    assert len(standin.asked) == asked


def test_what_gemini_marks_up_is_never_shown(visitors: Visitors, with_key: RunningApp, standin: Standin) -> None:
    standin.will(plays.says({"advice": LINE, "facts": ["logged"]}))
    visitor = visitors(at=with_key, timezone_id="Europe/Berlin", reduced_motion="reduce")
    page = visitor.come_in("settings")
    page.get_by_text("Gemini may write my lines of advice").click()
    page.locator(".st-key-privacy_save button").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    visitor.open()

    visitor.press("Water 330 ml")
    deadline = time.monotonic() + 20
    while len(standin.asked) < 2 and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    page.wait_for_timeout(1500)

    source(page, RULES)
    expect(page.get_by_text("another glass later")).to_have_count(0)


@BOTH_THEMES
def test_advice_and_what_leaves_the_app_are_for_everybody(
    visitors: Visitors, with_key: RunningApp, standin: Standin, scheme: str
) -> None:
    standin.will(plays.refuses(500))
    visitor = visitors(
        at=with_key, color_scheme=scheme, reduced_motion="reduce", timezone_id="Europe/Berlin", viewport=PHONE
    )
    page = visitor.come_in()
    visitor.press("Water 330 ml")
    visitor.press("Why?")
    settle(page)
    _look_away(page)
    today = serious_faults(page)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    visitor.open("settings")
    visitor.press("What was sent, and when")
    expect(page.get_by_text("Nothing of yours was ever sent.")).to_be_visible()
    settle(page)
    _look_away(page)

    assert (today, serious_faults(page)) == ([], [])
    assert width <= PHONE["width"]


def _look_away(page: Page) -> None:
    """A text button under the mouse is too faint in dark, which is Streamlit's own choice of colour."""
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)
