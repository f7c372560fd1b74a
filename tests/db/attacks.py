"""Tries every action of the matrix as every caller, inside one transaction, and says where the outcome differs."""

import json
from collections.abc import Iterator

import psycopg

from tests.db.attempts import ATTEMPT, ATTEMPTS, Attempt, make
from tests.db.matrix import CALLS, RELATIONS
from tests.db.matrix_entries import ANONYMOUS, GONE, READS, SIGNED_IN, Call, Relation
from tests.db.world import Caller, World, insert, literal, make_world, secret_of

UNIQUE = """
select array(select a.attname::text from unnest(i.indkey::int[]) k join pg_attribute a
             on a.attrelid = i.indrelid and a.attnum = k)
from pg_index i
where i.indrelid = %s::regclass and i.indisunique and i.indpred is null and i.indexprs is null
order by i.indexrelid
"""


def hash_of(admin: psycopg.Connection, person: str) -> str:
    found = admin.execute("select encode(sha256(convert_to(%s, 'UTF8')), 'hex')", (secret_of(person),)).fetchone()
    assert found is not None
    return str(found[0])


def others_rows(relation: Relation, caller: Caller) -> str:
    mine = f"({relation.whose}) = {literal(caller.id)}" if relation.whose and not relation.view_of else "false"
    if relation.view_of:
        mine = f"t.user_id = {literal(caller.id)}"
    return (
        f"select array_agg(t.{relation.key}::text || ' ' || t.xmin || ' ' || md5(t::text) order by t.ctid) "
        f"from {relation.base} t where not coalesce({mine}, false) and not {relation.shared or 'false'}"
    )


def statements(admin: psycopg.Connection, relation: Relation, caller: Caller, victim: str) -> Iterator[tuple[str, str]]:
    """Every action of the matrix as SQL. `victim` is whose rows the caller goes for."""
    name, key = relation.name, relation.key
    change = relation.change or f"{key} = default"
    # The owner's own row is the target of what an owner may do; everybody else aims at somebody else's.
    target = caller.id if caller.name == "owner" else victim
    whose = "user_id" if relation.view_of else relation.whose
    of_target = f"({whose}) = {literal(target)}" if whose else "true"
    found = admin.execute(f"select {key}::text from {relation.base} where {of_target} limit 1".encode()).fetchone()
    where = f"where {key}::text = '{found[0] if found else ''}'"
    give = relation.give.replace
    yield "select", f"select array_agg({key}::text) from {name} where not {relation.shared or 'false'}"
    yield "insert as self", insert(relation, caller.id)
    yield "insert as another", insert(relation, victim)
    yield "update", f"update {name} set {change} {where}"
    yield "update without where", f"update {name} set {change}"
    yield "give away", f"update {name} set {give('{person}', literal(victim))}"
    yield "take over", f"update {name} set {give('{person}', literal(caller.id))} {where}"
    yield "delete", f"delete from {name} {where}"
    yield "delete without where", f"delete from {name}"
    if relation.view_of or (not relation.row and relation.whose != "user_id"):
        return
    for (unique,) in admin.execute(UNIQUE, (relation.base,)).fetchall():
        taken = admin.execute(
            f"select {', '.join(f'quote_nullable({c})' for c in unique)} from {relation.base} "
            f"where ({relation.whose}) = {literal(victim)} limit 1".encode()
        ).fetchone()
        if taken and "NULL" not in taken:
            keys = dict(zip(unique, taken, strict=True))
            for person in (caller.id, victim):
                yield (
                    "upsert",
                    f"{insert(relation, person, **keys)} on conflict ({', '.join(unique)}) do update set {change}",
                )


def expected(relation: Relation, caller: Caller, action: str) -> str:
    verb = action.split()[0]
    if caller.name in ANONYMOUS:
        return "refused"
    assert caller.name in SIGNED_IN or caller.name == GONE
    if action == "select":
        if relation.reference:
            return "everything"
        return "refused" if "select" not in relation.verbs else "nothing" if caller.name == GONE else "own"
    if verb == "insert":
        if "insert" not in relation.verbs or action == "insert as another":
            return "refused"
        return relation.gone_insert if caller.name == GONE else "own"
    if verb == "upsert":
        return "refused"
    if verb in ("give", "take"):
        if "update" not in relation.verbs or "update" in relation.columns:
            return "refused"
        if action == "give away":
            return "nothing" if caller.name == GONE else "refused"
        return "own" if caller.name == "owner" else "nothing"
    if verb not in relation.verbs:
        return "refused"
    if caller.name == GONE:
        return "nothing"
    return "own" if caller.name == "owner" or action.endswith("without where") else "nothing"


