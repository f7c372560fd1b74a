"""What was agreed with a coach for today, and what waits for an answer; nothing where there is no coach."""

import datetime
from collections.abc import Mapping
from typing import Any

import streamlit as st

from components import acts, plain, sharing_acts
from lib.coach.habits import Tick
from lib.diary.days import Clock
from lib.diary.overview import Overview
from lib.gateway.port import Row


def show(today: Overview, here: Clock) -> None:
    coaching: Mapping[str, Any] = today.raw.get("coaching") or {}
    habits: list[Row] = coaching.get("habits") or []
    waiting = _waiting(coaching) if today.day == here.today else []
    if not habits and not waiting:
        return
    with st.container(border=True, key="card_coaching"):
        st.header("With your coach")
        for habit in habits:
            _habit(habit, today.day)
        with st.container(gap=None):
            for line, icon in waiting:
                st.page_link("sharing.py", label=plain.label(line), icon=icon)


def _habit(habit: Row, day: datetime.date) -> None:
    done = bool(habit["done"])
    with st.container(horizontal=True, vertical_alignment="center", key=f"habit_row_{habit['id']}"):
        acts.button(
            plain.label(habit["title"]),
            f"habit_{habit['id']}",
            sharing_acts.tick(Tick(habit["id"], day, not done)),
            f"{habit['title']}: {'taken back' if done else 'kept'}.",
            icon=":material/check_box:" if done else ":material/check_box_outline_blank:",
            type="tertiary",
            help="Kept. Tap to take it back." if done else "Tap once you kept to it.",
        )
        st.text(f"{'Kept; ' if done else ''}{habit['ticks']} of {habit['times']} this week", width="content")


def _waiting(coaching: Mapping[str, Any]) -> list[tuple[str, str]]:
    """One line each."""
    told = [
        (_count(coaching, "invites", "A coach invites you", "{} coaches invite you"), ":material/handshake:"),
        (_count(coaching, "proposals", "Your coach proposes something", "{} proposals wait for you"),
         ":material/flag:"),
        (_count(coaching, "unread", "A new message from your coach", "{} new messages from your coach"),
         ":material/forum:"),
        (_count(coaching, "check_ins", "Your weekly check-in is due", "{} weekly check-ins are due"),
         ":material/fact_check:"),
    ]  # fmt: skip
    if ending := coaching.get("ending"):
        day = datetime.date.fromisoformat(ending)
        told.append((f"Sharing ends on {day:%A}, {day.day} {day:%B}", ":material/event:"))
    return [(line, icon) for line, icon in told if line]


def _count(coaching: Mapping[str, Any], name: str, one: str, more: str) -> str:
    count = coaching.get(name) or 0
    return "" if not count else one if count == 1 else more.format(count)
