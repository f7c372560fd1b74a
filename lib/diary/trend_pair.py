"""Two metrics over the same days: each as its own chart shows it, and what is to be said of both at once."""

import datetime
from collections.abc import Mapping, Sequence

from lib.diary import trend_points
from lib.diary.series import DAY
from lib.diary.trends import Drawn, Point


def missing(above: Drawn, below: Drawn) -> str:
    """Why there is nothing to compare; empty where there is."""
    names = " and ".join(one.title for one in (above, below) if not one.points)
    return f"{names}: nothing is logged in this time, so there is nothing to compare." if names else ""


def counted(above: Drawn, below: Drawn) -> str:
    """How much the comparison rests on, in days also where weeks are drawn."""
    all_days, both = (above.end - above.start).days + 1, len(above.days & below.days)
    count, has = f"{both:,}" if both else "None", "has" if both < 2 else "have"
    return f"{count} of these {all_days:,} days {has} a figure for both.{_weeks(above, below)}"


def _weeks(above: Drawn, below: Drawn) -> str:
    if above.weekly and below.weekly:
        return " Each point is the mean of a week."
    weekly, daily = (above, below) if above.weekly else (below, above)
    return f" {weekly.title} is shown by week, {daily.title} by day." if weekly.weekly else ""


def alt(above: Drawn, below: Drawn) -> str:
    return f"Two charts over the same days. Above: {above.alt} Below: {below.alt} {counted(above, below)}"


def said(one: Drawn, above: Drawn, below: Drawn) -> list[str]:
    """What is shown at each point of one of the two: both figures of that day, unless weeks stand beside days."""
    known = [(two, _by_day(two)) for two in (above, below) if two.weekly == one.weekly]
    return [
        "<br>".join([trend_points.when(one, point), *(_figure(two, days.get(point.day)) for two, days in known)])
        for point in one.points
    ]


def table(above: Drawn, below: Drawn) -> dict[str, Sequence[object]]:
    """The columns, with the latest day first."""
    known = [(one, _by_day(one)) for one in (above, below)]
    days = sorted({day for _, by_day in known for day in by_day}, reverse=True)
    columns: dict[str, Sequence[object]] = {_first_column(above, below): days}
    for one, by_day in known:
        points = map(by_day.get, days)
        columns[one.name] = [round(point.value, one.decimals) if point else None for point in points]
    return columns | {"": [", ".join(filter(None, (_remark(*one, day) for one in known))) for day in days]}


def first_and_last(above: Drawn, below: Drawn) -> tuple[datetime.date, datetime.date]:
    """What the axis of time shows."""
    return min(one.first_shown for one in (above, below)), above.end + DAY


def _by_day(one: Drawn) -> Mapping[datetime.date, Point]:
    return {point.day: point for point in one.points}


def _figure(one: Drawn, point: Point | None) -> str:
    return f"{one.title}: {trend_points.figure(one, point) if point else 'no figure'}"


def _first_column(above: Drawn, below: Drawn) -> str:
    if above.weekly != below.weekly:
        return "Day or week of"
    return "Week of" if above.weekly else "Day"


def _remark(one: Drawn, by_day: Mapping[datetime.date, Point], day: datetime.date) -> str:
    remark = trend_points.remark(one, by_day[day]) if day in by_day else ""
    return f"{one.title} {remark}" if remark else ""
