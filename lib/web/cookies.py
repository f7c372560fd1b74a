"""The two cookies a browser holds: the secret of its session, and a mark that it has been here before."""

import hashlib
import re
import secrets
from collections.abc import Mapping

# What `new_secret` makes. Anything else in the cookie was not set by this app.
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
# The longest that browsers keep a cookie.
KNOWN_DAYS = 400

_VALUE = re.compile(r"[A-Za-z0-9_.~+/=-]{1,512}")


def session_cookie(https: bool, suffix: str) -> str:
    return _name(https, f"wellspring_{suffix}")


def known_cookie(https: bool, suffix: str) -> str:
    return _name(https, f"wellspring_{suffix}_known")


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def binding(secret: str) -> str:
    """What a browser is called where its secret must not be seen."""
    return hashlib.sha256(f"bind:{secret}".encode()).hexdigest()


def read(cookies: Mapping[str, str], suffix: str) -> tuple[str, str]:
    """The session's secret and the mark of a known browser, empty where there is none."""
    secret, known = (
        cookies.get(name(True, suffix)) or cookies.get(name(False, suffix)) or ""
        for name in (session_cookie, known_cookie)
    )
    return secret if SECRET.fullmatch(secret) else "", known if _VALUE.fullmatch(known) else ""


def parse(header: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in header.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def set_cookie(name: str, value: str, *, https: bool, days: int = 0) -> str:
    """A Set-Cookie line. Without days the browser forgets it when it is closed."""
    if not _VALUE.fullmatch(value):
        raise ValueError("A cookie's value may hold letters, digits and -_.~+/= only.")
    parts = [f"{name}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    if days:
        parts.append(f"Max-Age={days * 86_400}")
    if https:
        parts.append("Secure")
    return "; ".join(parts)


def _name(https: bool, base: str) -> str:
    # A browser takes a __Host- cookie only over https and never from a neighbouring subdomain.
    return f"__Host-{base}" if https else base
