"""Trends over five years: the series, what is worked out of them, the charts and the whole page, piece by piece."""

import datetime
import json
import tempfile
from pathlib import Path

import psycopg

from bench import diary_data
from bench.diary import FIVE_YEARS, Alone
from bench.measure import line, times
from components import trend_chart
from lib.diary import series, trends
from lib.gateway import embedded
from lib.gateway.direct import Direct, open_database
from lib.gateway.opening import DATABASE
from lib.gateway.port import Backend, Person
from lib.units import Units
from tests.support.server import running_app
from tests.support.tab import Browser

SIX = ["energy", "water", "active_minutes", "wellbeing", "sleep", "weight"]
TWELVE = [*SIX, "protein", "carbs", "fat", "caffeine", "sleep_quality", "resting_heart_rate"]
RUNS = 30


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="wellspring-bench-") as folder:
        data = Path(folder) / "data"
        try:
            with running_app(data) as app:
                server = embedded.start(data)
                try:
                    _measure(server, Browser(app.url))
                finally:
                    embedded.stop(server)
        finally:
            embedded.erase(data)


def _measure(server: embedded.Server, browser: Browser) -> None:
    with psycopg.connect(server.url("admin", DATABASE), autocommit=True) as admin:
        found = admin.execute("select id::text from auth.users where email = 'demo@wellspring.example'").fetchone()
        assert found
        diary_data.empty(admin, found[0])
        line("five years", f"{diary_data.days(admin, found[0], FIVE_YEARS):7,} entries")
    database = open_database(server.url("authenticator", DATABASE))
    gateway = Direct.person(database, found[0])
    backend = Backend(Person(found[0], ""), gateway, None)  # type: ignore[arg-type]
    end = datetime.datetime.now(datetime.UTC).date()
    with psycopg.connect(server.url("authenticator", DATABASE), autocommit=True) as alone:
        for name, metrics, window in (("28 days", SIX, 28), ("five years", SIX, 1826), ("five years", TWELVE, 1826)):
            _pieces(f"{len(metrics)} figures over {name}", backend, metrics, window, end, Alone(alone, found[0]))
    database.close()
    browser.sign_in_as_demo().socket.close()

    def opened() -> None:
        with browser.open("trends?window=Five+years"):
            pass

    line("Trends over five years, a new tab until it is drawn", times(opened, runs=RUNS, warm_up=3))


def _pieces(name: str, backend: Backend, metrics: list[str], window: int, end: datetime.date, sql: Alone) -> None:
    first = trends.first_day(end, window)
    asked = {"p_metrics": metrics, "p_from": first, "p_to": end}
    size = len(json.dumps(backend.gateway.rpc("daily_series", asked | {"p_from": str(first), "p_to": str(end)})))
    line(name, f"{size / 1000:7.0f} kB")
    line("  fetched (daily_series)", times(lambda: series.fetch(backend, metrics, first, end), runs=RUNS))
    line("    its SQL alone", times(lambda: sql("daily_series", asked), runs=RUNS))
    daily = series.fetch(backend, metrics, first, end)
    shown = Units()
    line("  worked out", times(lambda: [trends.drawn(daily, one, window, shown) for one in metrics], runs=RUNS))
    found = [trends.drawn(daily, one, window, shown) for one in metrics]
    line(
        "  the charts", times(lambda: [trend_chart.chart(one, compare=False, notes=False) for one in found], runs=RUNS)
    )
    charts = [trend_chart.chart(one, compare=False, notes=False) for one in found]
    line("  written for the browser, as at every rerun", times(lambda: [one.to_json() for one in charts], runs=RUNS))
