"""Names, figures and differences as insights say them, in the person's units."""

from collections.abc import Sequence

from lib import units
from lib.analysis.links_pairs import LATE_CAFFEINE
from lib.diary import catalog, metrics_shown, series
from lib.units import Units

_NOUNS = {
    "active_minutes": "exercise",
    "training_energy": "exercise",
    "distance": "a distance covered",
    "water": "drinks",
    "mood_energy": "felt energy",
}


def label(metric: str) -> str:
    return metrics_shown.label(_stored(metric))


def noun(metric: str) -> str:
    """As it stands inside a sentence."""
    if metric.startswith("tag:"):
        return f'the tag "{metric.removeprefix("tag:")}"'
    return _NOUNS.get(metric, lower(label(metric)))


def lower(text: str) -> str:
    """ "HRV (RMSSD)" stays as it is."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def unit(metric: str, shown: Units) -> str:
    """With a space before it."""
    found = metrics_shown.unit(_stored(metric), shown)
    return f" {found}" if found else ""


def amount(metric: str, difference: float, shown: Units) -> str:
    """ "32 min", "0.6 points", "3.4 bpm"."""
    return amounts(metric, [difference], shown)[0]


def amounts(metric: str, differences: Sequence[float], shown: Units, *, bare: bool = False) -> list[str]:
    """The sizes of some differences, all as fine as each other."""
    if metric == "sleep":
        return [_minutes(abs(round(difference * 60))) for difference in differences]
    sizes = [abs(metrics_shown.step(_stored(metric), difference, shown)) for difference in differences]
    decimals = 0 if max(sizes) >= 10 else 1
    if not all(round(size, decimals) for size in sizes):
        decimals += 1
    behind = "" if bare or metric.startswith("tag:") else unit(metric, shown)
    behind = " points" if behind.startswith(" of ") else behind
    return [f"{rounded(size):,.{decimals}f}{behind}" for size in sizes]


def span(ends: Sequence[str]) -> str:
    """ "12 to 51 min", "55 min to 1 h 10 min": the unit once, where it is the same."""
    low, high = ends
    number, _, behind = low.partition(" ")
    return f"{number if behind == high.partition(' ')[2] else low} to {high}"


def as_read(metric: str, values: Sequence[float], shown: Units) -> list[str]:
    """Figures as fine as the metric is read; a bit finer where two would look the same."""
    decimals = catalog.metrics()[metric].decimals
    found = [metrics_shown.in_unit(metric, value, shown) for value in values]
    texts = [units.number(value, decimals) for value in found]
    return texts if len(set(texts)) == len(texts) else [units.number(value, decimals + 1) for value in found]


def rounded(value: float) -> float:
    """Nobody knows a mean of thousands of steps to the step."""
    return round(value, -1) if abs(value) >= 1000 else value


def _minutes(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


def _stored(metric: str) -> str:
    return series.LATE_CAFFEINE if metric == LATE_CAFFEINE else metric
