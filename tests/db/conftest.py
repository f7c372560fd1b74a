"""What the database tests share beside what all tests do."""

from collections.abc import Iterator

import psycopg
import pytest

from lib.gateway import embedded
from tests.support import database as databases


@pytest.fixture(scope="module")
def untouched(server: embedded.Server) -> Iterator[psycopg.Connection]:
    """A migrated database of a module's own: what compares every row there is takes its time among many."""
    urls = databases.migrated_database(server)
    with psycopg.connect(urls.admin, autocommit=True) as connection:
        yield connection
    databases.drop_database(server, urls)
