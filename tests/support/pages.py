"""The pages without a server or a browser: drawn by Streamlit's own test runner on the test database."""

import datetime
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from unittest import mock
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import psycopg
from psycopg import sql
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from components.plain import JOINER
from lib import session
from lib.gateway import direct, embedded
from lib.gateway.local_store import LocalStore
from lib.gateway.port import Caller, GatewayError, SignedIn
from lib.settings import ROOT, Settings, load
from lib.web import cookies
from tests.support.database import Urls
from tests.support.people import new_email

ROUTER = ROOT / "pages" / "router.py"
PASSWORD = "mossy anvil quartz"
PATIENCE_SECONDS = 15
AWAY_SECONDS = 0.3
# Where every browser of these tests is.
ZONE = "Europe/Berlin"
PLACES = count()
# How components/entry_list.py writes an entry.
ENTRY = re.compile(r":\w+\[:material/\w+:\] (?P<words>\*\*.*\*\*  \n.*)", re.DOTALL)
SENT_TO = re.compile(r'data-to="([^"]+)"')


def open_house(urls: Urls, demo: dict[str, str] | None = None, **variables: str) -> session.House:
    settings: Settings = load(variables)
    store = LocalStore(
        settings,
        people_url=urls.authenticator,
        accounts_url=urls.accounts,
        session_key="the key of the house",
        demo=demo or {},
    )
    return session.House(settings, store, "tests")


@dataclass
class Browser:
    """Somebody's cookies, which the test runner has no place for."""

    house: session.House
    secret: str = field(default_factory=cookies.new_secret)
    known: str = ""
    # Wrong tries of one test must not slow down the next.
    address: str = field(default_factory=lambda: f"203.0.{next(PLACES) % 250}.5")

    def caller(self) -> Caller:
        return Caller(address=self.address, known_browser=self.known, device="Firefox on Linux")

    def sign_up(self, email: str | None = None) -> SignedIn:
        signed_in = self.house.store.accounts.sign_up(email or new_email(), PASSWORD, self.caller())
        assert signed_in is not None
        self.secret, self.known = signed_in.secret, signed_in.known_browser
        return signed_in

    def open(self, page: str = "", **query: str) -> AppTest:
        """A new tab at the address of a page."""
        tab = AppTest.from_file(str(ROUTER), default_timeout=PATIENCE_SECONDS)
        tab.context = {"timezone": ZONE}
        tab.query_params.update(query)
        return go(tab, page)

    def follow(self, tab: AppTest) -> str:
        """Goes where the page sends the browser, which changes its cookie; returns the page it comes back to."""
        sent = urlsplit("/" + sent_to(tab).replace("&amp;", "&"))
        asked = parse_qs(sent.query)
        kind = "keep" if sent.path == "/session/keep" else "end"
        ticket = self.house.tickets.take(kind, asked["ticket"][0], cookies.binding(self.secret))
        assert ticket is not None, "this ticket is not for this browser"
        self.secret = ticket.secret or cookies.new_secret()
        self.known = ticket.known or self.known
        return asked.get("to", ["/"])[0]


def today() -> datetime.date:
    """The day it is in these browsers: not the server's, and not the one on which the tests were started."""
    return datetime.datetime.now(ZoneInfo(ZONE)).date()


def go(tab: AppTest, page: str) -> AppTest:
    # A cold deep link: before the first run the test runner knows pages by their files only.
    tab._page_hash = calc_hash(page)
    return tab.run()


def send(tab: AppTest, widget: Any, **wire: Any) -> AppTest:
    """Runs the page with a value on the wire that the form, and the test runner, would not let anybody choose."""
    states = tab._tree.get_widget_states()
    kept = [state for state in states.widgets if state.id != widget.id]
    del states.widgets[:]
    states.widgets.extend([*kept, WidgetState(id=widget.id, **wire)])
    return tab._run(states)


def sent_to(tab: AppTest) -> str:
    """Where the page's one script moves the browser; empty when it moves nowhere."""
    found = [match[1] for html in tab.get("html") if (match := SENT_TO.search(html.proto.body))]
    return found[0] if found else ""


def elements(tab: AppTest) -> list[Any]:
    return [*tab.main, *tab.sidebar]


def shown(tab: AppTest) -> str:
    """Every word on the page, in the sidebar too; what people typed and may choose as well."""
    names = ("label", "value", "placeholder", "help")
    found = [str(text) for element in elements(tab) for n in names if (text := getattr(element, n, None))]
    return "\n".join([*found, *listed(tab)])


def listed(tab: AppTest) -> list[str]:
    """The entries in a list, each with its title in its first line, as they are read."""
    return [read(found["words"]) for mark in tab.main.markdown if (found := ENTRY.fullmatch(mark.value))]


def read(markdown: str) -> str:
    """What is seen of what `plain.label` wrote, and of bold and small letters around it."""
    bare = re.sub(r"(?<!\\)(\*\*|:small\[|\])", "", markdown)
    return re.sub(r"\\(.)", r"\1", bare).replace("  \n", "\n").replace(JOINER, "")


def troubles(tab: AppTest) -> list[str]:
    return [element.value for element in tab.error]


def wait_until_back(house: session.House) -> None:
    """Both logins, because each finds out by itself."""
    assert isinstance(house.store, LocalStore)
    deadline = time.monotonic() + PATIENCE_SECONDS
    for database in (house.store._people, house.store._accounts):
        while True:
            try:
                database.server_version()
                break
            except GatewayError:
                assert time.monotonic() < deadline
            time.sleep(0.05)


@contextmanager
def database_away(server: embedded.Server, urls: Urls) -> Iterator[None]:
    """Nobody gets in, and whoever is in is thrown out. Nobody waits long for what does not come back meanwhile."""
    patience = mock.patch.multiple(direct, PATIENCE=AWAY_SECONDS, PATIENCE_WHILE_AWAY=AWAY_SECONDS)
    name = sql.Identifier(urls.name)
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as keeper:
        keeper.execute(sql.SQL("alter database {} with allow_connections false").format(name))
        keeper.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (urls.name,))
        try:
            with patience:
                yield
        finally:
            keeper.execute(sql.SQL("alter database {} with allow_connections true").format(name))
