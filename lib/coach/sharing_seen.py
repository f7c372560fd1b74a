"""What a coach would see of a person, by kind, before and after anything is agreed to."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lib.analysis.trend import Trend
from lib.coach import board, kinds
from lib.coach.board import Client
from lib.coach.sharing import Choice
from lib.diary import catalog, trend_words
from lib.gateway.port import Backend, Row
from lib.units import Units

LATELY = 30
# Beside what the board watches: figures by which most entries of each kind are known.
_LOGGED = ("sleep_quality", "mood_energy", "distance", "heart_rate", "glucose", "temperature", "spo2", "waist", "steps",
           "diastolic")  # fmt: skip
NOT_SHARED = "Not shared"
# What lies behind hidden numbers.
NO_FIGURES = "The foods you ate, and when. Every figure of your meals is hidden"
HIDDEN_OF_BODY = "Your weight and your waist are hidden"


@dataclass(frozen=True)
class Logged:
    """Of one kind, within the last 30 days."""

    days: int
    last: datetime.date | None


@dataclass(frozen=True)
class Seen:
    """The person's line on this coach's board, and how much there is of each kind."""

    client: Client
    logged: Mapping[str, Logged]
    assessment: tuple[str, ...]


def fetch(backend: Backend, coach: str, choice: Choice, today: datetime.date, shown: Units) -> Seen:
    """One call."""
    assert choice.since is not None
    asked = {
        "p_coach": coach,
        "p_kinds": list(choice.kinds),
        "p_since": choice.since.isoformat(),
        "p_metrics": [*board.WATCHED, *_LOGGED],
        "p_from": board.start_of(today).isoformat(),
        "p_today": today.isoformat(),
    }
    return read(backend.gateway.rpc("coach_preview", asked), today, shown)


def read(row: Row, today: datetime.date, shown: Units) -> Seen:
    logged = {kind: _logged(row, kind, today) for kind in row["kinds"]}
    # The board looks at no other figures.
    watched = {metric: figures for metric, figures in row["series"].items() if metric in board.WATCHED}
    client = board.read({**row, "series": watched}, today)
    return Seen(client, logged, tuple(board.assessment(client, today=today, shown=shown)))


def _logged(row: Row, kind: str, today: datetime.date) -> Logged:
    if kind == "score":
        places = {place for place, _ in row["scores"] or ()}
    else:
        series = [figures for metric, figures in row["series"].items() if figures and _kind(metric) == kind]
        places = {place for figures in series for place, value in _placed(row, figures) if value is not None}
    last = board.DAYS - 1
    return Logged(
        sum(place > last - LATELY for place in places),
        board.start_of(today) + datetime.timedelta(days=max(places)) if places else None,
    )


def _placed(row: Row, figures: list[Any]) -> list[tuple[int, Any]]:
    return list(zip(row["days"], figures, strict=True))


def _kind(metric: str) -> str:
    return catalog.metrics()[metric].kind


def lines(seen: Seen, kind: str, today: datetime.date, shown: Units) -> list[str]:
    """What there is to see of one kind."""
    if kind not in seen.client.kinds:
        return [NOT_SHARED]
    if kind not in seen.logged or kind in ("photos", "notes"):
        return [kinds.MEANING[kind]]
    if kind == "meal" and seen.client.hide_numbers:
        return [f"{NO_FIGURES}."]
    hidden = [f"{HIDDEN_OF_BODY}."] if kind == "body" and seen.client.hide_numbers else []
    found = seen.logged[kind]
    what = "A score" if kind == "score" else "Logged"
    if found.last is None:
        nothing = "No score" if kind == "score" else "Nothing logged"
        return [f"{nothing} yet from the first day on that you chose.", *hidden]
    told = [f"{what} on {found.days} of the last {LATELY} days, last on {found.last.day} {found.last:%B}."]
    for metric in board.WATCHED:
        if _kind(metric) == kind and seen.client.shares(metric):
            trend = board.trend(seen.client, metric, today)
            if trend is not None:
                told.append(f"{catalog.metric_label(metric)}: {_trend(trend, metric, shown)}.")
    return [*told, *hidden]


def _trend(trend: Trend, metric: str, shown: Units) -> str:
    """ "rising by 0.4 h over 28 days"."""
    words = trend_words.label(trend, metric, shown, board.TREND_DAYS)
    said = words if trend.reason else words.replace(": ", " by ", 1)
    return f"{said[:1].lower()}{said[1:]}"
