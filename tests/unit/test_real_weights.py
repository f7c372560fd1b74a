"""The real model on real photos, where they are at hand: they are too large to be part of the project."""

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from lib.vision import detector
from lib.vision.detector import Eyes
from tests.support.weights import ROOT

SHARED = ROOT.parent / "shared"
WEIGHTS = Path(os.environ.get("YOLO_WEIGHTS") or SHARED / "models/yolo26n.pt")
PHOTOS = SHARED / "photos"
FOODS = {"banana", "apple", "sandwich", "orange", "broccoli", "carrot", "hot dog", "pizza", "donut", "cake"}

pytestmark = [
    pytest.mark.skipif(
        not WEIGHTS.is_file(), reason=f"{WEIGHTS} is not there: set YOLO_WEIGHTS to the file of a real model"
    ),
    pytest.mark.skipif(not PHOTOS.is_dir(), reason=f"{PHOTOS} is not there: it holds the photos to try the model on"),
]


@pytest.fixture(scope="module")
def labels(tmp_path_factory) -> Iterator[Callable[[str], set[str]]]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(detector, "WAIT_SECONDS", 120.0)
        patched.setattr(detector, "PHOTO_SECONDS", 120.0)
        eyes = Eyes(str(WEIGHTS), tmp_path_factory.mktemp("data"))
        yield lambda name: {found.label for found in eyes.see(_as_taken_in(PHOTOS / name)).detections}
        eyes.close()


def _as_taken_in(path: Path) -> bytes:
    written = BytesIO()
    with Image.open(path) as picture:
        picture.thumbnail((1280, 1280))
        picture.convert("RGB").save(written, "JPEG", quality=88)
    return written.getvalue()


def test_a_pizza_is_seen(labels):
    assert "pizza" in labels("pizza_ccby.jpg")


def test_broccoli_is_seen(labels):
    assert "broccoli" in labels("broccoli_ccby.jpg")


def test_what_is_seen_on_a_photo_without_food_is_no_food(labels):
    found = labels("nofood_truck.jpg")

    assert found
    assert not found & FOODS
