"""The model itself, loaded by ultralytics. Only the worker process imports what this needs."""

import io
import os
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from lib.vision import features
from lib.vision.look import Box, Detection, Seen
from lib.vision.weights import NoModel, check_path, fingerprint

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 640
LEAST_CONFIDENCE = 0.25
MOST_DETECTIONS = 50
MOST_LOOKS = 12
LONGEST_LABEL = 80
# Photos are this size at most; everything that is made ready on a first photo is made ready for that.
WARM_UP = (1280, 960)


@dataclass(frozen=True)
class Model:
    yolo: Any
    layers: Any
    # The classes whose part of the photo gets a look; None: all.
    wanted: frozenset[str] | None
    name: str
    looks_by: str
    how: dict[str, Any]

    def see(self, jpeg: bytes) -> Seen:
        from PIL import Image

        started = time.perf_counter()
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
            picture = opened.convert("RGB")
        detections = self._detections(picture)
        whole, parts = self._looks(picture, detections)
        detections = [
            Detection(found.label, found.confidence, found.box, parts.get(number, b""))
            for number, found in enumerate(detections)
        ]
        took_ms = round((time.perf_counter() - started) * 1000)
        return Seen(tuple(detections), whole, self.name, self.looks_by, took_ms)

    def _detections(self, picture: "Image") -> list[Detection]:
        # A PIL image, because ultralytics takes an array for one with blue first.
        boxes = self.yolo.predict(picture, **self.how)[0].boxes
        if boxes is None:
            raise NoModel("unreadable")
        rows = zip(boxes.cls.tolist(), boxes.conf.tolist(), boxes.xyxyn.tolist(), strict=True)
        found = [Detection(self._label(kind), share, _within(box)) for kind, share, box in rows]
        return sorted(found, key=lambda detection: -detection.confidence)[:MOST_DETECTIONS]

    def _label(self, kind: float) -> str:
        return str(self.yolo.names[int(kind)])[:LONGEST_LABEL]

    def _looks(self, picture: "Image", detections: list[Detection]) -> tuple[bytes, dict[int, bytes]]:
        if self.layers is None:
            return b"", {}
        chosen = [
            number for number, found in enumerate(detections) if self.wanted is None or found.label in self.wanted
        ][:MOST_LOOKS]
        boxes = [features.WHOLE, *(features.with_margin(detections[number].box) for number in chosen)]
        whole, *parts = features.looks(self.layers, picture, boxes)
        return whole, dict(zip(chosen, parts, strict=True))


def load(weights: str, wanted: Collection[str] | None) -> Model:
    """Weights as `weights.named` gives them; a bare name is looked for in the working folder, and downloaded to it."""
    check_path(weights)
    try:
        import torch
        from ultralytics.models import YOLO
        from ultralytics.utils import SETTINGS
    except (ImportError, OSError) as error:
        raise NoModel("packages") from error
    here, settings = str(Path.cwd()), cast(Any, SETTINGS)
    settings.update({"sync": False, "weights_dir": here, "runs_dir": f"{here}/runs", "datasets_dir": here})
    yolo: Any = YOLO(weights)
    file = Path(yolo.ckpt_path)
    how = {"imgsz": SIDE, "conf": LEAST_CONFIDENCE, "max_det": MOST_DETECTIONS, "device": "cpu", "verbose": False}
    if getattr(yolo.model.model[-1], "one2one_cv2", None) is not None:
        # A head that needs no overlapping boxes removed is asked as such. Older ones have them removed.
        how["nms"] = False
    _warm_up(yolo, how)
    # The layers of the copy in use, which is simplified for speed, and not those of the file.
    layers = features.layers_for_looks(yolo.predictor.model.model)
    torch.set_num_threads(processors())
    looks_by = f"{file.stem} {features.LAYER.lower()} {features.SIDE} {features.VERSION} {fingerprint(file)}"
    kept = frozenset(wanted) if wanted is not None else None
    model = Model(yolo, layers, kept, file.stem, looks_by if layers is not None else "", how)
    model.see(_blank())
    return model


def processors() -> int:
    """How many this process may use. More than eight make one photo no faster."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(8, allowed or 1)


def _warm_up(yolo: Any, how: dict[str, Any]) -> None:
    """The first photo sets everything up, and sets the number of threads to one less than there are processors."""
    from PIL import Image

    yolo.predict(Image.new("RGB", WARM_UP), **how)


def _blank() -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.new("RGB", WARM_UP, "white").save(written, "JPEG")
    return written.getvalue()


def _within(box: list[float]) -> Box:
    left, top, right, bottom = (min(1.0, max(0.0, side)) for side in box)
    return left, top, right, bottom
