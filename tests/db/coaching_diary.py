"""Somebody who has logged everything, and what a coach may ask about them: for the tests of coaching."""

import datetime
from collections.abc import Callable
from typing import Any

import psycopg

from lib.gateway.port import Gateway
from tests.db.coaching import DAY, today
from tests.db.diary import drink, item, meal, mood, night, reading, save, workout
from tests.support.people import Someone

Read = Callable[[Gateway, str], Any]

# What only entries hold: a coach writes into none of these.
ENTRY_TABLES = (
    "meals", "meal_items", "meal_photos", "drinks", "workouts", "workout_sets", "moods", "sleeps", "measurements",
    "foods", "learnt_foods", "repeats", "goals", "complete_days", "daily_figures", "daily_scores", "diary_versions",
    "body_samples", "device_days", "chat_turns", "advice_lines",
)  # fmt: skip
ENTRY_KINDS = ("meal", "water", "gym", "mood", "sleep", "body")
METRICS = ("energy", "protein", "water", "active_minutes", "wellbeing", "sleep", "weight", "resting_heart_rate")
KIND_OF = dict(zip(METRICS, ("meal", "meal", "water", "gym", "mood", "sleep", "body", "body"), strict=True))
HIDDEN = ("energy", "weight")
SECRET = "a note that nobody asked about"


def iso(days: int) -> str:
    """So many days from today."""
    return (today() + days * DAY).isoformat()


def log_everything(admin: psycopg.Connection, client: Someone, *days: int) -> None:
    """One entry of each kind on each day, counted from today, each with a note; a score, a goal, a complete day."""
    drafts = []
    for day in days:
        on = iso(day)
        drafts += [
            meal(f"{on}T08:00Z", items=[item("Oats", 230, protein_g=8)], note=SECRET, time_zone="UTC"),
            drink(f"{on}T09:00Z", note=SECRET, time_zone="UTC"),
            workout(f"{on}T18:00Z", items=[{"exercise": "Squat", "reps": 5}], note=SECRET, time_zone="UTC"),
            mood(f"{on}T20:00Z", note=SECRET, tags=["office"], time_zone="UTC"),
            night(f"{iso(day - 1)}T23:00Z", f"{on}T07:00Z", note=SECRET, time_zone="UTC"),
            reading("weight", 70, f"{on}T07:10Z", note=SECRET, time_zone="UTC"),
            reading("resting_heart_rate", 60, f"{on}T07:11Z", note=SECRET, time_zone="UTC"),
        ]
    save(client.gateway, *drafts)
    for day in days:
        client.gateway.insert("complete_days", {"local_date": iso(day)})
        client.gateway.insert("daily_scores", {"local_date": iso(day), "total": 60, "coverage": 80, "parts": []})
    admin.execute(
        "insert into public.meal_photos (user_id, meal_id, width, height, sha256, thumbnail) "
        "select user_id, id, 640, 480, repeat('a', 64), 'AAAA' from public.meals where user_id = %s",
        (client.id,),
    )
    if not client.gateway.select("goals"):
        client.gateway.insert("goals", {"metric": "water", "low": 1500, "starts_on": iso(-400)})
        client.gateway.insert("goals", {"metric": "water", "low": 1800, "starts_on": iso(-3)})


def series(coach: Gateway, client: str, *metrics: str, first: int = -30) -> dict[str, Any]:
    asked = {"p_client": client, "p_metrics": list(metrics), "p_from": iso(first), "p_to": iso(0)}
    return dict(coach.rpc("client_series", asked))


def entries(coach: Gateway, client: str, kind: str, first: int = -30) -> list[dict[str, Any]]:
    asked = {"p_client": client, "p_kind": kind, "p_from": iso(first), "p_to": iso(0)}
    return list(coach.rpc("client_entries", asked)["entries"])


def board(coach: Gateway, first: int = -30) -> list[dict[str, Any]]:
    return list(coach.rpc("coach_board", {"p_metrics": list(METRICS), "p_from": iso(first), "p_today": iso(0)}))


def page(coach: Gateway, client: str, **asked: Any) -> dict[str, Any]:
    return dict(coach.rpc("client_page", {"p_client": client, "p_today": iso(0)} | asked))


def whole_page(coach: Gateway, client: str, kind: str, *metrics: str) -> dict[str, Any]:
    span = {"from": iso(-30), "to": iso(0)}
    return page(
        coach, client, p_series={"metrics": list(metrics), **span}, p_entries={"kind": kind, "limit": 50, **span}
    )


def lines(admin: psycopg.Connection, client: str) -> list[tuple[str, str]]:
    """The access log: coach and kind of every line."""
    return admin.execute(
        "select coach_id::text, kind from public.access_log where user_id = %s order by seen_at, kind", (client,)
    ).fetchall()


def rows_of(admin: psycopg.Connection, client: str) -> dict[str, list[str]]:
    """All that the client has in tables of entries, with the transaction that wrote each row."""
    found = {}
    for table in ENTRY_TABLES:
        query = f"select t.xmin || ' ' || t::text from public.{table} t where user_id = %s order by 1"
        found[table] = [row for (row,) in admin.execute(query.encode(), (client,)).fetchall()]
    return found


def as_date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
