"""The detector, with a real process and real weights, though tiny ones that know nothing."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import psutil
import pytest
from PIL import Image

from lib.vision import detector, features
from lib.vision import detector_sentences as sentences
from lib.vision.detector import Eyes
from lib.vision.look import Detector, NoSuggestions, Seen
from lib.vision.model import Model
from lib.vision.weights import NoModel, cause_of, named
from tests.support.fake_detector import FakeDetector
from tests.support.weights import LABELS, ROOT, tiny_weights

SECRET = "not-for-the-model"
# Nothing is asserted about how long anything takes; this is when a test that hangs gives up.
PATIENCE = 120.0


def photo(colour: str = "tomato", size: tuple[int, int] = (640, 480), kind: str = "JPEG") -> bytes:
    written = io.BytesIO()
    picture = Image.new("RGB", size, "white")
    picture.paste(colour, (0, 0, size[0] // 2, size[1]))
    picture.save(written, kind)
    return written.getvalue()


def wait_until(true, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


@contextmanager
def stopped(eyes: Eyes) -> Iterator[int]:
    """The process with the model, while it hangs."""
    pid = eyes.pid
    assert pid
    os.kill(pid, signal.SIGSTOP)
    try:
        yield pid
    finally:
        if not is_gone(pid):
            os.kill(pid, signal.SIGCONT)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> Path:
    base = tmp_path_factory.getbasetemp()
    # Workers of one run have folders side by side.
    return tiny_weights(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def eyes(tiny: Path, folder: Path) -> Iterator[Eyes]:
    """One process for all tests of this file: importing torch takes seconds."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GEMINI_API_KEY", SECRET)
        patched.setattr(detector, "WAIT_SECONDS", PATIENCE)
        patched.setattr(detector, "PHOTO_SECONDS", PATIENCE)
        found = Eyes(str(tiny), folder)
        found.start()
        yield found
        pid = found.pid
        found.close()
        assert pid and is_gone(pid)


def refusal(eyes: Detector, jpeg: bytes = b"") -> str:
    with pytest.raises(NoSuggestions) as refused:
        eyes.see(jpeg)
    return refused.value.sentence


def test_a_photo_is_seen_once_the_model_is_loaded(eyes):
    seen = eyes.see(photo())

    assert (eyes.state, eyes.sentence, eyes.model, seen.model) == ("ready", "", "tiny", "tiny")
    assert seen.looks_by.startswith("tiny sppf 320 ")
    assert {found.label for found in seen.detections} == {"pizza"} < set(LABELS)
    assert all(0.25 <= found.confidence <= 1 for found in seen.detections)
    assert all(0 <= left <= right <= 1 for left, _, right, _ in (found.box for found in seen.detections))
    assert all(0 <= top <= bottom <= 1 for _, top, _, bottom in (found.box for found in seen.detections))


def test_only_the_surest_detections_have_a_look(eyes):
    seen = eyes.see(photo())

    confidences = [found.confidence for found in seen.detections]
    assert confidences == sorted(confidences, reverse=True)
    assert len(seen.detections) == 50
    assert [bool(found.look) for found in seen.detections] == [True] * 12 + [False] * 38
    assert {len(found.look) for found in seen.detections[:12]} == {len(seen.look)}


def test_a_look_ends_with_the_colours_of_the_photo(eyes):
    red, blue, again = (np.frombuffer(eyes.see(photo(colour)).look, "<f2") for colour in ("red", "blue", "red"))

    colours = red[-features.COLOURS :].astype(float)
    assert (colours**2).sum() == pytest.approx(1, abs=0.01)
    assert np.count_nonzero(colours) < features.COLOURS / 4
    assert not np.array_equal(red, blue)
    assert np.array_equal(red, again)


@pytest.mark.parametrize("jpeg", [b"", b"\xff\xd8 and then nothing", photo(kind="PNG")])
def test_what_is_no_jpeg_is_refused_and_the_next_photo_is_seen(eyes, jpeg):
    pid = eyes.pid

    assert refusal(eyes, jpeg) == sentences.UNREADABLE
    assert eyes.see(photo()).detections
    assert eyes.pid == pid


@pytest.mark.parametrize("size", [(1, 1), (1280, 3), (3, 1280), (1280, 1280)])
def test_a_photo_of_any_shape_is_seen(eyes, size):
    assert len(eyes.see(photo(size=size)).look) > 2 * features.COLOURS


def test_the_model_is_given_no_secret_and_told_to_report_nothing(eyes, folder):
    eyes.see(photo())
    process = psutil.Process(eyes.pid)

    given = process.environ()
    assert SECRET not in str(given)
    assert {name: given[name] for name in ("YOLO_OFFLINE", "YOLO_AUTOINSTALL", "ULTRALYTICS_SAFE_LOAD")} == {
        "YOLO_OFFLINE": "true", "YOLO_AUTOINSTALL": "false", "ULTRALYTICS_SAFE_LOAD": "true",
    }  # fmt: skip
    settings = json.loads((folder / "ultralytics/Ultralytics/settings.json").read_text())
    assert settings["sync"] is False
    assert process.net_connections() == []


