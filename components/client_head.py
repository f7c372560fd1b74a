"""The head of a client's page: who it is, what is shared until when, and what the coach keeps about the work."""

import datetime

import streamlit as st

from components import acts, client_parts, plain, section
from lib.coach import client as clients
from lib.coach import kinds
from lib.coach.client import Client
from lib.diary import days
from lib.diary.days import DAY, Clock
from lib.gateway.port import Backend, Row

CARE = (
    "For somebody who has or had an eating disorder, or may be at risk: calories and weight are then hidden from both "
    "of you, in lists, charts, goals and files, and all nutrients from you, for as long as they share with you."
)
ENDED = {
    "paused": "Sharing is paused. Nothing of what was shared can be read until they let it go on.",
    "expired": "Not shared any more: the last day of sharing is over. They can choose a new one on their Sharing page.",
    "revoked": "Not shared any more: they ended it. Only a new invitation can begin it again.",
}


def show(client: Client, here: Clock) -> None:
    st.title(plain.label(client.name))
    if not client.is_shared:
        st.text(ENDED.get(client.state, ENDED["paused"]))
        return
    _sharing(client, here)
    _standing(client, here)
    if client.unread:
        news = "A new message waits" if client.unread == 1 else f"{client.unread} new messages wait"
        st.text(f"{news} under Messages.")
    if section.show("About this client", f"{client_parts.PREFIX}about_", ":material/tune:"):
        with st.container(border=True, key="card_about"):
            _about(client, here)
            _care(client)
            let_go(client)


def let_go(client: Client) -> None:
    client_parts.two_taps(
        f"let_go_{client.id}",
        "Let this client go",
        "Then nothing is shared with you any more, and your notes go. What you agreed on, check-ins and messages stay "
        "with your client alone. This cannot be taken back.",
        "Yes, let them go",
        LetGo(client.id),
        "You have let this client go.",
        ":material/logout:",
    )


class LetGo:
    """The page of somebody who is not a client any more is left."""

    def __init__(self, client_id: str) -> None:
        self.client_id = client_id

    def __call__(self, backend: Backend) -> acts.Outcome:
        clients.let_go(backend, self.client_id)
        return Gone(anew=True)


class Gone(acts.Outcome):
    pass


def _sharing(client: Client, here: Clock) -> None:
    st.text(f"Shared with you: {kinds.in_words(list(client.kinds))}.")
    if client.not_shared:
        st.text(f"Not shared with you: {kinds.in_words(client.not_shared)}.")
    since = f"From {_day(client.since)} on. " if client.since and client.since.year > 1900 else ""
    st.text(f"{since}Sharing ends after {_day(client.ends_on)}.")
    if client.ends_soon(here.today):
        left = (client.ends_on - here.today).days
        when = "today" if left <= 0 else "tomorrow" if left == 1 else f"in {left} days"
        with st.container(border=True, key="card_ending"):
            st.text(f"The last day of sharing is {when}. They can choose a later one on their Sharing page.")


def _day(day: datetime.date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""


def _standing(client: Client, here: Clock) -> None:
    """What keeps this client out of the alerts, and the tap that does."""
    status = client.status_on(here.today)
    if status != "active":
        until = f" until {_day(client.status_until)}" if client.status_until else ""
        st.text(f"{kinds.STATUSES[status]}{until}: in no alert meanwhile.")
    if client.hide_numbers:
        st.text("Calories, nutrients and weight are hidden.")
    if client.is_looked_at(here.today) and client.quiet_until:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"Looked at: in no alert before {days.say_day(client.quiet_until, here.today)}.", width="content")
            acts.button(
                "Alert me again", "tap_not_looked_at", _patch(client.id, clients.NOT_LOOKED_AT), "In the alerts again.",
                icon=":material/notifications:", type="tertiary",
            )  # fmt: skip
        return
    acts.button(
        "Looked at until Monday", "tap_looked_at", _patch(client.id, clients.looked_at(here.today)),
        "Looked at: in no alert before Monday.", icon=":material/done_all:",
    )  # fmt: skip


def _patch(client_id: str, patch: Row) -> acts.Do:
    return client_parts.act(lambda backend: clients.change(backend, client_id, patch))


def _about(client: Client, here: Clock) -> None:
    form = f"{client_parts.prefix(client.id)}about_"
    for name, value in (("label", client.label), ("status", client.status), ("until", client.status_until)):
        st.session_state.setdefault(f"{form}{name}", value)
    label: str = st.text_input(
        "Group", key=f"{form}label", max_chars=clients.LONGEST_LABEL,
        help="A word of your own, such as Runners. You can filter your clients by it.",
    )  # fmt: skip
    status: str = st.selectbox(
        "Status", list(kinds.STATUSES), format_func=kinds.STATUSES.__getitem__, key=f"{form}status"
    )
    until: datetime.date | None = None
    if status != "active":
        until = st.date_input(
            "Up to and with (leave empty for no end)", key=f"{form}until", max_value=here.today + DAY * 731, width=260,
        )  # fmt: skip
        st.caption("Whoever is not active is in no alert. The client sees nothing of this.")
    if st.button("Save", key="tap_about_save", on_click=acts.quietly):
        patch = {
            "label": " ".join(label.split()), "status": status, "status_until": until.isoformat() if until else None,
        }  # fmt: skip
        acts.later(f"about_{client.id}_{patch}", _patch(client.id, patch), "Saved.", clears=form)
        st.rerun()


def _care(client: Client) -> None:
    st.text(CARE)
    if client.hide_numbers and not client.care:
        st.text("They chose to hide them themselves, which stays whatever you choose here.")
    hide = not client.care
    acts.button(
        "Hide calories and weight" if hide else "Show calories and weight again",
        "tap_care",
        client_parts.act(lambda backend: clients.set_care(backend, client.id, hide)),
        "Calories and weight are hidden." if hide else "Calories and weight are no longer hidden by you.",
        icon=":material/visibility_off:" if hide else ":material/visibility:",
    )