def plan(admin: psycopg.Connection, relation: Relation, world: World) -> list[Attempt]:
    """Made once a world: however a guard is broken, the rows and the people are the same."""
    if relation.name not in world.planned:
        world.planned[relation.name] = [
            Attempt(caller, action, statement, action in READS, others)
            for caller in world.callers
            for others in (others_rows(relation, caller),)
            for action, statement in statements(admin, relation, caller, world.another[caller.name])
        ]
    return world.planned[relation.name]


def relation_faults(admin: psycopg.Connection, relation: Relation, world: World) -> list[str]:
    planned = plan(admin, relation, world)
    faults = []
    for attempt, said in zip(planned, make(admin, planned), strict=True):
        outcome = said
        if said.startswith("{"):
            outcome = what_was_seen(admin, json.loads(said)["seen"], attempt.others, world)
        wanted = expected(relation, attempt.caller, attempt.action)
        if outcome != wanted:
            faults.append(
                f"{relation.name}: {attempt.caller.name}: {attempt.action}: {wanted!r} expected, {outcome!r} seen: "
                f"{attempt.statement}"
            )
    return faults


def what_was_seen(admin: psycopg.Connection, seen: list[str] | None, others: str, world: World) -> str:
    if not seen:
        return "nothing"
    if others not in world.keys_of_others:
        found = admin.execute(others.encode()).fetchone()
        world.keys_of_others[others] = frozenset(entry.split(" ")[0] for entry in (found and found[0]) or [])
    foreign = world.keys_of_others[others]
    shown = foreign & set(seen)
    if not shown:
        return "own"
    return "everything" if shown == foreign else "SAW WHAT BELONGS TO OTHERS"


def call_faults(admin: psycopg.Connection, calls: tuple[Call, ...], world: World) -> list[str]:
    """Calls each function as a stranger would: what comes back, and whether anybody else's rows changed."""
    planned: list[Attempt] = []
    about: list[tuple[Call, str]] = []
    drinks = dict(admin.execute("select user_id::text, id::text from public.drinks").fetchall())
    for caller in world.callers if calls else ():
        victim, others = world.another[caller.name], everybody_elses(caller)
        hashed = hash_of(admin, victim)
        for call in calls:
            statement = call.sql or nulls(call.name)
            statement = statement.replace("{victim}", literal(victim)).replace("{victim_hash}", f"'{hashed}'")
            statement = statement.replace("{victim_drink}", f"'{drinks[victim]}'")
            statement = statement.replace("{victim_secret}", f"'{secret_of(victim)}'")
            # Through an array, so that the answer itself comes back.
            planned.append(Attempt(caller, call.name, f"select array[(({statement}))::text]", True, others))
            about.append((call, victim))
    faults = []
    for attempt, (call, victim), said in zip(planned, about, make(admin, planned) if planned else (), strict=True):
        caller = attempt.caller
        wanted = call.anonymous if caller.name in ANONYMOUS else call.gone if caller.name == GONE else call.signed_in
        if not call.may:
            wanted = "refused"
        outcome = said
        if said.startswith("{"):
            answer = json.loads(said)["seen"][0]
            outcome = "null" if answer is None else "SHOWED WHAT BELONGS TO OTHERS" if victim in answer else "runs"
            if wanted == "runs" and outcome == "null":
                outcome = "runs"
        if outcome != wanted:
            faults.append(f"{call.name}: {caller.name}: {wanted!r} expected, {outcome!r} seen: {attempt.statement}")
    return faults


def nulls(function: str) -> str:
    name, arguments = function.rstrip(")").split("(")
    return f"select {name}({', '.join(f'null::{a}' for a in arguments.split(',') if a)})"


def everybody_elses(caller: Caller) -> str:
    """The rows of all others in all tables, as one array."""
    parts = [f"({others_rows(relation, caller)})" for relation in RELATIONS if not relation.view_of]
    return f"select {' || '.join(parts)}"


def matrix_faults(admin: psycopg.Connection) -> list[str]:
    with admin.transaction(force_rollback=True):
        world = open_world(admin)
        faults = [fault for relation in RELATIONS for fault in relation_faults(admin, relation, world)]
        return faults + call_faults(admin, CALLS, world)


def open_world(admin: psycopg.Connection) -> World:
    """People to try the matrix as. The caller rolls it back."""
    for function in (ATTEMPT, ATTEMPTS):
        admin.execute(function)
    return make_world(admin)
