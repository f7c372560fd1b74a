"""WebP files, walked chunk by chunk: what is the picture, and what only comes with it."""

import struct
from collections.abc import Iterator

from lib.vision.reading_causes import Cause, Refused
from lib.vision.reading_files import UPRIGHT, Plain, check_size, orientation

MOST_CHUNKS = 1_000

_MOVES, _HAS_ALPHA = 0x02, 0x10
_VP8_START = b"\x9d\x01\x2a"
_VP8L_START = 0x2F


def plain_webp(data: bytes) -> Plain:
    canvas, frame, kept, turned = None, None, [], UPRIGHT
    for name, body in _chunks(data):
        if name in (b"ANIM", b"ANMF") or (name == b"VP8X" and body[:1] and body[0] & _MOVES):
            raise Refused(Cause.MOVING)
        if name == b"VP8X":
            canvas = _canvas(body)
            kept.append((name, bytes((body[0] & _HAS_ALPHA,)) + body[1:10]))
        elif name in (b"VP8 ", b"VP8L"):
            if frame is not None:
                raise Refused(Cause.UNTRUE)
            frame = _lossy(body) if name == b"VP8 " else _lossless(body)
            kept.append((name, body))
        elif name == b"ALPH":
            kept.append((name, body))
        elif name == b"EXIF":
            turned = orientation(body)
    if frame is None:
        raise Refused(Cause.DAMAGED)
    if canvas not in (None, frame):
        raise Refused(Cause.UNTRUE)
    check_size(*frame)
    chunks = b"".join(name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2) for name, body in kept)
    return Plain("WEBP", b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks, frame, turned)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = int.from_bytes(data[4:8], "little") + 8
    if end > len(data):
        raise Refused(Cause.CUT_OFF)
    place = 12
    for _ in range(MOST_CHUNKS):
        if place + 8 > end:
            return
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        if place + 8 + length > end:
            raise Refused(Cause.CUT_OFF)
        yield data[place : place + 4], data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2
    raise Refused(Cause.DAMAGED)


def _canvas(body: bytes) -> tuple[int, int]:
    if len(body) < 10:
        raise Refused(Cause.DAMAGED)
    return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1


def _lossy(body: bytes) -> tuple[int, int]:
    if len(body) < 10 or body[3:6] != _VP8_START:
        raise Refused(Cause.DAMAGED)
    width, height = struct.unpack_from("<HH", body, 6)
    return width & 0x3FFF, height & 0x3FFF


def _lossless(body: bytes) -> tuple[int, int]:
    if len(body) < 5 or body[0] != _VP8L_START:
        raise Refused(Cause.DAMAGED)
    bits = int.from_bytes(body[1:5], "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
