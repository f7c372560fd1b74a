"""The overview of a client: the assessment of the board, and what of each kind the last four weeks were like."""

import statistics
from collections.abc import Sequence

import streamlit as st

from components import plain
from lib.coach import board, kinds
from lib.coach import client as clients
from lib.coach.client import Client
from lib.diary import series
from lib.diary.days import Clock
from lib.diary.kinds import KINDS
from lib.diary.series import DAY
from lib.profile import Profile
from lib.units import number

# Read with this part, and what it needs: as far back as the board looks, and the Trends page for four weeks.
ASKED = (*clients.EVERY_METRIC, clients.SCORE, series.GOALS)


def show(client: Client, here: Clock, me: Profile) -> None:
    _assessment(client, here, me)
    st.header("Last 28 days against the 28 before")
    every = list(kinds.SHARED)
    for two in (every[at : at + 2] for at in range(0, len(every), 2)):
        # Beside each other on a desk, in the same order on a phone.
        for side, kind in zip(st.columns(2), two, strict=False):
            with side, st.container(border=True, key=f"card_overview_{kind}"):
                _card(client, kind, here, me)


def _card(client: Client, kind: str, here: Clock, me: Profile) -> None:
    st.subheader(plain.label(kinds.SHARED[kind]))
    if kind not in client.kinds:
        st.text(f"{kinds.NOT_SHARED}.")
    elif kind == clients.SCORE:
        _score(client, here)
    elif kind in KINDS:
        _kind(client, kind, me)
    else:
        st.text(_with_entries(client, kind))


def _assessment(client: Client, here: Clock, me: Profile) -> None:
    line = clients.as_on_board(client, here.today)
    with st.container(border=True, key="card_assessment"):
        st.subheader("What stands out")
        if not client.entry_kinds:
            st.text("No kind of entry is shared, so nothing can stand out.")
            return
        if client.hides_all:
            st.text("All figures of what is shared are hidden, so nothing can stand out here.")
            return
        said = board.assessment(line, today=here.today, shown=me.shown_in)
        for sentence in said or ["Nothing is unusual against their own last weeks."]:
            st.text(f"{sentence.rstrip('.')}.")
        st.text(
            f"Logged on {line.logged_7} of the last {line.known_7} days and {line.logged_30} of the last "
            f"{line.known_30}, of what is shared{' and not hidden' if client.is_hidden('energy') else ''}."
        )
        st.caption("They see the same sentences on their Sharing page.")


def _kind(client: Client, kind: str, me: Profile) -> None:
    metrics = [metric for metric in clients.MAIN[kind] if client.may_see(metric)]
    if client.daily is None or not any(client.daily.of(metric) for metric in metrics):
        st.text(_nothing(metrics, clients.MAIN[kind]))
        return
    for metric in metrics:
        if client.daily.of(metric):
            one = clients.drawn(client.daily, metric, clients.PERIOD, me.shown_in, hide_numbers=client.hide_numbers)
            st.text(f"{one.title}: {one.label}")
            # The mean, and that of the time before.
            st.caption(plain.label(" ".join(one.evidence[:2])))


def _nothing(may_see: Sequence[str], main: Sequence[str]) -> str:
    if not may_see:
        return "Its main figures are hidden."
    if len(may_see) < len(main):
        return "One of its main figures is hidden; nothing else of this is logged in these days."
    return "Nothing of this is logged in these days."


def _score(client: Client, here: Clock) -> None:
    scores = client.scores or {}
    start = here.today - DAY * (clients.PERIOD - 1)
    lately = [value for day, value in scores.items() if day >= start]
    before = [value for day, value in scores.items() if start - DAY * clients.PERIOD <= day < start]
    if not lately:
        st.text("No day of these four weeks has a score yet. Scores are kept when the client looks at their own.")
        return
    latest = max(scores)
    st.text(f"On average {number(statistics.fmean(lately))} of 100, on {len(lately)} days")
    compared = f"it was {number(statistics.fmean(before))}" if before else "there was none"
    newest = f"The latest: {number(scores[latest])}, of {latest:%-d %B}."
    st.caption(plain.label(f"In the 28 days before {compared}. {newest}"))


def _with_entries(client: Client, kind: str) -> str:
    if kind == "photos":
        return (
            "They stand with the meals in the log."
            if "meal" in client.kinds
            else "Meals, which they belong to, are not."
        )
    return (
        "They stand with the entries in the log." if client.entry_kinds else "Entries, which they belong to, are not."
    )
