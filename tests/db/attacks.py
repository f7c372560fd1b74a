"""Tries every action of the matrix as every caller, inside one transaction, and says where the outcome differs."""

import json
from collections.abc import Iterator

import psycopg

from tests.db.matrix import ANONYMOUS, CALLS, GONE, READS, RELATIONS, SIGNED_IN, Call, Relation
from tests.db.world import Caller, World, insert, literal, make_world, secret_of

# One attempt: what the caller saw or touched, undone at once. Rows of others are compared before and after, with
# the transaction that wrote them, so that a change which leaves every value as it was is noticed too.
ATTEMPT = """
create or replace function pg_temp.attempt(
    p_role text, p_claims text, p_statement text, p_reads boolean, p_foreign text) returns text language plpgsql
as $$
declare
    before text[];
    after text[];
    seen text[];
    touched bigint;
begin
    execute p_foreign into before;
    begin
        perform set_config('request.jwt.claims', p_claims, true);
        perform set_config('role', p_role, true);
        if p_reads then
            execute p_statement into seen;
        else
            execute p_statement;
            get diagnostics touched = row_count;
        end if;
        perform set_config('role', 'none', true);
        execute p_foreign into after;
        raise exception using errcode = 'UNDO1';
    exception
        when sqlstate 'UNDO1' then null;
        when insufficient_privilege then return 'refused';
        when others then return sqlstate;
    end;
    if after is distinct from before then
        return 'CHANGED WHAT BELONGS TO OTHERS';
    end if;
    if p_reads then
        return json_build_object('seen', seen)::text;
    end if;
    return case when touched = 0 then 'nothing' else 'own' end;
end $$
"""

RUN = """
select pg_temp.attempt(x.role, x.claims, x.statement, x.reads, x.others)
from rows from (jsonb_to_recordset(%s) as (
    role text, claims text, statement text, reads boolean, others text)) with ordinality
    as x (role, claims, statement, reads, others, n)
order by x.n
"""

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
        f"from {relation.base} t where not coalesce({mine}, false)"
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
    yield "select", f"select array_agg({key}::text) from {name}"
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
        if taken:
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


def relation_faults(admin: psycopg.Connection, relation: Relation, world: World) -> list[str]:
    planned = []
    for caller in world.callers:
        others = others_rows(relation, caller)
        for action, statement in statements(admin, relation, caller, world.another[caller.name]):
            planned.append((caller, action, statement, others))
    outcomes = run(admin, planned)
    faults = []
    for (caller, action, statement, others), said in zip(planned, outcomes, strict=True):
        outcome = said
        if said.startswith("{"):
            outcome = what_was_seen(admin, json.loads(said)["seen"], others)
        wanted = expected(relation, caller, action)
        if outcome != wanted:
            faults.append(
                f"{relation.name}: {caller.name}: {action}: {wanted!r} expected, {outcome!r} seen: {statement}"
            )
    return faults


def run(admin: psycopg.Connection, planned: list[tuple[Caller, str, str, str]]) -> list[str]:
    admin.execute(ATTEMPT)
    tries = [
        {
            "role": caller.role,
            "claims": json.dumps(caller.claims),
            "statement": statement,
            "reads": action in READS,
            "others": others,
        }
        for caller, action, statement, others in planned
    ]
    return [row[0] for row in admin.execute(RUN, (json.dumps(tries),)).fetchall()]


def what_was_seen(admin: psycopg.Connection, seen: list[str] | None, others: str) -> str:
    if not seen:
        return "nothing"
    found = admin.execute(others.encode()).fetchone()
    foreign = {entry.split(" ")[0] for entry in (found and found[0]) or []}
    shown = foreign & set(seen)
    if not shown:
        return "own"
    return "everything" if shown == foreign else "SAW WHAT BELONGS TO OTHERS"


def call_faults(admin: psycopg.Connection, calls: tuple[Call, ...], world: World) -> list[str]:
    """Calls each function as a stranger would: what comes back, and whether anybody else's rows changed."""
    planned: list[tuple[Caller, str, str, str]] = []
    about: list[tuple[Call, str]] = []
    for call in calls:
        for caller in world.callers:
            victim = world.another[caller.name]
            statement = call.sql or nulls(call.name)
            statement = statement.replace("{victim_hash}", f"'{hash_of(admin, victim)}'")
            statement = statement.replace("{victim_secret}", f"'{secret_of(victim)}'")
            # Through an array, so that the answer itself comes back.
            reads = f"select array[(({statement}))::text]"
            planned.append((caller, "select", reads, everybody_elses(caller)))
            about.append((call, victim))
    faults = []
    for (caller, _, statement, _), (call, victim), said in zip(planned, about, run(admin, planned), strict=True):
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
            faults.append(f"{call.name}: {caller.name}: {wanted!r} expected, {outcome!r} seen: {statement}")
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
        world = make_world(admin)
        faults = [fault for relation in RELATIONS for fault in relation_faults(admin, relation, world)]
        return faults + call_faults(admin, CALLS, world)
