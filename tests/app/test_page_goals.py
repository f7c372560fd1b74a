"""The Goals page: empty, full, suggestions taken, goals set, changed, ended and refused, with the database away."""

import datetime

import pytest

from lib import messages
from lib.diary import goals_shown, suggestions
from lib.gateway.port import UNREACHABLE
from tests.support.pages import go, shown, troubles

TODAY = datetime.datetime.now(datetime.UTC).date()
AWAY = messages.SENTENCES[UNREACHABLE]
ANNA = {"birth_date": "1990-02-28", "sex": "female", "height_cm": 170, "activity_level": "moderate"}


@pytest.fixture
def anna(browser):
    browser.sign_up()
    return browser.house.store.accounts.restore(browser.secret).backend


@pytest.fixture
def known(anna):
    """Somebody of whom everything is known that an energy need takes."""
    anna.gateway.update("profiles", ANNA, eq={"user_id": anna.person.id})
    anna.gateway.insert("measurements", {"metric": "weight", "value": 65, "time_zone": "UTC"})
    return anna


def stored(backend):
    rows = backend.gateway.select("goals", order="starts_on")
    return [(row["metric"], row["low"], row["high"]) for row in rows]


def set_goal(tab, metric, side, **bounds):
    tab.button("toggle_goal_form").click().run()
    tab.selectbox("goal_form_metric").set_value(metric).run()
    tab.radio("goal_form_side").set_value(side).run()
    for key, value in bounds.items():
        tab.number_input(f"goal_form_{metric}_{key}").set_value(value)
    return tab.button("goal_form_save").click().run()


def test_new_person_has_no_goals_and_is_offered_some(browser, anna):
    tab = browser.open("goals")

    assert not tab.exception
    said = shown(tab)
    assert "You have set no goals." in said
    assert (
        "For your energy need we lack: birth date, sex, height, activity level. Your weight is missing as well." in said
    )
    assert "Drinks: at least 1,600 ml a day" in said
    assert "Source: EFSA 2010" in said
    assert "Exercise is not counted twice" in said


def test_known_person_is_told_their_energy_need(browser, known):
    tab = browser.open("goals")

    assert "Energy eaten: 2," in shown(tab)
    assert "times 1.6 for your activity level" in shown(tab)
    assert "Protein: at least 54 g a day" in shown(tab)


def test_suggestion_is_taken_with_one_tap_and_taken_back(browser, anna):
    tab = browser.open("goals")

    tab.button("take_water").click().run()
    taken, said = stored(anna), shown(tab)
    tab.button("undo").click().run()

    assert not tab.exception
    assert taken == [("water", 1600, None)]
    assert "Drinks: at least 1,600 ml\n" in said
    assert "This is your goal." in said
    assert "EFSA 2010" in said
    assert stored(anna) == []
    assert "You have set no goals." in shown(tab)


def test_suggested_energy_need_is_taken(browser, known):
    tab = browser.open("goals")

    tab.button("take_energy").click().run()

    assert not tab.exception
    assert not troubles(tab)
    assert [metric for metric, _, _ in stored(known)] == ["energy"]


@pytest.mark.parametrize(
    ("metric", "side", "bounds", "found", "says"),
    [
        ("sleep", "band", {"h_low": 7.0, "h_high": 9.0}, (7, 9), "Sleep: 7 h 00 min to 9 h 00 min"),
        ("sugar", "high", {"g_high": 50.0}, (None, 50), "Sugar: at most 50 g"),
        ("steps", "low", {"steps_low": 8000.0}, (8000, None), "Steps: at least 8,000"),
    ],
)
def test_goal_of_ones_own_is_set(browser, anna, metric, side, bounds, found, says):
    tab = set_goal(browser.open("goals"), metric, side, **bounds)

    assert not tab.exception
    assert not troubles(tab)
    assert stored(anna) == [(metric, *found)]
    assert says in shown(tab)
    assert "Your own." in shown(tab)
    assert "Save goal" not in shown(tab)


def test_goal_is_typed_in_the_persons_unit(browser, anna):
    anna.gateway.update("profiles", {"units": "imperial"}, eq={"user_id": anna.person.id})

    set_goal(browser.open("goals"), "water", "low", **{"fl oz_low": 64.0})

    assert stored(anna) == [("water", 1893, None)]


def test_goal_is_changed_on_the_same_day(browser, anna):
    tab = set_goal(browser.open("goals"), "sugar", "high", g_high=50.0)
    tab.button("goal_change_sugar").click().run()
    assert tab.number_input("goal_form_sugar_g_high").value == 50

    tab.number_input("goal_form_sugar_g_high").set_value(40.0)
    tab.button("goal_form_save").click().run()
    changed = stored(anna)
    tab.button("undo").click().run()

    assert not tab.exception
    assert changed == [("sugar", None, 40)]
    assert stored(anna) == [("sugar", None, 50)]


def test_goal_is_ended_and_goes_on(browser, anna):
    start = TODAY - datetime.timedelta(days=9)
    anna.gateway.insert("goals", {"metric": "fibre", "low": 25, "starts_on": start.isoformat()})
    tab = browser.open("goals")

    tab.button("goal_end_fibre").click().run()
    ended, said = stored(anna), shown(tab)
    tab.button("undo").click().run()

    assert ended == [("fibre", 25, None), ("fibre", None, None)]
    assert "You have set no goals." in said
    assert stored(anna) == [("fibre", 25, None)]
    assert "Fibre: at least 25 g\n" in shown(tab)


