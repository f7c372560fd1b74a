"""Starting, a trivial rerun, and a gateway call beside the same query with no app around it."""

import json
import tempfile
import time
from pathlib import Path

import psycopg

from bench.measure import cpu_seconds, line, memory_mb, times
from lib.gateway import embedded
from lib.gateway.direct import Direct, open_database
from tests.support.server import RunningApp, running_app
from tests.support.tab import Browser, Tab

RERUNS = 200
CALLS = 1000


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="wellspring-bench-") as folder:
        data = Path(folder) / "data"
        _starts(data)
        with running_app(data) as app:
            line("memory of the app after its start", f"{memory_mb(app.process.pid) or 0:7.0f} MB")
            browser = Browser(app.url)
            browser.sign_in_as_demo().socket.close()
            with browser.open("welcome") as tab:
                _reruns(app, tab)
            line("memory of the app afterwards", f"{memory_mb(app.process.pid) or 0:7.0f} MB")
            _gateway(data)
        embedded.erase(data)


def _starts(data: Path) -> None:
    for name in ("cold start, empty data folder", "warm start"):
        started = time.perf_counter()
        with running_app(data):
            line(name, f"{time.perf_counter() - started:7.2f} s until /health says yes")


def _reruns(app: RunningApp, tab: Tab) -> None:
    for _ in range(20):
        tab.run()
    before = cpu_seconds(app.process.pid)
    taken = times(tab.run, runs=RERUNS, warm_up=0)
    after = cpu_seconds(app.process.pid)
    line("First steps, a trivial rerun, as the socket sees it", taken)
    if before is not None and after is not None:
        line("  processor time of the app", f"{(after - before) / RERUNS * 1000:14.2f} ms a rerun")


def _gateway(data: Path) -> None:
    server = embedded.start(data)
    try:
        with psycopg.connect(server.url("admin"), autocommit=True) as admin:
            found = admin.execute("select id::text from auth.users limit 1").fetchone()
            assert found
        database = open_database(server.url("authenticator"))
        gateway = Direct.person(database, found[0])
        call = times(lambda: gateway.select("profiles", eq={"user_id": found[0]}), runs=CALLS)
        line("gateway: one row of one's own", call)
        database.close()
        with psycopg.connect(server.url("authenticator"), autocommit=True) as connection:
            claims = json.dumps({"role": "authenticated", "sub": found[0]})

            def plain() -> None:
                with connection.pipeline():
                    connection.execute(
                        "select set_config('role', 'authenticated', true), set_config('request.jwt.claims', %s, true)",
                        (claims,),
                    )
                    cursor = connection.execute("select * from profiles where user_id = %s", (found[0],))
                cursor.fetchall()

            alone = times(plain, runs=CALLS)
        line("  the same query in plain psycopg", alone)
        line("  the gateway takes", f"{call.at(0.5) / alone.at(0.5):14.2f} times as long (medians)")
    finally:
        embedded.stop(server)
