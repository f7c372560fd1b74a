"""Stands between the network and Streamlit: who asks, what they may have, and the headers of the answer."""

import logging
import posixpath
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import anyio.to_thread
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.web import addresses, cookies, policy
from lib.web.headers import ADDRESS, BIND, REFERRER, Headers, cleaned, first_values
from lib.web.uploads import REFUSAL, UploadQuota

log = logging.getLogger(__name__)

# Of Streamlit's own addresses only these are needed; the rest (metrics, agents, components) stays closed.
_OPEN_CORE = {"/_stcore/health", "/_stcore/host-config"}
_UPLOADS = "/_stcore/upload_file/"
_CLOSED = ("/component/", "/auth/", "/oauth2callback", "/app/static/")
# A file somebody made must not be loaded as part of a page.
_NOT_TO_RUN = {"script", "style", "worker", "sharedworker", "serviceworker", "iframe", "object", "embed"}
# A refused upload is still read up to here, so that the browser gets to see the sentence.
_READ_AND_DROP = 16_000_000


class _TooMuch(Exception):
    pass


@dataclass(frozen=True)
class _Visit:
    """One request, as the guard sees it."""

    scope: Scope
    headers: dict[str, str]
    path: str
    secret: str
    https: bool

    @property
    def binding(self) -> str:
        return cookies.binding(self.secret) if self.secret else ""


