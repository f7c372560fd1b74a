"""A stand-in for a Supabase project: real HTTP on this machine, answers out of the test database.

It knows the requests that the app makes and no others. An unknown one gets 404 and is remembered, so that a test
can fail on it. What it does follows the behaviour of PostgREST 13, Supabase Auth and Supabase Storage; none of it
is shared with the app.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.support.supabase_auth_part import AuthPart
from tests.support.supabase_rest_part import RestPart
from tests.support.supabase_storage_part import StoragePart
from tests.support.supabase_wire import Connections, Reply, Request, Tokens, Unknown, refuse

KEY = "sb_publishable_for_tests_only"
Interruption = Callable[[Request], Reply | None]


@dataclass
class Standin:
    people_url: str
    accounts_url: str
    # Shorter than a project's, so that tests need not wait.
    statement_timeout: str = "1s"
    key: str = KEY
    # What was asked, as (method, path, role); and what of it was not understood.
    seen: list[tuple[str, str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    # Set by a test that wants a proxy's error page, a broken answer or an outage instead of the real thing.
    interruption: Interruption | None = None

    def __post_init__(self) -> None:
        self.tokens = Tokens()
        self._people = Connections(self.people_url)
        self._accounts = Connections(self.accounts_url)
        self.rest = RestPart(self._people, self.tokens, self.key, self.statement_timeout)
        self.auth = AuthPart(self._accounts, self.tokens)
        self.storage = StoragePart(self._people, self.tokens)
        self._server: Server | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Standin":
        # The same port again after a stop, so that clients find it back.
        self._server = Server(("127.0.0.1", self.port), Handler)
        self._server.standin = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.close_all()
            self._server = None

    def close(self) -> None:
        self.stop()
        self._people.close()
        self._accounts.close()

    def answer(self, request: Request) -> Reply:
        self.seen.append((request.method, request.path, self.tokens.role_of(request)))
        interrupted = self.interruption(request) if self.interruption else None
        if interrupted:
            return interrupted
        if request.headers.get("apikey") != self.key:
            return refuse(401, {"message": "Invalid API key", "hint": "Double check your Supabase key."})
        try:
            if request.path.startswith("/rest/v1/"):
                return self.rest.answer(request)
            if request.path.startswith("/auth/v1/"):
                return self.auth.answer(request)
            if request.path.startswith("/storage/v1/"):
                return self.storage.answer(request)
            raise Unknown("no such part")
        except Unknown as why:
            self.unknown.append(f"{request.method} {request.path} {request.query}: {why}")
            return refuse(404, {"message": "unknown request", "code": "STAND-IN"})


class Server(ThreadingHTTPServer):
    daemon_threads = True
    standin: Standin

    def __init__(self, *given: object) -> None:
        self._open: set = set()
        super().__init__(*given)  # type: ignore[arg-type]

    def process_request(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        self._open.add(request)
        super().process_request(request, client_address)

    def close_request(self, request) -> None:  # type: ignore[no-untyped-def]
        self._open.discard(request)
        super().close_request(request)

    def close_all(self) -> None:
        """Connections that clients hold open end too, as with a host that is gone."""
        self.server_close()
        for request in list(self._open):
            self.shutdown_request(request)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        reply = self.server.standin.answer(Request(self.command, parts.path, query, headers, body))
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)
        self.wfile.flush()

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve

    def log_message(self, *given: object) -> None:
        pass
