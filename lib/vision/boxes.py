"""Where foods were found, drawn on a photo."""

import io
import math
from collections.abc import Sequence

from lib.vision.look import Box

# Seen on bright and on dark plates alike: a light line within a dark one.
DARK, LIGHT = (17, 17, 17), (255, 214, 10)


def drawn(jpeg: bytes, found: Sequence[tuple[Box, str]]) -> bytes:
    """`found`: boxes, each with a short mark that stands in its corner."""
    from PIL import Image, ImageDraw, ImageFont

    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
        picture.load()
    width, height = picture.size
    line = max(2, round(max(width, height) / 250))
    font = ImageFont.load_default(size=max(14, round(max(width, height) / 32)))
    pen = ImageDraw.Draw(picture)
    marked: list[tuple[float, float]] = []
    for (left, top, right, bottom), mark in found:
        if not all(map(math.isfinite, (left, top, right, bottom))):
            continue
        corners = (left * width, top * height, max(left, right) * width, max(top, bottom) * height)
        pen.rectangle(corners, outline=DARK, width=line * 3)
        inner = tuple(part + (line if n < 2 else -line) for n, part in enumerate(corners))
        if inner[2] > inner[0] and inner[3] > inner[1]:
            pen.rectangle(inner, outline=LIGHT, width=line)
        at = (corners[0] + line * 3, corners[1] + line * 3)
        spot = pen.textbbox(at, mark, font=font)
        aside = spot[2] - spot[0] + line * 6
        # Of two boxes in one corner both marks can be read.
        while any(abs(at[0] - x) < aside and abs(at[1] - y) < spot[3] - spot[1] for x, y in marked):
            at = (at[0] + aside, at[1])
        marked.append(at)
        spot = pen.textbbox(at, mark, font=font)
        pen.rectangle((spot[0] - line * 2, spot[1] - line * 2, spot[2] + line * 2, spot[3] + line * 2), fill=DARK)
        pen.text(at, mark, font=font, fill=LIGHT)
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=85)
    return made.getvalue()
