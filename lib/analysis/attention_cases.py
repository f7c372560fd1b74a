"""What is known of each client of a coach, and what is found in it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lib.analysis.robust import Bools, Floats
from lib.analysis.trend import Better

# "goal" is good news; the others say that somebody needs attention.
Reason = Literal["stopped", "worse", "plan", "goal", "unusual"]
# What chance alone brings about more often than this within a week is not worth a coach's time.
MOST = 0.05
DAY = datetime.timedelta(1)


@dataclass(frozen=True)
class Metric:
    """Which way is better, the least change that matters, and the step in which it is read off."""

    id: str
    better: Better
    smallest_change: float
    resolution: float


@dataclass(frozen=True)
class Goal:
    """The band that holds today, from one day on."""

    low: float | None
    high: float | None
    starts_on: datetime.date


@dataclass(frozen=True)
class Promise:
    """So many days a week from one day on, and the days on which it was kept."""

    id: str
    starts_on: datetime.date
    times: int
    done: frozenset[datetime.date]


@dataclass(frozen=True)
class Case:
    """One client. `logged` and each row of `values` have a place for every day from the start to today, nan for none.

    Nothing before `since` is looked at, even where it is handed over. The values of today count for nothing, as the
    day is not over; that something was logged today does count.
    """

    id: str
    logged: Bools
    values: Mapping[str, Floats]
    goals: Mapping[str, Goal]
    promises: Sequence[Promise]
    since: datetime.date | None


@dataclass(frozen=True)
class Finding:
    """Something that chance alone brings about for this client in so small a share of weeks.

    The figures, by reason; `since` is the first day of what is told:
    - stopped: days_silent (from the last day with an entry to today; where there is none, the days that may be known),
      and usual_gap, longest_gap (days from one logged day to the next), which are left out where there are too few.
    - worse: before, after (levels of eight weeks and of the last two, in which a single odd day counts little),
      days_before, days_after (days with a value), and where it is the distance to a goal that grew: distance_before,
      distance_after, low, high (those that are set).
    - plan: kept, agreed (days up to yesterday), times (a week). `metric` is the promise.
    - goal: before, after (means of four weeks and of the last one), days_before, days_after, low, high (those set).
    - unusual: value (on `since`), low, high (between them it would have been nothing unusual), days (it rests on).
    """

    case: str
    reason: Reason
    metric: str | None
    chance: float
    figures: Mapping[str, float]
    since: datetime.date | None
