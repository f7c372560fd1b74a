"""Stands between the network and Streamlit: who asks, what they may have, and the headers of the answer."""

import logging
import posixpath
from collections.abc import Callable, Iterable, Sequence

import anyio.to_thread
from starlette.requests import ClientDisconnect
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.web import addresses
from lib.web.answers import NOTHING_HERE, dressed, fixed_headers, say
from lib.web.uploads import UploadQuota, take
from lib.web.visit import Visit, visit_in

log = logging.getLogger(__name__)

# Of Streamlit's own addresses only these are needed; the rest (metrics, agents, components) stays closed.
_OPEN_CORE = {"/_stcore/health", "/_stcore/host-config"}
_UPLOADS = "/_stcore/upload_file/"
_CLOSED = ("/component/", "/auth/", "/oauth2callback", "/app/static/")
# A file somebody made must not be loaded as part of a page.
_NOT_TO_RUN = {"script", "style", "worker", "sharedworker", "serviceworker", "iframe", "object", "embed"}


class Guard:
    def __init__(
        self,
        app: ASGIApp,
        *,
        suffix: str,
        base_path: str,
        media_owners: Callable[[str], set[str]],
        upload_session_owner: Callable[[str], str | None],
        uploaded_bytes: Callable[[], int],
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
        self._quota = UploadQuota(uploaded_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(self._visit(scope), receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(self._visit(scope), receive, send)
        else:
            await self._app(scope, receive, send)

    def _visit(self, scope: Scope) -> Visit:
        return visit_in(scope, suffix=self._suffix, base=self._base, trusted=self._trusted)

    async def _websocket(self, visit: Visit, receive: Receive, send: Send) -> None:
        if not addresses.may_open_socket(visit.headers):
            log.warning(
                "Refused a connection: its page is of %.100r, this is %.100r. Behind a proxy, see that it passes "
                "Host or X-Forwarded-Host on.",
                visit.headers["origin"],
                visit.headers.get("host", ""),
            )
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        # Streamlit would check it once more, and where it is unlike Host ask an outside service for the address
        # of this machine, while everybody waits.
        headers = [(name, value) for name, value in visit.scope["headers"] if name.lower() != b"origin"]
        await self._app({**visit.scope, "headers": headers}, receive, send)

    async def _http(self, visit: Visit, receive: Receive, send: Send) -> None:
        started = False
        fixed = fixed_headers(visit, self._scripts, self._frame_ancestors)

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": dressed(message["headers"], fixed, visit, self._suffix)}
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
            await say(500, sentence, visit, receive, send_with_headers)

    async def _answer(self, visit: Visit, receive: Receive, send: Send) -> None:
        path = visit.path
        if path.startswith("/media/"):
            await self._media(visit, receive, send)
        elif path.startswith(_UPLOADS):
            await self._upload(visit, receive, send)
        elif path.startswith(_CLOSED) or ("/_stcore" in path and path not in _OPEN_CORE):
            await say(404, NOTHING_HERE, visit, receive, send)
        elif above := self._page_above(visit):
            response = RedirectResponse(self._base + above, headers={"Cache-Control": "no-store"})
            await response(visit.scope, receive, send)
        else:
            await self._app(visit.scope, receive, send)

    def _page_above(self, visit: Visit) -> str:
        opened = visit.scope["method"] in ("GET", "HEAD") and "text/html" in visit.headers.get("accept", "")
        below_base = not self._base or visit.scope["path"].startswith(f"{self._base}/")
        return addresses.page_above(visit.path) if opened and below_base else ""

    async def _media(self, visit: Visit, receive: Receive, send: Send) -> None:
        # One answer for "not yours" and "no such file", so that asking teaches nothing.
        file_id = posixpath.splitext(visit.path.removeprefix("/media/"))[0]
        wanted = visit.scope["method"] in ("GET", "HEAD")
        if visit.headers.get("sec-fetch-dest") in _NOT_TO_RUN:
            wanted = False
        binding = visit.binding
        if wanted and binding in self._media_owners(file_id) and await self._signed_in(binding):
            await self._app(visit.scope, receive, send)
        else:
            await say(404, NOTHING_HERE, visit, receive, send)

    async def _upload(self, visit: Visit, receive: Receive, send: Send) -> None:
        session_id, _, file_id = visit.path.removeprefix(_UPLOADS).partition("/")
        binding, method = visit.binding, visit.scope["method"]
        owned = binding and file_id and self._upload_session_owner(session_id) == binding
        if method not in ("PUT", "DELETE") or not owned or not await self._signed_in(binding):
            await say(403, "Please sign in again, then add the file.", visit, receive, send)
            return
        if method == "DELETE":
            await self._app(visit.scope, receive, send)
            return
        await take(self._app, self._quota, visit, receive, send)

    async def _signed_in(self, binding: str) -> bool:
        return await anyio.to_thread.run_sync(self._is_signed_in, binding)
