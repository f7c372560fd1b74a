"""The database goes away while somebody is at a page: one sentence, what was typed stays, and Save works later."""

from contextlib import contextmanager

import psycopg
import pytest

from lib import messages
from lib.gateway import passwords
from lib.gateway.port import UNREACHABLE, AccountError
from tests.support.pages import PASSWORD, go, sent_to, shown, troubles
from tests.support.people import new_email

AWAY = messages.SENTENCES[UNREACHABLE]
OTHER = "nine damp umbrellas"


@contextmanager
def nobody_recognised(urls):
    """The question who is signed in waits in vain."""
    with psycopg.connect(urls.admin) as keeper:
        keeper.execute("lock table public.app_sessions in access exclusive mode")
        yield
        keeper.rollback()


@contextmanager
def nobody_may_ask(urls):
    """The question who is signed in is refused, and everything else works."""
    with psycopg.connect(urls.owner, autocommit=True) as keeper:
        keeper.execute("revoke execute on function public.session_state(text) from anon")
        try:
            yield
        finally:
            keeper.execute("grant execute on function public.session_state(text) to anon")


@pytest.fixture
def anna(browser):
    return browser.sign_up()


def reload_profile(browser):
    return browser.house.store.accounts.restore(browser.secret).profile


@pytest.mark.parametrize("page", ["", "settings", "sign_up", "reset_password"])
@pytest.mark.parametrize("who", ["signed in", "stranger"])
def test_first_visit_says_so_and_goes_on_when_it_is_back(browser, away, page, who):
    if who == "signed in":
        browser.sign_up()
    with away():
        tab = browser.open(page)

        assert not tab.exception
        assert troubles(tab) == [AWAY]

    tab.button("try_again_door").click().run()

    assert not tab.exception
    assert not troubles(tab)
    inside = who == "signed in"
    assert ("Signed in as" in shown(tab)) == inside


def test_page_on_the_screen_stays_and_says_so_once(browser, anna, away):
    tab = browser.open()
    with away():
        tab.run()

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert tab.title[0].value == "Today"
        assert anna.person.email in shown(tab)

    tab.button("try_again_day").click().run()

    assert not troubles(tab)
    assert tab.title[0].value == "Today"


def test_another_page_can_be_opened_meanwhile(browser, anna, away):
    tab = browser.open()
    with away():
        go(tab, "settings")

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert tab.title[0].value == "Settings"


def test_profile_typed_while_it_is_away_is_kept_and_saved_afterwards(browser, anna, away):
    tab = browser.open("settings")
    tab.text_input("profile_name").set_value("Anna")
    tab.text_input("profile_birth_date").set_value("1990-02-28")
    tab.selectbox("profile_sex").set_value("female")
    tab.text_input("profile_height_cm").set_value("171.5")
    with away():
        tab.button("profile_save").click().run()

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert not tab.toast
        assert tab.text_input("profile_name").value == "Anna"
        assert tab.text_input("profile_birth_date").value == "1990-02-28"
        assert tab.selectbox("profile_sex").value == "female"
        assert tab.text_input("profile_height_cm").value == "171.5"

    tab.button("profile_save").click().run()

    assert not troubles(tab)
    saved = reload_profile(browser)
    assert [saved[name] for name in ("name", "birth_date", "sex", "height_cm")] == [
        "Anna",
        "1990-02-28",
        "female",
        171.5,
    ]


def test_units_chosen_while_it_is_away_are_kept_and_saved_afterwards(browser, anna, away):
    tab = browser.open("settings")
    tab.radio("units_units").set_value("imperial")
    tab.selectbox("units_time_zone").set_value("Asia/Kolkata")
    tab.toggle("units_hide_numbers").set_value(True)
    with away():
        tab.button("units_save").click().run()

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert tab.radio("units_units").value == "imperial"
        assert tab.selectbox("units_time_zone").value == "Asia/Kolkata"
        assert tab.toggle("units_hide_numbers").value is True

    tab.button("units_save").click().run()

    saved = reload_profile(browser)
    assert not troubles(tab)
    assert (saved["units"], saved["time_zone"], saved["hide_numbers"]) == ("imperial", "Asia/Kolkata", True)


def test_try_again_keeps_what_was_typed(browser, anna, away):
    tab = browser.open("settings")
    tab.text_input("profile_name").set_value("Anna")
    with away():
        tab.button("profile_save").click().run()
        tab.run()
        assert troubles(tab) == [AWAY]

    tab.button("try_again_router").click().run()

    assert not troubles(tab)
    assert tab.text_input("profile_name").value == "Anna"


def test_password_is_changed_once_it_is_back(browser, anna, away):
    tab = browser.open("settings")
    tab.text_input("pw_old").set_value(PASSWORD)
    tab.text_input("pw_new").set_value(OTHER)
    with away():
        tab.button("pw_save").click().run()

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert tab.text_input("pw_new").value == OTHER

    tab.button("pw_save").click().run()

    assert not troubles(tab)
    assert browser.house.store.accounts.sign_in(anna.person.email, OTHER, browser.caller())


