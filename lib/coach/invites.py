"""A coach's invitations: to an address, or by a code that whoever has it may use once."""

import datetime

from lib.gateway.port import Backend, Row


def invite(backend: Backend, email: str | None) -> Row:
    """{"id", "email", "code", "expires_at"}; the code is told this once."""
    made: Row = backend.gateway.rpc("invite_client", {"p_email": email})
    return made


def open_ones(backend: Backend, now: datetime.datetime) -> list[Row]:
    """The newest first."""
    rows = backend.gateway.select("coach_invites", eq={"user_id": backend.person.id}, order="created_at", desc=True)
    return [row for row in rows if row["used_at"] is None and datetime.datetime.fromisoformat(row["expires_at"]) > now]


def withdraw(backend: Backend, invite_id: str) -> None:
    """Nobody can take it any more. One that is gone already is gone."""
    backend.gateway.delete("coach_invites", eq={"id": invite_id, "user_id": backend.person.id})


def link(page: str | None, code: str) -> str:
    """Where whoever has the code goes, from the address this page has in the browser."""
    address = (page or "").split("?")[0].split("#")[0].rstrip("/")
    return f"{address.removesuffix('/clients')}/sharing?invite={code}"
