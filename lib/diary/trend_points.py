"""One point of a chart in words."""

from lib.diary.trends import Drawn, Point
from lib.nutrition.wording import number


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


def _remarks(one: Drawn, point: Point) -> list[str]:
    hollow = "so far" if point.day == one.end else "day not complete"
    return [*([hollow] if point.hollow else []), *(["unusual for you"] if point.day in one.unusual else [])]
