"""A food of one's own, from what its label says."""

import math
from collections.abc import Mapping

from lib.nutrition.foods import NUTRIENTS, Amounts
from lib.nutrition.wording import number

# Pure fat. Nothing that is eaten holds more.
MOST_KCAL = 902.0
HUNDRED_GRAMS = 100.0
# Labels round, and some count fibre among the carbohydrates and some do not.
MOST_MACROS = 105.0
MG_PER_G = 1000.0
# Salt is two fifths sodium, which is how labels reckon.
SALT_PER_SODIUM = 2.5

_MACROS = ("protein_g", "carbs_g", "fat_g")
# Finer than it is shown, so that a serving comes out again as the label has it.
_DECIMALS = 3


def sodium_from_salt(salt_g: float) -> float:
    """Milligrams of sodium in so many grams of salt, for labels that name salt."""
    return round(salt_g / SALT_PER_SODIUM * MG_PER_G, _DECIMALS)


def per_100g_from_label(values: Amounts, per: str, serving_grams: float | None = None) -> dict[str, float | None]:
    """What is in 100 g, from values for "100 g" or for a "serving". Raises ValueError with a sentence for people.

    What the label does not say stays unknown. For a drink read millilitres for grams.
    """
    factor = _factor(per, serving_grams)
    kept = {nutrient.name: _scaled(nutrient.label, values.get(nutrient.name), factor) for nutrient in NUTRIENTS}
    hint = "Check the figures" if per == "100 g" else "Check the figures and what a serving weighs"
    _check(kept, f"{hint}.")
    return kept


def _factor(per: str, serving_grams: float | None) -> float:
    if per == "100 g":
        return 1.0
    if per != "serving":
        raise ValueError("A label's values are for 100 g or for a serving.")
    if serving_grams is None or not (math.isfinite(serving_grams) and serving_grams > 0):
        raise ValueError("Say how many grams a serving has: without that its values cannot be turned into 100 g.")
    return HUNDRED_GRAMS / serving_grams


def _scaled(label: str, value: float | None, factor: float) -> float | None:
    if value is None:
        return None
    if not (math.isfinite(value) and value >= 0):
        raise ValueError(f"{label} is a number from 0 up. Leave it empty if the label does not say.")
    return round(value * factor, _DECIMALS)


def _check(kept: Mapping[str, float | None], hint: str) -> None:
    kcal = kept["kcal"]
    if kcal is not None and kcal > MOST_KCAL:
        raise ValueError(
            f"That would be {number(kcal)} kcal in 100 g, and even pure fat has {number(MOST_KCAL)}. "
            f"{hint} A label may mean kJ."
        )
    for nutrient in NUTRIENTS:
        value = kept[nutrient.name]
        if nutrient.unit == "kcal" or value is None:
            continue
        grams = value / MG_PER_G if nutrient.unit == "mg" else value
        if grams > HUNDRED_GRAMS:
            raise ValueError(f"{nutrient.label} would be {number(grams, 1)} g in 100 g, more than there is. {hint}")
    total = math.fsum(kept[name] or 0.0 for name in _MACROS)
    if total > MOST_MACROS:
        raise ValueError(
            f"Protein, carbohydrates and fat come to {number(total, 1)} g in 100 g, more than there is. {hint}"
        )
