"""What is on a photo, asked of a model in a process of its own.

Loading the model takes seconds and much memory, and it may crash or hang: none of that may reach a page. One thread
owns the process and gives it one photo at a time; whoever waits too long for that gets a sentence instead.
"""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Collection
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from lib.vision import detector_sentences as sentences
from lib.vision.detector_process import Child, Gone, unpacked
from lib.vision.look import NoSuggestions, Seen, State
from lib.vision.weights import OFF, Cause, named

LOAD_SECONDS = 600.0
WAIT_SECONDS = 15.0
PHOTO_SECONDS = 10.0
MOST_WAITING = 8
# What failed may work later: memory is free again, the network is back.
RETRY_SECONDS = 300.0
MOST_STARTS = 5
STARTS_WITHIN_SECONDS = 3600.0
NEVER = float("inf")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Status:
    state: State
    sentence: str
    # In time.monotonic(): until then nothing is tried again.
    retry_at: float = 0.0


@dataclass(frozen=True)
class _Photo:
    jpeg: bytes
    answer: Future[Seen] = field(default_factory=Future)


class Eyes:
    """A Detector."""

    def __init__(self, weights: str, folder: Path, *, wanted: Collection[str] | None = None) -> None:
        """`folder` is the app's data folder; only classes that are `wanted` get a look of their part of the photo."""
        self._weights = weights
        self._folder = folder
        self._wanted = sorted(wanted) if wanted is not None else None
        self._name = self._looks_by = ""
        self._child: Child | None = None
        self._photos: queue.Queue[_Photo | None] = queue.Queue(MOST_WAITING)
        self._starts: deque[float] = deque(maxlen=MOST_STARTS)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._ending = False
        self._status = _Status("loading", sentences.LOADING)
        if weights == OFF:
            self._status = _Status("off", sentences.SWITCHED_OFF, NEVER)

    @property
    def state(self) -> State:
        return self._status.state

    @property
    def sentence(self) -> str:
        return self._status.sentence

    @property
    def model(self) -> str:
        """The name of the weights, for people; empty until they are loaded."""
        return self._name

    @property
    def pid(self) -> int | None:
        """The process with the model, while there is one."""
        child = self._child
        return child.pid if child else None

    def start(self) -> None:
        """Begins to load the model, and returns at once."""
        with self._lock:
            if self._thread is None and not self._ending and self._weights != OFF:
                self._thread = threading.Thread(target=self._work, daemon=True, name="eyes")
                self._thread.start()

    def close(self) -> None:
        """Ends the process, and with it whatever it is doing."""
        with self._lock:
            self._ending = True
            if self._child:
                self._child.kill()
            if self._weights != OFF:
                self._status = _Status("off", sentences.ENDING, NEVER)
        if self._thread:
            with suppress(queue.Full):
                self._photos.put_nowait(None)
            self._thread.join()

    def see(self, jpeg: bytes) -> Seen:
        """Also asked while it is off: what failed is tried again when some minutes have passed."""
        status = self._status
        if status.state == "off" and time.monotonic() < status.retry_at:
            raise NoSuggestions(status.sentence)
        self.start()
        photo = _Photo(jpeg)
        try:
            self._photos.put_nowait(photo)
        except queue.Full:
            raise NoSuggestions(self.sentence or sentences.BUSY) from None
        return self._wait_for(photo.answer)

    def _wait_for(self, answer: Future[Seen]) -> Seen:
        with suppress(TimeoutError, CancelledError):
            return answer.result(WAIT_SECONDS)
        if answer.cancel():
            raise NoSuggestions(self.sentence or sentences.BUSY)
        # Its turn has come, and that has a limit of its own.
        with suppress(TimeoutError):
            return answer.result(2 * PHOTO_SECONDS)
        raise NoSuggestions(sentences.TOO_LONG)

    def _work(self) -> None:
        try:
            self._begin()
            while (photo := self._photos.get()) and not self._ending:
                self._serve(photo)
        finally:
            # Also when this thread ends as nobody meant it to: then nobody waits in vain.
            if not self._ending:
                self._status = _Status("off", sentences.OFF["stopped"], NEVER)
            self._end_child()
            self._drop_waiting()

    def _serve(self, photo: _Photo) -> None:
        status = self._status
        if self._child and not self._child.is_alive():
            log.warning("the process with the model ended %s", self._child.how_it_ended())
            self._begin()
        elif status.state == "off" and time.monotonic() >= status.retry_at:
            self._begin()
        # Whoever asked may have stopped waiting.
        if photo.answer.set_running_or_notify_cancel():
            self._look_at(photo)
        if self.state == "loading":
            self._begin()

    def _begin(self) -> None:
        """Starts a process and waits until it has the model, or it is off for a reason."""
        self._end_child()
        now = time.monotonic()
        if len(self._starts) == MOST_STARTS and now - self._starts[0] < STARTS_WITHIN_SECONDS:
            self._be_off("stopped", "started too often", self._starts[0] + STARTS_WITHIN_SECONDS)
            return
        self._starts.append(now)
        try:
            if child := self._new_child():
                self._load(child)
        except OSError as error:
            self._be_off("stopped", type(error).__name__)

    def _new_child(self) -> Child | None:
        with self._lock:
            if self._ending:
                return None
            self._status = _Status("loading", sentences.LOADING)
            self._child = Child(self._folder)
            return self._child

    def _load(self, child: Child) -> None:
        started = time.monotonic()
        try:
            begin = {"weights": named(self._weights), "wanted": self._wanted}
            said, _ = child.ask(begin, b"", within=LOAD_SECONDS)
        except Gone:
            self._be_off("stopped", f"ended {child.how_it_ended()}")
            return
        if said["kind"] != "ready":
            self._be_off(said["cause"], said["error"])
            return
        self._name, self._looks_by = str(said["model"]), str(said["looks_by"])
        self._become(_Status("ready", ""))
        log.info("model %s loaded in %.1f s", self._name, time.monotonic() - started)

    def _look_at(self, photo: _Photo) -> None:
        child, answer = self._child, photo.answer
        if child is None:
            answer.set_exception(NoSuggestions(self.sentence))
            return
        try:
            said, looks = child.ask({"kind": "see"}, photo.jpeg, within=PHOTO_SECONDS)
        except Gone as gone:
            log.warning("looking at a photo: the process ended %s", child.how_it_ended())
            self._become(_Status("loading", sentences.LOADING))
            answer.set_exception(NoSuggestions(sentences.TOO_LONG if gone.late else sentences.CUT_SHORT))
            return
        if said["kind"] == "seen":
            answer.set_result(unpacked(said, looks, model=self._name, looks_by=self._looks_by))
            return
        log.warning("looking at a photo: %s", said["error"])
        answer.set_exception(NoSuggestions(sentences.UNREADABLE))

    def _be_off(self, cause: Cause, detail: str, retry_at: float | None = None) -> None:
        self._end_child()
        self._become(_Status("off", sentences.OFF[cause], retry_at or time.monotonic() + RETRY_SECONDS))
        if not self._ending:
            log.warning("no suggestions on photos: %s (%s)", cause, detail)

    def _become(self, status: _Status) -> None:
        with self._lock:
            if not self._ending:
                self._status = status

    def _end_child(self) -> None:
        with self._lock:
            child, self._child = self._child, None
        if child:
            child.end()

    def _drop_waiting(self) -> None:
        with suppress(queue.Empty):
            while True:
                if photo := self._photos.get_nowait():
                    photo.answer.cancel()
