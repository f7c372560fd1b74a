"""Every test that asks for a side runs against each adapter, on each Postgres there is."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import psycopg
import pytest

from lib.gateway import embedded
from lib.gateway.port import Gateway
from tests.contract.sides import DirectSide, ProjectSide, Side, Somebody, SupabaseSide
from tests.support import database as databases
from tests.support.database import Urls
from tests.support.hashes import quick_passwords

TABLES = Path(__file__).with_name("tables.sql")
SIDES = ["direct", "supabase"]
if os.environ.get("CONTRACT_SUPABASE_URL") and os.environ.get("CONTRACT_SUPABASE_KEY"):
    SIDES.append("project")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Only the direct adapter speaks to a Postgres of the person's own choice: the others run on the newest."""
    newest = next(iter(databases.versions()))
    ours = [item for item in items if isinstance(item, pytest.Function) and hasattr(item, "callspec")]
    spare = [
        item
        for item in ours
        if item.path.is_relative_to(TABLES.parent)
        and item.callspec.params.get("postgres", newest) != newest
        and item.callspec.params.get("side") != "direct"
    ]
    config.hook.pytest_deselected(items=spare)
    items[:] = [item for item in items if item not in spare]


@pytest.fixture(scope="session")
def contract_database(start: Callable[[str], embedded.Server]) -> Callable[[str], Urls]:
    """One a version, made once, although the tests of each module go from version to version."""

    @cache
    def make(version: str) -> Urls:
        urls = databases.migrated_database(start(version))
        with psycopg.connect(urls.owner, autocommit=True) as owner:
            owner.execute(TABLES.read_text(encoding="utf-8").encode())
        return urls

    return make


@pytest.fixture(scope="session")
def contract_urls(contract_database: Callable[[str], Urls], postgres: str) -> Urls:
    """A database of this suite's own: other suites take stock of every table they find."""
    return contract_database(postgres)


@pytest.fixture(scope="session", params=SIDES)
def side(request: pytest.FixtureRequest, postgres: str) -> Iterator[Side]:
    found: Side
    if request.param == "project":
        found = ProjectSide()
    else:
        urls = request.getfixturevalue("contract_urls")
        found = DirectSide(urls) if request.param == "direct" else SupabaseSide(urls)
    yield found
    found.close()


@pytest.fixture(scope="module", autouse=True)
def cheap_passwords() -> Iterator[None]:
    with quick_passwords():
        yield


@pytest.fixture
def local(side: Side) -> DirectSide | SupabaseSide:
    """For what only the owner of a database can arrange."""
    if isinstance(side, ProjectSide):
        pytest.skip("needs owner rights on the database")
    return side


@pytest.fixture(scope="session")
def supabase(contract_urls: Urls) -> Iterator[SupabaseSide]:
    """For what only Supabase has."""
    found = SupabaseSide(contract_urls)
    yield found
    found.close()


@pytest.fixture(autouse=True)
def only_known_requests(request: pytest.FixtureRequest) -> Iterator[None]:
    sides = [request.getfixturevalue(n) for n in ("side", "supabase") if n in request.fixturenames]
    standins = [side.standin for side in sides if isinstance(side, SupabaseSide)]
    yield
    for standin in standins:
        standin.interruption = None
        unknown, standin.unknown[:] = list(standin.unknown), []
        assert not unknown, f"the stand-in does not know: {unknown}"


@pytest.fixture
def me(side: Side) -> Somebody:
    return side.somebody()


@pytest.fixture
def mine(me: Somebody) -> Gateway:
    return me.gateway


@pytest.fixture
def admin(contract_urls: Urls) -> Iterator[psycopg.Connection]:
    with psycopg.connect(contract_urls.admin, autocommit=True) as connection:
        yield connection
