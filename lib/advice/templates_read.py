"""Reads the facts for the templates: where the day stands, in words and in shares."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lib import units
from lib.advice.day_notable import NO_MORE_DRINKS
from lib.advice.facts import Amount, Fact
from lib.advice.templates_draft import Filling
from lib.diary import say


@dataclass(frozen=True)
class Standing:
    """Where the day stands: "750 ml, your goal is at least 2,000 ml, 1,250 ml to go"."""

    fact: str
    value: Amount
    at_least: bool
    low: Amount | None = None
    high: Amount | None = None
    left: Amount | None = None

    @property
    def share(self) -> float:
        """Of the lower bound; 1 where there is none."""
        return self.value.value / self.low.value if self.low and self.low.value else 1.0

    @property
    def is_reached(self) -> bool:
        """Within its bounds, where it has two."""
        return self.low is not None and self.left is None and not self.is_over

    @property
    def is_over(self) -> bool:
        return self.high is not None and self.value.value > self.high.value


def standing(facts: Sequence[Fact], metric: str) -> Standing | None:
    fact = of(facts, f"{metric}_today")
    if fact is None or not fact.amounts:
        return None
    value, *bounds = fact.amounts
    before, _, goal = fact.said.partition(", your goal is ")
    at_least = ": at least " in before
    if not goal or not bounds:
        return Standing(fact.id, value, at_least)
    if goal.startswith("at most "):
        return Standing(fact.id, value, at_least, high=bounds[0])
    # What rounds to nothing is nothing.
    left = bounds[-1] if goal.endswith(" to go") and bounds[-1].value else None
    high = None if goal.startswith("at least ") or len(bounds) < 2 else bounds[1]
    return Standing(fact.id, value, at_least, bounds[0], high, left)


def fillings(found: Standing | None, name: str) -> dict[str, Filling]:
    """ "water", "water_of", "water_goal", "water_left": what of them there is."""
    if found is None:
        return {}
    at_least = "at least " if found.at_least else ""
    value, low = words(found.value), words(found.low) if found.low else ""
    said = {
        name: f"{at_least}{value}",
        # The unit once: "750 of 2,000 ml".
        f"{name}_of": f"{at_least}{value.removesuffix(f' {found.value.unit}')} of {low}" if low else "",
        f"{name}_goal": low,
        f"{name}_limit": words(found.high) if found.high else "",
        f"{name}_left": words(found.left) if found.left and not found.at_least else "",
    }
    return {key: Filling(text, found.fact) for key, text in said.items() if text}


def of(facts: Sequence[Fact], id: str) -> Fact | None:
    return next((fact for fact in facts if fact.id == id), None)


def words(amount: Amount) -> str:
    """ "1,250 ml", "6 h 30 min", "8,000", "7 of 10"."""
    if amount.unit == "h":
        return re.sub(r" h 00 min$", " hours", say.duration(amount.value * 60)).replace(" h 0", " h ")
    number = units.number(amount.value, 2)
    if amount.unit == "0-10":
        return f"{number} of 10"
    return f"{number} {amount.unit}".strip()


# "Water" and what else would ask somebody to drink.
_DRINKING = re.compile(r"\b(?:water|glass|glasses|drinks?|drinking|sips?|bottle|thirsty?)\b", re.IGNORECASE)


def unasked(facts: Sequence[Fact]) -> re.Pattern[str] | None:
    """Nobody is asked to drink who had plenty, or who is to drink little."""
    return _DRINKING if of(facts, NO_MORE_DRINKS) else None


def millilitres(amount: Amount) -> float:
    return amount.value * (units.ML_PER_FLUID_OUNCE if amount.unit == "fl oz" else 1)


def name(text: str) -> str:
    """A name of the tables within a sentence: "Coffee, black (iced)" is "coffee", and "HIIT" is "HIIT"."""
    head = re.split(r",| \(", text)[0].strip()
    return head if head[1:2].isupper() or head.split(" ")[0] in _PROPER else head[:1].lower() + head[1:]


_PROPER = frozenset(
    [
        "Alfredo",
        "American",
        "Brazil",
        "Brussels",
        "Caesar",
        "California",
        "Cheerios",
        "Chinese",
        "Cobb",
        "Danish",
        "English",
        "French",
        "General",
        "Greek",
        "Italian",
        "Oreo",
        "Peking",
        "Pilates",
        "Reuben",
        "Spam",
        "Spanish",
        "Swiss",
        "Zumba",
    ]
)
