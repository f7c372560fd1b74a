"""What counts as an e-mail address and as a good password, and how passwords are kept."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import bcrypt

from lib.gateway.port import AccountError

SHORTEST = 10
# bcrypt reads no further.
LONGEST_BYTES = 72
# The format and cost of Supabase Auth, so that accounts can move between the modes.
ROUNDS = 10
COMMON = Path(__file__).with_name("common_passwords.txt")

WRONG = "The e-mail or the password is not right."
EMAIL_NOT_VALID = "This does not look like an e-mail address."
TOO_SHORT = f"A password has at least {SHORTEST} characters."
TOO_LONG = f"A password has at most {LONGEST_BYTES} characters."
TOO_COMMON = "This password is among the first that others would guess. Three or four unrelated words are a good one."


def normalise_email(text: str) -> str:
    from streamlit_authenticator.utilities.validator import Validator

    email = unicodedata.normalize("NFKC", text).strip().lower()
    if len(email) > 254 or ".." in email or not Validator().validate_email(email):
        raise AccountError(EMAIL_NOT_VALID)
    return email


def check_new_password(password: str, email: str) -> None:
    if len(password) < SHORTEST:
        raise AccountError(TOO_SHORT)
    if len(password.encode()) > LONGEST_BYTES or "\0" in password:
        raise AccountError(TOO_LONG)
    if is_guessable(password, email):
        raise AccountError(TOO_COMMON)


def is_guessable(password: str, email: str) -> bool:
    text = unicodedata.normalize("NFKC", password).lower()
    letters = _unleet(text)
    owner = {part for part in re.split(r"[^a-z0-9]+", email.lower()) if len(part) >= 4}
    words = common()
    # A known word or one's own name with digits and signs around it is what guessing programs try first.
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", letters)
    return (
        text in words
        or letters in words
        or core in words
        or core in owner
        or (email.lower() in text)
        or len(set(text)) < 5
        or _is_run(text)
        or any(_repeats(text, size) for size in range(1, len(text) // 2 + 1))
    )


@cache
def common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def hash_password(password: str) -> str:
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(ROUNDS, prefix=b"2a")).decode()


def matches(password: str, hashed: str | None) -> bool:
    """Takes the same time whether or not there is an account to compare with."""
    from streamlit_authenticator.utilities.hasher import Hasher

    usable = hashed is not None and 0 < len(password.encode()) <= LONGEST_BYTES
    right = Hasher.check_pw(password if usable else "x", hashed if usable and hashed else _dummy())
    return bool(right) and usable


@cache
def _dummy() -> str:
    return hash_password("nobody has this password")


def _unleet(text: str) -> str:
    return text.translate(str.maketrans("01345$@!7", "oleassait"))


def _is_run(text: str) -> bool:
    """abcdefghij, 9876543210 and the rows of a keyboard, forwards or backwards."""
    rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890"]
    rows += ["qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop"]
    runs = [run for row in rows for run in (row, row[::-1])]
    rest = text
    while rest:
        longest = max((n for run in runs for n in range(3, len(rest) + 1) if rest[:n] in run), default=0)
        if not longest:
            return False
        rest = rest[longest:]
    return True


def _repeats(text: str, size: int) -> bool:
    return len(text) % size == 0 and text == text[:size] * (len(text) // size)
