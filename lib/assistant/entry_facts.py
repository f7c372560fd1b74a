"""One entry of the diary as a fact: what stands in lists, without the note, which is a person's own words."""

import datetime
from collections.abc import Sequence

from lib import units
from lib.advice.facts import Amount, Fact, Ref
from lib.assistant import shown
from lib.diary import catalog, metrics_shown, say
from lib.diary.kinds import MEAL_TYPES, QUALITIES
from lib.gateway.port import Row
from lib.profile import Profile

# Of a long meal these are named.
MOST_FOODS = 6
OWN_FOOD = "a food of their own"
# How ids of facts begin that are there for triage.
WATCHED, WATCHED_PAST = "watched", "watched_past"
RECENT = datetime.timedelta(hours=24)


def fact(id: str, kind: str, row: Row, me: Profile, today: datetime.date) -> Fact:
    """ "Yesterday: lunch: Lentil soup; Bread, 520 kcal"."""
    plain = {**row, "note": None}
    said, amounts, names = _said(kind, plain, me)
    bare, _, _ = _said(kind, _without_own_words(kind, plain), me)
    day = datetime.date.fromisoformat(row["local_date"])
    when = shown.when(day, day, today)
    begins = f"{when[:1].upper()}{when[1:]}: "
    return Fact(
        id,
        f"{begins}{said}",
        (*amounts, *shown.of_dates(today, day)),
        tuple(names),
        (ref(kind, row),),
        unnamed="" if bare == said else f"{begins}{bare}",
    )


def _without_own_words(kind: str, row: Row) -> Row:
    """For whoever does not give these away: tags, titles, and foods that no table knows."""
    if kind == "mood":
        return {**row, "tags": []}
    if kind != "meal":
        return row
    items = [
        item if item["food_name"] in catalog.food_names() else {**item, "food_name": OWN_FOOD}
        for item in row.get("items") or ()
    ]
    return {**row, "items": items, "title": None}


def ref(kind: str, row: Row) -> Ref:
    return {"kind": kind, "id": row["id"]}


def said_alone(one: Fact) -> str:
    """Without the day before it."""
    return one.said.partition(": ")[2]


def _said(kind: str, row: Row, me: Profile) -> tuple[str, list[Amount], list[str]]:
    if kind == "meal":
        return _meal(row, me)
    line = say.line(kind, row, me.shown_in, hide_numbers=me.hide_numbers)
    if kind == "water":
        named = catalog.beverage_name(row["beverage"])
        return line.title, [shown.amount("water", row["ml"], me.shown_in)], [named]
    if kind == "gym":
        return line.title, _of_workout(row, me), [catalog.activity_name(row["activity"])]
    if kind == "sleep":
        how = f", {QUALITIES[row['quality']].lower()}" if row["quality"] else ""
        return f"{line.title}{how}", [shown.amount("sleep", row["minutes"] / 60, me.shown_in)], []
    if kind == "mood":
        feelings = [shown.name(word) for word in (*row["feelings"], *row["tags"])]
        felt = f", {', '.join(feelings)}" if feelings else ""
        return f"{line.title}{felt}", [Amount(float(row["wellbeing"]), "0-10")], feelings
    return line.title, _of_reading(row, me), [catalog.metric_label(row["metric"])]


def _meal(row: Row, me: Profile) -> tuple[str, list[Amount], list[str]]:
    names = [shown.name(item["food_name"]) for item in row.get("items") or ()]
    title = shown.name(row["title"] or "")
    told = names[:MOST_FOODS] or ([title] if title else [])
    more = len(names) - len(told)
    said = f"{MEAL_TYPES[row['meal_type']].lower()}: {'; '.join(told) or 'a meal'}"
    amounts = []
    if more > 0:
        said += f" and {more} more"
        amounts.append(Amount(float(more), "more"))
    if row["kcal"] is not None and not me.hide_numbers:
        energy = say.meal_energy(row, me.shown_in)
        said += f", {energy}"
        unit = units.unit_label("energy", me.shown_in)
        amounts += [Amount(one.value, unit) for one in shown.in_text(energy)]
    return said, amounts, [*names, *([title] if title and not names else [])]


def _of_workout(row: Row, me: Profile) -> list[Amount]:
    found = [Amount(float(row["minutes"]), "min")] if row["minutes"] else []
    return [*found, *([shown.amount("distance", row["distance_km"], me.shown_in)] if row["distance_km"] else [])]


def _of_reading(row: Row, me: Profile) -> list[Amount]:
    if metrics_shown.is_hidden(row["metric"], me.hide_numbers):
        return []
    unit = metrics_shown.unit(row["metric"], me.shown_in)
    values = [row["value"], *([row["value2"]] if row["value2"] is not None else [])]
    if row["metric"] == "blood_pressure":
        return [Amount(float(value), unit) for value in values]
    return [shown.amount(row["metric"], row["value"], me.shown_in)]


def readings(rows: Sequence[Row], now: datetime.datetime) -> list[Fact]:
    """For triage alone: the entries say them in words. Each by itself, for a mean of high and low looks harmless.

    What was measured long ago is told apart by its id: nobody has to be called about it now.
    """
    found = []
    for row in rows:
        is_now = _age(row, now) <= RECENT
        begins = WATCHED if is_now else WATCHED_PAST
        parts = [("systolic", row["value"]), ("diastolic", row["value2"])]
        for metric, value in parts if row["metric"] == "blood_pressure" else [(row["metric"], row["value"])]:
            said = f"{shown.label(metric)} was measured"
            if value is not None:
                found.append(Fact(f"{begins}.{metric}.{row['id']}", said, metric=metric, value=float(value)))
    return found


def _age(row: Row, now: datetime.datetime) -> datetime.timedelta:
    there = now if now.tzinfo else now.replace(tzinfo=datetime.UTC)
    return there - datetime.datetime.fromisoformat(row["logged_at"])
