"""Who may reach what: every schema, relation and function is listed, and so is every right on it."""

from tests.db.catalogue_reading import (
    FROM_FUNCTIONS,
    GRANTEE,
    NAME,
    OURS,
    OUTSIDERS,
    SCHEMAS,
    SIGNATURE,
    Connection,
    rows,
)
from tests.db.matrix import CALL, RELATION, RELATIONS

USAGE = {
    "public": {"anon", "authenticated", "public"},
    "storage": {"anon", "authenticated"},
    "auth": {"anon", "authenticated"},
}


def schemas_are_known(connection: Connection) -> list[str]:
    found = {name for (name,) in rows(connection, f"select n.nspname::text from pg_namespace n where {OURS}")}
    return [f"schema {name} is not listed" for name in found ^ set(SCHEMAS)]


def schemas_are_closed(connection: Connection) -> list[str]:
    found = rows(
        connection,
        f"select n.nspname::text, {GRANTEE}, a.privilege_type from pg_namespace n, "
        f"aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a where {OURS}",
    )
    return [
        f"schema {schema}: {grantee} holds {privilege}"
        for schema, grantee, privilege in found
        if grantee in OUTSIDERS and not (privilege == "USAGE" and grantee in USAGE.get(schema, ()))
    ]


def relations_are_listed(connection: Connection) -> list[str]:
    """Tables, views, materialised views, foreign tables, sequences."""
    found = {
        name
        for (name,) in rows(
            connection,
            f"select {NAME} from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            f"where {OURS} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')",
        )
    }
    return [f"{name} is not listed" for name in found - RELATION.keys()] + [
        f"{name} is listed and does not exist" for name in RELATION.keys() - found
    ]


def functions_are_listed(connection: Connection) -> list[str]:
    found = {name for (name,) in rows(connection, f"select {SIGNATURE} {FROM_FUNCTIONS}")}
    return [f"{name} is not listed" for name in found - CALL.keys()] + [
        f"{name} is listed and does not exist" for name in CALL.keys() - found
    ]


def rights_are_listed(connection: Connection) -> list[str]:
    """Nobody from outside holds a right on a relation, or on a column of one, that the matrix does not name."""
    found = {
        tuple(row)
        for row in rows(
            connection,
            f"select {NAME}, '', {GRANTEE}, lower(a.privilege_type) from pg_class c "
            f"join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a where {OURS} "
            f"union all select {NAME}, t.attname, {GRANTEE}, lower(a.privilege_type) from pg_class c "
            f"join pg_namespace n on n.oid = c.relnamespace join pg_attribute t on t.attrelid = c.oid, "
            f"aclexplode(t.attacl) a where {OURS}",
        )
        if row[2] in OUTSIDERS
    }
    wanted = set()
    for relation in RELATIONS:
        for verb in relation.verbs:
            for column in relation.columns.get(verb, "").split() or [""]:
                wanted.add((relation.name, column, "authenticated", verb))
    return [f"{r} {c}: {who} holds {verb}, which is not listed" for r, c, who, verb in found - wanted] + [
        f"{r} {c}: {who} lacks {verb}" for r, c, who, verb in wanted - found
    ]


def rights_of_sign_in_are_narrow(connection: Connection) -> list[str]:
    found = rows(
        connection,
        f"select {NAME} from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a "
        f"where {OURS} and {GRANTEE} = 'wellspring_accounts'",
    )
    return [f"{name}: sign-in holds rights outside auth" for (name,) in set(found) if not name.startswith("auth.")]


def calls_are_listed(connection: Connection) -> list[str]:
    # Without any entry of its own, a function may be called by everybody.
    found = rows(
        connection,
        f"select {SIGNATURE}, array(select {GRANTEE} from "
        f"aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a) {FROM_FUNCTIONS}",
    )
    faults = []
    for name, holders in found:
        wanted = set(CALL[name].may.split()) if name in CALL else set()
        held = set(holders) & OUTSIDERS
        faults += [f"{name}: {who} may call it, which is not listed" for who in held - wanted]
        faults += [f"{name}: {who} may not call it" for who in wanted - held]
    return faults


def functions_pin_their_search_path(connection: Connection) -> list[str]:
    found = rows(connection, f"select {SIGNATURE}, coalesce(p.proconfig, '{{}}') {FROM_FUNCTIONS}")
    return [f"{name}: its search_path is not pinned" for name, settings in found if 'search_path=""' not in settings]


def definers_are_listed(connection: Connection) -> list[str]:
    found = {name for (name,) in rows(connection, f"select {SIGNATURE} {FROM_FUNCTIONS} and p.prosecdef")}
    wanted = {name for name, call in CALL.items() if call.definer}
    return [f"{name}: runs with its owner's rights, which is not listed" for name in found - wanted] + [
        f"{name}: does not run with its owner's rights" for name in wanted - found
    ]


def nothing_is_granted_by_default(connection: Connection) -> list[str]:
    found = rows(
        connection,
        f"select coalesce(n.nspname::text, 'everywhere'), d.defaclrole::regrole::text, {GRANTEE}, a.privilege_type "
        "from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace, aclexplode(d.defaclacl) a",
    )
    faults = [f"new things in {where} by {by}: {who} gets {what}" for where, by, who, what in found if who in OUTSIDERS]
    owner = rows(
        connection,
        "select from pg_default_acl where defaclrole = 'wellspring_owner'::regrole and defaclnamespace = 0 "
        "and defaclobjtype = 'f'",
    )
    return faults if owner else [*faults, "new functions may be called by everybody"]


def logins_are_powerless(connection: Connection) -> list[str]:
    ours = "('anon', 'authenticated', 'authenticator', 'wellspring_owner', 'wellspring_accounts')"
    strong = rows(
        connection,
        "select rolname::text from pg_roles where (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb "
        f"or rolreplication) and rolname in {ours}",
    )
    member = rows(
        connection,
        "select m.member::regrole::text, m.roleid::regrole::text from pg_auth_members m "
        f"where m.member::regrole::text in {ours}",
    )
    inheriting = rows(connection, f"select rolname::text from pg_roles where rolinherit and rolname in {ours}")
    return (
        [f"{name} holds powers over the server" for (name,) in strong]
        + [f"{name} inherits rights" for (name,) in inheriting]
        + [
            f"{who} may become {what}"
            for who, what in member
            if (who, what) not in {("authenticator", "anon"), ("authenticator", "authenticated")}
        ]
    )
