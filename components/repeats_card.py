"""What the person does on this weekday, one tap away."""

import streamlit as st

from components import acts, entry_acts, plain
from lib.diary import days, entries
from lib.diary.days import Clock
from lib.diary.entries import Draft
from lib.diary.overview import Overview
from lib.gateway.port import Row


def show(today: Overview, here: Clock) -> None:
    logged = {row["client_key"] for kind in ("meal", "water", "gym") for row in today.entries(kind)}
    due = [(repeat, drafts(repeat, today, here)) for repeat in today.raw["repeats"]]
    due = [(repeat, made) for repeat, made in due if not any(d["row"]["client_key"] in logged for d in made)]
    if not due:
        return
    with st.container(border=True, key="card_repeats"):
        st.header(plain.label(f"Usual for a {today.day:%A}"))
        with st.container(horizontal=True):
            for repeat, made in due:
                acts.button(
                    plain.label(repeat["title"]),
                    f"repeat_{repeat['id']}",
                    entry_acts.log(made),
                    f"{repeat['title']}: logged.",
                    icon=":material/event_repeat:",
                )


def drafts(repeat: Row, today: Overview, here: Clock) -> list[Draft]:
    """The entries of a repeat for this day. Their keys are the day's own: two tabs write them once."""
    return [
        {
            **entry,
            "row": {
                **entry["row"],
                **days.stamp(today.day, here),
                "client_key": entries.key_of(repeat["id"], today.day, place),
            },
        }
        for place, entry in enumerate(repeat["entries"])
    ]
