"""The cards of the Settings page on which people say who they are and how they count."""

import datetime
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from components import messages
from lib import profile, session
from lib.gateway.port import GatewayError
from lib.profile import NotTaken, Profile

Read = TypeVar("Read")

# The fields that are shown anew, as they are kept, once they were saved.
_FIELDS = ("profile_name", "profile_birth_date", "profile_height_cm", "profile_feet", "profile_inches")
_SAVED = "_profile_saved"


def profile_card(me: Profile) -> None:
    if st.session_state.pop(_SAVED, False):
        for key in _FIELDS:
            st.session_state.pop(key, None)
    with st.container(border=True):
        st.header("About you")
        st.caption("Everything here is optional. It makes estimates, such as energy need, fit you better.")
        _begin_with(
            profile_name=me.name,
            profile_birth_date=me.birth_date.isoformat() if me.birth_date else "",
            profile_sex=me.sex,
        )
        # Number and date fields of Streamlit's refuse in the browser without a word, and the last good value is sent.
        # A limit on the letters would drop what is pasted. So these are plain, and what is not taken is said below.
        with st.form("profile", border=False):
            name = st.text_input("Name", key="profile_name", autocomplete="name")
            born = st.text_input(
                "Birth date", placeholder="YYYY-MM-DD", key="profile_birth_date", autocomplete="bday",
                help="Year, month and day, such as 1990-02-28.",
            )  # fmt: skip
            sex = st.selectbox(
                "Sex, for formulas that need it",
                list(profile.SEXES),
                index=None,
                format_func=profile.SEXES.__getitem__,
                placeholder="Not said",
                key="profile_sex",
            )
            read_height = _height_input(me)
            saved = st.form_submit_button("Save", type="primary", key="profile_save")
        if saved:
            refused: list[str] = []
            today = datetime.datetime.now(profile.zone(me.time_zone)).date()
            patch: dict[str, object] = {
                "name": _taken(lambda: profile.read_name(name), refused),
                "birth_date": _taken(lambda: profile.read_birth_date(born, today), refused),
                "sex": sex,
                "height_cm": _taken(read_height, refused),
            }
            if refused:
                messages.not_saved(refused)
                return
            _save(patch)


def _begin_with(**values: object) -> None:
    """What the fields show at first. A field that is given its value directly can never be emptied again."""
    for key, value in values.items():
        st.session_state.setdefault(key, value)


def _taken(read: Callable[[], Read], refused: list[str]) -> Read | None:
    try:
        return read()
    except NotTaken as error:
        refused.append(error.sentence)
        return None


def _height_input(me: Profile) -> Callable[[], float | None]:
    """Draws the fields; what comes back reads them."""
    if me.units == "metric":
        _begin_with(profile_height_cm=profile.shown_height(me.height_cm))
        typed = st.text_input("Height (cm)", placeholder="Not said", key="profile_height_cm")
        return lambda: profile.read_height(typed)
    feet, inches = profile.feet_and_inches(me.height_cm) if me.height_cm else ("", "")
    _begin_with(profile_feet=str(feet), profile_inches=str(inches))
    with st.container(horizontal=True):
        typed_feet = st.text_input("Height (ft)", key="profile_feet")
        typed_inches = st.text_input("and (in)", key="profile_inches")
    return lambda: profile.read_feet_and_inches(typed_feet, typed_inches, me.height_cm)


def units_card(me: Profile) -> None:
    with st.container(border=True):
        st.header("Units and days")
        with st.form("units", border=False):
            units = st.radio(
                "Units",
                list(profile.UNITS),
                index=list(profile.UNITS).index(me.units),
                format_func=profile.UNITS.__getitem__,
                key="units_units",
            )
            energy_unit = st.radio(
                "Energy",
                list(profile.ENERGY_UNITS),
                index=list(profile.ENERGY_UNITS).index(me.energy_unit),
                format_func=profile.ENERGY_UNITS.__getitem__,
                key="units_energy",
            )
            weekdays = list(profile.FIRST_WEEKDAYS)
            first_weekday = st.selectbox(
                "A week starts on",
                weekdays,
                index=weekdays.index(me.first_weekday),
                format_func=profile.FIRST_WEEKDAYS.__getitem__,
                key="units_weekday",
            )
            zones = profile.time_zones()
            time_zone = st.selectbox(
                "Time zone",
                zones if me.time_zone in zones else [me.time_zone, *zones],
                index=zones.index(me.time_zone) if me.time_zone in zones else 0,
                format_func=profile.place_of,
                key="units_time_zone",
            )
            st.caption("Used when your browser does not say where it is.")
            if me.care_until:
                until = f"{me.care_until.day} {me.care_until:%B %Y}"
                st.text(f"A coach hides calories and weight from you both until {until}, whatever you choose here.")
            hide_numbers = st.toggle(
                "Hide calories and weight",
                value=me.own_hide_numbers,
                help="For everybody whom they do no good. They show only where you open such an entry to change it.",
                key="units_hide_numbers",
            )
            saved = st.form_submit_button("Save", type="primary", key="units_save")
        if saved:
            _save(
                {
                    "units": units,
                    "energy_unit": energy_unit,
                    "first_weekday": first_weekday,
                    "time_zone": time_zone,
                    "hide_numbers": hide_numbers,
                }
            )


def _save(patch: dict[str, object]) -> None:
    try:
        row = profile.save(session.require_user().backend, patch)
    except GatewayError as error:
        messages.trouble(error)
        return
    session.remember_profile(row)
    # Read back by the card of the fields that were sent; the other card may hold something not yet saved.
    st.session_state[_SAVED] = "name" in patch
    messages.done("Saved.")
