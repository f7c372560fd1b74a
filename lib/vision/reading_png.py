"""PNG files, walked chunk by chunk: what is the picture, and what only comes with it."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lib.vision.reading_causes import Cause, Refused
from lib.vision.reading_files import PNG_SIGNATURE, UPRIGHT, Plain, check_size, orientation

MOST_CHUNKS = 20_000

_GREY, _COLOUR, _PALETTE = 0, 2, 3
_PARTS = {_GREY: 1, _COLOUR: 3, _PALETTE: 1, 4: 2, 6: 4}
# Where each of the seven passes of an interlaced picture begins, and how far apart its pixels are.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_PIECE = 1 << 14


@dataclass(frozen=True)
class _Header:
    width: int
    height: int
    depth: int
    colours: int
    interlaced: bool

    @property
    def unpacked(self) -> int:
        """How many bytes its pixels are, with the one before each row that says how the row is to be read."""
        bits = self.depth * _PARTS[self.colours]
        passes = _PASSES if self.interlaced else ((0, 0, 1, 1),)
        sizes = [(-((x - self.width) // wide), -((y - self.height) // high)) for x, y, wide, high in passes]
        return sum(((width * bits + 7) // 8 + 1) * height for width, height in sizes)


def plain_png(data: bytes) -> Plain:
    """Texts and colour profiles are left out without being unpacked, however much would come out of them."""
    chunks = _chunks(data)
    name, body = next(chunks)
    if name != b"IHDR":
        raise Refused(Cause.DAMAGED)
    header, kept, pixels, turned, coloured = _header(body), [PNG_SIGNATURE, _chunk(name, body)], [], UPRIGHT, False
    for name, body in chunks:
        if name == b"IHDR":
            raise Refused(Cause.UNTRUE)
        elif name == b"acTL":
            raise Refused(Cause.MOVING)
        elif name == b"IDAT":
            pixels.append(body)
        elif name == b"eXIf":
            turned = orientation(body)
        elif name == b"PLTE" or (name == b"tRNS" and _is_usual_transparency(header)):
            coloured = coloured or name == b"PLTE"
            kept.append(_chunk(name, body))
    if not pixels or (header.colours == _PALETTE and not coloured):
        raise Refused(Cause.DAMAGED)
    packed = b"".join(pixels)
    _check_rows(packed, header.unpacked)
    kept += (_chunk(b"IDAT", packed), _chunk(b"IEND", b""))
    return Plain("PNG", b"".join(kept), (header.width, header.height), turned)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(PNG_SIGNATURE)
    for _ in range(MOST_CHUNKS):
        length, name = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        end = place + 8 + length
        if end + 4 > len(data):
            raise Refused(Cause.CUT_OFF)
        body = data[place + 8 : end]
        # Pillow does not look at the checksums of the pixels. What is left out may be broken.
        if name[:1].isupper() and zlib.crc32(body, zlib.crc32(name)) != int.from_bytes(data[end : end + 4]):
            raise Refused(Cause.DAMAGED)
        yield name, body
        if name == b"IEND":
            return
        place = end + 4
    raise Refused(Cause.DAMAGED)


def _header(body: bytes) -> _Header:
    if len(body) != 13:
        raise Refused(Cause.DAMAGED)
    width, height, depth, colours, _, _, interlaced = struct.unpack(">IIBBBBB", body)
    check_size(width, height)
    if depth not in (1, 2, 4, 8, 16) or colours not in _PARTS or interlaced > 1:
        raise Refused(Cause.DAMAGED)
    return _Header(width, height, depth, colours, bool(interlaced))


def _is_usual_transparency(header: _Header) -> bool:
    """Pillow takes the one transparent colour for eight bits wide, so with other widths it would take another."""
    return header.colours == _PALETTE or (header.colours in (_GREY, _COLOUR) and header.depth in (1, 8))


def _check_rows(packed: bytes, wanted: int) -> None:
    """Where the rows are fewer than announced, Pillow would leave the rest black and say nothing."""
    unpacking, found = zlib.decompressobj(), 0
    try:
        for place in range(0, len(packed), _PIECE):
            found += len(unpacking.decompress(packed[place : place + _PIECE]))
            if found >= wanted:
                return
    except zlib.error:
        raise Refused(Cause.DAMAGED) from None
    raise Refused(Cause.UNTRUE)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(body, zlib.crc32(name)))
