"""What a coach does on the board, each with a way back."""

import datetime
from dataclasses import dataclass

from components.acts import Do, Outcome
from lib.coach import client, invites
from lib.coach.board import Client
from lib.gateway.port import Backend, Row


def looked_at(one: Client, today: datetime.date) -> Do:
    """In no alert before next Monday."""
    before = {
        "quiet_since": one.quiet_since and one.quiet_since.isoformat(),
        "quiet_until": one.quiet_until and one.quiet_until.isoformat(),
    }
    return _change(one.id, client.looked_at(today), before)


def _change(client_id: str, patch: Row, before: Row) -> Do:
    def do(backend: Backend) -> Outcome:
        client.change(backend, client_id, patch)
        return Outcome(anew=True, undo=_change(client_id, before, patch))

    return do


@dataclass(frozen=True)
class Invited(Outcome):
    """What was made, for the form to show: a code is told once."""

    invite: Row | None = None


@dataclass(frozen=True)
class Withdrawn(Outcome):
    """Its code opens nothing any more."""

    invite_id: str = ""


def invite(email: str | None) -> Do:
    def do(backend: Backend) -> Outcome:
        made = invites.invite(backend, email)
        return Invited(invite=made, anew=True, undo=withdraw(made["id"]))

    return do


def withdraw(invite_id: str) -> Do:
    def do(backend: Backend) -> Outcome:
        invites.withdraw(backend, invite_id)
        return Withdrawn(invite_id=invite_id, anew=True)

    return do
