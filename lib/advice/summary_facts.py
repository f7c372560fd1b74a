"""The facts of a day in short: its figures, what its trends came to, what went well, and what to try next."""

import datetime
from collections.abc import Iterator, Sequence

from lib.advice import day_figures, triage_readings
from lib.advice.day_figures import AIMS_AT_LEAST, AIMS_AT_MOST, Figure, amount, goal, is_over, latest, value
from lib.advice.day_notable import PLENTY_ML
from lib.advice.facts import Amount, Fact
from lib.analysis.trend import Trend, classify
from lib.diary import catalog, metrics_shown, say, trend_words, trends
from lib.diary.kinds import KINDS
from lib.diary.series import DAY, Daily
from lib.profile import Profile
from lib.units import Units

WINDOW, A_WEEK = 28, 7
# So much of a goal may be missing for it to be near.
NEAR = 0.35
# More than that is nothing to praise.
PLENTY = {"water": PLENTY_ML, "sleep": 9.5, "active_minutes": 180, "steps": 30_000}
# What most days have. Whoever did not train need not log it.
ON_MOST_DAYS = ("sleep", "mood", "water", "meal")
CALLED = {
    "meal": "meals", "water": "drinks", "gym": "training", "mood": "mood", "sleep": "sleep", "body": "readings",
}  # fmt: skip
WATCHED_DAYS = 7
OPEN, NOTHING = "day_is_open", "nothing_logged"
WELL, TRY = "well_", "try_"


def of_day(
    daily: Daily, day: datetime.date, logged: frozenset[str], today: datetime.date, me: Profile
) -> tuple[Fact, ...]:
    """`logged`: the kinds of entry that there are on the day, some of which have no figure."""
    watched = tuple(_watched(daily, day, today, me))
    weekday = f"{day:%A}"
    if not logged:
        nothing = Fact(NOTHING, f"Nothing was logged on {weekday}", names=(weekday,))
        return (nothing, *_open(daily, day, today), *watched)
    # Readings of the body are for the table, and go to no model.
    figures = [one for one in day_figures.figures(daily, day, today, me) if not _is_reading(one.metric)]
    trend_facts = dict(_trends(daily, day, today, figures, me))
    return (
        Fact("weekday", f"The day is a {weekday}", names=(weekday,)),
        *_open(daily, day, today),
        *(_figure(one, said, me) for one, said in day_figures.spoken(figures, me)),
        *trend_facts.values(),
        _well(daily, day, logged, figures, trend_facts, me),
        _to_try(daily, day, logged, figures, me),
        *watched,
    )


def _is_reading(metric: str) -> bool:
    return catalog.metrics()[metric].kind == "body" and metric != "steps"


def _open(daily: Daily, day: datetime.date, today: datetime.date) -> list[Fact]:
    return [] if is_over(daily, day, today) else [Fact(OPEN, "The day is not over yet")]


def _figure(one: Figure, said: str, me: Profile) -> Fact:
    numbers = [one.value, one.usual, one.low, one.high, one.left or None, one.above or None]
    amounts = tuple(amount(one.metric, number, me) for number in numbers if number is not None)
    return Fact(f"{one.metric}_day", said, amounts, metric=one.metric)


# Trends -------------------------------------------------------------------------------------------------------------


def _trends(
    daily: Daily, day: datetime.date, today: datetime.date, figures: Sequence[Figure], me: Profile
) -> Iterator[tuple[str, Fact]]:
    """By metric, the trends that are clear, and those that were a week before and are not any more."""
    for metric in (one.metric for one in figures):
        now = _trend(daily, metric, day, over=is_over(daily, day, today))
        before = _trend(daily, metric, day - DAY * A_WEEK, over=True)
        if now.direction == before.direction == "none" or now.reason:
            continue
        said = trend_words.label(now, metric, me.shown_in, WINDOW)
        was = "there was no clear change" if before.direction == "none" else f"it was {before.direction}"
        if now.direction != before.direction:
            said += f"; a week before {was}"
        name = f"{catalog.metric_label(metric)} over four weeks: {said[0].lower()}{said[1:]}"
        better = now.label == "improving" and now.direction != before.direction
        yield (
            metric,
            Fact(
                f"{metric}_trend{'_better' if better else ''}",
                name,
                tuple(_moved(now, metric, me.shown_in)),
                metric=metric,
            ),
        )


def _trend(daily: Daily, metric: str, day: datetime.date, *, over: bool) -> Trend:
    known = catalog.metrics()[metric]
    values = day_figures.counted_up_to(daily, metric, day, over=over)
    return classify(
        values, end=day, window_days=WINDOW, better=trends.BETTER[known.better], smallest_change=known.smallest_change
    )


def _moved(trend: Trend, metric: str, shown: Units) -> Iterator[Amount]:
    yield Amount(4, "weeks")
    if trend.direction != "none" and trend.change is not None:
        unit = metrics_shown.unit(metric, shown)
        step = metrics_shown.step(metric, abs(trend.change), shown)
        yield Amount(step, "" if unit.startswith("of ") else unit)
        yield Amount(trend.span, "days")


# What went well, and what to try ------------------------------------------------------------------------------------


def _well(
    daily: Daily,
    day: datetime.date,
    logged: frozenset[str],
    figures: Sequence[Figure],
    moved: dict[str, Fact],
    me: Profile,
) -> Fact:
    better = [one for one in figures if f"{one.metric}_trend_better" == getattr(moved.get(one.metric), "id", "")]
    found = (
        [_reached(one, me) for one in figures if _is_good(one)]
        or [_above_usual(one, me) for one in figures if _is_above_usual(one)]
        or [_better(one) for one in better if one.metric in AIMS_AT_LEAST]
    )
    if found:
        # Not the same one every day.
        return found[day.toordinal() % len(found)]
    if day in daily.complete:
        return Fact(f"{WELL}whole", "Went well: the whole day is logged")
    things = tuple(CALLED[kind] for kind in KINDS if kind in logged)
    return Fact(f"{WELL}logged", f"Went well: logged were {_listed(things)}", names=things)


