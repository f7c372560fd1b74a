"""What is taken out of a request before anybody reads it."""

from collections.abc import Iterable

from lib.web import cookies

BIND = b"x-session-bind"
ADDRESS = b"x-client-address"
REFERRER = b"referrer-policy"

# A page answered by "you have it already" would carry no cookie.
_CONDITIONS = (b"if-none-match", b"if-modified-since")

Headers = list[tuple[bytes, bytes]]


def first_values(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """One value a name; repeated Cookie and X-Forwarded-For lines are one list."""
    values: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        if key in values:
            joint = {"cookie": "; ", "x-forwarded-for": ", "}.get(key)
            text = values[key] + joint + text if joint else values[key]
        values[key] = text
    return values


def cleaned(raw: Headers, suffix: str, https: bool) -> Headers:
    """Without the headers that only the guard may set, and with the cookies of this scheme only.

    Some proxies turn underscores into dashes, so both spellings go. Over https the plain cookie counts for
    nothing, because a neighbouring subdomain or a page read over http could have planted it.
    """
    wants_page = any(name.lower() == b"accept" and b"text/html" in value for name, value in raw)
    other = {cookies.session_cookie(not https, suffix), cookies.known_cookie(not https, suffix)}
    kept: Headers = []
    for name, value in raw:
        lower = name.lower().replace(b"_", b"-")
        if lower in (BIND, ADDRESS) or (wants_page and lower in _CONDITIONS):
            continue
        if lower == b"cookie":
            pairs = value.decode("latin-1").split(";")
            left = "; ".join(pair.strip() for pair in pairs if pair.split("=")[0].strip() not in other)
            value = left.encode("latin-1")
        kept.append((name, value))
    return kept
