"""Loads the figures of sql/reference into their tables: whenever a file has changed, all of it or nothing."""

import csv
import hashlib
import io
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
# The same food has the same id in every installation, so an exported diary finds it elsewhere.
FOOD_IDS = uuid.UUID("3d6f0f5a-5d0b-5c8e-9a53-2f3c1e7b4a10")

KEPT = "Nothing of sql/reference was changed in the database: put the file back as it was."

Values = dict[str, Any]


class FiguresError(Exception):
    """Which file of figures could not be loaded and why, as a sentence."""


@dataclass(frozen=True)
class Shelf:
    """A file, the table it fills and the column that names a row in both."""

    table: str
    key: str
    read: Callable[[Mapping[str, str], int], Values]
    # Rows of the table that this file speaks for; one of them that the file lacks is gone.
    ours: LiteralString = "true"
    # Whether somebody's entries point at such a row, where the table itself would let it go.
    used: LiteralString = "false"


def load(connection: psycopg.Connection[Any], folder: Path = REFERENCE) -> list[str]:
    """Brings the reference tables up to date and returns the names of those that changed."""
    with connection.transaction():
        known = dict(connection.execute("select name, checksum from migrations.reference").fetchall())
        changed = []
        for shelf in SHELVES:
            text = _text(folder / f"{shelf.table}.csv")
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


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise FiguresError(f"{file.name} cannot be read ({error.strerror}). {KEPT}") from error
    except UnicodeDecodeError as error:
        raise FiguresError(f"{file.name} is not UTF-8. {KEPT}") from error


def rows(shelf: Shelf, text: str) -> list[Values]:
    lines = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    found: list[Values] = []
    names: set[str] = set()
    try:
        for row in lines:
            if None in row or None in row.values():
                raise ValueError("it has more or fewer fields than the first line names")
            found.append(shelf.read(row, len(found) + 1))
            if found[-1][shelf.key] in names:
                raise ValueError(f"{found[-1][shelf.key]} stands there twice")
            names.add(found[-1][shelf.key])
    except KeyError as error:
        raise FiguresError(f"{shelf.table}.csv has no column {error}. {KEPT}") from error
    except (csv.Error, ValueError) as error:
        raise FiguresError(f"{shelf.table}.csv, line {lines.line_num}, cannot be read: {error}. {KEPT}") from error
    if not found:
        raise FiguresError(f"{shelf.table}.csv holds no rows. {KEPT}")
    return found


def _fill(connection: psycopg.Connection[Any], shelf: Shelf, given: list[Values]) -> None:
    try:
        upsert(connection, shelf.table, shelf.key, given)
        _forget(connection, shelf, given)
    except psycopg.OperationalError:
        raise  # the file is not what is wrong
    except psycopg.Error as error:
        said = (error.diag.message_primary or str(error)).splitlines()[0].rstrip(".")
        raise FiguresError(f"{shelf.table}.csv could not be loaded: {said}. {KEPT}") from error


def upsert(connection: psycopg.Connection[Any], table: str, key: str, given: list[Values]) -> tuple[int, int]:
    """Writes rows that all have the same columns, and says how many are new and how many were changed by it."""
    columns = [sql.Identifier(name) for name in given[0]]
    changed = [sql.Identifier(name) for name in given[0] if name not in ("id", key)]
    # A row that is as it was costs neither a version nor the work of triggers.
    written = connection.execute(
        sql.SQL(
            "insert into {table} as t ({columns}) "
            "select {columns} from json_populate_recordset(null::{table}, %s::json) "
            "on conflict ({key}) do update set {changes} where ({old}) is distinct from ({new}) "
            "returning t.xmax = 0"
        ).format(
            table=sql.Identifier("public", table),
            key=sql.Identifier(key),
            columns=sql.SQL(", ").join(columns),
            changes=sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(name) for name in changed),
            old=sql.SQL(", ").join(sql.SQL("t.{}").format(name) for name in changed),
            new=sql.SQL(", ").join(sql.SQL("excluded.{}").format(name) for name in changed),
        ),
        (json.dumps(given),),
    ).fetchall()
    new = sum(is_new for (is_new,) in written)
    return new, len(written) - new


def _forget(connection: psycopg.Connection[Any], shelf: Shelf, given: list[Values]) -> None:
    """Takes away the rows that the file no longer has."""
    table, key = sql.Identifier("public", shelf.table), sql.Identifier(shelf.key)
    # What somebody's entries point at stays, whatever became of it in the file.
    missing = connection.execute(
        sql.SQL("select {key} from {table} t where {ours} and not {used} and {key} <> all (%s)").format(
            key=key, table=table, ours=sql.SQL(shelf.ours), used=sql.SQL(shelf.used)
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


def food_id(slug: str) -> str:
    return str(uuid.uuid5(FOOD_IDS, slug))


def food(row: Mapping[str, str], place: int) -> Values:
    portions = [part.rpartition("=") for part in words(row["portions"])]
    return (
        {name: row[name] for name in ("slug", "name", "category", "diet", "source")}
        | {name: number(row[name]) for name in NUTRIENTS}
        | {
            "id": food_id(row["slug"]),
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
    Shelf(
        "foods",
        "slug",
        food,
        ours="user_id is null and slug not like 'fdc:%%'",
        # An entry would keep its figures and lose the food it stands for.
        used="exists (select from public.meal_items i where i.food_id = t.id)",
    ),
)
