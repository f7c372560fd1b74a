"""Breaks the guard of the database in every way we could think of, and asks whether our own tests would notice."""

import psycopg
import pytest

from tests.db.attacks import call_faults, relation_faults
from tests.db.catalogue import catalogue_faults
from tests.db.matrix import CALL, CALLS, RELATIONS
from tests.db.mutations import Mutation, mutations
from tests.db.world import World, make_world

# What neither the matrix nor the catalogue notices, and why that is bearable.
SURVIVORS: dict[str, str] = {}
# What the catalogue alone notices although rows of others are at stake, and why.
NOBODY_HAS_THE_RIGHT = "the check matters where user_id is written, and nobody holds the right to update that column"
UNSEEN_BY_MATRIX: dict[str, str] = {
    "public.profiles, policy own_update: with check (true)": NOBODY_HAS_THE_RIGHT,
    "public.profiles, policy own_update: with check any signed-in caller": NOBODY_HAS_THE_RIGHT,
    "public.profiles, policy own_update: with check or metadata of the token": NOBODY_HAS_THE_RIGHT,
}

pytestmark = pytest.mark.newest_postgres


def in_the_matrix(admin: psycopg.Connection, mutation: Mutation, world: World) -> bool:
    for relation in RELATIONS:
        if mutation.relation in (relation.name, relation.base) and relation_faults(admin, relation, world):
            return True
    calls = CALLS if mutation.all_functions else tuple(c for n, c in CALL.items() if n == mutation.function)
    return bool(call_faults(admin, calls, world))


def test_nearly_every_broken_guard_is_noticed(admin: psycopg.Connection) -> None:
    noticed: dict[str, tuple[bool, bool]] = {}
    planned = mutations(admin)

    with admin.transaction(force_rollback=True):
        world = make_world(admin)
        for mutation in planned:
            with admin.transaction(force_rollback=True):
                admin.execute(mutation.sql.encode())
                noticed[mutation.name] = in_the_matrix(admin, mutation, world), bool(catalogue_faults(admin))

    survivors = {name for name, by in noticed.items() if not any(by)}
    unseen = {m.name for m in planned if m.loosens and not noticed[m.name][0]}
    summary = (
        f"{len(planned)} mutations: {sum(m for m, _ in noticed.values())} noticed by the matrix, "
        f"{sum(c for _, c in noticed.values())} by the catalogue, {len(survivors)} by neither"
    )
    assert len(noticed) == len(planned)
    assert len(survivors) <= 0.05 * len(planned), summary
    assert survivors == SURVIVORS.keys(), summary
    assert unseen == UNSEEN_BY_MATRIX.keys(), summary