def test_everything_it_writes_is_in_the_data_folder(eyes, folder):
    eyes.see(photo())

    settings = json.loads((folder / "ultralytics/Ultralytics/settings.json").read_text())
    places = [settings[name] for name in ("weights_dir", "runs_dir", "datasets_dir")]
    assert all(Path(place).is_relative_to(folder) for place in places)
    assert Path(psutil.Process(eyes.pid).cwd()) == folder / "models"
    assert not any((ROOT / name).exists() for name in ("weights", "runs", "datasets", "Ultralytics"))


def test_more_photos_than_may_wait_are_refused_at_once(eyes):
    eyes.see(photo())

    with ThreadPoolExecutor(detector.MOST_WAITING + 1) as pool:
        with stopped(eyes):
            first = pool.submit(eyes.see, photo())
            wait_until(lambda: first.running() and eyes._photos.empty(), "the first photo has its turn")
            waiting = [pool.submit(eyes.see, photo()) for _ in range(detector.MOST_WAITING)]
            wait_until(eyes._photos.full, "the others wait")
            said = refusal(eyes, photo())
        answers = [answer.result(PATIENCE) for answer in (first, *waiting)]

    assert said == sentences.BUSY
    assert all(isinstance(answer, Seen) for answer in answers)


def test_who_waits_too_long_for_a_turn_is_told_so(eyes, monkeypatch):
    eyes.see(photo())

    with ThreadPoolExecutor(1) as pool:
        with stopped(eyes):
            first = pool.submit(eyes.see, photo())
            wait_until(lambda: first.running() and eyes._photos.empty(), "the first photo has its turn")
            monkeypatch.setattr(detector, "WAIT_SECONDS", 0.1)
            said = refusal(eyes, photo())
        seen = first.result(PATIENCE)

    assert said == sentences.BUSY
    assert seen.detections


def test_a_photo_that_takes_too_long_ends_the_process_and_the_next_one_is_seen(eyes, monkeypatch):
    eyes.see(photo())
    monkeypatch.setattr(detector, "PHOTO_SECONDS", 0.5)

    with stopped(eyes) as pid:
        said = refusal(eyes, photo())
    monkeypatch.setattr(detector, "PHOTO_SECONDS", PATIENCE)

    assert said == sentences.TOO_LONG
    assert is_gone(pid)
    assert eyes.see(photo()).detections


def test_a_process_that_is_killed_in_the_middle_of_a_photo_is_started_anew(eyes):
    eyes.see(photo())

    with ThreadPoolExecutor(1) as pool, stopped(eyes) as pid:
        cut_short = pool.submit(eyes.see, photo())
        wait_until(lambda: cut_short.running() and eyes._photos.empty(), "the photo has its turn")
        os.kill(pid, signal.SIGKILL)
        error = cut_short.exception(PATIENCE)

    assert isinstance(error, NoSuggestions)
    assert error.sentence == sentences.CUT_SHORT
    assert eyes.see(photo()).detections
    assert eyes.pid != pid


def test_weights_that_are_switched_off_start_nothing(folder):
    off = Eyes("off", folder)

    off.start()

    assert (off.state, off.sentence, off.pid, off.model) == ("off", sentences.SWITCHED_OFF, None, "")
    assert refusal(off) == sentences.SWITCHED_OFF
    off.close()
    assert off.sentence == sentences.SWITCHED_OFF


def test_starting_never_waits_and_closing_leaves_no_process(tiny, folder):
    other = Eyes(str(tiny), folder)

    other.start()

    assert (other.state, other.sentence) == ("loading", sentences.LOADING)
    wait_until(lambda: other.pid, "the process is there")
    pid = other.pid
    other.close()
    assert is_gone(pid)
    assert (other.state, other.pid) == ("off", None)
    assert refusal(other, photo()) == sentences.ENDING


def test_a_missing_file_is_said_and_tried_again_when_it_is_there(tiny, tmp_path, monkeypatch):
    weights = tmp_path / "mine.pt"
    missing = Eyes(str(weights), tmp_path)
    monkeypatch.setattr(detector, "WAIT_SECONDS", PATIENCE)

    said = refusal(missing, photo())

    assert said == missing.sentence == sentences.OFF["missing"]
    assert (missing.state, missing.pid) == ("off", None)
    weights.write_bytes(tiny.read_bytes())
    assert refusal(missing, photo()) == said
    missing._status = detector._Status("off", said, retry_at=time.monotonic())
    assert missing.see(photo()).model == "mine"
    missing.close()


