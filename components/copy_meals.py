"""Meals of any other day: to copy one, or all that day holds, or to repeat one every week."""

import datetime

import streamlit as st

from components import acts, entry_acts, opened, plain, repeat_form
from components.shelf import Shelf
from lib.diary import days, entries, say
from lib.diary.days import DAY, Clock
from lib.gateway.port import Backend, Row
from lib.profile import Profile

WHOLE_DAY = ("meal", "water", "gym")
THERE = "That is there already."


def show(shelf: Shelf, day: datetime.date, here: Clock, me: Profile) -> None:
    st.session_state.setdefault("copy_from", day - DAY)
    chosen: datetime.date | None = st.date_input("From", key="copy_from", max_value=here.today, width=150)
    if chosen is None:
        st.text("Choose the day to copy from.")
        return
    rows = shelf.read("day", chosen, lambda backend: _meals(backend, chosen))
    name, to = _named(chosen, here), _named(day, here)
    if rows == []:
        st.text("No meals are logged on that day. Choose another one.")
    for row in rows or []:
        _meal(row, day, here, me, to)
    if rows and chosen != day:
        with st.container(horizontal=True):
            _whole("All its meals", "copy_meals", ("meal",), chosen, day, here, f"The meals of {name}: copied to {to}.")
            _whole(
                "Everything: meals, drinks, training", "copy_all", WHOLE_DAY, chosen, day, here,
                f"Meals, drinks and training of {name}: copied to {to}.",
            )  # fmt: skip


def _named(day: datetime.date, here: Clock) -> str:
    """As it stands within a sentence."""
    said = days.say_day(day, here.today)
    return said if "," in said else said.lower()


def _meals(backend: Backend, day: datetime.date) -> list[Row]:
    on = day.isoformat()
    found: list[Row] = backend.gateway.rpc(
        "history", {"p_kind": "meal", "p_from": on, "p_to": on, "p_desc": False, "p_limit": 50}
    )
    return found


def _meal(row: Row, day: datetime.date, here: Clock, me: Profile, to: str) -> None:
    line = say.line("meal", row, me.shown_in, hide_numbers=me.hide_numbers)
    ref = [{"kind": "meal", "id": row["id"]}]
    repeat = f"repeat_{row['id']}_"
    key = entries.new_key()
    with st.container(border=True, key=f"copy_row_{row['id']}"):
        st.text(line.title)
        st.caption(plain.label(line.detail))
        with st.container(horizontal=True):
            acts.button(
                plain.label(f"Copy to {to}"),
                f"copy_{row['id']}",
                entry_acts.copy(lambda backend: entries.copy(backend, ref, day, here, key), THERE),
                f"{line.title}: copied to {to}.",
                icon=":material/content_copy:",
            )
            repeat_form.toggle(repeat)
        if opened.is_open(repeat):
            repeat_form.show(repeat, row["items"], row["meal_type"], me, row["title"] or "")


def _whole(
    label: str, name: str, kinds: tuple[str, ...], chosen: datetime.date, day: datetime.date, here: Clock, says: str
) -> None:
    acts.button(
        label,
        name,
        entry_acts.copy(lambda backend: entries.copy_day(backend, chosen, day, here, kinds), THERE),
        says,
        icon=":material/copy_all:",
    )
