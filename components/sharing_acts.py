"""Taps with which a person answers, pauses, ends and writes on the Sharing page."""

import datetime
from collections.abc import Sequence

from components.acts import Do, Outcome
from lib.coach import habits, sharing
from lib.coach.habits import Tick
from lib.coach.sharing import Choice, Invite
from lib.gateway.port import Backend


def set_state(coach: str, state: str, before: str = "") -> Do:
    """Where there is a state before, it can be taken back."""

    def do(backend: Backend) -> Outcome:
        sharing.set_state(backend, coach, state)
        return Outcome(anew=True, undo=set_state(coach, before) if before else None)

    return do


def change(coach: str, choice: Choice, before: Choice | None) -> Do:
    def do(backend: Backend) -> Outcome:
        sharing.change(backend, coach, choice)
        return Outcome(anew=True, undo=change(coach, before, None) if before else None)

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
