"""The meals that were photographed, as pictures; each leads to its own page."""

import streamlit as st

from components import history_filters, messages, plain
from lib.diary import days, photo_meals, say
from lib.diary.days import Clock
from lib.diary.history import Wanted
from lib.diary.kinds import MEAL_TYPES
from lib.diary.photo_meals import Page
from lib.gateway.port import Backend, GatewayError, Row
from lib.profile import Profile

_PREFIX = "gallery_filter_"
_NUMBER = "gallery_number"
_PAGE = "gallery_page"
# Two beside each other on a phone.
WIDTH = 150


def show(backend: Backend, here: Clock, me: Profile) -> None:
    wanted = _wanted(me)
    if wanted.problem:
        st.error(plain.label(wanted.problem), icon=":material/error:")
        return
    page = _page(backend, wanted)
    if page is None:
        return
    if not page.rows:
        _nothing(page, me)
    with st.container(horizontal=True):
        for row in page.rows:
            _card(row, here, me)
    if page.number or page.has_next:
        _pager(page)


def _wanted(me: Profile) -> Wanted:
    with st.expander("Filter", icon=":material/filter_list:"):
        first, last = history_filters.dates(_PREFIX)
        text = st.text_input("Food, title or note", key=f"{_PREFIX}text", max_chars=80)
        low, high = (None, None) if me.hide_numbers else history_filters.energies(_PREFIX, me)
        wanted = Wanted(first=first, last=last, text=text.strip(), low=low, high=high)
        if wanted.is_narrow:
            st.button("Clear filters", icon=":material/filter_list_off:", key="gallery_clear", on_click=_clear)
    return wanted


def _clear() -> None:
    # Emptied and not dropped: the browser keeps what stands in a field until it is told otherwise.
    for key in [str(key) for key in st.session_state if str(key).startswith(_PREFIX)]:
        st.session_state[key] = "" if key == f"{_PREFIX}text" else None


def _page(backend: Backend, wanted: Wanted) -> Page | None:
    """While the database is away the page stays as it was."""
    known: Page | None = st.session_state.get(_PAGE)
    if known and known.wanted != wanted:
        st.session_state[_NUMBER] = 0
    try:
        known = photo_meals.page(backend, wanted, st.session_state.setdefault(_NUMBER, 0))
    except GatewayError as error:
        messages.away(error, key="gallery")
    st.session_state[_PAGE] = known
    return known


def _nothing(page: Page, me: Profile) -> None:
    if page.number:
        st.text("There is nothing more here.")
    elif page.wanted.is_narrow:
        st.text("Nothing fits these filters.")
    else:
        st.text("Meals that you photograph stand here with their picture, the newest first.")
        if me.keep_photos == "never":
            st.text("Photos are not kept at the moment; you can change that in Settings.")


def _card(row: Row, here: Clock, me: Profile) -> None:
    at = days.local_time(row["logged_at"], row["time_zone"])
    foods = row["title"] or "; ".join(item["food_name"] for item in row["items"])
    when = f"{days.say_day(at.date(), here.today)}, {MEAL_TYPES[row['meal_type']].lower()}"
    energy = "" if me.hide_numbers else say.meal_energy(row, me.shown_in)
    with st.container(width=WIDTH, gap="xsmall", key=f"gallery_{row['id']}"):
        if picture := photo_meals.thumbnail(row):
            st.image(picture, width=WIDTH, alt=f"{foods}, {at:%-d %B %Y}")
        st.page_link("meal.py", label=plain.label(when), query_params={"id": row["id"]})
        short = foods if len(foods) <= 60 else f"{foods[:59]}…"
        st.caption(plain.label(" · ".join(filter(None, (short, energy)))))


def _pager(page: Page) -> None:
    with st.container(horizontal=True, key="gallery_pager"):
        st.button(
            "Newer", icon=":material/chevron_left:", key="gallery_back", on_click=_go, args=(page.number - 1,),
            disabled=page.number == 0,
        )  # fmt: skip
        st.button(
            "Older", icon=":material/chevron_right:", key="gallery_on", on_click=_go, args=(page.number + 1,),
            disabled=not page.has_next,
        )  # fmt: skip


def _go(number: int) -> None:
    st.session_state[_NUMBER] = max(0, number)
