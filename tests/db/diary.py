"""Entries for tests of the diary: as the app sends them."""

import uuid
from typing import Any

from lib.gateway.direct import Direct

Draft = dict[str, Any]

DAY = "2026-03-10"
ZONE = "Europe/Berlin"
KINDS = ("meal", "water", "gym", "mood", "sleep", "body")
TABLES = {
    "meal": "meals", "water": "drinks", "gym": "workouts", "mood": "moods", "sleep": "sleeps", "body": "measurements",
}  # fmt: skip


def key() -> str:
    return str(uuid.uuid4())


def draft(kind: str, at: str = f"{DAY}T12:00+01:00", zone: str = ZONE, items: Any = None, **row: Any) -> Draft:
    made: Draft = {"kind": kind, "row": {"logged_at": at, "time_zone": zone, "client_key": key(), **row}}
    return made if items is None else made | {"items": items}


def item(name: str = "Oats", kcal: float | None = 230, **more: Any) -> dict[str, Any]:
    return {"food_name": name, "grams": 60, "kcal": kcal, **more}


def meal(at: str = f"{DAY}T08:00+01:00", items: Any = None, **row: Any) -> Draft:
    return draft("meal", at, items=[item()] if items is None else items, **{"meal_type": "breakfast", **row})


def drink(at: str = f"{DAY}T09:00+01:00", ml: float = 250, **row: Any) -> Draft:
    return draft("water", at, ml=ml, **row)


def workout(at: str = f"{DAY}T18:00+01:00", items: Any = (), **row: Any) -> Draft:
    return draft("gym", at, items=list(items), **{"activity": "running", "minutes": 30, **row})


def mood(at: str = f"{DAY}T20:00+01:00", **row: Any) -> Draft:
    return draft("mood", at, **{"wellbeing": 7.5, **row})


def night(start: str = "2026-03-09T23:30+01:00", end: str = f"{DAY}T07:00+01:00", **row: Any) -> Draft:
    return draft("sleep", end, started_at=start, ended_at=end, **row)


def reading(metric: str = "weight", value: float = 70, at: str = f"{DAY}T07:10+01:00", **row: Any) -> Draft:
    return draft("body", at, metric=metric, value=value, **row)


def one_of_each() -> list[Draft]:
    """Every column that people fill is filled."""
    return [
        meal(
            title="Porridge", note="with care", made_by="search", source="test", external_id=key(),
            items=[item(amount=2, portion="cup", kcal_low=200, kcal_high=260, protein_g=8.25, iron_mg=1.5),
                   item("Milk", None, named_by="detector")],
        ),
        drink(beverage="coffee", note="strong"),
        workout(distance_km=5.125, intensity="vigorous",
                items=[{"exercise": "Squat", "reps": 5, "kg": 82.5}, {"exercise": "Squat", "reps": 4}]),
        mood(feelings=["calm", "happy"], tags=["büro", "a,b"], energy=6),
        night(quality=4),
        reading("blood_pressure", 121, value2=79),
    ]  # fmt: skip


def save(mine: Direct, *drafts: Draft) -> list[dict[str, Any]]:
    saved: list[dict[str, Any]] = mine.rpc("save_entries", {"p_entries": list(drafts)})
    return saved


def save_one(mine: Direct, given: Draft) -> dict[str, Any]:
    row: dict[str, Any] = save(mine, given)[0]["row"]
    return row


def change(mine: Direct, kind: str, entry_id: str, items: Any = None, **row: Any) -> dict[str, Any]:
    given: Draft = {"kind": kind, "change": True, "row": {"id": entry_id, **row}}
    return save(mine, given if items is None else given | {"items": items})[0]


def ref(saved: dict[str, Any]) -> dict[str, str]:
    return {"kind": saved["kind"], "id": saved["row"]["id"]}


def take(mine: Direct, *refs: dict[str, str]) -> list[Draft]:
    taken: list[Draft] = mine.rpc("take_entries", {"p_entries": list(refs)})
    return taken


def copy(
    mine: Direct, refs: list[dict[str, str]], day: str, zone: str = ZONE, by: str = "", at: str | None = None
) -> list[dict[str, Any]]:
    copies: list[dict[str, Any]] = mine.rpc(
        "copy_entries", {"p_entries": refs, "p_date": day, "p_zone": zone, "p_key": by or key(), "p_at": at}
    )
    return copies


def overview(mine: Direct, day: str = DAY) -> dict[str, Any]:
    return dict(mine.rpc("day_overview", {"p_date": day}))


def history(mine: Direct, kind: str, **filters: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = mine.rpc("history", {"p_kind": kind, **{f"p_{k}": v for k, v in filters.items()}})
    return rows
