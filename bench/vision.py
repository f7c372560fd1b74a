"""A photo on its way to suggestions: read, looked at, compared with earlier meals; and the model by itself."""

import os
import random
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from bench.measure import Times, line, memory_mb, times
from lib.vision import reading
from lib.vision.detector import Eyes
from lib.vision.learner import Known, prepare

SHARED = Path(__file__).resolve().parents[2] / "shared"
WEIGHTS = Path(os.environ.get("YOLO_WEIGHTS") or SHARED / "models/yolo26n.pt")
PHOTO = SHARED / "photos/steak.jpg"
RUNS = 40
MEALS = 300
COLD_RUNS = 3


def run() -> None:
    if not WEIGHTS.is_file():
        print(f"{WEIGHTS} is not there: set YOLO_WEIGHTS to the file of a model.")
        return
    data = PHOTO.read_bytes() if PHOTO.is_file() else _made_up()
    reading.prepare()
    with tempfile.TemporaryDirectory(prefix="wellspring-bench-") as folder:
        line("cold: from start() until a photo is seen", _cold(Path(folder), data))
        eyes = Eyes(str(WEIGHTS), Path(folder))
        jpeg = _warm(eyes, data)
        line("memory of the process with the model", f"{memory_mb(eyes.pid or 0) or 0:7.0f} MB")
        line("memory of the process that asks it (no Streamlit)", f"{memory_mb(os.getpid()) or 0:7.0f} MB")
        eyes.close()
    _bare(jpeg)


def _cold(folder: Path, data: bytes) -> str:
    jpeg = reading.read_photo(data).jpeg
    taken = []
    for _ in range(COLD_RUNS):
        started = time.perf_counter()
        eyes = Eyes(str(WEIGHTS), folder)
        eyes.start()
        eyes.see(jpeg)
        taken.append(time.perf_counter() - started)
        eyes.close()
    return f"median {sorted(taken)[len(taken) // 2]:7.2f} s   ({COLD_RUNS} starts)"


def _warm(eyes: Eyes, data: bytes) -> bytes:
    jpeg = reading.read_photo(data).jpeg
    seen = eyes.see(jpeg)
    memory = prepare(_earlier_meals(len(seen.look)))

    def nearest() -> None:
        for look in (seen.look, *(found.look for found in seen.detections if found.look)):
            memory.suggest(look, meal_type="lunch", hour=12.5)

    def everything() -> None:
        found = eyes.see(reading.read_photo(data).jpeg)
        for look in (found.look, *(part.look for part in found.detections if part.look)):
            memory.suggest(look, meal_type="lunch", hour=12.5)

    parts = 1 + sum(bool(found.look) for found in seen.detections)
    line("read a 12-megapixel photo", times(lambda: reading.read_photo(data), runs=RUNS))
    line(f"see it: {len(seen.detections)} things, {parts} looks", times(lambda: eyes.see(jpeg), runs=RUNS))
    line(f"nearest of {MEALS} earlier meals, {parts} times", times(nearest, runs=RUNS))
    line("all of it, one after another", times(everything, runs=RUNS))
    return jpeg


def _bare(jpeg: bytes) -> None:
    """The same picture in the same model, in this process, with nothing around."""
    import torch
    from PIL import Image
    from ultralytics import YOLO

    torch.set_num_threads(os.cpu_count() or 1)
    picture = Image.open(BytesIO(jpeg)).convert("RGB")
    yolo: Any = YOLO(WEIGHTS)
    ends = {"nms": False} if getattr(yolo.model.model[-1], "one2one_cv2", None) is not None else {}

    def predict() -> None:
        yolo.predict(picture, imgsz=640, conf=0.25, verbose=False, device="cpu", **ends)

    predict()
    torch.set_num_threads(os.cpu_count() or 1)
    line("model.predict alone, here", times(predict, runs=RUNS))
    products = _products(yolo.predictor.model.model, predict)
    speed = _products_a_second()
    line("  the products in it, as fast as matrices here", f"{products / speed * 1000:14.2f} ms")


def _products(model: Any, action: Any) -> float:
    """How many multiplications the convolutions of one photo are."""
    import torch

    counted = 0.0

    def count(layer: Any, _: Any, output: Any) -> None:
        nonlocal counted
        counted += output.numel() * layer.weight[0].numel()

    hooks = [part.register_forward_hook(count) for part in model.modules() if isinstance(part, torch.nn.Conv2d)]
    action()
    for hook in hooks:
        hook.remove()
    return counted


def _products_a_second() -> float:
    import torch

    side = 1024
    one, other = torch.rand(side, side), torch.rand(side, side)
    return float(side**3) / (_multiplied(one, other).at(0.5) / 1000)


def _multiplied(one: Any, other: Any) -> Times:
    return times(lambda: one @ other, runs=RUNS)


def _earlier_meals(length: int) -> list[Known]:
    chance = np.random.default_rng(26)
    looks = chance.normal(size=(MEALS, length // 2)).astype("<f2")
    return [
        Known(None, f"dish {number % 60}", look.tobytes(), 150.0, "lunch", 12.0) for number, look in enumerate(looks)
    ]


def _made_up() -> bytes:
    """As many pixels as a telephone takes, and as many bytes."""
    from PIL import Image

    chance = random.Random(26)
    small = Image.frombytes("RGB", (400, 300), chance.randbytes(400 * 300 * 3))
    written = BytesIO()
    small.resize((4000, 3000)).save(written, "JPEG", quality=90)
    return written.getvalue()
