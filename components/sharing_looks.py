"""Who looked at what of somebody's diary, and when."""

from collections.abc import Sequence

import streamlit as st

from components import section
from lib.coach import kinds, sharing
from lib.coach.sharing import Coaching, Earlier, Looked
from lib.diary import days
from lib.diary.days import DAY, Clock

_LIST = "sharing_looks_"
# As many days as come at once of those told by day.
MOST = 730
LATELY = 7


def show(coaching: Coaching, here: Clock) -> None:
    with st.container(border=True, key="card_looks"):
        st.header("Who looked at what")
        if not coaching.looks:
            st.text("Nobody has looked. Every look of a coach is written down here and stays when sharing has ended.")
            _sent_by_yourself()
            return
        st.text(
            "Written down by the database and changed by nobody, also after sharing has ended. 09:15 stands for the "
            "quarter of an hour from then on, however often they looked in it."
        )
        _sent_by_yourself()
        _looks(coaching, here)


def _sent_by_yourself() -> None:
    st.text("Messages, check-ins and ticks you send to your coach yourself: reading them is no look in this list.")


def _looks(coaching: Coaching, here: Clock) -> None:
    """The newest by quarter of an hour; all that is told by day lies before these."""
    since = here.today - LATELY * DAY
    found = sharing.looked(coaching.looks, here.zone)
    lately = [one for one in found if one.day > since]
    before = found[len(lately) :]
    earlier = [one for one in coaching.looked_earlier if one.day > since]
    long_ago = coaching.looked_earlier[len(earlier) :]
    if not lately:
        st.text("Nobody looked in the last seven days.")
    _quarters(lately, here)
    _by_day(earlier, here)
    if (before or long_ago) and section.show("Before that", _LIST, ":material/history:"):
        _quarters(before, here)
        _by_day(long_ago, here)
    if len(coaching.looked_earlier) >= MOST:
        st.caption("These are the latest; there are more before them.")


def _quarters(found: Sequence[Looked], here: Clock) -> None:
    for day in dict.fromkeys(one.day for one in found):
        with st.container(gap=None, key=f"looks_{day.isoformat()}"):
            st.text(days.say_day(day, here.today))
            for one in found:
                if one.day == day:
                    st.text(f"{one.name} at {_times(one.times)}: {kinds.in_words(list(one.kinds))}")


def _times(times: tuple[str, ...]) -> str:
    return times[0] if len(times) == 1 else f"{', '.join(times[:-1])} and {times[-1]}"


def _by_day(found: Sequence[Earlier], here: Clock) -> None:
    if not found:
        return
    st.subheader("Earlier")
    for day in dict.fromkeys(one.day for one in found):
        told = [_day(one) for one in found if one.day == day]
        # In one piece, for there may be hundreds of days.
        st.text("\n".join([days.say_day(day, here.today), *told]))


def _day(one: Earlier) -> str:
    often = "a quarter of an hour" if one.times == 1 else f"{one.times} quarters of an hour"
    return f"{one.name} in {often}: {kinds.in_words(list(one.kinds))}"
