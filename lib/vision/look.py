"""What a model makes of a photo: the things it names and where, and what the photo and each thing look like."""

from dataclasses import dataclass
from typing import Literal, Protocol

# Left, top, right and bottom as parts of the picture's width and height, from 0 to 1.
Box = tuple[float, float, float, float]
State = Literal["loading", "ready", "off"]


@dataclass(frozen=True)
class Detection:
    # A class of the model, as the model writes it: "hot dog", "Egg (Food)".
    label: str
    confidence: float
    box: Box
    # What this part of the photo looks like, as `lib/vision/learner.py` compares it. Empty where nobody asked.
    look: bytes = b""


@dataclass(frozen=True)
class Seen:
    """One photo, as one model saw it."""

    detections: tuple[Detection, ...]
    # What the whole photo looks like.
    look: bytes
    # The name of the weights, for people: "yolo26n".
    model: str
    # What made the looks. Looks of different makers cannot be compared.
    looks_by: str
    took_ms: int


class NoSuggestions(Exception):
    """Why a photo gets none, as a sentence for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Detector(Protocol):
    @property
    def state(self) -> State: ...

    @property
    def sentence(self) -> str:
        """Why there are no suggestions, for the person; empty while it is ready."""
        ...

    def see(self, jpeg: bytes) -> Seen:
        """Raises NoSuggestions when it cannot, or not in time. Asked while off, it may try again what failed before."""
        ...