def _listed(things: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(things[:-1]), things[-1]]))


def _is_good(one: Figure) -> bool:
    if not one.is_reached or _is_plenty(one, one.value):
        return False
    return one.metric in (AIMS_AT_LEAST if one.low is not None else AIMS_AT_MOST)


def _reached(one: Figure, me: Profile) -> Fact:
    name, bounds = catalog.metric_label(one.metric).lower(), goal(one, me)
    said = f"Went well: the goal for {name} was reached, with {value(one, me)} ({bounds})"
    numbers = [number for number in (one.value, one.low, one.high) if number is not None]
    return Fact(
        f"{WELL}{'goal' if one.low is not None else 'within'}",
        said,
        tuple(amount(one.metric, number, me) for number in numbers),
        metric=one.metric,
    )


def _is_above_usual(one: Figure) -> bool:
    if one.metric not in AIMS_AT_LEAST or one.value is None or one.usual is None or one.is_above:
        return False
    if one.high is not None and one.low is None:
        # Who keeps to a limit is not praised for more.
        return False
    more = one.value - one.usual
    return more >= catalog.metrics()[one.metric].smallest_change and not _is_plenty(one, one.value)


def _is_plenty(one: Figure, amount: float | None) -> bool:
    return (amount or 0) > PLENTY.get(one.metric, float("inf"))


def _above_usual(one: Figure, me: Profile) -> Fact:
    assert one.value is not None and one.usual is not None
    said = f"Went well: {catalog.metric_label(one.metric).lower()} above your usual, {value(one, me)}"
    usual = say.metric_value(one.metric, one.usual, me.shown_in)
    amounts = (amount(one.metric, one.value, me), amount(one.metric, one.usual, me))
    return Fact(f"{WELL}usual", f"{said}, usually {usual}", amounts, metric=one.metric)


def _better(one: Figure) -> Fact:
    label = catalog.metric_label(one.metric).lower()
    return Fact(f"{WELL}trend", f"Went well: over the last weeks {label} has been improving", metric=one.metric)


def _to_try(daily: Daily, day: datetime.date, logged: frozenset[str], figures: Sequence[Figure], me: Profile) -> Fact:
    furthest = max((one for one in figures if _can_be_tried(one)), key=lambda one: one.share_off, default=None)
    if furthest:
        how = "over" if furthest.above else "goal" if furthest.share_off <= NEAR else "far_goal"
        return _towards(furthest, how, me)
    # Who says that this was all has eaten and drunk nothing else.
    asked_for = [kind for kind in ON_MOST_DAYS if day not in daily.complete or kind not in day_figures.ADDS_UP]
    missing = [kind for kind in asked_for if kind in me.tracked and kind not in logged]
    if missing:
        kind = missing[day.toordinal() % len(missing)]
        said = f"To try: log {CALLED[kind]} as well, of which there is nothing"
        return Fact(f"{TRY}log", said, names=(CALLED[kind],), metric=kind)
    if day not in daily.complete and logged & set(day_figures.ADDS_UP):
        return Fact(f"{TRY}whole", "To try: say when a day is complete, so that its figures count as a whole")
    return Fact(f"{TRY}same", "To try: more of the same")


def _can_be_tried(one: Figure) -> bool:
    if one.metric in AIMS_AT_MOST:
        return one.above > 0
    plenty = _is_plenty(one, one.low) or _is_plenty(one, one.value)
    return one.metric in AIMS_AT_LEAST and one.left > 0 and not plenty


def _towards(one: Figure, id: str, me: Profile) -> Fact:
    label = catalog.metric_label(one.metric).lower()
    begins = "closer to the goal for" if one.above else "a little more for"
    said = f"To try: {begins} {label}: {day_figures.stands(one, me)} (goal: {goal(one, me)})"
    bounds = (one.high, one.above) if one.above else (one.low, one.left)
    numbers = [number for number in (one.value, *bounds) if number is not None]
    return Fact(f"{TRY}{id}", said, tuple(amount(one.metric, n, me) for n in numbers), metric=one.metric)


# For whoever watches over it before anybody is advised ----------------------------------------------------------------


def _watched(daily: Daily, day: datetime.date, today: datetime.date, me: Profile) -> Iterator[Fact]:
    """These facts are for nobody's eyes, and go nowhere."""
    eaten = daily.of("energy")
    for one in (day - DAY * back for back in reversed(range(WATCHED_DAYS))):
        if one in eaten and one < today and daily.is_whole("energy", one):
            yield Fact("energy_before", "Eaten on a day", metric="energy", value=float(eaten[one]))
    for metric in {**triage_readings.EMERGENCY, **triage_readings.CLINICIAN}:
        if (reading := daily.of(metric).get(day)) is not None:
            yield Fact(f"reading_{metric}", "Measured on the day", metric=metric, value=float(reading))
    weight, aim = latest(daily, "weight", day), trends.goal_on(daily.goals, "weight", day)
    if weight is None or not me.height_cm:
        return
    yield Fact("bmi", "Weight for height", metric="bmi", value=weight / (me.height_cm / 100) ** 2)
    aims = [float(aim[name]) for name in ("low", "high") if aim[name] is not None] if aim else []
    if aims and min(aims) < weight:
        loss = triage_readings.GOAL_WEIGHT_LOSS
        yield Fact(loss, "Means to weigh less", metric=loss, value=1.0)
