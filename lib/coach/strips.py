"""Several clients side by side, without names: one figure of each, over the same days.

Each strip is a read of its own that is checked and logged like any other, one call for each client, and the names to
choose from take one more; so it is done only when it is asked for.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.coach import client as clients
from lib.coach import hidden
from lib.coach.client import NOT_SHARED
from lib.diary import catalog, trends
from lib.diary.trends import Drawn
from lib.gateway.port import Backend, GatewayError
from lib.units import Units

MOST = 6


@dataclass(frozen=True)
class Choice:
    """Who may be put beside a client: by id the name, the group, and what is shared."""

    names: Mapping[str, str]
    labels: Mapping[str, str]
    kinds: Mapping[str, Sequence[str]]
    hides_numbers: frozenset[str]

    @property
    def groups(self) -> list[str]:
        return sorted({label for label in self.labels.values() if label})

    def shares(self, client_id: str, metric: str) -> bool:
        return hidden.tells(metric, self.kinds.get(client_id, ()), client_id in self.hides_numbers)

    def hides(self, client_id: str, metric: str) -> bool:
        """Whether it would be shared, were it not hidden."""
        shared = catalog.metrics()[metric].kind in self.kinds.get(client_id, ())
        return shared and hidden.hides(metric, client_id in self.hides_numbers)


def choice(backend: Backend, today: datetime.date) -> Choice:
    """Of no metric: only names are wanted, and no diary is read."""
    asked = {"p_metrics": [], "p_from": today.isoformat(), "p_today": today.isoformat()}
    live = [row for row in backend.gateway.rpc("coach_board", asked) if row["state"] == "live"]
    return Choice(
        {row["client"]: row["name"] for row in live},
        {row["client"]: row["label"] for row in live},
        {row["client"]: row["kinds"] for row in live},
        frozenset(row["client"] for row in live if row["hide_numbers"]),
    )


def fetch(
    backend: Backend, ids: Sequence[str], metric: str, window: int, today: datetime.date, shown: Units
) -> list[Drawn]:
    """A strip of each who still shares the metric. In the order of their ids, which tells nothing."""
    found = []
    start = trends.first_day(today, window)
    for client_id in sorted(ids)[:MOST]:
        asked = {"p_client": client_id, "p_metrics": [metric], "p_from": start.isoformat(), "p_to": today.isoformat()}
        try:
            raw = backend.gateway.rpc("client_series", asked)
        except GatewayError as error:
            if error.code != NOT_SHARED:
                raise
            continue
        daily = clients.read_series(raw, start, today)
        found.append(clients.drawn(daily, metric, window, shown, hide_numbers=raw["hide_numbers"]))
    return found


def called(at: int) -> str:
    """ "Client A"."""
    return f"Client {chr(ord('A') + at)}"
