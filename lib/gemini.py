"""Gemini: one question, with or without a picture or a recording, and one answer in JSON.

Whatever goes wrong is a GeminiError with a sentence for the person. Only its kind and the status code are logged.
"""

import functools
import json
import logging
import threading
import time
import warnings
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from lib.gemini_refusals import GeminiError, Kind, refusal
from lib.settings import Settings

__all__ = ["Access", "GeminiError", "Schema", "access", "ask", "check"]

log = logging.getLogger(__name__)

# As the API writes them: "type", "properties", "required", "items", "enum", "nullable".
Schema = dict[str, Any]
# The SDK knows no thinkingConfig: it refuses the field, so the 2.5 models cannot be told to answer without thinking.
# What they think counts as output, so it needs room besides the answer.
ROOM_TO_THINK = 6_000
PAUSE_BEFORE_RETRY = 1.0
# An answer to one question has a few thousand characters.
MOST_BYTES = 1_000_000
_FINISHED = (0, 1)
_MAX_TOKENS = 2
_TYPES: Mapping[str, Any] = {
    "string": str, "number": int | float, "integer": int, "boolean": bool, "array": list, "object": dict,
}  # fmt: skip
_closed_until: dict[tuple[str, str], tuple[float, Kind]] = {}


@dataclass(frozen=True)
class Access:
    key: str = field(repr=False)
    model: str
    base: str | None = None


@dataclass(frozen=True)
class _Question:
    access: Access
    prompt: str
    schema: Schema
    picture: bytes | None
    sound: bytes | None
    most_tokens: int
    deadline: float

    def left(self) -> float:
        return self.deadline - time.monotonic()


def access(settings: Settings) -> Access | None:
    key = settings.GEMINI_API_KEY.get_secret_value() if settings.GEMINI_API_KEY else ""
    return Access(key, settings.GEMINI_MODEL, settings.GEMINI_API_BASE) if key else None


def ask(
    access: Access,
    prompt: str,
    schema: Schema,
    *,
    picture: bytes | None = None,
    sound: bytes | None = None,
    seconds: float,
    most_tokens: int,
) -> Any:
    """The answer as parsed JSON that fits the schema; `picture` is a JPEG, `sound` a WAV."""
    check(access)
    question = _Question(access, prompt, schema, picture, sound, most_tokens, time.monotonic() + seconds)
    outcome: Future[Any] = Future()
    # No time limit of a request covers everything: looking up a name, several addresses, the import of the SDK.
    threading.Thread(target=_answer, args=(question, outcome), daemon=True, name="gemini").start()
    try:
        return outcome.result(timeout=seconds)
    except TimeoutError:
        failed = GeminiError("timeout")
    except GeminiError as error:
        failed = error
    log.warning("Gemini: %s (%s).", failed.kind, failed.status or "no status")
    raise failed from None


def check(access: Access) -> None:
    """Raises GeminiError where asking is known to be in vain, before anybody pays for a question."""
    until, kind = _closed_until.get((access.key, access.model), (0.0, "too_many"))
    if (wait := until - time.monotonic()) > 0:
        raise GeminiError(kind, status=429, retry_after=wait)


def _answer(question: _Question, outcome: Future[Any]) -> None:
    try:
        outcome.set_result(_ask_twice_at_most(question))
    except GeminiError as error:
        if error.retry_after is not None:
            place = question.access.key, question.access.model
            _closed_until[place] = time.monotonic() + error.retry_after, error.kind
        outcome.set_exception(error)
    except Exception as error:
        outcome.set_exception(_what_went_wrong(error, question))


def _ask_twice_at_most(question: _Question) -> Any:
    try:
        return _ask_once(question)
    except GeminiError as error:
        if error.kind != "overloaded" or question.left() <= PAUSE_BEFORE_RETRY:
            raise
    time.sleep(PAUSE_BEFORE_RETRY)
    return _ask_once(question)


def _ask_once(question: _Question) -> Any:
    new_model = _sdk()
    if question.left() <= 0:
        # Nobody waits for the answer any more, so it is not asked for.
        raise GeminiError("timeout")
    wanted: Any = {
        "response_mime_type": "application/json",
        "response_schema": question.schema,
        "temperature": 0.1,
        "max_output_tokens": question.most_tokens + ROOM_TO_THINK,
    }
    brought = (("image/jpeg", question.picture), ("audio/wav", question.sound))
    media = [{"mime_type": kind, "data": data} for kind, data in brought if data is not None]
    model = new_model(question.access.model, generation_config=wanted)
    with _client(question) as client:
        # Its own way, genai.configure, is one key and one address for the whole process.
        model._client = client
        # The second try is our own: those of the SDK would go on for ten minutes.
        limits: Any = {"retry": None, "timeout": question.left()}
        answer = model.generate_content([*media, question.prompt], request_options=limits)
    return _json(_text(answer), question.schema)