def test_a_file_that_is_no_model_is_said(tmp_path, monkeypatch, caplog):
    (tmp_path / "garbage.pt").write_bytes(b"PRIVATE" * 1000)
    garbage = Eyes(str(tmp_path / "garbage.pt"), tmp_path)
    monkeypatch.setattr(detector, "WAIT_SECONDS", PATIENCE)

    said = refusal(garbage, photo())

    assert said == garbage.sentence == sentences.OFF["unreadable"]
    assert "unreadable" in caplog.text
    assert "PRIVATE" not in caplog.text
    garbage.close()


def test_a_process_that_ends_again_and_again_stays_off(tmp_path, monkeypatch):
    # No interpreter of ours: it ends at once, whatever it is asked.
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    monkeypatch.setattr(detector, "RETRY_SECONDS", 0.0)
    failing = Eyes("yolo26n.pt", tmp_path)

    said = {refusal(failing, photo()) for _ in range(detector.MOST_STARTS + 2)}

    assert said == {sentences.OFF["stopped"]}
    assert len(failing._starts) == detector.MOST_STARTS
    assert failing._status.retry_at > time.monotonic() + detector.STARTS_WITHIN_SECONDS / 2
    failing.close()


def test_the_process_ends_when_the_app_is_gone(tiny, tmp_path):
    app = (
        "import sys, time; from pathlib import Path; from lib.vision.detector import Eyes\n"
        "eyes = Eyes(sys.argv[1], Path(sys.argv[2])); eyes.start()\n"
        "while not eyes.pid: time.sleep(0.01)\n"
        "print(eyes.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", app, str(tiny), str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        pid = int(running.stdout.readline())
        running.kill()

    wait_until(lambda: is_gone(pid), "the process with the model ends")


def test_a_name_is_a_file_only_where_there_is_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.pt").touch()

    assert named("mine.pt") == str(tmp_path / "mine.pt")
    assert named("yolo26n.pt") == "yolo26n.pt"
    assert named("models/lost.pt") == str(tmp_path / "models/lost.pt")


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (NoModel("packages"), "packages"), (MemoryError(), "memory"), (FileNotFoundError(), "missing"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"), "memory"),
        (RuntimeError("operator torchvision::nms does not exist"), "packages"),
        (ConnectionError("Download failure"), "missing"),
        (PermissionError(), "unreadable"), (TypeError(), "unreadable"),
    ],
    ids=lambda part: type(part).__name__ if isinstance(part, Exception) else part,
)  # fmt: skip
def test_every_reason_for_no_model_has_a_sentence(error, cause):
    assert cause_of(error) == cause
    assert sentences.OFF[cause].startswith("Suggestions are off: ")


def test_only_wanted_classes_have_a_look(monkeypatch):
    boxes = SimpleNamespace(
        cls=np.array([0.0, 1.0, 1.0, 2.0]),
        conf=np.array([0.9, 0.8, 0.7, 0.6]),
        xyxyn=np.array([[0.1, 0.1, 0.4, 0.4]] * 3 + [[-0.1, 0.2, 1.1, 0.9]]),
    )
    yolo = SimpleNamespace(names=dict(enumerate(LABELS)), predict=lambda picture, **how: [SimpleNamespace(boxes=boxes)])
    monkeypatch.setattr(features, "looks", lambda layers, picture, asked: [b"look"] * len(asked))

    seen = Model(yolo, ["layers"], frozenset({"pizza"}), "tiny", "tiny 1", {}).see(photo())
    blind = Model(yolo, None, None, "tiny", "", {}).see(photo())

    assert [(found.label, found.look) for found in seen.detections] == [
        ("truck", b""), ("pizza", b"look"), ("pizza", b"look"), ("broccoli", b""),
    ]  # fmt: skip
    assert seen.detections[3].box == (0.0, 0.2, 1.0, 0.9)
    assert (seen.look, blind.look, {found.look for found in blind.detections}) == (b"look", b"", {b""})


class Layer:
    def __init__(self, comes_from: int = -1) -> None:
        self.f = comes_from


class SPPF(Layer):
    pass


class Net:
    def __init__(self, *layers: Layer) -> None:
        self.model = list(layers)


def test_looks_come_from_a_plain_chain_of_layers_or_not_at_all():
    plain = Net(Layer(), Layer(), SPPF(), Layer(0))

    assert features.layers_for_looks(plain) == plain.model[:3]
    assert features.layers_for_looks(Net(Layer(), Layer(0), SPPF())) is None
    assert features.layers_for_looks(Net(Layer(), Layer())) is None


def test_the_margin_around_a_thing_stays_in_the_photo():
    assert features.with_margin((0.0, 0.5, 0.5, 1.0)) == (0.0, pytest.approx(0.47), pytest.approx(0.53), 1.0)


def test_the_fake_one_is_a_detector_too():
    ready, off = FakeDetector(look=b"12"), FakeDetector(state="off")
    both: tuple[Detector, Detector] = (ready, off)

    assert both[0].see(b"photo").look == b"12"
    assert refusal(both[1]) == off.sentence
    assert ready.shown == [b"photo"]
