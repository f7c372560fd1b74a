"""Whom a cluster belongs to, and keeping root's part of its home out of that user's reach."""

import os
import pwd
import stat
from pathlib import Path

from lib.gateway.embedded_binaries import STATE_ROOT, make_state_root
from lib.gateway.embedded_files import EmbeddedError
from lib.gateway.embedded_nofollow import give_tree, open_folder
from lib.gateway.embedded_process import Account, can_switch_to, unprivileged_account


def has_cluster(home: Path) -> bool:
    cluster = home / "cluster"
    return cluster.is_dir() and not (os.geteuid() == 0 and cluster.is_symlink())


def owner_of(cluster: Path) -> Account | None:
    """Who runs the server of this cluster; one that root brought back from a backup is given to them first."""
    if os.geteuid() == 0:
        if cluster.parent.parent == STATE_ROOT:
            guard_home(cluster.parent)
        handle = open_folder(cluster)
        try:
            return _owner_for_root(cluster, handle)
        finally:
            os.close(handle)
    found = cluster.stat()
    if found.st_uid == os.geteuid():
        return None
    raise EmbeddedError(
        f"The database in {cluster} belongs to user {_user_name(found.st_uid)}: start as the user who made it "
        "(root makes databases for user postgres), or choose another folder with --data."
    )


def _owner_for_root(cluster: Path, handle: int) -> Account:
    found = os.fstat(handle)
    if found.st_uid != 0:
        account = Account(found.st_uid, found.st_gid, _user_name(found.st_uid))
        can_switch_to(account)
        return account
    try:
        version = os.stat("PG_VERSION", dir_fd=handle, follow_symlinks=False)
    except FileNotFoundError:
        raise no_database(cluster) from None
    if not stat.S_ISREG(version.st_mode):
        raise no_database(cluster)
    unprivileged = unprivileged_account()
    assert unprivileged is not None
    can_switch_to(unprivileged)
    give_tree(handle, unprivileged.uid, unprivileged.gid)
    return unprivileged


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def no_database(cluster: Path) -> EmbeddedError:
    return EmbeddedError(
        f"{cluster} is no Postgres database (PG_VERSION is missing): bring it back from a backup, "
        "or start over with ./dev run --fresh."
    )


def guard_home(home: Path) -> None:
    """Root's own folder, which the server's user may only pass through: else they could swap the cluster in it."""
    make_state_root()
    handle = open_folder(home)
    try:
        os.fchown(handle, 0, 0)
        os.fchmod(handle, 0o711)
    finally:
        os.close(handle)