@functools.cache
def _sdk() -> Any:
    """GenerativeModel. It takes a second or two to import, so nobody pays for it who never asks."""
    # On import it warns that it is no longer looked after, and for how long this Python will be; later of every reason
    # to stop that is newer than itself.
    warnings.filterwarnings("ignore", category=FutureWarning, module=r"google\.|lib\.gemini")
    warnings.filterwarnings("ignore", message="Unrecognized .* enum value")
    # Where everything is logged, it would log whole questions and answers, pictures and recordings included.
    logging.getLogger("google").setLevel(logging.WARNING)
    from google.generativeai.generative_models import GenerativeModel

    return GenerativeModel


def _client(question: _Question) -> Any:
    """A client of its own for every call, so that two people asking at once never meet."""
    from google.ai.generativelanguage_v1beta import GenerativeServiceClient
    from google.ai.generativelanguage_v1beta.services.generative_service.transports import (
        GenerativeServiceRestTransport as Rest,
    )
    from google.auth.api_key import Credentials

    # Given an address with its scheme, the transport takes it as it is, http included.
    host = question.access.base or Rest.DEFAULT_HOST
    credentials = Credentials(question.access.key)  # type: ignore[no-untyped-call]
    transport = Rest(host=host, credentials=credentials)
    # Runs before the session follows a redirect with the key, or asks again after a 401.
    transport._session.hooks["response"].append(functools.partial(_take, question.deadline))
    # Without this, requests looks for a password in ~/.netrc.
    transport._session.auth = lambda request: request
    return GenerativeServiceClient(transport=transport)


def _take(deadline: float, response: Any, **_: Any) -> None:
    """Reads the body, which a slow server could stretch for ever, and stops at what is no answer."""
    body = bytearray()
    with response:
        while part := response.raw.read1(65_536, decode_content=True):
            body += part
            if time.monotonic() > deadline:
                raise GeminiError("timeout", status=response.status_code)
            if len(body) > MOST_BYTES:
                raise GeminiError("unreadable", status=response.status_code)
    if refused := refusal(response.status_code, response.headers, bytes(body)):
        raise refused
    # Where requests keeps what it has read.
    response._content, response._content_consumed = bytes(body), True


def _text(answer: Any) -> str:
    if answer.prompt_feedback.block_reason:
        raise GeminiError("blocked", status=200)
    if not answer.candidates:
        raise GeminiError("empty", status=200)
    first = answer.candidates[0]
    if first.finish_reason not in _FINISHED:
        raise GeminiError("cut" if first.finish_reason == _MAX_TOKENS else "stopped", status=200)
    # The SDK's own answer.text puts line breaks between the parts, also in the middle of a word.
    text = "".join(part.text for part in first.content.parts)
    if not text.strip():
        raise GeminiError("empty", status=200)
    return text


def _json(text: str, schema: Schema) -> Any:
    try:
        found = json.loads(text, parse_constant=_no_json)
    except (ValueError, RecursionError):
        found = ...
    if not _fits(found, schema):
        raise GeminiError("unreadable", status=200)
    return found


def _no_json(name: str) -> None:
    """Python reads NaN and Infinity as numbers."""
    raise ValueError(name)


def _fits(value: Any, schema: Schema) -> bool:
    if value is None:
        return bool(schema.get("nullable"))
    kind = schema["type"].lower()
    if not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return False
    if kind == "object":
        there = [name for name in schema.get("properties", {}) if name in value]
        whole = all(name in value for name in schema.get("required", ()))
        return whole and all(_fits(value[name], schema["properties"][name]) for name in there)
    if kind == "array":
        return all(_fits(part, schema["items"]) for part in value)
    return value in schema.get("enum", [value])


def _what_went_wrong(error: Exception, question: _Question) -> GeminiError:
    from requests.exceptions import InvalidHeader, RequestException, Timeout
    from urllib3.exceptions import HTTPError, ReadTimeoutError

    if isinstance(error, Timeout | ReadTimeoutError) or question.left() <= 0:
        return GeminiError("timeout")
    if isinstance(error, InvalidHeader | UnicodeError):
        # The key is the only thing of ours in a header.
        return GeminiError("bad_key")
    return GeminiError("offline" if isinstance(error, RequestException | HTTPError) else "unreadable")
