"""A small chart of daily values as SVG, drawn by hand, in black on white: it is printed, and needs nobody's script."""

import datetime
import html
import math
from collections.abc import Iterator

from lib.diary import metrics_shown, summary_words
from lib.diary.series import DAY
from lib.diary.summary import Part, Period
from lib.units import Units, number

WIDTH, HEIGHT = 340, 104
LEFT, RIGHT, TOP, BOTTOM = 40.0, 334.0, 7.0, 82.0
# Where the days without a figure are marked, and where the dates stand.
MARKS, DATES = 85.0, 99.0
# Up to so many days each has a dot.
MOST_DOTS = 100


class _Scale:
    """Where a day and a figure lie in the picture."""

    def __init__(self, within: Period, low: float, high: float) -> None:
        self.within, self.low, self.high = within, low, high
        self.step = (RIGHT - LEFT) / within.length

    def x(self, day: datetime.date) -> float:
        return LEFT + ((day - self.within.start).days + 0.5) * self.step

    def y(self, value: float) -> float:
        return BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP)


def svg(part: Part, within: Period, shown: Units, name: str) -> str:
    """`name` is the beginning of the ids in it, as each stands once in a document."""
    found = {day: metrics_shown.in_unit(part.metric, value, shown) for day, value in sorted(part.values.items())}
    band = _band(part, shown)
    ticks = _ticks([*found.values(), *(band or ())])
    at = _Scale(within, ticks[0], ticks[-1])
    title = html.escape(summary_words.chart(part, within, shown))
    drawn = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-title">',
        f'<title id="{name}-title">{title}</title>',
        *(_rect(LEFT, at.y(band[1]), RIGHT - LEFT, at.y(band[0]) - at.y(band[1]), "band") for band in [band] if band),
        *_axis(at, ticks),
        *_missing(part, at),
        *_lines(part, found, at),
        *_dots(part, found, at),
        "</svg>",
    ]
    return "\n".join(drawn)


def _band(part: Part, shown: Units) -> tuple[float, float] | None:
    if part.usual is None:
        return None
    low, high = (metrics_shown.in_unit(part.metric, value, shown) for value in part.usual)
    return low, high


def _ticks(values: list[float]) -> list[float]:
    """Round figures that hold all values between the first and the last; two to five of them."""
    low, high = min(values), max(values)
    wide = high - low or abs(high) / 4 or 1.0
    step = 10.0 ** math.floor(math.log10(wide / 3))
    step *= next(factor for factor in (1, 2, 2.5, 5, 10) if factor * step * 3 >= wide)
    first, last = math.floor(low / step), math.ceil(high / step)
    # Nothing here is less than none at all.
    first = first - 1 if first == last and low > 0 else first
    return [step * n for n in range(first, max(last, first + 1) + 1)]


def _axis(at: _Scale, ticks: list[float]) -> Iterator[str]:
    decimals = 0 if ticks[1] - ticks[0] >= 1 and all(float(tick).is_integer() for tick in ticks) else 2
    for tick in ticks:
        y = at.y(tick)
        yield f'<line x1="{LEFT:g}" y1="{y:.1f}" x2="{RIGHT:g}" y2="{y:.1f}" class="grid"/>'
        yield _text(LEFT - 4, y + 3, number(tick, decimals), "end")
    within = at.within
    yield _text(LEFT, DATES, summary_words.day(within.start), "start")
    if within.length > 1:
        yield _text(RIGHT, DATES, summary_words.day(within.end), "end")
    if within.length > 13:
        middle = within.start + DAY * (within.length // 2)
        yield _text(at.x(middle), DATES, summary_words.day(middle), "middle")


def _missing(part: Part, at: _Scale) -> Iterator[str]:
    """A dark mark below the axis for each run of days without a figure."""
    gone = [day for n in range(at.within.length) if (day := at.within.start + DAY * n) not in part.values]
    for first, last in _runs(gone):
        wide = ((last - first).days + 1) * at.step
        # A little room on either side, so that days in a row are told from one another's neighbours.
        yield _rect(at.x(first) - 0.45 * at.step, MARKS, max(wide - 0.1 * at.step, 0.5), 3.5, "missing")


def _lines(part: Part, found: dict[datetime.date, float], at: _Scale) -> Iterator[str]:
    """A line through days in a row that count; a gap stays a gap."""
    for first, last in _runs([day for day in found if day in part.counted]):
        if first < last:
            inside = [first + DAY * n for n in range((last - first).days + 1)]
            points = " ".join(f"{at.x(day):.1f},{at.y(found[day]):.1f}" for day in inside)
            yield f'<polyline points="{points}" class="values"/>'


def _dots(part: Part, found: dict[datetime.date, float], at: _Scale) -> Iterator[str]:
    unusual = {one.day for one in part.unusual}
    alone = {first for first, last in _runs([day for day in found if day in part.counted]) if first == last}
    small = 1.5 if at.within.length <= MOST_DOTS else 0.8
    for day, value in found.items():
        if day in unusual:
            yield _dot(at, day, value, 3.2, "unusual")
        elif day not in part.counted:
            yield _dot(at, day, value, small, "part")
        elif day in alone or at.within.length <= MOST_DOTS:
            yield _dot(at, day, value, small, "day")


def _runs(found: list[datetime.date]) -> list[tuple[datetime.date, datetime.date]]:
    """The first and the last of days in a row."""
    runs: list[tuple[datetime.date, datetime.date]] = []
    for day in found:
        if runs and runs[-1][1] + DAY == day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _dot(at: _Scale, day: datetime.date, value: float, r: float, kind: str) -> str:
    return f'<circle cx="{at.x(day):.1f}" cy="{at.y(value):.1f}" r="{r:g}" class="{kind}"/>'


def _rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{max(height, 0.8):.1f}" class="{kind}"/>'


def _text(x: float, y: float, said: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{html.escape(said)}</text>'
