"""Trends over five years, and Insights: the series, what is worked out of them, the charts and the whole pages."""

import datetime
import json
import tempfile
from pathlib import Path

import psycopg

from bench import diary_data
from bench.diary import FIVE_YEARS, Alone, calls, count_calls
from bench.measure import Times, cpu_seconds, line, times
from components import trend_chart
from lib.diary import insights, series, trends
from lib.gateway import embedded
from lib.gateway.direct import Direct, open_database
from lib.gateway.opening import DATABASE
from lib.gateway.port import Backend, Person
from lib.units import Units
from tests.support.server import RunningApp, running_app
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
                    with psycopg.connect(server.url("admin", DATABASE), autocommit=True) as admin:
                        _measure(app, server, admin)
                finally:
                    embedded.stop(server)
        finally:
            embedded.erase(data)


def _measure(app: RunningApp, server: embedded.Server, admin: psycopg.Connection) -> None:
    found = admin.execute("select id::text from auth.users where email = 'demo@wellspring.example'").fetchone()
    assert found
    diary_data.empty(admin, found[0])
    line("five years", f"{diary_data.days(admin, found[0], FIVE_YEARS):7,} entries")
    database = open_database(server.url("authenticator", DATABASE))
    gateway = Direct.person(database, found[0])
    backend = Backend(Person(found[0], ""), gateway, None)  # type: ignore[arg-type]
    end = datetime.datetime.now(datetime.UTC).date()
    with psycopg.connect(server.url("authenticator", DATABASE), autocommit=True) as connection:
        sql = Alone(connection, found[0])
        for name, metrics, window in (("28 days", SIX, 28), ("five years", SIX, 1826), ("five years", TWELVE, 1826)):
            _pieces(f"{len(metrics)} figures over {name}", backend, metrics, window, end, sql)
        _insights(backend, end, sql)
    database.close()
    count_calls(admin)
    browser = Browser(app.url)
    browser.sign_in_as_demo().socket.close()
    for name, address in (
        ("Trends over 28 days", "trends"),
        ("Trends over five years", "trends?window=Five+years"),
        ("Insights", "insights"),
    ):
        _page(app, browser, admin, name, address)
    _switching(app, browser)


def _page(app: RunningApp, browser: Browser, admin: psycopg.Connection, name: str, address: str) -> None:
    sizes = []

    def opened() -> None:
        with browser.open(address) as tab:
            sizes.append(tab.bytes_received)

    opened()
    trips, before = calls(admin), cpu_seconds(app.process.pid)
    line(f"{name}, a new tab until it is drawn", times(opened, runs=RUNS, warm_up=0))
    after = cpu_seconds(app.process.pid)
    if before is not None and after is not None:
        line("    processor time of the app", f"{(after - before) / RUNS * 1000:14.2f} ms")
    line("    round trips to the database", f"{(calls(admin) - trips) / RUNS:14.1f}")
    line("    sent to the browser", f"{sizes[-1] / 1000:14.0f} kB")
    with browser.open(address) as tab:
        line("  a rerun", times(tab.run, runs=RUNS, warm_up=3))


def _switching(app: RunningApp, browser: Browser) -> None:
    """Between two lengths of time in a tab that is open: of both the figures are fetched, worked out and drawn anew."""
    with browser.open("trends") as tab:
        for option in ("Five years", "28 days"):
            before = cpu_seconds(app.process.pid)
            taken = []
            for _ in range(RUNS):
                tab.choose("Over", "28 days" if option == "Five years" else "Five years")
                taken.append(times(lambda o=option: tab.choose("Over", o), runs=1, warm_up=0).milliseconds[0])
            line(f"Trends, an open tab goes over to {option.lower()}", Times(tuple(taken)))
            after = cpu_seconds(app.process.pid)
            if before is not None and after is not None:
                line("    processor time of the app, there and back", f"{(after - before) / RUNS * 1000:14.2f} ms")


def _insights(backend: Backend, end: datetime.date, sql: Alone) -> None:
    daily = insights.fetch(backend, end, hide_numbers=False)
    asked = {"p_metrics": insights.asked(False), "p_from": daily.start, "p_to": end}
    line("insights over three years", "")
    line("  fetched (daily_series)", times(lambda: insights.fetch(backend, end, hide_numbers=False), runs=RUNS))
    line("    its SQL alone", times(lambda: sql("daily_series", asked), runs=RUNS))
    line("  worked out", times(lambda: insights.find(daily, hide_numbers=False), runs=RUNS, warm_up=2))


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
