"""Recordings of heartbeats: read from what an app of a sensor wrote, cut into stretches, kept as its readings."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

from lib.analysis import hrv
from lib.diary import catalog
from lib.gateway.port import Backend, Row

MOST_BYTES = 3_000_000
MOST_BEATS = 200_000
# From here on a recording is cut: how the heart beats changes within a night.
LONG_SECONDS, STRETCH_SECONDS = 600, 300
MOST_NAME = 60
# No table has more of them; what has is a list.
MOST_COLUMNS = 12
NUMBER = re.compile(r"\d{1,7}(?:\.\d{1,9})?")
TITLE = re.compile(r"\b(?:rr|r-r|nn|ibi)\b|interval", re.IGNORECASE)
# When a file says it.
MOMENT = re.compile(r"\b(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)")
LATEST = 20
# Heart rates of people, in beats a minute.
SLOWEST, FASTEST = 35, 220
NOTHING = (
    "There are no times between heartbeats in this. A recording lists them in milliseconds, such as 812, 799, 805."
)
RATES = (
    "These look like heart rates. What is needed are the times between heartbeats, which apps call RR or IBI, in "
    "milliseconds, such as 812, 799, 805."
)
TOO_LONG = "This is more than two days of heartbeats. Please choose a shorter recording."


class Unreadable(ValueError):
    """The sentence is for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Reading:
    """A stretch of a recording; `at` is in seconds from its beginning."""

    at: float
    heart_rate: float
    measured: hrv.HRV

    @property
    def values(self) -> Mapping[str, float]:
        return {"hrv_rmssd": self.measured.rmssd, "hrv_sdnn": self.measured.sdnn, "heart_rate": self.heart_rate}


@dataclass(frozen=True)
class Recording:
    seconds: float
    readings: tuple[Reading, ...]
    # Stretches with too few beats, or too many out of step.
    left_out: int = 0
    # As the file says it.
    began: datetime.datetime | None = None

    @property
    def beats(self) -> int:
        return sum(one.measured.beats for one in self.readings)

    @property
    def flagged_share(self) -> float:
        there = sum(one.measured.beats / (1 - one.measured.flagged_share) for one in self.readings)
        return 1 - self.beats / there

    def mean(self, metric: str) -> float:
        return sum(one.values[metric] for one in self.readings) / len(self.readings)

    @property
    def pnn50(self) -> float:
        return sum(one.measured.pnn50 for one in self.readings) / len(self.readings)


