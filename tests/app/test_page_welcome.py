"""The first steps: offered once, saved step by step, left at any time, with the database away."""

import pytest

from lib import messages
from lib.gateway.port import UNREACHABLE
from tests.support.pages import go, shown, troubles

AWAY = messages.SENTENCES[UNREACHABLE]


@pytest.fixture
def anna(browser):
    browser.sign_up()
    return browser.house.store.accounts.restore(browser.secret).backend


def kept(backend):
    (row,) = backend.gateway.select("profiles")
    return row


def step(tab, number):
    return tab.button(f"welcome_save_{number}").click().run()


def at_step(tab, number):
    assert not tab.exception
    return tab.main.text[0].value.startswith(f"Step {number} of 4.")


def test_new_person_lands_on_today_with_a_way_to_the_first_steps(browser, anna):
    tab = browser.open()

    assert tab.title[0].value == "Today"
    assert "Choose what you want to track" in shown(tab)


def test_all_steps_are_saved_one_by_one(browser, anna):
    tab = browser.open("welcome")
    assert at_step(tab, 1)

    for kind in ("water", "sleep", "mood"):
        tab.checkbox(f"welcome_track_{kind}").check()
    step(tab, 0)
    assert at_step(tab, 2)
    assert kept(anna)["tracked"] == ["water", "mood", "sleep"]

    tab.radio("welcome_energy").set_value("kJ")
    tab.text_input("welcome_cups_ml").set_value("250, 400")
    step(tab, 1)
    assert at_step(tab, 3)
    assert (kept(anna)["energy_unit"], kept(anna)["cups"]) == ("kJ", [250, 400])
    assert kept(anna)["time_zone"] == "Europe/Berlin"

    tab.text_input("welcome_born").set_value("1990-02-28")
    tab.selectbox("welcome_sex").set_value("female")
    tab.text_input("welcome_height").set_value("171.5")
    tab.selectbox("welcome_activity_level").set_value("active")
    step(tab, 2)
    assert at_step(tab, 4)
    assert (kept(anna)["birth_date"], kept(anna)["height_cm"]) == ("1990-02-28", 171.5)
    assert (kept(anna)["sex"], kept(anna)["activity_level"]) == ("female", "active")

    tab.button("take_water").click().run()
    assert "This is your goal." in shown(tab)
    assert kept(anna)["welcome"] == "new"
    tab.button("welcome_done").click().run()

    assert kept(anna)["welcome"] == "done"
    assert tab.title[0].value == "Today"
    assert "Choose what you want to track" not in shown(tab)


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_whoever_skips_keeps_what_was_saved_and_is_not_asked_again(browser, anna, steps):
    tab = browser.open("welcome")
    if steps:
        tab.checkbox("welcome_track_gym").check()
    for number in range(steps):
        step(tab, number)
    assert at_step(tab, steps + 1)

    tab.button("welcome_skip").click().run()

    assert tab.title[0].value == "Today"
    assert kept(anna)["welcome"] == "skipped"
    assert (kept(anna)["tracked"] == ["gym"]) == bool(steps)
    assert "Choose what you want to track" not in shown(browser.open())


def test_step_back_shows_what_was_saved(browser, anna):
    tab = browser.open("welcome")
    tab.checkbox("welcome_track_gym").check()
    step(tab, 0)

    tab.button("welcome_back_1").click().run()

    assert at_step(tab, 1)
    assert tab.checkbox("welcome_track_gym").value is True
    assert tab.checkbox("welcome_track_meal").value is False


def test_nothing_picked_is_asked_about(browser, anna):
    tab = step(browser.open("welcome"), 0)

    assert at_step(tab, 1)
    assert troubles(tab) == ["Nothing is saved yet. Choose at least one, or skip the rest."]


def test_what_cannot_be_kept_is_named_and_stays(browser, anna):
    tab = browser.open("welcome")
    tab.checkbox("welcome_track_gym").check()
    step(tab, 0)
    tab.text_input("welcome_cups_ml").set_value("big")
    step(tab, 1)
    assert at_step(tab, 2)
    assert "The cups are numbers in ml" in troubles(tab)[0]
    tab.text_input("welcome_cups_ml").set_value("300")
    step(tab, 1)

    tab.text_input("welcome_born").set_value("yesterday")
    tab.text_input("welcome_height").set_value("tall")
    step(tab, 2)

    assert at_step(tab, 3)
    assert "A birth date is typed as" in troubles(tab)[0]
    assert "A height is a number" in troubles(tab)[0]
    assert tab.text_input("welcome_height").value == "tall"
    assert kept(anna)["height_cm"] is None


def test_browsers_time_zone_is_offered_where_it_differs(browser, anna):
    tab = browser.open("welcome")
    tab.checkbox("welcome_track_gym").check()
    step(tab, 0)

    assert "Your days are counted where your browser is: in Berlin (Europe)." in shown(tab)
    assert "The time zone kept for you is UTC so far." in shown(tab)
    assert "Used when your browser does not say where it is." in shown(tab)
    assert tab.selectbox("welcome_time_zone").value == "Europe/Berlin"


def test_hidden_numbers_suggest_no_energy(browser, anna):
    tab = browser.open("welcome")
    tab.checkbox("welcome_track_gym").check()
    step(tab, 0)
    tab.toggle("welcome_hide_numbers").set_value(True)
    step(tab, 1)
    step(tab, 2)

    assert at_step(tab, 4)
    assert "energy need" not in shown(tab)


def test_typed_values_stay_while_the_database_is_away(browser, anna, away):
    tab = browser.open("welcome")
    tab.checkbox("welcome_track_gym").check()
    with away():
        step(tab, 0)

        assert at_step(tab, 1)
        assert troubles(tab) == [AWAY]
        assert tab.checkbox("welcome_track_gym").value is True


def test_first_visit_while_the_database_is_away(browser, anna, away):
    tab = browser.open()
    with away():
        go(tab, "welcome")

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert tab.title[0].value == "First steps"


# The card of the Settings page --------------------------------------------------------------------------------


def test_diary_settings_are_saved(browser, anna):
    tab = browser.open("settings")
    tab.multiselect("diary_settings_tracked").set_value(["mood", "meal"])
    tab.text_input("diary_settings_cups_ml").set_value("250,300")
    tab.radio("diary_settings_glucose").set_value("mmol/l")
    tab.selectbox("diary_settings_activity_level").set_value("low")

    tab.button("diary_settings_save").click().run()

    assert not tab.exception
    row = kept(anna)
    assert (row["tracked"], row["cups"]) == (["mood", "meal"], [250, 300])
    assert (row["glucose_unit"], row["activity_level"]) == ("mmol/l", "low")
    assert tab.text_input("diary_settings_cups_ml").value == "250, 300"


def test_cups_that_are_none_are_refused(browser, anna):
    tab = browser.open("settings")
    tab.text_input("diary_settings_cups_ml").set_value("7000")

    tab.button("diary_settings_save").click().run()

    assert troubles(tab) == ["Nothing is saved yet. A cup holds 10 ml to 5,000 ml."]
    assert kept(anna)["cups"] == [200, 330, 500]
    assert tab.text_input("diary_settings_cups_ml").value == "7000"


def test_diary_settings_stay_while_the_database_is_away(browser, anna, away):
    tab = browser.open("settings")
    tab.text_input("diary_settings_cups_ml").set_value("250")
    with away():
        tab.button("diary_settings_save").click().run()

        assert set(troubles(tab)) == {AWAY}
        assert tab.text_input("diary_settings_cups_ml").value == "250"
