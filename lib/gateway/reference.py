"""Loads the figures of sql/reference into their tables: whenever a file has changed, all of it or nothing."""

import csv
import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from lib.settings import ROOT

REFERENCE = ROOT / "sql" / "reference"
FOOD_IDS = uuid.UUID("3d6f0f5a-5d0b-5c8e-9a53-2f3c1e7b4a10")

Values = dict[str, Any]


@dataclass(frozen=True)
class Shelf:
    """A file, the table it fills and the column that names a row in both."""

    table: str
    key: str
    read: Callable[[Mapping[str, str], int], Values]
    # Rows of the table that this file speaks for; one of them that the file lacks is gone.
    ours: LiteralString = "true"


def load(connection: psycopg.Connection[Any], folder: Path = REFERENCE) -> list[str]:
    """Brings the reference tables up to date and returns the names of those that changed."""
    with connection.transaction():
        known = dict(connection.execute("select name, checksum from migrations.reference").fetchall())
        changed = []
        for shelf in SHELVES:
            text = (folder / f"{shelf.table}.csv").read_text(encoding="utf-8")
            checksum = hashlib.sha256(text.encode()).hexdigest()
            if known.get(shelf.table) != checksum:
                _fill(connection, shelf, rows(shelf, text))
                connection.execute(
                    "insert into migrations.reference (name, checksum) values (%s, %s) "
                    "on conflict (name) do update set checksum = excluded.checksum, loaded_at = now()",
                    (shelf.table, checksum),
                )
                changed.append(shelf.table)
    return changed


def rows(shelf: Shelf, text: str) -> list[Values]:
    return [shelf.read(row, place) for place, row in enumerate(csv.DictReader(text.splitlines()), 1)]


def _fill(connection: psycopg.Connection[Any], shelf: Shelf, given: list[Values]) -> None:
    table = sql.Identifier("public", shelf.table)
    key = sql.Identifier(shelf.key)
    columns = sql.SQL(", ").join(map(sql.Identifier, given[0]))
    changes = sql.SQL(", ").join(
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in given[0] if name not in ("id", shelf.key)
    )
    connection.execute(
        sql.SQL(
            "insert into {table} ({columns}) select {columns} from json_populate_recordset(null::{table}, %s::json) "
            "on conflict ({key}) do update set {changes}"
        ).format(table=table, columns=columns, key=key, changes=changes),
        (json.dumps(given),),
    )
    # What somebody's entries point at stays, whatever became of it in the file.
    missing = connection.execute(
        sql.SQL("select {key} from {table} where {ours} and {key} <> all (%s)").format(
            key=key, table=table, ours=sql.SQL(shelf.ours)
        ),
        ([row[shelf.key] for row in given],),
    ).fetchall()
    for (name,) in missing:
        try:
            with connection.transaction():
                delete = sql.SQL("delete from {table} where {key} = %s").format(table=table, key=key)
                connection.execute(delete, (name,))
        except psycopg.errors.ForeignKeyViolation:
            pass


def number(text: str) -> float | None:
    return float(text) if text else None


def words(text: str) -> list[str]:
    return [word for word in text.split("|") if word]


NUTRIENTS = (
    "kcal", "protein_g", "carbs_g", "fat_g", "fibre_g", "sugar_g", "satfat_g", "sodium_mg", "potassium_mg",
    "calcium_mg", "iron_mg",
)  # fmt: skip


def metric(row: Mapping[str, str], place: int) -> Values:
    numbers = ("smallest_change", "lowest", "highest", "usual_low", "usual_high")
    return (
        {name: row[name] for name in ("id", "label", "unit", "kind", "aggregate", "better")}
        | {name: number(row[name]) for name in numbers}
        | {name: row[name] == "yes" for name in ("logged", "hidden")}
        | {"decimals": int(row["decimals"]), "position": place}
    )


def activity(row: Mapping[str, str], place: int) -> Values:
    return (
        {name: row[name] for name in ("id", "name", "category", "intensity", "code")}
        | {name: number(row[name]) for name in ("met", "speed_low_kmh", "speed_high_kmh")}
        | {name: row[name] == "yes" for name in ("distance", "strength")}
        | {"aliases": words(row["aliases"]), "edition": int(row["edition"])}
    )


def beverage(row: Mapping[str, str], place: int) -> Values:
    return (
        {name: row[name] for name in ("id", "name", "category", "source")}
        | {name: number(row[name]) for name in (*NUTRIENTS, "caffeine_mg", "alcohol_g", "usual_ml")}
        | {"aliases": words(row["aliases"]), "position": place}
    )


def food(row: Mapping[str, str], place: int) -> Values:
    portions = [part.rpartition("=") for part in words(row["portions"])]
    return (
        {name: row[name] for name in ("slug", "name", "category", "diet", "source")}
        | {name: number(row[name]) for name in NUTRIENTS}
        | {
            # The same food has the same id in every installation, so an exported diary finds it elsewhere.
            "id": str(uuid.uuid5(FOOD_IDS, row["slug"])),
            "aliases": words(row["aliases"]),
            "allergens": words(row["allergens"]),
            "portions": [{"label": label, "grams": float(grams)} for label, _, grams in portions],
            "fdc_id": row["fdc_id"] or None,
        }
    )


SHELVES = (
    Shelf("metrics", "id", metric),
    Shelf("activities", "id", activity),
    Shelf("beverages", "id", beverage),
    Shelf("foods", "slug", food, ours="user_id is null and slug not like 'fdc:%%'"),
)
