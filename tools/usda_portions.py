"""What one household portion of a USDA food weighs: "10 chips, 28 g" is a chip of 2.8 g."""

import math
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from lib.nutrition.portions import GRAMS, unit_name
from lib.nutrition.wording import parts, pluralise

MOST, LONGEST_LABEL, HEAVIEST = 8, 60, 20_000
SERVING = "serving"
# No portions: how much of a powder goes into a cup.
NO_PORTION = ("guideline amount",)
SERVINGS = ("quantity not specified", "racc", "undetermined, racc")

_COUNT = re.compile(r"(\d+ \d+/\d+|\d+/\d+|\d+(?:\.\d+)?)\s+(?=\S)")
_SIZE = re.compile(r"\d+(?:[./]\d+)?[ -](?:fl oz|oz|inch|g|ml|lb|cm)\b.+", re.IGNORECASE)


class Weighed(NamedTuple):
    place: int
    label: str
    grams: float


def weighed(place: str, amount: str, unit: str, description: str, modifier: str, grams: str) -> Weighed | None:
    """None where it says nothing that somebody would type."""
    count, label = _named(amount, "" if unit == "undetermined" else unit, description, modifier)
    weight = _number(grams)
    if not label or count <= 0 or not weight or label.lower().startswith(NO_PORTION):
        return None
    if label.lower() in SERVINGS:
        count, label = 1, SERVING
    elif unit_name(re.split("[,(]", label)[0].strip()) in GRAMS:
        return None
    if count > 1:
        label = _one_of(label)
    each = round(weight / count, 2)
    if len(label) > LONGEST_LABEL or not 0 < each <= HEAVIEST:
        return None
    return Weighed(int(_number(place) or 0), label, each)


def portions_of(found: Sequence[Weighed]) -> list[dict[str, Any]]:
    """The usual serving first, then in the order of USDA, each label once."""
    kept: dict[str, dict[str, Any]] = {}
    for portion in sorted(found, key=lambda portion: (portion.label != SERVING, portion.place)):
        kept.setdefault(portion.label.lower(), {"label": portion.label, "grams": portion.grams})
    return list(kept.values())[:MOST]


def _named(amount: str, unit: str, description: str, modifier: str) -> tuple[float, str]:
    if description and description != unit:
        # "1 slice" and "1 6 oz container" say how many; "5 oz package" says how large.
        counted = _COUNT.match(description)
        if counted and not (_SIZE.match(description) and counted[1] != "1"):
            return _worth(counted[1]), description[counted.end() :]
        return 1, description
    label = ", ".join(word for word in (unit, modifier) if word)
    return _number(amount) or 1, label


def _worth(count: str) -> float:
    whole, _, part = count.rpartition(" ")
    above, _, below = part.partition("/")
    return float(whole or 0) + float(above) / (float(below or 1) or math.inf)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _one_of(label: str) -> str:
    head, tail = parts(label)
    ones = [head[:-3] + "y"] if head.endswith("rries") else []
    for one in (*ones, head[:-1], head[:-2]):
        if one and head.endswith("s") and pluralise(one, 2) == head:
            return one + tail
    return label
