"""What a browser may do with the app's pages: the headers on every response."""

import base64
import functools
import hashlib
import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from lib.web.leave_script import LEAVE_SCRIPT
from lib.web.read_script import READ_SCRIPT

# Only what can stand in a policy: an odd Host header must not be able to add to it.
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?")
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)

_PERMISSIONS = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), browsing-topics=()"

# A file a person brought or downloads is shown and saved, never run.
MEDIA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


def script_hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def script_hashes() -> list[str]:
    """The inline scripts that may run: those of the installed Streamlit's page and those of our own."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise RuntimeError("Streamlit is not installed: run ./dev run, which installs it.")
    page = (Path(spec.origin).parent / "static" / "index.html").read_text(encoding="utf-8")
    return [script_hash(script) for script in (*_INLINE_SCRIPT.findall(page), LEAVE_SCRIPT, READ_SCRIPT)]


@functools.lru_cache(maxsize=64)
def content_policy(host: str, scripts: Sequence[str], frame_ancestors: str) -> str:
    # A picture from the camera is read back from a data: address.
    # Safari before 15.4 does not count a WebSocket to the same host as 'self'.
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(scripts)}",
            # Streamlit's styles are made in the page.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' data: blob:{sockets}",
            "media-src 'self' blob:",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {frame_ancestors}",
        )
    )


def security_headers(*, policy: str, frame_ancestors: str, https: bool) -> dict[bytes, bytes]:
    headers = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        # Pages of this app still see each other's address, which the same-origin checks may need.
        "referrer-policy": "same-origin",
        "permissions-policy": _PERMISSIONS,
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    if frame_ancestors in ("'none'", "'self'"):
        headers["x-frame-options"] = "DENY" if frame_ancestors == "'none'" else "SAMEORIGIN"
    if https:
        headers["strict-transport-security"] = "max-age=31536000"
    return {name.encode(): value.encode("latin-1") for name, value in headers.items()}
