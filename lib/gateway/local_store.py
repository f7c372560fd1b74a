"""A Postgres of one's own, embedded or self-hosted: what is opened once per process."""

import time
from collections.abc import Callable, Mapping

from lib.gateway.direct import Direct, open_database
from lib.gateway.ladder import Doorman
from lib.gateway.local_accounts import LocalAccounts
from lib.gateway.port import Accounts, GatewayError, Health
from lib.settings import Settings

DEMO = {"person": "demo@wellspring.example", "coach": "coach@wellspring.example"}


class LocalStore:
    def __init__(
        self,
        settings: Settings,
        *,
        people_url: str,
        accounts_url: str,
        session_key: str,
        demo: Mapping[str, str],
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        self.mode: str = settings.mode
        self._people = open_database(people_url)
        self._accounts = open_database(accounts_url, max_size=4)
        self._on_close = on_close
        self.accounts: Accounts = LocalAccounts(settings, self._people, self._accounts, Doorman(session_key), demo)

    def health(self, *, detailed: bool = False) -> Health:
        started = time.perf_counter()
        try:
            migrations = Direct.anonymous(self._people).rpc("schema_version")
            latency = (time.perf_counter() - started) * 1000
            version = self._people.server_version() if detailed else None
        except GatewayError:
            return Health(reachable=False, latency_ms=None, migrations=None)
        pool = self._people.connections() if detailed else None
        return Health(True, round(latency, 2), migrations, version, pool)

    def close(self) -> None:
        self._people.close()
        self._accounts.close()
        self._on_close()
