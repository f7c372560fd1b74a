"""What a request says about where it comes from, and how much of it is believed."""

import ipaddress
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(names: Iterable[str]) -> list[Network]:
    return [ipaddress.ip_network(name.strip(), strict=False) for name in names if name.strip()]


def is_https(scope: Mapping[str, Any], headers: Mapping[str, str]) -> bool:
    """Believes X-Forwarded-Proto from anybody: whoever forges it changes only their own cookie."""
    if scope.get("scheme") in ("https", "wss"):
        return True
    return headers.get("x-forwarded-proto", "").split(",")[0].strip().lower() in ("https", "wss")


def client_address(peer: str, forwarded: str, trusted: list[Network]) -> str:
    """The nearest address that is not one of our own proxies.

    What stands further left in X-Forwarded-For was written by the client and may be anything.
    """
    address = peer
    for entry in reversed(forwarded.split(",") if forwarded else []):
        if not _within(address, trusted):
            break
        candidate = _bare(entry)
        if not candidate:
            break
        address = candidate
    return address


def same_origin(headers: Mapping[str, str]) -> bool:
    """Whether a page of this app made the request. Says no where the browser gives no sign at all."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    source = headers.get("origin") or headers.get("referer") or ""
    host = headers.get("host", "")
    return bool(host) and urlsplit(source).netloc == host


def is_ahead_of_time(headers: Mapping[str, str]) -> bool:
    """Whether the browser fetches this on a guess, before anybody asked for it."""
    marks = (headers.get(name, "") for name in ("sec-purpose", "purpose", "x-moz"))
    return any("prefetch" in mark.lower() or "prerender" in mark.lower() for mark in marks)


def from_another_local_app(headers: Mapping[str, str]) -> bool:
    """Cookies do not tell the ports of one machine apart, so another app on localhost would carry ours."""
    origin = urlsplit(headers.get("origin", ""))
    local = origin.hostname in ("localhost", "127.0.0.1", "0.0.0.0", "::1")
    return local and origin.netloc != headers.get("host", "")


def _bare(entry: str) -> str:
    """The address without port or brackets, empty when it is none."""
    text = entry.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""


def _within(address: str, trusted: list[Network]) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found in network for network in trusted)
