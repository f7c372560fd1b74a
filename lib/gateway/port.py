"""What every adapter offers. Nothing here knows how the data is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Row = dict[str, Any]

# A select never returns more; both adapters hold to it.
ROW_CAP = 1000

# Codes of our own, beside SQLSTATE and PostgREST codes.
UNREACHABLE = "08006"
FILTER_MISSING = "21000"
SESSION_ENDED = "PGRST303"


class GatewayError(Exception):
    """A refused or failed call, with the SQLSTATE or PostgREST code that says which."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class AccountError(Exception):
    """Why an account action was refused, as a sentence for the person."""

    def __init__(self, sentence: str, *, wait_seconds: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.wait_seconds = wait_seconds


class Gateway(Protocol):
    def select(
        self,
        relation: str,
        *,
        eq: Mapping[str, Any] | None = None,
        order: str | None = None,
        desc: bool = False,
        limit: int = ROW_CAP,
        offset: int = 0,
    ) -> list[Row]: ...

    def insert(self, relation: str, rows: Row | Sequence[Row]) -> list[Row]: ...

    def update(self, relation: str, patch: Row, *, eq: Mapping[str, Any]) -> list[Row]: ...

    def delete(self, relation: str, *, eq: Mapping[str, Any]) -> list[Row]: ...

    def rpc(self, function: str, args: Mapping[str, Any] | None = None) -> Any: ...


class Photos(Protocol):
    """Pictures of one person, named `<user id>/...` and seen by nobody else."""

    def put(self, path: str, data: bytes, content_type: str = "image/jpeg") -> None: ...

    def get(self, path: str) -> bytes | None: ...

    def delete(self, paths: Sequence[str]) -> None: ...


@dataclass(frozen=True)
class Person:
    id: str
    email: str


@dataclass(frozen=True)
class Backend:
    """Everything one signed-in person may reach."""

    person: Person
    gateway: Gateway
    photos: Photos


@dataclass(frozen=True)
class Session:
    """A live sign-in, as one round trip at the top of a rerun returns it."""

    id: str
    backend: Backend
    profile: Row


@dataclass(frozen=True)
class Caller:
    """Who is asking before anybody is signed in: used to slow down guessing."""

    address: str = ""
    known_browser: str = ""
    device: str = ""


@dataclass(frozen=True)
class SignedIn:
    """What a successful sign-in hands to the browser: the secret for its cookie."""

    person: Person
    secret: str = field(repr=False)
    # What marks this browser as one its owner uses, so that a stranger's guesses never lock it out.
    known_browser: str = field(repr=False)


class Accounts(Protocol):
    """Sign-in. Refusals are AccountError; a missing database is GatewayError."""

    can_email: bool
    # People anybody may sign in as with one click, by what they are: {"person": e-mail, "coach": e-mail}.
    demo: Mapping[str, str]

    def sign_in_demo(self, which: str, caller: Caller) -> SignedIn: ...

    def sign_up(self, email: str, password: str, caller: Caller) -> SignedIn | None:
        """None means: the address must be confirmed by e-mail first."""
        ...

    def sign_in(self, email: str, password: str, caller: Caller) -> SignedIn: ...

    def restore(self, secret: str) -> Session | None: ...

    def sign_out(self, secret: str) -> None: ...

    def sign_out_everywhere(self, session: Session) -> None: ...

    def change_password(self, session: Session, old: str, new: str, secret: str, caller: Caller) -> None:
        """Ends every other sign-in of this person."""
        ...

    def request_reset(self, email: str, caller: Caller) -> None:
        """Says nothing about whether the address has an account."""
        ...

    def reset_password(self, email: str, code: str, new: str, caller: Caller) -> None: ...


@dataclass(frozen=True)
class Health:
    reachable: bool
    latency_ms: float | None
    migrations: int | None
    server_version: str | None = None
    pool: Mapping[str, int] | None = None


class Store(Protocol):
    """The process-wide side of a mode; everything personal comes out of `accounts`."""

    mode: str
    accounts: Accounts

    def health(self, *, detailed: bool = False) -> Health: ...

    def close(self) -> None: ...
