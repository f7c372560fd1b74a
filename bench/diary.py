"""Today, a drink logged, the diary and the search for a food, each beside the same SQL with no app around it."""

import json
import tempfile
import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg

from bench import diary_data
from bench.measure import Times, cpu_seconds, line, times
from lib.gateway import embedded
from lib.gateway.direct import Direct, open_database
from lib.gateway.opening import DATABASE
from tests.support.server import RunningApp, running_app
from tests.support.tab import Browser, Tab

FIVE_YEARS = 1826
MANY_MEALS = 50_000
MANY_FOODS = 10_000
RERUNS = 100
LOGS = 30
CALLS = 200
CUPS = ("Water 200 ml", "Water 330 ml", "Water 500 ml")
SEARCHES = ("egg", "yog", "chicken soup", "roasted tomato", "bannana", "a")
# A button that is tapped twice within 0.6 seconds is taken for one tap; there are three to tap in turn.
BETWEEN_TAPS = 0.25
# What an idle connection has counted is there for others after ten seconds.
STATISTICS_SECONDS = 11
CALLED = ("session_state", "day_overview", "save_entries", "history", "daily_series")


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="wellspring-bench-") as folder:
        data = Path(folder) / "data"
        try:
            with running_app(data) as app:
                server = embedded.start(data)
                try:
                    with psycopg.connect(server.url("admin", DATABASE), autocommit=True) as admin:
                        _measure(app, server, admin)
                finally:
                    embedded.stop(server)
        finally:
            # Its database may lie outside the folder.
            embedded.erase(data)


def _measure(app: RunningApp, server: embedded.Server, admin: psycopg.Connection) -> None:
    found = admin.execute("select id::text from auth.users where email = 'demo@wellspring.example'").fetchone()
    assert found
    (person,) = found
    count_calls(admin)
    browser = Browser(app.url)
    browser.sign_in_as_demo().socket.close()
    with psycopg.connect(server.url("authenticator", DATABASE), autocommit=True) as alone:
        sql = Alone(alone, person)
        for name, count in (("one day", 1), ("five years", FIVE_YEARS)):
            diary_data.empty(admin, person)
            written = diary_data.days(admin, person, count)
            line(f"Today with {name}", f"{written:7,} entries")
            with browser.open() as tab:
                _today(app, tab, admin, sql)
                _log(app, tab, admin, person, sql)
        diary_data.meals(admin, person, MANY_MEALS)
        line("the diary", f"{MANY_MEALS:7,} meals and the five years")
        with browser.open("diary") as tab:
            _rerun(app, tab, admin, "  Diary, first page, as the socket sees it")
        database = open_database(server.url("authenticator", DATABASE))
        gateway = Direct.person(database, person)
        _pages(gateway, sql)
        diary_data.foods(admin, MANY_FOODS)
        line("food search", f"{MANY_FOODS:7,} foods")
        for words in SEARCHES:
            _beside(f'  "{words}"', gateway, sql, "search_foods", {"p_text": words, "p_limit": 8})
        database.close()


class Alone:
    """Calls a function as the person, in plain psycopg: the same round trip without the app."""

    def __init__(self, connection: psycopg.Connection, person: str) -> None:
        self._connection = connection
        self._claims = json.dumps({"role": "authenticated", "sub": person})

    def __call__(self, function: str, args: Mapping[str, Any]) -> None:
        named = ", ".join(f"{name} => %({name})s" for name in args)
        with self._connection.pipeline():
            self._connection.execute(
                "select set_config('role', 'authenticated', true), set_config('request.jwt.claims', %s, true)",
                (self._claims,),
            )
            cursor = self._connection.execute(f"select public.{function}({named})".encode(), args)
        cursor.fetchall()


def _today(app: RunningApp, tab: Tab, admin: psycopg.Connection, sql: Alone) -> None:
    _rerun(app, tab, admin, "  Today, a rerun, as the socket sees it")
    day = admin.execute(f"select {diary_data.DAY}".encode()).fetchone()
    assert day
    line("    its SQL alone (day_overview)", times(lambda: sql("day_overview", {"p_date": day[0]}), runs=CALLS))


