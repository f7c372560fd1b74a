"""What comes back on chosen weekdays: entries without a day, which one tap writes."""

from collections.abc import Mapping, Sequence
from typing import Any

from lib.diary import meals
from lib.gateway.port import Row

WEEKDAYS = {
    1: "Monday", 2: "Tuesday", 3: "Wednesday", 4: "Thursday", 5: "Friday", 6: "Saturday", 7: "Sunday",
}  # fmt: skip
LONGEST_TITLE = 80


def of_meal(
    title: str,
    weekdays: Sequence[int],
    meal_type: str,
    items: Sequence[Mapping[str, Any]],
    key: str,
    meal_title: str | None = None,
) -> Row:
    row: Row = {"meal_type": meal_type, "made_by": "repeat"}
    if meal_title:
        row["title"] = meal_title
    # The figures go along and the food does not: it may be deleted long before the repeat is.
    kept = [{name: value for name, value in meals.kept(item).items() if name != "food_id"} for item in items]
    entry = {"kind": "meal", "row": row, "items": kept}
    return {
        "title": title.strip()[:LONGEST_TITLE],
        "weekdays": sorted(weekdays),
        "entries": [entry],
        "client_key": key,
    }


def problem(repeat: Mapping[str, Any]) -> str:
    if not repeat["title"]:
        return "Give it a title, such as Oats."
    return "" if repeat["weekdays"] else "Choose at least one weekday."


def title_of(items: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(str(item["food_name"]) for item in items)[:LONGEST_TITLE]


def say_days(weekdays: Sequence[int]) -> str:
    """ "Monday to Friday", "every day", "Monday and Thursday"."""
    chosen = sorted(set(weekdays))
    if len(chosen) == 7:
        return "every day"
    names = [WEEKDAYS[day] for day in chosen]
    if len(chosen) > 2 and chosen[-1] - chosen[0] == len(chosen) - 1:
        return f"{names[0]} to {names[-1]}"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
