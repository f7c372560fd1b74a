"""What the browser tests share: one app and one browser a worker, and visitors that watch what their pages do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tests.browser.chromium import launch
from tests.browser.visitor import Visitor, Visitors
from tests.support.gemini_standin import Standin
from tests.support.server import RunningApp, running_app
from tests.support.server_child import server_folder

# What is waited for comes at once on an idle machine, and late on one that has other work.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="package")
def place() -> Iterator[Path]:
    with server_folder() as folder:
        yield folder


@pytest.fixture(scope="package")
def app(place: Path) -> Iterator[RunningApp]:
    with running_app(place / "data") as running:
        yield running


@pytest.fixture(scope="package")
def with_key(app: RunningApp, standin: Standin) -> Iterator[RunningApp]:
    """The same house by another door, which knows a key of Gemini."""
    env = {"GEMINI_API_KEY": "a-key-of-the-tests", "GEMINI_API_BASE": standin.url, "NO_PROXY": "127.0.0.1"}
    with running_app(app.data, env=env) as running:
        yield running


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = launch(playwright)
    yield started
    started.close()


@pytest.fixture(scope="package")
def used(browser: Browser) -> list[BrowserContext]:
    """Browsers that visitors have left, emptied for the next ones: the app's own files are in them already."""
    return []


@pytest.fixture
def visitors(browser: Browser, app: RunningApp, used: list[BrowserContext]) -> Iterator[Visitors]:
    """Makes visitors, each in a browser of their own; at the end nothing may have gone wrong in any of them."""
    made: list[tuple[Visitor, bool]] = []

    def make(at: RunningApp = app, **options: object) -> Visitor:
        plain = not options
        context = used.pop() if plain and used else browser.new_context(**options)
        made.append((Visitor(at, context), plain))
        return made[-1][0]

    yield make
    faults = [fault for visitor, _ in made for fault in visitor.faults]
    for visitor, plain in made:
        if plain and not faults:
            visitor.leave_nothing()
            used.append(visitor.context)
        else:
            visitor.context.close()
    assert faults == []


@pytest.fixture
def visitor(visitors: Visitors) -> Visitor:
    return visitors()
