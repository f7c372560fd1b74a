"""The demo person's diary as tests read it: written within a transaction that is taken back."""

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import psycopg

from lib.settings import ROOT

DEMO = ROOT / "sql" / "demo"
TRUTHS = json.loads((DEMO / "truths.json").read_text(encoding="utf-8"))
DAYS = TRUTHS["days"]
DAY = datetime.timedelta(days=1)
NEVER_SAME = "array['id', 'user_id', 'updated_at', 'food_id', 'meal_id', 'workout_id']"
PARTS = {"meal_items": ("meals", "meal_id"), "workout_sets": ("workouts", "workout_id")}
ENTRIES = ("meals", "drinks", "workouts", "moods", "sleeps", "measurements")

Series = dict[datetime.date, float]
Rows = dict[str, list[dict[str, Any]]]


@contextmanager
def begun(url: str) -> Iterator[psycopg.Connection]:
    """A connection of the owner's whose changes nobody ever sees."""
    with psycopg.connect(url) as connection:
        yield connection
        connection.rollback()


def start(connection: psycopg.Connection, today: datetime.date) -> None:
    """What a start of the app on that day does."""
    connection.execute("select set_config('wellspring.demo_today', %s, true)", (today.isoformat(),))
    for name in ("people.sql", "diary.sql"):
        connection.execute((DEMO / name).read_text(encoding="utf-8").encode())


def act_as_dana(connection: psycopg.Connection) -> None:
    """What functions take for the caller; the rights stay the owner's."""
    connection.execute(
        "select set_config('request.jwt.claims', json_build_object('sub', id)::text, true) "
        "from auth.users where email = 'demo@wellspring.example'"
    )


def everything(connection: psycopg.Connection, since: datetime.date = datetime.date.min) -> Rows:
    """All rows of the demo person from that day on, without what chance and the clock decide."""
    connection.execute("set local timezone to 'UTC'; set local datestyle to 'ISO'")
    found: Rows = {}
    for table in (*ENTRIES, "complete_days"):
        found[table] = _rows(connection, table, "to_jsonb(t)", "", "t.local_date", since)
    for table, (parent, link) in PARTS.items():
        columns = "to_jsonb(t) || jsonb_build_object('entry', p.client_key, 'day', p.local_date)"
        found[table] = _rows(
            connection, table, columns, f"join public.{parent} p on p.id = t.{link}", "p.local_date", since
        )
    return found


def _rows(
    connection: psycopg.Connection, table: str, columns: str, join: str, day: str, since: datetime.date
) -> list[dict[str, Any]]:
    asked = (
        f"select ({columns}) - {NEVER_SAME} from public.{table} t {join} join auth.users u on u.id = t.user_id "
        f"where u.email = 'demo@wellspring.example' and {day} >= %s order by 1"
    )
    return [row for (row,) in connection.execute(asked.encode(), (since,)).fetchall()]


class Diary:
    """Daily series of the diary, one value a day, as whoever looks for links would take them."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.complete = {_day(row) for row in rows["complete_days"]}
        self.fever = {_day(row) for row in rows["measurements"] if row["metric"] == "temperature"}

    @cached_property
    def series(self) -> dict[str, Series]:
        rows = self.rows
        late = [row for row in rows["drinks"] if _hour(row) >= 15]
        found = {
            "water": self._sums(rows["drinks"], "ml"),
            "caffeine": self._sums(rows["drinks"], "caffeine_mg"),
            "caffeine after 15:00": self._sums(late, "caffeine_mg"),
            "alcohol": self._sums(rows["drinks"], "alcohol_g"),
            "active_minutes": self._sums(rows["workouts"], "minutes"),
            "training_energy": self._sums(rows["workouts"], "net_kcal"),
            "distance": self._sums(rows["workouts"], "distance_km"),
            "wellbeing": _means(rows["moods"], "wellbeing"),
            "mood_energy": _means(rows["moods"], "energy"),
            "tag:meetings": _means([row | {"met": "meetings" in row["tags"]} for row in rows["moods"]], "met"),
            "sleep": {day: minutes / 60 for day, minutes in _means(rows["sleeps"], "minutes").items()},
            "sleep_quality": _means(rows["sleeps"], "quality"),
        }
        for metric in {row["metric"] for row in rows["measurements"]}:
            found[metric] = _means([row for row in rows["measurements"] if row["metric"] == metric], "value")
        return found

    def _sums(self, rows: list[dict[str, Any]], column: str) -> Series:
        """Nothing written down is a real nothing only on a day marked complete; other days are not known."""
        found = dict.fromkeys(self.complete, 0.0)
        for row in rows:
            if _day(row) in found:
                found[_day(row)] += row[column] or 0
        return found

    def pairs(self, cause: str, effect: str, lag: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Cause, effect and weekday of all days that have both and no fever."""
        causes, effects = self.series[cause], self.series[effect]
        days = [day for day in sorted(effects) if day - lag * DAY in causes and day not in self.fever]
        return (
            np.array([causes[day - lag * DAY] for day in days]),
            np.array([effects[day] for day in days]),
            np.array([day.isoweekday() for day in days]),
        )

    def weekly(self, name: str) -> dict[tuple[int, int], float]:
        found: dict[tuple[int, int], list[float]] = {}
        for day, value in self.series[name].items():
            found.setdefault(day.isocalendar()[:2], []).append(value)
        return {week: float(np.mean(values)) for week, values in sorted(found.items())}


def _day(row: dict[str, Any]) -> datetime.date:
    return datetime.date.fromisoformat(row["local_date"])


def _hour(row: dict[str, Any]) -> int:
    return datetime.datetime.fromisoformat(row["logged_at"]).astimezone(ZoneInfo(row["time_zone"])).hour


def _means(rows: list[dict[str, Any]], column: str) -> Series:
    found: dict[datetime.date, list[float]] = {}
    for row in rows:
        found.setdefault(_day(row), []).append(float(row[column]))
    return {day: float(np.mean(values)) for day, values in found.items()}


def slope(cause: np.ndarray, effect: np.ndarray, weekday: np.ndarray | None = None) -> tuple[float, float]:
    """The effect of one more of the cause and how many standard errors that is; with weekdays: within each of them."""
    if weekday is not None:
        groups = (weekday[:, None] == np.arange(1, 8)).astype(float)
        cause, effect = (v - groups @ np.linalg.lstsq(groups, v, rcond=None)[0] for v in (cause, effect))
    r = float(np.corrcoef(cause, effect)[0, 1])
    return float(np.polyfit(cause, effect, 1)[0]), r * np.sqrt((len(cause) - 9) / (1 - r * r))
