"""The adapters that the contract suite compares, each dressed alike."""

import os
import re
import uuid
from dataclasses import dataclass, field
from email.message import EmailMessage
from unittest import mock

import psycopg

from lib.gateway import mail
from lib.gateway.direct import Direct, open_database
from lib.gateway.ladder import Doorman
from lib.gateway.local_store import LocalStore
from lib.gateway.photos import RowPhotos
from lib.gateway.port import Caller, Gateway, Photos, Store
from lib.gateway.supabase import SupabaseStore
from lib.gateway.supabase_gateway import Project, SupabaseGateway
from lib.gateway.supabase_photos import SupabasePhotos
from lib.settings import Settings
from tests.support.database import Urls
from tests.support.people import add_account, new_email
from tests.support.supabase_standin import Standin

SESSION_KEY = "pFq8ZrN2xkT5vYwB7mJ4hLs9cDg3aEuQ"
PASSWORD = "hazel umbrella 61"


@dataclass(frozen=True)
class Somebody:
    id: str
    gateway: Gateway
    photos: Photos


@dataclass
class DirectSide:
    urls: Urls
    stores: list[LocalStore] = field(default_factory=list)

    def __post_init__(self) -> None:
        # One connection: whatever one person left on it, the next would find.
        self.database = open_database(self.urls.authenticator, max_size=1)
        self.anonymous: Gateway = Direct.anonymous(self.database)

    def somebody(self) -> Somebody:
        with psycopg.connect(self.urls.admin, autocommit=True) as admin:
            person = add_account(admin)
        storage = Direct.person(self.database, person, schema="storage")
        return Somebody(person, Direct.person(self.database, person), RowPhotos(storage))

    def open_store(self) -> Store:
        """As a freshly started process would have it: nothing remembered."""
        settings = Settings(
            DATABASE_URL="postgresql://only-the-mode-follows-from-it/",
            WELLSPRING_SESSION_KEY=SESSION_KEY,
            SMTP_HOST="mail.example.org",
            SMTP_FROM="app@example.org",
        )
        store = LocalStore(
            settings,
            people_url=self.urls.authenticator,
            accounts_url=self.urls.accounts,
            session_key=SESSION_KEY,
            demo={},
        )
        self.stores.append(store)
        return store

    def reset_code(self, store: Store, email: str) -> str | None:
        sent: list[EmailMessage] = []
        with mock.patch.object(mail, "send_later", lambda settings, message: sent.append(message)):
            store.accounts.request_reset(email, Caller())
        if not sent:
            return None
        found = re.search(r"code: (\S+)", sent[0].get_content())
        assert found
        return found[1]

    def close(self) -> None:
        for store in self.stores:
            store.close()
        self.database.close()


@dataclass
class SupabaseSide:
    urls: Urls
    stores: list[SupabaseStore] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.standin = Standin(self.urls.authenticator, self.urls.accounts).start()
        self._project = Project(self.standin.url, self.standin.key)
        self.anonymous: Gateway = SupabaseGateway(self._project, None)

    def somebody(self) -> Somebody:
        email = new_email()
        with psycopg.connect(self.urls.admin, autocommit=True) as admin:
            person = add_account(admin, email)
        return self.with_token(person, self.standin.tokens.issue(person, email, str(uuid.uuid4())))

    def with_token(self, person: str, token: str) -> Somebody:
        return Somebody(person, SupabaseGateway(self._project, token), SupabasePhotos(self._project, token))

    def open_store(self) -> Store:
        url, key = self.standin.url, self.standin.key
        self.stores.append(SupabaseStore(url, key, SESSION_KEY, 30, Doorman(SESSION_KEY)))
        return self.stores[-1]

    def reset_code(self, store: Store, email: str) -> str | None:
        store.accounts.request_reset(email, Caller())
        return self.standin.auth.codes.get(email)

    def close(self) -> None:
        for store in self.stores:
            store.close()
        self._project.close()
        self.standin.close()


@dataclass
class ProjectSide:
    """A real project. Its accounts are made by signing up, so its settings must not ask for a confirmation."""

    stores: list[SupabaseStore] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._url = os.environ["CONTRACT_SUPABASE_URL"]
        self._key = os.environ["CONTRACT_SUPABASE_KEY"]
        self._project = Project(self._url, self._key)
        self._first = self.open_store()
        self.anonymous: Gateway = SupabaseGateway(self._project, None)

    def somebody(self) -> Somebody:
        signed_in = self._first.accounts.sign_up(new_email(), PASSWORD, Caller(address=f"::{uuid.uuid4().hex[:4]}"))
        assert signed_in, "the project asks for a confirmation by e-mail; switch that off for this suite"
        session = self._first.accounts.restore(signed_in.secret)
        assert session
        return Somebody(signed_in.person.id, session.backend.gateway, session.backend.photos)

    def open_store(self) -> Store:
        self.stores.append(SupabaseStore(self._url, self._key, SESSION_KEY, 30, Doorman(SESSION_KEY)))
        return self.stores[-1]

    def close(self) -> None:
        for store in self.stores:
            store.close()
        self._project.close()


Side = DirectSide | SupabaseSide | ProjectSide
