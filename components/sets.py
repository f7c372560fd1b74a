"""Strength sets: exercise, repetitions and weight, with last time's numbers filled in."""

from typing import Any

import streamlit as st

from components import acts, messages
from lib import session, units
from lib.gateway.port import GatewayError
from lib.profile import Profile

MOST = 60


def ask(prefix: str, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sets as they would be stored. Rows live in the page's state until the form is saved."""
    me = Profile.of(session.require_user().profile)
    rows: list[dict[str, Any]] = st.session_state.setdefault(
        f"{prefix}sets", [{"n": n, **{k: s[k] for k in ("exercise", "reps", "kg")}} for n, s in enumerate(before)]
    )
    for row in rows:
        _row(prefix, row, rows, me)
    _add(prefix, rows)
    return [
        {"exercise": row["exercise"], "reps": row["reps"], "kg": row["kg"]} for row in rows if row["exercise"].strip()
    ]


def _row(prefix: str, row: dict[str, Any], rows: list[dict[str, Any]], me: Profile) -> None:
    n, shown = row["n"], me.shown_in
    unit = units.unit_label("mass", shown)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text(row["exercise"], width=140)
        st.session_state.setdefault(f"{prefix}reps{n}", row["reps"])
        reps = st.number_input(
            "Reps", value=None, min_value=1, max_value=10_000, step=1, key=f"{prefix}reps{n}", width=120
        )
        old = units.to_shown("mass", row["kg"], shown) if row["kg"] is not None else None
        st.session_state.setdefault(f"{prefix}kg{n}", old)
        weight = st.number_input(
            f"Weight ({unit})", value=None, min_value=0.0, step=2.5, format="%.1f", key=f"{prefix}kg{n}", width=140
        )
        row["reps"] = reps
        if not units.same("mass", row["kg"], weight, shown):
            row["kg"] = units.from_shown("mass", weight, shown) if weight is not None else None
        st.button(
            "Remove",
            key=f"{prefix}drop{n}",
            icon=":material/close:",
            type="tertiary",
            on_click=_drop,
            args=(rows, n),
        )


def _drop(rows: list[dict[str, Any]], n: int) -> None:
    acts.quietly()
    rows[:] = [row for row in rows if row["n"] != n]


def _add(prefix: str, rows: list[dict[str, Any]]) -> None:
    known = _known(prefix)
    used = list(dict.fromkeys(row["exercise"] for row in rows))
    choice_key = f"{prefix}exercise{len(rows)}"
    if rows and choice_key not in st.session_state:
        st.session_state[choice_key] = rows[-1]["exercise"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        exercise = st.selectbox(
            "Exercise",
            [*used, *(name for name in known if name not in used)],
            index=None,
            accept_new_options=True,
            placeholder="Choose or type one",
            key=choice_key,
        )
        st.button(
            "Add set",
            key=f"{prefix}add",
            icon=":material/add:",
            disabled=not exercise or len(rows) >= MOST,
            on_click=_append,
            args=(rows, exercise or "", known.get(exercise or "", [])),
        )


def _append(rows: list[dict[str, Any]], exercise: str, last_time: list[dict[str, Any]]) -> None:
    """The next set has last time's numbers at this place, else those of the set before."""
    acts.quietly()
    done = [row for row in rows if row["exercise"] == exercise]
    guess = last_time[len(done)] if len(done) < len(last_time) else (done or [{"reps": None, "kg": None}])[-1]
    n = max((row["n"] for row in rows), default=-1) + 1
    rows.append({"n": n, "exercise": exercise.strip()[:80], "reps": guess["reps"], "kg": guess["kg"]})


def _known(prefix: str) -> dict[str, list[dict[str, Any]]]:
    """Exercises with last time's sets, asked for once while the form is open."""
    key = f"{prefix}known"
    if key not in st.session_state:
        try:
            found = session.require_user().backend.gateway.rpc("last_sets")
        except GatewayError as error:
            messages.trouble(error)
            return {}
        st.session_state[key] = {row["exercise"]: row["sets"] for row in found}
    known: dict[str, list[dict[str, Any]]] = st.session_state[key]
    return known
