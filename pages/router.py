"""Decides which page is shown: the pages of the house to somebody signed in, the door to everybody else."""

from urllib.parse import urlencode

import streamlit as st

from components import account_forms, arrival, demo, look, messages, settings_cards, source_link
from lib import session
from lib.gateway.port import GatewayError

PAGES = [
    st.Page("today.py", title="Today", icon=":material/today:", default=True),
    st.Page("meals.py", title="Meals", icon=":material/restaurant:"),
    st.Page("photos.py", title="Photos", icon=":material/photo_camera:"),
    st.Page("diary.py", title="Diary", icon=":material/menu_book:"),
    st.Page("trends.py", title="Trends", icon=":material/trending_up:"),
    st.Page("insights.py", title="Insights", icon=":material/lightbulb:"),
    st.Page("score.py", title="Score", icon=":material/scoreboard:"),
    st.Page("ask.py", title="Ask", icon=":material/forum:"),
    # Reached from other pages.
    st.Page("days.py", title="In short", icon=":material/short_text:", visibility="hidden"),
    st.Page("meal.py", title="Meal", icon=":material/restaurant:", visibility="hidden"),
    st.Page("goals.py", title="Goals", icon=":material/flag:", visibility="hidden"),
    st.Page("recording.py", title="Your heartbeats", icon=":material/cardiology:", visibility="hidden"),
    st.Page("summary.py", title="Summary to print", icon=":material/print:", visibility="hidden"),
    st.Page("clients.py", title="Clients", icon=":material/groups:", visibility="hidden"),
    st.Page("client.py", title="Client", icon=":material/person:", visibility="hidden"),
    st.Page("sharing.py", title="Sharing", icon=":material/handshake:", visibility="hidden"),
    st.Page("welcome.py", title="First steps", icon=":material/waving_hand:", visibility="hidden"),
    st.Page("settings.py", title="Settings", icon=":material/settings:"),
]

COACHES = st.Page("clients.py", title="Clients", icon=":material/groups:")


def for_coaches(pages: list[st.Page]) -> list[st.Page]:
    """A list of nine is long enough: their clients stand in the place of their photos, which Today leads to as well."""
    photos = st.Page("photos.py", title="Photos", icon=":material/photo_camera:", visibility="hidden")
    others = {"photos": photos, "clients": COACHES}
    first, *rest = (others.get(page.url_path, page) for page in pages)
    return [first, COACHES, *(page for page in rest if page is not COACHES)]


st.set_page_config(page_title="Wellspring", page_icon=look.ICON, layout="centered")

trouble: GatewayError | None = None
try:
    person = session.current()
except GatewayError as error:
    # A page that is already on the screen stays there with what was typed; it can read or save nothing meanwhile.
    person, trouble = session.keep_on_screen(error), error

if person is None:
    door = [
        st.Page("sign_in.py", title="Sign in", url_path="door", default=True),
        st.Page("sign_up.py", title="Create an account", url_path="sign_up"),
        st.Page("reset_password.py", title="A new password", url_path="reset_password"),
    ]
    # The address of every page of the house leads to the same door, and the page is remembered for afterwards.
    locked = [st.Page("sign_in.py", title="Sign in", url_path=page.url_path) for page in PAGES if page.url_path]
    # The page that opens first holds a name of its own without answering to it.
    by_name = st.Page("sign_in.py", title="Sign in", url_path="sign_in")
    chosen = st.navigation([*door, by_name, *locked], position="hidden")
    if session.has_ended():
        account_forms.come_anew()
    if chosen in locked:
        asked = urlencode([(name, value) for name in st.query_params for value in st.query_params.get_all(name)])
        st.session_state["wanted_page"] = f"/{chosen.url_path}{'?' if asked else ''}{asked}"
    if trouble and "door_shown" not in st.session_state:
        # Whoever comes now may well be signed in: a form to sign in with would mislead them.
        st.title("Wellspring")
        messages.away(trouble, key="door")
        source_link.show()
        st.stop()
    st.session_state["door_shown"] = True
    with messages.told_once(trouble):
        chosen.run()
else:
    # Whoever is in and comes to the door once more, by a bookmark or "back", is let through to Today.
    passed = [
        st.Page("today.py", title="Today", url_path=name, visibility="hidden")
        for name in ("sign_in", "sign_up", "reset_password")
    ]
    shown = for_coaches(PAGES) if person.profile["is_coach"] else PAGES
    chosen = st.navigation([*shown, *passed], position="sidebar")
    if chosen in passed:
        st.switch_page(PAGES[0])
    arrival.note(chosen.url_path)
    messages.show_done()
    with messages.told_once(trouble):
        with st.sidebar:
            st.caption("Signed in as")
            st.text(person.profile["name"] or person.backend.person.email)
            if st.button("Sign out", icon=":material/logout:", key="sidebar_sign_out"):
                settings_cards.leave_signed_out(everywhere=False)
        if person.profile["is_demo"]:
            demo.shared_note()
        chosen.run()

source_link.show()
