"""A coach's board of 30 and of 200 clients, and one client's trends, each beside the SQL with no app around it."""

import datetime
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg

from bench.diary import FIVE_YEARS, Alone, calls, count_calls
from bench.measure import Times, cpu_seconds, line, times
from lib.coach import board
from lib.diary import series, trends
from lib.gateway import embedded
from lib.gateway.direct import Direct, open_database
from lib.gateway.local_store import DEMO
from lib.gateway.opening import DATABASE
from lib.gateway.port import Backend, Person
from lib.units import Units
from tests.support.server import RunningApp, running_app
from tests.support.tab import Browser, Tab

SIZES = (30, 200)
TWO_YEARS = 731
ALERTS = 8
RUNS = 30
RERUNS = 60
# What the pages call themselves, without what these functions call in turn.
CALLED = ("session_state", "coach_board", "client_page")
SIX = ["energy", "water", "active_minutes", "wellbeing", "sleep", "weight"]

# People who share everything, with figures of every day: of each the levels and the days differ.
_CLIENTS = """
insert into auth.users (email)
select 'bench' || n || '@wellspring.example' from generate_series(%(first)s::int, %(last)s::int) n
"""
_SHARED = """
update public.profiles p set is_demo = true, name = 'Client ' || left(u.email, position('@' in u.email) - 1),
    welcome = 'done'
from auth.users u where u.id = p.user_id and u.email ~ '^bench';

insert into public.consents (user_id, coach_id, kinds, since, ends_on, wording)
select u.id, c.id, array['body', 'gym', 'meal', 'mood', 'notes', 'photos', 'score', 'sleep', 'water'],
       current_date - 3000, current_date + 365, 1
from auth.users u, auth.users c where u.email ~ '^bench' and c.email = 'coach@wellspring.example'
on conflict do nothing;

insert into public.coached (user_id, client_id)
select c.coach_id, c.user_id from public.consents c join auth.users u on u.id = c.user_id where u.email ~ '^bench'
on conflict do nothing;
"""
_FIGURES = """
insert into public.daily_figures (user_id, local_date, figures)
select u.id, current_date - n, jsonb_build_object(
    'energy', round((2000 + 150 * f.z)::numeric), 'protein', round((80 + 9 * f.z)::numeric, 1),
    'carbs', round((230 + 20 * f.z)::numeric, 1), 'fat', round((75 + 8 * f.z)::numeric, 1),
    'fibre', round((26 + 4 * f.z)::numeric, 1), 'sugar', round((60 + 9 * f.z)::numeric, 1),
    'satfat', round((22 + 3 * f.z)::numeric, 1), 'sodium', round((2100 + 300 * f.z)::numeric),
    'water', round((1900 + 250 * f.y)::numeric), 'caffeine', round((160 + 30 * f.y)::numeric), 'alcohol', 0,
    'active_minutes', round((40 + 10 * f.x)::numeric), 'training_energy', round((220 + 50 * f.x)::numeric),
    'wellbeing', round((6.5 + 0.7 * f.y)::numeric, 1), 'mood_energy', round((6 + f.x)::numeric, 1),
    'sleep', round((7.2 + 0.5 * f.x)::numeric, 2), 'sleep_quality', round((3.6 + 0.4 * f.z)::numeric, 1),
    'weight', round((70 + 0.4 * f.z)::numeric, 1), 'resting_heart_rate', round((58 + 2 * f.x)::numeric),
    'hrv_rmssd', round((45 + 6 * f.y)::numeric, 1), 'steps', round((8000 + 1500 * f.z)::numeric))
from auth.users u, generate_series(0, %(days)s::int - 1) n,
     lateral (select hashtext('x' || u.id || n) / 1.3e9 as x, hashtext('y' || u.id || n) / 1.3e9 as y,
                     hashtext('z' || u.id || n) / 1.3e9 as z) f
where u.email ~ '^bench' and mod(abs(hashtext(u.id::text || 'logged' || n)), 10) > 0
on conflict do nothing;
"""


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
    found = admin.execute("select id::text from auth.users where email = %s", (DEMO["coach"],)).fetchone()
    assert found
    (coach,) = found
    admin.execute("update public.profiles set is_coach = true, alerts_a_week = %s where user_id = %s", (ALERTS, coach))
    _nobody_else(admin)
    count_calls(admin)
    browser = Browser(app.url)
    browser.sign_in_as_demo("As a coach").socket.close()
    database = open_database(server.url("authenticator", DATABASE))
    backend = Backend(Person(coach, ""), Direct.person(database, coach), None)  # type: ignore[arg-type]
    with psycopg.connect(server.url("authenticator", DATABASE), autocommit=True) as connection:
        sql = Alone(connection, coach)
        there = 0
        for size in SIZES:
            _add(admin, there + 1, size)
            there = size
            line(f"the board of {size} clients", f"{_figures(admin):7,} days of figures")
            _board(backend, sql)
            _page(app, browser, admin, f"  Clients, {size} of them", "clients", "Client bench")
        _one_client(app, browser, admin, backend, sql)
    database.close()


