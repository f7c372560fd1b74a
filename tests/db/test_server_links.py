"""What the server's own user, or another user of the data folder, may put in root's way: it does no harm."""

import os
import shutil
import stat
import subprocess

import psycopg
import pytest

from lib.gateway import embedded
from lib.gateway.embedded_claim import prepare_folder
from lib.gateway.embedded_logs import LARGE_LOG
from lib.gateway.embedded_process import Account, run
from tests.support.server_child import server_folder

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has more rights than the server's user")


@pytest.fixture
def data(tmp_path):
    with server_folder() as folder:
        yield folder / "data"


@pytest.fixture
def away(tmp_path):
    """A stopped database that root started below a private folder, and that was put elsewhere."""
    private = tmp_path / "home"
    private.mkdir(mode=0o700)
    server = embedded.start(private / "data")
    embedded.stop(server)
    yield server
    embedded.erase(server.data)


@pytest.fixture
def treasure(tmp_path):
    """A tree of root's that looks like a database brought back from a backup."""
    tree = tmp_path / "treasure"
    tree.mkdir()
    (tree / "PG_VERSION").write_text("18\n")
    (tree / "keys").write_text("root's own")
    (tree / "keys").chmod(0o600)
    (tree / "old.log").touch()
    os.truncate(tree / "old.log", LARGE_LOG + 1)
    return tree


def account_of(server: embedded.Server) -> Account:
    found = server.cluster.stat()
    return Account(found.st_uid, found.st_gid, "")


def owners(tree) -> set[int]:
    return {path.lstat().st_uid for path in [tree, *tree.rglob("*")]}


def give_home_away(server: embedded.Server) -> None:
    """As homes were before root kept them."""
    account = account_of(server)
    os.chown(server.cluster.parent, account.uid, account.gid)
    server.cluster.parent.chmod(0o700)


@as_root
@pytest.mark.parametrize("attempt", ["mv cluster cluster.real", "mv run run.real", "ln -s / other"])
def test_servers_user_cannot_change_what_stands_in_the_home(away, attempt):
    home = away.cluster.parent

    done = run(["/bin/sh", "-c", f'cd "$1" && {attempt}', "sh", home], account_of(away))

    assert done.returncode != 0
    assert (home.stat().st_uid, stat.S_IMODE(home.stat().st_mode)) == (0, 0o711)
    assert sorted(path.name for path in home.iterdir()) == ["cluster", "data-folder.txt", "run"]


@as_root
def test_link_in_place_of_the_cluster_is_refused_and_its_target_stays_roots(away, treasure):
    give_home_away(away)
    swap = 'cd "$1" && mv cluster cluster.real && ln -s "$2" cluster'
    swapped = run(["/bin/sh", "-c", swap, "sh", away.cluster.parent, treasure], account_of(away))

    with pytest.raises(embedded.EmbeddedError, match="is a link") as error:
        embedded.start(away.data)

    assert swapped.returncode == 0
    assert "\n" not in str(error.value)
    assert owners(treasure) == {0}
    assert away.cluster.parent.stat().st_uid == 0


@as_root
def test_link_in_place_of_the_cluster_goes_with_a_fresh_start_but_its_target_stays(away, treasure):
    give_home_away(away)
    away.cluster.rename(away.cluster.with_name("cluster.real"))
    away.cluster.symlink_to(treasure)

    embedded.erase(away.data)

    assert not away.cluster.parent.exists()
    assert (treasure / "keys").read_text() == "root's own"


@as_root
def test_home_that_the_servers_user_owned_becomes_roots_and_keeps_its_database(away):
    give_home_away(away)

    again = embedded.start(away.data)
    with psycopg.connect(again.url("admin", "postgres")) as connection:
        answer = connection.execute("select 1").fetchone()
    embedded.stop(again)

    assert answer == (1,)
    assert again.cluster == away.cluster
    assert away.cluster.parent.stat().st_uid == 0


@as_root
@pytest.mark.parametrize("version", ["missing", "a link"])
def test_roots_folder_that_is_no_database_stays_roots(data, treasure, version):
    (treasure / "PG_VERSION").unlink()
    if version == "a link":
        (treasure / "PG_VERSION").symlink_to("keys")
    prepare_folder(data)
    shutil.move(treasure, data / "cluster")

    with pytest.raises(embedded.EmbeddedError, match="PG_VERSION is missing"):
        embedded.start(data)

    assert owners(data / "cluster") == {0}


