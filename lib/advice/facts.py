"""What is so: figures of one person, each with the entries it came from. Advice says nothing beside them."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST_WORDS = 300

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
    # `said` without what the person put into their own words; "" where that is nothing.
    unnamed: str = ""


def for_the_model(facts: Sequence[Fact], *, with_words: bool) -> list[dict[str, object]]:
    """Nothing but figures and names of things: no name of a person, no note, no date of birth.

    `with_words`: also what they put into their own words, such as the name of a dish that no table knows. What is there
    to be watched over stays here.
    """
    return [
        {"id": fact.id, "fact": cleaned(fact.said if with_words else fact.unnamed or fact.said)}
        for fact in facts
        if fact.value is None
    ]


def cleaned(text: str) -> str:
    """One line, without what cannot be seen and without end: what somebody typed is data and nothing else."""
    # Cut first: what is made normal may take very long where thousands of marks stand above one letter.
    normal = unicodedata.normalize("NFKC", text[: 2 * LONGEST_WORDS])
    visible = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in normal)
    return " ".join(visible.split())[:LONGEST_WORDS]
