"""What a person shares with coaches, from their own side: who may see what, who looked, and what they do together."""

import calendar
import datetime
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lib.coach.between import DAY, LONGEST_MESSAGE, Agreement, CheckIn, Message, monday, readable
from lib.gateway.port import Backend, GatewayError, Row

# "Everything": nobody's diary begins earlier.
EVERYTHING = datetime.date(1900, 1, 1)
LONGEST_DAYS = 731
SOON = 7 * DAY
LONGEST_ANSWER = 1000
# The table takes 12,000 with the questions and what holds it together.
_MOST_BYTES = 9000
LONGEST_CODE = 200
# What the database calls an invitation that is not open, where it says so itself.
NOT_OPEN = "WC010"


@dataclass(frozen=True)
class Choice:
    """What is let be seen: which kinds, from which day of the diary on, and up to which day anybody may look."""

    kinds: tuple[str, ...]
    since: datetime.date | None
    ends_on: datetime.date | None


@dataclass(frozen=True)
class Consent:
    coach: str
    name: str
    kinds: tuple[str, ...]
    since: datetime.date
    ends_on: datetime.date
    # One of kinds.STATES.
    state: str
    agreed_at: datetime.datetime
    # The coach hides calories and weight.
    hides: bool
    questions: tuple[str, ...]
    check_in_weekday: int
    agreements: tuple[Agreement, ...]
    # The newest first.
    check_ins: tuple[CheckIn, ...]
    # The oldest first.
    messages: tuple[Message, ...]

    @property
    def choice(self) -> Choice:
        return Choice(self.kinds, self.since, self.ends_on)

    @property
    def goes_on(self) -> bool:
        return self.state in ("live", "paused")

    @property
    def unread(self) -> int:
        return sum(message.from_coach and not message.is_read for message in self.messages)

    @property
    def newest(self) -> datetime.datetime | None:
        """When the last of the messages was sent."""
        return max((message.sent_at for message in self.messages), default=None)

    def in_state(self, state: str) -> list[Agreement]:
        return [one for one in self.agreements if one.state == state]

    def ends_soon(self, today: datetime.date) -> bool:
        return self.state == "live" and self.ends_on <= today + SOON

    def check_in_of(self, week: datetime.date) -> CheckIn | None:
        return next((one for one in self.check_ins if one.week == week), None)

    def check_in_due(self, today: datetime.date) -> bool:
        asked = self.state == "live" and bool(self.questions) and today.isoweekday() >= self.check_in_weekday
        return asked and self.check_in_of(monday(today)) is None


@dataclass(frozen=True)
class Invite:
    """By its id when it came to their address, or else by the code they were told."""

    name: str
    coach: str
    expires_at: datetime.datetime
    id: str | None = None
    code: str | None = None

    @property
    def key(self) -> str:
        return self.id or self.code or ""


@dataclass(frozen=True)
class Look:
    """Of one coach within a quarter of an hour, which begins `at`."""

    coach: str
    name: str
    kinds: tuple[str, ...]
    at: datetime.datetime


@dataclass(frozen=True)
class Earlier:
    """One coach on one day before the looks that are told by quarters of an hour; `times`: in how many they looked."""

    coach: str
    name: str
    day: datetime.date
    times: int
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Looked:
    """One coach on one day: the same kinds at each of these times."""

    day: datetime.date
    name: str
    times: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Coaching:
    consents: tuple[Consent, ...]
    invites: tuple[Invite, ...]
    # Both with the newest first.
    looks: tuple[Look, ...]
    looked_earlier: tuple[Earlier, ...]
    version: int
    wording: str


def fetch(backend: Backend, today: datetime.date) -> Coaching:
    """Everything in one call."""
    return read(backend.gateway.rpc("my_coaching", {"p_today": today.isoformat()}))


def read(raw: Mapping[str, Any]) -> Coaching:
    return Coaching(
        consents=tuple(_consent(row) for row in raw["consents"]),
        invites=readable(
            raw["invites"],
            lambda row: Invite(row["coach_name"], row["coach_id"], _moment(row["expires_at"]), id=row["id"]),
        ),
        looks=readable(raw["looks"], _look),
        looked_earlier=readable(raw["looked_earlier"], _earlier),
        version=raw["wording"]["version"],
        wording=raw["wording"]["wording"],
    )


def _consent(row: Row) -> Consent:
    return Consent(
        coach=row["coach_id"],
        name=row["coach_name"],
        kinds=tuple(row["kinds"]),
        since=datetime.date.fromisoformat(row["since"]),
        ends_on=datetime.date.fromisoformat(row["ends_on"]),
        state=row["state"],
        agreed_at=_moment(row["agreed_at"]),
        hides=row["hide_numbers"],
        # A coach who let go of somebody keeps nothing of what they had set up for them.
        questions=tuple(row["questions"] or ()),
        check_in_weekday=row["check_in_weekday"] or 1,
        agreements=readable(row["agreements"], Agreement.of),
        check_ins=readable(row["check_ins"], CheckIn.of),
        messages=readable(row["messages"], Message.of)[::-1],
    )


def _look(row: Row) -> Look:
    return Look(row["coach_id"], row["coach_name"], tuple(row["kinds"]), _moment(row["seen_at"]))


def _earlier(row: Row) -> Earlier:
    day = datetime.date.fromisoformat(row["day"])
    return Earlier(row["coach_id"], row["coach_name"], day, int(row["times"]), tuple(row["kinds"]))


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def with_read(coaching: Coaching, coach: str) -> Coaching:
    """The same, with nothing unread of this coach."""

    def seen(consent: Consent) -> Consent:
        if consent.coach != coach:
            return consent
        told = tuple(replace(one, is_read=True) if one.from_coach else one for one in consent.messages)
        return replace(consent, messages=told)

    return replace(coaching, consents=tuple(seen(consent) for consent in coaching.consents))