def read(data: bytes) -> Recording:
    """Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"This is more than {MOST_BYTES // 1_000_000} MB, which no recording of heartbeats needs.")
    text = _text(data)
    if not text.strip():
        raise Unreadable("This file is empty.")
    if text.count("\n") > MOST_BEATS:
        raise Unreadable(TOO_LONG)
    beats = intervals(text)
    if len(beats) > MOST_BEATS:
        raise Unreadable(TOO_LONG)
    seconds, began = sum(beats) / 1000, _began(text)
    try:
        if seconds <= LONG_SECONDS:
            return Recording(seconds, (_reading(0.0, beats),), began=began)
        return _stretches(beats, seconds, began)
    except hrv.NotMeasured as error:
        raise Unreadable(error.sentence) from None


def intervals(text: str) -> list[float]:
    """The times between heartbeats in milliseconds: one a line, a list, or the column of a table that can be them."""
    lines = [cells for line in text.splitlines() if (cells := _cells(line))]
    width = max(map(len, lines), default=0)
    columns = [[cells[n] for cells in lines if n < len(cells)] for n in range(min(width, MOST_COLUMNS))]
    # By its title, else the last one: times of day and counts stand before what was measured.
    found = [beats for column in reversed(columns) if any(map(TITLE.search, column)) and (beats := _beats(column))]
    if not found:
        found = [beats for column in reversed(columns) if (beats := _beats(column))]
        if len(lines) == 1 or (len(found) == len(columns) and len(columns) != 2):
            found = [_beats([cell for cells in lines for cell in cells])]
    if not found or not found[0]:
        raise Unreadable(RATES if any(map(_are_rates, columns)) else NOTHING)
    return found[0]


def _are_rates(cells: Sequence[str]) -> bool:
    values = [float(cell) for cell in cells if NUMBER.fullmatch(cell)]
    return len(values) > 1 and SLOWEST <= median(values) <= FASTEST


def _beats(cells: Sequence[str]) -> list[float]:
    """In milliseconds; none where these numbers can be no times between heartbeats."""
    values = [float(cell) for cell in cells if NUMBER.fullmatch(cell)]
    middle = median(values) if values else 0.0
    if hrv.SHORTEST_MS <= middle <= hrv.LONGEST_MS:
        return values
    if hrv.SHORTEST_MS <= middle * 1000 <= hrv.LONGEST_MS and any(value % 1 for value in values):
        return [value * 1000 for value in values]
    return []


def rows(recording: Recording, device: str, began: datetime.datetime, zone_name: str) -> list[Row]:
    """What is kept of it; a figure that no heart can have is left out."""
    known = catalog.metrics()
    return [
        {
            "metric": metric, "device": device, "time_zone": zone_name, "value": round(value, 2),
            "taken_at": (began + datetime.timedelta(seconds=one.at)).isoformat(),
        }
        for one in recording.readings
        for metric, value in one.values.items()
        if known[metric].lowest <= value <= known[metric].highest
    ]  # fmt: skip


def add(backend: Backend, rows: Sequence[Row]) -> tuple[list[Row], int]:
    """Those that were new, and how many were left out because only the mean of their hour or day is left."""
    found = backend.gateway.rpc("change_samples", {"p_add": list(rows)})
    return found["added"], found["left_out"]


def remove(backend: Backend, rows: Sequence[Row]) -> None:
    backend.gateway.rpc("change_samples", {"p_remove": list(rows)})


def latest(backend: Backend) -> list[Row]:
    """The days that were made of readings, the newest first."""
    mine = {"user_id": backend.person.id, "source": "device"}
    return backend.gateway.select("measurements", eq=mine, order="logged_at", desc=True, limit=LATEST)


def devices(rows: Sequence[Row]) -> list[str]:
    """Whose readings they are, the last used first."""
    return list(dict.fromkeys(str(row["external_id"]).split(" ", 2)[-1] for row in rows))


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def _cells(line: str) -> list[str]:
    """A comma is a decimal mark where something else parts the columns."""
    if ";" in line or "\t" in line:
        return [cell.strip().replace(",", ".") for cell in re.split(r"[;\t]", line)]
    return re.split(r"[,\s]+", line.strip()) if line.strip() else []


def _reading(at: float, beats: Sequence[float]) -> Reading:
    measured = hrv.measures(beats)
    possible = [beat for beat in beats if hrv.SHORTEST_MS <= beat <= hrv.LONGEST_MS]
    return Reading(at, 60_000 / median(possible), measured)


def _began(text: str) -> datetime.datetime | None:
    """By the clock of the place; nothing where the file does not say, or says what cannot be."""
    found = MOMENT.search(text[:10_000])
    try:
        return datetime.datetime.fromisoformat(f"{found[1]}T{found[2]}") if found else None
    except ValueError:
        return None


def _stretches(beats: Sequence[float], seconds: float, began: datetime.datetime | None) -> Recording:
    parts: dict[int, list[float]] = {}
    for beat, end in zip(beats, accumulate(beats), strict=True):
        parts.setdefault(int((end - beat) / 1000 // STRETCH_SECONDS), []).append(beat)
    found: list[Reading] = []
    trouble: list[hrv.NotMeasured] = []
    for number, stretch in parts.items():
        try:
            found.append(_reading(number * STRETCH_SECONDS, stretch))
        except hrv.NotMeasured as error:
            trouble.append(error)
    if not found:
        raise trouble[0]
    return Recording(seconds, tuple(found), len(trouble), began)
