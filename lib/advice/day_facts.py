"""The facts of a day, from the entries that Today shows: what was just logged, and where the day stands."""

from collections.abc import Iterable

from lib import units
from lib.advice import day_notable
from lib.advice.day_watched import watched
from lib.advice.facts import Amount, Fact, Ref
from lib.diary import catalog, goals, goals_shown, metrics_shown, say
from lib.diary.kinds import INTENSITIES, MEAL_TYPES
from lib.diary.overview import EATEN, Goal, Overview
from lib.gateway.port import Row
from lib.profile import Profile

# After an entry of these kinds there is advice; what else the day says that bears on it.
BESIDE = {
    "water": ("water", "caffeine"),
    "gym": ("active_minutes", "steps", "water", "protein", "sleep"),
    "meal": ("energy", "protein", "fibre", "water"),
    "mood": ("sleep", "active_minutes", "water"),
}
JUST = "Just logged: "
# Of these it says something that the day has none so far.
TOLD_WHEN_NONE = ("water",)
# In the morning the night is told, and what of these the day is to bring.
PLANNED = ("water", "steps", "active_minutes")
# What is left of a goal for drinks is counted in glasses, so that it can be pictured.
GLASS_ML = 250
MOST_GLASSES = 8


def after(kind: str, entry_id: str, day: Overview, me: Profile) -> list[Fact]:
    """What was logged comes first; nothing where it is not on this day."""
    entry = next((row for row in day.entries(kind) if row["id"] == entry_id), None)
    if entry is None or kind not in BESIDE:
        return []
    also = [*(_of_drink(entry, day, me) if kind == "water" else ()), *(_felt(entry) if kind == "gym" else ())]
    notable = [day_notable.which_today(kind, entry, day), *day_notable.no_more_drinks(day)]
    return [_logged(kind, entry, me), *_stands(BESIDE[kind], day, me), *also, *notable, *watched(day, me)]


def morning(day: Overview, me: Profile) -> list[Fact]:
    """Last night, the goals that the day is to reach and where they stand, and whether anything is logged."""
    planned = [metric for metric in PLANNED if _goal(metric, day, me)]
    told = [_stands_at("sleep", day, me), *(_stands_at(metric, day, me, even_none=True) for metric in planned)]
    notable = [*day_notable.usual_night(day, me), *day_notable.no_more_drinks(day)]
    return [*(fact for fact in told if fact), _entries(day), *notable, *watched(day, me)]


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
    # Tags are names that an advice may use, and no part of what is said.
    return Fact("logged", JUST + line.title, tuple(amounts), tuple(names), (_ref(kind, row),))


def _meal(row: Row, me: Profile) -> Fact:
    names = [item["food_name"] for item in row["items"]]
    known = [name if name in catalog.food_names() else "a food of their own" for name in names]
    begins, ends = f"{JUST}{MEAL_TYPES[row['meal_type']].lower()}: ", ""
    amounts: list[Amount] = []
    if row["kcal"] is not None and not me.hide_numbers:
        ends = f", {say.meal_energy(row, me.shown_in)}"
        amounts = [_in("energy", row["kcal"], me)]
    said = begins + ("; ".join(names) or row["title"] or "a meal") + ends
    unnamed = begins + ("; ".join(known) or "a meal") + ends
    return Fact("logged", said, tuple(amounts), tuple(names), (_ref("meal", row),), unnamed=unnamed)


def _of_workout(row: Row, me: Profile) -> list[Amount]:
    found = [Amount(float(row["minutes"]), "min")] if row["minutes"] else []
    return [*found, *([_in("distance", row["distance_km"], me)] if row["distance_km"] else [])]


def _stands(metrics: Iterable[str], day: Overview, me: Profile) -> list[Fact]:
    found = (_stands_at(metric, day, me) for metric in metrics if not metrics_shown.is_hidden(metric, me.hide_numbers))
    return [fact for fact in found if fact]


def _stands_at(metric: str, day: Overview, me: Profile, *, even_none: bool = False) -> Fact | None:
    """ "Drinks today: 750 ml, your goal is at least 2,000 ml, 1,250 ml to go"."""
    value, goal = day.total(metric), _goal(metric, day, me)
    if value is None and not even_none and metric not in TOLD_WHEN_NONE:
        return None
    at_least = metric in EATEN and day.eaten()[metric].at_least
    amount = say.metric_value(metric, value or 0, me.shown_in)
    said = f"{metrics_shown.label(metric)} today: {'at least ' if at_least else ''}{amount}"
    amounts = [_in(metric, value or 0, me)]
    if goal:
        said += f", your goal is {_bounds(goal, me)}"
        amounts += [_in(metric, bound, me) for bound in (goal.low, goal.high) if bound is not None]
        if goal.high is not None and (value or 0) > goal.high:
            said += ", above it"
        elif goal.low is not None and (left := goal.low - (value or 0)) > 0:
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


def _felt(row: Row) -> list[Fact]:
    """How hard the person says the training was, where they do."""
    felt = INTENSITIES.get(row["intensity"] or "")
    return [Fact("felt", f"The training felt: {felt.lower()}", rows=(_ref("gym", row),))] if felt else []


def _of_drink(row: Row, day: Overview, me: Profile) -> list[Fact]:
    alcohol = _stands(("alcohol",), day, me) if row["alcohol_g"] else []
    return [
        *_glasses_left(day, me), *alcohol, *day_notable.of_alcohol(row, day), *day_notable.of_caffeine(row, day)
    ]  # fmt: skip


def _glasses_left(day: Overview, me: Profile) -> list[Fact]:
    goal = _goal("water", day, me)
    left = (goal.low or 0) - (day.total("water") or 0) if goal else 0
    glasses = round(left / GLASS_ML)
    if not 1 < glasses <= MOST_GLASSES:
        return []
    said = f"Left to the goal for drinks: about {glasses} glasses of {say.metric_value('water', GLASS_ML, me.shown_in)}"
    return [Fact("glasses_left", said, (Amount(glasses, "glasses"), _in("water", GLASS_ML, me)))]


def _entries(day: Overview) -> Fact:
    count = len(day.everything())
    return Fact("entries_today", f"Entries today: {count}" if count else "Nothing is logged today yet")


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
