"""Foods, what is in them, and how much of one was eaten."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lib.nutrition import portions as weights
from lib.nutrition.portions import Portion, Weight
from lib.nutrition.wording import pluralise, say_amount, scaled_label

__all__ = [
    "NUTRIENTS", "Amounts", "Food", "Nutrient", "Portion", "Weight", "grams_of", "nutrients_of", "pluralise",
    "rounded", "say_amount", "scaled_label",
]  # fmt: skip

# None is unknown, and unknown is never zero.
Amounts = Mapping[str, float | None]


@dataclass(frozen=True)
class Nutrient:
    name: str
    label: str
    unit: str
    # How it is shown.
    decimals: int


NUTRIENTS: tuple[Nutrient, ...] = (
    Nutrient("kcal", "Energy", "kcal", 0),
    Nutrient("protein_g", "Protein", "g", 1),
    Nutrient("carbs_g", "Carbohydrates", "g", 1),
    Nutrient("fat_g", "Fat", "g", 1),
    Nutrient("fibre_g", "Fibre", "g", 1),
    Nutrient("sugar_g", "Sugar", "g", 1),
    Nutrient("satfat_g", "Saturated fat", "g", 1),
    Nutrient("sodium_mg", "Sodium", "mg", 0),
    Nutrient("potassium_mg", "Potassium", "mg", 0),
    Nutrient("calcium_mg", "Calcium", "mg", 0),
    Nutrient("iron_mg", "Iron", "mg", 1),
)


@dataclass(frozen=True)
class Food:
    """A food of the reference list or a person's own. A drink's figures are per 100 ml and its "grams" millilitres."""

    id: str
    name: str
    brand: str | None
    category: str | None
    per_100g: Amounts
    portions: tuple[Portion, ...]
    diet: str | None
    allergens: tuple[str, ...]
    own: bool
    kind: str
    aliases: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Food":
        return cls(
            id=str(row["id"]),
            name=row["name"],
            brand=row.get("brand"),
            category=row.get("category"),
            per_100g={nutrient.name: _figure(row.get(nutrient.name)) for nutrient in NUTRIENTS},
            portions=tuple(Portion.of(portion) for portion in row.get("portions") or ()),
            diet=row.get("diet"),
            allergens=tuple(row.get("allergens") or ()),
            own=row.get("user_id") is not None,
            kind=row.get("kind") or "food",
            aliases=tuple(row.get("aliases") or ()),
        )

    @property
    def is_drink(self) -> bool:
        return self.kind == "drink"


def _figure(value: Any) -> float | None:
    return None if value is None else float(value)


def nutrients_of(food: Food, grams: float) -> Amounts:
    """What so many grams hold; of a drink, so many millilitres."""
    return {
        nutrient.name: None if (figure := food.per_100g.get(nutrient.name)) is None
        else rounded(nutrient.name, figure * grams / 100)
        for nutrient in NUTRIENTS
    }  # fmt: skip


def rounded(name: str, value: float) -> float:
    """As finely as it is kept: finer than shown, so that a sum of many rounds once."""
    return round(value, 1 if name == "kcal" else 2)


def grams_of(food: Food, amount: float, unit: str | None) -> Weight | None:
    """What an amount weighs, in a unit or in a household portion of this food.

    Without a unit it is the usual serving, which is the first portion, or 100 g. An unknown unit gives None.
    """
    return weights.weigh(food.portions, amount, unit, food.is_drink)
