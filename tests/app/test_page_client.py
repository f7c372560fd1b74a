"""The page of one client: each part, what is not shared, what ends while the page is open, and what stays typed."""

import base64
import datetime
import io
import json
import uuid
import zipfile

import psycopg
import pytest
import streamlit as st

from components import client_export
from lib import messages
from lib.gateway.direct import Direct
from lib.gateway.port import SESSION_ENDED, UNREACHABLE, GatewayError
from tests.app.conftest import Away
from tests.db.coaching import KINDS
from tests.support.pages import Browser, go, listed, shown, today, troubles
from tests.support.people import add_account, set_profile
from tests.support.photos import jpeg

AWAY = messages.SENTENCES[UNREACHABLE]
DAY = datetime.timedelta(days=1)
HOSTILE = "Eve ![x](http://evil.example/x.png) **bold** :red[x] <script>alert(1)</script>"
NOBODY = "There is no client of yours at this address"
# The same hour by the clock of the place, also where the clocks were changed in between.
DAYS = (
    "from generate_series(0, 80) n, lateral "
    "(select (now() at time zone 'Europe/Berlin' - n * interval '1 day') at time zone 'Europe/Berlin' as at) x"
)


@pytest.fixture
def coach(browser: Browser, house_admin: psycopg.Connection) -> str:
    coach_id = browser.sign_up().person.id
    set_profile(house_admin, coach_id, is_coach=True, name="Coach")
    return coach_id


class Made:
    """A client of the coach, and what the test asks the database about them."""

    def __init__(self, admin: psycopg.Connection, coach: str, name: str, kinds: tuple[str, ...], **consent: object):
        self.admin, self.coach = admin, coach
        self.id = add_account(admin)
        set_profile(admin, self.id, name=name, time_zone="Europe/Berlin")
        admin.execute(
            "insert into consents (user_id, coach_id, kinds, since, ends_on, wording, state) "
            "values (%s, %s, %s, %s, %s, 1, %s)",
            (
                self.id, coach, list(kinds), consent.get("since", "2000-01-01"),
                consent.get("ends_on", today() + 60 * DAY), consent.get("state", "live"),
            ),
        )  # fmt: skip
        admin.execute("insert into coached (user_id, client_id) values (%s, %s)", (coach, self.id))

    def rows(self, query: str, *more: object) -> list[tuple]:
        return self.admin.execute(query, (self.id, *more)).fetchall()

    def change(self, **columns: object) -> None:
        for name, value in columns.items():
            self.admin.execute(f"update consents set {name} = %s where user_id = %s", (value, self.id))

    def logs(self) -> None:
        """Weeks of nights and weights, and today a meal with a note, a drink and a mood."""
        self.admin.execute(
            "insert into sleeps (user_id, started_at, ended_at, time_zone) "
            "select %s, at - interval '7 hours' - (n %% 3) * interval '10 minutes', at, 'Europe/Berlin' " + DAYS,
            (self.id,),
        )
        self.admin.execute(
            "insert into measurements (user_id, metric, value, logged_at, time_zone) "
            "select %s, 'weight', 76.5 + n * 0.05, at, 'Europe/Berlin' " + DAYS,
            (self.id,),
        )
        self.admin.execute(
            "insert into moods (user_id, wellbeing, note, time_zone) values (%s, 7, 'secret thought', 'Europe/Berlin')",
            (self.id,),
        )
        self.admin.execute("insert into drinks (user_id, ml, time_zone) values (%s, 500, 'Europe/Berlin')", (self.id,))
        (meal,) = self.admin.execute(
            "insert into meals (user_id, meal_type, title, note, time_zone) "
            "values (%s, 'lunch', 'Soup of the day', 'too salty', 'Europe/Berlin') returning id",
            (self.id,),
        ).fetchone()
        self.admin.execute(
            "insert into meal_items (user_id, meal_id, position, food_name, grams, kcal) "
            "values (%s, %s, 1, 'Soup', 300, 333)",
            (self.id, meal),
        )


@pytest.fixture
def client(house_admin, coach):
    def make(*kinds: str, name: str = "Dana Doe", **consent: object) -> Made:
        return Made(house_admin, coach, name, kinds or KINDS, **consent)

    return make


def open_client(browser: Browser, client: Made, part: str = "overview"):
    return browser.open("client", id=client.id, part=part)


def part(tab, name: str):
    return tab.radio("part").set_value(name).run()


