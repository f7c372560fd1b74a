import errno
from pathlib import Path

import pytest

from lib.gateway import embedded
from lib.gateway.embedded_cluster import last_line
from lib.gateway.embedded_files import sentence_for

SERVER = embedded.Server(
    data=Path("/home/ann/my data"),
    cluster=Path("/home/ann/my data/cluster"),
    socket_dir=Path("/home/ann/my data/run"),
    port=5432,
    version="18.4",
    bin_dir=Path("/usr/bin"),
    passwords={"admin": "a/b@c", "owner": "o", "authenticator": "t", "accounts": "s", "session_key": "k"},
)


def test_url_names_the_socket_folder_and_survives_spaces():
    url = SERVER.url()

    assert url == "postgresql://wellspring_owner:o@/wellspring?host=%2Fhome%2Fann%2Fmy%20data%2Frun&port=5432"


@pytest.mark.parametrize(
    ("role", "login"),
    [
        ("admin", "postgres:a%2Fb%40c"),
        ("owner", "wellspring_owner:o"),
        ("authenticator", "authenticator:t"),
        ("accounts", "wellspring_accounts:s"),
    ],
)
def test_every_role_has_its_own_login(role, login):
    url = SERVER.url(role, "postgres")

    assert url.startswith(f"postgresql://{login}@/postgres?")


def test_a_printed_server_shows_no_password():
    shown = repr(SERVER)

    assert "a/b@c" not in shown


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "--data"),
        (errno.ENOTDIR, "is a file"),
        (errno.ELOOP, "is a link"),
        (errno.EIO, "cannot use"),
    ],
)
def test_a_refusing_disk_is_explained_with_the_folder_it_is_about(number, words):
    error = OSError(number, "no", "/data/here")

    sentence = sentence_for(error, Path("/data"))

    assert words in sentence
    assert "/data/here" in sentence
    assert sentence.count(". ") == 0


def test_the_telling_line_of_postgres_is_found_among_the_others():
    said = "LOG:  starting\nFATAL:  could not create lock file: no\nLOG:  database system is shut down\n"

    line = last_line(said)

    assert line == "FATAL:  could not create lock file: no"
