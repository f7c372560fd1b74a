"""Adds foods to those that everybody shares, beside the ones of sql/reference."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from lib.gateway import reference

BATCH = 500


@dataclass
class Written:
    new: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def rows(self) -> int:
        return self.new + self.changed + self.unchanged


class NoFoods(Exception):
    """The database has no table for foods yet."""


@contextmanager
def as_owner(url: str) -> Iterator[psycopg.Connection[Any]]:
    """Policies hold for an administrator too; the owner of the table is the one who may write to it."""
    with psycopg.connect(url, autocommit=True, connect_timeout=5, prepare_threshold=None) as connection:
        found = connection.execute(
            "select pg_get_userbyid(relowner) from pg_class where oid = to_regclass('public.foods')"
        ).fetchone()
        if found is None:
            raise NoFoods
        connection.execute(sql.SQL("set role {}").format(sql.Identifier(found[0])))
        connection.execute("set statement_timeout = 0")
        yield connection


def known_numbers(connection: psycopg.Connection[Any]) -> set[str]:
    """The numbers at FoodData Central of the foods in sql/reference."""
    rows = connection.execute(
        "select fdc_id from public.foods where user_id is null and slug not like 'fdc:%' and fdc_id is not null"
    ).fetchall()
    return {number for (number,) in rows}


def write(
    connection: psycopg.Connection[Any], foods: Sequence[Mapping[str, Any]], written: Written
) -> Iterator[Written]:
    """Each batch is kept by itself: `written` says how far it came when one fails."""
    for start in range(0, len(foods), BATCH):
        given = [{**food, "id": reference.food_id(food["slug"]), "user_id": None} for food in foods[start:][:BATCH]]
        new, changed = reference.upsert(connection, "foods", "slug", given)
        written.new += new
        written.changed += changed
        written.unchanged += len(given) - new - changed
        yield written
