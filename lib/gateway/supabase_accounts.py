"""Accounts kept by Supabase Auth."""

from collections.abc import Mapping
from contextlib import suppress
from typing import cast

from lib.gateway import passwords
from lib.gateway.ladder import Doorman
from lib.gateway.local_accounts import CODE_WRONG
from lib.gateway.port import SESSION_ENDED, AccountError, Backend, Caller, GatewayError, Person, Session, SignedIn
from lib.gateway.supabase_auth import AuthRefused, AuthService, Tokens
from lib.gateway.supabase_gateway import Project, SupabaseGateway
from lib.gateway.supabase_kept import KeptSignIns
from lib.gateway.supabase_photos import SupabasePhotos

CODE_SPENT = "The code is used up; ask for a new one."
OTHERS_REMAIN = (
    "Your password is changed, but your other sign-ins could not be ended just now. "
    "Please use “Sign out everywhere” in a moment."
)


class SupabaseAccounts:
    can_email = True

    def __init__(self, project: Project, session_key: str, days: int, doorman: Doorman) -> None:
        self.demo: Mapping[str, str] = {}
        self._project = project
        self._doorman = doorman
        self._auth = AuthService(project)
        self._kept = KeptSignIns(project, self._auth, session_key, days)

    def sign_in_demo(self, which: str, caller: Caller) -> SignedIn:
        raise AccountError("There are no demo people here.")

    def sign_up(self, email: str, password: str, caller: Caller) -> SignedIn | None:
        email = passwords.normalise_email(email)
        passwords.check_new_password(password, email)
        self._doorman.admit_newcomer(caller)
        with self._doorman.trying(email, caller):
            try:
                tokens = self._auth.sign_up(email, password)
            except AuthRefused as refused:
                raise refused.for_person() from None
            return self._open(tokens, email, caller) if tokens else None

    def sign_in(self, email: str, password: str, caller: Caller) -> SignedIn:
        email = passwords.normalise_email(email)
        with self._doorman.trying(email, caller):
            return self._open(self._proved(email, password), email, caller)

    def restore(self, secret: str) -> Session | None:
        tokens = self._kept.find(secret)
        try:
            return self._session(tokens, secret) if tokens else None
        except GatewayError as error:
            if error.code != SESSION_ENDED:
                raise
            # Refused before its time, as after a change of the project's signing key: a new token may do.
            self._kept.open_tokens.forget(secret)
        tokens = self._kept.find(secret)
        return self._session(tokens, secret) if tokens else None

    def sign_out(self, secret: str) -> None:
        tokens = self._kept.close(secret)
        if tokens:
            self._end(tokens.access, "local")

    def sign_out_everywhere(self, session: Session) -> None:
        session.backend.gateway.rpc("close_sessions")
        self._end(cast(SupabaseGateway, session.backend.gateway).token, "global")

    def change_password(self, session: Session, old: str, new: str, secret: str, caller: Caller) -> None:
        person = session.backend.person
        passwords.check_new_password(new, person.email)
        with self._doorman.trying(person.email, caller):
            try:
                proof = self._proved(person.email, old)
            except AccountError as error:
                if error.sentence != passwords.WRONG:
                    raise
                raise AccountError("The present password is not right.") from None
        self._doorman.passed(person.email, caller)
        # The sign-in that proved the old password carries this browser on: a project may let only a recent one
        # change a password, and the one that changes it is the only one that Supabase Auth does not end.
        try:
            before = self._kept.replace(secret, proof)
        except GatewayError:
            self._end(proof.access, "local")
            raise
        try:
            self._auth.set_password(proof.access, new, old=old)
        except AuthRefused as refused:
            self._end(before.access if before else None, "local")
            raise refused.for_person() from None
        self._kept.open_tokens.forget_person(person.id, but=secret)
        self._after_change(proof, "password_change", keep=secret)

    def request_reset(self, email: str, caller: Caller) -> None:
        email = passwords.normalise_email(email)
        # Only accounts that exist can be refused a message, so a refusal would tell.
        with self._doorman.trying(f"reset {email}", caller), suppress(AuthRefused):
            self._auth.send_code(email)

    def reset_password(self, email: str, code: str, new: str, caller: Caller) -> None:
        email = passwords.normalise_email(email)
        passwords.check_new_password(new, email)
        with self._doorman.trying(email, caller):
            try:
                tokens = self._auth.use_code(email, "".join(code.split()).replace("-", ""))
            except AuthRefused as refused:
                raise (refused.for_person() if refused.status == 429 else AccountError(CODE_WRONG)) from None
        self._doorman.passed(email, caller)
        try:
            self._auth.set_password(tokens.access, new)
            self._kept.open_tokens.forget_person(tokens.person.id)
            self._after_change(tokens, "password_reset")
        except AuthRefused as refused:
            raise AccountError(f"{refused.for_person().sentence} {CODE_SPENT}") from None
        finally:
            self._end(tokens.access, "local")

    def _proved(self, email: str, password: str) -> Tokens:
        try:
            return self._auth.sign_in(email, password)
        except AuthRefused as refused:
            raise refused.for_person() from None

    def _open(self, tokens: Tokens, email: str, caller: Caller) -> SignedIn:
        try:
            secret = self._kept.keep(tokens, caller.device)
        except GatewayError:
            self._end(tokens.access, "local")
            raise
        return SignedIn(tokens.person, secret, self._doorman.passed(email, caller))

    def _session(self, tokens: Tokens, secret: str) -> Session | None:
        """Whose sign-in this is, asked as that person: one round trip."""
        gateway = SupabaseGateway(self._project, tokens.access)
        state = gateway.rpc("session_state", {"p_secret": secret})
        if not state or state["user_id"] != tokens.person.id:
            self._kept.open_tokens.forget(secret)
            return None
        person = Person(state["user_id"], state["email"])
        backend = Backend(person, gateway, SupabasePhotos(self._project, tokens.access))
        return Session(state["id"], backend, state["profile"])

    def _after_change(self, tokens: Tokens, event: str, *, keep: str | None = None) -> None:
        gateway = SupabaseGateway(self._project, tokens.access)
        try:
            gateway.rpc("close_sessions", {"p_keep_secret": keep})
            gateway.rpc("note_event", {"p_event": event})
        except GatewayError:
            raise AccountError(OTHERS_REMAIN) from None

    def _end(self, access_token: str | None, scope: str) -> None:
        # The row is what counts: without it nobody can open the refresh token, so a failure here harms nobody.
        with suppress(AuthRefused, GatewayError):
            if access_token:
                self._auth.sign_out(access_token, scope)
