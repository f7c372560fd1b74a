"""What Gemini or anything on the way to it may refuse with, told apart; each with a sentence for the person."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

Kind = Literal[
    "blocked", "stopped", "empty", "cut", "unreadable", "not_gemini", "bad_request", "bad_key", "unauthorised",
    "forbidden", "no_model", "too_many", "day_used_up", "fault", "overloaded", "timeout", "offline",
]  # fmt: skip

_SAFE = "Nothing of yours was changed."
_ON = f"{_SAFE} Please go on without it"
_TELL = f"{_ON}, and tell whoever looks after this app."
SENTENCES: Mapping[Kind, str] = {
    "blocked": f"Gemini declined to look at this. {_ON}.",
    "stopped": f"Gemini broke off its answer, most likely because of its own safety rules. {_ON}.",
    "empty": f"Gemini sent an empty answer. {_SAFE} You can ask once more, or go on without it.",
    "cut": f"Gemini's answer was too long and came only in part. {_SAFE} You can ask once more, or go on without it.",
    "unreadable": f"Gemini's answer made no sense to the app. {_SAFE} You can ask once more, or go on without it.",
    "not_gemini": f"Something other than Gemini answered in its place. {_TELL}",
    "bad_request": f"Gemini did not accept the question. {_TELL}",
    "bad_key": f"Gemini did not accept this app's key. {_TELL}",
    "unauthorised": f"Gemini does not recognise this app. {_TELL}",
    "forbidden": f"This app is not allowed to ask Gemini. {_TELL}",
    "no_model": f"Gemini does not know the model that this app asks for. {_TELL}",
    "too_many": f"Gemini is being asked too often right now. {_SAFE} Please wait a little, or go on without it.",
    "day_used_up": f"Today's questions to Gemini are used up. {_ON}, and ask again tomorrow.",
    "fault": f"Gemini has a fault of its own right now. {_SAFE} Please try again later, or go on without it.",
    "overloaded": f"Gemini has too much to do right now. {_SAFE} Please try again later, or go on without it.",
    "timeout": f"Gemini did not answer in time. {_SAFE} You can ask once more, or go on without it.",
    "offline": f"Gemini cannot be reached right now. {_SAFE} Please try again later, or go on without it.",
}
_OF_STATUS: Mapping[int, Kind] = {
    401: "unauthorised", 403: "forbidden", 404: "no_model", 408: "timeout", 503: "overloaded", 504: "timeout",
}  # fmt: skip

USUAL_WAIT, DAY = 60.0, 86_400.0
# Google's days of quota begin at midnight there.
QUOTA_ZONE = "America/Los_Angeles"


class GeminiError(Exception):
    """Why there is no answer, as a sentence for the person."""

    def __init__(self, kind: Kind, *, status: int | None = None, retry_after: float | None = None) -> None:
        self.kind = kind
        self.sentence = SENTENCES[kind]
        self.status = status
        # Seconds until it makes sense to ask again, where that is known.
        self.retry_after = retry_after
        super().__init__(self.sentence)


def refusal(status: int, headers: Mapping[str, str], body: bytes) -> GeminiError | None:
    html = body.lstrip().startswith(b"<")
    if 300 <= status < 400 or (html and status < 500 and status != 429):
        return GeminiError("not_gemini", status=status)
    if status == 429:
        kind, wait = _wait(headers, _details(body))
        return GeminiError(kind, status=status, retry_after=wait)
    if status == 400:
        # A wrong key is not a 401 here.
        wrong_key = any(detail.get("reason") == "API_KEY_INVALID" for detail in _details(body))
        return GeminiError("bad_key" if wrong_key else "bad_request", status=status)
    if status >= 400:
        return GeminiError(_OF_STATUS.get(status, "fault" if status >= 500 else "bad_request"), status=status)
    return None if body.strip() else GeminiError("empty", status=status)


def _details(body: bytes) -> list[dict[str, Any]]:
    """What a refusal says for programs; nothing where it is not in the usual shape."""
    try:
        found = json.loads(body)["error"]["details"]
    except (ValueError, TypeError, LookupError, RecursionError):
        return []
    return [detail for detail in found if isinstance(detail, dict)] if isinstance(found, list) else []


def _wait(headers: Mapping[str, str], details: list[dict[str, Any]]) -> tuple[Kind, float]:
    # With a daily quota used up the server still names a delay of seconds, which would not help.
    if any("PerDay" in str(detail.get("violations")) for detail in details):
        return "day_used_up", _until_midnight()
    named = [_seconds(str(detail.get("retryDelay"))) for detail in details] + [_seconds(headers.get("Retry-After", ""))]
    wait = next((seconds for seconds in named if seconds is not None), USUAL_WAIT)
    return "too_many", min(max(wait, 1.0), DAY)


def _seconds(text: str) -> float | None:
    """Of "26s", "26.5s", "26", or the date that Retry-After may hold."""
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?s?", text):
        return float(text.removesuffix("s"))
    try:
        return (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None


def _until_midnight() -> float:
    now = datetime.now(ZoneInfo(QUOTA_ZONE))
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.timestamp() - now.timestamp()
