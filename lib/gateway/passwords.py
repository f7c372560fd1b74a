"""What counts as an e-mail address and as a good password, and how passwords are kept."""

import os
import secrets
import threading
import unicodedata
from functools import cache

import bcrypt

from lib.gateway.guessing import is_guessable
from lib.gateway.port import AccountError

SHORTEST = 10
# bcrypt reads no further.
LONGEST_BYTES = 72
# The format and cost of Supabase Auth, so that accounts can move between the modes.
ROUNDS = 10
# However many people guess at once, a processor stays free for everybody else.
_HASHING = threading.BoundedSemaphore(max(1, (os.cpu_count() or 2) - 1))

WRONG = "The e-mail or the password is not right."
EMAIL_NOT_VALID = "This does not look like an e-mail address."
TOO_SHORT = f"A password has at least {SHORTEST} characters."
TOO_LONG = (
    f"This password is too long: {LONGEST_BYTES} plain letters, digits and signs fit, "
    "and a letter such as é or 水 takes the room of two or three."
)
NOT_TYPED = "This password holds a character that nobody can type."
TOO_COMMON = "This password is among the first that others would guess. Three or four unrelated words are a good one."


def normalise_email(text: str) -> str:
    from streamlit_authenticator.utilities.validator import Validator

    # Cut first: normalising takes time that grows with the square of some texts.
    email = unicodedata.normalize("NFKC", text[:1000]).strip().lower()
    local, _, domain = email.partition("@")
    # What the validator lets through, and no mail server would.
    torn = ".." in email or "." in (local[:1], local[-1:], domain[:1])
    if len(email) > 254 or torn or not Validator().validate_email(email):
        raise AccountError(EMAIL_NOT_VALID)
    return email


def check_new_password(password: str, email: str) -> None:
    if len(password) < SHORTEST:
        raise AccountError(TOO_SHORT)
    if "\0" in password or not _is_text(password):
        raise AccountError(NOT_TYPED)
    if len(password.encode()) > LONGEST_BYTES:
        raise AccountError(TOO_LONG)
    if is_guessable(password, email):
        raise AccountError(TOO_COMMON)


def hash_password(password: str) -> str:
    with _HASHING:
        return bcrypt.hashpw(password.encode(), bcrypt.gensalt(ROUNDS, prefix=b"2a")).decode()


def matches(password: str, hashed: str | None) -> bool:
    """Takes the same time whether or not there is an account to compare with."""
    from streamlit_authenticator.utilities.hasher import Hasher

    usable = bool(hashed) and _is_text(password) and 0 < len(password.encode()) <= LONGEST_BYTES
    compared = hashed if usable and hashed else _nobodys_hash()
    with _HASHING:
        right = Hasher.check_pw(password if usable else "x", compared)
    return bool(right) and usable


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_urlsafe(32))


def _is_text(password: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in password)
