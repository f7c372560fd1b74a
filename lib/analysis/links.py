"""Which habit goes with which outcome, without fooling anybody.

What goes together need not bring about: nothing here knows why. How it is made sure is in docs/decisions/0015-links.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from lib.analysis import links_figures as figures
from lib.analysis.links_effect import Effect, effect_of
from lib.analysis.links_pairs import PAIRS, Pair, habit, related

# Fewer paired days show only what nobody would overlook.
PAIRED_DAYS = 45
# Days with another value than the usual one: without them nothing can be compared.
OTHER_DAYS = 8
FALSE_SHARE = 0.10
WEAKEST = 0.3
# What was three years ago says little about today.
DAYS_BACK = 1096

Series = Mapping[str, Mapping[date, float]]


@dataclass(frozen=True)
class Tested:
    """Spearman's rho of what weekdays and a straight line do not explain, its p, and the paired days."""

    cause: str
    effect: str
    lag: int
    rho: float
    p: float
    n: int


@dataclass(frozen=True)
class Link(Tested):
    """`also` are other ways of measuring the same habit that show the same."""

    size: Effect
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """How many paired days there are, and how many more are needed; of these or besides, unlike the usual day."""

    cause: str
    effect: str
    lag: int
    days: int
    needed: int
    other_days_needed: int


@dataclass(frozen=True)
class Findings:
    links: tuple[Link, ...]
    refused: tuple[Tested, ...]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True)
class _Table:
    """Every pair a row, every day a column: cause and effect side by side, and where both are known."""

    pairs: tuple[Pair, ...]
    cause: figures.Rows
    effect: figures.Rows
    kept: figures.Kept
    days: figures.Days

    def only(self, rows: NDArray[np.bool_]) -> "_Table":
        pairs = tuple(pair for pair, wanted in zip(self.pairs, rows, strict=True) if wanted)
        return _Table(pairs, self.cause[rows], self.effect[rows], self.kept[rows], self.days)


def find(series: Series, *, pairs: Iterable[tuple[str, str, int]] = PAIRS, end: date | None = None) -> Findings:
    """Links among these pairs up to that day, strongest first; what was tested in vain; and what needs more days."""
    table = _side_by_side(series, pairs, end)
    if not table.pairs:
        return Findings((), (), ())
    waiting = _waiting(table)
    ready = np.array([not (line.needed or line.other_days_needed) for line in waiting])
    links, refused = _tested(table.only(ready)) if ready.any() else ([], [])
    still = tuple(line for line, done in zip(waiting, ready, strict=True) if not done)
    return Findings(_each_habit_once(links), tuple(refused), still)


def _tested(table: _Table) -> tuple[list[Link], list[Tested]]:
    found = figures.together(table.cause, table.effect, table.kept, table.days)
    shown = figures.passed(found.p, FALSE_SHARE) & (np.abs(found.rho) >= WEAKEST)
    links: list[Link] = []
    refused: list[Tested] = []
    for row, pair in enumerate(table.pairs):
        kept = table.kept[row]
        tested = Tested(*pair, rho=float(found.rho[row]), p=float(found.p[row]), n=int(kept.sum()))
        size = effect_of(table.cause[row, kept], table.effect[row, kept], table.days[kept]) if shown[row] else None
        # A figure that might as well be nothing, or point the other way, is no finding for a person.
        if size is not None and size.is_sure and size.difference * tested.rho > 0:
            links.append(Link(**vars(tested), size=size))
        else:
            refused.append(tested)
    return links, refused


def _each_habit_once(links: list[Link]) -> tuple[Link, ...]:
    by_strength = sorted(links, key=lambda link: (-abs(link.rho), link.cause, link.effect, link.lag))
    shown: dict[tuple[frozenset[str], str], Link] = {}
    also: dict[tuple[frozenset[str], str], list[str]] = {}
    for link in by_strength:
        key = (habit(link.cause), link.effect)
        strongest = shown.setdefault(key, link)
        if link.cause != strongest.cause:
            also.setdefault(key, []).append(link.cause)
    return tuple(replace(link, also=tuple(dict.fromkeys(also.get(key, ())))) for key, link in shown.items())


def _waiting(table: _Table) -> list[Waiting]:
    n = table.kept.sum(axis=1)
    other_days = np.minimum(
        *(
            (table.kept & (values != figures.middle(values, table.kept)[:, None])).sum(axis=1)
            for values in (table.cause, table.effect)
        )
    )
    needed, others_needed = np.maximum(0, PAIRED_DAYS - n), np.maximum(0, OTHER_DAYS - other_days)
    return [
        Waiting(*pair, int(n[row]), int(needed[row]), int(others_needed[row])) for row, pair in enumerate(table.pairs)
    ]


def _side_by_side(series: Series, pairs: Iterable[tuple[str, str, int]], end: date | None) -> _Table:
    wanted = [pair for pair in dict.fromkeys(Pair(*pair) for pair in pairs) if not related(pair.cause, pair.effect)]
    wanted = [pair for pair in wanted if series.get(pair.cause) and series.get(pair.effect)]
    named = {name: series[name] for pair in wanted for name in (pair.cause, pair.effect)}
    last = end or max((max(values) for values in named.values()), default=date.min)
    first = max(
        min((min(values) for values in named.values()), default=last).toordinal(), last.toordinal() - DAYS_BACK + 1
    )
    columns = {name: _column(values, first, last.toordinal()) for name, values in named.items()}
    days = np.arange(first, max(last.toordinal(), first) + 1)
    cause, effect = (np.full((len(wanted), len(days)), np.nan) for _ in range(2))
    for row, pair in enumerate(wanted):
        cause[row, : len(days) - pair.lag] = columns[pair.cause][: len(days) - pair.lag]
        effect[row, : len(days) - pair.lag] = columns[pair.effect][pair.lag :]
    kept = np.isfinite(cause) & np.isfinite(effect)
    table = _Table(tuple(wanted), np.where(kept, cause, 0.0), np.where(kept, effect, 0.0), kept, days)
    return table.only(kept.any(axis=1))


def _column(values: Mapping[date, float], first: int, last: int) -> figures.Rows:
    place = np.fromiter((day.toordinal() for day in values), dtype=np.int64, count=len(values)) - first
    known = np.fromiter(values.values(), dtype=float, count=len(values))
    inside = (place >= 0) & (place <= last - first) & np.isfinite(known)
    column = np.full(max(last, first) - first + 1, np.nan)
    column[place[inside]] = known[inside]
    return column
