"""From the bytes of a photo to a small upright JPEG and a thumbnail. Runs in the child only, so Pillow stands on top.

Every name used here must be loaded before the child gives up opening files: `warm_up` goes through all of it once.
"""

import importlib
import warnings
from contextlib import suppress
from io import BytesIO

from PIL import Image, WebPImagePlugin

from lib.vision import reading_answer
from lib.vision.reading_answer import LONGEST_SIDE, MOST_PICTURE, MOST_THUMBNAIL, THUMBNAIL_SIDE
from lib.vision.reading_causes import Cause, Refused
from lib.vision.reading_files import MOST_PIXELS, UPRIGHT, Plain, check_size, kind_of
from lib.vision.reading_jpeg import plain_jpeg
from lib.vision.reading_png import plain_png
from lib.vision.reading_webp import plain_webp

# The first that is small enough. Noise of the largest size fits with the last.
QUALITIES = (85, 75, 60, 45, 30, 15)
# How much larger than wanted a picture is before the slow, good step.
GAP = 2.0

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_PLAIN = {"JPEG": plain_jpeg, "PNG": plain_png, "WEBP": plain_webp}


def answer(data: bytes) -> bytes:
    """One frame, whatever the photo does to Pillow."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return reading_answer.taken(*read(data))
    except Refused as error:
        return reading_answer.refused(error.cause)
    except (MemoryError, RecursionError):
        return reading_answer.refused(Cause.HEAVY)
    except Exception:
        # The parent and the log get no text that was made from a photo.
        return reading_answer.refused(Cause.DAMAGED)


def read(data: bytes) -> tuple[bytes, bytes]:
    plain = _plain(data)
    del data
    with Image.open(BytesIO(plain.data), formats=(plain.kind,)) as image:
        if plain.size is None:
            check_size(*image.size)
        elif image.size != plain.size:
            raise Refused(Cause.UNTRUE)
        size = _within(image.size, LONGEST_SIDE)
        image.draft("RGB", size)
        small = _opaque(_even(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=GAP))
    upright = small.transpose(_TURNS[plain.orientation]) if plain.orientation != UPRIGHT else small
    thumbnail = upright.resize(_within(upright.size, THUMBNAIL_SIDE), Image.Resampling.LANCZOS, reducing_gap=GAP)
    return _jpeg(upright, MOST_PICTURE), _jpeg(thumbnail, MOST_THUMBNAIL)


def warm_up() -> None:
    """Loads all that reading may need, and reads one small picture of each kind."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    Image.preinit()
    if WebPImagePlugin.SUPPORTED:
        _read_one("WEBP")
    # Not among the requirements: without it, a sentence says what to do with a HEIC photo.
    with suppress(ImportError):
        importlib.import_module("pillow_heif").register_heif_opener(thumbnails=False, decode_threads=1)
    _read_one("JPEG")
    _read_one("PNG")


def _read_one(kind: str) -> None:
    file = BytesIO()
    Image.new("RGBA" if kind != "JPEG" else "RGB", (40, 40)).save(file, kind)
    answer(file.getvalue())


def _plain(data: bytes) -> Plain:
    kind = kind_of(data)
    if kind != "HEIF":
        return _PLAIN[kind](data)
    if "HEIF" not in Image.OPEN:
        raise Refused(Cause.HEIC)
    # Its decoder turns the photo itself.
    return Plain(kind, data, None, UPRIGHT)


def _within(size: tuple[int, int], most: int) -> tuple[int, int]:
    scale = min(1.0, most / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _even(image: Image.Image) -> Image.Image:
    """In a mode in which neighbouring pixels can be mixed."""
    image.load()
    if image.mode.startswith("I"):
        # Conversion would cut off the bright end of sixteen bits.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    return image.convert("RGB") if image.mode == "P" else image


def _opaque(image: Image.Image) -> Image.Image:
    """On white, as paper is, and with nothing that came with the file."""
    if image.mode in ("LA", "RGBA"):
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    image = image.convert("RGB")
    image.info = {}
    return image


def _jpeg(image: Image.Image, most: int) -> bytes:
    for quality in QUALITIES:
        file = BytesIO()
        image.save(file, "JPEG", quality=quality)
        if file.tell() <= most:
            break
    return file.getvalue()
