"""What was looked over becomes entries: one meal for each type of meal, and everything else as it was said."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.diary import catalog, checks, days, history, meals, say
from lib.diary.days import Clock
from lib.diary.entries import Draft, key_of
from lib.diary.history import Wanted
from lib.diary.kinds import KINDS
from lib.diary.meals import Item
from lib.diary.review import WHY, Line
from lib.gateway.port import Backend, Row
from lib.nutrition.foods import Food
from lib.units import Units

NEXT_DAY = datetime.timedelta(1)
ENTRY_KINDS = {"drink": "water", "gym": "gym", "sleep": "sleep", "mood": "mood", "body": "body"}


@dataclass(frozen=True)
class Eaten:
    """One food of a meal, as it was chosen."""

    meal_type: str
    item: Item
    at: datetime.time | None = None


def row_of(line: Line) -> tuple[Row, list[Row]]:
    """What would be kept of a line that is no food, and its parts; without a day yet."""
    fields = line.fields
    if line.kind == "drink":
        usual = catalog.beverages()[fields["beverage"]].usual_ml
        ml = (usual if fields["ml"] is None else fields["ml"]) * fields["count"]
        return {"ml": round(ml, 1), "beverage": fields["beverage"]}, []
    if line.kind == "gym":
        return _said(fields, "activity", "minutes", "distance_km", "note"), list(fields["sets"] or ())
    if line.kind == "sleep":
        row = _said(fields, "quality")
        if fields["start"] and fields["end"]:
            row |= {"started_at": fields["start"].isoformat(), "ended_at": fields["end"].isoformat()}
        return row, []
    if line.kind == "mood":
        row = _said(fields, "feelings", "note")
        if fields["wellbeing"] is not None:
            row["wellbeing"] = round(fields["wellbeing"] * 2) / 2
        if fields["energy"] is not None:
            row["energy"] = round(fields["energy"])
        return row, []
    if fields["metric"] == "blood_pressure":
        return {"metric": "blood_pressure", "value": fields["systolic"], "value2": fields["diastolic"]}, []
    return _said(fields, "metric", "value"), []


def _said(fields: Mapping[str, Any], *names: str) -> Row:
    return {name: fields[name] for name in names if fields.get(name) not in (None, [], "")}


def problem(line: Line) -> str:
    """Why a line that is no food cannot be kept as it is; empty where it can."""
    if line.kind == "unknown":
        return WHY.get(line.fields.get("why") or "", "")
    row, items = row_of(line)
    if line.kind == "sleep" and "started_at" not in row:
        return WHY["sleep"]
    found = checks.problems(KINDS[ENTRY_KINDS[line.kind]], row | ({"items": items} if items else {}))
    return " ".join(found.values())


def question(line: Line) -> str:
    """What to ask back with before it is kept."""
    kind = ENTRY_KINDS.get(line.kind)
    return checks.unusual(KINDS[kind], row_of(line)[0]) if kind and not problem(line) else ""


def is_nothing(line: Line) -> bool:
    """Whether it only says that something was not: "no dessert"."""
    return line.kind == "unknown" and line.fields.get("why") == "nothing"


def nights_near(backend: Backend, day: datetime.date) -> list[Row]:
    """The sleep that one of `day` may overlap with, in one call."""
    wanted = Wanted(kind="sleep", first=day - NEXT_DAY, last=day + NEXT_DAY)
    return list(history.fetch(backend, wanted).rows)


def overlap(lines: Sequence[Line], nights: Sequence[Row], here: Clock) -> list[str]:
    """What to ask back with where the same hours would be slept twice, by what is logged or by another line."""
    known: list[Mapping[str, Any]] = list(nights)
    asked = []
    for line in lines:
        row = row_of(line)[0] | {"id": f"line {line.id}", "time_zone": here.zone_name}
        if other := checks.overlapping(row, known):
            start, end = (days.local_time(other[name], other["time_zone"]) for name in ("started_at", "ended_at"))
            asked.append(f"Sleep: {line.text} overlaps with the sleep from {start:%H:%M} to {end:%H:%M}.")
        known.append(row)
    return [*asked, "Save it all the same?"] if asked else []


def words(line: Line, shown: Units, here: Clock, *, hide_numbers: bool) -> str:
    """What will be kept, as the diary will say it."""
    row, items = row_of(line)
    kind = ENTRY_KINDS[line.kind]
    unsaid: Row = {
        "note": None, "kcal": None, "net_kcal": None, "caffeine_mg": None, "alcohol_g": None, "minutes": None,
        "distance_km": None, "intensity": None, "feelings": [], "tags": [], "energy": None, "quality": None,
        "value2": None, "time_zone": here.zone_name, "items": items,
    }  # fmt: skip
    if kind == "sleep":
        unsaid["minutes"] = (line.fields["end"] - line.fields["start"]).total_seconds() / 60
    if kind == "water":
        drink = catalog.beverages()[row["beverage"]]
        for name in ("kcal", "caffeine_mg", "alcohol_g"):
            per_100 = getattr(drink, name)
            unsaid[name] = None if per_100 is None else round(per_100 * row["ml"] / 100, 1)
    said = say.line(kind, unsaid | row, shown, hide_numbers=hide_numbers)
    return " · ".join(part for part in (KINDS[kind].label, said.title, said.detail) if part)


def draft(line: Line, day: datetime.date, here: Clock, key: str) -> Draft:
    """The entry of a line that is no food."""
    kind = ENTRY_KINDS[line.kind]
    row, items = row_of(line)
    stamp: Mapping[str, str] = days.stamp(day, here, line.fields.get("at"))
    if kind == "sleep":
        # A night says itself when it was.
        stamp = {"time_zone": here.zone_name}
    made: Draft = {"kind": kind, "row": {**stamp, **row, "client_key": key_of(key, line.id)}}
    if items:
        made["items"] = items
    return made


def drink(food: Food, ml: float, day: datetime.date, here: Clock, key: str, at: datetime.time | None = None) -> Draft:
    """A drink that was found among the foods."""
    row = {"ml": round(ml, 1), "beverage": food.id, "client_key": key, **days.stamp(day, here, at)}
    return {"kind": "water", "row": row}


def meal_drafts(
    eaten: Sequence[Eaten], day: datetime.date, here: Clock, key: str, *, made_by: str = "text"
) -> list[Draft]:
    """One meal for each type, at the first time that was said for it."""
    by_type: dict[str, list[Eaten]] = {}
    for one in eaten:
        by_type.setdefault(one.meal_type, []).append(one)
    return [
        meals.draft(
            meal_type,
            [one.item for one in found],
            day,
            here,
            key_of(key, meal_type),
            made_by=made_by,
            at=next((one.at for one in found if one.at), None),
        )
        for meal_type, found in by_type.items()
    ]


def quick_item(line: Line) -> Item:
    """A name, and the energy where it was said."""
    amount, unit = line.fields.get("amount"), line.fields.get("unit")
    made = meals.quick(line.fields["name"], line.fields.get("kcal"))
    if amount and unit == "g" and amount <= meals.MOST_GRAMS:
        made["grams"] = round(amount, 1)
    elif amount and (unit or amount != 1):
        made |= {"amount": round(amount, 2), "portion": unit or "piece"}
    return made
