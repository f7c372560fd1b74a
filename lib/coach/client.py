"""One client as their coach sees them: read anew for every draw, so that an ended consent shows nothing more."""

import datetime
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lib.coach import board, hidden, kinds, sharing
from lib.diary import catalog, kept_rows, series, trends
from lib.diary.series import DAY, Daily, Values
from lib.diary.trends import Drawn
from lib.gateway.port import Backend, GatewayError, Row
from lib.units import Units

# What the database says where there is no such client, or nothing is shared any more.
NOT_SHARED = "WC001"
SCORE = "score"
MOST_QUESTIONS, LONGEST_QUESTION = 5, 200
LONGEST_MESSAGE, LONGEST_NOTE, LONGEST_LABEL = 2000, 4000, 40
# The newest entries of a kind that are shown at once; pictures come with at most 100.
ENTRIES_A_PAGE = 30
PERIOD = 28
KEPT_DAYS = 7
SOON = 7 * DAY
# The figures that stand for a kind.
MAIN: Mapping[str, tuple[str, ...]] = {
    "meal": ("energy", "protein"), "water": ("water",), "gym": ("active_minutes",), "mood": ("wellbeing",),
    "sleep": ("sleep",), "body": ("weight", "resting_heart_rate"),
}  # fmt: skip
EVERY_METRIC = tuple(
    metric.id for metric in catalog.metrics().values() if metric.aggregate != "none" and metric.id not in hidden.NEVER
)
# An entry as a coach gets it lacks what is not theirs to see, and how it was kept.
_LACKING: Row = {"note": None, "words": "", "kcal": None, "kcal_unknown": 0, "made_by": "", "title": None}
# Told to nobody but its owner.
_NEVER_TOLD: Row = {"net_kcal": None}
_NEVER = datetime.date(1900, 1, 1)


@dataclass(frozen=True)
class Client:
    """Of somebody who does not share at the moment only the name, the state and the coach's own notes are known."""

    id: str
    name: str
    # One of kinds.STATES.
    state: str
    ends_on: datetime.date
    label: str
    notes: Sequence[Row]
    kinds: tuple[str, ...] = ()
    since: datetime.date | None = None
    agreed_on: datetime.date | None = None
    # Calories, nutrients and weight are hidden, by the client or by the coach; `care`: by this coach.
    hide_numbers: bool = False
    care: bool = False
    status: str = "active"
    status_until: datetime.date | None = None
    quiet_since: datetime.date | None = None
    quiet_until: datetime.date | None = None
    check_in_weekday: int = 1
    questions: tuple[str, ...] = ()
    agreements: Sequence[Row] = ()
    check_ins: Sequence[Row] = ()
    messages: Sequence[Row] = ()
    # What the open part asked for; None where it asked for nothing or nothing of it is shared.
    daily: Daily | None = None
    # The score of each day.
    scores: Values | None = None
    # On which anything of the kinds that were asked for is logged, also what is hidden.
    days: Sequence[datetime.date] = ()
    entries: Sequence[Row] | None = None

    @property
    def is_shared(self) -> bool:
        return bool(self.kinds)

    @property
    def not_shared(self) -> list[str]:
        return [kind for kind in kinds.SHARED if kind not in self.kinds]

    @property
    def entry_kinds(self) -> list[str]:
        return [kind for kind in kinds.ENTRIES if kind in self.kinds]

    @property
    def unread(self) -> int:
        return sum(1 for row in self.messages if is_new(row))

    @property
    def metrics(self) -> list[str]:
        """What may be looked at over time."""
        return [metric for metric in EVERY_METRIC if self.may_see(metric)]

    def may_see(self, metric: str) -> bool:
        return hidden.tells(metric, self.kinds, self.hide_numbers)

    def is_hidden(self, metric: str) -> bool:
        """Whether it would be shared, were it not hidden."""
        return catalog.metrics()[metric].kind in self.kinds and hidden.hides(metric, self.hide_numbers)

    @property
    def hides_all(self) -> bool:
        """Whether figures are shared, and all of them are hidden."""
        return not self.metrics and any(self.is_hidden(metric) for metric in EVERY_METRIC)

    def ends_soon(self, today: datetime.date) -> bool:
        return self.is_shared and self.ends_on <= today + SOON

    def is_looked_at(self, today: datetime.date) -> bool:
        return self.quiet_until is not None and today < self.quiet_until

    def status_on(self, day: datetime.date) -> str:
        return self.status if self.status_until is None or day <= self.status_until else "active"

    def goal_metrics(self) -> list[str]:
        """Of the goals that are agreed on."""
        return sorted({row["metric"] for row in self.agreements if row["state"] == "accepted" and row["metric"]})


@dataclass(frozen=True)
class Asked:
    """What the open part of the page needs beside what every part shows."""

    metrics: tuple[str, ...] = ()
    start: datetime.date | None = None
    kind: str = ""
    page: int = 0


