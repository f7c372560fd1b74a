"""The figures of a day beside what is usual for the person and what they aim at."""

import datetime
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lib import units
from lib.advice.facts import Amount
from lib.diary import catalog, goals, goals_shown, metrics_shown, say, trends
from lib.diary.series import DAY, GOALS, NOTES, Daily, Values
from lib.profile import Profile

# How far back is asked for, and what of it is usual.
DAYS = 60
USUAL_DAYS = 28
LEAST_USUAL = 5
MOST = 10
# By kind of entry, what a day in short shows of it; anything else where there is a goal for it.
MAIN: Mapping[str, Sequence[str]] = {
    "meal": ("energy", "protein", "fibre"), "water": ("water",), "gym": ("active_minutes",), "mood": ("wellbeing",),
    "sleep": ("sleep",), "body": ("weight", "steps"),
}  # fmt: skip
ADDS_UP = ("meal", "water")
# These are told and never judged: nobody is praised for little food or a lower weight, and readings are for clinicians.
AIMS_AT_LEAST = (
    "water", "protein", "fibre", "active_minutes", "steps", "sleep", "sleep_quality", "wellbeing", "mood_energy",
    "distance", "potassium", "calcium", "iron",
)  # fmt: skip
AIMS_AT_MOST = ("sugar", "satfat", "sodium", "caffeine", "alcohol")


@dataclass(frozen=True)
class Figure:
    """In the units it is stored in. `value` is None where there is no figure, which is not zero."""

    metric: str
    value: float | None
    usual: float | None = None
    low: float | None = None
    high: float | None = None
    # The day goes on, or more was eaten or drunk than is known.
    so_far: bool = False
    at_least: bool = False

    @property
    def has_goal(self) -> bool:
        return self.low is not None or self.high is not None

    @property
    def is_final(self) -> bool:
        return not self.so_far and not self.at_least

    @property
    def is_reached(self) -> bool:
        """Of a lower bound it is known as soon as it is passed, of an upper one when the day is over."""
        if self.value is None or self.is_above or (self.low is not None and self.value < self.low):
            return False
        return self.has_goal and (self.high is None or self.is_final)

    @property
    def is_above(self) -> bool:
        return self.value is not None and self.high is not None and self.value > self.high

    @property
    def above(self) -> float:
        """Past the upper bound; 0 where there is none or it is kept."""
        return 0.0 if self.value is None or self.high is None else max(0.0, self.value - self.high)

    @property
    def share_off(self) -> float:
        """How far it is from its goal, as a share of it."""
        bound = self.low if self.left else self.high
        return (self.left or self.above) / bound if bound else 0.0

    @property
    def left(self) -> float:
        """To the lower bound; 0 where there is none or it is reached."""
        return 0.0 if self.value is None or self.low is None else max(0.0, self.low - self.value)


def asked() -> list[str]:
    """Everything a day has one figure for: anything may have a goal. And what was noted with a mood."""
    return [*(metric.id for metric in catalog.metrics().values() if metric.aggregate != "none"), GOALS, NOTES]


def figures(daily: Daily, day: datetime.date, today: datetime.date, me: Profile) -> list[Figure]:
    """Of what the person tracks and of what they have a goal for, as far as there is anything to say."""
    usual = [metric for kind, metrics in MAIN.items() if kind in me.tracked for metric in metrics]
    aimed_at = dict.fromkeys(row["metric"] for row in daily.goals)
    known = dict.fromkeys([*usual, *(metric for metric in aimed_at if _has_figure_or_goal(daily, metric, day))])
    found = [
        _figure(daily, metric, day, today, me)
        for metric in known
        if metric in catalog.metrics() and not metrics_shown.is_hidden(metric, me.hide_numbers)
    ]
    told = [one for one in found if one.value is not None or one.usual is not None or one.has_goal]
    # Where that is too much, what says most of the day.
    kept = sorted(told, key=lambda one: (not one.has_goal, one.value is None))[:MOST]
    return [one for one in told if one in kept]


def _has_figure_or_goal(daily: Daily, metric: str, day: datetime.date) -> bool:
    return day in daily.of(metric) or trends.goal_on(daily.goals, metric, day) is not None


def is_over(daily: Daily, day: datetime.date, today: datetime.date) -> bool:
    """Gone by, or called complete."""
    return day < today or day in daily.complete


def _figure(daily: Daily, metric: str, day: datetime.date, today: datetime.date, me: Profile) -> Figure:
    known = catalog.metrics()[metric]
    value, over = daily.of(metric).get(day), is_over(daily, day, today)
    low, high = _goal(daily, metric, day, me)
    return Figure(
        metric,
        None if value is None else float(value),
        _usual(daily, metric, day),
        low,
        high,
        so_far=not over and known.aggregate == "sum" and known.kind != "sleep",
        at_least=day in daily.at_least.get(metric, ()) or (over and not daily.is_whole(metric, day)),
    )


