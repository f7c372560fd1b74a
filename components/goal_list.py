"""The goals that hold today, and those there were and will be."""

import datetime
from dataclasses import replace

import streamlit as st

from components import acts, goal_acts, goal_form, messages, opened
from lib.diary import catalog, days, goals, goals_shown
from lib.diary.days import Clock
from lib.diary.goals import Body
from lib.diary.overview import Goal, Overview
from lib.gateway.port import Backend, GatewayError, Row
from lib.profile import Profile

_HISTORY = "goal_history_"
_ROWS = f"{_HISTORY}rows"


def show(today: Overview, about: Body, here: Clock, me: Profile) -> None:
    found = [goal for goal in today.goals.values() if not goals_shown.is_hidden(goal.metric, goal.source, me)]
    if not found:
        st.text("You have set no goals. A goal shows on Today what is left of the day.")
    order = list(catalog.metrics())
    for goal in sorted(found, key=lambda goal: order.index(goal.metric)):
        _goal(goal, today, about, here, me)


def _goal(goal: Goal, today: Overview, about: Body, here: Clock, me: Profile) -> None:
    label = catalog.metric_label(goal.metric)
    harm = goals_shown.harm(goal.metric, goal.low, goal.high, about, me.shown_in)
    with st.container(border=True, key=f"goal_{goal.metric}"):
        with st.container(gap=None):
            st.text(f"{label}: {harm or goals.bounds(goal.low, goal.high, goal.metric, me.shown_in)}")
            st.text(f"Since {_day(goal.starts_on)}. {_source(goal.source)}")
        with st.container(horizontal=True):
            # A goal that would harm is not offered to begin with either.
            goal_form.change_button(replace(goal, low=None, high=None) if harm else goal, me)
            acts.button(
                "End",
                f"goal_end_{goal.metric}",
                goal_acts.put(goal.metric, None, None, here.today, goals.OWN, goals.as_row(goal), here.today),
                f"{label}: goal ended.",
                icon=":material/flag:",
                help="From today on it holds no more; the days before keep it.",
            )
        goal_form.change_form(goal, today, about, here, me)


def history(backend: Backend, today: Overview, about: Body, here: Clock, me: Profile) -> None:
    is_open = opened.is_open(_HISTORY)
    st.button(
        "Hide the history" if is_open else "Goals before and to come",
        key="toggle_goal_history",
        icon=":material/history:",
        type="tertiary",
        on_click=opened.toggle,
        args=(_HISTORY,),
    )
    if is_open:
        with st.container(border=True, key="card_goal_history"):
            _history(_rows(backend, today), about, here, me)


def _rows(backend: Backend, today: Overview) -> list[Row]:
    """Read when it is opened, and anew when the goals are others than they were then."""
    known: tuple[object, list[Row]] | None = st.session_state.get(_ROWS)
    if known and known[0] is today:
        return known[1]
    try:
        rows = goals.history(backend)
    except GatewayError as error:
        messages.away(error, key="goal_history")
        return known[1] if known else []
    st.session_state[_ROWS] = (today, rows)
    return rows


def _history(rows: list[Row], about: Body, here: Clock, me: Profile) -> None:
    rows = [row for row in rows if not goals_shown.is_hidden(row["metric"], row["source"], me)]
    if not rows:
        st.text("There were none, and none are to come.")
    for row in rows:
        starts_on = datetime.date.fromisoformat(row["starts_on"])
        what = _what(row, about, me)
        label = catalog.metric_label(row["metric"])
        with st.container(horizontal=True, vertical_alignment="center", key=f"goal_row_{row['id']}"):
            st.text(f"{'From' if starts_on > here.today else 'Since'} {_day(starts_on)}: {label}, {what}")
            acts.button(
                "Remove",
                f"goal_remove_{row['id']}",
                goal_acts.remove(row),
                f"{label}: goal of {days.say_day(starts_on, here.today)} removed.",
                icon=":material/delete:",
                type="tertiary",
            )


def _what(row: Row, about: Body, me: Profile) -> str:
    low, high = row["low"], row["high"]
    if low is None and high is None:
        return "ended"
    if goals_shown.harm(row["metric"], low, high, about, me.shown_in):
        return "a goal that is not safe for you"
    return goals.bounds(low, high, row["metric"], me.shown_in)


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _source(source: str) -> str:
    return "Your own." if source == goals.OWN else f"{source}."
