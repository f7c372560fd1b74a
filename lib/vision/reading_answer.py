"""What the child says to its parent: one frame, which the parent believes only when everything in it fits."""

import struct
from dataclasses import dataclass

from lib.vision.reading_causes import Cause, Refused
from lib.vision.reading_jpeg import size_of_ours

LONGEST_SIDE = 1280
THUMBNAIL_SIDE = 240
MOST_PICTURE = 2_000_000
MOST_THUMBNAIL = 30_000

_HEAD = struct.Struct(">4sII")
_TAKEN, _REFUSED = b"WP:y", b"WP:n"
MOST_ANSWER = _HEAD.size + MOST_PICTURE + MOST_THUMBNAIL


@dataclass(frozen=True)
class Pictures:
    jpeg: bytes
    thumbnail: bytes
    size: tuple[int, int]


def taken(jpeg: bytes, thumbnail: bytes) -> bytes:
    return _HEAD.pack(_TAKEN, len(jpeg), len(thumbnail)) + jpeg + thumbnail


def refused(cause: Cause) -> bytes:
    return _REFUSED + cause.encode("ascii")


def believed(answer: bytes) -> Pictures:
    """Raises Refused with what the child says, or because it says something that cannot be."""
    if answer.startswith(_REFUSED):
        raise Refused(_cause(answer.removeprefix(_REFUSED)))
    if len(answer) < _HEAD.size:
        raise Refused(Cause.FAILED)
    start, picture, small = _HEAD.unpack_from(answer)
    whole = len(answer) == _HEAD.size + picture + small
    if start != _TAKEN or not whole or picture > MOST_PICTURE or small > MOST_THUMBNAIL:
        raise Refused(Cause.FAILED)
    jpeg = answer[_HEAD.size : _HEAD.size + picture]
    thumbnail = answer[_HEAD.size + picture :]
    size = size_of_ours(jpeg, LONGEST_SIDE)
    if size is None or size_of_ours(thumbnail, THUMBNAIL_SIDE) is None:
        raise Refused(Cause.FAILED)
    return Pictures(jpeg, thumbnail, size)


def _cause(said: bytes) -> Cause:
    try:
        return Cause(said.decode("ascii"))
    except ValueError:
        return Cause.FAILED