def _goal(daily: Daily, metric: str, day: datetime.date, me: Profile) -> tuple[float | None, float | None]:
    """Not one that would harm, or that tells what the person does not want to see."""
    row = trends.goal_on(daily.goals, metric, day)
    if row is None or (me.hide_numbers and metric in trends.TELL_THE_WEIGHT):
        return None, None
    low, high = (None if row[name] is None else float(row[name]) for name in ("low", "high"))
    about = goals.body(me, latest(daily, "weight", day), day)
    return (None, None) if goals_shown.harm(metric, low, high, about, me.shown_in) else (low, high)


def latest(daily: Daily, metric: str, day: datetime.date) -> float | None:
    """The last figure on this day or before."""
    found = [one for one in daily.of(metric) if one <= day]
    return float(daily.of(metric)[max(found)]) if found else None


def _usual(daily: Daily, metric: str, day: datetime.date) -> float | None:
    """The middle one of the four weeks before; a few days are no usual."""
    values = list(_counted(daily, metric, day - DAY * USUAL_DAYS, day - DAY).values())
    return float(statistics.median(values)) if len(values) >= LEAST_USUAL else None


def _counted(daily: Daily, metric: str, start: datetime.date, end: datetime.date) -> Values:
    """As Trends counts: a day half logged says nothing of what was eaten, unless hardly any is called complete."""
    values = {day: value for day, value in daily.of(metric).items() if start <= day <= end}
    if catalog.metrics()[metric].kind not in ADDS_UP:
        return values
    whole = {day: value for day, value in values.items() if daily.is_whole(metric, day)}
    return whole if len(whole) * 2 >= len(values) else values


def counted_up_to(daily: Daily, metric: str, end: datetime.date, *, over: bool) -> Values:
    """For a trend; the last day only where it is over."""
    found = _counted(daily, metric, daily.start, end)
    is_part = not over and catalog.metrics()[metric].aggregate == "sum"
    return {day: value for day, value in found.items() if not (is_part and day == end)}


# In words -----------------------------------------------------------------------------------------------------------


def amount(metric: str, value: float, me: Profile) -> Amount:
    """In the person's units, with the digits that are shown."""
    shown = metrics_shown.in_unit(metric, float(value), me.shown_in)
    if metric == "sleep":
        return Amount(shown, "h")
    quantity = metrics_shown.QUANTITIES.get(metric)
    decimals = units.decimals(quantity, me.shown_in) if quantity else catalog.metrics()[metric].decimals
    unit = {"0-10": "0-10", "1-5": "1-5", "steps": ""}.get(catalog.metrics()[metric].unit)
    return Amount(round(shown, decimals), metrics_shown.unit(metric, me.shown_in) if unit is None else unit)


def value(one: Figure, me: Profile) -> str:
    """ "1,750 ml so far", "at least 1,480 kcal"; nothing where there is no figure."""
    if one.value is None:
        return ""
    said = say.metric_value(one.metric, one.value, me.shown_in)
    return f"{'at least ' if one.at_least else ''}{said}{' so far' if one.so_far else ''}"


def usual(one: Figure, me: Profile) -> str:
    return "" if one.usual is None else say.metric_value(one.metric, one.usual, me.shown_in)


def goal(one: Figure, me: Profile) -> str:
    return goals.bounds(one.low, one.high, one.metric, me.shown_in) if one.has_goal else ""


def stands(one: Figure, me: Profile) -> str:
    """Where the day stands against the goal; nothing where that is not known or not to be judged."""
    if one.metric not in (*AIMS_AT_LEAST, *AIMS_AT_MOST):
        return ""
    if one.is_reached:
        return "reached"
    if one.above:
        return f"{say.metric_value(one.metric, one.above, me.shown_in)} above"
    if not one.left:
        return ""
    left = say.metric_value(one.metric, one.left, me.shown_in)
    return f"{'' if one.is_final else 'up to '}{left} {'to go' if one.so_far else 'short'}"


def outcome(one: Figure) -> str:
    """What became of the goal, in a word; nothing where that is not known yet or not to be judged."""
    if one.metric not in (*AIMS_AT_LEAST, *AIMS_AT_MOST) or (one.so_far and not one.above):
        return "reached" if one.metric in AIMS_AT_LEAST and one.is_reached else ""
    if one.is_reached:
        return "reached"
    if one.above:
        return "over"
    if not one.left:
        return ""
    return "missed" if one.is_final else "missed as far as logged"


def spoken(figures: Sequence[Figure], me: Profile) -> Iterator[tuple[Figure, str]]:
    """ "Drinks: 1,750 ml, usually 1,600 ml, your goal is at least 2,000 ml, 250 ml short"."""
    for one in figures:
        parts = [
            value(one, me) or "no figure",
            f"usually {usual(one, me)}" if one.usual is not None else "",
            f"your goal is {goal(one, me)}" if one.has_goal else "",
            stands(one, me),
        ]
        yield one, f"{catalog.metric_label(one.metric)}: {', '.join(part for part in parts if part)}"