class Guard:
    def __init__(
        self,
        app: ASGIApp,
        *,
        suffix: str,
        base_path: str,
        media_owners: Callable[[str], set[str]],
        upload_session_owner: Callable[[str], str | None],
        is_signed_in: Callable[[str], bool],
        frame_ancestors: str = "'none'",
        script_hashes: Sequence[str],
        trusted_proxies: Iterable[str] = (),
    ) -> None:
        self._app = app
        self._suffix = suffix
        self._base = "/" + base_path.strip("/") if base_path.strip("/") else ""
        self._media_owners = media_owners
        self._upload_session_owner = upload_session_owner
        self._is_signed_in = is_signed_in
        self._frame_ancestors = frame_ancestors
        self._scripts = tuple(script_hashes)
        self._trusted = addresses.networks(trusted_proxies)
        self._quota = UploadQuota()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(self._visit(scope), receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(self._visit(scope), receive, send)
        else:
            await self._app(scope, receive, send)

    def _visit(self, scope: Scope) -> _Visit:
        headers = first_values(scope["headers"])
        https = addresses.is_https(scope, headers)
        raw = cleaned(scope["headers"], self._suffix, https)
        headers = first_values(raw)
        secret, _ = cookies.read(cookies.parse(headers.get("cookie", "")), self._suffix)
        path = self._inside(scope["path"])

        peer = scope["client"][0] if scope.get("client") else ""
        address = addresses.client_address(peer, headers.get("x-forwarded-for", ""), self._trusted)
        raw.append((ADDRESS, address.encode("latin-1")))
        if path.startswith("/_stcore/"):
            # Without a cookie (a browser may refuse them) the page still runs and can say what is missing,
            # in a session that nobody can ever come back to.
            bind = cookies.binding(secret or cookies.new_secret())
            raw.append((BIND, bind.encode()))
        return _Visit({**scope, "headers": raw}, headers, path, secret, https)

    def _inside(self, path: str) -> str:
        return path.removeprefix(self._base) if path.startswith(f"{self._base}/") else path

    async def _websocket(self, visit: _Visit, receive: Receive, send: Send) -> None:
        if addresses.from_another_local_app(visit.headers):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(visit.scope, receive, send)

    async def _http(self, visit: _Visit, receive: Receive, send: Send) -> None:
        started = False
        media = visit.path.startswith("/media/")
        fixed = self._fixed_headers(visit, media=media)

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": self._dressed(message["headers"], fixed, visit)}
            await send(message)

        try:
            await self._answer(visit, receive, send_with_headers)
        except ClientDisconnect:
            return
        except Exception:
            log.exception("A request could not be answered")
            if started:
                raise
            sentence = "Something went wrong here. Please try again in a moment."
            await _say(500, sentence, visit, receive, send_with_headers)

    async def _answer(self, visit: _Visit, receive: Receive, send: Send) -> None:
        path = visit.path
        if path.startswith("/media/"):
            await self._media(visit, receive, send)
        elif path.startswith(_UPLOADS):
            await self._upload(visit, receive, send)
        elif path.startswith(_CLOSED) or ("/_stcore" in path and path not in _OPEN_CORE):
            await _say(404, "There is nothing here.", visit, receive, send)
        else:
            await self._app(visit.scope, receive, send)

    async def _media(self, visit: _Visit, receive: Receive, send: Send) -> None:
        # One answer for "not yours" and "no such file", so that asking teaches nothing.
        file_id = posixpath.splitext(visit.path.removeprefix("/media/"))[0]
        wanted = visit.scope["method"] in ("GET", "HEAD")
        if visit.headers.get("sec-fetch-dest") in _NOT_TO_RUN:
            wanted = False
        binding = visit.binding
        if wanted and binding in self._media_owners(file_id) and await self._signed_in(binding):
            await self._app(visit.scope, receive, send)
        else:
            await _say(404, "There is nothing here.", visit, receive, send)

    async def _upload(self, visit: _Visit, receive: Receive, send: Send) -> None:
        session_id, _, file_id = visit.path.removeprefix(_UPLOADS).partition("/")
        binding, method = visit.binding, visit.scope["method"]
        owned = binding and file_id and self._upload_session_owner(session_id) == binding
        if method not in ("PUT", "DELETE") or not owned or not await self._signed_in(binding):
            await _say(403, "Please sign in again, then add the file.", visit, receive, send)
            return
        if method == "DELETE":
            await self._app(visit.scope, receive, send)
            return

        announced = visit.headers.get("content-length", "0")
        declared = int(announced) if announced.isascii() and announced.isdigit() else 0
        upload = self._quota.begin(binding, declared)
        if upload is None:
            await _drop(receive)
            await _say(429, REFUSAL, visit, receive, send)
            return

        received, over = 0, False

        async def counted() -> Message:
            nonlocal received, over
            message = await receive()
            received += len(message.get("body", b""))
            over = not self._quota.fits(binding, upload, received)
            if over:
                raise _TooMuch
            return message

        async def answer(message: Message) -> None:
            if not over:
                await send(message)

        try:
            await self._app(visit.scope, counted, answer)
        except _TooMuch:
            await _drop(receive)
            await _say(429, REFUSAL, visit, receive, send)

    async def _signed_in(self, binding: str) -> bool:
        return await anyio.to_thread.run_sync(self._is_signed_in, binding)

    def _fixed_headers(self, visit: _Visit, *, media: bool) -> dict[bytes, bytes]:
        host = visit.headers.get("host", "")
        content = policy.content_policy(host, self._scripts, self._frame_ancestors)
        fixed = policy.security_headers(
            policy=policy.MEDIA_POLICY if media else content,
            frame_ancestors=self._frame_ancestors,
            https=visit.https,
        )
        if media:
            fixed[b"cache-control"] = b"no-store"
        return fixed

    def _dressed(self, given: Headers, fixed: dict[bytes, bytes], visit: _Visit) -> Headers:
        """The answer's headers: ours win, and nothing is shared with pages of other origins."""
        present = {name.lower(): value for name, value in given}
        # An answer that carries a ticket in its address asks for a stricter referrer policy of its own.
        fixed = {name: value for name, value in fixed.items() if name != REFERRER or REFERRER not in present}
        if present.get(b"content-type", b"").startswith(b"text/html"):
            # A page kept by the browser would show through "back" after signing out, and one kept by a
            # shared cache would hand one visitor's cookie to the next.
            fixed[b"cache-control"] = b"no-store"
            if not visit.secret:
                name = cookies.session_cookie(visit.https, self._suffix)
                line = cookies.set_cookie(name, cookies.new_secret(), https=visit.https)
                given = [*given, (b"set-cookie", line.encode())]
        kept = [(name, value) for name, value in given if name.lower() not in fixed]
        kept = [(name, value) for name, value in kept if not name.lower().startswith(b"access-control-")]
        if visit.https:
            kept = [(name, _secure(value) if name.lower() == b"set-cookie" else value) for name, value in kept]
        return [*kept, *fixed.items()]


def _secure(cookie: bytes) -> bytes:
    """Streamlit does not know that a proxy speaks https for it."""
    return cookie if b"; secure" in cookie.lower() else cookie + b"; Secure"


async def _say(status: int, sentence: str, visit: _Visit, receive: Receive, send: Send) -> None:
    response = PlainTextResponse(sentence, status_code=status, headers={"Cache-Control": "no-store"})
    await response(visit.scope, receive, send)


async def _drop(receive: Receive) -> None:
    left = _READ_AND_DROP
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return
