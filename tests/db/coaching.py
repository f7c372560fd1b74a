"""A coach and their clients, put together for tests the way the app does it: by an invitation that is taken."""

import datetime
from typing import Any

import psycopg

from lib.gateway.port import Gateway, GatewayError
from tests.support.people import Someone, set_profile

KINDS = ("meal", "photos", "water", "gym", "mood", "sleep", "body", "score", "notes")
DAY = datetime.timedelta(days=1)
WORDING = 1


def today() -> datetime.date:
    """The profiles of tests have no time zone but UTC."""
    return datetime.datetime.now(datetime.UTC).date()


def make_coach(admin: psycopg.Connection, someone: Someone, **columns: object) -> Someone:
    set_profile(admin, someone.id, is_coach=True, name="Coach", **columns)
    return someone


def invite(coach: Gateway, email: str | None = None) -> dict[str, Any]:
    return dict(coach.rpc("invite_client", {"p_email": email}))


def accept(client: Gateway, code: str | None = None, invite: str | None = None, **instead: Any) -> str:
    asked = {
        "p_invite": invite, "p_code": code, "p_kinds": list(KINDS), "p_since": "2000-01-01",
        "p_ends_on": (today() + 90 * DAY).isoformat(), "p_wording": WORDING,
    }  # fmt: skip
    coach = client.rpc("accept_invite", asked | instead)
    if coach is None:
        raise GatewayError("WC010", "There is no such invitation, or none any more.")
    return str(coach)


def share(coach: Someone, client: Someone, *kinds: str, **instead: Any) -> None:
    """The client shares these kinds with the coach; all of them where none is named."""
    accept(client.gateway, invite(coach.gateway)["code"], p_kinds=list(kinds or KINDS), **instead)
