"""What the catalogue of the database must say: one rule a function, one sentence a fault."""

from collections.abc import Iterator

from tests.db import catalogue_policies as policies
from tests.db import catalogue_rights as rights
from tests.db.catalogue_reading import Connection, Rule

# Those that most broken guards fall under stand first: whoever asks for one fault only asks no further.
RULES: tuple[Rule, ...] = (
    rights.rights_are_listed,
    policies.policies_ask_who_is_asking,
    rights.calls_are_listed,
    policies.every_table_has_its_policies,
    policies.row_security_is_on,
    rights.functions_pin_their_search_path,
    rights.definers_are_listed,
    rights.relations_are_listed,
    rights.functions_are_listed,
    rights.schemas_are_known,
    rights.schemas_are_closed,
    rights.rights_of_sign_in_are_narrow,
    policies.views_ask_as_the_caller,
    policies.owned_rows_are_indexed_and_leave_with_their_owner,
    policies.logs_are_only_added_to,
    rights.nothing_is_granted_by_default,
    rights.logins_are_powerless,
)


def faults(connection: Connection) -> Iterator[str]:
    for rule in RULES:
        yield from rule(connection)


def catalogue_faults(connection: Connection) -> list[str]:
    return list(faults(connection))


def first_fault(connection: Connection) -> str | None:
    return next(faults(connection), None)