@as_root
def test_links_inside_a_restored_backup_are_not_followed(data, treasure):
    server = embedded.start(data)
    embedded.stop(server)
    (server.cluster / "folder").symlink_to(treasure)
    (server.cluster / "file").symlink_to(treasure / "keys")
    subprocess.run(["chown", "-R", "-h", "0:0", str(server.cluster)], check=True)

    again = embedded.start(data)
    embedded.stop(again)

    assert owners(treasure) == {0}


@as_root
@pytest.mark.parametrize("what", ["the folder", "a file"])
def test_link_among_the_logs_neither_deletes_nor_shows_what_it_names(data, treasure, what):
    server = embedded.start(data)
    embedded.stop(server)
    logs = server.cluster / "log"
    if what == "the folder":
        shutil.rmtree(logs)
        logs.symlink_to(treasure)
    else:
        (logs / "other.log").symlink_to(treasure / "old.log")

    again = embedded.start(data) if what == "a file" else None
    if again is None:
        # The server's user may not write where the link leads.
        with pytest.raises(embedded.EmbeddedError):
            embedded.start(data)
    else:
        embedded.stop(again)

    assert (treasure / "old.log").stat().st_size == LARGE_LOG + 1
    assert owners(treasure) == {0}


def test_folder_of_somebody_elses_files_where_the_socket_goes_is_refused_and_keeps_its_owner(data):
    prepare_folder(data)
    (data / "run").mkdir(mode=0o755)
    (data / "run" / "notes").write_text("mine")

    with pytest.raises(embedded.EmbeddedError, match="belongs to somebody else"):
        embedded.start(data)

    assert owners(data / "run") == {os.geteuid()}
    assert stat.S_IMODE((data / "run").stat().st_mode) == 0o755


def test_large_log_of_the_server_itself_is_dropped(data):
    server = embedded.start(data)
    embedded.stop(server)
    grown = server.cluster / "log" / "postgres-old.log"
    grown.touch()
    found = server.cluster.stat()
    os.chown(grown, found.st_uid, found.st_gid)
    os.truncate(grown, LARGE_LOG + 1)

    again = embedded.start(data)
    embedded.stop(again)

    assert not grown.exists()


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_stale_process_file_that_is_none_is_put_aside(data, treasure, kind):
    server = embedded.start(data)
    embedded.stop(server)
    planted = server.cluster / "postmaster.pid"
    planted.symlink_to(treasure / "keys") if kind == "link" else os.mkfifo(planted)

    again = embedded.start(data)
    alive = embedded.is_alive(again)
    embedded.stop(again)

    assert alive
    assert (treasure / "keys").read_text() == "root's own"


@pytest.mark.parametrize("second_name", [os.symlink, os.link])
def test_start_log_with_a_second_name_overwrites_nothing(data, second_name):
    # On the same disk, which a second name cannot leave, and where only root may enter.
    private = data.parent / "private"
    private.mkdir(mode=0o700)
    precious = private / "precious"
    precious.write_text("kept")
    prepare_folder(data)
    second_name(precious, data / "start.log")

    server = embedded.start(data)
    embedded.stop(server)

    assert precious.read_text() == "kept"
    assert stat.S_ISREG((data / "start.log").lstat().st_mode)


@pytest.mark.parametrize("name", ["start.lock", "users.lock"])
def test_lock_that_is_a_link_is_refused_and_makes_no_file(data, tmp_path, name):
    prepare_folder(data)
    (data / name).symlink_to(tmp_path / "made")

    with pytest.raises(embedded.EmbeddedError, match="is a link"):
        embedded.start(data)
    (data / name).unlink()
    # A server that was brought up before the refusal has no user.
    embedded.stop_unused(data)

    assert not (tmp_path / "made").exists()


@as_root
def test_lock_that_another_user_put_into_roots_folder_is_refused(data):
    prepare_folder(data)
    (data / "start.lock").touch()
    os.chown(data / "start.lock", 65534, 65534)

    with pytest.raises(embedded.EmbeddedError, match=r"start\.lock"):
        embedded.start(data)

    assert not (data / "cluster").exists()
