"""The stand-in's Supabase Auth: passwords, rotating refresh tokens, sign-out scopes and e-mailed codes."""

import json
import secrets
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import bcrypt
import jwt

from tests.support.supabase_wire import Away, Connections, Reply, Request, Tokens, Unknown, refuse

SHORTEST_PASSWORD = 6


class Refused(Exception):
    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        super().__init__(code)
        self.status, self.code, self.message, self.more = status, code, message, more


@dataclass
class RefreshToken:
    text: str
    parent: str | None
    revoked_at: float | None = None


@dataclass
class AuthSession:
    id: str
    user_id: str
    tokens: list[RefreshToken] = field(default_factory=list)


class AuthPart:
    def __init__(self, accounts: Connections, tokens: Tokens) -> None:
        self._accounts = accounts
        self._tokens = tokens
        self._lock = threading.RLock()
        self.sessions: dict[str, AuthSession] = {}
        self.codes: dict[str, str] = {}
        self.unconfirmed: set[str] = set()
        # As a project's settings would say.
        self.confirm_email = False
        self.signup_open = True
        self.reuse_interval = 10.0
        self.too_weak: set[str] = set()
        self.needs_current_password = False

    def answer(self, request: Request) -> Reply:
        path = request.path.removeprefix("/auth/v1/")
        query = dict(request.query)
        known = {
            ("POST", "signup"): self._sign_up,
            ("POST", "token"): self._token,
            ("POST", "logout"): self._log_out,
            ("PUT", "user"): self._change_user,
            ("POST", "recover"): self._recover,
            ("POST", "verify"): self._verify,
        }
        action = known.get((request.method, path))
        if action is None:
            raise Unknown("no such action")
        dated = request.headers.get("x-supabase-api-version") == "2024-01-01"
        try:
            with self._lock:
                status, body = action(request, query)
        except Refused as r:
            named = {"code": r.code, "message": r.message}
            older = {"code": r.status, "error_code": r.code, "msg": r.message}
            headers = {"X-Supabase-Api-Version": "2024-01-01"} if dated else {}
            return refuse(r.status, (named if dated else older) | r.more, headers)
        except Away:
            return refuse(500, {"code": "unexpected_failure", "message": "Database error"})
        return Reply(status, json.dumps(body).encode() if body is not None else b"")

    def end_session(self, session_id: str) -> None:
        with self._lock:
            self.sessions.pop(session_id, None)

    def _sign_up(self, request: Request, query: dict[str, str]) -> tuple[int, Any]:
        given = request.json()
        email = given["email"].lower()
        if not self.signup_open:
            raise Refused(422, "signup_disabled", "Signups not allowed for this instance")
        self._check_strength(given["password"])
        if self._user(email):
            if not self.confirm_email:
                raise Refused(422, "user_already_exists", "User already registered")
            # Looks like a new account, so that nobody learns of the old one.
            return 200, _user_body(str(uuid.uuid4()), email)
        self._write(
            "insert into auth.users (email, encrypted_password) values (%s, %s)", email, _hash(given["password"])
        )
        user_id = self._user(email)[0]
        if self.confirm_email:
            self.unconfirmed.add(email)
            return 200, _user_body(user_id, email)
        return 200, self._new_session(user_id, email)

    def _token(self, request: Request, query: dict[str, str]) -> tuple[int, Any]:
        given = request.json()
        if query.get("grant_type") == "password":
            user = self._user(given["email"].lower())
            if not user or not _matches(given["password"], user[2]):
                raise Refused(400, "invalid_credentials", "Invalid login credentials")
            if user[1] in self.unconfirmed:
                raise Refused(400, "email_not_confirmed", "Email not confirmed")
            return 200, self._new_session(user[0], user[1])
        if query.get("grant_type") == "refresh_token":
            return 200, self._refresh(given["refresh_token"])
        raise Unknown("grant")

    def _refresh(self, text: str) -> dict[str, Any]:
        for session in self.sessions.values():
            token = next((t for t in session.tokens if t.text == text), None)
            if token:
                break
        else:
            raise Refused(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found")
        user = self._user_by_id(session.user_id)
        if not user:
            raise Refused(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found")
        active = next((t for t in session.tokens if t.revoked_at is None), None)
        if token.revoked_at is None:
            token.revoked_at = time.time()
            active = RefreshToken(secrets.token_urlsafe(9), token.text)
            session.tokens.append(active)
        elif not (active and active.parent == token.text) and not self._reusable(token, active):
            # Somebody uses a token a second time: all of this sign-in ends.
            for one in session.tokens:
                one.revoked_at = one.revoked_at or time.time()
            raise Refused(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used")
        assert active
        return self._session_body(session.id, user[0], user[1], active.text)

    def _reusable(self, token: RefreshToken, active: RefreshToken | None) -> bool:
        return active is not None and time.time() <= (token.revoked_at or 0) + self.reuse_interval

    def _log_out(self, request: Request, query: dict[str, str]) -> tuple[int, Any]:
        claims = self._claims(request)
        match query.get("scope"):
            case "local":
                doomed = [claims["session_id"]]
            case "global":
                doomed = self._sessions_of(claims["sub"])
            case _:
                raise Unknown("scope")
        for session_id in doomed:
            self.sessions.pop(session_id, None)
        return 204, None

    def _change_user(self, request: Request, query: dict[str, str]) -> tuple[int, Any]:
        claims = self._claims(request)
        given = request.json()
        if not set(given) <= {"password", "current_password"}:
            raise Unknown("only a password is changed")
        self._check_strength(given["password"])
        user_id, email, hashed = self._user_by_id(claims["sub"])
        if self.needs_current_password and not _matches(given.get("current_password", ""), hashed):
            raise Refused(400, "current_password_mismatch", "Current password required when setting new password.")
        if _matches(given["password"], hashed):
            raise Refused(422, "same_password", "New password should be different from the old password.")
        self._write("update auth.users set encrypted_password = %s where id = %s", _hash(given["password"]), user_id)
        for session_id in [s for s in self._sessions_of(user_id) if s != claims["session_id"]]:
            del self.sessions[session_id]
        return 200, _user_body(user_id, email)

    def _recover(self, request: Request, query: dict[str, str]) -> tuple[int, Any]:
        email = request.json()["email"].lower()
        if self._user(email):
            self.codes[email] = f"{secrets.randbelow(10**6):06}"
        return 200, {}

    def _verify(self, request: Request, query: dict[str, str]) -> tuple[int, Any]:
        given = request.json()
        if set(given) != {"type", "email", "token"} or given["type"] != "recovery":
            raise Unknown("verification")
        user = self._user(given["email"].lower())
        if not user or not self.codes.get(user[1]) or self.codes[user[1]] != given["token"]:
            raise Refused(403, "otp_expired", "Token has expired or is invalid")
        del self.codes[user[1]]
        self.unconfirmed.discard(user[1])
        return 200, self._new_session(user[0], user[1])

    def _claims(self, request: Request) -> dict[str, Any]:
        try:
            claims = self._tokens.read(request.bearer())
        except jwt.PyJWTError as error:
            raise Refused(403, "bad_jwt", f"invalid JWT: unable to parse or verify signature, {error}") from None
        if not self._user_by_id(claims["sub"]):
            raise Refused(403, "user_not_found", "User from sub claim in JWT does not exist")
        if claims["session_id"] not in self.sessions:
            raise Refused(403, "session_not_found", "Session from session_id claim in JWT does not exist")
        return claims

    def _new_session(self, user_id: str, email: str) -> dict[str, Any]:
        session = AuthSession(str(uuid.uuid4()), user_id)
        session.tokens.append(RefreshToken(secrets.token_urlsafe(9), None))
        self.sessions[session.id] = session
        return self._session_body(session.id, user_id, email, session.tokens[0].text)

    def _session_body(self, session_id: str, user_id: str, email: str, refresh: str) -> dict[str, Any]:
        return {
            "access_token": self._tokens.issue(user_id, email, session_id),
            "token_type": "bearer",
            "expires_in": self._tokens.lifetime,
            "expires_at": int(time.time()) + self._tokens.lifetime,
            "refresh_token": refresh,
            "user": _user_body(user_id, email),
        }

    def _sessions_of(self, user_id: str) -> list[str]:
        return [s.id for s in self.sessions.values() if s.user_id == user_id]

    def _check_strength(self, password: str) -> None:
        if len(password) < SHORTEST_PASSWORD or password in self.too_weak:
            more = {"weak_password": {"reasons": ["length"]}}
            raise Refused(422, "weak_password", "Password should be longer.", **more)

    def _user(self, email: str) -> Any:
        return self._read("select id::text, email, encrypted_password from auth.users where email = %s", email)

    def _user_by_id(self, user_id: str) -> Any:
        return self._read("select id::text, email, encrypted_password from auth.users where id = %s", user_id)

    def _read(self, query: str, *values: Any) -> Any:
        with self._accounts.transaction() as connection:
            return connection.execute(query, values).fetchone()

    def _write(self, query: str, *values: Any) -> None:
        with self._accounts.transaction() as connection:
            connection.execute(query, values)


def _user_body(user_id: str, email: str) -> dict[str, Any]:
    return {"id": user_id, "aud": "authenticated", "role": "authenticated", "email": email, "identities": []}


def _hash(password: str) -> str:
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(4, prefix=b"2a")).decode()


def _matches(password: str, hashed: str | None) -> bool:
    return bool(hashed) and bcrypt.checkpw(password.encode()[:72], hashed.encode())
