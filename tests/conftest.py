"""What every kind of test may ask for: a server, a database of one's own, people in it."""

from collections.abc import Callable, Iterator
from functools import cache

import psycopg
import pytest
from hypothesis import settings

from lib.gateway import embedded
from lib.gateway.direct import Database, Direct, open_database
from tests.support import database as databases
from tests.support.database import Urls
from tests.support.gemini_standin import Standin
from tests.support.people import Make, Someone, add_account, set_profile

# Here every test runs on each Postgres version there is; elsewhere on the newest.
EVERY_VERSION = ("tests/db/", "tests/contract/")
HELD = pytest.StashKey[int]()

# How long one example takes says more about what else the machine does.
settings.register_profile("wellspring", deadline=None)
settings.load_profile("wellspring")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "newest_postgres: runs on the newest Postgres only")
    config.addinivalue_line("markers", "full_price: hashes passwords as slowly as the app does")
    if not hasattr(config, "workerinput"):
        config.stash[HELD] = databases.begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if HELD in config.stash:
        databases.end_run(config.stash[HELD])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "postgres" not in metafunc.fixturenames:
        return
    found = list(databases.versions())
    everywhere = any(part in metafunc.definition.nodeid for part in EVERY_VERSION)
    if not everywhere or metafunc.definition.get_closest_marker("newest_postgres"):
        found = found[:1]
    metafunc.parametrize("postgres", found, indirect=True, scope="session", ids=[f"pg{v}" for v in found])


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def start() -> Iterator[Callable[[str], embedded.Server]]:
    """The server of a version, started once: workers go from version to version with every module they take."""
    started: list[embedded.Server] = []

    @cache
    def start_one(version: str) -> embedded.Server:
        started.append(databases.start_server(version))
        return started[-1]

    yield start_one
    for found in started:
        embedded.stop(found)


@pytest.fixture(scope="session")
def server(start: Callable[[str], embedded.Server], postgres: str) -> embedded.Server:
    return start(postgres)


@pytest.fixture(scope="session")
def migrated(start: Callable[[str], embedded.Server]) -> Callable[[str], Urls]:
    return cache(lambda version: databases.migrated_database(start(version)))


@pytest.fixture(scope="session")
def database(migrated: Callable[[str], Urls], postgres: str) -> Urls:
    """Migrated, and shared by the tests of this worker: they keep apart by using people of their own."""
    return migrated(postgres)


@pytest.fixture
def empty_database(server: embedded.Server) -> Iterator[Urls]:
    """Nothing in it yet, and nobody else in it."""
    urls = databases.empty_database(server)
    yield urls
    databases.drop_database(server, urls)


@pytest.fixture(scope="session")
def db(database: Urls) -> Iterator[Database]:
    found = open_database(database.authenticator)
    yield found
    found.pool.close()


@pytest.fixture
def admin(database: Urls) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.admin, autocommit=True) as connection:
        yield connection


@pytest.fixture
def person(db: Database, admin: psycopg.Connection) -> Make:
    def make(email: str | None = None, **profile: object) -> Someone:
        user_id = add_account(admin, email)
        if profile:
            set_profile(admin, user_id, **profile)
        return Someone(user_id, Direct.person(db, user_id))

    return make


@pytest.fixture
def anonymous(db: Database) -> Direct:
    return Direct.anonymous(db)


@pytest.fixture(scope="session")
def sign_in_db(database: Urls) -> Iterator[Database]:
    found = open_database(database.accounts)
    yield found
    found.pool.close()


@pytest.fixture
def sign_in(sign_in_db: Database) -> Direct:
    """The login that sign-in works with, and the functions made for it."""
    return Direct(sign_in_db, None, schema="auth")


@pytest.fixture
def connect(database: Urls) -> Iterator[Callable[..., psycopg.Connection]]:
    """Plain connections, as whichever login, closed with the test."""
    opened: list[psycopg.Connection] = []

    def open_one(role: str = "admin") -> psycopg.Connection:
        opened.append(psycopg.connect(getattr(database, role), autocommit=True))
        return opened[-1]

    yield open_one
    for connection in opened:
        connection.close()


@pytest.fixture(scope="session")
def standin() -> Iterator[Standin]:
    """Plays Gemini; `will` says what it answers next."""
    found = Standin()
    yield found
    found.stop()
