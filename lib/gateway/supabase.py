"""Supabase as the place where everything is kept: what is opened once per process."""

import time

from lib.gateway.ladder import Doorman
from lib.gateway.port import Accounts, GatewayError, Health
from lib.gateway.supabase_accounts import SupabaseAccounts
from lib.gateway.supabase_gateway import Project, SupabaseGateway


class SupabaseStore:
    mode = "supabase"

    def __init__(self, url: str, key: str, session_key: str, days: int, doorman: Doorman) -> None:
        self._project = Project(url, key)
        self.accounts: Accounts = SupabaseAccounts(self._project, session_key, days, doorman)

    def health(self, *, detailed: bool = False) -> Health:
        started = time.perf_counter()
        try:
            migrations = SupabaseGateway(self._project, None).rpc("schema_version")
        except GatewayError as error:
            # A project that answers but has no such function is there and has not been migrated.
            if error.code != "42883":
                return Health(reachable=False, latency_ms=None, migrations=None)
            migrations = None
        latency = (time.perf_counter() - started) * 1000
        return Health(reachable=True, latency_ms=round(latency, 2), migrations=migrations)

    def close(self) -> None:
        self._project.close()
