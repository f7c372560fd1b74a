"""One day as the Today page shows it: read in one call, and kept in step with what is written meanwhile."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.diary import catalog
from lib.diary.entries import Saved
from lib.diary.kinds import KINDS
from lib.gateway.port import Backend, Row
from lib.nutrition.totals import Total, add_up

# Which column of food and drink each eaten metric adds up.
EATEN = {
    "energy": "kcal", "protein": "protein_g", "carbs": "carbs_g", "fat": "fat_g", "fibre": "fibre_g",
    "sugar": "sugar_g", "satfat": "satfat_g", "sodium": "sodium_mg", "potassium": "potassium_mg",
    "calcium": "calcium_mg", "iron": "iron_mg",
}  # fmt: skip
CALM_LIMIT_ML = 5000


@dataclass(frozen=True)
class Goal:
    metric: str
    low: float | None
    high: float | None
    starts_on: datetime.date
    source: str


@dataclass(frozen=True)
class Overview:
    """What `day_overview` returned, by name."""

    day: datetime.date
    raw: Mapping[str, Any]

    @property
    def complete(self) -> bool:
        return bool(self.raw["complete"])

    def entries(self, kind: str) -> list[Row]:
        rows: list[Row] = self.raw[kind]
        return rows

    def everything(self) -> list[tuple[str, Row]]:
        """All entries of the day, the latest first."""
        found = [(kind, row) for kind in KINDS for row in self.entries(kind)]
        return sorted(found, key=lambda pair: str(moment(pair[1])), reverse=True)

    @property
    def is_empty(self) -> bool:
        return not any(self.entries(kind) for kind in KINDS)

    @property
    def goals(self) -> dict[str, Goal]:
        return {
            row["metric"]: Goal(
                row["metric"], row["low"], row["high"], datetime.date.fromisoformat(row["starts_on"]), row["source"]
            )
            for row in self.raw["goals"]
        }

    def food(self) -> list[Row]:
        """The foods of the day's meals, and the drinks that are food as well."""
        foods = [item for meal in self.entries("meal") for item in meal["items"]]
        return [*foods, *(drink for drink in self.entries("water") if drink["kcal"] != 0 or drink["sodium_mg"])]

    def eaten(self) -> dict[str, Total]:
        """Energy and nutrients of the day's food and of its drinks, by metric."""
        totals = add_up([{column: part.get(column) for column in EATEN.values()} for part in self.food()])
        return {metric: totals[column] for metric, column in EATEN.items()}

    def total(self, metric: str) -> float | None:
        """What the day comes to so far; None where nothing is logged that could tell."""
        if metric in EATEN:
            total = self.eaten()[metric]
            return total.value if total.count > total.unknown else None
        kind = catalog.metrics()[metric].kind
        values = [value for row in self.entries(kind) if (value := _part(metric, row)) is not None]
        if not values:
            return None
        how = catalog.metrics()[metric].aggregate
        return values[-1] if how == "last" else sum(values) / (len(values) if how == "mean" else 1)

    def latest(self, metric: str) -> float | None:
        """The last reading on this day or before."""
        found = self.raw["latest"].get(metric)
        return found["value"] if found else None


def _part(metric: str, row: Row) -> float | None:
    """What one entry adds to a metric."""
    columns = {
        "water": "ml", "caffeine": "caffeine_mg", "alcohol": "alcohol_g", "active_minutes": "minutes",
        "training_energy": "net_kcal", "distance": "distance_km", "wellbeing": "wellbeing", "mood_energy": "energy",
        "sleep_quality": "quality",
    }  # fmt: skip
    if metric == "sleep":
        return float(row["minutes"]) / 60
    if metric in ("systolic", "diastolic"):
        return (row["value"] if metric == "systolic" else row["value2"]) if row["metric"] == "blood_pressure" else None
    if metric in columns:
        value: float | None = row[columns[metric]]
        return value
    return row["value"] if row["metric"] == metric else None


def moment(row: Row) -> datetime.datetime:
    return datetime.datetime.fromisoformat(row["logged_at"])


def fetch(backend: Backend, day: datetime.date) -> Overview:
    return Overview(day, backend.gateway.rpc("day_overview", {"p_date": day.isoformat()}))


def with_saved(overview: Overview, saved: Sequence[Saved]) -> Overview:
    """The same day with what was just written, so that nobody has to ask the database again."""
    raw = dict(overview.raw)
    for entry in saved:
        kind, row = entry["kind"], entry["row"]
        others = [other for other in raw[kind] if other["id"] != row["id"]]
        if row["local_date"] == overview.day.isoformat():
            others = sorted([*others, row], key=moment)
        raw[kind] = others
        if kind == "body" and row["local_date"] <= overview.day.isoformat():
            raw["latest"] = raw["latest"] | _newer(raw["latest"].get(row["metric"]), row)
    return Overview(overview.day, raw)


def _newer(known: Mapping[str, Any] | None, row: Row) -> dict[str, Any]:
    if known and known["local_date"] > row["local_date"]:
        return {}
    return {row["metric"]: {name: row[name] for name in ("value", "value2", "local_date")}}


def without(overview: Overview, gone: Sequence[Mapping[str, Any]]) -> Overview:
    """The same day without what was just removed."""
    raw = dict(overview.raw)
    for entry in gone:
        raw[entry["kind"]] = [row for row in raw[entry["kind"]] if row["id"] != entry["id"]]
    return Overview(overview.day, raw)


def marked(overview: Overview, complete: bool) -> Overview:
    return Overview(overview.day, dict(overview.raw) | {"complete": complete})


@dataclass(frozen=True)
class Progress:
    """Where the day stands against a goal."""

    goal: Goal
    value: float | None
    at_least: bool

    @property
    def left(self) -> float | None:
        """What is left to the lower bound, or below the upper one where there is no lower."""
        bound = self.goal.low if self.goal.low is not None else self.goal.high
        return None if bound is None else bound - (self.value or 0)

    @property
    def state(self) -> str:
        """open, met or over."""
        value = self.value or 0
        if self.goal.high is not None and value > self.goal.high:
            return "over"
        if self.goal.low is not None:
            return "met" if value >= self.goal.low else "open"
        return "open"


def progress(overview: Overview) -> list[Progress]:
    eaten = overview.eaten()
    order = list(catalog.metrics())
    return [
        Progress(goal, overview.total(metric), metric in eaten and eaten[metric].at_least)
        for metric, goal in sorted(overview.goals.items(), key=lambda pair: order.index(pair[0]))
    ]