@pytest.mark.parametrize("address", ["", "x", "../../x", "05cfb594-6947-4f31-b8b7-c2f5dad03f38"])
def test_address_of_nobody_says_so(browser: Browser, coach, address) -> None:
    tab = browser.open("client", id=address)

    assert not tab.exception
    assert NOBODY in shown(tab)
    assert "Back to Clients" in shown(tab)


def test_client_of_another_coach_is_nobody(browser: Browser, coach, house_admin) -> None:
    other = add_account(house_admin)
    set_profile(house_admin, other, is_coach=True)
    theirs = Made(house_admin, other, "Dana Doe", KINDS)

    tab = open_client(browser, theirs)

    assert NOBODY in shown(tab)
    assert "Dana" not in shown(tab)
    assert theirs.rows("select 1 from access_log where user_id = %s") == []


def test_somebody_who_coaches_nobody_is_told_what_the_page_is_for(browser: Browser) -> None:
    browser.sign_up()

    tab = browser.open("client", id=str(uuid.uuid4()))

    assert not tab.exception
    assert "This page is for coaches" in shown(tab)


@pytest.mark.parametrize("name", ["overview", "trends", "log", "agreed", "check-ins", "messages", "notes"])
def test_every_part_of_somebody_who_logged_nothing_says_what_will_appear(browser: Browser, client, name) -> None:
    tab = open_client(browser, client(), name)

    assert not tab.exception
    assert not troubles(tab)
    says = {
        "overview": "Nothing of this is logged in these days.", "trends": "Nothing is logged in this time.",
        "log": "nothing is logged in what you may read", "agreed": "Nothing is agreed yet.",
        "check-ins": "Their answers stand here by week", "messages": "Nothing is written yet.",
        "notes": "You noted nothing yet.",
    }  # fmt: skip
    assert says[name] in shown(tab)


@pytest.mark.parametrize("name", ["overview", "trends", "log", "agreed", "check-ins", "messages", "notes"])
def test_every_part_of_a_full_client_is_drawn(browser: Browser, client, name) -> None:
    dana = client()
    dana.logs()

    tab = open_client(browser, dana, name)

    assert not tab.exception
    assert not troubles(tab)
    assert tab.title[0].value == "Dana Doe"
    assert "Shared with you: Meals, Photos of meals, Drinks" in shown(tab)


def test_overview_compares_four_weeks_with_the_four_before(browser: Browser, client) -> None:
    dana = client()
    dana.logs()

    said = shown(open_client(browser, dana))

    assert "Logged on 7 of the last 7 days" in said
    assert "In the 28 days before it was" in said
    assert "Weight: " in said and "Sleep: " in said


def test_kinds_that_are_not_shared_are_said_to_be_so(browser: Browser, client) -> None:
    dana = client("sleep")
    dana.logs()

    tab = open_client(browser, dana)

    said = shown(tab)
    assert (
        "Not shared with you: Meals, Photos of meals, Drinks, Movement, Mood, Body readings, Daily score and Notes."
        in said
    )
    assert said.count("Not shared with you.") == 8
    assert "Weight" not in said and "kcal" not in said
    assert dana.rows("select distinct kind from access_log where user_id = %s") == [("sleep",)]


def test_trends_offer_what_is_shared_only(browser: Browser, client) -> None:
    dana = client("sleep", "water")
    dana.logs()

    tab = open_client(browser, dana, "trends")

    chosen = next(one for one in tab.multiselect if one.label == "What to look at")
    assert set(chosen.options) == {"Drinks", "Caffeine", "Alcohol", "Sleep", "Sleep quality"}
    assert [element.proto.alt.split(" from ")[0] for element in tab.get("plotly_chart")] == ["Drinks", "Sleep"]
    assert "usual for them" in shown(tab)


def test_log_opens_with_a_kind_that_is_shared(browser: Browser, client) -> None:
    dana = client("mood")
    dana.logs()

    tab = open_client(browser, dana, "log")

    assert not tab.exception
    (entry,) = listed(tab)
    assert "Good, 7 of 10" in entry
    assert "secret thought" not in shown(tab)
    assert "The notes of entries are not shared with you." in shown(tab)


def test_log_shows_notes_where_they_are_shared_and_nothing_to_change(browser: Browser, client) -> None:
    dana = client("meal", "notes")
    dana.logs()

    tab = open_client(browser, dana, "log")

    (entry,) = listed(tab)
    assert "Soup of the day" in entry and "too salty" in entry and "333 kcal" in entry
    assert "Photos of meals are not shared with you." in shown(tab)
    assert not [button for button in tab.button if button.label in ("More", "Delete", "Change", "Again now")]


