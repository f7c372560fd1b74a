"""What a tool may be asked with, and how strictly it is read: whoever asks may be a model, and is not trusted."""

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.diary import catalog, metrics_shown
from lib.profile import Profile

LONGEST_DAYS = 366
OLDEST = datetime.date(2000, 1, 1)
LONGEST_TEXT = 60
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

HIDDEN = "You chose not to see calories and weight, so this is left out. You can change that in Settings."
NO_METRIC = "There is no such figure in the diary."


class ToolError(Exception):
    """Why a tool was not run, as one plain sentence that repeats nothing of what was asked."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Argument:
    """`type` is date, choice, integer, number or text. An optional one that is left out or null has its default."""

    name: str
    type: str
    what: str
    required: bool = True
    choices: Sequence[str | int] = ()
    low: float = 0
    high: float = 0
    default: Any = None

    def schema(self) -> dict[str, object]:
        """As JSON Schema says it."""
        found: dict[str, object] = {"description": self.what}
        if self.choices:
            kind = "integer" if isinstance(self.choices[0], int) else "string"
            return {"type": kind, **found, "enum": list(self.choices)}
        if self.type == "date":
            return {"type": "string", "format": "date", **found}
        if self.type == "text":
            return {"type": "string", **found, "maxLength": LONGEST_TEXT}
        return {"type": self.type, **found, "minimum": self.low, "maximum": self.high}

    def read(self, given: object, today: datetime.date) -> Any:
        if given is None or (self.required and given == ""):
            if self.required:
                raise ToolError(f"The {_called(self.name)} is missing.")
            return self.default
        if self.choices:
            return self._choice(given)
        if self.type == "date":
            return _date(given, today)
        return _text(given) if self.type == "text" else self._number(given)

    def _choice(self, given: object) -> str | int:
        # True is 1 to Python, and no choice.
        if isinstance(given, (str, int)) and not isinstance(given, bool) and given in self.choices:
            return given
        raise ToolError(NO_METRIC if self.name in ("metric", "other") else f"There is no such {_called(self.name)}.")

    def _number(self, given: object) -> float | int:
        wanted = int if self.type == "integer" else (int, float)
        # Not a number is outside of any bounds.
        if isinstance(given, wanted) and not isinstance(given, bool) and self.low <= given <= self.high:
            return given
        raise ToolError(f"The {_called(self.name)} is a number from {self.low:g} to {self.high:g}.")


def metrics() -> list[str]:
    """Everything that a day has one figure for."""
    return [metric.id for metric in catalog.metrics().values() if metric.aggregate != "none"]


def read(expected: Sequence[Argument], given: object, today: datetime.date, me: Profile) -> dict[str, Any]:
    """The arguments of a tool by name. Raises ToolError for anything that is not as it is described."""
    if not isinstance(given, Mapping):
        raise ToolError("The arguments of a tool have names.")
    names = [one.name for one in expected]
    if any(name not in names for name in given):
        raise ToolError("The tool does not know one of these arguments.")
    found = {one.name: one.read(given.get(one.name), today) for one in expected}
    if any(found.get(name) and metrics_shown.is_hidden(found[name], me.hide_numbers) for name in ("metric", "other")):
        raise ToolError(HIDDEN)
    for first, last in (("start", "end"), ("before_start", "before_end")):
        if found.get(first) and found.get(last):
            _period(found[first], found[last])
    return found


def _period(start: datetime.date, end: datetime.date) -> None:
    if start > end:
        raise ToolError("The first day lies after the last one.")
    if (end - start).days >= LONGEST_DAYS:
        raise ToolError("A year at most is looked at in one go. Choose a shorter time.")


def _date(given: object, today: datetime.date) -> datetime.date:
    if not isinstance(given, str) or not _DATE.fullmatch(given):
        raise ToolError("A day is written as year, month and day, such as 2026-02-28.")
    try:
        day = datetime.date.fromisoformat(given)
    except ValueError:
        raise ToolError("There is no such day in the calendar.") from None
    if day > today:
        raise ToolError("That day lies in the future.")
    if day < OLDEST:
        raise ToolError(f"That day lies before {OLDEST.year}.")
    return day


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise ToolError("The text is no text.")
    if len(given) > LONGEST_TEXT:
        raise ToolError(f"A text to look for has {LONGEST_TEXT} characters at most.")
    text = " ".join(unicodedata.normalize("NFKC", given).split())
    if len(text) > LONGEST_TEXT or any(unicodedata.category(sign)[0] == "C" for sign in text):
        raise ToolError("The text holds signs that no name has.")
    return text


def _called(name: str) -> str:
    return {"start": "first day", "end": "last day", "text": "text to look for"}.get(name, name.replace("_", " "))
