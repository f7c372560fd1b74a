"""Sign-ins that outlive the browser's page and the app's process: a row with a sealed token for each."""

import logging
import secrets
import time
from typing import Any

from lib.gateway.port import GatewayError
from lib.gateway.supabase_auth import ENDED, AuthRefused, AuthService, Tokens
from lib.gateway.supabase_gateway import Project, SupabaseGateway, session_ended, unreachable
from lib.gateway.supabase_keys import Keyring, Seal

log = logging.getLogger(__name__)

# How long to look for the newer token of a process that was faster, before a refusal is believed.
SECOND_LOOKS = (0.0, 0.3, 1.0)


class KeptSignIns:
    def __init__(self, project: Project, auth: AuthService, session_key: str, days: int) -> None:
        self._project = project
        self._auth = auth
        self._seal = Seal(session_key)
        self._days = days
        self.open_tokens = Keyring()

    def keep(self, tokens: Tokens, device: str) -> str:
        secret = secrets.token_urlsafe(32)
        sealed = self._seal.close(tokens.refresh, secret)
        given = {"p_secret": secret, "p_device": device, "p_days": self._days, "p_sealed": sealed}
        self._gateway(tokens.access).rpc("open_session", given)
        self.open_tokens.put(secret, tokens)
        return secret

    def find(self, secret: str) -> Tokens | None:
        """Tokens that are good for the next minute at least; None when the sign-in is over."""
        tokens = self.open_tokens.get(secret)
        if tokens and tokens.fresh():
            return tokens
        with self.open_tokens.alone(secret):
            tokens = self.open_tokens.get(secret)
            if tokens and tokens.fresh():
                return tokens
            return self._renewed(secret)

    def replace(self, secret: str, tokens: Tokens) -> Tokens | None:
        """Carries a sign-in on with other tokens of the same person; returns the ones it had here."""
        with self.open_tokens.alone(secret):
            given = {"p_secret": secret, "p_old": self._sealed(secret)}
            given["p_new"] = self._seal.close(tokens.refresh, secret)
            if not self._gateway(tokens.access).rpc("reseal_session", given):
                raise session_ended()
            before = self.open_tokens.get(secret)
            self.open_tokens.put(secret, tokens)
            return before

    def close(self, secret: str) -> Tokens | None:
        tokens = self.open_tokens.forget(secret)
        self._gateway(None).rpc("close_session", {"p_secret": secret})
        return tokens

    def _renewed(self, secret: str) -> Tokens | None:
        sealed = self._sealed(secret)
        if sealed is None:
            self.open_tokens.forget(secret)
            return None
        while sealed:
            refresh_token = self._seal.open(sealed, secret)
            if refresh_token is None:
                break
            try:
                tokens = self._auth.refresh(refresh_token)
            except AuthRefused as refused:
                if refused.code not in ENDED:
                    raise unreachable() from None
                sealed = self._replaced(secret, sealed)
                continue
            self.open_tokens.put(secret, tokens)
            self._store(secret, sealed, tokens)
            return tokens
        self.close(secret)
        return None

    def _store(self, secret: str, sealed: str, tokens: Tokens) -> None:
        # Where another process was faster, the row holds that one's token of the same sign-in, and keeps it.
        # Where this fails, Supabase Auth takes the older token once more.
        given = {"p_secret": secret, "p_old": sealed, "p_new": self._seal.close(tokens.refresh, secret)}
        try:
            self._gateway(tokens.access).rpc("reseal_session", given)
        except GatewayError as error:
            log.warning("A renewed sign-in could not be stored: %s", error.code)

    def _replaced(self, secret: str, sealed: str) -> str | None:
        for pause in SECOND_LOOKS:
            time.sleep(pause)
            now = self._sealed(secret)
            if now != sealed:
                return now
        return None

    def _sealed(self, secret: str) -> str | None:
        state: dict[str, Any] | None = self._gateway(None).rpc("session_state", {"p_secret": secret})
        return state["sealed"] if state else None

    def _gateway(self, token: str | None) -> SupabaseGateway:
        return SupabaseGateway(self._project, token)
