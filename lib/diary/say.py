"""An entry in words: what stands in a list, a toast or an export. Plain text, never markdown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib import units
from lib.diary import catalog, days
from lib.diary.kinds import FACES, INTENSITIES, MEAL_TYPES, QUALITIES, READING_QUANTITIES
from lib.diary.metrics_shown import QUANTITIES
from lib.gateway.port import Row
from lib.nutrition import totals
from lib.nutrition.energy import about
from lib.nutrition.wording import scaled_label
from lib.units import Units


@dataclass(frozen=True)
class Line:
    title: str
    detail: str = ""


def line(kind: str, row: Row, shown: Units, *, hide_numbers: bool = False) -> Line:
    return {"meal": _meal, "water": _drink, "gym": _workout, "mood": _mood, "sleep": _night, "body": _reading}[kind](
        row, shown, hide_numbers
    )


def energy(kcal: float, shown: Units, *, at_least: bool = False) -> str:
    text = units.say("energy", kcal, shown)
    return f"at least {text}" if at_least else text


def energy_range(items: Sequence[Mapping[str, Any]], shown: Units) -> str:
    """ "520 to 690 kcal": between which bounds it lies, as far as the items say."""
    found = totals.add_ranges(items)
    low, value, high = (units.to_shown("energy", kcal, shown) for kcal in (found.low, found.value, found.high))
    return totals.say_range(
        totals.Range(low, value, high, found.unknown, found.count), units.unit_label("energy", shown)
    )


def has_range(items: Iterable[Mapping[str, Any]]) -> bool:
    return any(item.get("kcal_low") is not None for item in items)


def meal_energy(row: Row, shown: Units) -> str:
    """The energy of a meal, with its bounds where its foods have some."""
    items = row.get("items") or []
    if has_range(items):
        return energy_range(items, shown)
    if row["kcal"] is None:
        return "energy unknown"
    return energy(row["kcal"], shown, at_least=row["kcal_unknown"] > 0)


def portion(item: Row) -> str:
    """How much of a food, as the person said it: "2 slices", "60 g"; nothing for an amount nobody knows."""
    if item.get("amount") and item.get("portion"):
        return scaled_label(item["portion"], float(item["amount"]))
    return scaled_label("g", float(item["grams"])) if item.get("grams") else ""


def item(row: Row) -> str:
    return " ".join(part for part in (row["food_name"], portion(row)) if part)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _meal(row: Row, shown: Units, hide_numbers: bool) -> Line:
    # Names of foods have commas in them.
    items = "; ".join(item(part) for part in row.get("items", []))
    title = row["title"] or items or row["words"] or MEAL_TYPES[row["meal_type"]]
    kcal = None if hide_numbers else meal_energy(row, shown)
    return Line(title, _joined(items if items != title else None, kcal, row["note"]))


def _drink(row: Row, shown: Units, hide_numbers: bool) -> Line:
    name = catalog.beverage_name(row["beverage"])
    kcal = energy(row["kcal"], shown) if row["kcal"] and not hide_numbers else None
    caffeine = f"{units.number(row['caffeine_mg'])} mg caffeine" if row["caffeine_mg"] else None
    alcohol = f"{units.number(row['alcohol_g'], 1)} g alcohol" if row["alcohol_g"] else None
    return Line(f"{name}, {units.say('volume', row['ml'], shown)}", _joined(kcal, caffeine, alcohol, row["note"]))


def workout(row: Row, shown: Units, *, short: bool = False) -> str:
    """ "Running, 8 km/h (5 mph), 30 min, 4 km"; short, on a button, without what follows the activity's first word."""
    name = catalog.activity_name(row["activity"])
    minutes = f"{units.number(row['minutes'], 1)} min" if row["minutes"] else None
    distance = units.say("distance", row["distance_km"], shown) if row["distance_km"] else None
    return ", ".join(part for part in (name.split(",")[0] if short else name, minutes, distance) if part)


def _workout(row: Row, shown: Units, hide_numbers: bool) -> Line:
    title = workout(row, shown)
    # To the nearest 5 in the unit it is shown in: the estimate is no finer.
    used = None
    if row["net_kcal"] is not None and not hide_numbers:
        used = about(units.to_shown("energy", row["net_kcal"], shown), shown.energy)
    intensity = INTENSITIES.get(row["intensity"]) if row["intensity"] else None
    return Line(title, _joined(used, intensity, sets(row.get("items", []), shown), row["note"]))


def sets(rows: Sequence[Row], shown: Units) -> str:
    """ "Squat 5 × 80 kg, 5 × 82.5 kg; Plank 1"."""
    by_exercise: dict[str, list[str]] = {}
    for one in rows:
        reps = str(one["reps"]) if one["reps"] else ""
        weight = units.say("mass", one["kg"], shown) if one["kg"] else ""
        by_exercise.setdefault(one["exercise"], []).append(" × ".join(part for part in (reps, weight) if part))
    return "; ".join(f"{name} {', '.join(part for part in done if part)}".strip() for name, done in by_exercise.items())


def _mood(row: Row, shown: Units, hide_numbers: bool) -> Line:
    nearest = min(FACES.values(), key=lambda face: abs(face[1] - row["wellbeing"]))
    title = f"{nearest[0]}, {units.number(row['wellbeing'], 1)} of 10"
    words = ", ".join([*row["feelings"], *row["tags"]])
    felt = f"energy {row['energy']} of 10" if row["energy"] is not None else None
    return Line(title, _joined(words, felt, row["note"]))


def _night(row: Row, shown: Units, hide_numbers: bool) -> Line:
    start, end = (days.local_time(row[name], row["time_zone"]) for name in ("started_at", "ended_at"))
    return Line(
        f"{duration(row['minutes'])}, {start:%H:%M} to {end:%H:%M}",
        _joined(QUALITIES.get(row["quality"]) if row["quality"] else None, row["note"]),
    )


def duration(minutes: float) -> str:
    hours, rest = divmod(round(minutes), 60)
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"


def reading(metric: str, value: float, value2: float | None, shown: Units) -> str:
    known = catalog.metrics()[metric]
    if metric in READING_QUANTITIES:
        return units.say(READING_QUANTITIES[metric], value, shown)
    text = units.number(value, known.decimals)
    if value2 is not None:
        text = f"{text}/{units.number(value2)}"
    return text if metric == "steps" else f"{text} {known.unit}"


def _reading(row: Row, shown: Units, hide_numbers: bool) -> Line:
    label = catalog.metric_label(row["metric"])
    known = catalog.metrics().get(row["metric"])
    if known and known.hidden and hide_numbers:
        return Line(label, row["note"] or "")
    if row["metric"] == "steps":
        return Line(f"{units.number(row['value'])} steps", row["note"] or "")
    return Line(f"{label} {reading(row['metric'], row['value'], row['value2'], shown)}", row["note"] or "")


def metric_value(metric: str, value: float, shown: Units) -> str:
    """A day's figure for a goal or a total, in the person's units."""
    quantity = QUANTITIES.get(metric)
    if quantity:
        return units.say(quantity, value, shown)
    if metric == "sleep":
        return duration(value * 60)
    known = catalog.metrics()[metric]
    unit = "" if known.unit in ("0-10", "1-5", "steps") else f" {known.unit}"
    return f"{units.number(value, known.decimals)}{unit}"
