"""Pictures made up for tests: plain ones, food-like ones, and the parts that hostile ones are put together from."""

import random
import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Size = tuple[int, int]

RED, GREEN, BLUE, YELLOW = (220, 20, 20), (20, 160, 20), (20, 20, 220), (230, 220, 20)
ORIENTATION, GPS = 0x0112, 0x8825
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def jpeg(size: Size = (640, 480), colour: Colour = (200, 120, 60), **options: Any) -> bytes:
    return encoded(Image.new("RGB", size, colour), "JPEG", **options)


def png(size: Size = (640, 480), colour: Colour = (200, 120, 60), **options: Any) -> bytes:
    return encoded(Image.new("RGB", size, colour), "PNG", **options)


def webp(size: Size = (640, 480), colour: Colour = (200, 120, 60), **options: Any) -> bytes:
    return encoded(Image.new("RGB", size, colour), "WEBP", **options)


def texture(seed: int, size: Size = (640, 480)) -> bytes:
    """Something like food on a plate. The same seed gives the same bytes, another one another dish."""
    chance = random.Random(seed)
    width, height = size
    base = [chance.randrange(60, 230) for _ in range(3)]
    image = Image.new("RGB", size, (236, 234, 228))
    draw = ImageDraw.Draw(image)
    draw.ellipse((width * 0.08, height * 0.06, width * 0.92, height * 0.94), fill=tuple(base))
    for _ in range(chance.randrange(40, 90)):
        x, y, radius = (
            chance.gauss(width / 2, width / 6),
            chance.gauss(height / 2, height / 6),
            chance.uniform(0.01, 0.06),
        )
        near = tuple(max(0, min(255, round(chance.gauss(part, 45)))) for part in base)
        wide, high = radius * width * chance.uniform(0.6, 1.6), radius * height * chance.uniform(0.6, 1.6)
        draw.ellipse((x - wide, y - high, x + wide, y + high), fill=near)
    grain_size = (max(1, width // 3), max(1, height // 3))
    grain = Image.frombytes("L", grain_size, chance.randbytes(grain_size[0] * grain_size[1])).resize(size)
    soft = image.filter(ImageFilter.GaussianBlur(max(1, width // 300)))
    return encoded(Image.blend(soft, Image.merge("RGB", [grain] * 3), 0.12), quality=88)


def noise(seed: int, size: Size) -> Image.Image:
    return Image.frombytes("RGB", size, random.Random(seed).randbytes(size[0] * size[1] * 3))


def quarters(size: Size = (320, 200)) -> Image.Image:
    """Red and green above, blue and yellow below."""
    width, height = size
    image = Image.new("RGB", size, RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(YELLOW, (width // 2, height // 2, width, height))
    return image


def exif(orientation: int = 1, note: str = "") -> Image.Exif:
    """With the place where it was taken, and a word that can be looked for."""
    found = Image.Exif()
    found[ORIENTATION] = orientation
    if note:
        found[0x010E] = note
        found.get_ifd(GPS).update({1: "N", 2: (47.0, 22.0, 11.0), 3: "E", 4: (8.0, 32.0, 33.0), 29: note})
    return found


def with_segment(data: bytes, marker: int, content: bytes) -> bytes:
    """A JPEG with one more segment at its beginning."""
    return data[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content + data[2:]


def with_scans(scans: int, size: Size = (64, 64)) -> bytes:
    """A progressive JPEG whose last scan stands in it again and again."""
    whole = encoded(Image.linear_gradient("L").resize(size), progressive=True)
    last = whole.rindex(b"\xff\xda")
    times = scans - whole.count(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * times + b"\xff\xd9"


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunk(data: bytes, name: bytes, body: bytes) -> bytes:
    """A PNG with one more chunk after its header."""
    return data[:33] + chunk(name, body) + data[33:]


def png_of(width: int, height: int, rows: bytes = b"", depth: int = 8, colours: int = 2, interlaced: int = 0) -> bytes:
    """A PNG that announces a size, and holds whatever rows."""
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlaced)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
