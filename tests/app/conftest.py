"""A house on a database of its own, and browsers that visit it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from unittest import mock

import psycopg
import pytest
from streamlit.components.v2 import manifest_scanner

from components import acts
from lib import session
from lib.gateway import embedded, migrate
from lib.gateway.local_store import DEMO
from lib.settings import ROOT
from tests.support import database as databases
from tests.support.database import Urls
from tests.support.hashes import quick_passwords
from tests.support.pages import Browser, database_away, open_house, wait_until_back

Away = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="module", autouse=True)
def cheap_passwords() -> Iterator[None]:
    with quick_passwords():
        yield


@pytest.fixture(scope="session", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    """Every tab would read the description of every installed package anew, which takes longer than to draw a page."""
    scan = cache(manifest_scanner.scan_component_manifests)
    with mock.patch.object(manifest_scanner, "scan_component_manifests", lambda: list(scan())):
        yield


@pytest.fixture(scope="session")
def house_urls(server: embedded.Server) -> Urls:
    """Nobody else's, because these tests take it away now and then."""
    urls = databases.migrated_database(server)
    migrate.run_file(urls.owner, ROOT / "sql" / "demo" / "people.sql")
    return urls


@pytest.fixture(scope="session")
def opened_house(house_urls: Urls) -> Iterator[session.House]:
    found = open_house(house_urls, DEMO, SMTP_HOST="127.0.0.1", SMTP_PORT="1", SMTP_FROM="no-reply@wellspring.example")
    yield found
    found.store.close()


@pytest.fixture
def house(opened_house: session.House, monkeypatch: pytest.MonkeyPatch) -> session.House:
    # Every test has tickets, browsers and wrong tries of its own.
    found = session.House(opened_house.settings, opened_house.store, opened_house.suffix)
    monkeypatch.setattr(session, "_house", found)
    return found


@pytest.fixture
def quick_fingers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two taps soon after each other are two."""
    monkeypatch.setattr(acts, "TWICE_SECONDS", 0.0)


@pytest.fixture
def browser(house: session.House, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The browser whose cookies every tab of this test sends."""
    found = Browser(house)
    monkeypatch.setattr(session, "secret", lambda: found.secret)
    monkeypatch.setattr(session, "caller", found.caller)
    return found


@pytest.fixture
def away(server: embedded.Server, house_urls: Urls, opened_house: session.House) -> Away:
    """It counts as back when the app has noticed: whoever asks sooner is told once more that it is away."""

    @contextmanager
    def away_and_back() -> Iterator[None]:
        with database_away(server, house_urls):
            yield
        wait_until_back(opened_house)

    return away_and_back


@pytest.fixture
def house_admin(house_urls: Urls) -> Iterator[psycopg.Connection]:
    with psycopg.connect(house_urls.admin, autocommit=True) as connection:
        yield connection
