"""The facts of a day, from the entries that Today shows: what was just logged, and where the day stands."""

from collections.abc import Iterable

from lib import units
from lib.advice.facts import Amount, Fact, Ref
from lib.diary import catalog, goals, goals_shown, metrics_shown, say
from lib.diary.kinds import MEAL_TYPES
from lib.diary.overview import EATEN, Goal, Overview
from lib.gateway.port import Row
from lib.profile import Profile

# After an entry of these kinds there is advice; what else the day says that bears on it.
BESIDE = {
    "water": ("water", "caffeine"),
    "gym": ("active_minutes", "steps", "water", "protein"),
    "meal": ("energy", "protein", "fibre", "water"),
    "mood": ("sleep", "active_minutes", "water"),
}
# Of these it says something that the day has none so far.
TOLD_WHEN_NONE = ("water",)


def after(kind: str, entry_id: str, day: Overview, me: Profile) -> list[Fact]:
    """What was logged comes first; nothing where it is not on this day."""
    entry = next((row for row in day.entries(kind) if row["id"] == entry_id), None)
    if entry is None or kind not in BESIDE:
        return []
    return [_logged(kind, entry, me), *_stands(BESIDE[kind], day, me), *_readings(day)]


def _logged(kind: str, row: Row, me: Profile) -> Fact:
    """Without the note: a person's own words go nowhere by themselves."""
    plain = {**row, "note": None}
    if kind == "meal":
        return _meal(plain, me)
    line = say.line(kind, plain, me.shown_in, hide_numbers=me.hide_numbers)
    if kind == "water":
        names, amounts = [catalog.beverage_name(row["beverage"])], [_in("water", row["ml"], me)]
    elif kind == "gym":
        names, amounts = [catalog.activity_name(row["activity"])], _of_workout(row, me)
    else:
        names, amounts = [*row["feelings"], *row["tags"]], [Amount(float(row["wellbeing"]), "0-10")]
    return Fact("logged", f"Just logged: {line.title}", tuple(amounts), tuple(names), (_ref(kind, row),))


def _meal(row: Row, me: Profile) -> Fact:
    names = [item["food_name"] for item in row["items"]]
    said = f"Just logged: {MEAL_TYPES[row['meal_type']].lower()}: {'; '.join(names) or row['title'] or 'a meal'}"
    amounts: list[Amount] = []
    if row["kcal"] is not None and not me.hide_numbers:
        said += f", {say.meal_energy(row, me.shown_in)}"
        amounts = [_in("energy", row["kcal"], me)]
    return Fact("logged", said, tuple(amounts), tuple(names), (_ref("meal", row),))


def _of_workout(row: Row, me: Profile) -> list[Amount]:
    found = [Amount(float(row["minutes"]), "min")] if row["minutes"] else []
    return [*found, *([_in("distance", row["distance_km"], me)] if row["distance_km"] else [])]


def _stands(metrics: Iterable[str], day: Overview, me: Profile) -> list[Fact]:
    found = (_stands_at(metric, day, me) for metric in metrics if not metrics_shown.is_hidden(metric, me.hide_numbers))
    return [fact for fact in found if fact]


def _stands_at(metric: str, day: Overview, me: Profile) -> Fact | None:
    """ "Drinks today: 750 ml, your goal is at least 2,000 ml, 1,250 ml to go"."""
    value, goal = day.total(metric), _goal(metric, day, me)
    if value is None and metric not in TOLD_WHEN_NONE:
        return None
    at_least = metric in EATEN and day.eaten()[metric].at_least
    amount = say.metric_value(metric, value or 0, me.shown_in)
    said = f"{metrics_shown.label(metric)} today: {'at least ' if at_least else ''}{amount}"
    amounts = [_in(metric, value or 0, me)]
    if goal:
        said += f", your goal is {_bounds(goal, me)}"
        amounts += [_in(metric, bound, me) for bound in (goal.low, goal.high) if bound is not None]
        if goal.low is not None and (left := goal.low - (value or 0)) > 0:
            said += f", {say.metric_value(metric, left, me.shown_in)} to go"
            amounts.append(_in(metric, left, me))
        elif goal.low is not None and not at_least:
            said += ", reached"
    kind = catalog.metrics()[metric].kind
    return Fact(f"{metric}_today", said, tuple(amounts), (), tuple(_ref(kind, row) for row in day.entries(kind)))


def _goal(metric: str, day: Overview, me: Profile) -> Goal | None:
    """Not one that would harm, or that tells what the person does not want to see."""
    goal = day.goals.get(metric)
    if goal is None or goals_shown.is_hidden(metric, goal.source, me) or goals_shown.harm_on(day, goal, me):
        return None
    return goal


def _bounds(goal: Goal, me: Profile) -> str:
    said = goals.amounts(goal.low, goal.high, goal.metric, me.shown_in)
    if goal.low is not None and goal.high is not None:
        return said
    return f"at {'most' if goal.low is None else 'least'} {said}"


def _readings(day: Overview) -> list[Fact]:
    """What was measured on the day, for whoever watches over it before anybody is advised."""
    found = []
    for row in day.entries("body"):
        parts = [("systolic", row["value"]), ("diastolic", row["value2"])]
        parts = parts if row["metric"] == "blood_pressure" else [(row["metric"], row["value"])]
        for metric, value in parts:
            said = f"{metrics_shown.label(metric)} measured today"
            rows = (_ref("body", row),)
            found.append(Fact(f"reading_{metric}", said, rows=rows, metric=metric, value=float(value)))
    return found


def _in(metric: str, value: float, me: Profile) -> Amount:
    shown = metrics_shown.in_unit(metric, float(value), me.shown_in)
    if metric == "sleep":
        return Amount(shown, "h")
    quantity = metrics_shown.QUANTITIES.get(metric)
    decimals = units.decimals(quantity, me.shown_in) if quantity else catalog.metrics()[metric].decimals
    unit = metrics_shown.unit(metric, me.shown_in)
    return Amount(round(shown, decimals), "0-10" if unit == "of 10" else unit)


def _ref(kind: str, row: Row) -> Ref:
    return {"kind": kind, "id": row["id"]}
