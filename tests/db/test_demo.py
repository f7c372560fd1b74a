"""The demo person's year and a half: plausible, the same everywhere, continued day by day, true to truths.json."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import psycopg
import pytest

from lib.gateway import embedded, migrate, opening
from tests.support import database as databases
from tests.support import demo
from tests.support.database import Urls, versions
from tests.support.demo import DAY, DAYS, TRUTHS, Diary, Rows

TODAY = datetime.date(2026, 11, 21)
ANOTHER_DAY = datetime.date(2027, 8, 20)
FIRST = TODAY - DAYS * DAY
NEW_YORK = "America/New_York"

WEEKDAY = [link for link in TRUTHS["non_links"] if link["because"] == "weekday"]
DRIFT = [link for link in TRUTHS["non_links"] if link["because"] == "drift"]


@pytest.fixture(scope="module")
def newest(migrated: Callable[[str], Urls]) -> Urls:
    return migrated(next(iter(versions())))


@pytest.fixture(scope="module")
def rows(newest: Urls) -> Rows:
    with demo.begun(newest.owner) as connection:
        demo.start(connection, TODAY)
        return demo.everything(connection)


@pytest.fixture(scope="module")
def diary(rows: Rows) -> Diary:
    return Diary(rows)


@pytest.fixture(scope="module")
def with_diary(server: embedded.Server) -> Iterator[Urls]:
    """A database in which the demo person has a diary: to write it takes long, and some tests only look."""
    urls = databases.migrated_database(server)
    with psycopg.connect(urls.owner) as connection:
        # On any machine and in any session the same is written.
        connection.execute("set local timezone to 'Asia/Kathmandu'; set local datestyle to 'German'")
        demo.start(connection, TODAY)
    yield urls
    databases.drop_database(server, urls)


@pytest.fixture(scope="module")
def another_diary(newest: Urls) -> Diary:
    with demo.begun(newest.owner) as connection:
        demo.start(connection, ANOTHER_DAY)
        return Diary(demo.everything(connection))


def days_of(name: str, first: datetime.date = FIRST) -> set[datetime.date]:
    """The days of an event that comes back every so many days."""
    event = next(event for event in TRUTHS["events"] if event["name"] == name)
    start = datetime.date.fromisoformat(event["first"])
    days = (first + n * DAY for n in range(DAYS))
    return {day for day in days if (day - start).days % event["every_days"] < event["length_days"]}


def holidays(first: datetime.date = FIRST) -> set[datetime.date]:
    found = set()
    for year in range(first.year, first.year + 3):
        saturday = next(d for n in range(7) if (d := datetime.date(year, 8, 1) + n * DAY).isoweekday() == 6)
        found |= {saturday + n * DAY for n in range(1, 15)}
    return {day for day in found if first <= day < first + DAYS * DAY}


def logged_days(rows: Rows) -> set[datetime.date]:
    return {datetime.date.fromisoformat(row["local_date"]) for table in demo.ENTRIES for row in rows[table]}


def test_a_start_with_demo_people_writes_the_diaries_after_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class Server:
        passwords = dict.fromkeys(("owner", "authenticator", "accounts"), "secret")

        def url(self, role: str, name: str) -> str:
            return role

    ran: list[tuple[str, str]] = []
    monkeypatch.setattr(migrate, "ensure_database", lambda *_: None)
    monkeypatch.setattr(migrate, "migrate_url", lambda *_: [])
    monkeypatch.setattr(migrate, "run_file", lambda url, path: ran.append((url, path.name)))

    opening.prepare_embedded(Server(), demo=True)  # type: ignore[arg-type]

    assert ran == [("owner", "people.sql"), ("owner", "diary.sql"), ("owner", "clients.sql")]


def test_there_is_plenty_of_everything(rows: Rows) -> None:
    counts = {table: len(found) for table, found in rows.items()}

    assert 1500 < counts["meals"] < 2200 and 3500 < counts["meal_items"] < 6500
    assert 2500 < counts["drinks"] < 4500
    assert 300 < counts["workouts"] < 600 and counts["workout_sets"] > 500
    assert counts["moods"] > 500 and counts["sleeps"] > 450
    assert {"weight", "steps", "hrv_rmssd", "blood_pressure", "waist"} <= {r["metric"] for r in rows["measurements"]}
    assert 300 < counts["complete_days"] < 450


def test_the_diary_ends_yesterday_and_is_a_year_and_a_half_long(rows: Rows) -> None:
    days = logged_days(rows)

    assert (min(days), max(days)) == (FIRST, TODAY - DAY)


def test_days_hold_plausible_amounts(diary: Diary, rows: Rows) -> None:
    energy: Counter[str] = Counter()
    for row in [*rows["meals"], *rows["drinks"]]:
        energy[row["local_date"]] += row["kcal"] or 0
    whole = [energy[day.isoformat()] for day in diary.complete]

    assert 1700 < np.mean(whole) < 2300 and max(whole) < 3500
    assert 1500 < np.mean(list(diary.series["water"].values())) < 2500
    assert 6.5 < np.mean(list(diary.series["sleep"].values())) < 8
    assert 60 < min(diary.series["weight"].values()) < max(diary.series["weight"].values()) < 75
    assert min(diary.series["steps"].values()) > 300 and max(diary.series["steps"].values()) < 30_000


def test_some_energy_is_unknown_and_some_was_only_noted(rows: Rows) -> None:
    assert any(meal["kcal_unknown"] for meal in rows["meals"])
    assert any(meal["made_by"] == "quick" and meal["kcal"] for meal in rows["meals"])


def test_entries_know_the_demo_and_their_own_time(rows: Rows) -> None:
    entries = [row for table in demo.ENTRIES for row in rows[table]]

    assert {row["source"] for row in entries} == {"demo"}
    for row in entries:
        here = datetime.datetime.fromisoformat(row["logged_at"]).astimezone(ZoneInfo(row["time_zone"]))
        assert here.date().isoformat() == row["local_date"]
        assert row["created_at"] == row["logged_at"]


def test_nights_do_not_overlap(rows: Rows) -> None:
    nights = sorted((row["ended_at"], row["started_at"]) for row in rows["sleeps"])
    spans = [tuple(map(datetime.datetime.fromisoformat, (start, end))) for end, start in nights]

    assert all(later[0] > earlier[1] for earlier, later in pairwise(spans))


def test_every_database_of_the_same_day_holds_the_same(with_diary: Urls, rows: Rows) -> None:
    with demo.begun(with_diary.owner) as connection:
        assert demo.everything(connection) == rows


def test_starting_again_later_goes_on_as_if_it_had_started_then(database: Urls, rows: Rows) -> None:
    with demo.begun(database.owner) as connection:
        for today in (TODAY - 40 * DAY, TODAY - 13 * DAY, TODAY - 12 * DAY, TODAY):
            demo.start(connection, today)
        continued = demo.everything(connection, FIRST)

    # The energy of a workout before the first weight of all is reckoned with the first one after it.
    weighed = min(row["local_date"] for row in rows["measurements"] if row["metric"] == "weight")
    at_once = dict(rows)
    for found in (continued, at_once):
        found["workouts"] = [
            row | ({} if row["local_date"] >= weighed else {"net_kcal": None}) for row in found["workouts"]
        ]
    assert continued == at_once


def test_what_visitors_deleted_and_changed_stays_so(database: Urls) -> None:
    with demo.begun(database.owner) as connection:
        demo.start(connection, TODAY - DAY)
        connection.execute("delete from public.meals where source = 'demo'")
        connection.execute("delete from public.goals")
        connection.execute("update public.moods set note = 'I was here' where source = 'demo'")
        connection.execute("update public.profiles set height_cm = 180, welcome = 'new' where is_demo")

        demo.start(connection, TODAY - DAY)
        demo.start(connection, TODAY)

        meals = {row["local_date"] for row in demo.everything(connection)["meals"]}
        notes = {row["note"] for row in demo.everything(connection, TODAY - 30 * DAY)["moods"]}
        assert meals == {(TODAY - DAY).isoformat()}
        assert "I was here" in notes
        assert connection.execute("select count(*) from public.goals").fetchone() == (0,)
        kept = connection.execute("select height_cm, welcome from public.profiles where name = 'Demo Dana'").fetchone()
        assert kept == (180, "new")


def test_today_is_left_to_the_visitor_with_what_they_usually_have(with_diary: Urls) -> None:
    with demo.begun(with_diary.owner) as connection:
        demo.act_as_dana(connection)
        found = connection.execute("select public.day_overview(%s)", (TODAY,)).fetchone()
    assert found
    overview = found[0]

    assert not any(overview[kind] for kind in ("meal", "water", "gym", "mood", "sleep", "body"))
    assert {food["meal_type"] for food in overview["recent_foods"]} == {"breakfast", "lunch", "dinner", "snack"}
    assert overview["recent_drinks"] and overview["recent_sleeps"] and overview["yesterday_meals"]
    assert {"water", "sleep", "energy"} <= {goal["metric"] for goal in overview["goals"]}
    assert "weight" not in {goal["metric"] for goal in overview["goals"]}


def test_repeats_can_be_saved_as_they_are(with_diary: Urls) -> None:
    with demo.begun(with_diary.owner) as connection:
        demo.act_as_dana(connection)
        repeats = connection.execute(
            "select title, weekdays, entries from public.repeats where user_id = auth.uid() order by title"
        ).fetchall()
        saved = connection.execute(
            "select public.save_entries(jsonb_agg(jsonb_set(e, '{row,time_zone}', '\"UTC\"'))) "
            "from public.repeats, jsonb_array_elements(entries) e where user_id = auth.uid()"
        ).fetchone()

    assert [(title, days) for title, days, _ in repeats] == [
        ("Evening walk", [1, 2, 3, 4, 5, 6, 7]), ("Oats", [1, 2, 3, 4, 5]),
    ]  # fmt: skip
    assert saved and sorted(entry["kind"] for entry in saved[0]) == ["gym", "meal"]
    assert all(entry["row"].get("kcal", 1) > 0 for entry in saved[0])


def test_the_coach_keeps_no_diary(with_diary: Urls) -> None:
    with demo.begun(with_diary.owner) as connection:
        for table in (*demo.ENTRIES, "goals", "repeats", "complete_days"):
            asked = f"select from public.{table} join auth.users u on u.id = user_id where u.email like 'coach@%'"
            assert connection.execute(asked.encode()).fetchall() == []


def test_foods_and_drinks_that_are_missing_are_left_out(database: Urls) -> None:
    with demo.begun(database.owner) as connection:
        # What other tests on this database have logged would hold on to its activity.
        for table in ("workouts", "drinks", "measurements", "goals", "agreements"):
            connection.execute(f"delete from public.{table}".encode())
        connection.execute("delete from public.foods where user_id is null and slug not in ('apple', 'butter')")
        connection.execute("delete from public.beverages where id <> 'water'")
        connection.execute("delete from public.activities where id <> 'jogging'")
        connection.execute("delete from public.metrics where id in ('waist', 'steps', 'water')")
        demo.start(connection, TODAY)
        found = demo.everything(connection)

    assert {"Apple", "Butter", "Canteen"} <= {item["food_name"] for item in found["meal_items"]}
    assert {row["beverage"] for row in found["drinks"]} == {"water"}
    assert {row["activity"] for row in found["workouts"]} == {"jogging"}
    assert all(meal["words"] for meal in found["meals"])


@pytest.mark.parametrize("link", TRUTHS["links"], ids=lambda link: link["name"])
def test_a_link_that_is_built_in_is_found(link: dict, diary: Diary, another_diary: Diary) -> None:
    cause = link["cause"] + (" after 15:00" if "after" in link else "")

    for found in (diary, another_diary):
        size, certainty = demo.slope(*found.pairs(cause, link["effect"], link["lag"]))

        assert size == pytest.approx(link["size"], rel=0.35)
        assert abs(certainty) > 4


@pytest.mark.parametrize("link", WEEKDAY, ids=lambda link: link["cause"])
def test_a_tempting_link_vanishes_within_the_weekday(link: dict, diary: Diary, another_diary: Diary) -> None:
    for found in (diary, another_diary):
        cause, effect, weekday = found.pairs(link["cause"], link["effect"], link["lag"])

        size, certainty = demo.slope(cause, effect)
        _, certainty_within = demo.slope(cause, effect, weekday)

        assert size * link["sign"] > 0 and abs(certainty) > 2.5
        assert abs(certainty_within) < 2.5


@pytest.mark.parametrize("link", DRIFT, ids=lambda link: link["cause"])
def test_a_tempting_drift_vanishes_from_week_to_week(link: dict, diary: Diary) -> None:
    cause, effect, _ = diary.pairs(link["cause"], link["effect"], link["lag"])
    causes, effects = diary.weekly(link["cause"]), diary.weekly(link["effect"])
    weeks = [week for week in causes if week in effects]

    size, certainty = demo.slope(cause, effect)
    _, certainty_weekly = demo.slope(*(np.diff([values[week] for week in weeks]) for values in (causes, effects)))

    assert size * link["sign"] > 0 and abs(certainty) > 4
    assert abs(certainty_weekly) < 2.5


def test_exercise_does_nothing_the_same_day(diary: Diary) -> None:
    _, certainty = demo.slope(*diary.pairs("active_minutes", "wellbeing", 0))

    assert abs(certainty) < 2.5


def test_the_illness_shows_in_body_and_training(diary: Diary, rows: Rows) -> None:
    ill = days_of("illness")
    heart = diary.series["resting_heart_rate"]
    trained = {datetime.date.fromisoformat(row["local_date"]) for row in rows["workouts"]}

    assert diary.fever and diary.fever <= ill
    assert max(diary.series["temperature"].values()) > 38
    assert np.mean([heart[day] for day in ill if day in heart]) > np.mean(list(heart.values())) + 4
    assert not trained & ill


def test_the_holiday_is_in_another_zone(rows: Rows) -> None:
    zones = {
        zone: {
            datetime.date.fromisoformat(row["local_date"])
            for table in demo.ENTRIES
            for row in rows[table]
            if row["time_zone"] == zone
        }
        for zone in (NEW_YORK, "Europe/Berlin")
    }

    assert zones[NEW_YORK] and zones[NEW_YORK] <= holidays()
    assert not zones["Europe/Berlin"] & holidays()


def test_gaps_are_empty_and_some_days_stay_incomplete(diary: Diary, rows: Rows) -> None:
    days = logged_days(rows)
    ended = Counter(row["local_date"] for row in rows["meals"] if row["meal_type"] == "dinner")

    assert days_of("gap") and not days & days_of("gap")
    assert 40 < len([day for day in days if not ended[day.isoformat()]]) < 140
    assert len(days - diary.complete) > 100


def test_a_new_watch_shifts_the_variability(diary: Diary) -> None:
    event = next(event for event in TRUTHS["events"] if event["name"] == "watch")
    first = datetime.date.fromisoformat(event["first"])
    generation = {day: (day - first).days // event["every_days"] for day in diary.series["hrv_rmssd"]}
    calm = {day: value for day, value in diary.series["hrv_rmssd"].items() if day not in diary.fever}
    old, new = ([v for day, v in calm.items() if generation[day] == n] for n in sorted(set(generation.values())))

    assert abs(np.mean(new) - np.mean(old)) == pytest.approx(event["size"], abs=1.5)


def test_the_owner_alone_reads_how_far_the_diary_is(database: Urls) -> None:
    with demo.begun(database.owner) as connection:
        demo.start(connection, TODAY)
        rights = connection.execute(
            "select has_table_privilege(r, 'migrations.demo_diary', 'select') "
            "from unnest(array['anon', 'authenticated', 'authenticator', 'wellspring_owner']) r"
        ).fetchall()

    assert rights == [(False,), (False,), (False,), (True,)]
