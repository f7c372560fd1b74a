"""A trend in words: what it is, what it rests on, and what a chart of it shows to whoever cannot see it."""

import datetime

from lib.analysis.trend import Trend
from lib.diary import catalog, metrics_shown
from lib.nutrition.wording import number
from lib.units import Units

# A trend looks back no further than this.
LONGEST_TREND = 365
VERDICT = {"improving": ", which is the better way", "declining": ", which is the wrong way", "stable": ""}


def label(trend: Trend, metric: str, shown: Units, window: int) -> str:
    """Of a longer time than a year, the last year is told."""
    said = _label(trend, metric, shown)
    return f"{said}{_of_the_last_year(window)}"


def _of_the_last_year(window: int) -> str:
    return " (the last year)" if window > LONGEST_TREND else ""


def _label(trend: Trend, metric: str, shown: Units) -> str:
    if trend.reason:
        need = trend.reason
        if need.days < need.days_needed:
            return f"Not enough days yet: {need.days} of the {need.days_needed} that are needed"
        return f"Not enough time yet: the days span {need.span} of the {need.span_needed} days that are needed"
    if trend.distance and trend.label != "stable":
        way = "Closer to your goal" if trend.label == "improving" else "Further from your goal"
        return f"{way}: {_step(metric, abs(trend.distance.change), shown)} over {trend.span} days"
    if trend.direction == "none" or trend.change is None:
        return "No clear change"
    way = "Rising" if trend.direction == "rising" else "Falling"
    return f"{way}: {_step(metric, abs(trend.change), shown)} over {trend.span} days{VERDICT[trend.label]}"


def evidence(trend: Trend, metric: str, shown: Units, before: float | None, window: int, only_whole: bool) -> list[str]:
    known = catalog.metrics()[metric]
    said = []
    if trend.mean is not None:
        which = "days that are called complete" if only_whole else "days with a figure"
        if trend.n == 1:
            which = which.replace("days that are", "day that is").replace("days", "day")
        lately = "In the last year on" if window > LONGEST_TREND else "On"
        said.append(f"{lately} average {_figure(metric, trend.mean, shown)}, on {trend.n} {which}.")
        if before is not None:
            said.append(f"In the {window} days before it was {_figure(metric, before, shown)}.")
    if trend.p is not None and trend.slope_per_week is not None:
        slope = _step(metric, trend.slope_per_week, shown)
        said.append(f"The line through the days moves {slope} a week.")
        share = "fewer than 1" if trend.p < 0.01 else f"about {round(trend.p * 100)}"
        said.append(
            f"Days that only go up and down by chance would look like this in {share} of 100 cases; it is called a "
            f"trend below 5, and if it amounts to at least {_step(metric, known.smallest_change, shown)}."
        )
    if window <= 14:
        said.append("Two weeks show only large changes; 28 days show more.")
    return said


def alt(
    trend: Trend, metric: str, shown: Units, days: int, start: datetime.date, end: datetime.date, window: int
) -> str:
    name = catalog.metric_label(metric)
    span = f"from {start:%-d %B %Y} to {end:%-d %B %Y}"
    if not days:
        return f"{name}, {span}: nothing logged."
    lately = " in the last year" if window > LONGEST_TREND else ""
    mean = f", on average {_figure(metric, trend.mean, shown)}{lately}" if trend.mean is not None else ""
    counted = f"{days} {'day' if days == 1 else 'days'} with a figure"
    return f"{name} {span}: {counted}{mean}. {label(trend, metric, shown, window)}."


def _figure(metric: str, value: float, shown: Units) -> str:
    unit = metrics_shown.unit(metric, shown)
    text = number(metrics_shown.in_unit(metric, value, shown), _decimals(metric))
    return f"{text} {unit}".strip()


def _step(metric: str, value: float, shown: Units) -> str:
    unit = metrics_shown.unit(metric, shown)
    step = metrics_shown.step(metric, value, shown)
    # One digit more than the figures have, where that says something.
    decimals = _decimals(metric) + (abs(step) < 100 * 0.1 ** _decimals(metric))
    return f"{number(step, decimals)} {unit.removeprefix('of 10').removeprefix('of 5')}".strip()


def _decimals(metric: str) -> int:
    return catalog.metrics()[metric].decimals
