"""Who looked at what of somebody's diary, and when."""

import streamlit as st

from components import section
from lib.coach import kinds, sharing
from lib.coach.sharing import Coaching, Looked
from lib.diary import days
from lib.diary.days import DAY, Clock

_LIST = "sharing_looks_"
# As many lines as come at once.
MOST = 300
LATELY = 7


def show(coaching: Coaching, here: Clock) -> None:
    with st.container(border=True, key="card_looks"):
        st.header("Who looked at what")
        if not coaching.looks:
            st.text("Nobody has looked. Every look of a coach is written down here and stays when sharing has ended.")
            return
        st.text(
            "Written down by the database and changed by nobody, also after sharing has ended. 09:15 stands for the "
            "quarter of an hour from then on, however often they looked in it."
        )
        found = sharing.looked(coaching.looks, here.zone)
        lately = [one for one in found if one.day > here.today - LATELY * DAY]
        before = found[len(lately) :]
        if not lately:
            st.text("Nobody looked in the last seven days.")
        _days(lately, here)
        if before and section.show("Before that", _LIST, ":material/history:"):
            _days(before, here)
        if len(coaching.looks) >= MOST:
            st.caption("These are the latest; there are more before them.")


def _days(found: list[Looked], here: Clock) -> None:
    for day in dict.fromkeys(one.day for one in found):
        with st.container(gap=None, key=f"looks_{day.isoformat()}"):
            st.text(days.say_day(day, here.today))
            for one in found:
                if one.day == day:
                    st.text(f"{one.name} at {_times(one.times)}: {kinds.in_words(list(one.kinds))}")


def _times(times: tuple[str, ...]) -> str:
    return times[0] if len(times) == 1 else f"{', '.join(times[:-1])} and {times[-1]}"
