"""How rows are guarded: row-level security, policies, views, indexes, and logs that only grow."""

from tests.db.catalogue_reading import NAME, OURS, Connection, rows
from tests.db.matrix import RELATION, RELATIONS
from tests.db.matrix_entries import Relation

UID = "( SELECT auth.uid() AS uid)"


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


def views_ask_as_the_caller(connection: Connection) -> list[str]:
    found = rows(
        connection,
        f"select {NAME} from pg_class c join pg_namespace n on n.oid = c.relnamespace where {OURS} "
        "and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(c.reloptions, '{}') && "
        "array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'])",
    )
    return [f"{name}: the view asks with its owner's rights" for (name,) in found]


POLICIES = (
    "select schemaname || '.' || tablename, policyname::text, roles::text[], cmd, permissive, qual, with_check "
    "from pg_policies"
)


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
            elif relation.shared and policy == "shared_select" and command == "SELECT":
                if condition != relation.shared:
                    faults.append(f"{where} shows more or less than what everybody shares")
            elif UID not in condition or "auth.uid()" in condition.replace(UID, ""):
                faults.append(f"{where} does not ask (select auth.uid())")
            elif relation.whose == "user_id" and condition != f"(user_id = {UID})":
                faults.append(f"{where} asks something else than whose row it is")
    return faults


def every_table_has_its_policies(connection: Connection) -> list[str]:
    found: dict[str, set[str]] = {}
    kept = set()
    shared = set()
    for name, policy, roles, command, *_ in rows(connection, POLICIES):
        if "authenticated" in roles and command == "SELECT":
            shared.add((name, policy))
        if "authenticated" in roles:
            found.setdefault(name, set()).add(command.lower())
        if "wellspring_owner" in roles:
            kept.add(name)
    faults = []
    for relation in RELATIONS:
        if relation.view_of or not relation.guarded:
            continue
        if relation.shared and (relation.name, "shared_select") not in shared:
            faults.append(f"{relation.name}: no policy for what everybody shares")
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
            f"join pg_attribute t on t.attrelid = c.oid and t.attname = 'user_id' "
            f"where {OURS} and c.relkind in ('r', 'p')",
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