def _nobody_else(admin: psycopg.Connection) -> None:
    """The clients that the demo comes with, and what the demo person shares."""
    admin.execute("delete from public.consents")
    admin.execute("delete from public.coached")
    admin.execute("delete from auth.users where email like 'client%@wellspring.example'")


def _add(admin: psycopg.Connection, first: int, last: int) -> None:
    admin.execute(_CLIENTS.encode(), {"first": first, "last": last})
    admin.execute(_SHARED.encode())
    admin.execute(_FIGURES.encode(), {"days": TWO_YEARS})
    admin.execute("vacuum analyze")


def _figures(admin: psycopg.Connection) -> int:
    found = admin.execute(
        "select count(*) from public.daily_figures f join auth.users u on u.id = f.user_id where u.email ~ '^bench'"
    ).fetchone()
    assert found
    return int(found[0])


def _board(backend: Backend, sql: Alone) -> None:
    today = _today()
    asked = {"p_metrics": list(board.WATCHED), "p_from": board.start_of(today), "p_today": today}
    clients = board.fetch(backend, today)

    def assess() -> object:
        return board.assess(clients, alerts_a_week=ALERTS, today=today, shown=Units())

    line("  fetched and read (coach_board)", times(lambda: board.fetch(backend, today), runs=RUNS, warm_up=3))
    line("    its SQL alone", times(lambda: sql("coach_board", asked), runs=RUNS, warm_up=3))
    line("  who needs attention, worked out", times(assess, runs=RUNS, warm_up=3))


def _one_client(app: RunningApp, browser: Browser, admin: psycopg.Connection, backend: Backend, sql: Alone) -> None:
    found = admin.execute("select id::text from auth.users where email ~ '^bench' order by email limit 1").fetchone()
    assert found
    (client,) = found
    # Whoever has shared for long is the one that takes longest.
    admin.execute("delete from public.daily_figures f using auth.users u where u.id = f.user_id and u.email ~ '^bench'")
    admin.execute("delete from auth.users where email ~ '^bench' and id <> %s", (client,))
    admin.execute(_FIGURES.encode(), {"days": FIVE_YEARS})
    admin.execute("vacuum analyze")
    line("one client", f"{_figures(admin):7,} days of figures")
    for name, window in (("28 days", 28), ("five years", FIVE_YEARS)):
        first = trends.first_day(_today(), window)
        asked = {"metrics": [*SIX, series.GOALS], "from": str(first), "to": str(_today())}
        args = {"p_client": client, "p_today": _today(), "p_series": json.dumps(asked)}
        called = args | {"p_today": str(_today()), "p_series": asked}
        line(
            f"  six figures over {name}, fetched (client_page)",
            times(lambda given=called: backend.gateway.rpc("client_page", given), runs=RUNS),  # type: ignore[misc]
        )
        line("    its SQL alone", times(lambda given=args: sql("client_page", given), runs=RUNS))  # type: ignore[misc]
    address = f"client?id={client}&part=trends"
    _page(app, browser, admin, "  their Trends over 28 days", address, "Client bench")
    with browser.open(address) as tab:
        for option in ("Five years", "28 days"):
            _switched(app, tab, option)


def _switched(app: RunningApp, tab: Tab, option: str) -> None:
    other = "28 days" if option == "Five years" else "Five years"
    taken = []
    before = cpu_seconds(app.process.pid)
    for _ in range(RUNS):
        tab.choose("Over", other)
        taken.append(times(lambda: tab.choose("Over", option), runs=1, warm_up=0).milliseconds[0])
    after = cpu_seconds(app.process.pid)
    line(f"  their Trends, an open tab goes over to {option.lower()}", Times(tuple(taken)))
    if before is not None and after is not None:
        line("    processor time of the app, there and back", f"{(after - before) / RUNS * 1000:14.2f} ms")


def _page(app: RunningApp, browser: Browser, admin: psycopg.Connection, name: str, address: str, says: str) -> None:
    sizes = []

    def opened() -> None:
        with browser.open(address) as tab:
            sizes.append(tab.bytes_received)

    with browser.open(address) as tab:
        assert says in tab.text(), f"{address} shows nobody:\n{tab.text()[:2000]}"
    _counted(app, admin, f"{name}, a new tab until it is drawn", opened, RUNS)
    line("    sent to the browser", f"{sizes[-1] / 1000:14.0f} kB")
    with browser.open(address) as tab:
        for _ in range(3):
            tab.run()
        _counted(app, admin, f"{name}, a rerun", tab.run, RERUNS)


def _counted(app: RunningApp, admin: psycopg.Connection, name: str, action: Callable[[], object], runs: int) -> None:
    trips, before = calls(admin, CALLED), cpu_seconds(app.process.pid)
    line(name, times(action, runs=runs, warm_up=0))
    after = cpu_seconds(app.process.pid)
    if before is not None and after is not None:
        line("    processor time of the app", f"{(after - before) / runs * 1000:14.2f} ms each")
    line("    round trips to the database", f"{(calls(admin, CALLED) - trips) / runs:14.1f} each")


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()
