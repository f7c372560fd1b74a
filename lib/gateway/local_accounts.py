"""Accounts kept in this app's own Postgres: the embedded and the self-hosted mode."""

import hashlib
import secrets
from collections.abc import Mapping

from lib.gateway import mail, passwords
from lib.gateway.direct import Database, Direct
from lib.gateway.ladder import Doorman
from lib.gateway.photos import RowPhotos
from lib.gateway.port import AccountError, Backend, Caller, Person, Session, SignedIn
from lib.settings import Settings

# As long as requests are counted, so that nobody is ever left with neither a good code nor a way to a new one.
RESET_MINUTES = 60
# No letters or digits that are taken for one another.
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10
DEMO_DOMAIN = "@wellspring.example"

TAKEN = "This e-mail already has an account. Sign in instead, or ask for a new password."
PRESENT_WRONG = "The present password is not right."
CODE_WRONG = "This code is not right or has run out. Ask for a new one."


class LocalAccounts:
    def __init__(
        self,
        settings: Settings,
        people: Database,
        accounts: Database,
        doorman: Doorman,
        demo: Mapping[str, str],
    ) -> None:
        self._settings = settings
        self._people = people
        self._auth = Direct(accounts, None, schema="auth")
        self._doorman = doorman
        self.demo = demo
        self.can_email = bool(settings.SMTP_HOST)

    def sign_up(self, email: str, password: str, caller: Caller) -> SignedIn | None:
        email = passwords.normalise_email(email)
        passwords.check_new_password(password, email)
        self._doorman.admit_newcomer(caller)
        with self._doorman.trying(email, caller):
            hashed = passwords.hash_password(password)
            created = self._auth.rpc("create_account", {"p_email": email, "p_hash": hashed})
            if created is None:
                raise AccountError(TAKEN)
            return self._open(Person(created, email), hashed, caller)

    def sign_in(self, email: str, password: str, caller: Caller) -> SignedIn:
        email = passwords.normalise_email(email)
        with self._doorman.trying(email, caller):
            return self._open(*self._proved(email, password), caller)

    def sign_in_demo(self, which: str, caller: Caller) -> SignedIn:
        email = self.demo.get(which)
        found = self._auth.rpc("account", {"p_email": email}) if email else None
        if not found:
            raise AccountError("There are no demo people here.")
        return self._open(Person(found["id"], found["email"]), found["hash"], caller)

    def restore(self, secret: str) -> Session | None:
        state = Direct.anonymous(self._people).rpc("session_state", {"p_secret": secret})
        if not state:
            return None
        return Session(state["id"], self._backend(Person(state["user_id"], state["email"])), state["profile"])

    def sign_out(self, secret: str) -> None:
        Direct.anonymous(self._people).rpc("close_session", {"p_secret": secret})

    def sign_out_everywhere(self, session: Session) -> None:
        session.backend.gateway.rpc("close_sessions")

    def change_password(self, session: Session, old: str, new: str, secret: str, caller: Caller) -> None:
        person = session.backend.person
        passwords.check_new_password(new, person.email)
        with self._doorman.trying(person.email, caller):
            try:
                _, compared = self._proved(person.email, old)
            except AccountError:
                raise AccountError(PRESENT_WRONG) from None
        self._doorman.passed(person.email, caller)
        changed = self._auth.rpc(
            "change_password",
            {
                "p_id": person.id,
                "p_old_hash": compared,
                "p_hash": passwords.hash_password(new),
                "p_keep_secret": secret,
            },
        )
        if not changed:
            raise AccountError(PRESENT_WRONG)

    def request_reset(self, email: str, caller: Caller) -> None:
        email = passwords.normalise_email(email)
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        with self._doorman.trying(f"reset {email}", caller):
            made = self._auth.rpc(
                "make_reset_code", {"p_email": email, "p_code_hash": _code_hash(code), "p_minutes": RESET_MINUTES}
            )
        # Written in any case: only its sending may tell whether there is an account, and nobody waits for that.
        message = mail.reset_message(self._settings.SMTP_FROM or "", email, code, RESET_MINUTES)
        if made:
            mail.send_later(self._settings, message)

    def reset_password(self, email: str, code: str, new: str, caller: Caller) -> None:
        email = passwords.normalise_email(email)
        passwords.check_new_password(new, email)
        with self._doorman.trying(email, caller):
            hashed = passwords.hash_password(new)
            reset = {"p_email": email, "p_code_hash": _code_hash(code), "p_hash": hashed}
            if self._auth.rpc("reset_password", reset) is None:
                raise AccountError(CODE_WRONG)
        self._doorman.passed(email, caller)

    def _proved(self, email: str, password: str) -> tuple[Person, str]:
        """Who it is, and the hash that the password was compared with."""
        found = self._auth.rpc("account", {"p_email": email})
        if not passwords.matches(password, found["hash"] if found else None):
            raise AccountError(passwords.WRONG)
        return Person(found["id"], found["email"]), found["hash"]

    def _open(self, person: Person, compared: str | None, caller: Caller) -> SignedIn:
        secret = secrets.token_urlsafe(32)
        self._backend(person).gateway.rpc(
            "open_session",
            {"p_secret": secret, "p_device": caller.device, "p_days": self._settings.SESSION_DAYS},
        )
        if not self._auth.rpc("note_sign_in", {"p_id": person.id, "p_hash": compared}):
            # Changed while it was being compared: whoever changed it meant to end every other sign-in.
            self.sign_out(secret)
            raise AccountError(passwords.WRONG)
        return SignedIn(person, secret, self._doorman.passed(person.email, caller))

    def _backend(self, person: Person) -> Backend:
        return Backend(
            person,
            Direct.person(self._people, person.id),
            RowPhotos(Direct.person(self._people, person.id, schema="storage")),
        )


def _code_hash(code: str) -> str:
    tidy = "".join(code.upper().split()).replace("-", "")
    return hashlib.sha256(f"reset:{tidy}".encode()).hexdigest()
