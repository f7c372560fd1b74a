"""What only whoever runs the installation may do to an account."""

import psycopg

from lib.gateway import passwords
from lib.gateway.port import AccountError

TIERS = ("free", "premium")


class PeopleError(Exception):
    """Why it was not done, as a sentence."""


def set_tier(url: str, email: str, tier: str) -> None:
    if tier not in TIERS:
        raise PeopleError(f"A tier is one of: {', '.join(TIERS)}.")
    if not _call(url, "select private.set_tier(%s, %s)", email, tier):
        raise no_account(email)


def no_account(email: str) -> PeopleError:
    return PeopleError(f"There is no account with the e-mail {email}.")


def no_password(email: str) -> PeopleError:
    return PeopleError(f"There is no account with the e-mail {email} that has a password.")


def has_password(url: str, email: str) -> bool:
    question = "select exists (select from auth.users where email = lower(%s) and encrypted_password is not null)"
    return _call(url, question, email)


def reset_password(url: str, email: str, password: str) -> None:
    """Every browser of this person is signed out."""
    try:
        passwords.check_new_password(password, email)
    except AccountError as error:
        raise PeopleError(error.sentence) from None
    if not _call(url, "select private.reset_password(%s, %s)", email, passwords.hash_password(password)):
        raise no_password(email)


def _call(url: str, query: str, *values: str) -> bool:
    # A superuser's URL works as well as the owner's: neither may be stopped by a policy of the other.
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
        row = connection.execute(query, values).fetchone()
    return bool(row and row[0])
