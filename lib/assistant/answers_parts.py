"""What answers are put together from."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.advice.facts import Fact

MOST_IN_A_LIST = 8
# What somebody does so that the next answer knows more.
HOW_TO_LOG = {
    "meal": "Log what you eat on Today and it counts here.",
    "water": "Log a drink on Today and it counts here.",
    "gym": "Log a workout on Today and it counts here.",
    "mood": "Log your mood on Today and it counts here.",
    "sleep": "Log your night on Today and it counts here.",
    "body": "Log a reading on Today and it counts here.",
    "all": "What you log on Today counts here.",
}


@dataclass(frozen=True)
class Part:
    said: str
    cited: tuple[str, ...]


def part(said: str, *facts: Fact) -> Part:
    return Part(said, tuple(fact.id for fact in facts))


def nothing(what: str, kind: str, words: str, *facts: Fact) -> Part:
    """ "Nothing is logged for sleep last night. Log your night on Today and it counts here."."""
    said = " ".join(one for one in ("Nothing is logged", f"for {what}" if what else "", words) if one)
    return part(f"{said}. {HOW_TO_LOG[kind]}", *facts)


def list_of(title: str, said: Sequence[str], facts: Sequence[Fact]) -> Part:
    told = "; ".join(said[:MOST_IN_A_LIST])
    more = "; and more" if len(said) > MOST_IN_A_LIST else ""
    return part(sentence(f"{title}: {told}{more}"), *facts[:MOST_IN_A_LIST])


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(said: str) -> str:
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def lower(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
