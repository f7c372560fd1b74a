"""One attempt of one caller, made inside the database and undone at once, and what came of it."""

import json
from dataclasses import dataclass

import psycopg

from tests.db.world import Caller

# What the caller saw or touched. Rows of others are compared before and after, with the transaction that wrote them,
# so that a change which leaves every value as it was is noticed too.
ATTEMPT = """
create or replace function pg_temp.attempt(
    p_role text, p_claims text, p_statement text, p_reads boolean, p_foreign text, p_before text[])
    returns text language plpgsql
as $$
declare
    after text[];
    seen text[];
    touched bigint;
begin
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
    if after is distinct from p_before then
        return 'CHANGED WHAT BELONGS TO OTHERS';
    end if;
    if p_reads then
        return json_build_object('seen', seen)::text;
    end if;
    return case when touched = 0 then 'nothing' else 'own' end;
end $$;
"""
# Every attempt leaves all as it found it, so one look at the rows of others serves the attempts that follow.
ATTEMPTS = """
create or replace function pg_temp.attempts(p_tries jsonb, p_others text[]) returns setof text language plpgsql
as $$
declare
    try record;
    looked_at int;
    before text[];
begin
    for try in
        select x.* from rows from (jsonb_to_recordset(p_tries) as (
            role text, claims text, statement text, reads boolean, others int)) with ordinality
            as x (role, claims, statement, reads, others, n) order by x.n
    loop
        if try.others is distinct from looked_at then
            execute p_others[try.others] into before;
            looked_at := try.others;
        end if;
        return next pg_temp.attempt(
            try.role, try.claims, try.statement, try.reads, p_others[try.others], before);
    end loop;
end $$;
"""


@dataclass(frozen=True)
class Attempt:
    caller: Caller
    action: str
    statement: str
    # Whether the statement gives back what the caller sees, as one array of text.
    reads: bool
    # Asks for the rows of everybody else, as one array of text.
    others: str


def make(admin: psycopg.Connection, attempts: list[Attempt]) -> list[str]:
    """What came of each: "refused", an error's code, "own", "nothing", or as JSON what was seen."""
    others = list(dict.fromkeys(attempt.others for attempt in attempts))
    places = {query: number for number, query in enumerate(others, start=1)}
    tries = [
        {
            "role": attempt.caller.role,
            "claims": json.dumps(attempt.caller.claims),
            "statement": attempt.statement,
            "reads": attempt.reads,
            "others": places[attempt.others],
        }
        for attempt in attempts
    ]
    said = admin.execute("select pg_temp.attempts(%s, %s)", (json.dumps(tries), others)).fetchall()
    return [row[0] for row in said]
