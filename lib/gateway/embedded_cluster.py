"""Making a cluster, the settings it runs with, and what its refusals mean."""

import shutil
import stat
from pathlib import Path

from lib.gateway import embedded_binaries as binaries
from lib.gateway.embedded_files import EmbeddedError, disk_full, read_only, sync_folder, write_atomically
from lib.gateway.embedded_nofollow import read_plain, remove
from lib.gateway.embedded_owner import no_database
from lib.gateway.embedded_place import PORT, Place, give, make_home
from lib.gateway.embedded_process import run, tag

SCRATCH = "cluster.new"


def create_cluster(place: Place, bin_dir: Path, password: str) -> None:
    """Made beside its final name and renamed when complete: an interrupted start leaves no half cluster."""
    make_home(place)
    scratch = place.home / SCRATCH
    remove(scratch)
    scratch.mkdir(mode=0o700)
    password_file = scratch / "password"
    write_atomically(password_file, password + "\n", 0o600)
    # The folder last: what is written into it is out of the server's user's reach until then.
    give(password_file, place)
    give(scratch, place)
    fresh = scratch / "cluster"
    try:
        _initdb(place, bin_dir, fresh, password_file)
        fresh.rename(place.cluster)
        # Its user could have put a link in the place of what initdb made.
        if not stat.S_ISDIR(place.cluster.lstat().st_mode):
            place.cluster.unlink()
            raise no_database(place.cluster)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    sync_folder(place.home)


def _initdb(place: Place, bin_dir: Path, fresh: Path, password_file: Path) -> None:
    major = binaries.major_of(binaries.version_of(bin_dir))
    # From 17 on Postgres brings its own C.UTF-8; before, the machine may or may not have it.
    locales = [["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]]
    if major < 17:
        locales = [["--locale=C", "--lc-ctype=C.UTF-8"], ["--locale=C"]]
    said = ""
    for locale in locales:
        shutil.rmtree(fresh, ignore_errors=True)
        done = run(
            [bin_dir / "initdb", "--pgdata", fresh, "--username=postgres", f"--pwfile={password_file}",
             "--auth-local=scram-sha-256", "--auth-host=reject", "--encoding=UTF8", "--data-checksums",
             "--text-search-config=simple", *locale],
            place.account,
        )  # fmt: skip
        if done.returncode == 0:
            return
        said = done.stdout
        if "locale" not in said:
            break
    raise EmbeddedError(why_not(said, place, "The database could not be made"))


def why_not(said: str, place: Place, what: str) -> str:
    """Postgres's own last words, turned into what to do where that is known."""
    if "No space left on device" in said or "Disk quota exceeded" in said:
        return disk_full(place.home)
    if "Read-only file system" in said:
        return read_only(place.home)
    if "Permission denied" in said:
        who = f"user {place.account.name}, who runs it when root starts it," if place.account else "this user"
        return (
            f"{what}: {who} may not use {place.home}; move the data folder to where that user may enter, "
            f"or start as the user who owns it. ({last_line(said)})"
        )
    return f"{what}: {last_line(said) or 'it ended without a word'}. More may stand in {place.cluster / 'log'}."


def last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if any(word in line for word in ("FATAL", "PANIC", "could not", "error:"))]
    return (telling or lines or [""])[-1].rstrip(".")


def refuse_other_major(place: Place, bin_dir: Path) -> None:
    try:
        made_by = read_plain(place.cluster / "PG_VERSION", 20).strip()
    except FileNotFoundError:
        raise no_database(place.cluster) from None
    here = binaries.major_of(binaries.version_of(bin_dir))
    if made_by == str(here):
        return
    match = binaries.folder_for_major(int(made_by)) if made_by.isdigit() else None
    where = f"={match}" if match else f" to the bin folder of PostgreSQL {made_by}"
    raise EmbeddedError(
        f"The database in {place.cluster} was made by PostgreSQL {made_by} and this is PostgreSQL {here}: "
        f"set WELLSPRING_PG_BIN{where} to go on with it, or move the data over with pg_dump and pg_restore, "
        "or start over with ./dev run --fresh."
    )


def server_command(place: Place, bin_dir: Path, socket_dir: Path) -> list[str | Path]:
    settings = {
        "cluster_name": tag(place.cluster),
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": '"' + str(socket_dir).replace('"', '""') + '"',
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "max_connections": "60",
        "shared_buffers": "64MB",
        "huge_pages": "off",
        "jit": "off",
        "max_parallel_workers_per_gather": "0",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "max_wal_size": "256MB",
        # A row that was acknowledged survives a power cut.
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "logging_collector": "on",
        "log_destination": "stderr",
        "log_directory": "log",
        "log_filename": "postgres-%a.log",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_truncate_on_rotation": "on",
        "log_file_mode": "0600",
        # Errors quote what people typed, so neither statements nor rows nor error texts are logged.
        "log_min_messages": "log",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_statement": "none",
        "log_min_duration_statement": "-1",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_autovacuum_min_duration": "-1",
        "log_checkpoints": "off",
    }
    if binaries.major_of(binaries.version_of(bin_dir)) >= 18:
        settings["io_method"] = "sync"
    command: list[str | Path] = [bin_dir / "postgres", "-D", place.cluster]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    return command
