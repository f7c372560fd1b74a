"""What a file holds by its first bytes, how large its picture may be, and which way up it was taken."""

import struct
from dataclasses import dataclass
from typing import Literal

from lib.vision.reading_causes import Cause, Refused

# The names Pillow has for them.
Kind = Literal["JPEG", "PNG", "WEBP", "HEIF"]

MOST_PIXELS = 60_000_000
MOST_LONG = 20
LEAST_SIDE = 32

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
EXIF_NAME = b"Exif\0\0"
UPRIGHT = 1

_STARTS = {
    b"GIF8": Cause.GIF, b"%PDF-": Cause.PDF, b"BM": Cause.BMP,
    b"II*\0": Cause.TIFF, b"MM\0*": Cause.TIFF, b"II+\0": Cause.TIFF, b"MM\0+": Cause.TIFF,
    b"\x1aE\xdf\xa3": Cause.VIDEO,
}  # fmt: skip
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"mif2"}
_HEIC_MOVING = {b"hevc", b"hevx", b"hevm", b"hevs", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
_MARKUP_WITHIN = 1024
_MOST_BRANDS = 64
_ORIENTATION_TAG, _SHORT = 0x0112, 3


@dataclass(frozen=True)
class Plain:
    """A picture without what a file holds besides it. The size is None where only Pillow can tell."""

    kind: Kind
    data: bytes
    size: tuple[int, int] | None
    orientation: int


def kind_of(data: bytes) -> Kind:
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(PNG_SIGNATURE):
        return "PNG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _kind_by_brands(data)
    raise Refused(_other_kind(data))


def _kind_by_brands(data: bytes) -> Kind:
    length = min(int.from_bytes(data[:4]), _MOST_BRANDS * 4)
    major = data[8:12]
    brands = {major, *(data[place : place + 4] for place in range(16, length, 4))}
    if major in _HEIC_MOVING:
        raise Refused(Cause.MOVING)
    if brands & _AVIF_BRANDS:
        raise Refused(Cause.AVIF)
    if brands & _HEIC_BRANDS:
        return "HEIF"
    raise Refused(Cause.VIDEO)


def _other_kind(data: bytes) -> Cause:
    for start, cause in _STARTS.items():
        if data.startswith(start):
            return cause
    head = data[:_MARKUP_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(b"<"):
        if b"<svg" in head:
            return Cause.SVG
        if b"<html" in head or b"<!doctype html" in head:
            return Cause.HTML
    return Cause.UNKNOWN


def check_size(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise Refused(Cause.UNTRUE)
    if width * height > MOST_PIXELS:
        raise Refused(Cause.TOO_MANY_PIXELS)
    if min(width, height) < LEAST_SIDE:
        raise Refused(Cause.TOO_SMALL)
    if max(width, height) > MOST_LONG * min(width, height):
        raise Refused(Cause.TOO_LONG)


def orientation(exif: bytes) -> int:
    """One of the eight that EXIF knows. Where the EXIF is broken, the photo is taken as it is."""
    tiff = exif.removeprefix(EXIF_NAME)
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return UPRIGHT
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for place in range(first + 2, first + 2 + count * 12, 12):
            tag, type_, _, value = struct.unpack_from(f"{order}HHIH", tiff, place)
            if (tag, type_) == (_ORIENTATION_TAG, _SHORT):
                return value if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT
