"""The pages of somebody who is not signed in."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from lib import session
from lib.gateway import mail, passwords
from lib.gateway.local_accounts import CODE_WRONG
from lib.settings import ROOT
from tests.support.pages import PASSWORD, Browser, elements, open_house, sent_to, shown, troubles
from tests.support.people import new_email

DOOR = {"": "sign_in_email", "sign_up": "sign_up_email", "reset_password": "reset_email"}
HOUSE = ["today", "settings"]
OTHER = "nine damp umbrellas"

# What a browser can send though the form would not let anybody type it.
PAST_THE_LIMITS = [
    "x" * 100_000, "水" * 5000, "a\0b@example.org", "\u202e\u0000", "'; drop table users;--", "<img src=x>",
]  # fmt: skip


@pytest.fixture
def letters(monkeypatch):
    sent = []
    monkeypatch.setattr(mail, "send_later", lambda settings, message: sent.append(message))
    return sent


@pytest.fixture
def email(browser):
    """Of somebody with an account, who is signed in nowhere here."""
    address = new_email()
    browser.house.store.accounts.sign_up(address, PASSWORD, browser.caller())
    return address


def sign_in(tab, email, password):
    tab.text_input("sign_in_email").set_value(email)
    tab.text_input("sign_in_password").set_value(password)
    return tab.button("sign_in_submit").click().run()


def sign_up(tab, email, password):
    tab.text_input("sign_up_email").set_value(email)
    tab.text_input("sign_up_password").set_value(password)
    return tab.button("sign_up_submit").click().run()


# Where one lands ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("address", "field"), DOOR.items())
def test_every_door_page_opens_with_its_form(browser, address, field):
    tab = browser.open(address)

    assert not tab.exception
    assert tab.text_input(field).value == ""
    assert shown(tab).count("AGPL") == 1


@pytest.mark.parametrize("address", ["", "sign_in", "settings", "today", "nowhere", "router", "../app"])
def test_every_address_of_the_house_leads_to_the_door(browser, address):
    tab = browser.open(address)

    assert not tab.exception
    assert tab.text_input("sign_in_email")
    assert not re.search("Sign out|Signed in as|About you|Good (morning|afternoon|evening)", shown(tab))


@pytest.mark.parametrize("page", HOUSE)
def test_page_of_the_house_run_by_itself_shows_nothing(browser, page):
    tab = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=15).run()

    assert not tab.exception
    assert shown(tab) == ""


@pytest.mark.parametrize("secret", ["", "x" * 43, "short", "' or true", "\0"])
def test_cookie_that_means_nothing_is_nobody(browser, secret):
    browser.secret = secret

    tab = browser.open("settings")

    if not troubles(tab):
        assert tab.text_input("sign_in_email")
    assert not tab.exception
    assert "About you" not in shown(tab)


# Signing up and in --------------------------------------------------------------------------------------------


def test_new_person_comes_in_with_the_time_zone_of_the_place(browser):
    tab = sign_up(browser.open("sign_up"), new_email(), PASSWORD)

    assert browser.follow(tab) == "/"
    inside = browser.open()
    assert inside.title[0].value == "Today"
    assert browser.open("settings").selectbox("units_time_zone").value == "Europe/Berlin"


@pytest.mark.parametrize("place", [None, "Mars/Olympus", "../../etc/passwd", "x" * 1000, "europe/berlin"])
def test_odd_time_zone_of_a_browser_keeps_nobody_out(browser, place):
    tab = browser.open("sign_up")
    tab.context = {"timezone": place}

    sign_up(tab, new_email(), PASSWORD)

    browser.follow(tab)
    assert browser.open().title[0].value == "Today"
    assert browser.open("settings").selectbox("units_time_zone").value == "UTC"


def test_somebody_signs_in_and_comes_back_to_the_page_they_asked_for(browser, email):
    tab = sign_in(browser.open("settings"), email, PASSWORD)

    assert browser.follow(tab) == "/settings"
    assert browser.open("settings").title[0].value == "Settings"


def test_nothing_of_the_house_is_drawn_before_the_browser_has_moved_on(browser, email):
    tab = sign_in(browser.open(), email, PASSWORD)

    assert sent_to(tab).startswith("session/keep?ticket=")
    assert not tab.exception
    assert "Signed in as" not in shown(tab)


@pytest.mark.parametrize("whose", ["mine", "nobody's"])
def test_wrong_password_and_unknown_address_look_the_same(browser, email, whose):
    tab = sign_in(browser.open(), email if whose == "mine" else new_email(), "not the password")

    assert troubles(tab) == [passwords.WRONG]
    assert sent_to(tab) == ""


def test_what_was_typed_stays_after_a_refusal(browser, email):
    tab = sign_in(browser.open(), email, "not the password")

    assert tab.text_input("sign_in_email").value == email
    assert browser.follow(sign_in(tab, email, PASSWORD)) == "/"


def test_too_many_guesses_are_told_how_long_to_wait(browser, email):
    tab = browser.open()
    for number in range(6):
        sign_in(tab, email, f"guess {number}")

    assert troubles(tab) == ["There were too many tries from here. Please wait 30 seconds and try again."]


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("", "", passwords.EMAIL_NOT_VALID),
        ("anna", PASSWORD, passwords.EMAIL_NOT_VALID),
        ("anna@example.org", "short", passwords.TOO_SHORT),
        ("anna@example.org", "password123!", passwords.TOO_COMMON),
        ("anna@example.org", "水" * 30, passwords.TOO_LONG),
    ],
)
def test_sign_up_says_what_is_not_right(browser, email, password, sentence):
    tab = sign_up(browser.open("sign_up"), email, password)

    assert troubles(tab) == [sentence]
    assert tab.text_input("sign_up_email").value == email


def test_sign_up_with_a_taken_address_says_so(browser, email):
    tab = sign_up(browser.open("sign_up"), email, OTHER)

    assert "already has an account" in troubles(tab)[0]


@pytest.mark.parametrize("typed", PAST_THE_LIMITS, ids=range(len(PAST_THE_LIMITS)))
@pytest.mark.parametrize("field", ["email", "password"])
def test_values_past_the_limits_of_the_form_get_a_sentence(browser, email, typed, field):
    given = {"email": email, "password": PASSWORD} | {field: typed}

    tabs = [
        sign_in(browser.open(), given["email"], given["password"]),
        sign_up(browser.open("sign_up"), given["email"], given["password"]),
    ]

    for tab in tabs:
        assert not tab.exception
        assert len(troubles(tab)) == 1
        assert typed not in troubles(tab)[0]
        assert sent_to(tab) == ""


# A new password -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("whose", ["mine", "nobody's"])
def test_code_is_promised_to_everybody_alike(browser, email, letters, whose):
    tab = browser.open("reset_password")

    tab.text_input("reset_email").set_value(email if whose == "mine" else new_email())
    tab.button("reset_ask").click().run()

    assert [s.value for s in tab.success] == ["If this address has an account, a code is on its way."]
    assert len(letters) == (whose == "mine")


def test_code_from_the_letter_sets_a_new_password(browser, email, letters):
    tab = browser.open("reset_password")
    tab.text_input("reset_email").set_value(email)
    tab.button("reset_ask").click().run()
    code = re.search(r"Your code: (\w+)", letters[0].get_content())[1]

    tab.text_input("reset_code").set_value(code)
    tab.text_input("reset_password").set_value(OTHER)
    tab.button("reset_submit").click().run()

    assert not troubles(tab)
    assert "new password is set" in tab.success[0].value
    assert browser.follow(sign_in(browser.open(), email, OTHER)) == "/"


@pytest.mark.parametrize("typed", ["WRONGWRONG", "", *PAST_THE_LIMITS], ids=range(2 + len(PAST_THE_LIMITS)))
def test_wrong_code_gets_a_sentence(browser, email, typed):
    tab = browser.open("reset_password")
    tab.text_input("reset_email").set_value(email)
    tab.text_input("reset_code").set_value(typed)
    tab.text_input("reset_password").set_value(OTHER)
    tab.button("reset_submit").click().run()

    assert not tab.exception
    assert troubles(tab) == [CODE_WRONG]


def test_house_that_sends_no_mail_says_who_can_help(browser, house_urls, monkeypatch):
    without_mail = open_house(house_urls)
    monkeypatch.setattr(session, "_house", without_mail)
    try:
        tab = Browser(without_mail).open("reset_password")
    finally:
        without_mail.store.close()

    assert not tab.text_input
    assert "./dev reset-password" in shown(tab)


# The demo -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("button", "name"), [("demo_person", "Demo Dana"), ("demo_coach", "Coach Carla")])
def test_demo_is_one_click_and_says_that_it_is_shared(browser, button, name):
    browser.follow(browser.open().button(button).click().run())

    tab = browser.open()

    assert name in shown(tab)
    assert "This demo is shared" in tab.info[0].value


def test_demo_people_share_neither_a_password_nor_their_visits(browser):
    elsewhere = browser.house.store.accounts.sign_in_demo("person", browser.caller())
    browser.follow(browser.open().button("demo_person").click().run())

    tab = browser.open("settings")

    words = shown(tab)
    assert words.count("Firefox on Linux") == 1
    assert not re.search("Sign out everywhere|Sign out there|New password", words)
    assert browser.house.store.accounts.restore(elsewhere.secret)


def test_house_without_a_demo_offers_none(browser, house_urls, monkeypatch):
    real = open_house(house_urls)
    monkeypatch.setattr(session, "_house", real)
    try:
        tab = Browser(real).open()
    finally:
        real.store.close()

    assert "demo" not in shown(tab).lower()
    assert not [e for e in elements(tab) if str(getattr(e, "key", "")).startswith("demo")]


# What the note says -------------------------------------------------------------------------------------------


def test_ticket_that_was_too_late_leads_to_a_note(browser):
    tab = browser.open(**{"sign-in": "expired"})

    assert "Sign in again" in tab.info[0].value


@pytest.mark.parametrize("value", ["", "1", "<script>", "x" * 5000])
def test_anything_else_in_the_address_is_passed_over(browser, value):
    tab = browser.open(**{"sign-in": value, "wanted_page": value, "_session": value})

    assert not tab.exception
    assert not tab.info
