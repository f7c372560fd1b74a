"""What goes with what: each link with its picture and, on request, what it rests on."""

from collections.abc import Sequence

import streamlit as st

from components import insight_chart, section
from lib.diary import insight_words
from lib.diary.insights import Insights, Linked, Truth, Truths
from lib.units import Units

# More charts than this make a page slow.
MOST = 5


def links(found: Insights, shown: Units) -> None:
    st.header("What goes together")
    if not found.links:
        st.text(insight_words.NO_LINKS)
        return
    st.text(insight_words.NOT_WHY)
    st.caption(
        "Each box holds the middle half of the days, the line in it is the middle one, the diamond the mean. "
        "One day in ten lies beyond either end."
    )
    for one in found.links[:MOST]:
        _card(one, shown)
    rest = found.links[MOST:]
    if rest and section.show(f"Show {len(rest)} more", "insight_rest_", ":material/expand_more:"):
        for one in rest:
            _card(one, shown)


def _card(one: Linked, shown: Units) -> None:
    key = f"insight_{one.link.cause}_{one.link.effect}_{one.link.lag}_".replace(" ", "_")
    with st.container(border=True, key=f"{key}card"):
        st.text(insight_words.link(one.link, shown))
        insight_chart.show(one, shown, key=key)
        if st.toggle("How sure is this?", key=f"{key}sure"):
            st.text(insight_words.evidence(one.link))
            st.text(insight_words.HOW_SURE)
            insight_chart.table(one, shown)


def refused(found: Insights) -> None:
    if not found.refused:
        return
    title = f"Looked at, and nothing found ({len(found.refused)})"
    if section.show(title, "insight_refused_", ":material/search_off:"):
        st.text("Not clear enough, or too small to matter. The number is that of the days with both.")
        _list([insight_words.refused(one) for one in found.refused])
        st.text(insight_words.counted(found.complete))


def truths(found: Truths) -> None:
    """For the demo person."""
    if not section.show("What is built into this demo", "insight_truths_", ":material/fact_check:"):
        return
    st.text("The days of the demo person are made up. This is what was built in, and whether it is found.")
    _told(found.planted, "Found", "Not found")
    st.text("This only seems to be so, and should not be shown:")
    _told(found.tempting, "Shown all the same", "Not shown")
    if found.beyond:
        st.text("Shown, though it is not built in:")
        _list([insight_words.name(link) for link in found.beyond])


def _told(told: Sequence[Truth], shown: str, missing: str) -> None:
    _list([f"{shown if one.is_shown else missing}: {one.sentence}" for one in told])


def _list(lines: Sequence[str]) -> None:
    st.text("\n".join(f"· {line}" for line in lines))
