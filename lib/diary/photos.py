"""Photos of meals: kept with their meal, brought back by an undo, and never left behind.

A photo has a row before it has a picture, and its picture goes before its row does. Whatever breaks off in between, the
row still says what is to be removed, and `tidy` removes it.
"""

import base64
import datetime
import logging
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lib.diary import entries
from lib.diary.entries import Draft, Saved
from lib.gateway.port import Backend, GatewayError, Row

log = logging.getLogger(__name__)

KEPT = {"always": "Always", "90 days": "For 90 days", "never": "Never"}
NOT_STORED = "The photo could not be kept; the meal is saved."

# By the id of a photo, its JPEG.
Pictures = Mapping[str, bytes]


def row(
    photo_id: str, size: tuple[int, int], sha256: str, thumbnail: bytes, model: str | None, took_ms: int | None
) -> Row:
    """What a meal's draft says of one photo."""
    return {
        "id": photo_id,
        "width": size[0],
        "height": size[1],
        "sha256": sha256,
        "thumbnail": base64.b64encode(thumbnail).decode(),
        "model": model,
        "took_ms": took_ms,
    }


def save(backend: Backend, drafts: Sequence[Draft], pictures: Pictures) -> tuple[list[Saved], bool]:
    """Writes the entries in one transaction, then stores their pictures; and whether all of these could be."""
    saved = entries.save(backend, drafts)
    stored = [_store(backend, photo_id, jpeg) for photo_id, jpeg in pictures.items()]
    return saved, all(stored)


def _store(backend: Backend, photo_id: str, jpeg: bytes) -> bool:
    path = _path(backend, photo_id)
    try:
        backend.photos.put(path, jpeg)
        now = datetime.datetime.now(datetime.UTC).isoformat()
        if not backend.gateway.update("meal_photos", {"stored_at": now}, eq={"id": photo_id}):
            # Its meal was deleted in the meantime, and the photo with it.
            backend.photos.delete([path])
        return True
    except GatewayError as error:
        log.warning("A photo could not be stored (%s).", error.code)
    try:
        backend.gateway.update("meal_photos", {"meal_id": None}, eq={"id": photo_id})
    except GatewayError:
        pass  # `tidy` finds it an hour later
    return False


def fetch(backend: Backend, photo_id: str) -> bytes | None:
    return backend.photos.get(_path(backend, photo_id))


def lift(backend: Backend, taken: Sequence[Draft]) -> tuple[dict[str, bytes], bool]:
    """The pictures of meals that were just deleted, for an undo, and whether these are all.

    They get new names there, for the old ones go.
    """
    lifted: dict[str, bytes] = {}
    whole = True
    for draft in taken:
        found = []
        for photo in draft.pop("photos", []):
            jpeg = _fetch_again(backend, photo["id"])
            if jpeg is not None:
                photo_id = entries.new_key()
                lifted[photo_id] = jpeg
                found.append({**photo, "id": photo_id})
            whole = whole and jpeg is not None
        if found:
            draft["photos"] = found
    return lifted, whole


def _fetch_again(backend: Backend, photo_id: str) -> bytes | None:
    """The second try is for a connection that was lost since; there is no third time to ask."""
    for _ in range(2):
        try:
            return fetch(backend, photo_id)
        except GatewayError as error:
            log.warning("A photo could not be read (%s).", error.code)
    return None


def tidy(backend: Backend) -> None:
    """Removes the pictures that are to be removed: of deleted meals, and those kept longer than the person wants."""
    try:
        ids = [str(uuid.UUID(found)) for found in backend.gateway.rpc("photos_to_remove")]
        if ids:
            backend.photos.delete([_path(backend, photo_id) for photo_id in ids])
            backend.gateway.rpc("photos_removed", {"p_ids": ids})
    except GatewayError as error:
        log.warning("Photos could not be tidied up (%s).", error.code)


def relearnt(learnt: Sequence[Row], exchanged: Mapping[str, Row]) -> list[Row] | None:
    """What the photos teach once foods are exchanged: what looked like the old food is the new one. None: as before."""
    if not learnt or not exchanged:
        return None
    return [_renamed(one, exchanged.values()) for one in learnt]


def _renamed(one: Row, exchanged: Iterable[Row]) -> Row:
    for item in exchanged:
        if (one["food_id"] or one["food_name"]) == item["instead_of"]:
            return one | {"food_id": item["food_id"], "food_name": item["food_name"]}
    return one


def has_photos(taken: Iterable[Mapping[str, Any]]) -> bool:
    return any(draft.get("photos") for draft in taken)


def _path(backend: Backend, photo_id: str) -> str:
    return f"{backend.person.id}/{photo_id}.jpg"
