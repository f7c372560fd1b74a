"""Times, and what a process used, in the words that the reports use."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Times:
    """Milliseconds of many runs of one thing."""

    milliseconds: tuple[float, ...]

    def at(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def __str__(self) -> str:
        return f"median {self.at(0.5):7.2f} ms   p95 {self.at(0.95):7.2f} ms   ({len(self.milliseconds)} runs)"


def times(action: Callable[[], object], *, runs: int, warm_up: int = 10) -> Times:
    for _ in range(warm_up):
        action()
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        action()
        taken.append((time.perf_counter() - started) * 1000)
    return Times(tuple(taken))


def cpu_seconds(pid: int) -> float | None:
    """What a process has used of the processors so far; None where the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_mb(pid: int) -> float | None:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return kilobytes / 1024


def line(what: str, result: object) -> None:
    print(f"{what:<52} {result}", flush=True)
