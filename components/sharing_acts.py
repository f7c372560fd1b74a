"""Taps with which a person answers, pauses, ends and writes on the Sharing page."""

import datetime
from collections.abc import Sequence

from components.acts import Do, Outcome
from lib.coach import habits, sharing
from lib.coach.habits import Tick
from lib.coach.sharing import Invite
from lib.gateway.port import Backend


def pause(coach: str) -> Do:
    """Without Undo, which might share again minutes later and on another page: "Go on" stands where Pause was."""

    def do(backend: Backend) -> Outcome:
        sharing.set_state(backend, coach, "paused")
        return Outcome(anew=True)

    return do


def end_sharing(coach: str) -> Do:
    def do(backend: Backend) -> Outcome:
        sharing.set_state(backend, coach, "revoked")
        return Outcome(anew=True)

    return do


def decline(invite: Invite) -> Do:
    def do(backend: Backend) -> Outcome:
        sharing.decline(backend, invite)
        return Outcome(anew=True)

    return do


def answer(agreement: str, accepted: bool, today: datetime.date) -> Do:
    def do(backend: Backend) -> Outcome:
        sharing.answer_proposal(backend, agreement, accepted, today)
        return Outcome(anew=True)

    return do


def end(agreement: str) -> Do:
    def do(backend: Backend) -> Outcome:
        sharing.end_agreement(backend, agreement)
        return Outcome(anew=True)

    return do


def message(coach: str, text: str, key: str) -> Do:
    def do(backend: Backend) -> Outcome:
        sharing.send_message(backend, coach, text, key)
        return Outcome(anew=True)

    return do


def check_in(coach: str, week: datetime.date, answers: Sequence[tuple[str, str]]) -> Do:
    def do(backend: Backend) -> Outcome:
        sharing.send_check_in(backend, coach, week, answers)
        return Outcome(anew=True)

    return do


def tick(wanted: Tick) -> Do:
    """Ticks a habit on a day or takes the tick back."""

    def do(backend: Backend) -> Outcome:
        habits.tick(backend, wanted)
        back = Tick(wanted.habit, wanted.day, not wanted.done)
        return Outcome(ticks=(wanted,), undo=tick(back))

    return do
