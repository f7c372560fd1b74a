"""When this person usually sleeps: what one tap logs for last night."""

import datetime
import statistics

from lib.diary import days
from lib.gateway.port import Row

A_GUESS = (datetime.time(23, 0), datetime.time(7, 0))


def usual(recent: list[Row]) -> tuple[datetime.time, datetime.time]:
    """The middle of the last nights' times, to five minutes; somebody's first night is a guess."""
    long_ones = [night for night in recent if _minutes(night) >= 180]
    if not long_ones:
        return A_GUESS
    starts, ends = (
        # Minutes since noon, so that 23:50 and 0:10 lie side by side.
        [
            (moment.hour * 60 + moment.minute - 720) % 1440
            for moment in (days.local_time(night[name], night["time_zone"]) for night in long_ones)
        ]
        for name in ("started_at", "ended_at")
    )
    return _clock(statistics.median(starts)), _clock(statistics.median(ends))


def _minutes(night: Row) -> float:
    start, end = (datetime.datetime.fromisoformat(night[name]) for name in ("started_at", "ended_at"))
    return (end - start).total_seconds() / 60


def _clock(since_noon: float) -> datetime.time:
    minutes = (round(since_noon / 5) * 5 + 720) % 1440
    return datetime.time(minutes // 60, minutes % 60)
