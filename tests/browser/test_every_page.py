"""What holds on every page: accessible in light and dark, one way to scroll on a phone."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, expect

from components import client_page
from tests.browser import accounts, addresses
from tests.browser.addresses import Address
from tests.browser.chromium import settle
from tests.browser.visitor import Visitor, Visitors
from tests.support.server import RunningApp
from tools.browser import AXE_FILE

NOBODY, NEW, PERSON, COACH = "nobody", "somebody new", "the demo person", "the demo coach"
# Somebody who shares much, and somebody who does not share any more; their ids differ from database to database.
FINN, QUENTIN = "client06@wellspring.example", "client17@wellspring.example"
OF_A_CLIENT = [
    *(Address(f"Client, {name}", f"client?part={part}&id={FINN}") for part, name in client_page.PARTS.items()),
    Address("Client, not shared any more", f"client?part=overview&id={QUENTIN}"),
]
EVERY_PAGE = pytest.mark.parametrize(
    ("who", "address"),
    [
        *((NOBODY, page) for page in addresses.of_the_door()),
        *((who, page) for who in (NEW, PERSON) for page in addresses.of_the_house()),
        # The others are those of somebody new, but for the note that the demo is shared.
        *((COACH, page) for page in addresses.of_the_house() if page.path in ("", "clients")),
        *((COACH, page) for page in OF_A_CLIENT),
    ],
    ids=lambda value: value if isinstance(value, str) else value.title,
)
BOTH_THEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
# Their backgrounds, as .streamlit/config.toml has them.
LIGHT, DARK = "rgb(253, 252, 249)", "rgb(21, 23, 20)"
DESK, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)

# Faults of the framework that no page can mend: the rule, and what marks the element.
KNOWN = {
    # Streamlit's toast names itself after a title that it never draws.
    ("aria-dialog-name", 'data-testid="stToast"'),
}

_TOO_WIDE = """() => [document.scrollingElement, ...document.querySelectorAll('main, main *')]
    .filter(box => box.scrollWidth > box.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(box).overflowX))
    .map(box => `${box.tagName} ${box.dataset.testid ?? ''} ${box.scrollWidth} > ${box.clientWidth}`)"""


@pytest.fixture(scope="module")
def people(browser: Browser, app: RunningApp) -> Iterator[dict[str, Visitor]]:
    """Kept for all these tests: they only look."""
    held = {who: Visitor(app, browser.new_context(reduced_motion="reduce")) for who in (NOBODY, NEW, PERSON, COACH)}
    held[NEW].come_in()
    held[PERSON].try_demo("As a person")
    held[COACH].try_demo("As a coach")
    yield held
    for visitor in held.values():
        visitor.context.close()


@pytest.fixture(scope="module")
def ids(app: RunningApp) -> dict[str, str]:
    with accounts.of(app) as admin:
        return dict(admin.execute("select email, id::text from auth.users where email like 'client%'").fetchall())


@pytest.fixture
def look(people: dict[str, Visitor], ids: dict[str, str]) -> Iterator[Callable[..., Page]]:
    """Shows a page to one of the people; at the end nothing may have gone wrong on it."""
    looked: list[Visitor] = []

    def at(
        who: str,
        address: Address,
        *,
        scheme: Literal["light", "dark"] = "light",
        window: ViewportSize = DESK,
    ) -> Page:
        visitor = people[who]
        looked.append(visitor)
        visitor.faults.clear()
        visitor.page.emulate_media(color_scheme=scheme)
        visitor.page.set_viewport_size(window)
        path, _, email = address.path.partition("&id=")
        return visitor.open(f"{path}&id={ids[email]}" if email else path)

    yield at
    assert [fault for visitor in looked for fault in visitor.faults] == []


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
        if not any(fault["id"] == rule and mark in node["html"] for rule, mark in KNOWN)
    ]


def background(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    return colour


@EVERY_PAGE
def test_page_is_accessible_and_fits_a_phone(look: Callable[..., Page], who: str, address: Address) -> None:
    page = look(who, address)
    light = background(page), serious_faults(page)
    # A page takes the theme it is loaded in.
    page = look(who, address, scheme="dark")
    dark = background(page), serious_faults(page)
    page.set_viewport_size(PHONE)
    settle(page)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    too_wide = page.evaluate(_TOO_WIDE)

    assert (light, dark) == ((LIGHT, []), (DARK, []))
    assert width <= PHONE["width"]
    assert too_wide == []


@BOTH_THEMES
def test_refusal_has_no_serious_accessibility_fault(visitors: Visitors, scheme: str) -> None:
    visitor = visitors(color_scheme=scheme, reduced_motion="reduce")
    visitor.open()
    visitor.type_in(visitor.email, "not the right one", "Sign in")
    expect(visitor.page.get_by_text("is not right")).to_be_visible()
    settle(visitor.page)

    faults = serious_faults(visitor.page)

    assert faults == []


@BOTH_THEMES
def test_toast_has_no_serious_accessibility_fault_but_the_known_one(visitors: Visitors, scheme: str) -> None:
    visitor = visitors(color_scheme=scheme, reduced_motion="reduce")
    visitor.come_in("settings")
    visitor.save_name("Thea Toast")
    settle(visitor.page)

    faults = serious_faults(visitor.page)

    assert faults == []


def test_phone_reaches_every_page_and_the_way_out(visitors: Visitors, playwright: Playwright) -> None:
    phone = playwright.devices["Pixel 7"] | {"viewport": PHONE}
    visitor = visitors(**phone)
    visitor.try_demo()
    sidebar = visitor.page.get_by_test_id("stSidebar")

    for address in addresses.of_the_house():
        if not address.in_navigation:
            continue
        visitor.page.get_by_test_id("stExpandSidebarButton").tap()
        sidebar.get_by_role("link", name=address.title).tap()
        visitor.expect_heading(address.title)
        # It gets out of the way by itself.
        expect(sidebar).to_have_attribute("data-collapsed", "true")
    visitor.page.get_by_test_id("stExpandSidebarButton").tap()
    sidebar.get_by_role("button", name="Sign out").tap()

    visitor.expect_door()
