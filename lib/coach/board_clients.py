"""One client of a coach as a line of the board: what the database answered, laid on one place per day."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from lib.analysis import attention
from lib.analysis.robust import Bools, Days, Floats
from lib.analysis.trend import Better
from lib.coach import hidden, kinds
from lib.diary import catalog
from lib.diary.series import DAY
from lib.diary.trends import BETTER
from lib.gateway.port import Row

# Enough to know what is usual before the last weeks.
DAYS = 112
WATCHED = (
    "wellbeing", "sleep", "active_minutes", "resting_heart_rate", "hrv_rmssd", "systolic", "weight", "energy",
    "protein", "water",
)  # fmt: skip
# Whoever coaches wants to know of less sleep; and of these only a goal says which way is better.
_BETTER: Mapping[str, Better] = {"sleep": "higher", "weight": "target", "energy": "target"}
# Sharing that ends is announced so long ahead.
SOON = 7 * DAY


def _metric(metric: str) -> attention.Metric:
    known = catalog.metrics()[metric]
    return attention.Metric(
        metric, _BETTER.get(metric, BETTER[known.better]), known.smallest_change, 10.0**-known.decimals
    )


METRICS: Mapping[str, attention.Metric] = MappingProxyType({metric: _metric(metric) for metric in WATCHED})
PLACES = {metric: place for place, metric in enumerate(WATCHED)}
# Where a day grows until it is over, and where only the person can say that it was all.
ADDS_UP = np.array([catalog.metrics()[metric].aggregate == "sum" for metric in WATCHED])
EATEN = np.array([catalog.metrics()[metric].kind in ("meal", "water") for metric in WATCHED])


@dataclass(frozen=True)
class Client:
    """One line. Of somebody who does not share at the moment only the name and the state are known."""

    id: str
    name: str
    # One of kinds.STATES.
    state: str
    ends_on: datetime.date
    label: str
    kinds: tuple[str, ...] = ()
    # The first day that may be read.
    since: datetime.date | None = None
    hide_numbers: bool = False
    # As the coach set it; `status_on` says what holds on a day.
    status: str = "active"
    status_until: datetime.date | None = None
    quiet_since: datetime.date | None = None
    quiet_until: datetime.date | None = None
    check_in_weekday: int = 1
    # Of the newest: {"week", "replied"}.
    check_in: Mapping[str, Any] | None = None
    unread: int = 0
    last_day: datetime.date | None = None
    # Of the last 7 and 30 days; how many of these may be known at all. Today counts once something is logged.
    logged_7: int = 0
    logged_30: int = 0
    known_7: int = 0
    known_30: int = 0
    # Of what was agreed for the last 7 days; None of it: nothing is agreed.
    kept: int = 0
    agreed: int = 0
    case: attention.Case | None = None
    agreements: Sequence[Row] = ()

    @property
    def is_live(self) -> bool:
        return self.state == "live"

    @property
    def shares_entries(self) -> bool:
        """Whether anything is shared that has days with and without a figure."""
        return any(kind in kinds.ENTRIES for kind in self.kinds)

    def shares(self, metric: str) -> bool:
        return hidden.tells(metric, self.kinds, self.hide_numbers)

    def is_hidden(self, metric: str) -> bool:
        """Whether it would be shared, were it not hidden."""
        return catalog.metrics()[metric].kind in self.kinds and hidden.hides(metric, self.hide_numbers)

    def status_on(self, day: datetime.date) -> str:
        """A status holds up to and with its last day."""
        return self.status if self.status_until is None or day <= self.status_until else "active"

    def is_looked_at(self, day: datetime.date) -> bool:
        return self.quiet_until is not None and day < self.quiet_until

    def ends_soon(self, day: datetime.date) -> bool:
        return self.is_live and self.ends_on <= day + SOON

    @property
    def titles(self) -> dict[str, str]:
        """Of what was agreed, by id."""
        return {row["id"]: row["title"] for row in self.agreements}

    @property
    def waits_for_reply(self) -> bool:
        return bool(self.check_in and not self.check_in["replied"])

    def next_check_in(self, day: datetime.date) -> datetime.date:
        """The first day on which it is asked for and was not sent; this may be one that is over."""
        due = monday(day) + DAY * (self.check_in_weekday - 1)
        sent = self.check_in is not None and datetime.date.fromisoformat(self.check_in["week"]) >= monday(day)
        return due + 7 * DAY if sent else due


def start_of(today: datetime.date) -> datetime.date:
    return today - DAY * (DAYS - 1)


def monday(day: datetime.date) -> datetime.date:
    return day - DAY * day.weekday()


def read(row: Row, today: datetime.date) -> Client:
    """What coach_board or coach_preview answered for one client."""
    return read_all([row], today)[0]


def read_all(rows: Sequence[Row], today: datetime.date) -> list[Client]:
    """All together, because that takes a fraction of the time."""
    live = [row for row in rows if row.get("kinds") is not None]
    figures = {row["client"]: found for row, found in zip(live, _figures(live), strict=True)}
    return [_live(row, figures[row["client"]], today) if row["client"] in figures else _away(row) for row in rows]


def _away(row: Row) -> Client:
    return Client(row["client"], row["name"], row["state"], datetime.date.fromisoformat(row["ends_on"]), row["label"])


def _live(row: Row, figures: "_Figures", today: datetime.date) -> Client:
    since = _date(row["since"])
    # Of what is not told nobody knows whether it was kept.
    counted = [
        one
        for one in row["agreements"]
        if one["metric"] is None or hidden.tells(one["metric"], row["kinds"], row["hide_numbers"])
    ]
    promises = list(_promises(counted, figures, today))
    # Whoever has logged nothing yet has been silent since they agreed, and not since the first day that may be read.
    agreed_on = datetime.date.fromisoformat(row["agreed_on"])
    begins = since if row["last_day"] or since is None else max(since, agreed_on)
    # Nobody sees whether somebody logs who shares no entries: they must not look as if they had stopped.
    seen = figures.logged if any(kind in kinds.ENTRIES for kind in row["kinds"]) else np.ones_like(figures.logged)
    week = [_kept(one, today) for one in promises]
    logged_7, known_7 = _logged(figures.logged, since, today, 7)
    logged_30, known_30 = _logged(figures.logged, since, today, 30)
    return Client(
        id=row["client"],
        name=row["name"],
        state=row["state"],
        ends_on=datetime.date.fromisoformat(row["ends_on"]),
        label=row["label"],
        kinds=tuple(row["kinds"]),
        since=since,
        hide_numbers=row["hide_numbers"],
        status=row["status"],
        status_until=_date(row["status_until"]),
        quiet_since=_date(row["quiet_since"]),
        quiet_until=_date(row["quiet_until"]),
        check_in_weekday=row["check_in_weekday"],
        check_in=row["check_in"],
        unread=row["unread"],
        last_day=_date(row["last_day"]),
        logged_7=logged_7,
        known_7=known_7,
        logged_30=logged_30,
        known_30=known_30,
        kept=sum(kept for kept, _ in week),
        agreed=sum(agreed for _, agreed in week),
        case=attention.Case(row["client"], seen, figures.counted, _goals(row["goals"]), promises, begins),
        agreements=row["agreements"],
    )


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class _Figures:
    """Each a place per day: the days with an entry, all figures, and those that averages may look at."""

    logged: Bools
    raw: Mapping[str, Floats]
    counted: Mapping[str, Floats]


def _figures(rows: Sequence[Row]) -> list[_Figures]:
    laid = np.full((len(rows), len(WATCHED), DAYS), np.nan)
    logged, complete = np.zeros((2, len(rows), DAYS), dtype=np.bool_)
    for at, row in enumerate(rows):
        logged[at, row["days"]] = complete[at, row["complete"]] = True
        names = [metric for metric in WATCHED if row["series"].get(metric)]
        if names:
            places = [PLACES[metric] for metric in names]
            lists = [row["series"][metric] for metric in names]
            laid[at][np.ix_(places, row["days"])] = np.array(lists, dtype=np.float64)
    counted = _counted(laid, complete)
    return [_Figures(logged[at], _named(laid[at]), _named(counted[at])) for at in range(len(rows))]


def _named(laid: Floats) -> dict[str, Floats]:
    there = np.flatnonzero(~np.isnan(laid).all(axis=-1))
    return {WATCHED[place]: laid[place] for place in there.tolist()}


def _counted(laid: Floats, complete: Bools) -> Floats:
    """Without the days that are half logged, as on the Trends page; and without today where a day adds up."""
    there = ~np.isnan(laid)
    whole = there & complete[:, None, :]
    over = there.copy()
    over[:, ADDS_UP, -1] = False
    over[:, EATEN, -1] = whole[:, EATEN, -1]
    n_whole: Days = whole.sum(axis=-1)
    n_over: Days = over.sum(axis=-1)
    only_whole: Bools = EATEN & (n_whole > 0) & (2 * n_whole >= n_over)
    counted: Floats = np.where(np.where(only_whole[..., None], whole, over), laid, np.nan)
    return counted


def _goals(rows: Sequence[Row]) -> dict[str, attention.Goal]:
    """They come with the oldest first; one without bounds ends the one before."""
    held: dict[str, attention.Goal] = {}
    for row in rows:
        held.pop(row["metric"], None)
        if row["low"] is not None or row["high"] is not None:
            held[row["metric"]] = attention.Goal(
                _number(row["low"]), _number(row["high"]), datetime.date.fromisoformat(row["starts_on"])
            )
    return held


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _promises(rows: Sequence[Row], figures: _Figures, today: datetime.date) -> Iterable[attention.Promise]:
    """What is agreed and can be counted here: habits, and goals for what the board looks at."""
    for row in rows:
        starts_on = datetime.date.fromisoformat(row["starts_on"])
        if row["state"] != "accepted" or starts_on > today:
            continue
        metric = row["metric"]
        if metric is None:
            done = frozenset(datetime.date.fromisoformat(day) for day in row["ticks"])
        elif metric in METRICS:
            # A day half logged shows that enough was eaten, but not that it was not too much.
            values = (figures.raw if row["high"] is None else figures.counted).get(metric)
            done = _days_within(values, _number(row["low"]), _number(row["high"]), start_of(today))
        else:
            continue
        kept = frozenset(day for day in done if starts_on <= day <= today)
        yield attention.Promise(row["id"], starts_on, row["times"], kept)


def _days_within(
    values: Floats | None, low: float | None, high: float | None, start: datetime.date
) -> frozenset[datetime.date]:
    if values is None:
        return frozenset()
    within = ~np.isnan(values)
    if low is not None:
        within &= values >= low
    if high is not None:
        within &= values <= high
    return frozenset(start + DAY * int(at) for at in np.flatnonzero(within))


def _kept(promise: attention.Promise, today: datetime.date) -> tuple[int, int]:
    """Of the last seven days: how often it was kept, and how often that was agreed. Today counts once it is kept."""
    last = today if today in promise.done else today - DAY
    first = max(last - 6 * DAY, promise.starts_on)
    agreed = min(promise.times, max((last - first).days + 1, 0))
    kept = sum(1 for day in promise.done if first <= day <= last)
    # More of one makes no good for another.
    return min(kept, agreed), agreed


def _logged(logged: Bools, since: datetime.date | None, today: datetime.date, days: int) -> tuple[int, int]:
    end = DAYS if logged[-1] else DAYS - 1
    first = max(end - days, (since - start_of(today)).days if since else 0)
    return int(logged[first:end].sum()), max(end - first, 0)
