"""Who is signed in in this browser, and that person's backend. Asked once at the top of every rerun."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from lib import profile
from lib.gateway.port import SESSION_ENDED, Backend, Caller, GatewayError, Session, SignedIn, Store
from lib.settings import Settings
from lib.vision.detector import Eyes
from lib.vision.look import Detector
from lib.web import cookies
from lib.web.headers import ADDRESS
from lib.web.tickets import Tickets

# How long a request for a picture may lean on an answer of the database.
TRUST_SECONDS = 1.0
MOST_BROWSERS = 5000

_KEY = "_session"
_ENDED = "_ended"


@dataclass
class House:
    """What one process serves everybody from; app.py makes it once."""

    settings: Settings
    store: Store
    suffix: str
    tickets: Tickets = field(default_factory=Tickets)
    # Nothing is suggested for photos until somebody brings a model along.
    eyes: Detector = field(default_factory=lambda: Eyes("off", Path()))
    browsers: "SignedInBrowsers" = field(init=False)

    def __post_init__(self) -> None:
        self.browsers = SignedInBrowsers(self.store)


class SignedInBrowsers:
    """Answers the guard, which knows a browser only by its binding, whether it is signed in at this moment."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._secrets: OrderedDict[str, str] = OrderedDict()
        self._checked: dict[str, tuple[float, bool]] = {}

    def seen(self, secret: str) -> None:
        binding = cookies.binding(secret)
        with self._lock:
            self._secrets[binding] = secret
            self._secrets.move_to_end(binding)
            self._checked[binding] = (time.monotonic(), True)
            while len(self._secrets) > MOST_BROWSERS:
                self._checked.pop(self._secrets.popitem(last=False)[0], None)

    def gone(self, secret: str) -> None:
        binding = cookies.binding(secret)
        with self._lock:
            self._secrets.pop(binding, None)
            self._checked.pop(binding, None)

    def is_signed_in(self, binding: str) -> bool:
        with self._lock:
            secret = self._secrets.get(binding)
            checked, answer = self._checked.get(binding, (0.0, False))
        if secret is None:
            return False
        if time.monotonic() - checked < TRUST_SECONDS:
            return answer
        try:
            alive = self._store.accounts.restore(secret) is not None
        except GatewayError:
            return False
        self.seen(secret) if alive else self.gone(secret)
        return alive


_house: House | None = None


def install(house: House | None) -> None:
    global _house
    _house = house


def house() -> House:
    if _house is None:
        raise RuntimeError("The app was not started through app.py.")
    return _house


def secret() -> str:
    return cookies.read(st.context.cookies, house().suffix)[0]


def caller() -> Caller:
    headers = st.context.headers
    _, known = cookies.read(st.context.cookies, house().suffix)
    device = device_name(headers.get("User-Agent", ""))
    return Caller(address=headers.get(ADDRESS.decode(), ""), known_browser=known, device=device)


def current() -> Session | None:
    """The live sign-in of this browser; one round trip. Raises GatewayError when the database is away."""
    mine = secret()
    if not mine:
        return None
    session = house().store.accounts.restore(mine)
    if session is None:
        house().browsers.gone(mine)
        if _KEY in st.session_state:
            # Whatever this tab still holds belongs to somebody who is not here any more.
            st.session_state.clear()
            st.session_state[_ENDED] = True
        return None
    house().browsers.seen(mine)
    before = last_known()
    if before and before.backend.person != session.backend.person:
        st.session_state.clear()
    st.session_state[_KEY] = session
    return session


def has_ended() -> bool:
    """Whether this tab has just learnt that its sign-in is over; says so once."""
    return bool(st.session_state.pop(_ENDED, False))


def last_known() -> Session | None:
    """Who this tab was drawn for last: enough to keep a form on the screen while the database is away."""
    known: Session | None = st.session_state.get(_KEY)
    return known


def keep_on_screen(error: GatewayError) -> Session | None:
    """The page of this tab may stay, with what was typed into it; but it reaches nothing until somebody is known again.

    Whoever could make the question fail, and only that, must not go on as the person they no longer are.
    """
    session = last_known()
    if session is None:
        return None
    nothing = Unanswered(error)
    session = Session(session.id, Backend(session.backend.person, nothing, nothing), session.profile)
    st.session_state[_KEY] = session
    return session


class Unanswered:
    """A gateway to nowhere: every call fails as the question who is signed in has failed."""

    def __init__(self, error: GatewayError) -> None:
        self._error = error

    def _fail(self, *_: object, **__: object) -> Any:
        raise GatewayError(self._error.code, self._error.message)

    select = insert = update = delete = rpc = put = get = _fail


def require_user() -> Session:
    """Every page's first line. The router has asked already; without a signed-in person nothing more runs."""
    session = last_known()
    if session is None:
        st.stop()
    return session


def remember_profile(row: dict[str, object]) -> None:
    """Keeps the profile on the screen in step with what was just saved."""
    session = require_user()
    st.session_state[_KEY] = Session(session.id, session.backend, row)


def keep_ticket(signed_in: SignedIn) -> str:
    here = house()
    return here.tickets.keep(
        signed_in.secret, cookies.binding(secret()), signed_in.known_browser, here.settings.SESSION_DAYS
    )


def end_ticket() -> str:
    return house().tickets.end(cookies.binding(secret()))


def start_profile(signed_in: SignedIn, time_zone: str | None) -> None:
    """A new person's days are those of the place where they signed up; they can say otherwise in Settings."""
    if not time_zone:
        return
    try:
        session = house().store.accounts.restore(signed_in.secret)
        if session:
            profile.save(session.backend, {"time_zone": time_zone})
    except GatewayError:
        pass  # UTC until they choose


def sign_out() -> str:
    """Ends this sign-in everywhere it is open and returns the ticket that clears the cookie."""
    mine = secret()
    house().store.accounts.sign_out(mine)
    house().browsers.gone(mine)
    st.session_state.clear()
    return end_ticket()


def change_password(old: str, new: str) -> None:
    me = require_live()
    house().store.accounts.change_password(me, old, new, secret(), caller())


def require_live() -> Session:
    """For what acts on the account itself: the person must be signed in now, not when the page was drawn."""
    session = current()
    if session is None:
        raise GatewayError(SESSION_ENDED, "This sign-in is over.")
    return session


def sign_out_everywhere() -> str:
    mine = secret()
    house().store.accounts.sign_out_everywhere(require_live())
    house().browsers.gone(mine)
    st.session_state.clear()
    return end_ticket()


def device_name(user_agent: str) -> str:
    """ "Firefox on Android": enough to tell one's own browsers apart."""
    systems = {
        "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows",
        "CrOS": "ChromeOS", "Mac OS X": "Mac", "Linux": "Linux",
    }  # fmt: skip
    browsers = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "CriOS": "Chrome",
                "Chrome": "Chrome", "Safari": "Safari"}  # fmt: skip
    system = next((label for mark, label in systems.items() if mark in user_agent), "")
    browser = next((label for mark, label in browsers.items() if f"{mark}/" in user_agent), "")
    return " on ".join(part for part in (browser, system) if part) or "Unknown browser"