def read_id(text: str) -> str | None:
    """The id of the address; None where it can be nobody's."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return None


def fetch(backend: Backend, client_id: str, today: datetime.date, asked: Asked) -> Client:
    """One call. Raises GatewayError with NOT_SHARED where there is no such client of this coach."""
    start = asked.start or today
    raw = backend.gateway.rpc(
        "client_page",
        {
            "p_client": client_id,
            "p_today": today.isoformat(),
            "p_series": _series(asked.metrics, start, today) if asked.metrics else None,
            "p_entries": entries_asked(asked.kind, _NEVER, today + DAY, ENTRIES_A_PAGE + 1, asked.page * ENTRIES_A_PAGE)
            if asked.kind
            else None,
        },
    )
    return read(raw, start, today)


def _series(metrics: Sequence[str], start: datetime.date, end: datetime.date) -> Row:
    return {"metrics": list(metrics), "from": start.isoformat(), "to": end.isoformat()}


def entries_asked(kind: str, first: datetime.date, last: datetime.date, limit: int, offset: int) -> Row:
    return {"kind": kind, "from": first.isoformat(), "to": last.isoformat(), "limit": limit, "offset": offset}


def read(raw: Row, start: datetime.date, end: datetime.date) -> Client:
    """What `client_page` answered; its figures are of these days."""
    client = Client(
        raw["client"],
        raw["name"],
        raw["state"],
        datetime.date.fromisoformat(raw["ends_on"]),
        raw["label"],
        raw["notes"],
    )
    if "kinds" not in raw:
        return client
    daily = raw.get("daily")
    return replace(
        client,
        kinds=tuple(raw["kinds"]),
        since=_date(raw["since"]),
        agreed_on=datetime.datetime.fromisoformat(raw["agreed_at"]).date(),
        hide_numbers=raw["hide_numbers"],
        care=raw["care"],
        status=raw["status"],
        status_until=_date(raw["status_until"]),
        quiet_since=_date(raw["quiet_since"]),
        quiet_until=_date(raw["quiet_until"]),
        check_in_weekday=raw["check_in_weekday"],
        questions=tuple(raw["questions"]),
        agreements=raw["agreements"],
        check_ins=raw["check_ins"],
        messages=raw["messages"],
        daily=read_series(daily, start, end) if daily else None,
        scores=read_scores(daily, start) if daily else None,
        days=[start + DAY * at for at in daily["days"]] if daily else (),
        entries=[filled(row) for row in raw["entries"]["entries"]] if raw.get("entries") else None,
    )


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def read_series(raw: Row, start: datetime.date, end: datetime.date) -> Daily:
    return series.read({"version": None, **raw}, start, end)


def read_scores(raw: Row, start: datetime.date) -> Values | None:
    """None where the score is not shared."""
    if raw.get("scores") is None:
        return None
    return {start + DAY * at: float(total) for at, total in raw["scores"]}


def filled(row: Row) -> Row:
    """As the diary's own words for an entry expect it."""
    return _LACKING | row | _NEVER_TOLD


def is_new(message: Row) -> bool:
    """Whether the client wrote it and the coach has not seen it yet."""
    return not message["from_coach"] and message["read_at"] is None


def as_on_board(client: Client, today: datetime.date) -> board.Client:
    """The same line as on the board, from figures since `board.start_of`."""
    daily, start = client.daily, board.start_of(today)
    values = {metric: found for metric in client.metrics if daily and (found := daily.of(metric))}
    days = [day for day in client.days if day >= start]
    newest = client.check_ins[0] if client.check_ins else None
    row: Row = {
        "client": client.id, "name": client.name, "state": client.state, "ends_on": client.ends_on.isoformat(),
        "label": client.label, "kinds": client.kinds, "since": client.since and client.since.isoformat(),
        "agreed_on": (client.agreed_on or today).isoformat(),
        "hide_numbers": client.hide_numbers, "status": client.status,
        "status_until": client.status_until and client.status_until.isoformat(),
        "quiet_since": client.quiet_since and client.quiet_since.isoformat(),
        "quiet_until": client.quiet_until and client.quiet_until.isoformat(),
        "check_in_weekday": client.check_in_weekday, "unread": client.unread, "agreements": client.agreements,
        "check_in": {"week": newest["week"], "replied": newest["reply"] is not None} if newest else None,
        "last_day": days[-1].isoformat() if days else None,
        "days": [(day - start).days for day in days],
        "series": {
            metric: [values[metric].get(day) for day in days] for metric in board.METRICS if metric in values
        },
        "goals": [dict(goal) for goal in daily.goals if goal["metric"] in board.METRICS] if daily else [],
        "complete": [(day - start).days for day in sorted(daily.complete) if day >= start] if daily else [],
        "scores": None,
    }  # fmt: skip
    line = board.read(row, today)
    if line.case and client.is_hidden("energy"):
        # Which days have nothing but meals is not answered here, and nobody must look as if they had stopped.
        line = replace(line, case=replace(line.case, logged=np.ones_like(line.case.logged)))
    return line


