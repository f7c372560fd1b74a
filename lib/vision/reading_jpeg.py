"""JPEG files, walked segment by segment: what is the picture, and what only comes with it."""

import re
from collections.abc import Iterator

from lib.vision.reading_causes import Cause, Refused
from lib.vision.reading_files import EXIF_NAME, UPRIGHT, Plain, check_size, orientation

MOST_SCANS = 100
MOST_SEGMENTS = 2_000

APP0, APP1, APP14 = 0xE0, 0xE1, 0xEE
DQT, DHT, DRI, SOS, EOI = 0xDB, 0xC4, 0xDD, 0xDA, 0xD9
SOF_BASELINE, SOF_EXTENDED, SOF_PROGRESSIVE = 0xC0, 0xC1, 0xC2
# Every frame there can be, but for the numbers that are tables among them.
FRAMES = frozenset(range(0xC0, 0xD0)) - {DHT, 0xC8, 0xCC}
COMMON_FRAMES = frozenset({SOF_BASELINE, SOF_EXTENDED, SOF_PROGRESSIVE})
TABLES = frozenset({DQT, DHT, DRI})

_NAMED_JFIF, _JFIF = b"JFIF\0", b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
_NAMED_ADOBE, _ADOBE_LENGTH = b"Adobe", 12
# A marker is no stuffed byte, no fill byte and no restart. Only the last of many FF can begin one, so this is linear.
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_ALONE = frozenset({0x01, 0xD8})


def plain_jpeg(data: bytes) -> Plain:
    """The first picture of the file, without metadata and without what follows it: further pictures, a video."""
    kept, size, scans, turned = [b"\xff\xd8"], None, 0, UPRIGHT
    for marker, body in segments(data):
        if marker in FRAMES:
            if size is not None:
                raise Refused(Cause.UNTRUE)
            size = _frame_size(marker, body)
            check_size(*size)
        elif marker == SOS:
            scans += 1
            if scans > MOST_SCANS:
                raise Refused(Cause.TOO_MANY_SCANS)
            if size is None:
                raise Refused(Cause.DAMAGED)
        elif marker == APP0 and body[2:].startswith(_NAMED_JFIF):
            body = _with_length(_JFIF)
        elif marker == APP14 and body[2:].startswith(_NAMED_ADOBE):
            # It says how the colours are to be read.
            body = _with_length(body[2 : 2 + _ADOBE_LENGTH])
        elif marker == APP1 and body[2:].startswith(EXIF_NAME) and turned == UPRIGHT:
            turned = orientation(body[2:])
            continue
        elif marker not in TABLES:
            continue
        kept += (bytes((0xFF, marker)), body)
    if size is None or not scans:
        raise Refused(Cause.DAMAGED)
    return Plain("JPEG", b"".join([*kept, b"\xff\xd9"]), size, turned)


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment up to the end of the first picture, from its length on. A scan comes with all its data."""
    place = 2
    for _ in range(MOST_SEGMENTS):
        found = _next_marker(data, place)
        marker, start = data[found + 1], found + 2
        if marker == EOI:
            return
        if marker in _ALONE:
            place = start
            continue
        length = int.from_bytes(data[start : start + 2])
        place = start + length
        if place > len(data):
            raise Refused(Cause.CUT_OFF)
        if length < 2:
            raise Refused(Cause.DAMAGED)
        if marker == SOS:
            place = _next_marker(data, place)
        yield marker, data[start:place]
    raise Refused(Cause.DAMAGED)


def size_of_ours(data: bytes, most_side: int) -> tuple[int, int] | None:
    """The size of a JPEG as we write them: one scan, no metadata, nothing after its end. None where it is not so."""
    if not data.startswith(b"\xff\xd8") or not data.endswith(b"\xff\xd9"):
        return None
    try:
        found = list(segments(data))
        markers = [marker for marker, _ in found]
        bodies = dict(found)
        width, height = _frame_size(SOF_BASELINE, bodies[SOF_BASELINE])
    except (Refused, KeyError):
        return None
    as_ours = (
        set(markers) == {APP0, DQT, SOF_BASELINE, DHT, SOS}
        and markers.count(APP0) == markers.count(SOF_BASELINE) == markers.count(SOS) == 1
        and bodies[APP0] == _with_length(_JFIF)
        and markers[-1] == SOS
        # The markers of all segments, the start and the end, and nothing between.
        and sum(len(body) + 2 for _, body in found) + 4 == len(data)
    )
    return (width, height) if as_ours and min(width, height) > 0 and max(width, height) <= most_side else None


def _next_marker(data: bytes, place: int) -> int:
    found = _MARKER.search(data, place)
    if found is None:
        raise Refused(Cause.CUT_OFF)
    return found.start()


def _frame_size(marker: int, body: bytes) -> tuple[int, int]:
    if marker not in COMMON_FRAMES or len(body) < 8 or body[2] != 8 or body[7] not in (1, 3, 4):
        raise Refused(Cause.UNUSUAL)
    return int.from_bytes(body[5:7]), int.from_bytes(body[3:5])


def _with_length(content: bytes) -> bytes:
    return (len(content) + 2).to_bytes(2) + content
