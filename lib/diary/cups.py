"""The cups somebody drinks from, as they are typed and shown: "200, 330, 500"."""

import re
from collections.abc import Sequence

from lib import units
from lib.profile import NotTaken
from lib.units import Units

MOST = 6
SMALLEST_ML, LARGEST_ML = 10, 5000


def shown(cups: Sequence[int], how: Units) -> str:
    return ", ".join(f"{units.to_shown('volume', ml, how):g}" for ml in cups)


def read(typed: str, before: Sequence[int], how: Units) -> list[int]:
    """In millilitres; a cup nobody changed stays to the millilitre what it was."""
    unit = units.unit_label("volume", how)
    try:
        amounts = [float(part) for part in re.split(r"[,;\s]+", typed) if part]
    except ValueError:
        raise NotTaken(f"The cups are numbers in {unit} with commas between them, such as {_example(how)}.") from None
    cups = list(dict.fromkeys(_millilitres(amount, before, how) for amount in amounts))
    if not 1 <= len(cups) <= MOST:
        raise NotTaken(f"There is room for one to {MOST} cups.")
    if any(not SMALLEST_ML <= ml <= LARGEST_ML for ml in cups):
        least, most = (units.say("volume", ml, how) for ml in (SMALLEST_ML, LARGEST_ML))
        raise NotTaken(f"A cup holds {least} to {most}.")
    return cups


def _millilitres(amount: float, before: Sequence[int], how: Units) -> int:
    for ml in before:
        if units.same("volume", ml, amount, how):
            return ml
    # Far outside, so that what has no size is refused with the sentence about sizes.
    return round(units.from_shown("volume", amount, how)) if abs(amount) < 1e6 else 0


def _example(how: Units) -> str:
    return shown((200, 330, 500), how)
