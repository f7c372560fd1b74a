"""Supabase Auth, one stateless request per call.

Not through supabase-py's own client: that one keeps a session inside itself, and here one process speaks for many.
"""

import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from lib.gateway import passwords
from lib.gateway.local_accounts import CODE_WRONG, TAKEN
from lib.gateway.port import AccountError, Person
from lib.gateway.supabase_gateway import Project, unreachable

# A token with less than this left is exchanged before it is used.
SPARE_SECONDS = 60

NOT_CONFIRMED = "Please confirm your e-mail address first; the message with the link may be among the unwanted mail."
CLOSED = "New accounts are not open here at the moment."
WEAK = "The account service finds this password too easy to guess. Please choose a longer one."
TOO_MANY = "There were too many tries in a short time. Please wait a minute and try again."
NOT_ACCEPTED = "The account service did not accept this. Please try again in a while."
SENTENCES = {
    "invalid_credentials": passwords.WRONG,
    "invalid_grant": passwords.WRONG,
    "user_not_found": passwords.WRONG,
    "user_banned": passwords.WRONG,
    "email_not_confirmed": NOT_CONFIRMED,
    "weak_password": WEAK,
    "signup_disabled": CLOSED,
    "email_provider_disabled": CLOSED,
    "user_already_exists": TAKEN,
    "email_exists": TAKEN,
    "email_address_invalid": passwords.EMAIL_NOT_VALID,
    "email_address_not_authorized": passwords.EMAIL_NOT_VALID,
    "otp_expired": CODE_WRONG,
}
# The codes that say that a refresh token will never be good again.
ENDED = frozenset(
    {
        "refresh_token_not_found",
        "refresh_token_already_used",
        "session_not_found",
        "session_expired",
        "user_not_found",
        "user_banned",
        "invalid_grant",
    }
)


class AuthRefused(Exception):
    """Supabase Auth understood and said no."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code = code
        self.status = status

    def for_person(self) -> AccountError:
        if self.status == 429:
            return AccountError(TOO_MANY, wait_seconds=60)
        return AccountError(SENTENCES.get(self.code, NOT_ACCEPTED))


@dataclass(frozen=True)
class Tokens:
    person: Person
    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: float

    def fresh(self) -> bool:
        return self.expires_at - time.time() >= SPARE_SECONDS


class AuthService:
    def __init__(self, project: Project) -> None:
        self._project = project

    def sign_up(self, email: str, password: str) -> Tokens | None:
        answer = self._call("POST", "signup", {"email": email, "password": password})
        return _tokens(answer) if "access_token" in answer else None

    def sign_in(self, email: str, password: str) -> Tokens:
        return _tokens(self._call("POST", "token?grant_type=password", {"email": email, "password": password}))

    def refresh(self, refresh_token: str) -> Tokens:
        return _tokens(self._call("POST", "token?grant_type=refresh_token", {"refresh_token": refresh_token}))

    def send_code(self, email: str) -> None:
        self._call("POST", "recover", {"email": email})

    def use_code(self, email: str, code: str) -> Tokens:
        return _tokens(self._call("POST", "verify", {"type": "recovery", "email": email, "token": code}))

    def set_password(self, access_token: str, new: str, *, old: str | None = None) -> None:
        """Supabase Auth ends every other sign-in of this person along with it."""
        body = {"password": new} | ({"current_password": old} if old else {})
        try:
            self._call("PUT", "user", body, access_token)
        except AuthRefused as refused:
            # The password is what was asked for.
            if refused.code != "same_password":
                raise

    def sign_out(self, access_token: str, scope: str) -> None:
        self._call("POST", f"logout?scope={scope}", None, access_token)

    def _call(self, method: str, path: str, body: Any, token: str | None = None) -> dict[str, Any]:
        headers = {
            "apikey": self._project.key,
            "Authorization": f"Bearer {token or self._project.key}",
            "X-Supabase-Api-Version": "2024-01-01",
        }
        url = f"{self._project.url}/auth/v1/{path}"
        # No cause is passed on from here: what these requests and answers hold stays out of logs.
        try:
            response = self._project.http.request(method, url, json=body, headers=headers)
            answer = response.json() if response.content else {}
        except (httpx.HTTPError, ValueError):
            raise unreachable() from None
        if not isinstance(answer, dict) or response.status_code >= 500:
            raise unreachable()
        if response.is_success:
            return answer
        code = next((c for c in map(answer.get, ("code", "error_code", "error")) if isinstance(c, str)), None)
        if code is None and response.status_code != 429:
            raise unreachable()
        raise AuthRefused(code or "", response.status_code)


def _tokens(answer: dict[str, Any]) -> Tokens:
    try:
        person = Person(str(answer["user"]["id"]), str(answer["user"]["email"]))
        expires_at = time.time() + float(answer["expires_in"])
        return Tokens(person, str(answer["access_token"]), str(answer["refresh_token"]), expires_at)
    except (KeyError, TypeError, ValueError):
        raise unreachable() from None