def _rerun(app: RunningApp, tab: Tab, admin: psycopg.Connection, name: str) -> float:
    for _ in range(10):
        tab.run()
    trips, before = calls(admin), cpu_seconds(app.process.pid)
    line(name, times(tab.run, runs=RERUNS, warm_up=0))
    after = cpu_seconds(app.process.pid)
    if before is not None and after is not None:
        line("    processor time of the app", f"{(after - before) / RERUNS * 1000:14.2f} ms a rerun")
    made = (calls(admin) - trips) / RERUNS
    line("    round trips to the database", f"{made:14.1f} a rerun")
    return made


def _log(app: RunningApp, tab: Tab, admin: psycopg.Connection, person: str, sql: Alone) -> None:
    """A tap on a cup; what it wrote is taken away before the next one, so that the day stays as it was."""
    taken, used = [], 0.0
    for number in range(LOGS + 3):
        time.sleep(BETWEEN_TAPS)
        cpu, started = cpu_seconds(app.process.pid) or 0.0, time.perf_counter()
        tab.click(CUPS[number % len(CUPS)])
        ended = time.perf_counter()
        if number >= 3:
            taken.append((ended - started) * 1000)
            used += (cpu_seconds(app.process.pid) or 0.0) - cpu
        written = admin.execute(
            "delete from drinks where user_id = %s and beverage = 'water' and ml in (200, 330, 500) returning id",
            (person,),
        ).fetchall()
        assert len(written) == 1, f"a tap wrote {len(written)} drinks"
        tab.run()
    line("  a drink logged, as the socket sees it", Times(tuple(taken)))
    line("    processor time of the app", f"{used / LOGS * 1000:14.2f} ms a tap")
    trips = calls(admin)
    tab.click(CUPS[0])
    line("    round trips to the database", f"{calls(admin) - trips:14.1f} a tap")

    def save() -> None:
        row = {"ml": 333, "time_zone": "UTC", "client_key": str(uuid.uuid4())}
        sql("save_entries", {"p_entries": json.dumps([{"kind": "water", "row": row}])})

    line("    its SQL alone (save_entries)", times(save, runs=CALLS))
    admin.execute("delete from drinks where user_id = %s and ml in (200, 330, 500, 333)", (person,))


def count_calls(admin: psycopg.Connection) -> None:
    admin.execute("alter system set track_functions = 'all'")
    admin.execute("select pg_reload_conf()")


def calls(admin: psycopg.Connection, called: Sequence[str] = CALLED) -> int:
    """How often the app has called its functions so far; on these pages it reads and writes through nothing else."""
    time.sleep(STATISTICS_SECONDS)
    found = admin.execute(
        "select coalesce(sum(calls), 0)::int from pg_stat_user_functions where funcname = any (%s)", (list(called),)
    ).fetchone()
    assert found
    return int(found[0])


def _pages(gateway: Direct, sql: Alone) -> None:
    page = {"p_kind": "meal", "p_limit": 51}
    asked: dict[str, dict[str, Any]] = {
        "  first page": page,
        "  page 500": page | {"p_offset": 500 * 50},
        "  last page": page | {"p_offset": MANY_MEALS},
        "  by text that is rare": page | {"p_text": "number 4999"},
        "  by text that is nowhere": page | {"p_text": "nowhere at all"},
        "  200 to 300 kcal": page | {"p_low": 200, "p_high": 300},
        "  highest energy first": page | {"p_sort": "value"},
    }
    for name, args in asked.items():
        _beside(name, gateway, sql, "history", args)


def _beside(name: str, gateway: Direct, sql: Alone, function: str, args: dict[str, Any]) -> None:
    first = times(lambda: gateway.rpc(function, args), runs=1, warm_up=1)
    # What takes long says so soon.
    runs = CALLS if first.at(0) < 20 else 20
    line(name, times(lambda: gateway.rpc(function, args), runs=runs))
    line("    its SQL alone", times(lambda: sql(function, args), runs=runs))
