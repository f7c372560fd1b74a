"""Fields that more than one page asks about a person; each returns a reader of what was typed."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from components.profile_saving import begin_with
from lib import profile, units
from lib.diary import cups
from lib.diary.kinds import KINDS
from lib.nutrition.energy import ACTIVITY_LEVELS
from lib.profile import NotTaken, Profile
from lib.units import CHOICES, Units

Read = TypeVar("Read")
LEVELS = {level.name: level.label for level in ACTIVITY_LEVELS}


def activity_level(me: Profile, prefix: str) -> str | None:
    begin_with(**{f"{prefix}activity_level": me.activity_level})
    chosen: str | None = st.selectbox(
        "Activity level",
        list(LEVELS),
        index=None,
        format_func=LEVELS.__getitem__,
        placeholder="Not said",
        key=f"{prefix}activity_level",
        help="Your work and your exercise together. It is used for your energy need alone.",
    )
    return chosen


def glucose_unit(me: Profile, prefix: str) -> str:
    begin_with(**{f"{prefix}glucose": me.glucose_unit})
    chosen: str = st.radio("Glucose", CHOICES["glucose"], horizontal=True, key=f"{prefix}glucose")
    return chosen


def cup_sizes(before: Sequence[int], shown: Units, prefix: str) -> Callable[[], list[int]]:
    # Another unit is another field: 200 ml must not become 200 fl oz.
    unit = units.unit_label("volume", shown)
    key = f"{prefix}cups_{unit}"
    begin_with(**{key: cups.shown(before, shown)})
    typed = st.text_input(
        f"Your cups ({unit})",
        key=key,
        max_chars=80,
        help="What you drink from, with commas between. Each is one tap on Today.",
    )
    return lambda: cups.read(typed, before, shown)


def height(me: Profile, prefix: str) -> Callable[[], float | None]:
    if me.units == "metric":
        begin_with(**{f"{prefix}height": profile.shown_height(me.height_cm)})
        typed = st.text_input("Height (cm)", placeholder="Not said", key=f"{prefix}height")
        return lambda: profile.read_height(typed)
    feet, inches = profile.feet_and_inches(me.height_cm) if me.height_cm else ("", "")
    begin_with(**{f"{prefix}feet": str(feet), f"{prefix}inches": str(inches)})
    with st.container(horizontal=True):
        typed_feet = st.text_input("Height (ft)", key=f"{prefix}feet")
        typed_inches = st.text_input("and (in)", key=f"{prefix}inches")
    return lambda: profile.read_feet_and_inches(typed_feet, typed_inches, me.height_cm)


def tracked(me: Profile, prefix: str) -> list[str]:
    begin_with(**{f"{prefix}tracked": list(me.tracked)})
    chosen: list[str] = st.multiselect(
        "Shown first on Today, in this order",
        list(KINDS),
        format_func=lambda kind: KINDS[kind].label,
        key=f"{prefix}tracked",
        placeholder="Choose",
        help="The other kinds stand below them; nothing is hidden.",
    )
    return chosen


def taken(read: Callable[[], Read], refused: list[str]) -> Read | None:
    """What was typed; why it is not taken goes to `refused`."""
    try:
        return read()
    except NotTaken as error:
        refused.append(error.sentence)
        return None
