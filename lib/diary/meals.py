"""Meals and what they are made of: items as they are stored, from foods, from a name and a number, from each other."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from lib.diary.days import Clock, stamp
from lib.diary.entries import Draft
from lib.gateway.port import Row
from lib.nutrition.foods import NUTRIENTS, Food, nutrients_of
from lib.nutrition.wording import number

Item = dict[str, Any]
MOST_GRAMS = 20_000
MOST_ITEMS = 100

KEPT = ("food_id", "food_name", "grams", "amount", "portion", "named_by", "kcal_low", "kcal_high",
        *(nutrient.name for nutrient in NUTRIENTS))  # fmt: skip


def of_food(food: Food, grams: float, amount: float | None = None, portion: str | None = None) -> Item:
    """So many grams of a food; how the person said it goes along."""
    return {
        "food_id": food.id,
        "food_name": food.name[:120],
        "grams": round(grams, 1),
        "amount": amount,
        "portion": portion,
        **nutrients_of(food, grams),
    }


def quick(name: str, kcal: float | None) -> Item:
    """A name and what the person knows: everything else is unknown."""
    return {"food_name": name.strip()[:120], "kcal": kcal}


def scaled(item: Mapping[str, Any], grams: float) -> Item:
    """The same food in another amount. What is unknown stays so; what was said in portions becomes as many of them."""
    times = grams / float(item["grams"])
    changed: Item = {name: item.get(name) for name in KEPT}
    for nutrient in (*(n.name for n in NUTRIENTS), "kcal_low", "kcal_high"):
        value = changed[nutrient]
        if value is not None:
            changed[nutrient] = round(float(value) * times, 2)
    changed["grams"] = round(grams, 1)
    if changed["amount"] is not None:
        changed["amount"] = round(float(changed["amount"]) * times, 2) or None
    return changed


def kept(item: Mapping[str, Any]) -> Item:
    """An item without what belongs to its row."""
    return {name: item.get(name) for name in KEPT if item.get(name) is not None}


def draft(
    meal_type: str,
    items: Sequence[Mapping[str, Any]],
    day: datetime.date,
    here: Clock,
    key: str,
    *,
    made_by: str = "search",
    title: str | None = None,
    note: str | None = None,
    at: datetime.time | None = None,
) -> Draft:
    row: Row = {"meal_type": meal_type, "made_by": made_by, "client_key": key, **stamp(day, here, at)}
    if title:
        row["title"] = title
    if note:
        row["note"] = note
    return {"kind": "meal", "row": row, "items": [kept(item) for item in items]}


def chip(item: Mapping[str, Any], portion: str) -> str:
    """What a chip for a usual food says: "Oats 60 g"."""
    name = str(item["food_name"])
    short = name if len(name) <= 26 else f"{name[:25].rstrip()}…"
    return f"{short} {portion}" if portion else short


def grams_label(grams: float) -> str:
    return f"{number(grams, 1)} g"
