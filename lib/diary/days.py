"""Which day something belongs to: the person's own, where they are. The one place for dates and zones of entries."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from lib import profile

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Clock:
    """Now, where the person is."""

    now: datetime.datetime
    zone_name: str

    @property
    def zone(self) -> ZoneInfo:
        return profile.zone(self.zone_name)

    @property
    def today(self) -> datetime.date:
        return self.now.date()


def clock(browser_zone: str | None, profile_zone: str, at: datetime.datetime | None = None) -> Clock:
    """Where the browser is counts: somebody on a journey has the day of the place they are in."""
    name = browser_zone if browser_zone in profile.time_zones() else profile_zone
    moment = at or datetime.datetime.now(datetime.UTC)
    return Clock(moment.astimezone(profile.zone(name)), name)


def stamp(day: datetime.date, here: Clock, time: datetime.time | None = None) -> dict[str, str]:
    """When an entry for `day` happened: now on today, the same time of day on any other, or the time given."""
    if time is None and day == here.today:
        moment = here.now
    else:
        moment = at(day, time or here.now.time().replace(microsecond=0), here.zone)
    return {"logged_at": moment.isoformat(), "local_date": day.isoformat(), "time_zone": here.zone_name}


def at(day: datetime.date, time: datetime.time, zone: ZoneInfo) -> datetime.datetime:
    """A time of day that the clocks skip that night is the same moment an hour later on the clock."""
    moment = datetime.datetime.combine(day, time, tzinfo=zone)
    return moment.astimezone(datetime.UTC).astimezone(zone)


def night(
    day: datetime.date, start: datetime.time, end: datetime.time, zone: ZoneInfo
) -> tuple[datetime.datetime, datetime.datetime]:
    """The sleep that ended on `day`: a start later on the clock than the end was the evening before."""
    ended = at(day, end, zone)
    started = at(day if start < end else day - DAY, start, zone)
    return started, ended


def local_time(logged_at: str, time_zone: str) -> datetime.datetime:
    """When something happened, on the clock that hung there."""
    return datetime.datetime.fromisoformat(logged_at).astimezone(profile.zone(time_zone))


def meal_of(now: datetime.datetime) -> str:
    """The meal somebody is most likely at."""
    hour = now.hour + now.minute / 60
    if 4 <= hour < 10.5:
        return "breakfast"
    if 11.5 <= hour < 14.5:
        return "lunch"
    if 17.5 <= hour < 21.5:
        return "dinner"
    return "snack"


def say_day(day: datetime.date, today: datetime.date) -> str:
    if day == today:
        return "Today"
    if day == today - DAY:
        return "Yesterday"
    if day == today + DAY:
        return "Tomorrow"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A}, {day.day} {day:%B}{year}"


zone = profile.zone
