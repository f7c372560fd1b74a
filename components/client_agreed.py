"""Goals and habits between a client and their coach: what is proposed, what is agreed, and how far it is kept."""

import datetime

import streamlit as st

from components import acts, client_parts, goal_form, messages, section
from lib.coach import client as clients
from lib.coach.client import Asked, Client
from lib.diary import catalog, goals, metrics_shown, say
from lib.diary.days import DAY, Clock
from lib.gateway.port import Row
from lib.profile import Profile
from lib.units import Units

WHAT = {"goal": "A goal with a number", "habit": "A habit"}
LONGEST_TITLE = 120
TOO_LITTLE = (
    "An energy goal below {} is not proposed here, because few adults need less even at rest. Choose a higher one."
)


def asked(client_id: str, here: Clock) -> Asked:
    """The figures of what is agreed on, as far as this tab knows what that is."""
    return Asked(tuple(st.session_state.get(_known(client_id), ())), here.today - DAY * (clients.KEPT_DAYS - 1))


def _known(client_id: str) -> str:
    # Names of metrics, to know what to ask for; never shown.
    return f"{client_parts.prefix(client_id)}agreed_metrics"


def show(client: Client, here: Clock, me: Profile) -> None:
    needed = [metric for metric in client.goal_metrics() if client.may_see(metric)]
    if not set(needed) <= set(st.session_state.get(_known(client.id), ())):
        st.session_state[_known(client.id)] = needed
        st.rerun()
    open_ones = [row for row in client.agreements if row["state"] in ("proposed", "accepted")]
    if not open_ones:
        st.text(
            "Nothing is agreed yet. What you propose stands here; once they accept it, you see on how many days it was "
            "kept."
        )
    for row in open_ones:
        _agreement(client, row, here, me)
    if section.show("Propose something", f"{_form(client.id)}", ":material/add:"):
        with st.container(border=True, key="card_propose"):
            _propose(client, here, me)
    past = [row for row in client.agreements if row["state"] in ("declined", "ended")]
    if past and section.show("Earlier", f"{client_parts.prefix(client.id)}earlier_", ":material/history:"):
        for row in reversed(past):
            how = "declined" if row["state"] == "declined" else "ended"
            st.text(f"{_title(row, me.shown_in)}: {how}{_on(row['answered_at'])}.")


def _title(row: Row, shown: Units) -> str:
    if row["metric"] is None:
        return str(row["title"])
    low, high = (None if row[name] is None else float(row[name]) for name in ("low", "high"))
    return f"{catalog.metric_label(row['metric'])}: {goals.bounds(low, high, row['metric'], shown)}"


def _on(moment: str | None) -> str:
    return f" on {datetime.datetime.fromisoformat(moment):%-d %B %Y}" if moment else ""


def _agreement(client: Client, row: Row, here: Clock, me: Profile) -> None:
    starts_on = datetime.date.fromisoformat(row["starts_on"])
    times = "every day" if row["times"] == 7 else "once a week" if row["times"] == 1 else f"{row['times']} days a week"
    with st.container(border=True, key=f"agreement_{row['id']}"):
        st.text(f"{_title(row, me.shown_in)}, {times}")
        if row["state"] == "proposed":
            st.text(f"Proposed{_on(row['proposed_at'])}; they have not answered yet.")
        elif starts_on > here.today:
            st.text(f"Agreed; it begins on {starts_on:%-d %B}.")
        elif row["metric"] is not None and not client.may_see(row["metric"]):
            why = "hidden" if client.is_hidden(row["metric"]) else "not shared with you"
            st.text(f"Agreed. The figures it is about are {why}.")
        else:
            kept = len(clients.kept_days(row, client.daily, here.today))
            days = min(clients.KEPT_DAYS, (here.today - starts_on).days + 1)
            st.text(f"Kept on {kept} of the last {days} days; agreed since {starts_on:%-d %B %Y}.")
        client_parts.two_taps(
            f"end_{row['id']}",
            "Take back" if row["state"] == "proposed" else "End",
            "Then it is no longer agreed. A goal that came of it stays theirs until they change it.",
            "Yes, end it",
            client_parts.act(lambda backend: clients.end_agreement(backend, row["id"])),
            "Ended.",
            ":material/stop_circle:",
        )


def _form(client_id: str) -> str:
    return f"{client_parts.prefix(client_id)}propose_"


def _propose(client: Client, here: Clock, me: Profile) -> None:
    form = _form(client.id)
    drawn = client_parts.key_of(form)
    offered = client.metrics
    what = st.radio("What", list(WHAT), format_func=WHAT.__getitem__, horizontal=True, key=f"{form}what")
    if what == "goal" and not offered:
        why = "All figures are hidden" if client.hides_all else "No kind with figures is shared with you"
        st.text(f"{why}, so a habit is all that can be proposed.")
        return
    title, metric, low, high = _goal(offered, form, me.shown_in) if what == "goal" else (_habit(form), None, None, None)
    times: int = st.slider("Days a week", 1, 7, value=7, key=f"{form}times")
    starts_on: datetime.date | None = st.date_input(
        "From",
        value=here.today,
        min_value=here.today,
        max_value=here.today + DAY * 366,
        key=f"{form}starts_on",
        width=160,
    )
    if not st.button("Propose", type="primary", key="tap_propose", on_click=acts.quietly):
        return
    if sentence := problem(what, title, metric, low, high, starts_on, me.shown_in):
        messages.not_saved([sentence])
        return
    assert starts_on is not None
    proposal = {
        "title": title, "metric": metric, "low": low, "high": high, "times": times, "starts_on": starts_on.isoformat(),
    }  # fmt: skip
    acts.later(
        f"propose_{drawn}",
        client_parts.act(lambda backend: clients.propose(backend, client.id, proposal, drawn)),
        "Proposed. They find it on their Sharing page.",
        clears=form,
    )
    st.rerun()


def problem(
    what: str,
    title: str,
    metric: str | None,
    low: float | None,
    high: float | None,
    starts_on: datetime.date | None,
    shown: Units,
) -> str:
    """Why it is not proposed, as a sentence."""
    if starts_on is None:
        return "It needs a day from which it holds."
    if what == "habit":
        return "" if title else "Say in words what the habit is."
    if metric is None:
        return "Choose what the goal is for."
    if metric == "energy" and high is not None and high < goals.LOWEST_ENERGY:
        return TOO_LITTLE.format(say.energy(goals.LOWEST_ENERGY, shown))
    return goals.problem(metric, low, high, goals.Body(None, None, None, None), shown)


def _habit(form: str) -> str:
    typed: str = st.text_input(
        "The habit, in words", key=f"{form}title", max_chars=LONGEST_TITLE, placeholder="A walk after lunch"
    )
    return " ".join(typed.split())


def _goal(offered: list[str], form: str, shown: Units) -> tuple[str, str | None, float | None, float | None]:
    metric: str | None = st.selectbox(
        "Goal for", offered, index=None, format_func=metrics_shown.label, key=f"{form}metric", placeholder="Choose"
    )
    side = st.radio(
        "Which kind", list(goal_form.SIDES), format_func=goal_form.SIDES.__getitem__, horizontal=True, key=f"{form}side"
    )
    if metric is None:
        return "", None, None, None
    low, high = goal_form.bounds(catalog.metrics()[metric], side, None, shown, form)
    return catalog.metric_label(metric), metric, low, high
