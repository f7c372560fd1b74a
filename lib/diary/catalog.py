"""The reference figures as the app reads them: the files that fill the database, so no page asks it for them."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lib.settings import ROOT

REFERENCE = ROOT / "sql" / "reference"


@dataclass(frozen=True)
class Metric:
    """One daily series, and for a body reading what somebody may enter."""

    id: str
    label: str
    unit: str
    kind: str
    logged: bool
    aggregate: str
    better: str
    decimals: int
    smallest_change: float
    lowest: float
    highest: float
    usual_low: float | None
    usual_high: float | None
    hidden: bool


@dataclass(frozen=True)
class Activity:
    id: str
    name: str
    category: str
    met: float
    intensity: str
    distance: bool
    strength: bool


@dataclass(frozen=True)
class Beverage:
    """Figures per 100 ml; None is unknown."""

    id: str
    name: str
    category: str
    usual_ml: float
    kcal: float | None
    caffeine_mg: float | None
    alcohol_g: float | None


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache
def metrics() -> Mapping[str, Metric]:
    return {
        row["id"]: Metric(
            id=row["id"],
            label=row["label"],
            unit=row["unit"],
            kind=row["kind"],
            logged=row["logged"] == "yes",
            aggregate=row["aggregate"],
            better=row["better"],
            decimals=int(row["decimals"]),
            smallest_change=float(row["smallest_change"]),
            lowest=float(row["lowest"]),
            highest=float(row["highest"]),
            usual_low=_number(row["usual_low"]),
            usual_high=_number(row["usual_high"]),
            hidden=row["hidden"] == "yes",
        )
        for row in rows("metrics")
    }


@lru_cache
def activities() -> Mapping[str, Activity]:
    return {
        row["id"]: Activity(
            id=row["id"],
            name=row["name"],
            category=row["category"],
            met=float(row["met"]),
            intensity=row["intensity"],
            distance=row["distance"] == "yes",
            strength=row["strength"] == "yes",
        )
        for row in rows("activities")
    }


@lru_cache
def beverages() -> Mapping[str, Beverage]:
    return {
        row["id"]: Beverage(
            id=row["id"],
            name=row["name"],
            category=row["category"],
            usual_ml=float(row["usual_ml"]),
            kcal=_number(row["kcal"]),
            caffeine_mg=_number(row["caffeine_mg"]),
            alcohol_g=_number(row["alcohol_g"]),
        )
        for row in rows("beverages")
    }


def activity_name(activity: str) -> str:
    """An activity that a later version no longer lists keeps a readable name."""
    known = activities().get(activity)
    return known.name if known else activity.replace("-", " ").capitalize()


def beverage_name(beverage: str) -> str:
    known = beverages().get(beverage)
    return known.name if known else beverage.replace("-", " ").capitalize()


def metric_label(metric: str) -> str:
    known = metrics().get(metric)
    return known.label if known else metric.replace("_", " ").capitalize()


def _number(text: str) -> float | None:
    return float(text) if text else None


@lru_cache(maxsize=1)
def food_names() -> frozenset[str]:
    """Of the foods that everybody has; any other name was written by somebody."""
    return frozenset(row["name"] for row in rows("foods"))
