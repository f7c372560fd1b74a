"""The coach's board: nobody, many, who needs them and why, invitations, and all of it with the database away."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

import psycopg
import pytest

from components import board_list
from lib import messages, session
from lib.coach.kinds import NOT_SHARED
from lib.gateway.direct import Direct
from lib.gateway.port import UNREACHABLE, GatewayError
from tests.app.conftest import Away
from tests.support.database import Urls
from tests.support.pages import Browser, go, read, send, shown, today, troubles
from tests.support.people import add_account, set_profile

AWAY = messages.SENTENCES[UNREACHABLE]
DAY = datetime.timedelta(days=1)
HOSTILE = "**Bold** ![x](http://evil.example/x.png) :red[hi] <b>"
EVERYTHING = ["meal", "water", "gym", "mood", "sleep", "body", "score", "notes"]


@dataclass
class Caseload:
    """A coach, their clients by name, and how each of them is doing."""

    admin: psycopg.Connection
    coach: Browser
    coach_id: str
    clients: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, kinds: list[str] | None = None, **instead: object) -> str:
        client = self.clients[name] = add_account(self.admin)
        set_profile(self.admin, client, name=name, time_zone="Europe/Berlin")
        consent = {"since": today() - 400 * DAY, "ends_on": today() + 90 * DAY, "state": "live"} | instead
        self.admin.execute(
            "insert into consents (user_id, coach_id, kinds, since, ends_on, state, wording) "
            "values (%s, %s, %s, %s, %s, %s, 1)",
            (client, self.coach_id, kinds or EVERYTHING, consent["since"], consent["ends_on"], consent["state"]),
        )
        self.admin.execute("insert into coached (user_id, client_id) values (%s, %s)", (self.coach_id, client))
        return client

    def keep(self, client: str, **columns: object) -> None:
        for name, value in columns.items():
            self.admin.execute(
                f"update coached set {name} = %s where user_id = %s and client_id = %s",
                (value, self.coach_id, client),
            )

    def moods(self, client: str, first: int, last: int) -> None:
        """From so many days ago to so many, the same up and down for everybody."""
        self.admin.execute(
            "insert into moods (user_id, wellbeing, logged_at, local_date, time_zone) "
            "select %s, 6 + (n * 7 %% 5) * 0.5, d + time '12:00', d, 'Europe/Berlin' "
            "from generate_series(%s::int, %s::int) n, lateral (select %s::date - n as d) x",
            (client, last, first, today()),
        )

    def nights(self, client: str, first: int, last: int, hours: float) -> None:
        self.admin.execute(
            "insert into sleeps (user_id, started_at, ended_at, time_zone) "
            "select %s, at - make_interval(mins => (%s * 60)::int + (n * 7 %% 5) * 6), at, 'Europe/Berlin' "
            "from generate_series(%s::int, %s::int) n, "
            "lateral (select (%s::date - n + time '07:00') at time zone 'Europe/Berlin' as at) x",
            (client, hours, last, first, today()),
        )

    def drinks(self, client: str, first: int, last: int, ml: int) -> None:
        self.admin.execute(
            "insert into drinks (user_id, ml, logged_at, local_date, time_zone) "
            "select %s, %s + (n * 7 %% 5) * 20, d + time '12:00', d, 'Europe/Berlin' "
            "from generate_series(%s::int, %s::int) n, lateral (select %s::date - n as d) x",
            (client, ml, last, first, today()),
        )


@pytest.fixture(scope="module")
def caseload(house_urls: Urls, opened_house: session.House) -> Iterator[Caseload]:
    """35 clients who share, and three who do not."""
    coach = Browser(opened_house)
    signed_in = coach.sign_up()
    with psycopg.connect(house_urls.admin, autocommit=True) as admin:
        set_profile(admin, signed_in.person.id, is_coach=True, name="Coach Carla", time_zone="Europe/Berlin")
        made = Caseload(admin, coach, signed_in.person.id)
        for n in range(26):
            made.moods(made.add(f"Client {n:02}"), 80, 0)
        made.moods(made.add("Silent Sam"), 80, 9)
        tired = made.add("Tired Tina")
        made.nights(tired, 80, 18, 7.2)
        made.nights(tired, 17, 0, 5.6)
        glad = made.add("Glad Gus")
        made.drinks(glad, 60, 8, 1100)
        made.drinks(glad, 7, 1, 1800)
        admin.execute(
            "insert into goals (user_id, metric, low, starts_on) values (%s, 'water', 1600, %s)",
            (glad, today() - 40 * DAY),
        )
        late = made.add("Late Lou")
        made.moods(late, 80, 0)
        admin.execute(
            "insert into agreements (user_id, coach_id, title, times, starts_on, state) "
            "values (%s, %s, 'Walk after **lunch**', 7, %s, 'accepted')",
            (late, signed_in.person.id, today() - 14 * DAY),
        )
        made.moods(made.add(HOSTILE), 80, 12)
        made.nights(made.add("Only Sleep", ["sleep"]), 20, 0, 7.0)
        made.add("Only Score", ["score"])
        away = made.add("Holiday Hal")
        made.moods(away, 80, 10)
        made.keep(away, status="holiday", status_until=today() + 5 * DAY, label="Evening group")
        ending = made.add("Ending Eve", ends_on=today() + 3 * DAY)
        made.moods(ending, 40, 0)
        admin.execute(
            "insert into coach_messages (user_id, coach_id, from_coach, text, client_key) "
            "values (%s, %s, false, 'Hello', gen_random_uuid())",
            (ending, signed_in.person.id),
        )
        monday = today() - DAY * today().weekday()
        answers = json.dumps([{"question": "How?", "answer": "Well"}])
        admin.execute(
            "insert into check_ins (user_id, coach_id, week, answers) values (%s, %s, %s, %s)",
            (ending, signed_in.person.id, monday - 7 * DAY, answers),
        )
        made.add("Paused Pia", state="paused")
        made.add("Gone Gil", state="revoked")
        made.add("Over Oda", ends_on=today() - 2 * DAY)
        yield made


@pytest.fixture
def carla(caseload: Caseload, browser: Browser) -> Browser:
    browser.secret, browser.known = caseload.coach.secret, caseload.coach.known
    return browser


@pytest.fixture
def new_coach(browser: Browser, house_admin: psycopg.Connection) -> Browser:
    set_profile(house_admin, browser.sign_up().person.id, is_coach=True)
    return browser


def keys(tab, kind, prefix):
    return [one.key for one in tab.get(kind) if str(one.key or "").startswith(prefix)]


def names(tab):
    """Of the list, in its order, as they are read."""
    links = [one.proto for one in tab.get("page_link")]
    return [read(one.label) for one in links if one.page.endswith("client")]


def order(tab):
    said = shown(tab)
    return said[said.index("All clients") :]


def test_somebody_who_is_no_coach_is_told_where_to_switch_it_on(browser: Browser) -> None:
    browser.sign_up()

    tab = browser.open("clients")

    assert not tab.exception
    assert "I coach others" in shown(tab)
    assert not tab.get("dataframe") and not keys(tab, "button", "invite")


def test_a_coach_without_clients_is_told_what_will_be_here_and_invites(new_coach: Browser) -> None:
    tab = new_coach.open("clients")

    assert not tab.exception
    assert "Nobody shares with you yet." in shown(tab)
    assert "Wellspring sends no e-mail itself" in shown(tab)


def test_invitations_are_made_listed_and_withdrawn(new_coach: Browser, quick_fingers) -> None:
    tab = new_coach.open("clients")

    tab.text_input("invite_form_email").set_value("Anna@Example.org")
    tab.button("invite_email_send").click().run()
    assert not tab.exception
    assert not troubles(tab)
    assert "anna@example.org\nOpen until" in shown(tab)
    tab.button("invite_make_code").click().run()
    code, link = [one.value for one in tab.code]
    assert len(code) == 11
    assert link.endswith(f"/sharing?invite={code}")
    assert "A code of" in shown(tab)
    tab.button("invite_code_done").click().run()
    assert not tab.code
    for key in keys(tab, "button", "invite_withdraw_"):
        tab.button(key).click().run()

    assert not tab.exception
    assert "Open invitations" not in shown(tab)


def test_a_code_that_is_taken_back_is_shown_no_longer(new_coach: Browser, quick_fingers) -> None:
    tab = new_coach.open("clients")
    tab.button("invite_make_code").click().run()
    assert len(tab.code) == 2

    tab.button("undo").click().run()

    assert not tab.exception
    assert not tab.code
    assert "Open invitations" not in shown(tab)


@pytest.mark.parametrize("typed", ["", "anna", "a b@c d"])
def test_what_is_no_address_invites_nobody_and_stays(new_coach: Browser, typed: str) -> None:
    tab = new_coach.open("clients")

    tab.text_input("invite_form_email").set_value(typed)
    tab.button("invite_email_send").click().run()

    assert not tab.exception
    assert len(troubles(tab)) == 1
    assert "Open invitations" not in shown(tab)


def test_who_needs_attention_comes_first_with_the_reason(carla: Browser, caseload: Caseload) -> None:
    tab = carla.open("clients")

    assert not tab.exception
    said = shown(tab)
    assert "Nothing logged for 9 days; usually every day" in said
    assert "h: lower in the last two weeks than in the eight before" in said
    assert "“Walk after **lunch**”: kept 0 of 14 times since" in said
    assert "By chance" in said
    assert "Good news" in said and "goal of at least 1,600 ml reached" in said
    assert [one.key for one in tab.button if one.key and one.key.startswith("board_looked_")]


def test_the_counters_and_what_waits(carla: Browser, caseload: Caseload) -> None:
    tab = carla.open("clients")

    counters = {one.label: one.value for one in tab.metric}
    assert counters["Sharing"] == "35"
    assert counters["Unread"] == "1"
    assert counters["Ending"] == "1"
    said = shown(tab)
    assert "1 unread message, a check-in to answer" in said
    assert "Sharing that ends soon" in said


def test_those_who_do_not_share_now_stand_apart(carla: Browser, caseload: Caseload) -> None:
    said = shown(carla.open("clients"))

    below = said[said.index("Not sharing at the moment") :]
    for words in ("Paused", "Not shared any more", "Ended on its last day"):
        assert words in below


def test_what_is_not_shared_is_said(carla: Browser, caseload: Caseload) -> None:
    tab = carla.open("clients")

    tab.text_input("board_filter_text").set_value("only").run()

    said = order(tab)
    assert f"{NOT_SHARED}: Meals, Drinks, Movement, Mood, Body readings" in said
    assert f"What they log is {NOT_SHARED.lower()}" in said
    tab.toggle("board_table").set_value(True).run()
    (table,) = tab.dataframe
    assert list(table.value["Name"]) == ["Only Sleep", "Only Score"] or sorted(table.value["Name"]) == [
        "Only Score", "Only Sleep",
    ]  # fmt: skip
    assert not table.value.isna().any().any()
    assert NOT_SHARED in set(table.value["Well-being"])


def test_a_row_of_the_table_leads_to_its_client(carla: Browser, caseload: Caseload) -> None:
    tab = carla.open("clients")
    tab.text_input("board_filter_text").set_value("Tired").run()
    tab.toggle("board_table").set_value(True).run()

    table = SimpleNamespace(id=tab.dataframe[0].proto.id)
    send(tab, table, string_value=json.dumps({"selection": {"rows": [0], "columns": [], "cells": []}}))

    assert not tab.exception
    assert tab.query_params["id"] == caseload.clients["Tired Tina"]


def test_a_group_that_is_gone_is_chosen_no_more(carla: Browser, caseload: Caseload) -> None:
    tab = carla.open("clients")
    tab.selectbox("board_filter_group").set_value("Evening group").run()
    caseload.keep(caseload.clients["Holiday Hal"], label="Morning group")
    try:
        tab.run()
    finally:
        caseload.keep(caseload.clients["Holiday Hal"], label="Evening group")

    assert not tab.exception
    assert "Nobody who shares with you is like that." not in shown(tab)


def test_search_filter_and_sort(carla: Browser, caseload: Caseload) -> None:
    tab = carla.open("clients")

    tab.selectbox("board_filter_show").set_value("holiday").run()
    assert "On holiday until" in order(tab) and "Client 00" not in names(tab)[-5:-3]
    tab.selectbox("board_filter_show").set_value("ending").run()
    assert "Ends on" in order(tab)
    tab.selectbox("board_filter_show").set_value("everybody")
    tab.selectbox("board_filter_group").set_value("Evening group").run()
    assert "Show more" not in shown(tab)
    tab.text_input("board_filter_text").set_value("nobody of this name").run()
    assert "Nobody who shares with you is like that." in shown(tab)
    tab.button("board_clear").click().run()
    assert "Nobody who shares with you is like that." not in shown(tab)
    for sort in ("name", "last", "days", "ends", "need"):
        tab.selectbox("board_sort").set_value(sort).run()
        assert not tab.exception


def test_no_more_than_fifteen_at_a_time(carla: Browser, caseload: Caseload) -> None:
    tab = carla.open("clients")
    before = len(names(tab))

    tab.button("board_show_more").click().run()

    assert not tab.exception
    assert len(names(tab)) - before == board_list.AT_ONCE
    tab.button("board_show_more").click().run()
    assert len(names(tab)) - before == 35 - board_list.AT_ONCE
    assert "board_show_more" not in [one.key for one in tab.button]


def test_a_status_keeps_a_client_out_of_the_alerts(carla: Browser, caseload: Caseload) -> None:
    tab = carla.open("clients")

    assert f"board_looked_{caseload.clients['Holiday Hal']}" not in [one.key for one in tab.button]


def test_looked_at_takes_somebody_off_and_undo_brings_them_back(
    carla: Browser, caseload: Caseload, quick_fingers
) -> None:
    sam = caseload.clients["Silent Sam"]
    tab = carla.open("clients")

    tab.button(f"board_looked_{sam}").click().run()
    gone, said = [one.key for one in tab.button], shown(tab)
    tab.button("undo").click().run()

    assert not tab.exception
    assert f"board_looked_{sam}" not in gone
    assert "Looked at, no alerts before Monday" in said
    assert f"board_looked_{sam}" in [one.key for one in tab.button]


def test_those_looked_at_count_as_pointed_to(carla: Browser, caseload: Caseload, house_admin) -> None:
    set_profile(house_admin, caseload.coach_id, alerts_a_week=1)
    sam = caseload.clients["Silent Sam"]
    caseload.keep(sam, quiet_since=today(), quiet_until=today() + 5 * DAY)
    try:
        said = shown(carla.open("clients"))
    finally:
        set_profile(house_admin, caseload.coach_id, alerts_a_week=5)
        caseload.keep(sam, quiet_since=None, quiet_until=None)

    assert "You have looked at everybody you wanted to be pointed to this week." in said


def test_what_it_rests_on_is_one_click_away(carla: Browser, caseload: Caseload) -> None:
    tina = caseload.clients["Tired Tina"]
    tab = carla.open("clients")

    tab.button(f"toggle_board_why_{tina}_").click().run()

    assert not tab.exception
    assert "Sleep, mean of each week:" in shown(tab)
    assert " h, 7 days" in shown(tab)


def test_hostile_names_are_only_text(carla: Browser, caseload: Caseload) -> None:
    tab = carla.open("clients")

    labels = [one.proto.label for one in tab.get("page_link")]
    assert HOSTILE in [read(label) for label in labels]
    assert HOSTILE not in labels


def test_a_consent_that_is_revoked_is_gone_with_the_next_click(carla: Browser, caseload: Caseload) -> None:
    client = caseload.clients["Client 03"]
    tab = carla.open("clients")
    caseload.admin.execute("update consents set state = 'revoked' where user_id = %s", (client,))
    try:
        tab.toggle("board_table").set_value(True).run()
    finally:
        caseload.admin.execute("update consents set state = 'live' where user_id = %s", (client,))

    assert {one.label: one.value for one in tab.metric}["Sharing"] == "34"
    assert "Client 03" not in list(tab.dataframe[0].value["Name"])


def test_a_consent_that_is_revoked_is_gone_though_something_waits_to_be_written(
    carla: Browser, caseload: Caseload, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, sam = caseload.clients["Client 04"], caseload.clients["Silent Sam"]
    tab = carla.open("clients")

    def held(*_: object, **__: object) -> None:
        raise GatewayError("55P03", "Somebody else holds the row.")

    monkeypatch.setattr(Direct, "update", held)
    tab.button(f"board_looked_{sam}").click().run()
    assert troubles(tab) == [messages.SENTENCES["55P03"]]
    caseload.admin.execute("update consents set state = 'revoked' where user_id = %s", (client,))
    try:
        tab.run()
    finally:
        caseload.admin.execute("update consents set state = 'live' where user_id = %s", (client,))

    assert troubles(tab) == [messages.SENTENCES["55P03"]]
    assert {one.label: one.value for one in tab.metric}["Sharing"] == "34"


def test_the_board_stays_while_the_database_is_away(carla: Browser, caseload: Caseload, away: Away) -> None:
    tab = carla.open("clients")
    tab.button("toggle_invite_").click().run()
    tab.text_input("invite_form_email").set_value("anna@example.org")
    with away():
        tab.button("invite_email_send").click().run()

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert "Nothing logged for 9 days" in shown(tab)
        assert tab.text_input("invite_form_email").value == "anna@example.org"
    tab.run()
    assert not troubles(tab)
    assert "anna@example.org\nOpen until" in shown(tab)
    for key in keys(tab, "button", "invite_withdraw_"):
        tab.button(key).click().run()


def test_first_visit_while_the_database_is_away(carla: Browser, caseload: Caseload, away: Away) -> None:
    tab = carla.open()
    with away():
        go(tab, "clients")

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert tab.title[0].value == "Clients"


def test_a_code_that_was_not_made_yet_is_made_once_the_database_is_back(new_coach: Browser, away: Away) -> None:
    tab = new_coach.open("clients")
    with away():
        tab.button("invite_make_code").click().run()

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
    tab.run()

    assert len(tab.code) == 2
