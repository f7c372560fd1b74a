"""Opens the store that the settings ask for: starts or finds the database and brings it up to date."""

from typing import cast
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from lib.gateway import embedded, migrate
from lib.gateway.local_store import DEMO, LocalStore
from lib.gateway.port import Store
from lib.settings import ROOT, Settings

DATABASE = "wellspring"


class OpeningError(Exception):
    """Why the app cannot start, as one sentence."""


def open_store(settings: Settings) -> Store:
    try:
        if settings.mode == "supabase":
            return _open_supabase(settings)
        if settings.mode == "self-hosted":
            return _open_self_hosted(settings)
        return _open_embedded(settings)
    except (embedded.EmbeddedError, migrate.MigrationError) as error:
        raise OpeningError(str(error)) from error


def installation_id(settings: Settings) -> str:
    """Tells the cookies of two apps on one host apart; says nothing about either."""
    import hashlib

    where = settings.SUPABASE_URL or (
        _without_password(settings.DATABASE_URL.get_secret_value())
        if settings.DATABASE_URL
        else str(settings.WELLSPRING_DATA.resolve())
    )
    return hashlib.sha256(where.encode()).hexdigest()[:8]


def prepare_embedded(server: embedded.Server, *, demo: bool) -> list[str]:
    """The database, its roles and its tables on a running embedded server."""
    migrate.ensure_database(server.url("admin", "postgres"), DATABASE)
    logins = {
        "wellspring_owner": server.passwords["owner"],
        "authenticator": server.passwords["authenticator"],
        "wellspring_accounts": server.passwords["accounts"],
    }
    applied = migrate.migrate_url(server.url("admin", DATABASE), logins)
    if demo:
        for name in ("people.sql", "diary.sql", "clients.sql"):
            migrate.run_file(server.url("owner", DATABASE), ROOT / "sql" / "demo" / name)
    return applied


def _open_embedded(settings: Settings) -> Store:
    server = embedded.start(settings.WELLSPRING_DATA)
    try:
        prepare_embedded(server, demo=settings.WELLSPRING_DEMO)
        keeper = embedded.Keeper(server)
        keeper.start()

        def close() -> None:
            keeper.stop()
            embedded.stop(server)

        key = settings.WELLSPRING_SESSION_KEY
        return LocalStore(
            settings,
            people_url=server.url("authenticator", DATABASE),
            accounts_url=server.url("accounts", DATABASE),
            session_key=key.get_secret_value() if key else server.passwords["session_key"],
            demo=DEMO if settings.WELLSPRING_DEMO else {},
            on_close=close,
        )
    except BaseException:
        embedded.stop(server)
        raise


def _open_self_hosted(settings: Settings) -> Store:
    assert settings.DATABASE_URL and settings.WELLSPRING_SESSION_KEY
    url = settings.DATABASE_URL.get_secret_value()
    key = settings.WELLSPRING_SESSION_KEY.get_secret_value()
    passwords = migrate.derived_passwords(key)
    migrate.migrate_url(url, passwords)
    return LocalStore(
        settings,
        people_url=_as_login(url, "authenticator", passwords["authenticator"]),
        accounts_url=_as_login(url, "wellspring_accounts", passwords["wellspring_accounts"]),
        session_key=key,
        demo={},
    )


def _open_supabase(settings: Settings) -> Store:
    from lib.gateway.ladder import Doorman
    from lib.gateway.supabase import SupabaseStore

    assert settings.SUPABASE_URL and settings.SUPABASE_KEY and settings.WELLSPRING_SESSION_KEY
    key = settings.WELLSPRING_SESSION_KEY.get_secret_value()
    store = SupabaseStore(
        settings.SUPABASE_URL, settings.SUPABASE_KEY.get_secret_value(), key, settings.SESSION_DAYS, Doorman(key)
    )
    health = store.health()
    if not health.reachable:
        store.close()
        raise OpeningError(
            f"Supabase at {settings.SUPABASE_URL} cannot be reached; check SUPABASE_URL and SUPABASE_KEY."
        )
    if health.migrations != migrate.newest():
        store.close()
        raise OpeningError(
            f"The Supabase project has {health.migrations or 0} of {migrate.newest()} migrations; "
            "apply them with `./dev migrate --url` and the project's connection string."
        )
    return cast(Store, store)


def _as_login(url: str, login: str, password: str) -> str:
    """The same server and database, as another user."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    # A user in the query would go before the one in front of the host, and the app would run as the administrator.
    others = [p for p in parts.query.split("&") if unquote(p.partition("=")[0]) not in ("user", "password", "passfile")]
    netloc = f"{login}:{quote(password, safe='')}@{host}"
    return urlunsplit(parts._replace(netloc=netloc, query="&".join(others)))


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=""))
