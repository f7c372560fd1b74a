"""What the catalogue of the database must say: one rule a function, one sentence a fault."""

from tests.db import catalogue_policies as policies
from tests.db import catalogue_rights as rights
from tests.db.catalogue_reading import Connection, Rule

RULES: tuple[Rule, ...] = (
    rights.schemas_are_known,
    rights.schemas_are_closed,
    rights.relations_are_listed,
    rights.functions_are_listed,
    policies.row_security_is_on,
    rights.rights_are_listed,
    rights.rights_of_sign_in_are_narrow,
    rights.calls_are_listed,
    rights.functions_pin_their_search_path,
    rights.definers_are_listed,
    policies.views_ask_as_the_caller,
    policies.policies_ask_who_is_asking,
    policies.every_table_has_its_policies,
    policies.owned_rows_are_indexed_and_leave_with_their_owner,
    policies.logs_are_only_added_to,
    rights.nothing_is_granted_by_default,
    rights.logins_are_powerless,
)


def catalogue_faults(connection: Connection) -> list[str]:
    return [fault for rule in RULES for fault in rule(connection)]
