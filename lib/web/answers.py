"""What the guard adds to every answer, and the answers it gives itself."""

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Send

from lib.web import cookies, policy
from lib.web.headers import REFERRER, Headers
from lib.web.visit import Visit

NOTHING_HERE = "There is nothing here."


def fixed_headers(visit: Visit, scripts: tuple[str, ...], frame_ancestors: str) -> dict[bytes, bytes]:
    media = visit.path.startswith("/media/")
    content = policy.content_policy(visit.headers.get("host", ""), scripts, frame_ancestors)
    fixed = policy.security_headers(
        policy=policy.MEDIA_POLICY if media else content, frame_ancestors=frame_ancestors, https=visit.https
    )
    if media:
        fixed[b"cache-control"] = b"no-store"
    return fixed


def dressed(given: Headers, fixed: dict[bytes, bytes], visit: Visit, suffix: str) -> Headers:
    """The answer's headers: ours win, and nothing is shared with pages of other origins."""
    present = {name.lower(): value for name, value in given}
    # An answer that carries a ticket in its address asks for a stricter referrer policy of its own.
    fixed = {name: value for name, value in fixed.items() if name != REFERRER or REFERRER not in present}
    if present.get(b"content-type", b"").startswith(b"text/html"):
        # A page kept by the browser would show through "back" after signing out, and one kept by a shared
        # cache would hand one visitor's cookie to the next.
        fixed[b"cache-control"] = b"no-store"
        if not visit.secret:
            name = cookies.session_cookie(visit.https, suffix)
            line = cookies.set_cookie(name, cookies.new_secret(), https=visit.https)
            given = [*given, (b"set-cookie", line.encode())]
    kept = [(name, value) for name, value in given if name.lower() not in fixed]
    kept = [(name, value) for name, value in kept if not name.lower().startswith(b"access-control-")]
    if visit.https:
        kept = [(name, _secure(value) if name.lower() == b"set-cookie" else value) for name, value in kept]
    return [*kept, *fixed.items()]


async def say(status: int, sentence: str, visit: Visit, receive: Receive, send: Send) -> None:
    response = PlainTextResponse(sentence, status_code=status, headers={"Cache-Control": "no-store"})
    await response(visit.scope, receive, send)


def _secure(cookie: bytes) -> bytes:
    """Streamlit does not know that a proxy speaks https for it."""
    return cookie if b"; secure" in cookie.lower() else cookie + b"; Secure"