def test_history_tells_of_goals_before_and_to_come(browser, anna):
    for days, low in ((-20, 20), (-5, None), (20, 30)):
        day = (TODAY + datetime.timedelta(days=days)).isoformat()
        anna.gateway.insert("goals", {"metric": "fibre", "low": low, "starts_on": day})
    tab = browser.open("goals")
    assert "You have set no goals." in shown(tab)

    tab.button("toggle_goal_history").click().run()

    said = shown(tab)
    assert "Fibre, at least 20 g" in said
    assert "Fibre, ended" in said
    assert "Fibre, at least 30 g" in said
    rows = anna.gateway.select("goals", order="starts_on", desc=True)
    tab.button(f"goal_remove_{rows[0]['id']}").click().run()
    assert stored(anna) == [("fibre", 20, None), ("fibre", None, None)]
    assert "at least 30 g" not in shown(tab)
    tab.button("undo").click().run()
    assert ("fibre", 30, None) in stored(anna)


@pytest.mark.parametrize(
    ("metric", "side", "bounds", "says"),
    [
        ("energy", "high", {"kcal_high": 900.0}, "an energy goal must not lie below that"),
        ("weight", "high", {"kg_high": 50.0}, "BMI below 18.5"),
        ("sleep", "band", {"h_low": 9.0, "h_high": 7.0}, "lies above the upper one"),
        ("sleep", "band", {"h_low": 9.0}, "needs both"),
        ("sleep", "low", {}, "A goal needs a number."),
    ],
)
def test_goal_that_is_not_set_says_why_and_keeps_what_was_typed(browser, known, metric, side, bounds, says):
    tab = set_goal(browser.open("goals"), metric, side, **bounds)

    (trouble,) = troubles(tab)
    assert trouble.startswith("Nothing is saved yet.")
    assert says in trouble
    assert stored(known) == []
    for key, value in bounds.items():
        assert tab.number_input(f"goal_form_{metric}_{key}").value == value


def test_minor_is_given_no_energy_need_and_no_goal_to_lose_weight(browser, known):
    born = TODAY - datetime.timedelta(days=16 * 366)
    known.gateway.update("profiles", {"birth_date": born.isoformat()}, eq={"user_id": known.person.id})
    tab = browser.open("goals")
    assert "The equation for the energy need is made for adults" in shown(tab)

    set_goal(tab, "weight", "high", kg_high=60.0)

    assert "Below the age of 18 there are no goals to lose weight" in troubles(tab)[0]
    assert stored(known) == []


def test_hidden_numbers_leave_no_energy_and_no_weight_on_the_page(browser, known):
    known.gateway.update("profiles", {"hide_numbers": True}, eq={"user_id": known.person.id})
    for metric, high in (("energy", 2500), ("weight", 64), ("sugar", 50)):
        known.gateway.insert("goals", {"metric": metric, "high": high, "starts_on": TODAY.isoformat()})
    known.gateway.insert(
        "goals",
        {"metric": "protein", "low": 54, "starts_on": TODAY.isoformat(), "source": suggestions.EFSA_PROTEIN},
    )

    tab = browser.open("goals")
    tab.button("toggle_goal_form").click().run()
    tab.button("toggle_goal_history").click().run()

    assert not tab.exception
    said = shown(tab)
    assert "Sugar: at most 50 g" in said
    assert "kcal" not in said
    assert "53.95" not in said
    assert "54 g" not in said
    assert "0.83" not in said
    assert "Energy eaten" not in said
    assert "Weight" not in said
    assert not {"Energy eaten", "Weight"} & set(tab.selectbox("goal_form_metric").options)


def test_goal_that_has_become_harmful_is_no_target_any_more(browser, anna):
    for metric, high in (("energy", 1250), ("weight", 45), ("sugar", 50)):
        anna.gateway.insert("goals", {"metric": metric, "high": high, "starts_on": TODAY.isoformat()})
    tab = browser.open("goals")
    assert "Energy eaten: at most 1,250 kcal" in shown(tab)
    anna.gateway.update("profiles", ANNA, eq={"user_id": anna.person.id})
    anna.gateway.insert("measurements", {"metric": "weight", "value": 65, "time_zone": "UTC"})

    tab = browser.open("goals")
    tab.button("toggle_goal_history").click().run()
    tab.button("goal_change_energy").click().run()

    assert not tab.exception
    assert f"Energy eaten: {goals_shown.TOO_LITTLE}" in shown(tab)
    assert f"Weight: {goals_shown.TOO_LIGHT}" in shown(tab)
    assert "Sugar: at most 50 g" in shown(tab)
    assert not any(number in shown(tab) for number in ("1,250", "1250", "45 kg"))
    anna.gateway.rpc(
        "save_entries",
        {
            "p_entries": [
                {
                    "kind": "meal",
                    "row": {"meal_type": "lunch", "time_zone": "Europe/Berlin"},
                    "items": [{"food_name": "Soup", "kcal": 333}],
                }
            ]
        },
    )
    today = browser.open()
    assert "333 kcal" in shown(today)
    assert f"Energy eaten: {goals_shown.TOO_LITTLE}" in shown(today)
    assert not any(number in shown(today) for number in ("1,250", "45 kg"))


def test_goal_set_while_the_database_is_away_waits_for_it(browser, anna, away):
    tab = browser.open("goals")
    tab.button("toggle_goal_form").click().run()
    tab.selectbox("goal_form_metric").set_value("sugar").run()
    tab.radio("goal_form_side").set_value("high").run()
    tab.number_input("goal_form_sugar_g_high").set_value(50.0).run()
    with away():
        tab.button("goal_form_save").click().run()

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert tab.number_input("goal_form_sugar_g_high").value == 50


def test_first_visit_while_the_database_is_away(browser, anna, away):
    tab = browser.open()
    with away():
        go(tab, "goals")

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert tab.title[0].value == "Goals"
