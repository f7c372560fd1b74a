from urllib.parse import urlsplit

import psycopg
import pytest

from lib.gateway.opening import _as_login, installation_id
from lib.settings import load

KEY = "vJ3mQ9x_Tk2LwPz8RbYc4HdN7sGfA1eU"


def parts_of(url: str) -> dict[str, str]:
    """As Postgres itself reads an address."""
    return psycopg.conninfo.conninfo_to_dict(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://admin:secret@db.example:5433/wellspring?sslmode=require",
        "postgresql://db.example:5433/wellspring?sslmode=require&user=admin&password=secret",
        "postgresql://db.example:5433/wellspring?%75ser=admin&sslmode=require&passfile=/root/.pgpass",
        "postgresql://admin:se%40cret@db.example:5433/wellspring?sslmode=require",
    ],
)
def test_app_never_works_with_the_administrators_name_or_password(url):
    found = parts_of(_as_login(url, "authenticator", "p/w@d"))

    assert found == {
        "user": "authenticator", "password": "p/w@d", "host": "db.example", "port": "5433", "dbname": "wellspring",
        "sslmode": "require",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("postgresql:///wellspring?host=/var/run/postgresql&user=admin", {"host": "/var/run/postgresql"}),
        ("postgres://one:5432,two:5433/wellspring", {"host": "one,two", "port": "5432,5433"}),
        ("postgresql://a@[::1]:5432/wellspring?options=-c%20x%3D1+2", {"host": "::1", "options": "-c x=1+2"}),
    ],
)
def test_app_goes_to_the_same_server(url, same):
    found = parts_of(_as_login(url, "authenticator", "pw"))

    assert {name: found[name] for name in same} == same
    assert (found["user"], found["dbname"]) == ("authenticator", "wellspring")


def installation(**variables) -> str:
    return installation_id(load({"WELLSPRING_SESSION_KEY": KEY, **variables}))


def test_installation_is_told_by_its_data_and_not_by_its_password():
    old = installation(DATABASE_URL="postgresql://admin:old@db.example/wellspring")
    new = installation(DATABASE_URL="postgresql://admin:new@db.example/wellspring")
    other = installation(DATABASE_URL="postgresql://admin:old@db.example/other")

    assert old == new != other
    assert installation(WELLSPRING_DATA="/a") == installation(WELLSPRING_DATA="/b/../a") != installation()


def test_installation_id_fits_into_the_name_of_a_cookie():
    name = installation(DATABASE_URL="postgresql://admin:secret@db.example/wellspring")

    assert len(name) == 8
    assert name.isalnum()
    assert urlsplit(name).path == name
