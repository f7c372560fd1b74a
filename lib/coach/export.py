"""A client's period as files: read at the moment it is asked for, of what is shared then, and logged like any read."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from lib import units
from lib.coach import client as clients
from lib.coach import hidden
from lib.coach.client import Client
from lib.diary import catalog, days, say, summary
from lib.diary.kinds import INTENSITIES, KINDS, MEAL_TYPES, QUALITIES, READING_QUANTITIES
from lib.diary.series import DAY
from lib.diary.summary import Period, Summary
from lib.gateway.port import ROW_CAP, Backend, GatewayError, Row
from lib.units import Units

# Below the cap of a select, and far above what a year of one kind holds.
PART, MOST_PARTS = ROW_CAP, 40
NOTE = "Note"
# A program for tables takes a cell that begins with one of these signs for a formula, whatever stands before it that
# nobody sees. Where its cells end at semicolons or tabs, quotes do not hold a cell together, and not a line either.
_UNSEEN = (
    r"\s\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0"
)
_FORMULA = re.compile(rf"((?:^|[;\t\r\n])[{_UNSEEN}]*)(?=[=+\-@＝＋－＠])")
_NUTRIENTS = {
    "protein_g": "Protein (g)", "carbs_g": "Carbohydrates (g)", "fat_g": "Fat (g)", "fibre_g": "Fibre (g)",
    "sugar_g": "Sugar (g)", "satfat_g": "Saturated fat (g)", "sodium_mg": "Sodium (mg)",
    "potassium_mg": "Potassium (mg)", "calcium_mg": "Calcium (mg)", "iron_mg": "Iron (mg)",
}  # fmt: skip

Cell = str | float | None
Say = Callable[[Row], Cell]


@dataclass(frozen=True)
class Part:
    """The entries of one kind, as they are allowed to be read."""

    kind: str
    rows: Sequence[Row]
    notes: bool
    hide_numbers: bool


def entries(backend: Backend, client_id: str, kind: str, within: Period) -> Part:
    """One call for each thousand entries. Raises GatewayError where the kind is not shared at this moment."""
    rows: list[Row] = []
    answer: Row = {}
    for at in range(MOST_PARTS):
        asked = clients.entries_asked(kind, within.start, within.end, PART, at * PART)
        answer = backend.gateway.rpc(
            "client_entries", {"p_client": client_id} | {f"p_{name}": value for name, value in asked.items()}
        )
        rows += [clients.filled(row) for row in answer["entries"]]
        if len(answer["entries"]) < PART:
            break
    return Part(kind, rows, "notes" in answer["shared"], answer["hide_numbers"])


def scores(backend: Backend, client_id: str, within: Period) -> str:
    asked = {"p_client": client_id, "p_metrics": [clients.SCORE], **_between(within.start, within.end)}
    found = clients.read_scores(backend.gateway.rpc("client_series", asked), within.start) or {}
    return text([("Day", "Score (0-100)"), *((day.isoformat(), found[day]) for day in sorted(found))])


def _between(first: datetime.date, last: datetime.date) -> Row:
    return {"p_from": first.isoformat(), "p_to": last.isoformat()}


def archive(backend: Backend, client: Client, within: Period, shown: Units) -> bytes:
    """A file for each kind that is shared. Raises GatewayError where none is any more."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, made in _tables(backend, client, within, shown):
            file.writestr(name, made)
        if not file.namelist():
            raise GatewayError(clients.NOT_SHARED, "Nothing of this is shared any more.")
    return packed.getvalue()


def _tables(backend: Backend, client: Client, within: Period, shown: Units) -> Iterator[tuple[str, str]]:
    """Name and text of each; what is not shared any more is left out."""
    make: dict[str, Callable[[], str]] = {
        f"{KINDS[kind].table}.csv": partial(_table, backend, client.id, kind, within, shown)
        for kind in client.entry_kinds
    }
    if clients.SCORE in client.kinds:
        make["scores.csv"] = partial(scores, backend, client.id, within)
    for name, of_one in make.items():
        try:
            yield name, of_one()
        except GatewayError as error:
            if error.code != clients.NOT_SHARED:
                raise


def _table(backend: Backend, client_id: str, kind: str, within: Period, shown: Units) -> str:
    return table(entries(backend, client_id, kind, within), shown)


def page(backend: Backend, client: Client, metrics: Sequence[str], within: Period) -> Summary:
    """What a page to print is made of. One call; what is not shared any more is left out."""
    start = min(within.before.start, within.start - DAY * summary.DAYS_BEFORE)
    asked = {"p_client": client.id, "p_metrics": list(metrics), **_between(start, within.end)}
    raw = backend.gateway.rpc("client_series", asked)
    chosen = [metric for metric in metrics if hidden.tells(metric, raw["shared"], raw["hide_numbers"])]
    return summary.of(clients.read_series(raw, start, within.end), chosen, within)


def table(part: Part, shown: Units) -> str:
    """The oldest first. Columns say their unit."""
    columns = _COLUMNS[part.kind](shown, part.hide_numbers) | ({NOTE: lambda row: row["note"]} if part.notes else {})
    rows = [line for row in reversed(part.rows) for line in _lines(part.kind, row)]
    return text([tuple(columns), *([say_cell(row) for say_cell in columns.values()] for row in rows)])


