"""What the catalogue of the database must say, read from the catalogue alone: one rule a function, one sentence a fault."""

from collections.abc import Callable

import psycopg

from tests.db.matrix import CALL, RELATION, RELATIONS, Relation

SCHEMAS = ("public", "private", "storage", "auth", "migrations")
# Schemas that are looked into: everything but Postgres's own.
OURS = "n.nspname !~ '^(pg_|information_schema$)'"
UID = "( SELECT auth.uid() AS uid)"
CALLERS = {"anon", "authenticated"}
OUTSIDERS = CALLERS | {"public", "authenticator"}
TABLE = "rp"
USAGE = {
    "public": {"anon", "authenticated", "public"},
    "storage": {"anon", "authenticated"},
    "auth": {"anon", "authenticated"},
}

NAME = "(n.nspname || '.' || c.relname)"
GRANTEE = "case a.grantee when 0 then 'public' else a.grantee::regrole::text end"

Connection = psycopg.Connection
Rule = Callable[[Connection], list[str]]


def rows(connection: Connection, query: str) -> list[tuple]:
    return connection.execute(query.encode()).fetchall()


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


SIGNATURE = (
    "n.nspname || '.' || p.proname || '(' || array_to_string(array(select format_type(t, null) "
    "from unnest(p.proargtypes::oid[]) t), ',') || ')'"
)
FROM_FUNCTIONS = f"from pg_proc p join pg_namespace n on n.oid = p.pronamespace where {OURS}"


def row_security_is_on(connection: Connection) -> list[str]:
    found = rows(
        connection,
        f"select {NAME}, c.relrowsecurity, c.relforcerowsecurity from pg_class c "
        f"join pg_namespace n on n.oid = c.relnamespace where {OURS} and c.relkind in ('r', 'p')",
    )
    faults = []
    for name, enabled, forced in found:
        wanted = RELATION.get(name, Relation(name))
        if wanted.guarded and not enabled:
            faults.append(f"{name}: row-level security is off")
        if wanted.forced and not forced:
            faults.append(f"{name}: row-level security is not forced on its owner")
    return faults


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


def views_ask_as_the_caller(connection: Connection) -> list[str]:
    found = rows(
        connection,
        f"select {NAME} from pg_class c join pg_namespace n on n.oid = c.relnamespace where {OURS} "
        "and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(c.reloptions, '{}') && "
        "array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'])",
    )
    return [f"{name}: the view asks with its owner's rights" for (name,) in found]


POLICIES = "select schemaname || '.' || tablename, policyname::text, roles::text[], cmd, permissive, qual, with_check from pg_policies"


def policies_ask_who_is_asking(connection: Connection) -> list[str]:
    faults = []
    for name, policy, roles, command, permissive, qual, check in rows(connection, POLICIES):
        relation = RELATION.get(name, Relation(name))
        where = f"{name}: policy {policy}"
        if permissive != "PERMISSIVE":
            faults.append(f"{where} is restrictive, which the matrix does not know")
        if set(roles) <= {"wellspring_owner", "wellspring_accounts"}:
            if "wellspring_accounts" in roles and not name.startswith("auth."):
                faults.append(f"{where} lets sign-in reach past accounts")
            if (command, qual, check) != ("ALL", "true", "true"):
                faults.append(f"{where} keeps rows from the functions that look after them")
            continue
        if roles != ["authenticated"]:
            faults.append(f"{where} is for {', '.join(roles)}")
        if command == "ALL" or command.lower() not in relation.verbs:
            faults.append(f"{where} is for {command}, for which no right is granted")
        conditions = [qual] * (command != "INSERT") + [check] * (command in ("INSERT", "UPDATE", "ALL"))
        for condition in conditions:
            if condition is None:
                faults.append(f"{where} has no check of its own for what is written")
            elif relation.reference:
                continue
            elif UID not in condition or "auth.uid()" in condition.replace(UID, ""):
                faults.append(f"{where} does not ask (select auth.uid())")
            elif relation.whose == "user_id" and condition != f"(user_id = {UID})":
                faults.append(f"{where} asks something else than whose row it is")
    return faults


def every_table_has_its_policies(connection: Connection) -> list[str]:
    found: dict[str, set[str]] = {}
    kept = set()
    for name, _, roles, command, *_ in rows(connection, POLICIES):
        if "authenticated" in roles:
            found.setdefault(name, set()).add(command.lower())
        if "wellspring_owner" in roles:
            kept.add(name)
    faults = []
    for relation in RELATIONS:
        if relation.view_of or not relation.guarded:
            continue
        missing = relation.verbs - found.get(relation.name, set())
        faults += [f"{relation.name}: no policy for {verb}" for verb in sorted(missing)]
        if relation.name not in kept and relation.forced:
            faults.append(f"{relation.name}: no policy for the functions that keep it")
    return faults


def owned_rows_are_indexed_and_leave_with_their_owner(connection: Connection) -> list[str]:
    found = {
        name: (indexed, cascades)
        for name, indexed, cascades in rows(
            connection,
            f"select {NAME}, exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = t.attnum "
            "and i.indpred is null), exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' "
            "and k.conkey = array[t.attnum] and k.confdeltype = 'c' and k.confrelid = 'auth.users'::regclass) "
            "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            f"join pg_attribute t on t.attrelid = c.oid and t.attname = 'user_id' where {OURS} and c.relkind in ('r', 'p')",
        )
    }
    faults = []
    for relation in RELATIONS:
        if relation.whose != "user_id" or relation.view_of:
            continue
        indexed, cascades = found.get(relation.name, (False, False))
        if not indexed:
            faults.append(f"{relation.name}: no index has user_id first")
        if not cascades:
            faults.append(f"{relation.name}: a deleted account leaves its rows behind")
    return faults


def logs_are_only_added_to(connection: Connection) -> list[str]:
    # Bits of tgtype: 2 before, 8 delete, 16 update, 32 truncate.
    found = rows(
        connection,
        f"select {NAME}, bit_or(t.tgtype & 56) from pg_trigger t join pg_class c on c.oid = t.tgrelid "
        "join pg_namespace n on n.oid = c.relnamespace join pg_proc p on p.oid = t.tgfoid "
        "where p.proname = 'refuse_change' and t.tgenabled = 'O' and t.tgtype & 2 = 2 and t.tgqual is null group by 1",
    )
    guarded = {name for name, kinds in found if kinds == 56}
    return [f"{r.name}: its lines can be changed" for r in RELATIONS if r.append_only and r.name not in guarded]


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


RULES: tuple[Rule, ...] = (
    schemas_are_known,
    schemas_are_closed,
    relations_are_listed,
    functions_are_listed,
    row_security_is_on,
    rights_are_listed,
    rights_of_sign_in_are_narrow,
    calls_are_listed,
    functions_pin_their_search_path,
    definers_are_listed,
    views_ask_as_the_caller,
    policies_ask_who_is_asking,
    every_table_has_its_policies,
    owned_rows_are_indexed_and_leave_with_their_owner,
    logs_are_only_added_to,
    nothing_is_granted_by_default,
    logins_are_powerless,
)


def catalogue_faults(connection: Connection) -> list[str]:
    return [fault for rule in RULES for fault in rule(connection)]
