"""Pictures as rows, under the same policies that guard the bucket on Supabase."""

from collections.abc import Sequence

from lib.gateway import plain
from lib.gateway.port import Gateway, GatewayError

BUCKET = "meal-photos"


class RowPhotos:
    def __init__(self, storage: Gateway) -> None:
        self._storage = storage

    def put(self, path: str, data: bytes, content_type: str = "image/jpeg") -> None:
        row = {"bucket_id": BUCKET, "name": plain.path(path), "mime_type": content_type, "content": rf"\x{data.hex()}"}
        try:
            self._storage.insert("objects", row)
        except GatewayError as error:
            if error.code != "23505":
                raise
            # The same name again is the same picture again, as far as its owner is concerned.
            if not self._storage.update("objects", row, eq={"bucket_id": BUCKET, "name": path}):
                raise GatewayError("42501", "This place belongs to somebody else.") from error

    def get(self, path: str) -> bytes | None:
        found = self._storage.select("objects", eq={"bucket_id": BUCKET, "name": plain.path(path)}, limit=1)
        return bytes.fromhex(found[0]["content"][2:]) if found else None

    def delete(self, paths: Sequence[str]) -> None:
        for name in [plain.path(path) for path in paths]:
            self._storage.delete("objects", eq={"bucket_id": BUCKET, "name": name})
