"""How alike looks are. See `features.py` for what a look is: shapes and textures first, then a histogram of colours."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

COLOURS = 128
# Lamps and white balance change colours more than dishes differ in them: much more of it finds fewer dishes.
COLOURS_WEIGH = 0.1
# Of few looks it is not known what is usual: it counts as if so many more had been seen that say nothing.
FEW_FOR_USUAL, FEW_FOR_SPREAD = 2.0, 30.0
LEAST_SPREAD = 0.1

Numbers = npt.NDArray[np.float32]


def read(look: bytes) -> Numbers | None:
    """None for what is no look."""
    if len(look) % 2 or len(look) <= 2 * COLOURS:
        return None
    numbers = np.frombuffer(look, "<f2").astype(np.float32)
    return numbers if np.isfinite(numbers).all() else None


class Shelf:
    """Looks of one length, compared by what sets each apart from what is usual among them."""

    def __init__(self, looks: Sequence[Numbers]) -> None:
        rows = np.stack(looks)
        self._shapes = _standard(rows[:, :-COLOURS])
        colours = rows[:, -COLOURS:]
        count = len(rows)
        known = count / (count + FEW_FOR_USUAL)
        self._usual = known * self._shapes.mean(axis=0)
        self._usual_colours = known * colours.mean(axis=0)
        spread = ((self._shapes - self._usual) ** 2).mean(axis=0)
        shrunk = (count * spread + FEW_FOR_SPREAD * np.median(spread)) / (count + FEW_FOR_SPREAD)
        self._spread = np.maximum(np.sqrt(shrunk), LEAST_SPREAD)
        self._apart = _unit((self._shapes - self._usual) / self._spread)
        self._colours_apart = _unit(colours - self._usual_colours)

    def nearness(self, asked: Numbers) -> Numbers:
        """To each look, at most 1: which is nearest. How near that is depends on the other looks."""
        shape = _unit((_standard(asked[:-COLOURS]) - self._usual) / self._spread)
        colour = _unit(asked[-COLOURS:] - self._usual_colours)
        near: Numbers = (1 - COLOURS_WEIGH) * (self._apart @ shape) + COLOURS_WEIGH * (self._colours_apart @ colour)
        return near

    def alike(self, place: int, asked: Numbers) -> float:
        """With one look, whatever the others are; at most 1. Colours say nothing here that shapes do not."""
        shape = _standard(asked[:-COLOURS])
        return float(self._shapes[place] @ shape) / len(shape)


def _standard(shapes: Numbers) -> Numbers:
    """Each look by itself: a dark photo makes all of its numbers smaller."""
    centred: Numbers = shapes - shapes.mean(axis=-1, keepdims=True)
    standard: Numbers = centred / np.maximum(centred.std(axis=-1, keepdims=True), np.float32(1e-6))
    return standard


def _unit(rows: Numbers) -> Numbers:
    unit: Numbers = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), np.float32(1e-9))
    return unit
