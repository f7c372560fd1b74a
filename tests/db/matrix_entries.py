"""What an entry of the matrix says: of a table or view, and of a function."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SIGNED_IN = ("owner", "another user", "forged metadata role", "coach without consent")
GONE = "deleted user"
ANONYMOUS = ("anon", "anon with forged claims")

READS = ("select",)


@dataclass(frozen=True)
class Relation:
    name: str
    # What a signed-in person may do with rows of their own; with those of others nobody may do anything.
    may: str = ""
    # Rights on some columns only, which then stand in the place of the right on the whole table.
    columns: Mapping[str, str] = field(default_factory=dict)
    # An update that reads no column (nor does `give`): where one is read, the select policy applies as well, and
    # hides a broken update policy.
    change: str = ""
    # What a row holds beside its owner: column -> SQL.
    row: Mapping[str, str] = field(default_factory=dict)
    # Whose a row is, and how one would write that; None: nobody's in particular.
    whose: str | None = "user_id"
    give: str = "user_id = {person}"
    # The column by which a caller names a row.
    key: str = "user_id"
    view_of: str | None = None
    # Everybody signed in reads all of it.
    reference: bool = False
    # Rows of nobody's among the others, which everybody signed in reads: the condition of the policy shared_select.
    shared: str = ""
    # Only ever added to: triggers refuse the rest, whoever asks.
    append_only: bool = False
    # What somebody who has deleted their account meets when they insert.
    gone_insert: str = "23503"
    # No policies of the app: these belong to the server's own logins.
    forced: bool = True
    guarded: bool = True

    @property
    def base(self) -> str:
        return self.view_of or self.name

    @property
    def verbs(self) -> frozenset[str]:
        return frozenset(self.may.split())


# What a row of an entry must say beside its owner; the other columns that all entries have fill themselves.
EVERY_ENTRY = {
    "logged_at": "now()",
    "local_date": "current_date",
    "time_zone": "'UTC'",
    "client_key": "gen_random_uuid()",
}


def owned(table: str, *, sample: Mapping[str, str], columns: str = "") -> Relation:
    """A table of entries that a person keeps, with the columns, policies and rights that all of them have."""
    changed, value = next(iter(sample.items()))
    if columns and changed not in columns.split():
        raise ValueError(f"{table}: the first column of the sample is changed, so people must hold the right to it")
    return Relation(
        f"public.{table}",
        may="select insert update delete",
        columns={"update": columns} if columns else {},
        change=f"{changed} = {value}",
        row={**EVERY_ENTRY, **sample},
    )


def row_of(table: str) -> str:
    """The id of a row that the person has in another table, or of none where they have no row there."""
    return f"coalesce((select id from public.{table} where user_id = {{person}} limit 1), gen_random_uuid())"


@dataclass(frozen=True)
class Call:
    name: str
    # Who may call it, and how a stranger would; nothing: neither anon nor authenticated may.
    may: str = ""
    sql: str = ""
    # "runs" (and neither shows nor changes anything of anybody else's), "null", "refused", or an error's code.
    signed_in: str = "runs"
    gone: str = "runs"
    anonymous: str = "refused"
    # Runs with its owner's rights, which see everybody's rows.
    definer: bool = False
