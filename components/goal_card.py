"""Where the day stands against the person's goals, and what is left."""

import streamlit as st

from lib.diary import catalog, goals, goals_shown, say
from lib.diary.overview import Overview, Progress, progress
from lib.profile import Profile


def show(today: Overview, me: Profile) -> None:
    found = [p for p in progress(today) if not goals_shown.is_hidden(p.goal.metric, p.goal.source, me)]
    with st.container(border=True, key="card_goals"):
        st.header("Goals")
        if not found:
            st.caption("Goals that you set show here what is left of the day, from their first day on.")
        for one in found:
            _goal(one, today, me)
        st.page_link("goals.py", label="Set goals" if not found else "Change goals", icon=":material/flag:")


def _goal(one: Progress, today: Overview, me: Profile) -> None:
    metric = catalog.metrics()[one.goal.metric]
    if harm := goals_shown.harm_on(today, one.goal, me):
        st.text(f"{metric.label}: {harm}")
        return
    value = one.value or 0
    amount = say.metric_value(metric.id, value, me.shown_in)
    if one.value is None:
        amount = "nothing yet"
    elif metric.id == "energy" and say.has_range(today.food()):
        amount = say.energy_range(today.food(), me.shown_in)
    elif one.at_least:
        amount = f"at least {amount}"
    bound = one.goal.low if one.goal.low is not None else one.goal.high
    share = min(value / bound, 1.0) if bound else 0.0
    st.progress(share, text=f"{metric.label}: {amount}, {_left(one, me)}")


def _left(one: Progress, me: Profile) -> str:
    metric = one.goal.metric
    low, high = one.goal.low, one.goal.high
    if metric in ("weight", "waist"):
        return f"goal {goals.amounts(low, high, metric, me.shown_in)}"
    if one.state == "over" and high is not None:
        return f"{say.metric_value(metric, (one.value or 0) - high, me.shown_in)} above {_say(metric, high, me)}"
    if low is not None and one.state == "met":
        return f"goal of {goals.amounts(low, high, metric, me.shown_in)} met"
    if low is not None:
        return f"{'up to ' if one.at_least else ''}{_say(metric, one.left or 0, me)} to go"
    return f"{_say(metric, one.left or 0, me)} left of {_say(metric, high or 0, me)}"


def _say(metric: str, value: float, me: Profile) -> str:
    return say.metric_value(metric, value, me.shown_in)
