"""Who gets what: the whole matrix, and the catalogue that stands behind it."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from lib.gateway import embedded, migrate
from tests.db.attacks import matrix_faults
from tests.db.catalogue import catalogue_faults
from tests.db.matrix import RELATIONS
from tests.support import database as databases
from tests.support.database import Urls

Connect = Callable[..., psycopg.Connection]


def test_every_caller_gets_what_the_matrix_says(untouched: psycopg.Connection) -> None:
    faults = matrix_faults(untouched)

    assert faults == []


def test_the_catalogue_holds_only_what_is_listed(untouched: psycopg.Connection) -> None:
    faults = catalogue_faults(untouched)

    assert faults == []


def test_generous_default_privileges_as_on_supabase_change_nothing(
    server: embedded.Server, empty_database: Urls, tmp_path: Path
) -> None:
    with databases.one_at_a_time():
        migrate.migrate_url(empty_database.admin, databases.passwords(server), folder=tmp_path)

    with psycopg.connect(empty_database.admin, autocommit=True) as admin:
        for what in ("tables", "functions", "sequences"):
            admin.execute(
                sql.SQL(
                    "alter default privileges for role wellspring_owner in schema public "
                    "grant all on {} to anon, authenticated"
                ).format(sql.SQL(what))
            )
        migrate.migrate(admin, databases.passwords(server))
        faults = catalogue_faults(admin) + matrix_faults(admin)

    assert faults == []


@pytest.mark.parametrize("login", ["authenticator", "accounts"])
def test_a_login_of_the_app_reaches_nothing_by_itself(connect: Connect, login: str) -> None:
    connection = connect(login)
    reached = []

    for relation in RELATIONS:
        for statement in (f"select from {relation.name}", f"delete from {relation.name} where false"):
            try:
                connection.execute(statement.encode())
                reached.append(relation.name)
            except psycopg.errors.InsufficientPrivilege:
                pass

    # Sign-in keeps the accounts and their codes, and nothing else.
    assert set(reached) == ({"auth.users", "auth.reset_codes"} if login == "accounts" else set())


def test_a_login_of_the_app_cannot_become_the_owner(connect: Connect) -> None:
    connection = connect("authenticator")

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("set role wellspring_owner")
