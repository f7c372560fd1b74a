"""A goal of one's own: for what, from which day, and how much."""

import datetime

import streamlit as st

from components import acts, entry_fields, goal_acts, messages, opened
from lib import units
from lib.diary import catalog, goals, metrics_shown
from lib.diary.catalog import Metric
from lib.diary.days import Clock
from lib.diary.goals import Body
from lib.diary.overview import Goal, Overview
from lib.profile import Profile
from lib.units import Units

PREFIX = "goal_form_"
# Which goal is changed; nothing for a new one.
_OF = f"{PREFIX}of"
SIDES = {"low": "At least", "high": "At most", "band": "Between"}
LATEST = datetime.date(2199, 12, 31)


def show(today: Overview, about: Body, here: Clock, me: Profile) -> None:
    """The way to a new goal, and its form."""
    is_open = _is_open_for(None)
    st.button(
        "Close" if is_open else "Set a goal",
        key="toggle_goal_form",
        icon=":material/close:" if is_open else ":material/add:",
        on_click=_toggle,
        args=(None, me.shown_in),
    )
    if is_open:
        with st.container(border=True, key="card_goal_form"):
            _form(today, about, here, me, None)


def change_button(goal: Goal, me: Profile) -> None:
    """The way to change a goal that there is; the form is drawn where that goal stands."""
    is_open = _is_open_for(goal.metric)
    st.button(
        "Close" if is_open else "Change",
        icon=":material/close:" if is_open else ":material/edit:",
        key=f"goal_change_{goal.metric}",
        on_click=_toggle,
        args=(goal, me.shown_in),
    )


def change_form(goal: Goal, today: Overview, about: Body, here: Clock, me: Profile) -> None:
    if _is_open_for(goal.metric):
        _form(today, about, here, me, goal.metric)


def _is_open_for(metric: str | None) -> bool:
    return opened.is_open(PREFIX) and st.session_state.get(_OF) == metric


def _toggle(goal: Goal | None, shown: Units) -> None:
    """For `on_click`: one form is open at a time, for a goal that there is or for a new one."""
    was_open = _is_open_for(goal.metric if goal else None)
    opened.close(PREFIX)
    acts.quietly()
    if was_open:
        return
    opened.toggle(PREFIX)
    if goal is None:
        return
    st.session_state[_OF] = goal.metric
    both = goal.low is not None and goal.high is not None
    st.session_state[f"{PREFIX}side"] = "band" if both else "low" if goal.low is not None else "high"
    for name, bound in (("low", goal.low), ("high", goal.high)):
        if bound is not None:
            st.session_state[_key(PREFIX, goal.metric, name, shown)] = _to_shown(goal.metric, bound, shown)


def _form(today: Overview, about: Body, here: Clock, me: Profile, of: str | None) -> None:
    known = {metric.id: metric.label for metric in goals.metrics(me)}
    metric_id = of or st.selectbox(
        "Goal for",
        list(known),
        index=None,
        format_func=known.__getitem__,
        key=f"{PREFIX}metric",
        placeholder="Choose",
        on_change=acts.quietly,
    )
    side = st.radio(
        "Which kind",
        list(SIDES),
        format_func=SIDES.__getitem__,
        horizontal=True,
        key=f"{PREFIX}side",
        on_change=acts.quietly,
    )
    if metric_id is None:
        st.text("Choose what the goal is for.")
        return
    now = today.goals.get(metric_id)
    low, high = bounds(catalog.metrics()[metric_id], side, now, me.shown_in, PREFIX)
    starts_on = st.date_input(
        "From",
        value=here.today,
        min_value=datetime.date(1990, 1, 1),
        max_value=LATEST,
        key=f"{PREFIX}starts_on",
        help="It holds from this day until another goal for the same begins.",
        on_change=acts.quietly,
        width=160,
    )
    if not st.button("Save goal", type="primary", key=f"{PREFIX}save", on_click=acts.quietly):
        return
    sentence = goals.problem(metric_id, low, high, about, me.shown_in)
    if side == "band" and (low is None or high is None):
        sentence = "A goal between two numbers needs both."
    if starts_on is None:
        sentence = "A goal needs a day from which it holds."
    if sentence:
        messages.not_saved([sentence])
        return
    do = goal_acts.put(metric_id, low, high, starts_on, goals.OWN, goals.as_row(now), here.today)
    # Two different goals saved one right after the other are two taps.
    acts.later(f"{PREFIX}save_{metric_id}_{low}_{high}", do, f"{known[metric_id]}: goal set.", clears=PREFIX)
    st.rerun()


def bounds(metric: Metric, side: str, now: Goal | None, shown: Units, prefix: str) -> tuple[float | None, float | None]:
    quantity = metrics_shown.QUANTITIES.get(metric.id, "")
    found: dict[str, float | None] = {"low": None, "high": None}
    with st.container(horizontal=True):
        for name in ("low", "high") if side == "band" else (side,):
            typed: float | None = st.number_input(
                f"{SIDES[name]} ({goals.unit(metric.id, shown)})",
                value=None,
                step=units.step(quantity, shown) if quantity else max(metric.smallest_change, 0.1),
                format=f"%.{_decimals(metric, shown)}f",
                key=_key(prefix, metric.id, name, shown),
                on_change=acts.quietly,
                width=200,
            )
            old = getattr(now, name) if now else None
            found[name] = entry_fields.stored(quantity, typed, old, shown)
    return found["low"], found["high"]


def _key(prefix: str, metric: str, name: str, shown: Units) -> str:
    # Another metric or unit is another field: 1,600 ml must not become 1,600 kcal.
    return f"{prefix}{metric}_{goals.unit(metric, shown)}_{name}"


def _decimals(metric: Metric, shown: Units) -> int:
    if quantity := metrics_shown.QUANTITIES.get(metric.id):
        return units.decimals(quantity, shown)
    return 2 if metric.smallest_change % 0.5 else metric.decimals


def _to_shown(metric: str, bound: float, shown: Units) -> float:
    quantity = metrics_shown.QUANTITIES.get(metric)
    return units.to_shown(quantity, bound, shown) if quantity else float(bound)