def _lines(kind: str, row: Row) -> list[Row]:
    """A meal has a line for each of its foods; its note stands in the first."""
    if kind != "meal" or not row["items"]:
        return [row | {"food": {}}]
    return [row | {"food": food, "note": None if at else row["note"]} for at, food in enumerate(row["items"])]


def text(rows: Sequence[Sequence[Cell]]) -> str:
    """With the mark by which Excel knows the letters."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def harmless(cell: Cell) -> Cell:
    """A text of which anything would be read as a formula becomes one that is read as it stands."""
    return _FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell


def _when() -> dict[str, Say]:
    return {"Day": lambda row: row["local_date"], "Time": lambda row: _clock(row, "logged_at")}


def _clock(row: Row, name: str, form: str = "%H:%M") -> str:
    return days.local_time(row[name], row["time_zone"]).strftime(form)


def _shown(quantity: str, shown: Units) -> Callable[[Any], float | None]:
    there = units.showing(quantity, shown)
    return lambda value: None if value is None else there(float(value))


def _energy(shown: Units, label: str, name: str, *, food: bool = False) -> dict[str, Say]:
    there = _shown("energy", shown)
    what = f"{label} ({units.unit_label('energy', shown)})"
    return {what: lambda row: there((row["food"] if food else row).get(name))}


def _meals(shown: Units, hide: bool) -> dict[str, Say]:
    columns = _when() | {
        "Meal": lambda row: MEAL_TYPES.get(row["meal_type"], row["meal_type"]),
        "Title": lambda row: row["title"],
        "Food": lambda row: row["food"].get("food_name"),
        "Amount": lambda row: say.portion(row["food"]) or None,
    }
    if hide:
        return columns
    columns |= {"Weight (g)": lambda row: row["food"].get("grams")} | _energy(shown, "Energy", "kcal", food=True)
    return columns | {label: _of_food(name) for name, label in _NUTRIENTS.items()}


def _of_food(name: str) -> Say:
    return lambda row: row["food"].get(name)


def _drinks(shown: Units, hide: bool) -> dict[str, Say]:
    amount = _shown("volume", shown)
    columns = _when() | {
        "Drink": lambda row: catalog.beverage_name(row["beverage"]),
        f"Amount ({units.unit_label('volume', shown)})": lambda row: amount(row["ml"]),
    }
    if not hide:
        columns |= _energy(shown, "Energy", "kcal")
    return columns | {
        "Caffeine (mg)": lambda row: row.get("caffeine_mg"), "Alcohol (g)": lambda row: row.get("alcohol_g")
    }  # fmt: skip


def _workouts(shown: Units, hide: bool) -> dict[str, Say]:
    far = _shown("distance", shown)
    return _when() | {
        "Activity": lambda row: catalog.activity_name(row["activity"]),
        "Minutes": lambda row: row["minutes"],
        f"Distance ({units.unit_label('distance', shown)})": lambda row: far(row["distance_km"]),
        "How it felt": lambda row: INTENSITIES.get(row["intensity"], row["intensity"]),
        "Sets": lambda row: say.sets(row["items"], shown) or None,
    }


def _moods(shown: Units, hide: bool) -> dict[str, Say]:
    return _when() | {
        "Well-being (0-10)": lambda row: row["wellbeing"],
        "Energy felt (0-10)": lambda row: row["energy"],
        "Feelings": lambda row: ", ".join(row["feelings"]),
        "Tags": lambda row: ", ".join(row["tags"]),
    }


def _nights(shown: Units, hide: bool) -> dict[str, Say]:
    return {
        "Day": lambda row: row["local_date"],
        "Fell asleep": lambda row: _clock(row, "started_at", "%Y-%m-%d %H:%M"),
        "Woke up": lambda row: _clock(row, "ended_at", "%Y-%m-%d %H:%M"),
        "Length (h)": lambda row: round(float(row["minutes"]) / 60, 2),
        "How it was": lambda row: QUALITIES.get(row["quality"], row["quality"]),
    }


def _readings(shown: Units, hide: bool) -> dict[str, Say]:
    return _when() | {
        "Reading": lambda row: catalog.metric_label(row["metric"]),
        "Value": lambda row: _of_metric(row["metric"], row["value"], shown),
        "Lower value": lambda row: row["value2"],
        "Unit": lambda row: _unit_of(row["metric"], shown),
    }


def _of_metric(metric: str, value: float, shown: Units) -> float:
    quantity = READING_QUANTITIES.get(metric)
    return units.to_shown(quantity, float(value), shown) if quantity else value


def _unit_of(metric: str, shown: Units) -> str:
    quantity = READING_QUANTITIES.get(metric)
    return units.unit_label(quantity, shown) if quantity else catalog.metrics()[metric].unit


_COLUMNS: Mapping[str, Callable[[Units, bool], dict[str, Say]]] = {
    "meal": _meals, "water": _drinks, "gym": _workouts, "mood": _moods, "sleep": _nights, "body": _readings,
}  # fmt: skip
