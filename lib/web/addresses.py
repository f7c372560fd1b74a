"""What a request says about where it comes from, and how much of it is believed."""

import ipaddress
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from lib.gateway.ladder import network

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_PORT = re.compile(r":[0-9]+$")
# What lies below these is no page.
_ROOMS = {"static", "media", "session", "health", "_stcore"}


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


def may_open_socket(headers: Mapping[str, str]) -> bool:
    """Whether a page of this app asks, or no browser at all.

    Cookies do not tell the ports of one machine apart, so a page of another app there would carry ours. Of the
    headers read here, a page decides about none.
    """
    if "origin" not in headers:
        return True
    scheme, _, place = headers["origin"].lower().partition("://")
    port = _DEFAULT_PORTS.get(scheme)
    if port is None:
        return False
    place = place.removesuffix(port)
    host = headers.get("host", "").lower()
    outer = headers.get("x-forwarded-host", "").split(",")[0].strip().lower()
    if place and place in (host.removesuffix(port), outer.removesuffix(port)):
        return True
    # A proxy on an odd port may pass on the name alone.
    behind_proxy = "x-forwarded-proto" in headers and is_https({}, headers) == (scheme == "https")
    return behind_proxy and bool(host) and not _PORT.search(host) and _PORT.sub("", place) == host


def page_above(path: str) -> str:
    """The page below whose address `path` lies, as "/settings" for "/settings/more"; empty where it lies below none.

    Pages lie side by side. Below one of them a browser would see nothing at all, for it looks there for Streamlit's
    own files too.
    """
    first, *below = path.removeprefix("/").split("/")
    return "/" + quote(first, safe="") if first and any(below) and first not in _ROOMS else ""


def public_network(address: str) -> str:
    """The neighbourhood of an address, empty where many may share it: at home, or behind a proxy of our own."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return network(address) if found.is_global else ""


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
