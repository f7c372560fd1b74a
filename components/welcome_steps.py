"""The first steps: each is saved as it is done, and whoever leaves has lost nothing."""

from collections.abc import Callable

import streamlit as st

from components import about_fields, acts, goal_suggestions, messages, profile_saving
from lib import profile, session
from lib.diary import goals
from lib.diary.days import Clock
from lib.diary.kinds import KINDS
from lib.profile import Profile
from lib.units import Units

_PREFIX = "welcome_"
_STEP = f"{_PREFIX}step"
SUGGESTED = 3


def show(me: Profile, here: Clock) -> None:
    step = st.session_state.setdefault(_STEP, 0)
    st.text(f"Step {step + 1} of {len(STEPS)}. You can leave at any time; what you have saved stays.")
    with st.container(border=True, key=f"welcome_card_{step}"):
        STEPS[step](me, here)
    if step < len(STEPS) - 1:
        st.button("Skip the rest", key=f"{_PREFIX}skip", type="tertiary", on_click=_mark, args=(f"{_PREFIX}skipping",))
    leave_if_asked(me)


def leave_if_asked(me: Profile) -> None:
    """Keeps that somebody has been here, once, and shows Today."""
    for asked, welcome in ((f"{_PREFIX}skipping", "skipped"), (f"{_PREFIX}finishing", "done")):
        if not st.session_state.pop(asked, False):
            continue
        # Whoever has done all steps before has still done them.
        known = me.welcome == "done" or profile_saving.save({"welcome": welcome})
        if known:
            st.session_state.pop(_STEP, None)
            st.switch_page("today.py")


def _mark(name: str) -> None:
    st.session_state[name] = True


def _buttons(step: int) -> bool:
    with st.container(horizontal=True):
        pressed = st.button("Save and go on", type="primary", key=f"{_PREFIX}save_{step}")
        if step:
            st.button("Back", key=f"{_PREFIX}back_{step}", on_click=_go, args=(step - 1,))
    return pressed


def _go(step: int) -> None:
    st.session_state[_STEP] = step


def _save(patch: dict[str, object], step: int) -> None:
    if profile_saving.save(patch):
        _go(step + 1)
        st.rerun()


def _track(me: Profile, here: Clock) -> None:
    st.header("What would you like to track?")
    st.text("Three are a good start. They stand first on Today; the others stay within reach below.")
    # All six is what nobody has chosen yet.
    chosen_before = me.tracked if len(me.tracked) < len(KINDS) or me.welcome == "done" else ()
    profile_saving.begin_with(**{f"{_PREFIX}track_{kind}": kind in chosen_before for kind in KINDS})
    picked = [kind.id for kind in KINDS.values() if st.checkbox(kind.label, key=f"{_PREFIX}track_{kind.id}")]
    if not _buttons(0):
        return
    if not picked:
        messages.not_saved(["Choose at least one, or skip the rest."])
        return
    # An order chosen in Settings stays where it can.
    order = [kind for kind in me.tracked if kind in picked]
    _save({"tracked": [*order, *(kind for kind in picked if kind not in order)]}, 0)


def _units(me: Profile, here: Clock) -> None:
    st.header("Units and days")
    profile_saving.begin_with(**{f"{_PREFIX}units": me.units, f"{_PREFIX}energy": me.energy_unit})
    system = st.radio("Units", list(profile.UNITS), format_func=profile.UNITS.__getitem__, key=f"{_PREFIX}units")
    energy_unit = st.radio(
        "Energy", list(profile.ENERGY_UNITS), format_func=profile.ENERGY_UNITS.__getitem__, key=f"{_PREFIX}energy"
    )
    glucose = about_fields.glucose_unit(me, _PREFIX)
    read_cups = about_fields.cup_sizes(me.cups, Units(system, energy_unit, glucose), _PREFIX)
    time_zone = _time_zone(me, here)
    profile_saving.begin_with(**{f"{_PREFIX}hide_numbers": me.own_hide_numbers})
    hide_numbers = st.toggle(
        "Hide calories and weight",
        key=f"{_PREFIX}hide_numbers",
        help="For everybody whom they do no good. They show only where you open such an entry to change it.",
    )
    if not _buttons(1):
        return
    refused: list[str] = []
    cups = about_fields.taken(read_cups, refused)
    if refused:
        messages.not_saved(refused)
        return
    _save(
        {
            "units": system,
            "energy_unit": energy_unit,
            "glucose_unit": glucose,
            "cups": cups,
            "time_zone": time_zone,
            "hide_numbers": hide_numbers,
        },
        1,
    )


def _time_zone(me: Profile, here: Clock) -> str:
    """Where the browser is comes first: that is where the person is now."""
    zones = list(profile.time_zones())
    begin = here.zone_name
    zones = zones if begin in zones else [begin, *zones]
    zones = zones if me.time_zone in zones else [me.time_zone, *zones]
    profile_saving.begin_with(**{f"{_PREFIX}time_zone": begin})
    if begin != me.time_zone:
        st.text(
            f"Your days are counted where your browser is: in {profile.place_of(begin)}. The time zone kept for you "
            f"is {profile.place_of(me.time_zone)} so far."
        )
    chosen: str = st.selectbox("Time zone", zones, format_func=profile.place_of, key=f"{_PREFIX}time_zone")
    st.caption("Used when your browser does not say where it is.")
    return chosen


def _about(me: Profile, here: Clock) -> None:
    st.header("About you, if you like")
    st.text("From these we work out your energy need and choose suggestions that fit. Nobody else sees them.")
    born_first = me.birth_date.isoformat() if me.birth_date else ""
    profile_saving.begin_with(**{f"{_PREFIX}born": born_first, f"{_PREFIX}sex": me.sex})
    born = st.text_input("Birth date", placeholder="YYYY-MM-DD", key=f"{_PREFIX}born", autocomplete="bday")
    sex = st.selectbox(
        "Sex, for formulas that need it",
        list(profile.SEXES),
        index=None,
        format_func=profile.SEXES.__getitem__,
        placeholder="Not said",
        key=f"{_PREFIX}sex",
    )
    read_height = about_fields.height(me, _PREFIX)
    level = about_fields.activity_level(me, _PREFIX)
    if not _buttons(2):
        return
    refused: list[str] = []
    patch: dict[str, object] = {
        "birth_date": about_fields.taken(lambda: profile.read_birth_date(born, here.today), refused),
        "sex": sex,
        "height_cm": about_fields.taken(read_height, refused),
        "activity_level": level,
    }
    if refused:
        messages.not_saved(refused)
        return
    _save(patch, 2)


def _goals(me: Profile, here: Clock) -> None:
    st.header("Goals, if you like")
    st.text("General figures from public sources. You can change or end each of them on the Goals page.")
    today = acts.day(session.require_user().backend, here.today)
    goal_suggestions.show(today, goals.body(me, today.latest("weight"), here.today), here, me)
    with st.container(horizontal=True):
        st.button(
            "Done", type="primary", key=f"{_PREFIX}done", on_click=_mark, args=(f"{_PREFIX}finishing",),
            icon=":material/check:",
        )  # fmt: skip
        st.button("Back", key=f"{_PREFIX}back_3", on_click=_go, args=(2,))


STEPS: tuple[Callable[[Profile, Clock], None], ...] = (_track, _units, _about, _goals)
