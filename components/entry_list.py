"""Entries in a list: each can be changed where it stands, repeated, moved to another day or deleted."""

import datetime
from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from components import acts, entry_acts, entry_form, meal_form, opened, plain
from lib.diary import days, entries, say
from lib.diary.days import DAY, Clock
from lib.diary.kinds import KINDS, MEAL_TYPES
from lib.gateway.port import Row
from lib.profile import Profile

LATEST = 6
_WHOLE = "whole_day_"


def show(found: Iterable[tuple[str, Row]], here: Clock, me: Profile, *, with_date: bool = False) -> None:
    for kind, row in found:
        _entry(kind, row, here, me, with_date)


def to_read(kind_id: str, row: Row, me: Profile, beside: Callable[[], None], below: Callable[[], None]) -> None:
    """An entry of somebody else: nothing of it can be changed. What is drawn beside it is small."""
    with st.container(border=True, key=f"entry_{row['id']}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container():
                _words(kind_id, row, me, False)
            beside()
        below()


def latest(found: Sequence[tuple[str, Row]], here: Clock, me: Profile) -> None:
    """What was logged last, and the whole day by the clock when it is asked for."""
    whole = opened.is_open(_WHOLE)
    last = sorted(found, key=lambda pair: str(pair[1]["created_at"]), reverse=True)[:LATEST]
    show(found if whole else last, here, me)
    if len(found) > LATEST:
        st.button(
            "Show the latest" if whole else f"Show all {len(found)}",
            key="whole_day",
            icon=":material/unfold_less:" if whole else ":material/unfold_more:",
            type="tertiary",
            on_click=opened.toggle,
            args=(_WHOLE,),
        )


def _entry(kind_id: str, row: Row, here: Clock, me: Profile, with_date: bool) -> None:
    kind = KINDS[kind_id]
    prefix, menu = entry_form.edit_prefix(row), f"menu_{row['id']}_"
    with st.container(border=True, key=f"entry_{row['id']}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            # Its container leaves the button its place beside long ones.
            with st.container():
                title = _words(kind_id, row, me, with_date)
            st.button(
                "More",
                help=plain.label(title),
                icon=":material/more_vert:",
                key=f"more_{row['id']}",
                type="tertiary",
                on_click=opened.toggle,
                args=(menu,),
            )
        if opened.is_open(menu):
            _menu(kind_id, row, here, prefix, title)
        if opened.is_open(prefix):
            if kind_id == "meal":
                meal_form.edit(row, here, me)
            else:
                entry_form.edit(kind, row, here, me)


def _words(kind_id: str, row: Row, me: Profile, with_date: bool) -> str:
    """One text for all of it: every element of a page takes its time, and a day has many entries. Returns its title."""
    kind = KINDS[kind_id]
    line = say.line(kind_id, row, me.shown_in, hide_numbers=me.hide_numbers)
    below = [_when(kind_id, row, with_date), *([line.detail] if line.detail else [])]
    st.markdown(
        f":{kind.colour}[{kind.icon}] **{plain.label(line.title).strip()}**  \n"
        + "  \n".join(f":small[{plain.label(text)}]" for text in below)
    )
    return line.title


def _when(kind_id: str, row: Row, with_date: bool) -> str:
    at = days.local_time(row["logged_at"], row["time_zone"])
    day = datetime.date.fromisoformat(row["local_date"])
    date = f"{day:%a} {day.day} {day:%b %Y}, " if with_date else ""
    name = MEAL_TYPES[row["meal_type"]] if kind_id == "meal" else KINDS[kind_id].label
    photographed = ", from a photo" if kind_id == "meal" and row["made_by"] == "photo" else ""
    return f"{date}{name}, {at:%H:%M}{photographed}"


def _menu(kind_id: str, row: Row, here: Clock, prefix: str, title: str) -> None:
    ref = [{"kind": kind_id, "id": row["id"]}]
    key = entries.new_key()
    nothing = "That is there already."
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if kind_id == "meal":
            st.page_link("meal.py", label="Open", icon=":material/open_in_full:", query_params={"id": row["id"]})
        st.button("Change", key=f"change_{row['id']}", icon=":material/edit:", on_click=opened.toggle, args=(prefix,))
        if kind_id != "sleep":
            acts.button(
                "Again now",
                f"again_{row['id']}",
                entry_acts.copy(lambda backend: entries.copy(backend, ref, here.today, here, key, now=True), nothing),
                f"{title}: logged again.",
                icon=":material/replay:",
            )
        acts.button(
            "Delete", f"delete_{row['id']}", entry_acts.remove(ref), f"{title}: deleted.", icon=":material/delete:"
        )
        day = st.date_input("Copy to another day", value=None, key=f"menu_{row['id']}_to", max_value=here.today + DAY)
        if day:
            acts.button(
                f"Copy to {day:%d %b}",
                f"copy_{row['id']}",
                entry_acts.copy(lambda backend: entries.copy(backend, ref, day, here, key), nothing),
                f"{title}: copied to {day:%d %b}.",
            )
