"""What each setting may hold. A refusal says what it should be and never repeats the value, which may be secret."""

import base64
import difflib
import ipaddress
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from pydantic import SecretStr

WEAK_KEYS = ("change", "secret", "example", "password", "wellspring", "test")
FRAME_ANCESTOR = re.compile(r"https://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?")
MODEL_NAME = re.compile(r"(models/)?[a-z0-9][a-z0-9.-]{1,79}")
MAKE_A_KEY = 'for example from: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'


def secret(check: Callable[[str], str]) -> Callable[[SecretStr], SecretStr]:
    """The same check for a value that is kept out of sight."""
    return lambda value: SecretStr(check(value.get_secret_value()))


def postgres_url(value: str) -> str:
    parts = _split(value)
    # With a slash or a number sign in it, a password would be torn apart, read as a host and shown in errors.
    torn = "@" in parts.path or parts.fragment
    if parts.scheme not in ("postgres", "postgresql") or torn:
        raise ValueError(
            "should be a Postgres address such as postgresql://user:password@host/database, "
            "with signs in the password written as in a web address (%2F for a slash)"
        )
    return value


def https_url(value: str) -> str:
    parts = _split(value)
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not parts.hostname or not (parts.scheme == "https" or (local and parts.scheme == "http")):
        raise ValueError("should start with https:// (http:// only for this machine)")
    return value.rstrip("/")


def public_key(value: str) -> str:
    role = _role_in(value)
    if value.startswith("sb_secret_") or role == "service_role":
        raise ValueError(
            "holds a secret (service-role) key, which would bypass every policy; "
            "it should be the publishable or anon key"
        )
    if role != "anon" and not value.startswith("sb_publishable_"):
        raise ValueError("should be the project's publishable or anon key")
    return value


def strong_key(value: str) -> str:
    # Of 32 random hexadecimal digits, one key in ten thousand has fewer than ten different ones.
    dull = len(set(value)) < 10 or value in (value + value)[1:-1]
    if len(value) < 32 or dull or value.lower().startswith(WEAK_KEYS):
        raise ValueError(f"is too easy to guess; it should be at least 32 random characters, {MAKE_A_KEY}")
    return value


def networks(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    try:
        return tuple(str(ipaddress.ip_network(part.strip(), strict=False)) for part in parts if part.strip())
    except (ValueError, TypeError, AttributeError):
        raise ValueError("should be addresses or networks separated by commas, such as 10.0.0.0/8") from None


def frame_ancestors(value: str) -> str:
    # `.env` files lose the quotes that these two words need.
    parts = [f"'{part}'" if part in ("none", "self") else part for part in value.split()]
    known = all(part == "'self'" or FRAME_ANCESTOR.fullmatch(part) for part in parts)
    if not parts or not (known or parts == ["'none'"]):
        raise ValueError("should be none, or self and https addresses separated by spaces")
    return " ".join(parts)


def folder(value: Path) -> Path:
    # No shell reads `.env`, so "~" has to be understood here.
    try:
        return value.expanduser()
    except RuntimeError:
        raise ValueError("should be the full path of a folder; there is nobody of this name here") from None


def odd_name(name: str, known: Iterable[str], from_environment: Iterable[str]) -> str:
    """What is to be said about this name in `.env`; nothing where it is known, or belongs to some other program."""
    if name in known:
        return ""
    if name in from_environment:
        return f"{name} has no effect there, it is read from the environment"
    near = difflib.get_close_matches(name.upper(), [*known, *from_environment], n=1, cutoff=0.84)
    if not near and not name.upper().startswith("WELLSPRING_"):
        return ""
    return f"{name} is not a setting of Wellspring" + (f" (did you mean {near[0]}?)" if near else "")


def weights(value: str) -> str:
    if value == "off":
        return value
    if not value.endswith(".pt") or not value.isprintable():
        raise ValueError("should be the path of a .pt file, a name such as yolo26n.pt, or off")
    return str(folder(Path(value)))


def model_name(value: str) -> str:
    if not MODEL_NAME.fullmatch(value):
        raise ValueError("should be the name of a model such as gemini-2.5-flash")
    return value


def sender(value: str) -> str:
    if "@" not in value or not value.isprintable():
        raise ValueError("should be an e-mail address such as wellspring@example.org")
    return value


def _split(url: str) -> SplitResult:
    """The parts of an address; no parts of what is none. Python's own error would quote it, password and all."""
    try:
        parts = urlsplit(url)
        # Several hosts, each with its port, are fine for Postgres.
        if "," not in parts.netloc:
            _ = parts.port
        return parts
    except ValueError:
        return SplitResult("", "", "", "", "")


def _role_in(key: str) -> str | None:
    """The role a legacy Supabase key was issued for; None when it is no such key."""
    parts = key.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        return str(claims.get("role"))
    except (ValueError, AttributeError):
        return None
