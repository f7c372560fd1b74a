"""What a picture, or a part of one, looks like: bytes for `lib/vision/learner.py` to compare.

A look is float16, little-endian: the averages over the deepest plain layer of the model, raw, then a histogram of the
colours whose squares sum to 1. The layer knows textures and shapes and little of colour, which the histogram adds.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from lib.vision.look import Box

if TYPE_CHECKING:
    from PIL.Image import Image

# A change of anything here makes looks that cannot be compared with those already kept: count it up.
VERSION = 1
LAYER = "SPPF"
SIDE = 320
# Shades of hue, saturation and brightness.
SHADES = (8, 4, 4)
COLOURS = 8 * 4 * 4
# More at a time takes more memory and no less time.
AT_ONCE = 4
# What lies around a thing belongs to how it looks, and a box is never exact.
MARGIN = 0.06
WHOLE: Box = (0.0, 0.0, 1.0, 1.0)


def layers_for_looks(model: Any) -> Any:
    """The layers up to the one that looks are taken from; None where the model has no such plain chain of layers."""
    layers = model.model
    names = [type(layer).__name__ for layer in layers]
    if LAYER not in names:
        return None
    chain = layers[: names.index(LAYER) + 1]
    return chain if all(layer.f == -1 for layer in chain) else None


def looks(layers: Any, picture: "Image", boxes: Sequence[Box]) -> list[bytes]:
    """One look for each box."""
    found: list[bytes] = []
    for start in range(0, len(boxes), AT_ONCE):
        # Stretched to a square: bars at the sides would make the shape of a box a part of the look.
        tiles = [_tile(picture, box) for box in boxes[start : start + AT_ONCE]]
        shapes = _averages(layers, np.stack([np.asarray(tile) for tile in tiles]))
        found += [_packed(shape, colours(tile)) for shape, tile in zip(shapes, tiles, strict=True)]
    return found


def with_margin(box: Box) -> Box:
    left, top, right, bottom = box
    across, down = (right - left) * MARGIN, (bottom - top) * MARGIN
    return max(0.0, left - across), max(0.0, top - down), min(1.0, right + across), min(1.0, bottom + down)


def colours(tile: "Image") -> np.ndarray:
    """The square root of each colour's share, so that two histograms multiply to how alike they are."""
    hue, saturation, value = (
        channel.astype(np.uint32) * shades // 256
        for channel, shades in zip(np.moveaxis(np.asarray(tile.convert("HSV")), -1, 0), SHADES, strict=True)
    )
    bins = (hue * SHADES[1] + saturation) * SHADES[2] + value
    counted = np.bincount(bins.ravel(), minlength=COLOURS)
    return np.asarray(np.sqrt(counted / bins.size))


def _tile(picture: "Image", box: Box) -> "Image":
    from PIL import Image

    width, height = picture.size
    left, top, right, bottom = box[0] * width, box[1] * height, box[2] * width, box[3] * height
    # No part of a picture is less than one pixel, whatever a model says.
    left, top = min(left, width - 1.0), min(top, height - 1.0)
    area = (left, top, max(right, left + 1.0), max(bottom, top + 1.0))
    return picture.resize((SIDE, SIDE), Image.Resampling.BILINEAR, box=area, reducing_gap=2.0)


def _averages(layers: Any, tiles: np.ndarray) -> np.ndarray:
    import torch

    with torch.inference_mode():
        flowing = torch.from_numpy(tiles).permute(0, 3, 1, 2).contiguous().float().div_(255)
        for layer in layers:
            flowing = layer(flowing)
        averages: np.ndarray = flowing.mean(dim=(2, 3)).numpy()
    return averages


def _packed(shape: np.ndarray, histogram: np.ndarray) -> bytes:
    return np.concatenate([shape, histogram]).astype("<f2").tobytes()
