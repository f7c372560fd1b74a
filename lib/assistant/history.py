"""What was asked and answered: kept for the person, the last 200, and gone when they say so."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.gateway.port import Backend, Row

MOST_SHOWN = 50
LONGEST_QUESTION = 500
LONGEST_ANSWER = 4000


@dataclass(frozen=True)
class Turn:
    """`facts` are what the answer rests on, in words; `to_log` is what is to be looked over before it is saved."""

    question: str
    answer: str
    said_by: str
    facts: tuple[str, ...] = ()
    to_log: str = ""
    # Questions near to one that was not understood; said once, and not kept.
    suggestions: tuple[str, ...] = ()


def fetch(backend: Backend) -> list[Turn]:
    """The last ones, in the order in which they were asked."""
    rows = backend.gateway.select("chat_turns", order="asked_at", desc=True, limit=MOST_SHOWN)
    return [_turn(row) for row in reversed(rows)]


def keep(backend: Backend, turn: Turn) -> None:
    backend.gateway.insert("chat_turns", {
        "question": turn.question[:LONGEST_QUESTION], "answer": turn.answer[:LONGEST_ANSWER], "said_by": turn.said_by,
        "facts": list(turn.facts),
    })  # fmt: skip


def forget(backend: Backend) -> None:
    backend.gateway.delete("chat_turns", eq={"user_id": backend.person.id})


def _turn(row: Row) -> Turn:
    facts: Sequence[object] = row["facts"]
    return Turn(row["question"], row["answer"], row["said_by"], tuple(str(fact) for fact in facts))