def test_photos_stand_with_their_meals_and_what_is_none_is_left_out(browser: Browser, client) -> None:
    dana = client("meal", "photos")
    dana.logs()
    for at, picture in enumerate((jpeg((120, 90)), b"no picture at all!", jpeg((120, 90), progressive=True)), 1):
        dana.admin.execute(
            "insert into meal_photos (user_id, meal_id, position, width, height, sha256, thumbnail) "
            "select user_id, id, %s, 640, 480, repeat('a', 64), %s from meals where user_id = %s",
            (at, base64.b64encode(picture).decode(), dana.id),
        )

    tab = open_client(browser, dana, "log")

    assert not tab.exception
    assert len(tab.image) == 1
    dana.change(kinds=["meal"])
    assert len(tab.run().image) == 0


def test_older_entries_are_a_page_away(browser: Browser, client) -> None:
    dana = client("sleep")
    dana.logs()
    tab = open_client(browser, dana, "log")
    first = listed(tab)

    tab.button("tap_log_older").click().run()

    assert len(first) == len(listed(tab)) == 30
    assert first != listed(tab)
    assert "Newer" in shown(tab)


@pytest.mark.usefixtures("quick_fingers")
def test_comment_on_an_entry_and_on_a_day_is_sent_once(browser: Browser, client) -> None:
    dana = client("mood")
    dana.logs()
    tab = open_client(browser, dana, "log")

    for label in ("Comment", "Comment on this day"):
        next(button for button in tab.button if button.label == label).click().run()
        next(area for area in tab.text_area if "comment" in area.key).set_value(f"{label}: nice")
        next(button for button in tab.button if button.label == "Send").click().run()

    assert not tab.exception
    sent = dana.rows(
        "select text, about_kind, about_id is not null, from_coach from coach_messages "
        "where user_id = %s order by sent_at"
    )
    assert sent == [("Comment: nice", "mood", True, True), ("Comment on this day: nice", None, False, True)]
    assert "You: Comment: nice" in shown(tab)


def test_hidden_numbers_are_on_no_part(browser: Browser, client) -> None:
    dana = client()
    dana.logs()
    set_profile(dana.admin, dana.id, hide_numbers=True)

    tab = open_client(browser, dana)
    for name in ("overview", "trends", "log", "agreed", "messages"):
        said = shown(part(tab, name))
        assert not tab.exception
        assert "kcal" not in said and "Weight" not in said and "Energy eaten" not in said


def test_hidden_numbers_are_said_to_be_hidden_and_not_missing(browser: Browser, client) -> None:
    dana = client("meal")
    dana.logs()
    set_profile(dana.admin, dana.id, hide_numbers=True)

    tab = open_client(browser, dana)

    said = shown(tab)
    assert "Its main figures are hidden." in said and "nothing can stand out here" in said
    assert "Logged on 0" not in said and "Nothing of this is logged" not in said
    assert "All figures of what is shared with you are hidden." in shown(part(tab, "trends"))
    tab = part(tab, "agreed")
    tab.button(f"toggle_client_{dana.id}_propose_").click().run()
    assert "All figures are hidden, so a habit is all that can be proposed." in shown(tab)
    assert not tab.exception


def test_switch_hides_numbers_for_both_and_shows_them_again(browser: Browser, client) -> None:
    dana = client()
    tab = open_client(browser, dana)
    tab.button("toggle_client_about_").click().run()

    tab.button("tap_care").click().run()

    assert "Calories, nutrients and weight are hidden." in shown(tab)
    assert dana.rows("select hide_numbers from consents where user_id = %s") == [(True,)]
    assert dana.rows("select care_until is not null from profiles where user_id = %s") == [(True,)]


def test_group_and_status_are_kept(browser: Browser, client) -> None:
    dana = client()
    tab = open_client(browser, dana)
    tab.button("toggle_client_about_").click().run()

    tab.text_input(f"client_{dana.id}_about_label").set_value(" Runners ")
    tab.selectbox(f"client_{dana.id}_about_status").set_value("injured").run()
    tab.button("tap_about_save").click().run()

    assert not tab.exception
    assert dana.rows("select label, status from coached where client_id = %s") == [("Runners", "injured")]
    assert "Injured: in no alert meanwhile." in shown(tab)


