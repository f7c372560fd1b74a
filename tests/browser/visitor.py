"""Somebody with a browser: what they do on every page, and what their pages must never do."""

import re
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, WebError, expect

from tests.browser import accounts
from tests.browser.chromium import settle
from tests.support.server import RunningApp

PASSWORD = "seven quiet herons"

# What the browser reports although nothing is wrong, and why it does.
HARMLESS = (
    # Below a deep link Streamlit's page looks for its server at each level of the address until one answers.
    re.compile(r"status of 404 \(Not Found\) http://[^ ]+/[^ ]+/_stcore/(health|host-config)$"),
    # An address that is no page is also mentioned here.
    re.compile(r"^The page that you have requested does not seem to exist"),
)

Visitors = Callable[..., "Visitor"]


class Visitor:
    """One browser with cookies of its own; `page` is the tab in front."""

    def __init__(self, app: RunningApp, context: BrowserContext) -> None:
        self.app = app
        self.url = app.url
        self.context = context
        self.email = f"{uuid.uuid4().hex[:12]}@example.org"
        self.password = PASSWORD
        self.faults: list[str] = []
        context.set_default_timeout(30_000)
        for event, listener in self._listeners:
            context.on(event, listener)
        self.page = context.pages[0] if context.pages else context.new_page()

    @property
    def _listeners(self) -> list[tuple[Any, Callable[..., None]]]:
        return [
            ("console", self._heard),
            ("weberror", self._failed),
            ("request", self._requested),
            ("response", self._answered),
        ]

    def leave_nothing(self) -> None:
        """Whoever comes next in this browser finds nothing of this visit.

        The first tab stays: in a new one the app's scripts are compiled anew, which takes longer than all the rest.
        """
        for page in reversed(self.context.pages):
            if page.url.startswith(self.url):
                page.evaluate("localStorage.clear(), sessionStorage.clear()")
            if page != self.context.pages[0]:
                page.close()
        self.context.pages[0].goto("about:blank")
        for event, listener in self._listeners:
            self.context.remove_listener(event, listener)
        self.context.clear_cookies()

    def open(self, path: str = "", *, tab: Page | None = None) -> Page:
        page = tab or self.page
        page.goto(f"{self.url}/{path}")
        settle(page)
        return page

    def open_tab(self, path: str = "") -> Page:
        return self.open(path, tab=self.context.new_page())

    def reload(self) -> None:
        self.page.reload()
        settle(self.page)

    def sign_up(self) -> None:
        """As somebody new, who comes to stand before Today."""
        self.open("sign_up")
        self.type_in(self.email, self.password, "Create account")
        self.expect_heading("Today")

    def come_in(self, path: str = "") -> Page:
        """As somebody who signed up in this browser before: for tests of what comes after the door."""
        self.context.request.get(self.url)
        with accounts.of(self.app) as admin:
            person = accounts.add(admin, self.email, self.password)
            accounts.sign_in(admin, person, str(self.cookie()["value"]))
        return self.open(path)

    def have_account(self) -> None:
        """As somebody who signed up elsewhere."""
        with accounts.of(self.app) as admin:
            accounts.add(admin, self.email, self.password)

    def sign_in(self) -> None:
        self.type_in(self.email, self.password, "Sign in")

    def type_in(self, email: str, password: str, button: str) -> None:
        self.field("E-mail").fill(email)
        self.field("Password").fill(password)
        self.press(button)

    def try_demo(self, label: str = "As a person") -> None:
        self.open()
        self.press(label)
        self.expect_heading("Today")

    def sign_out(self) -> None:
        self.page.get_by_test_id("stSidebar").get_by_role("button", name="Sign out").click()
        self.expect_door()

    def save_name(self, name: str) -> None:
        self.field("Name").fill(name)
        self.press("Save")
        expect(self.page.get_by_text("Saved.")).to_be_visible()

    def press(self, name: str, *, nth: int = 0) -> None:
        self.page.get_by_role("button", name=name, exact=True).nth(nth).click()

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True)

    def expect_heading(self, name: str, *, tab: Page | None = None) -> None:
        page = tab or self.page
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
        settle(page)

    def expect_door(self, *, tab: Page | None = None) -> None:
        """The sign-in page, and no way into the house beside it."""
        page = tab or self.page
        expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
        settle(page)
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
        expect(page.get_by_role("button", name="Sign out")).to_have_count(0)

    def cookie(self) -> dict[str, object]:
        """The cookie that holds the secret of the sign-in."""
        held = self.context.cookies(self.url)
        return next(dict(c) for c in held if "wellspring_" in c["name"] and not c["name"].endswith("_known"))

    def _heard(self, message: ConsoleMessage) -> None:
        said = f"{message.text} {message.location.get('url', '')}"
        if message.type in ("error", "warning") and not any(known.search(said) for known in HARMLESS):
            self.faults.append(f"the console says: {said}")

    def _failed(self, error: WebError) -> None:
        self.faults.append(f"a script failed: {error.error}")

    def _requested(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(self.url).netloc:
            self.faults.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500 and not response.url.endswith("/health"):
            self.faults.append(f"answered {response.status}: {response.url}")
