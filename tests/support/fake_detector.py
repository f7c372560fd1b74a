"""A detector that says what a test wants it to say."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lib.vision.look import Detection, NoSuggestions, Seen, State

OFF = "Suggestions are off: the model could not be loaded. Everything else works; add what is on the plate by hand."


@dataclass
class FakeDetector:
    detections: Sequence[Detection] = ()
    look: bytes = b""
    state: State = "ready"
    model: str = "fake"
    looks_by: str = "fake 1"
    # The photos it was shown.
    shown: list[bytes] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        return "" if self.state == "ready" else OFF

    def see(self, jpeg: bytes) -> Seen:
        self.shown.append(jpeg)
        if self.state != "ready":
            raise NoSuggestions(self.sentence)
        return Seen(tuple(self.detections), self.look, self.model, self.looks_by, took_ms=1)
