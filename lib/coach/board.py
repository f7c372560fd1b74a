"""A coach's clients, all in one answer: what each shares, how it goes, and who needs the coach first."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lib.analysis import attention
from lib.analysis.trend import Trend, classify
from lib.coach import board_words
from lib.coach.board_clients import DAYS, METRICS, WATCHED, Client, monday, read, read_all, start_of
from lib.diary import catalog
from lib.diary.series import DAY
from lib.gateway.port import Backend, Row
from lib.units import Units

__all__ = [
    "DAYS", "METRICS", "TREND_DAYS", "WATCHED", "Board", "Client", "Need", "ask", "assess", "assessment", "fetch",
    "monday", "read", "read_all", "start_of", "trend",
]  # fmt: skip

TREND_DAYS = 28


@dataclass(frozen=True)
class Need:
    """Why somebody stands out: in sentences, the first of which is the rarest."""

    client: Client
    findings: tuple[attention.Finding, ...]
    reasons: tuple[str, ...]
    # How rarely chance alone does this.
    surprise: str
    shown: Units
    today: datetime.date

    @property
    def evidence(self) -> list[tuple[str, tuple[str, ...]]]:
        """What it rests on: for each reason a heading, and days with their figures."""
        case, titles = self.client.case, self.client.titles
        return [board_words.evidence(one, case, titles, self.shown, self.today) for one in self.findings if case]


@dataclass(frozen=True)
class Board:
    attention: Sequence[Need]
    good_news: Sequence[Need]
    # Who shares, and who does not at the moment.
    clients: Sequence[Client]
    away: Sequence[Client]
    # By client, the chance of their rarest finding, also of those that are no alert: what "by need" sorts by.
    rarest: Mapping[str, float]
    ending: Sequence[Client]
    unread: int
    waiting: int


def fetch(backend: Backend, today: datetime.date) -> list[Client]:
    """One call."""
    return read_all(ask(backend, today), today)


def ask(backend: Backend, today: datetime.date) -> list[Row]:
    rows: list[Row] = backend.gateway.rpc("coach_board", _asked(today))
    return rows


def _asked(today: datetime.date) -> Row:
    return {"p_metrics": list(WATCHED), "p_from": start_of(today).isoformat(), "p_today": today.isoformat()}


def assess(clients: Sequence[Client], *, alerts_a_week: int, today: datetime.date, shown: Units) -> Board:
    live = [client for client in clients if client.is_live]
    watched = [one for one in live if one.case is not None and one.status_on(today) == "active"]
    by_id = {client.id: client for client in watched}
    found = _findings(watched, today)
    open_ones = [one for one in found if not by_id[one.case].is_looked_at(today)]
    # Whoever was looked at this week was pointed to already.
    already = sum(1 for one in watched if one.quiet_since is not None and one.quiet_since >= monday(today))
    alerts, good = attention.alerts(open_ones, watched=len(watched), alerts_a_week=alerts_a_week, already=already)
    rarest: dict[str, float] = {}
    for one in found:
        if one.reason != "goal":
            rarest[one.case] = min(one.chance, rarest.get(one.case, 1.0))
    return Board(
        attention=[_need(by_id[of_one[0].case], of_one, today, shown) for of_one in alerts],
        good_news=[_need(by_id[case], of_one, today, shown) for case, of_one in _by_case(good).items()],
        clients=live,
        away=[client for client in clients if not client.is_live],
        rarest=rarest,
        ending=sorted((one for one in live if one.ends_soon(today)), key=lambda one: one.ends_on),
        unread=sum(one.unread for one in live),
        waiting=sum(one.waits_for_reply for one in live),
    )


def _findings(clients: Sequence[Client], today: datetime.date) -> list[attention.Finding]:
    cases = [one.case for one in clients if one.case]
    found = attention.findings(cases, METRICS, start=start_of(today), today=today)
    goals = {(one.case, one.metric) for one in found if one.reason == "goal"}
    return [one for one in found if one.reason != "unusual" or not _is_welcome(one, goals)]


def _is_welcome(unusual: attention.Finding, goals: set[tuple[str, str | None]]) -> bool:
    """A day with more of what somebody should do more of is nothing to worry about; any odd reading is."""
    if (unusual.case, unusual.metric) in goals:
        return True
    how = METRICS[unusual.metric or ""]
    is_done = catalog.metrics()[how.id].aggregate == "sum"
    return is_done and how.better == "higher" and unusual.figures["value"] > unusual.figures["high"]


def _by_case(found: Iterable[attention.Finding]) -> dict[str, list[attention.Finding]]:
    groups: dict[str, list[attention.Finding]] = {}
    for one in found:
        groups.setdefault(one.case, []).append(one)
    return groups


def _need(client: Client, found: Sequence[attention.Finding], today: datetime.date, shown: Units) -> Need:
    reasons = tuple(board_words.reason(one, client.titles, shown, today) for one in found)
    return Need(client, tuple(found), reasons, board_words.surprise(min(one.chance for one in found)), shown, today)


def assessment(client: Client, *, today: datetime.date, shown: Units) -> list[str]:
    """What a coach's board would say of this client, the rarest first: the same sentences, for the client to read."""
    if client.case is None:
        return []
    found = _findings([client], today)
    return [board_words.reason(one, client.titles, shown, today) for one in found]


def trend(client: Client, metric: str, today: datetime.date) -> Trend | None:
    """Of the last 28 days; None where they have no figure at all."""
    values = client.case.values.get(metric) if client.case else None
    if values is None:
        return None
    lately = values[-TREND_DAYS:]
    first = today - DAY * (TREND_DAYS - 1)
    known = {first + DAY * at: float(lately[at]) for at in np.flatnonzero(~np.isnan(lately)).tolist()}
    if not known:
        return None
    how = METRICS[metric]
    goal = client.case.goals.get(metric) if client.case else None
    target = _middle(goal) if how.better == "target" else None
    return classify(
        known,
        end=today,
        window_days=TREND_DAYS,
        better="none" if how.better == "target" and target is None else how.better,
        smallest_change=how.smallest_change,
        target=target,
    )


def _middle(goal: attention.Goal | None) -> float | None:
    bounds = [bound for bound in (goal.low, goal.high) if bound is not None] if goal else []
    return sum(bounds) / len(bounds) if bounds else None