def test_looked_at_holds_until_monday_and_is_taken_back(browser: Browser, client) -> None:
    dana = client()
    tab = open_client(browser, dana)

    tab.button("tap_looked_at").click().run()
    ((since, until),) = dana.rows("select quiet_since, quiet_until from coached where client_id = %s")
    assert (since, until.isoweekday()) == (today(), 1)
    assert "Looked at: in no alert before" in shown(tab)
    tab.button("tap_not_looked_at").click().run()

    assert dana.rows("select quiet_until from coached where client_id = %s") == [(None,)]


def test_end_of_sharing_within_a_week_is_said(browser: Browser, client) -> None:
    tab = open_client(browser, client(ends_on=today() + 3 * DAY))

    assert "The last day of sharing is in 3 days." in shown(tab)


@pytest.mark.parametrize(
    ("consent", "says"),
    [
        ({"state": "paused"}, "Sharing is paused."),
        ({"state": "revoked"}, "Not shared any more: they ended it."),
        ({"ends_on": today() - 3 * DAY}, "Not shared any more: the last day of sharing is over."),
    ],
    ids=["paused", "revoked", "expired"],
)
def test_what_is_not_shared_at_the_moment_shows_only_the_coachs_notes(browser: Browser, client, consent, says) -> None:
    dana = client(**consent)
    dana.logs()
    dana.admin.execute(
        "insert into coach_notes (user_id, client_id, text) values (%s, %s, 'Prefers mornings.')", (dana.coach, dana.id)
    )

    tab = open_client(browser, dana, "log")

    assert not tab.exception
    said = shown(tab)
    assert says in said and "Prefers mornings." in said and "Let this client go" in said
    assert "Soup" not in said and "Log" not in said.split("\n")
    assert listed(tab) == []
    assert dana.rows("select 1 from access_log where user_id = %s") == []


def test_consent_revoked_while_the_page_is_open_ends_it_with_the_next_click(browser: Browser, client) -> None:
    dana = client()
    dana.logs()
    tab = open_client(browser, dana, "log")
    assert "Soup of the day" in shown(tab)
    tab = part(tab, "trends")
    assert tab.get("plotly_chart")

    dana.change(state="revoked")
    part(tab, "overview")

    said = shown(tab)
    assert "Not shared any more" in said
    assert not tab.get("plotly_chart") and "Soup" not in said and "kcal" not in said
    assert "part" not in [radio.key for radio in tab.radio]


def test_kind_taken_away_while_the_log_is_open_is_gone_with_the_next_click(browser: Browser, client) -> None:
    dana = client("meal", "sleep")
    dana.logs()
    tab = open_client(browser, dana, "log")
    assert "Soup of the day" in shown(tab)

    dana.change(kinds=["sleep"])
    tab.run()

    assert not tab.exception
    assert "Soup" not in shown(tab)
    assert "Not shared with you: Meals" in shown(tab)


def test_message_is_not_sent_after_the_end(browser: Browser, client) -> None:
    dana = client()
    tab = open_client(browser, dana, "messages")

    tab.text_area(f"client_{dana.id}_message_text").set_value("Hello")
    dana.change(state="revoked")
    tab.button(f"send_client_{dana.id}_message_").click().run()

    assert not tab.exception
    assert "Not shared any more" in shown(tab) and "What you wrote was not sent." in shown(tab)
    assert dana.rows("select 1 from coach_messages where user_id = %s") == []
    assert "not sent" not in shown(tab.run())


