"""What holds on every page: accessible in light and dark, one way to scroll on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser import addresses
from tests.browser.chromium import settle
from tests.browser.visitor import Visitor, Visitors
from tests.support.server import RunningApp
from tools.browser import AXE_FILE

DOOR = [("nobody", page) for page in addresses.of_the_door()]
HOUSE = [(label, page) for label in ("As a person", "As a coach") for page in addresses.of_the_house()]
EVERY_PAGE = pytest.mark.parametrize(
    ("who", "address"), [*DOOR, *HOUSE], ids=lambda value: value if isinstance(value, str) else value.title
)
PHONE = {"width": 390, "height": 844}

# Faults of the framework that no page can mend, by rule, each with the place where it is and its reason.
KNOWN: dict[str, tuple[str, str]] = {}

_TOO_WIDE = """() => [document.scrollingElement, ...document.querySelectorAll('main, main *')]
    .filter(box => box.scrollWidth > box.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(box).overflowX))
    .map(box => `${box.tagName} ${box.dataset.testid ?? ''} ${box.scrollWidth} > ${box.clientWidth}`)"""


@pytest.fixture(scope="module")
def cookies_of(browser: Browser, app: RunningApp) -> dict[str, list[Any]]:
    """The demo people, signed in once for all these tests."""
    held: dict[str, list[Any]] = {"nobody": []}
    for who in ("As a person", "As a coach"):
        visitor = Visitor(app.url, browser.new_context())
        visitor.try_demo(who)
        held[who] = visitor.context.cookies()
        visitor.context.close()
    return held


def serious_faults(page: Page) -> list[str]:
    if not AXE_FILE.exists():
        pytest.skip("axe-core is not here; ./dev test browser fetches it")
    # Evaluated from outside, which the content policy does not forbid.
    page.evaluate(AXE_FILE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{fault['id']} ({fault['impact']}): {node['target']} {node['html'][:150]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
        if not (fault["id"] in KNOWN and KNOWN[fault["id"]][0] in node["html"])
    ]


@EVERY_PAGE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_no_serious_accessibility_fault(
    visitors: Visitors, cookies_of: dict[str, list[Any]], who: str, address: addresses.Address, scheme: str
) -> None:
    visitor = visitors(color_scheme=scheme, reduced_motion="reduce")

    visitor.context.add_cookies(cookies_of[who])
    visitor.open(address.path)

    assert serious_faults(visitor.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_refusals_have_no_serious_accessibility_fault(visitors: Visitors, scheme: str) -> None:
    visitor = visitors(color_scheme=scheme, reduced_motion="reduce")
    visitor.open()

    visitor.type_in(visitor.email, "not the right one", "Sign in")
    expect(visitor.page.get_by_text("is not right")).to_be_visible()
    settle(visitor.page)

    assert serious_faults(visitor.page) == []


@EVERY_PAGE
def test_phone_scrolls_one_way_only(
    visitors: Visitors, cookies_of: dict[str, list[Any]], who: str, address: addresses.Address
) -> None:
    visitor = visitors(viewport=PHONE)

    visitor.context.add_cookies(cookies_of[who])
    visitor.open(address.path)

    assert visitor.page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    assert visitor.page.evaluate(_TOO_WIDE) == []


def test_phone_reaches_every_page_and_the_way_out(visitors: Visitors, playwright: Playwright) -> None:
    phone = playwright.devices["Pixel 7"] | {"viewport": PHONE}
    visitor = visitors(**phone)
    visitor.try_demo()
    sidebar = visitor.page.get_by_test_id("stSidebar")

    for address in addresses.of_the_house():
        visitor.page.get_by_test_id("stExpandSidebarButton").tap()
        sidebar.get_by_role("link", name=address.title).tap()
        visitor.expect_heading(address.title)
        # It gets out of the way by itself.
        expect(sidebar).to_have_attribute("data-collapsed", "true")
    visitor.page.get_by_test_id("stExpandSidebarButton").tap()
    sidebar.get_by_role("button", name="Sign out").tap()

    visitor.expect_door()
