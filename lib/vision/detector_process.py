"""The worker process as the app sees it: started, asked, and ended when it takes too long."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from lib.settings import ROOT
from lib.vision import detector_frames as frames
from lib.vision.look import Detection, Seen

# How the machine reaches the internet, for a download of weights by name.
INHERITED = [
    "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE",
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy",
]  # fmt: skip
ENDS_WITHIN_SECONDS = 5.0


class Gone(Exception):
    """It ended before it answered: by itself, or because its time was over."""

    def __init__(self, *, late: bool) -> None:
        super().__init__("too late" if late else "ended")
        self.late = late


class Child:
    def __init__(self, folder: Path) -> None:
        """Raises OSError when it cannot be started."""
        models = folder / "models"
        models.mkdir(parents=True, exist_ok=True)
        # A session of its own: Ctrl-C is for the app, which then ends its child.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "lib.vision.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=models,
            env=environment(folder),
            start_new_session=True,
        )
        self._asks = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, header: frames.Header, body: bytes, *, within: float) -> tuple[frames.Header, bytes]:
        """Raises Gone; then there is no process any more."""
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        # A process that hangs neither reads nor writes; ending it is what ends the waiting for it.
        timer = threading.Timer(within, give_up)
        timer.daemon = True
        timer.start()
        try:
            frames.write(self._asks, header, body)
            return frames.read(self._answers)
        except (OSError, EOFError, ValueError) as error:
            self.end()
            raise Gone(late=late.is_set()) from error
        finally:
            timer.cancel()

    def kill(self) -> None:
        """From any thread; whoever waits for an answer gets Gone."""
        self._process.kill()

    def end(self) -> None:
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDS_WITHIN_SECONDS)
        for pipe in (self._asks, self._answers):
            # What was not written yet has nobody to go to.
            with suppress(OSError):
                pipe.close()

    def how_it_ended(self) -> str:
        code = self._process.poll()
        return f"by signal {-code}" if code is not None and code < 0 else f"with code {code}"


def unpacked(header: frames.Header, looks: bytes, *, model: str, looks_by: str) -> Seen:
    """What `worker.py` packed."""
    at = int(header["look"])
    whole, detections = looks[:at], []
    for label, confidence, (left, top, right, bottom), length in header["detections"]:
        box = (float(left), float(top), float(right), float(bottom))
        detections.append(Detection(str(label), float(confidence), box, looks[at : at + length]))
        at += length
    return Seen(tuple(detections), whole, model, looks_by, int(header["took_ms"]))


def environment(folder: Path) -> Mapping[str, str]:
    """No keys and no passwords of the app, and nothing that lets ultralytics install, report or look for news."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    home = str(folder / "ultralytics")
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "LC_ALL": "C.UTF-8",
        "HOME": home,
        "PYTHONPATH": str(ROOT),
        "YOLO_CONFIG_DIR": home,
        "YOLO_AUTOINSTALL": "false",
        "YOLO_VERBOSE": "false",
        # Neither events nor a look for newer versions; weights are downloaded all the same.
        "YOLO_OFFLINE": "true",
        # Weights are data: what they hold besides a model's known parts is refused, not run.
        "ULTRALYTICS_SAFE_LOAD": "true",
        # Threads that spin while they wait for each other take seconds instead of milliseconds once the app is busy.
        # GNU's library may spin for a moment, which is quicker than none.
        "OMP_WAIT_POLICY": "PASSIVE",
        "GOMP_SPINCOUNT": "2000",
        **kept,
    }
