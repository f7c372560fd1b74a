"""Where foods were found, drawn on the photo: seen on it, and whatever a model says, a picture comes out."""

import io
import math

import pytest
from PIL import Image, ImageChops

from lib.vision import boxes
from lib.vision.look import Box
from tests.support.photos import jpeg

PHOTO = jpeg((320, 200))
WHOLE = (0, 0, 320, 200)


def opened(picture: bytes) -> Image.Image:
    with Image.open(io.BytesIO(picture), formats=("JPEG",)) as image:
        image.load()
    return image


def changed(picture: bytes) -> tuple[int, int, int, int] | None:
    """The part of the picture that is clearly not as it was."""
    difference = ImageChops.difference(opened(picture), opened(PHOTO)).convert("L")
    return difference.point(lambda value: 255 if value > 60 else 0).getbbox()


def test_a_box_is_drawn_where_it_lies_and_nowhere_else() -> None:
    found = changed(boxes.drawn(PHOTO, [((0.25, 0.25, 0.75, 0.75), "1")]))

    assert found is not None
    assert found == pytest.approx((80, 50, 240, 150), abs=8)


def test_without_boxes_the_picture_looks_as_before() -> None:
    made = boxes.drawn(PHOTO, [])

    assert changed(made) is None
    assert opened(made).size == (320, 200)


def test_another_mark_is_another_picture() -> None:
    box = (0.1, 0.1, 0.9, 0.9)

    assert boxes.drawn(PHOTO, [(box, "1")]) != boxes.drawn(PHOTO, [(box, "2")])


@pytest.mark.parametrize(
    "box",
    [
        (0.5, 0.5, 0.5, 0.5),
        (0.9, 0.9, 0.1, 0.1),
        (-3.0, -3.0, 4.0, 4.0),
        (2.0, 2.0, 3.0, 3.0),
        (0.0, 0.0, 1.0, 1.0),
        (0.999, 0.999, 1.0, 1.0),
        (-1e12, -1e12, 1e12, 1e12),
        (math.nan, 0.1, 0.5, 0.5),
        (0.1, 0.1, math.inf, -math.inf),
    ],
)
def test_an_odd_box_does_no_harm(box: Box) -> None:
    made = boxes.drawn(PHOTO, [(box, "1")])

    assert opened(made).size == (320, 200)


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (1280, 2)])
def test_an_odd_picture_does_no_harm(size: tuple[int, int]) -> None:
    made = boxes.drawn(jpeg(size), [((0.1, 0.1, 0.9, 0.9), "12")])

    assert opened(made).size == size


@pytest.mark.parametrize("mark", ["", "12", "漢\n字", "\x00"])
def test_an_odd_mark_does_no_harm(mark: str) -> None:
    assert opened(boxes.drawn(PHOTO, [((0.1, 0.1, 0.9, 0.9), mark)])).size == (320, 200)
