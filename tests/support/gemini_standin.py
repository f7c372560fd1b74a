"""A stand-in for Gemini's REST API: real HTTP on this machine, for the real SDK.

It says what a test tells it to, in the shape in which Gemini says it: enums are numbers, as the SDK asks for them.
"""

import base64
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

STOP, MAX_TOKENS, SAFETY, RECITATION, OTHER = 1, 2, 3, 4, 5
HTML = b"<!DOCTYPE html><html><body>Sign in to the hotel's network</body></html>"


@dataclass(frozen=True)
class Asked:
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def key(self) -> str:
        return self.headers.get("x-goog-api-key", "")

    @property
    def parts(self) -> list[dict[str, Any]]:
        return self.json["contents"][0]["parts"]


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json; charset=UTF-8"})
    # Sent one byte at a time, so that no single wait for the next one is long.
    slowly: bool = False


Answer = Callable[[Asked], Reply]


@dataclass
class Standin:
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._replies: list[Reply | Answer] = []
        self._lock = threading.Lock()
        self.over = threading.Event()
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.standin = self
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def will(self, *replies: Reply | Answer) -> None:
        """One after the other; the last one from then on."""
        self.asked.clear()
        self._replies = list(replies)

    def reply(self, asked: Asked) -> Reply:
        with self._lock:
            self.asked.append(asked)
            found = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        return found if isinstance(found, Reply) else found(asked)

    def stop(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()


class Server(ThreadingHTTPServer):
    standin: Standin
    daemon_threads = True
    block_on_close = False


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.standin.reply(Asked(self.path, headers, body))
        try:
            self._send(reply)
        except (BrokenPipeError, ConnectionResetError):
            pass

    do_GET = do_HEAD = do_PUT = lambda self: self.server.standin.reply(Asked(f"{self.command} {self.path}", {}, b""))

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        for piece in _pieces(reply):
            self.wfile.write(piece)
            if reply.slowly and self.server.standin.over.wait(0.02):
                return

    def log_message(self, *_: Any) -> None:
        pass


def _pieces(reply: Reply) -> Iterable[bytes]:
    return (bytes([byte]) for byte in reply.body) if reply.slowly else [reply.body]


def says(answer: Any, *, finish: int = STOP, pieces: int = 1) -> Reply:
    """An answer: JSON, or a text as it is. It may come in several parts."""
    text = answer if isinstance(answer, str) else json.dumps(answer)
    size = max(-(-len(text) // pieces), 1)
    parts = [{"text": text[start : start + size]} for start in range(0, len(text), size)]
    content = {"role": "model", "parts": parts} if parts else {"role": "model"}
    candidate = {"content": content, "finishReason": finish, "index": 0}
    # What the SDK of today has never heard of is there as well.
    usage = {"promptTokenCount": 300, "candidatesTokenCount": 20, "totalTokenCount": 390, "thoughtsTokenCount": 70}
    return _json(200, {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "gemini-2.5-flash"})


def blocks() -> Reply:
    return _json(200, {"promptFeedback": {"blockReason": 4}, "usageMetadata": {"promptTokenCount": 300}})


def refuses(status: int, *details: Any, message: str = "", headers: Mapping[str, str] | None = None) -> Reply:
    return _json(status, {"error": {"code": status, "message": message, "details": list(details)}}, headers)


def error_info(reason: str) -> dict[str, Any]:
    return {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com"}


def retry_info(delay: str) -> dict[str, Any]:
    return {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay}


def quota_failure(*quotas: str) -> dict[str, Any]:
    violations = [{"quotaId": quota, "quotaValue": "250"} for quota in quotas]
    return {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": violations}


def page(status: int = 200) -> Reply:
    return Reply(status, HTML, {"Content-Type": "text/html"})


def encoded(picture: bytes) -> str:
    return base64.b64encode(picture).decode()


def picture_of(asked: Asked) -> bytes:
    return base64.b64decode(asked.parts[0]["inlineData"]["data"])


def _json(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Reply:
    kind = {"Content-Type": "application/json; charset=UTF-8"}
    return Reply(status, json.dumps(body).encode(), {**kind, **(headers or {})})
