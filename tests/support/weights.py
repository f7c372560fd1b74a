"""A real file of weights, tiny and random, made by ultralytics' own code: every photo is full of "pizza" to it."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LABELS = ("truck", "pizza", "broccoli")
# The default model in small: a sixteenth of its width, two scales instead of three.
SHAPE = """
nc: 3
end2end: True
reg_max: 1
scales:
  n: [0.34, 0.0625, 256]
backbone:
  - [-1, 1, Conv, [64, 3, 2]]
  - [-1, 1, Conv, [128, 3, 2]]
  - [-1, 1, C3k2, [256, False, 0.25]]
  - [-1, 1, Conv, [256, 3, 2]]
  - [-1, 1, Conv, [256, 3, 2]]
  - [-1, 1, SPPF, [256, 5, 3, True]]
head:
  - [-1, 1, nn.Upsample, [None, 2, "nearest"]]
  - [[-1, 3], 1, Concat, [1]]
  - [-1, 1, C3k2, [128, False]]
  - [[8, 5], 1, Detect, [nc]]
"""


def tiny_weights(folder: Path) -> Path:
    """Made once for all that share the folder, in a process of its own: torch need not be in the tests' memory."""
    file = folder / "tiny.pt"
    with (folder / "tiny.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
            env = kept | {"HOME": str(folder), "YOLO_CONFIG_DIR": str(folder), "YOLO_OFFLINE": "true"}
            subprocess.run(
                [sys.executable, __file__, str(folder), str(file)],
                cwd=folder, env=env, check=True, timeout=200, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            )  # fmt: skip
    return file


def _make(folder: Path, file: Path) -> None:
    import torch
    from ultralytics import YOLO

    shape = folder / "yolo26n-tiny.yaml"
    shape.write_text(SHAPE, encoding="utf-8")
    torch.manual_seed(26)
    yolo = YOLO(shape)
    model = yolo.model
    model.names = dict(enumerate(LABELS))
    for branch in (model.model[-1].cv3, model.model[-1].one2one_cv3):
        for scale in branch:
            with torch.no_grad():
                scale[-1].bias.copy_(torch.tensor([-9.0, 3.0, -9.0]))
    yolo.ckpt = {}
    unfinished = file.with_suffix(".part.pt")
    yolo.save(unfinished)
    unfinished.rename(file)


if __name__ == "__main__":
    _make(Path(sys.argv[1]), Path(sys.argv[2]))