@pytest.mark.parametrize("button", ["sidebar_sign_out", "sign_out_here"])
def test_nobody_is_told_that_they_are_signed_out_when_they_are_not(browser, anna, away, button):
    tab = browser.open("settings")
    with away():
        tab.button(button).click().run()

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert sent_to(tab) == ""

    tab.run()
    tab.button(button).click().run()

    assert sent_to(tab).startswith("session/end?")
    assert browser.house.store.accounts.restore(anna.secret) is None


def test_list_of_sign_ins_comes_back(browser, anna, away):
    tab = browser.open("settings")
    with away():
        tab.run()
        assert "Firefox on Linux" not in shown(tab)

    tab.run()

    assert "Firefox on Linux" in shown(tab)


def test_sign_in_typed_while_it_is_away_works_afterwards(browser, away):
    email = new_email()
    browser.house.store.accounts.sign_up(email, PASSWORD, browser.caller())
    tab = browser.open()
    tab.text_input("sign_in_email").set_value(email)
    tab.text_input("sign_in_password").set_value(PASSWORD)
    with away():
        tab.button("sign_in_submit").click().run()

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert tab.text_input("sign_in_email").value == email
        assert tab.text_input("sign_in_password").value == PASSWORD

    tab.button("sign_in_submit").click().run()

    assert browser.follow(tab) == "/"
    assert browser.open().title[0].value == "Today"


def test_sign_up_typed_while_it_is_away_works_afterwards(browser, away):
    email = new_email()
    tab = browser.open("sign_up")
    tab.text_input("sign_up_email").set_value(email)
    tab.text_input("sign_up_password").set_value(PASSWORD)
    with away():
        tab.button("sign_up_submit").click().run()

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert tab.text_input("sign_up_email").value == email

    tab.button("sign_up_submit").click().run()

    assert browser.follow(tab) == "/"
    assert reload_profile(browser)["time_zone"] == "Europe/Berlin"


@pytest.mark.parametrize("button", ["reset_ask", "reset_submit", "demo_person"])
def test_every_other_button_of_the_door_says_so(browser, away, button):
    tab = browser.open("reset_password" if button.startswith("reset") else "")
    if button.startswith("reset"):
        tab.text_input("reset_email").set_value(new_email())
        tab.text_input("reset_password").set_value(OTHER)
    with away():
        tab.button(button).click().run()

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert not tab.success
        assert sent_to(tab) == ""


def test_sign_in_ended_meanwhile_leads_to_the_door_when_it_is_back(browser, anna, away, house_admin):
    tab = browser.open("settings")
    tab.text_input("profile_name").set_value("typed in vain")
    house_admin.execute("delete from app_sessions where user_id = %s", (anna.person.id,))
    with away():
        tab.button("profile_save").click().run()
        assert troubles(tab) == [AWAY]

    tab.button("profile_save").click().run()

    assert not tab.exception
    assert sent_to(tab).startswith("session/end?")
    assert "typed in vain" not in shown(tab)


# The question who is signed in fails, and only that --------------------------------------------------------------


UNANSWERED = pytest.mark.parametrize(
    ("unanswered", "said"),
    [(nobody_recognised, messages.SENTENCES["55P03"]), (nobody_may_ask, messages.SENTENCES["42501"])],
    ids=["waits in vain", "is refused"],
)


@UNANSWERED
def test_ended_sign_in_that_nobody_can_look_up_saves_nothing(browser, anna, house_urls, house_admin, unanswered, said):
    tab = browser.open("settings")
    tab.text_input("profile_name").set_value("Mallory")
    house_admin.execute("delete from app_sessions where user_id = %s", (anna.person.id,))
    with unanswered(house_urls):
        tab.button("profile_save").click().run()

        assert not tab.exception
        assert troubles(tab) == [said]
        assert tab.text_input("profile_name").value == "Mallory"

    saved = house_admin.execute("select name from profiles where user_id = %s", (anna.person.id,)).fetchone()
    assert saved == (None,)
    tab.button("profile_save").click().run()
    assert sent_to(tab).startswith("session/end?")


@UNANSWERED
def test_ended_sign_in_that_nobody_can_look_up_changes_no_password(
    browser, anna, house_urls, house_admin, unanswered, said
):
    accounts = browser.house.store.accounts
    tab = browser.open("settings")
    tab.text_input("pw_old").set_value(PASSWORD)
    tab.text_input("pw_new").set_value(OTHER)
    house_admin.execute("delete from app_sessions where user_id = %s", (anna.person.id,))
    with unanswered(house_urls):
        tab.button("pw_save").click().run()

        assert not tab.exception
        assert not tab.success
        assert troubles(tab) == [said]

    with pytest.raises(AccountError, match=passwords.WRONG):
        accounts.sign_in(anna.person.email, OTHER, browser.caller())
    assert accounts.sign_in(anna.person.email, PASSWORD, browser.caller())


@pytest.mark.parametrize("ended", [True, False])
def test_tab_whose_person_cannot_be_looked_up_reads_nothing_until_they_can(
    browser, anna, house_urls, house_admin, ended
):
    tab = browser.open("settings")
    assert "This browser" in shown(tab)
    if ended:
        house_admin.execute("delete from app_sessions where user_id = %s", (anna.person.id,))
    with nobody_may_ask(house_urls):
        tab.run()
        assert "This browser" not in shown(tab)
        assert "This list cannot be shown right now." in shown(tab)

    tab.run()

    assert ("This browser" in shown(tab)) is not ended
    assert bool(sent_to(tab)) is ended
