"""The people who try the matrix: each kind of caller, and a row of theirs in every table."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psycopg

from tests.db.matrix import RELATIONS, TRAINEE, TRAINER
from tests.db.matrix_entries import Relation
from tests.support.people import add_account, delete_account, set_profile

if TYPE_CHECKING:
    from tests.db.attempts import Attempt

NOBODY = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Caller:
    name: str
    role: str
    claims: dict[str, Any]
    # Whose rows count as the caller's own: an anonymous caller has none, whatever they claim.
    id: str


@dataclass(frozen=True)
class World:
    callers: tuple[Caller, ...]
    # Somebody besides the caller, for every caller.
    another: dict[str, str]
    # What is worked out once: the attempts on a relation, and which rows are whose.
    planned: dict[str, list["Attempt"]] = field(default_factory=dict)
    keys_of_others: dict[str, frozenset[str]] = field(default_factory=dict)


def make_world(admin: psycopg.Connection) -> World:
    """People with a row in every table, and one who has deleted their account. The caller rolls it back.

    All of them coach, and nobody shares anything with any of them.
    """
    owner, other, coach, gone = (add_account(admin) for _ in range(4))
    trainer = add_account(admin, TRAINER)
    add_account(admin, TRAINEE)
    delete_account(admin, gone)
    for user_id in (owner, other, coach):
        set_profile(admin, user_id, is_coach=True)
        admin.execute("insert into public.coached (user_id, client_id) values (%s, %s)", (trainer, user_id))
        admin.execute(
            "insert into public.app_sessions (user_id, secret_hash, sealed, expires_at) values "
            "(%s, encode(sha256(convert_to(%s, 'UTF8')), 'hex'), 'sealed', now() + interval '1 day')",
            (user_id, secret_of(user_id)),
        )
        for relation in RELATIONS:
            if relation.row:
                admin.execute(insert(relation, user_id).encode())
    # What is worked out at the end of a transaction: this one has none.
    admin.execute("set constraints all immediate")
    admin.execute("set constraints all deferred")
    boast = {"role": "service_role", "roles": ["admin", "coach"], "is_admin": True, "user_id": owner}

    def person(name: str, user_id: str, **more: Any) -> Caller:
        return Caller(name, "authenticated", {"role": "authenticated", "sub": user_id, **more}, user_id)

    callers = (
        person("owner", owner),
        person("another user", other),
        Caller("anon", "anon", {"role": "anon"}, NOBODY),
        Caller("anon with forged claims", "anon", {"role": "anon", "sub": owner}, NOBODY),
        person("forged metadata role", other, user_metadata=boast, app_metadata=boast),
        person("deleted user", gone),
        person("coach without consent", coach),
    )
    return World(callers, {c.name: other if c.name == "owner" else owner for c in callers})


def secret_of(person: str) -> str:
    return f"the secret in the cookie of {person}"


def literal(user_id: str) -> str:
    return f"'{user_id}'::uuid"


def insert(relation: Relation, person: str, **instead: str) -> str:
    values = {"user_id": literal(person)} if relation.whose == "user_id" and not relation.view_of else {}
    values |= {column: sql.replace("{person}", literal(person)) for column, sql in relation.row.items()}
    values |= instead
    if not values:
        return f"insert into {relation.name} default values"
    return f"insert into {relation.name} ({', '.join(values)}) values ({', '.join(values.values())})"
