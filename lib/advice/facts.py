"""What is so: figures of one person, each with the entries it came from. Advice says nothing beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# An entry, as the diary names it: {"kind": "water", "id": "..."}.
Ref = Mapping[str, str]


@dataclass(frozen=True)
class Amount:
    """A number that may be repeated, in the unit in which the person reads it; "" where it has none."""

    value: float
    unit: str = ""


@dataclass(frozen=True)
class Fact:
    """`said` is the fact in words, as a person and a model read it: "Drinks today: 750 ml of at least 2,000 ml"."""

    id: str
    said: str
    amounts: tuple[Amount, ...] = ()
    # Foods, activities and feelings that it speaks of, and so may an advice.
    names: tuple[str, ...] = ()
    rows: tuple[Ref, ...] = ()
    # What was measured, as it is kept: for what is watched over before anybody is advised.
    metric: str = ""
    value: float | None = None


def for_the_model(facts: Sequence[Fact]) -> list[dict[str, object]]:
    """Nothing but figures and names of things: no name of a person, no note, no date of birth."""
    return [{"id": fact.id, "fact": fact.said} for fact in facts]
