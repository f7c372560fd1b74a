"""Foods of one's own, from what their label says. What was eaten of them keeps its own figures."""

from collections.abc import Mapping
from typing import Any

from lib.gateway.port import Row
from lib.nutrition import labels
from lib.nutrition.foods import NUTRIENTS
from lib.nutrition.totals import KCAL_PER_GRAM

SERVING = "serving"
LONGEST_NAME, LONGEST_BRAND = 120, 80
COLUMNS = ("name", "brand", "portions", *(nutrient.name for nutrient in NUTRIENTS))
# A label's energy and what its protein, carbohydrates and fat hold may differ by fibre, alcohol and rounding.
FARTHEST, LEAST_KCAL = 0.35, 60.0


def row(
    name: str,
    brand: str,
    values: Mapping[str, float | None],
    per: str,
    serving_grams: float | None,
    before: Mapping[str, Any] | None = None,
) -> Row:
    """A food as it is kept. Raises ValueError with a sentence for people."""
    name, brand = name.strip(), brand.strip()
    if not name:
        raise ValueError("Give the food a name.")
    if len(name) > LONGEST_NAME or len(brand) > LONGEST_BRAND:
        raise ValueError(f"A name has at most {LONGEST_NAME} characters, a brand {LONGEST_BRAND}.")
    if serving_grams is not None and not 0 < serving_grams <= 5000:
        raise ValueError("A serving weighs more than 0 and at most 5,000 g.")
    figures = labels.per_100g_from_label(values, per, serving_grams)
    others = [portion for portion in (before or {}).get("portions") or () if portion["label"] != SERVING]
    serving = [{"label": SERVING, "grams": serving_grams}] if serving_grams else []
    return {"name": name, "brand": brand or None, "portions": [*serving, *others], **figures}


def question(food: Mapping[str, Any]) -> str:
    """Asks back where the energy does not fit what is in it: a label's kJ typed as kcal, a figure in a wrong field."""
    kcal = food["kcal"]
    grams = [food[name] for name in KCAL_PER_GRAM]
    if kcal is None or any(gram is None for gram in grams):
        return ""
    made = sum(gram * worth for gram, worth in zip(grams, KCAL_PER_GRAM.values(), strict=True))
    apart = abs(kcal - made)
    if apart < LEAST_KCAL or apart <= FARTHEST * max(kcal, made):
        return ""
    return "The energy does not fit the protein, carbohydrates and fat. Alcohol or fibre can be why. Is it right?"


def serving_of(food: Mapping[str, Any]) -> float | None:
    portions = food.get("portions") or ()
    return next((float(portion["grams"]) for portion in portions if portion["label"] == SERVING), None)
