"""/health and /health/detailed: for load balancers and for whoever looks after the app."""

import asyncio
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lib.gateway.port import Health

PATIENCE_SECONDS = 3.0
# One answer serves everybody who asks within this time, so asking often does not load the database.
SHARED_SECONDS = 1.0

_UNREACHABLE = Health(reachable=False, latency_ms=None, migrations=None)


class _Asker:
    """Asks one question at a time, in a thread of its own, and shares the answer for a moment."""

    def __init__(self, ask: Callable[[], Health]) -> None:
        self._ask = ask
        self._asked: Future[Health] | None = None
        self._answer = _UNREACHABLE
        self._fresh_until = 0.0

    async def answer(self) -> Health:
        if time.monotonic() < self._fresh_until:
            return self._answer
        # A question that hangs is waited for again, never asked a second time beside it.
        asked = self._asked or self._start()
        try:
            answer = await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(asked)), PATIENCE_SECONDS)
        except TimeoutError:
            answer = _UNREACHABLE
        if asked.done():
            self._asked = None
        self._answer, self._fresh_until = answer, time.monotonic() + SHARED_SECONDS
        return answer

    def _start(self) -> "Future[Health]":
        asked = self._asked = Future()

        def work() -> None:
            try:
                asked.set_result(self._ask())
            except Exception:
                asked.set_result(_UNREACHABLE)

        # A daemon, so that a database that never answers cannot keep the app from stopping.
        threading.Thread(target=work, name="health", daemon=True).start()
        return asked


def health_routes(
    health: Callable[..., Health], extra: Callable[[], Mapping[str, Any]], base_path: str = ""
) -> list[Route]:
    """`extra` names `mode` and `version`; whatever else it holds is shown by the detailed answer only."""
    brief, detailed = _Asker(lambda: health()), _Asker(lambda: health(detailed=True))

    async def short(request: Request) -> Response:
        return _reply(await brief.answer(), _base(extra()))

    async def long(request: Request) -> Response:
        answer = await detailed.answer()
        more = dict(extra())
        pool = dict(answer.pool) if answer.pool is not None else None
        return _reply(answer, more | {"server_version": answer.server_version, "pool": pool})

    base = "/" + base_path.strip("/") if base_path.strip("/") else ""
    return [
        Route(f"{base}/health", short, methods=["GET"]),
        Route(f"{base}/health/detailed", long, methods=["GET"]),
    ]


def _base(extra: Mapping[str, Any]) -> dict[str, Any]:
    return {name: extra.get(name) for name in ("mode", "version")}


def _reply(answer: Health, more: Mapping[str, Any]) -> Response:
    body = {
        "status": "ok" if answer.reachable else "unavailable",
        "database": "reachable" if answer.reachable else "unreachable",
        "latency_ms": answer.latency_ms,
        "migrations": answer.migrations,
    }
    return JSONResponse(
        body | dict(more),
        status_code=200 if answer.reachable else 503,
        headers={"Cache-Control": "no-store"},
    )
