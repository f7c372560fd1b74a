"""The cards of the Settings page: profile, where one is signed in, and the password."""

import datetime

import streamlit as st

from components import leave, messages, once
from lib import profile, session
from lib.gateway.port import AccountError, GatewayError
from lib.profile import Profile
from lib.web.leave_script import end_path


def profile_card(me: Profile) -> None:
    with st.container(border=True):
        st.header("About you")
        st.caption("Everything here is optional. It makes estimates, such as energy need, fit you better.")
        _begin_with(profile_birth_date=me.birth_date, profile_sex=me.sex)
        with st.form("profile", border=False):
            name = st.text_input("Name", value=me.name, max_chars=80, key="profile_name", autocomplete="name")
            birth_date = st.date_input(
                "Birth date",
                value=None,
                min_value=profile.OLDEST,
                max_value=datetime.date.today(),
                key="profile_birth_date",
            )
            sex = st.selectbox(
                "Sex, for formulas that need it",
                list(profile.SEXES),
                index=None,
                format_func=profile.SEXES.__getitem__,
                placeholder="Not said",
                key="profile_sex",
            )
            height_cm = _height_input(me)
            saved = st.form_submit_button("Save", type="primary", key="profile_save")
        if saved:
            _save({"name": name, "birth_date": birth_date, "sex": sex, "height_cm": height_cm})


def _begin_with(**values: object) -> None:
    """What the fields show at first. A field that is given its value directly can never be emptied again."""
    for key, value in values.items():
        st.session_state.setdefault(key, value)


def _height_input(me: Profile) -> float | None:
    if me.units == "metric":
        _begin_with(profile_height_cm=me.height_cm)
        return st.number_input(
            "Height (cm)",
            value=None,
            min_value=profile.SHORTEST_CM,
            max_value=profile.TALLEST_CM,
            step=0.5,
            format="%.1f",
            placeholder="Not said",
            key="profile_height_cm",
        )
    feet, inches = profile.feet_and_inches(me.height_cm) if me.height_cm else (None, None)
    _begin_with(profile_feet=feet, profile_inches=inches)
    with st.container(horizontal=True):
        feet = st.number_input("Height (ft)", value=None, min_value=1, max_value=8, step=1, key="profile_feet")
        inches = st.number_input("and (in)", value=None, min_value=0, max_value=11, step=1, key="profile_inches")
    if feet is None:
        return None
    if profile.same_height(me.height_cm, feet, inches or 0):
        return me.height_cm
    return profile.centimetres(feet, inches or 0)


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
                key="units_time_zone",
            )
            hide_numbers = st.toggle(
                "Hide calories and weight everywhere",
                value=me.hide_numbers,
                help="For everybody whom these numbers do no good. Everything else keeps working.",
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
    messages.done("Saved.")


def sessions_card() -> None:
    me = session.require_user()
    with st.container(border=True):
        st.header("Where you are signed in")
        try:
            rows = me.backend.gateway.select("my_sessions", order="last_used_at", desc=True)
        except GatewayError:
            st.caption("This list cannot be shown right now.")
            return
        is_demo, zone = bool(me.profile["is_demo"]), profile.zone(me.profile["time_zone"])
        if is_demo:
            # Strangers share the demo people: they neither see nor end each other's visits.
            rows = [row for row in rows if row["id"] == me.id]
        for row in sorted(rows, key=lambda row: row["id"] != me.id):
            with st.container(horizontal=True, vertical_alignment="center"):
                here = row["id"] == me.id
                used = datetime.datetime.fromisoformat(row["last_used_at"]).astimezone(zone)
                st.text(f"{row['device']}\n{'This browser' if here else f'Last used {used:%-d %B %Y}'}")
                if not here and st.button("Sign out there", key=f"end_{row['id']}"):
                    _end_session(row["id"])
        with st.container(horizontal=True):
            if st.button("Sign out", icon=":material/logout:", key="sign_out_here"):
                leave_signed_out(everywhere=False)
            if not is_demo and st.button("Sign out everywhere", key="sign_out_everywhere"):
                leave_signed_out(everywhere=True)


def _end_session(session_id: str) -> None:
    try:
        session.require_user().backend.gateway.delete("my_sessions", eq={"id": session_id})
    except GatewayError as error:
        messages.trouble(error)
        return
    st.rerun()


def leave_signed_out(*, everywhere: bool) -> None:
    try:
        ticket = session.sign_out_everywhere() if everywhere else session.sign_out()
    except GatewayError as error:
        messages.trouble(error)
        return
    leave.go_to(end_path(ticket))
    st.stop()


def password_card() -> None:
    me = session.require_user()
    with st.container(border=True):
        st.header("Password")
        if me.profile["is_demo"]:
            st.caption("The demo people have no password.")
            return
        change = once.note("password_change")
        changed, change.done = bool(change.done), ""
        if changed:
            st.session_state["pw_old"] = st.session_state["pw_new"] = ""
        with st.form("password", border=False):
            # Lets a password manager know whose password this is.
            email = me.backend.person.email
            st.text_input("E-mail", value=email, disabled=True, autocomplete="username", key="pw_email")
            old = st.text_input(
                "Present password", type="password", autocomplete="current-password", max_chars=200, key="pw_old"
            )
            new = st.text_input(
                "New password", type="password", autocomplete="new-password", max_chars=200, key="pw_new",
                help="At least 10 characters. Every other browser is signed out.",
            )  # fmt: skip
            pressed = st.form_submit_button("Change password", type="primary", key="pw_save")
        if pressed and not changed:
            try:
                with change.lock:
                    if not change.done:
                        session.change_password(old, new)
                        change.done = "yes"
            except (AccountError, GatewayError) as error:
                messages.trouble(error)
                return
            st.rerun()
        if changed:
            st.success("Your password is changed and every other browser is signed out.", icon=":material/check:")
