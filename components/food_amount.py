"""How much of a food: a number, a portion, and what that holds."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from components import plain
from lib import units
from lib.diary import amounts, say
from lib.diary.amounts import Said
from lib.nutrition import totals
from lib.nutrition.foods import NUTRIENTS, Food, Nutrient
from lib.nutrition.wording import number
from lib.profile import Profile

DIETS = {"vegan": "vegan", "vegetarian": "vegetarian", "pescatarian": "with fish", "meat": "with meat"}
MOST = 20_000.0
FIRST = ("protein_g", "carbs_g", "fat_g")


def ask(prefix: str, food: Food, start: Said, me: Profile) -> tuple[float | None, str]:
    """The amount and the portion, in the fields `prefix`amount and `prefix`portion."""
    labels = amounts.choices(food, me.shown_in)
    st.session_state.setdefault(f"{prefix}amount", float(start.amount))
    st.session_state.setdefault(f"{prefix}untyped", float(start.amount))
    st.session_state.setdefault(f"{prefix}portion", start.portion if start.portion in labels else labels[0])
    weights = {portion.label: portion.grams for portion in food.portions}
    unit = amounts.unit_of(food)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        amount: float | None = st.number_input(
            "Amount", value=None, min_value=0.0, max_value=MOST, step=1.0, format="%.6g", key=f"{prefix}amount",
            width=112, persist_state="session",
        )  # fmt: skip
        portion: str = st.selectbox(
            "Portion",
            labels,
            format_func=lambda label: f"{label} ({number(weights[label], 1)} {unit})" if label in weights else label,
            key=f"{prefix}portion",
            on_change=_same_weight,
            args=(prefix, food, st.session_state[f"{prefix}portion"]),
            persist_state="session",
            width=158,
        )
    return amount, portion


def _same_weight(prefix: str, food: Food, before: str) -> None:
    """Another portion of as much: two slices of 25 g become 50 g, not 2 g. A number that was typed stays."""
    if st.session_state[f"{prefix}amount"] != st.session_state[f"{prefix}untyped"]:
        return
    said = Said(st.session_state[f"{prefix}amount"] or 1.0, before)
    as_much = amounts.same_weight(food, said, st.session_state[f"{prefix}portion"])
    st.session_state[f"{prefix}amount"] = st.session_state[f"{prefix}untyped"] = min(as_much, MOST)


def preview(items: Sequence[Mapping[str, Any]], me: Profile) -> None:
    """What the items hold together. Unknown is said as unknown."""
    known = energy_range(items, me)
    st.text(" · ".join(filter(None, (known and f"Energy {known}", macros(items)))))
    st.caption(plain.label(_listed(items, [n for n in NUTRIENTS if n.name not in ("kcal", *FIRST)])))


def macros(items: Sequence[Mapping[str, Any]]) -> str:
    """ "Protein 12.6 g · Carbohydrates 1.1 g · Fat unknown"."""
    return _listed(items, [nutrient for nutrient in NUTRIENTS if nutrient.name in FIRST])


def _listed(items: Sequence[Mapping[str, Any]], nutrients: Sequence[Nutrient]) -> str:
    found = totals.add_up(items)
    return " · ".join(f"{n.label} {totals.say(found[n.name], n.unit, n.decimals)}" for n in nutrients)


def energy(items: Sequence[Mapping[str, Any]], me: Profile) -> str:
    """The energy alone, "at least" where something is unknown; nothing for whoever hides numbers."""
    return "" if me.hide_numbers else _energy(totals.add_up(items)["kcal"], me)


def energy_range(items: Sequence[Mapping[str, Any]], me: Profile) -> str:
    """With its bounds where the items have some; nothing for whoever hides numbers."""
    return say.energy_range(items, me.shown_in) if say.has_range(items) and not me.hide_numbers else energy(items, me)


def _energy(total: totals.Total, me: Profile) -> str:
    unit, decimals = units.unit_label("energy", me.shown_in), units.decimals("energy", me.shown_in)
    shown = units.to_shown("energy", total.value, me.shown_in)
    return totals.say(totals.Total(shown, total.unknown, total.count), unit, decimals)


def marks(food: Food) -> str:
    """ "Vegetarian · typically contains milk"."""
    diet = DIETS.get(food.diet or "", "").capitalize()
    contains = f"typically contains {', '.join(food.allergens)}" if food.allergens else ""
    return " · ".join(part for part in (diet, contains) if part)


def headline(food: Food, me: Profile) -> str:
    """ "Egg, boiled · 155 kcal in 100 g"."""
    kcal = food.per_100g["kcal"]
    figure = ""
    if not me.hide_numbers:
        said = "energy unknown" if kcal is None else units.say("energy", kcal, me.shown_in)
        figure = f"{said} in 100 {amounts.unit_of(food)}" if kcal is not None else said
    return " · ".join(part for part in (food.name, food.brand, "yours" if food.own else "", figure) if part)
