"""Pictures in Supabase Storage, in a bucket whose policies let everybody into their own folder only."""

from collections.abc import Sequence
from typing import Any

import httpx

from lib.gateway import plain
from lib.gateway.photos import BUCKET
from lib.gateway.port import GatewayError
from lib.gateway.supabase_gateway import Project, session_ended, unreachable

# What Storage says about a token that is no longer good; all its refusals carry the same status.
TOKEN_WORDS = ("jwt", "jws", '"exp"')
SAME_AS = {403: "42501", 404: "42704", 413: "54000"}


class SupabasePhotos:
    def __init__(self, project: Project, token: str) -> None:
        self._bucket = project.client(token).storage.from_(BUCKET)

    def put(self, path: str, data: bytes, content_type: str = "image/jpeg") -> None:
        # Kept nowhere on the way: a picture that was replaced or deleted should be gone.
        options = {"content-type": content_type, "upsert": "true", "cache-control": "0"}
        self._call("upload", plain.path(path), data, options)

    def get(self, path: str) -> bytes | None:
        try:
            return bytes(self._call("download", plain.path(path)))
        except GatewayError as error:
            if error.code == SAME_AS[404]:
                return None
            raise

    def delete(self, paths: Sequence[str]) -> None:
        names = [plain.path(path) for path in paths]
        if names:
            self._call("remove", names)

    def _call(self, action: str, *given: Any) -> Any:
        from storage3.exceptions import StorageApiError

        try:
            return getattr(self._bucket, action)(*given)
        except StorageApiError as error:
            raise _refusal(str(error.status), str(error.message)) from None
        except (httpx.HTTPError, ValueError, KeyError):
            raise unreachable() from None


def _refusal(status: str, message: str) -> GatewayError:
    number = int(status) if status.isdigit() else 500
    if number in (400, 401, 403) and any(word in message.lower() for word in TOKEN_WORDS):
        return session_ended()
    if not 400 <= number < 500 or number in (401, 408, 429):
        return unreachable()
    return GatewayError(SAME_AS.get(number, "22023"), message)