class LostAnswers:
    """The database does what it is asked, and its answer is lost on the way: the first so many times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *functions: str):
        self.functions, self.left = functions, 1
        for verb in ("rpc", "insert"):
            monkeypatch.setattr(Direct, verb, self._losing(getattr(Direct, verb)))

    def _losing(self, once):
        def call(gateway, what, *args, **more):
            answer = once(gateway, what, *args, **more)
            if what in self.functions and self.left:
                self.left -= 1
                raise GatewayError(UNREACHABLE, "The answer was lost.")
            return answer

        return call


@pytest.mark.usefixtures("quick_fingers")
@pytest.mark.parametrize("at_once", [True, False])
def test_corrected_message_is_sent_though_the_answer_to_the_first_was_lost(
    browser: Browser, client, monkeypatch, at_once
) -> None:
    dana = client()
    tab = open_client(browser, dana, "messages")
    area, send = f"client_{dana.id}_message_text", f"send_client_{dana.id}_message_"
    LostAnswers(monkeypatch, "write_to_client")

    tab.text_area(area).set_value("See you at nein")
    tab.button(send).click().run()
    assert AWAY in troubles(tab) and tab.text_area(area).value == "See you at nein"
    tab.text_area(area).set_value("See you at nine")
    if not at_once:
        # Leaving the field draws the page, which tries the first again.
        tab.run()
    tab.button(send).click().run()

    assert not tab.exception
    assert dana.rows("select text from coach_messages where user_id = %s order by sent_at") == [
        ("See you at nein",), ("See you at nine",),
    ]  # fmt: skip
    assert tab.text_area(area).value == ""


@pytest.mark.usefixtures("quick_fingers")
def test_message_that_is_sent_again_unchanged_is_one(browser: Browser, client, monkeypatch) -> None:
    dana = client()
    tab = open_client(browser, dana, "messages")
    area, send = f"client_{dana.id}_message_text", f"send_client_{dana.id}_message_"
    LostAnswers(monkeypatch, "write_to_client")

    tab.text_area(area).set_value("See you at nine")
    tab.button(send).click().run()
    tab.run()

    assert dana.rows("select text from coach_messages where user_id = %s") == [("See you at nine",)]
    assert tab.text_area(area).value == ""


@pytest.mark.usefixtures("quick_fingers")
def test_note_whose_answer_was_lost_is_one_and_the_next_another(browser: Browser, client, monkeypatch) -> None:
    dana = client()
    tab = open_client(browser, dana, "notes")
    area, send = f"client_{dana.id}_new_note_text", f"send_client_{dana.id}_new_note_"
    LostAnswers(monkeypatch, "coach_notes")

    tab.text_area(area).set_value("Prefers mornings")
    tab.button(send).click().run()
    assert AWAY in troubles(tab)
    tab.run()
    tab.text_area(area).set_value("Prefers evenings")
    tab.button(send).click().run()

    assert not tab.exception
    notes = dana.rows("select text from coach_notes where client_id = %s order by created_at")
    assert notes == [("Prefers mornings",), ("Prefers evenings",)]


def test_proposal_whose_answer_was_lost_is_one(browser: Browser, client, monkeypatch) -> None:
    dana = client("sleep")
    form = f"client_{dana.id}_propose_"
    tab = open_client(browser, dana, "agreed")
    tab.button(f"toggle_{form}").click().run()
    tab.radio(f"{form}what").set_value("habit").run()
    tab.text_input(f"{form}title").set_value("A walk after lunch")
    LostAnswers(monkeypatch, "propose")

    tab.button("tap_propose").click().run()
    assert AWAY in troubles(tab)
    tab.run()

    assert not tab.exception
    assert dana.rows("select title from agreements where user_id = %s") == [("A walk after lunch",)]


def test_what_was_written_after_the_page_was_read_stays_new(browser: Browser, client, monkeypatch) -> None:
    dana = client()

    def writes(text: str) -> None:
        dana.admin.execute(
            "insert into coach_messages (user_id, coach_id, from_coach, text, client_key) "
            "values (%s, %s, false, %s, %s)",
            (dana.id, dana.coach, text, str(uuid.uuid4())),
        )

    writes("First")
    once = Direct.rpc

    def meanwhile(gateway, function, args=None):
        if function == "mark_read":
            writes("Second")
        return once(gateway, function, args)

    monkeypatch.setattr(Direct, "rpc", meanwhile)

    open_client(browser, dana, "messages")

    found = dana.rows("select text, read_at is not null from coach_messages where user_id = %s order by sent_at")
    assert found == [("First", True), ("Second", False)]


def test_messages_are_new_once(browser: Browser, client) -> None:
    dana = client()
    dana.admin.execute(
        "insert into coach_messages (user_id, coach_id, from_coach, text, client_key) "
        "values (%s, %s, false, 'It went well', %s)",
        (dana.id, dana.coach, str(uuid.uuid4())),
    )
    tab = open_client(browser, dana)
    assert "A new message waits under Messages." in shown(tab)

    first = [mark.value for mark in part(tab, "messages").markdown]
    again = [mark.value for mark in tab.run().markdown]

    assert any("New" in mark for mark in first)
    assert not any("New" in mark for mark in again)
    assert "It went well" in shown(tab)


@pytest.mark.usefixtures("quick_fingers")
def test_message_is_sent_once_however_often_it_is_clicked(browser: Browser, client) -> None:
    dana = client()
    tab = open_client(browser, dana, "messages")
    area, send = f"client_{dana.id}_message_text", f"send_client_{dana.id}_message_"

    tab.text_area(area).set_value("How was the run?")
    tab.button(send).click().run()

    assert dana.rows("select text, from_coach from coach_messages where user_id = %s") == [("How was the run?", True)]
    assert tab.text_area(area).value == ""


def test_draft_is_put_into_the_field_and_not_sent(browser: Browser, client) -> None:
    dana = client()
    dana.logs()
    tab = open_client(browser, dana, "messages")
    area = f"client_{dana.id}_message_text"
    tab.text_area(area).set_value("Mine.").run()

    tab.button("tap_draft").click().run()

    assert not tab.exception
    assert tab.text_area(area).value.startswith("Mine.\n\nHi Dana, ")
    assert dana.rows("select 1 from coach_messages where user_id = %s") == []


def test_habit_is_proposed_and_ended(browser: Browser, client) -> None:
    dana = client("sleep")
    form = f"client_{dana.id}_propose_"
    tab = open_client(browser, dana, "agreed")
    tab.button(f"toggle_{form}").click().run()

    tab.radio(f"{form}what").set_value("habit").run()
    tab.text_input(f"{form}title").set_value("A walk after lunch")
    tab.slider(f"{form}times").set_value(4)
    tab.button("tap_propose").click().run()

    assert not tab.exception
    ((agreement, title, times),) = dana.rows("select id, title, times from agreements where user_id = %s")
    assert (title, times) == ("A walk after lunch", 4)
    assert "they have not answered yet" in shown(tab)
    tab.button(f"ask_end_{agreement}").click().run()
    assert dana.rows("select state from agreements where user_id = %s") == [("proposed",)]
    tab.button(f"sure_end_{agreement}").click().run()
    assert dana.rows("select state from agreements where user_id = %s") == [("ended",)]


def test_goal_is_proposed_in_the_units_of_the_coach_and_kept_days_are_counted(browser: Browser, client) -> None:
    dana = client("sleep", "water")
    dana.logs()
    set_profile(dana.admin, dana.coach, units="imperial")
    form = f"client_{dana.id}_propose_"
    tab = open_client(browser, dana, "agreed")
    tab.button(f"toggle_{form}").click().run()

    tab.selectbox(f"{form}metric").set_value("water").run()
    tab.number_input(f"{form}water_fl oz_low").set_value(64.0)
    tab.button("tap_propose").click().run()

    assert not tab.exception
    assert dana.rows("select metric, low from agreements where user_id = %s") == [("water", 1893)]
    dana.admin.execute(
        "insert into agreements (user_id, coach_id, title, metric, low, times, starts_on, state) "
        "values (%s, %s, 'Sleep', 'sleep', 7, 7, %s, 'accepted')",
        (dana.id, dana.coach, today() - 30 * DAY),
    )
    assert "Kept on 7 of the last 7 days" in shown(tab.run())


def test_goal_that_would_harm_is_not_proposed(browser: Browser, client) -> None:
    dana = client("meal")
    form = f"client_{dana.id}_propose_"
    tab = open_client(browser, dana, "agreed")
    tab.button(f"toggle_{form}").click().run()

    tab.selectbox(f"{form}metric").set_value("energy").run()
    tab.radio(f"{form}side").set_value("high").run()
    tab.number_input(f"{form}energy_kcal_high").set_value(900.0)
    tab.button("tap_propose").click().run()

    assert "few adults need less even at rest" in troubles(tab)[0]
    assert tab.number_input(f"{form}energy_kcal_high").value == 900
    assert dana.rows("select 1 from agreements where user_id = %s") == []


def test_check_in_is_replied_to_and_questions_are_changed(browser: Browser, client) -> None:
    dana = client("sleep")
    week = today() - DAY * today().weekday()
    answers = [{"question": "What was hard?", "answer": "Late dinners"}]
    dana.admin.execute(
        "insert into check_ins (user_id, coach_id, week, answers) values (%s, %s, %s, %s)",
        (dana.id, dana.coach, week, json.dumps(answers)),
    )
    tab = open_client(browser, dana, "check-ins")
    assert "Late dinners" in shown(tab)

    tab.text_area[0].set_value("Eat earlier at work?")
    next(button for button in tab.button if button.label == "Reply").click().run()
    assert dana.rows("select reply from check_ins where user_id = %s") == [("Eat earlier at work?",)]
    assert "Your reply: Eat earlier at work?" in shown(tab)

    form = f"client_{dana.id}_questions_"
    tab.button(f"toggle_{form}").click().run()
    tab.text_input(f"{form}0").set_value("How are you?")
    tab.text_input(f"{form}1").set_value("")
    tab.selectbox(f"{form}weekday").set_value(5)
    tab.button("tap_questions_save").click().run()

    assert not tab.exception
    assert dana.rows("select questions, check_in_weekday from coached where client_id = %s") == [
        (["How are you?", "What do you want to try next week?"], 5)
    ]


@pytest.mark.usefixtures("quick_fingers")
def test_notes_are_kept_changed_deleted_and_brought_back(browser: Browser, client) -> None:
    dana = client()
    tab = open_client(browser, dana, "notes")
    form = f"client_{dana.id}_new_note_"

    tab.text_area(f"{form}text").set_value("Knee since spring")
    tab.button(f"send_{form}").click().run()
    ((note, text),) = dana.rows("select id, text from coach_notes where client_id = %s")
    assert text == "Knee since spring"

    edit = f"client_{dana.id}_note_{note}_"
    tab.button(f"toggle_{edit}").click().run()
    tab.text_area(f"{edit}text").set_value("Knee is fine")
    tab.button(f"send_{edit}").click().run()
    assert dana.rows("select text from coach_notes where client_id = %s") == [("Knee is fine",)]

    tab.button(f"tap_delete_{note}").click().run()
    assert dana.rows("select text from coach_notes where client_id = %s") == []
    tab.button("undo").click().run()
    assert not tab.exception
    assert dana.rows("select text from coach_notes where client_id = %s") == [("Knee is fine",)]


def test_client_is_let_go_with_two_taps(browser: Browser, client) -> None:
    dana = client(state="revoked")
    tab = open_client(browser, dana)

    tab.button(f"ask_let_go_{dana.id}").click().run()
    assert "and your notes go" in shown(tab)
    assert dana.rows("select 1 from coached where client_id = %s")
    tab.button(f"sure_let_go_{dana.id}").click().run()

    assert not tab.exception
    assert dana.rows("select 1 from coached where client_id = %s") == []
    assert tab.title[0].value == "Clients"


def test_hostile_text_is_shown_as_it_was_typed(browser: Browser, client) -> None:
    dana = client(name=HOSTILE)
    dana.admin.execute(
        "insert into moods (user_id, wellbeing, note, time_zone) values (%s, 7, %s, 'Europe/Berlin')",
        (dana.id, HOSTILE),
    )
    dana.admin.execute(
        "insert into coach_messages (user_id, coach_id, from_coach, text, client_key) values (%s, %s, false, %s, %s)",
        (dana.id, dana.coach, HOSTILE, str(uuid.uuid4())),
    )
    tab = open_client(browser, dana)
    for name in ("overview", "log", "messages", "trends"):
        part(tab, name)
        if name == "log":
            tab.radio(f"client_{dana.id}_log_kind").set_value("mood").run()
        assert not tab.exception
        read_as_markdown = [
            *(mark.value for mark in (*tab.markdown, *tab.caption, *tab.title)),
            *(b.label for b in tab.button),
        ]
        assert not [text for text in read_as_markdown if "![x](" in text or ":red[x]" in text]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch):
    """What a click on each button for a file would run."""
    drawn, draw = {}, st.download_button

    def drawing(label, data, **look):
        drawn[look["key"]] = data
        return draw(label, data, **look)

    monkeypatch.setattr(st, "download_button", drawing)
    return drawn


def open_files(browser: Browser, client: Made):
    tab = open_client(browser, client)
    tab.button("toggle_client_export_").click().run()
    assert not tab.exception
    return tab


def test_files_are_made_at_the_click(browser: Browser, client, files) -> None:
    dana = client("sleep", "mood")
    dana.logs()

    tab = open_files(browser, dana)

    assert [button.proto.label for button in tab.get("download_button")] == [
        "Download the tables (CSV)", "Download a page to print",
    ]  # fmt: skip
    assert "One table for each of: Mood, Sleep." in shown(tab)
    with zipfile.ZipFile(io.BytesIO(files["download_tables"]())) as packed:
        assert sorted(packed.namelist()) == ["moods.csv", "sleeps.csv"]
    assert b"Sleep" in files["download_page"]()
    dana.change(kinds=["mood"])
    with zipfile.ZipFile(io.BytesIO(files["download_tables"]())) as packed:
        assert packed.namelist() == ["moods.csv"]
    assert "One table for each of: Mood." in shown(tab.run())


def test_files_that_were_drawn_before_the_end_give_nothing_after_it(browser: Browser, client, files) -> None:
    dana = client("sleep", "mood")
    dana.logs()
    open_files(browser, dana)

    dana.change(state="revoked")

    for make in files.values():
        with pytest.raises(GatewayError) as refused:
            make()
        assert refused.value.code == "WC001"


def test_files_are_for_nobody_who_has_signed_out_elsewhere(browser: Browser, client, files) -> None:
    dana = client("sleep")
    dana.logs()
    open_files(browser, dana)

    browser.house.store.accounts.sign_out(browser.secret)

    for make in files.values():
        with pytest.raises(GatewayError) as refused:
            make()
        assert refused.value.code == SESSION_ENDED


def test_page_that_would_be_empty_is_not_made(browser: Browser, client, files) -> None:
    open_files(browser, client("sleep"))

    with pytest.raises(client_export.NothingLoggedError):
        files["download_page"]()


def test_strips_name_nobody(browser: Browser, client) -> None:
    dana, eve = client("sleep"), client("sleep", "mood", name="Eve")
    without = client("mood", name="Finn")
    for one in (dana, eve, without):
        one.logs()
    tab = open_client(browser, dana, "trends")
    tab.button(f"toggle_client_{dana.id}_strips_").click().run()

    tab.multiselect(f"client_{dana.id}_strips_others").set_value([eve.id, without.id]).run()

    assert not tab.exception
    alt = next(chart.proto.alt for chart in tab.get("plotly_chart") if "strip" in chart.proto.alt)
    assert "Client A" in alt and "Client B" in alt and "Client C" not in alt
    assert "Eve" not in alt and "Dana" not in alt
    assert "1 of them does not share this with you." in shown(tab)


@pytest.mark.parametrize(
    ("name", "field"), [("messages", "message_text"), ("notes", "new_note_text")], ids=["message", "note"]
)
def test_what_was_typed_waits_for_the_database(browser: Browser, client, away: Away, house_urls, name, field) -> None:
    dana = client()
    dana.logs()
    tab = open_client(browser, dana, name)
    key = f"client_{dana.id}_{field}"
    tab.text_area(key).set_value("Typed with care").run()

    with away():
        tab.button(f"send_client_{dana.id}_{field.removesuffix('text')}").click().run()

        assert not tab.exception
        assert AWAY in troubles(tab)
        assert tab.text_area(key).value == "Typed with care"
        assert "Dana" not in shown(tab)
    tab.run()

    assert not tab.exception
    table = "coach_messages where user_id" if name == "messages" else "coach_notes where client_id"
    with psycopg.connect(house_urls.admin) as anew:
        found = anew.execute(f"select text from {table} = %s", (dana.id,)).fetchall()
    assert found == [("Typed with care",)]


def test_other_fields_keep_what_was_typed_too(browser: Browser, client, away: Away) -> None:
    dana = client("sleep")
    form = f"client_{dana.id}_propose_"
    tab = open_client(browser, dana, "agreed")
    tab.button(f"toggle_{form}").click().run()
    tab.radio(f"{form}what").set_value("habit").run()
    tab.text_input(f"{form}title").set_value("A walk after lunch").run()

    with away():
        tab.run()
        assert AWAY in troubles(tab)
    tab.run()

    assert not tab.exception
    assert tab.text_input(f"{form}title").value == "A walk after lunch"


@pytest.mark.parametrize("name", ["overview", "trends", "log", "agreed", "check-ins", "messages", "notes"])
def test_each_part_is_one_call_of_its_own(browser: Browser, client, name, monkeypatch) -> None:
    dana = client()
    dana.logs()
    tab = open_client(browser, dana, name)
    calls = []
    once = Direct.rpc

    def counted(self, function, args=None):
        calls.append(function)
        return once(self, function, args)

    monkeypatch.setattr(Direct, "rpc", counted)

    tab.run()

    assert not tab.exception
    assert calls == ["session_state", "client_page"]


def test_first_visit_while_the_database_is_away(browser: Browser, client, away: Away) -> None:
    dana = client()
    tab = browser.open()
    tab.query_params["id"] = dana.id
    with away():
        go(tab, "client")

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert tab.title[0].value == "Client"
