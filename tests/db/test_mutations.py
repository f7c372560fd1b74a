"""Breaks the guard of the database in every way we could think of, and asks whether our own tests would notice."""

from collections import Counter

import psycopg
import pytest

from tests.db.attacks import call_faults, open_world, relation_faults
from tests.db.catalogue import first_fault
from tests.db.matrix import CALL, CALLS, RELATIONS
from tests.db.mutations import LOOSER, Mutation, mutations
from tests.db.world import World

# What neither the matrix nor the catalogue notices, and why that is bearable.
SURVIVORS: dict[str, str] = {}
# What the catalogue alone notices although rows of others are at stake: the check of an update matters where the
# owner's column is written, and of these tables nobody holds the right to update that column.
UNSEEN_BY_MATRIX = {
    f"{relation.name}, policy own_update: with check {how}"
    for relation in RELATIONS
    if "update" in relation.columns
    for how in LOOSER
}

# Here a trigger refuses a row in somebody else's name before its policy is asked, so a broken policy harms nobody yet.
GUARDED_TWICE = {
    "own_insert": (
        "drinks",
        "measurements",
        "workouts",
        "meal_items",
        "learnt_foods",
        "foods",
        "goals",
        "body_samples",
        "coach_notes",
    ),
    "own_update": ("drinks", "measurements", "workouts", "goals", "body_samples"),
}
UNSEEN_BY_MATRIX |= {
    f"public.{table}, policy {policy}: with check {how}"
    for policy, tables in GUARDED_TWICE.items()
    for table in tables
    for how in LOOSER
}

pytestmark = pytest.mark.newest_postgres


def in_the_matrix(admin: psycopg.Connection, mutation: Mutation, world: World) -> bool:
    for relation in RELATIONS:
        if mutation.relation in (relation.name, relation.base) and relation_faults(admin, relation, world):
            return True
    calls = CALLS if mutation.all_functions else tuple(c for n, c in CALL.items() if n == mutation.function)
    return bool(call_faults(admin, calls, world))


def noticed_by(admin: psycopg.Connection, mutation: Mutation, world: World) -> str | None:
    """Who notices first. The matrix is asked first only where it must notice, because it takes longer."""
    if mutation.loosens and in_the_matrix(admin, mutation, world):
        return "matrix"
    if first_fault(admin):
        return "catalogue"
    return "matrix" if not mutation.loosens and in_the_matrix(admin, mutation, world) else None


def test_nearly_every_broken_guard_is_noticed(untouched: psycopg.Connection) -> None:
    noticed: dict[str, str | None] = {}
    planned = mutations(untouched)

    with untouched.transaction(force_rollback=True):
        world = open_world(untouched)
        for mutation in planned:
            with untouched.transaction(force_rollback=True):
                untouched.execute(mutation.sql.encode())
                noticed[mutation.name] = noticed_by(untouched, mutation, world)

    survivors = {name for name, by in noticed.items() if by is None}
    unseen = {m.name for m in planned if m.loosens and noticed[m.name] != "matrix"}
    counted = Counter(noticed.values())
    summary = (
        f"{len(planned)} mutations: {counted['matrix']} noticed by the matrix, "
        f"{counted['catalogue']} by the catalogue, {len(survivors)} by neither"
    )
    assert len(noticed) == len(planned)
    assert len(survivors) <= 0.05 * len(planned), summary
    assert survivors == SURVIVORS.keys(), summary
    assert unseen == UNSEEN_BY_MATRIX, summary
