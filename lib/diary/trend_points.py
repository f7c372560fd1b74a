"""What a chart shows, in words: its points, what is marked on its axis of time, and all of it as a table."""

import datetime
from collections.abc import Iterator, Sequence

from lib.diary import trends
from lib.diary.trends import Drawn, Point
from lib.nutrition.wording import number

# As many changes of a goal are said to whoever cannot see the chart.
MOST_GOALS = 3


def when(one: Drawn, point: Point) -> str:
    """ "3 Mar 2026", "week of 2 Mar 2026"."""
    return f"{'week of ' if one.weekly else ''}{point.day:%-d %b %Y}"


def figure(one: Drawn, point: Point) -> str:
    """ "1,850 kcal so far, unusual for you"."""
    figure = f"{number(point.value, one.decimals)} {one.unit}".strip()
    is_today = point.hollow and point.day == one.end
    return ", ".join(filter(None, [f"{figure} so far" if is_today else figure, *_remarks(one, point)[is_today:]]))


def remark(one: Drawn, point: Point) -> str:
    """What is to be said beside the figure itself; mostly nothing."""
    return ", ".join(_remarks(one, point))


def goal(bounds: str, begins: str = "here") -> str:
    """ "Goal from here on: at least 2,000 ml"; of a goal that only ended there are no words."""
    return f"Goal from {begins} on: {bounds}" if bounds else f"No goal from {begins} on"


def alt(one: Drawn, *, notes: bool) -> str:
    """`notes`: with the changes of the goal, the latest ones."""
    shown = one.goal_changes[-MOST_GOALS:] if notes else ()
    return " ".join([one.alt, *(f"{goal(bounds, f'{day:%-d %B %Y}')}." for day, bounds in shown)])


def table(one: Drawn, *, notes: bool) -> dict[str, Sequence[object]]:
    """The columns, with the latest day first. `notes`: with what is marked on the axis of time."""
    points = {point.day: point for point in one.points}
    said = {day: list(filter(None, [remark(one, point)])) for day, point in points.items()}
    for day, words in _marks(one) if notes else ():
        said.setdefault(trends.week_of(day, one.first_weekday) if one.weekly else day, []).append(words)
    days = sorted(said, reverse=True)
    return {
        "Week of" if one.weekly else "Day": days,
        one.unit or one.title: [round(points[day].value, one.decimals) if day in points else None for day in days],
        "": ["; ".join(said[day]) for day in days],
    }


def _marks(one: Drawn) -> Iterator[tuple[datetime.date, str]]:
    for day, bounds in one.goal_changes:
        yield day, goal(bounds, f"{day:%-d %b %Y}" if one.weekly else "here")
    yield from ((day, f"note: {text}") for day, text in one.notes)


def _remarks(one: Drawn, point: Point) -> list[str]:
    hollow = "so far" if point.day == one.end else "day not complete"
    whose = "them" if one.theirs else "you"
    return [*([hollow] if point.hollow else []), *([f"unusual for {whose}"] if point.day in one.unusual else [])]