def looked(looks: Sequence[Look], zone: datetime.tzinfo) -> list[Looked]:
    """By day and coach, the newest first; times at which the same kinds were seen stand together."""
    quarters: dict[tuple[datetime.date, str, str], dict[datetime.datetime, set[str]]] = {}
    for look in looks:
        at = look.at.astimezone(zone)
        quarters.setdefault((at.date(), look.coach, look.name), {}).setdefault(at, set()).update(look.kinds)
    found: list[Looked] = []
    for (day, _, name), seen in sorted(quarters.items(), key=lambda pair: max(pair[1]), reverse=True):
        by_kinds: dict[tuple[str, ...], list[datetime.datetime]] = {}
        for at in sorted(seen):
            by_kinds.setdefault(tuple(sorted(seen[at])), []).append(at)
        found += [Looked(day, name, tuple(f"{at:%H:%M}" for at in times), of) for of, times in by_kinds.items()]
    return found


# Choosing ------------------------------------------------------------------------------------------------------


def months_on(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or its last one where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def problem(choice: Choice, today: datetime.date) -> str:
    """Why this cannot be agreed to, as a sentence; the database refuses it as well."""
    if not choice.kinds:
        return "Tick at least one kind."
    if choice.since is None or choice.ends_on is None:
        return "Choose the first day and the last one."
    if not today <= choice.ends_on <= today + LONGEST_DAYS * DAY:
        return "The last day is one from today on, at most two years ahead."
    if choice.since > choice.ends_on:
        return "The first day has to come before the last one."
    return ""


def read_code(typed: str) -> str:
    """The code alone, of what may be the whole address it came in."""
    code = typed.partition("invite=")[2].partition("&")[0] or typed
    return code.strip()[:LONGEST_CODE]


def see_invite(backend: Backend, code: str) -> Invite | None:
    """Who invites with this code; None where it opens nothing. Each try is counted."""
    found = backend.gateway.rpc("see_invite", {"p_code": code})
    if found is None:
        return None
    return Invite(found["coach_name"], found["coach_id"], _moment(found["expires_at"]), code=code)


def accept(backend: Backend, invite: Invite, choice: Choice, wording: int) -> None:
    """Raises GatewayError with NOT_OPEN where the invitation is used, out of date or taken back."""
    asked = {"p_invite": invite.id, "p_code": invite.code, "p_wording": wording}
    # The database answers with nothing and no error, which would undo the count of the codes that were tried.
    if backend.gateway.rpc("accept_invite", asked | _asked(choice)) is None:
        raise GatewayError(NOT_OPEN, "This invitation is not open any more.")


def decline(backend: Backend, invite: Invite) -> None:
    backend.gateway.rpc("decline_invite", {"p_invite": invite.id})


def change(backend: Backend, coach: str, choice: Choice) -> None:
    backend.gateway.rpc("change_consent", {"p_coach": coach, **_asked(choice)})


def _asked(choice: Choice) -> Row:
    assert choice.since is not None and choice.ends_on is not None
    return {
        "p_kinds": list(choice.kinds),
        "p_since": choice.since.isoformat(),
        "p_ends_on": choice.ends_on.isoformat(),
    }


def set_state(backend: Backend, coach: str, state: str) -> None:
    """live, paused or revoked."""
    backend.gateway.rpc("set_sharing", {"p_coach": coach, "p_state": state})


# Together ------------------------------------------------------------------------------------------------------


def answer_proposal(backend: Backend, agreement: str, accepted: bool, today: datetime.date) -> None:
    asked = {"p_agreement": agreement, "p_accept": accepted, "p_today": today.isoformat()}
    backend.gateway.rpc("answer_proposal", asked)


def end_agreement(backend: Backend, agreement: str) -> None:
    backend.gateway.rpc("end_agreement", {"p_agreement": agreement})


def read_text(typed: str) -> str:
    """What was written, without what no database keeps."""
    kept = (c for c in typed if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def message_key(drawn: str, text: str) -> str:
    """Sent twice it is there once; changed and sent again it is another message."""
    return str(uuid.uuid5(uuid.UUID(drawn), text))


def send_message(backend: Backend, coach: str, text: str, key: str) -> None:
    message = {"text": text[:LONGEST_MESSAGE], "client_key": key}
    backend.gateway.rpc("write_to_coach", {"p_coach": coach, "p_message": message})


def mark_read(backend: Backend, consent: Consent) -> None:
    """The messages that are known, and none that came in since they were read."""
    if consent.newest:
        asked = {"p_other": consent.coach, "p_up_to": consent.newest.isoformat()}
        backend.gateway.rpc("mark_read", asked)


def check_in_problem(answers: Sequence[tuple[str, str]]) -> str:
    if not any(answer for _, answer in answers):
        return "Answer at least one of the questions."
    if sum(len(answer.encode()) for _, answer in answers) > _MOST_BYTES:
        return "These answers are longer than what is kept of a check-in. Make them a little shorter."
    return ""


def send_check_in(backend: Backend, coach: str, week: datetime.date, answers: Sequence[tuple[str, str]]) -> None:
    told = [{"question": question, "answer": answer} for question, answer in answers]
    backend.gateway.rpc("send_check_in", {"p_coach": coach, "p_week": week.isoformat(), "p_answers": told})