def drawn(
    daily: Daily, metric: str, window: int, shown: Units, first_weekday: int = 1, *, hide_numbers: bool = False
) -> Drawn:
    """As on the Trends page; what is said there to the person themselves is said of them here."""
    one = trends.drawn(daily, metric, window, shown, first_weekday, hide_numbers=hide_numbers)
    return replace(
        one,
        theirs=True,
        label=_of_them(one.label),
        alt=_of_them(one.alt),
        evidence=tuple(_of_them(line) for line in one.evidence),
    )


def _of_them(text: str) -> str:
    return text.replace("your goal", "their goal")


def kept_days(agreement: Row, daily: Daily | None, today: datetime.date) -> set[datetime.date]:
    """The days of the last seven on which it was kept to."""
    first = max(today - DAY * (KEPT_DAYS - 1), datetime.date.fromisoformat(agreement["starts_on"]))
    if agreement["metric"] is None:
        done = {datetime.date.fromisoformat(day) for day in agreement["ticks"]}
        return {day for day in done if first <= day <= today}
    values = daily.of(agreement["metric"]) if daily else {}
    return {day for day, value in values.items() if first <= day <= today and _keeps(agreement, value, day, daily)}


def _keeps(agreement: Row, value: float, day: datetime.date, daily: Daily | None) -> bool:
    low, high = agreement["low"], agreement["high"]
    if high is not None and daily and not daily.is_whole(agreement["metric"], day):
        # More may have followed.
        return False
    return (low is None or value >= float(low)) and (high is None or value <= float(high))


# Acts of the coach: each is a single call.


def change(backend: Backend, client_id: str, patch: Mapping[str, Any]) -> None:
    """What the coach keeps about their work with this client."""
    changed = backend.gateway.update("coached", dict(patch), eq={"user_id": backend.person.id, "client_id": client_id})
    if not changed:
        raise GatewayError(NOT_SHARED, "There is no such client.")


def looked_at(today: datetime.date) -> Row:
    """In no alert before next Monday."""
    return {"quiet_since": today.isoformat(), "quiet_until": next_monday(today).isoformat()}


NOT_LOOKED_AT: Row = {"quiet_since": None, "quiet_until": None}


def next_monday(today: datetime.date) -> datetime.date:
    return today + DAY * (8 - today.isoweekday())


def set_care(backend: Backend, client_id: str, hide: bool) -> None:
    backend.gateway.rpc("set_care", {"p_client": client_id, "p_hide": hide})


def let_go(backend: Backend, client_id: str) -> None:
    backend.gateway.rpc("let_go", {"p_client": client_id})


def send(backend: Backend, client_id: str, message: Row) -> None:
    """{"text", "about_day", "about_kind", "about_id", "client_key"}; once, however often it is sent."""
    backend.gateway.rpc("write_to_client", {"p_client": client_id, "p_message": message})


def text_key(drawn: str, text: str) -> str:
    """Of a form that was drawn with this key: the same text is written once, a corrected one is another."""
    return sharing.message_key(drawn, text)


def mark_read(backend: Backend, client_id: str, up_to: str) -> None:
    """What was sent after the newest that was drawn has been seen by nobody."""
    backend.gateway.rpc("mark_read", {"p_other": client_id, "p_up_to": up_to})


def newest_of_theirs(messages: Sequence[Row]) -> str | None:
    """When the client sent the last of these, as the database said it."""
    sent = [str(row["sent_at"]) for row in messages if not row["from_coach"]]
    return max(sent, key=datetime.datetime.fromisoformat, default=None)


def reply(backend: Backend, check_in_id: str, text: str) -> None:
    backend.gateway.rpc("reply_to_check_in", {"p_check_in": check_in_id, "p_reply": text})


def propose(backend: Backend, client_id: str, proposal: Row, drawn: str) -> None:
    """{"title", "metric", "low", "high", "times", "starts_on"}, of a form with this key: once, however often."""
    asked = {f"p_{name}": value for name, value in proposal.items()}
    key = text_key(drawn, json.dumps(proposal, sort_keys=True))
    backend.gateway.rpc("propose", {"p_client": client_id, "p_client_key": key} | asked)


def end_agreement(backend: Backend, agreement_id: str) -> None:
    backend.gateway.rpc("end_agreement", {"p_agreement": agreement_id})


def add_note(backend: Backend, client_id: str, text: str, client_key: str) -> Row:
    """One note a form: where it was written and nobody heard of it, a corrected text takes its place."""
    wanted = {"client_id": client_id, "text": text, "client_key": client_key}
    there = kept_rows.put(backend, "coach_notes", wanted)
    return there if there["text"] == text else kept_rows.change(backend, "coach_notes", there["id"], {"text": text})


def change_note(backend: Backend, note_id: str, text: str) -> None:
    kept_rows.change(backend, "coach_notes", note_id, {"text": text})


def remove_note(backend: Backend, note_id: str) -> Row | None:
    """What would bring it back."""
    return kept_rows.take(backend, "coach_notes", note_id)


def read_questions(typed: Sequence[str]) -> list[str]:
    """Each in a line of its own, without the empty ones."""
    plain = [" ".join("".join(one if one.isprintable() else " " for one in text).split()) for text in typed]
    return [text[:LONGEST_QUESTION] for text in plain if text][:MOST_QUESTIONS]
