"""Trends: figures chosen in the address, charts with their words, and what stays while all is away."""

import psycopg
import pytest

from lib import messages
from lib.gateway.direct import Direct
from lib.gateway.port import UNREACHABLE
from tests.app.conftest import Away
from tests.support.pages import Browser, shown

# The same hour by the clock of the place, also where the clocks were changed in between.
DAYS = (
    "from generate_series(0, 70) n, lateral "
    "(select (now() at time zone 'Europe/Berlin' - n * interval '1 day') at time zone 'Europe/Berlin' as at) x"
)
AWAY = messages.SENTENCES[UNREACHABLE]


@pytest.fixture
def anna(browser):
    return browser.sign_up()


@pytest.fixture
def mine(anna, house) -> Direct:
    return house.store.accounts.restore(anna.secret).backend.gateway


@pytest.fixture
def weeks(anna, house_admin: psycopg.Connection) -> None:
    """Ten weeks of weights that fall, and of nights that do not change."""
    house_admin.execute(
        "insert into measurements (user_id, metric, value, logged_at, time_zone) "
        "select %s, 'weight', 76.5 + n * 0.05 + (n %% 2) * 0.4, at, 'Europe/Berlin' " + DAYS,
        (anna.person.id,),
    )
    house_admin.execute(
        "insert into sleeps (user_id, started_at, ended_at, time_zone) "
        "select %s, at - interval '7 hours' - (n %% 3) * interval '10 minutes', at, 'Europe/Berlin' " + DAYS,
        (anna.person.id,),
    )


def choose(tab, *metrics):
    return tab.multiselect("metrics").set_value(list(metrics)).run()


def charts(tab):
    return [element.proto.alt for element in tab.get("plotly_chart")]


def test_somebody_new_is_told_what_is_missing(browser: Browser, anna) -> None:
    tab = browser.open("trends")

    assert not tab.exception
    assert "Nothing is logged in this time." in shown(tab)
    assert "Not enough days yet: 0 of the 9 that are needed" in shown(tab)
    assert charts(tab) == []


def test_a_trend_is_said_and_one_that_is_none_is_not(browser: Browser, weeks) -> None:
    tab = choose(browser.open("trends"), "weight", "sleep")

    assert not tab.exception
    assert "Falling: " in shown(tab) and "No clear change" in shown(tab)
    assert [alt.split(" from ")[0] for alt in charts(tab)] == ["Weight", "Sleep"]


def test_what_it_rests_on_is_said_on_request(browser: Browser, weeks) -> None:
    tab = choose(browser.open("trends"), "weight")

    tab.toggle("evidence_weight").set_value(True).run()

    assert "On average " in shown(tab) and "of 100 cases" in shown(tab)


def test_every_window_can_be_chosen(browser: Browser, weeks) -> None:
    tab = choose(browser.open("trends"), "weight")

    for window in (14, 84, 365, 1826):
        tab.radio("window").set_value(window).run()
        assert not tab.exception
        assert len(charts(tab)) == 1


def test_a_table_stands_in_for_the_chart(browser: Browser, weeks) -> None:
    tab = choose(browser.open("trends"), "weight")

    tab.toggle("trends_tables").set_value(True).run()

    assert charts(tab) == []
    assert len(tab.dataframe[0].value) == 28


def test_weeks_and_months_stand_side_by_side(browser: Browser, weeks) -> None:
    tab = choose(browser.open("trends"), "weight", "sleep")

    tab.button("toggle_trends_weeks_").click().run()
    tab.radio("trends_means").set_value("Months").run()

    assert not tab.exception
    assert list(tab.dataframe[0].value.columns) == [
        "", "Weight, kg", "Weight, kg: days", "Sleep, h", "Sleep, h: days",
    ]  # fmt: skip


def test_hidden_numbers_are_not_offered(browser: Browser, anna, weeks, house_admin: psycopg.Connection) -> None:
    house_admin.execute("update profiles set hide_numbers = true where user_id = %s", (anna.person.id,))

    tab = browser.open("trends")

    offered = tab.multiselect("metrics").options
    assert "Weight" not in offered and "Energy eaten" not in offered and "Sleep" in offered
    assert "kcal" not in shown(tab) and "kg" not in shown(tab)


def test_what_was_drawn_stays_while_the_database_is_away(browser: Browser, weeks, away: Away) -> None:
    tab = choose(browser.open("trends"), "weight")
    with away():
        tab.radio("window").set_value(84).run()

        assert not tab.exception
        assert AWAY in [error.value for error in tab.error]
        assert len(charts(tab)) == 1


def test_nobody_sees_the_days_of_somebody_else(browser: Browser, weeks) -> None:
    browser.open("trends")
    browser.sign_up()

    tab = choose(browser.open("trends"), "weight")

    assert "Nothing is logged in this time." in shown(tab)


def test_the_time_before_and_notes_are_drawn_on_request(browser: Browser, weeks, mine: Direct) -> None:
    row = {"wellbeing": 7, "note": "<b>a long walk</b>", "time_zone": "Europe/Berlin"}
    mine.rpc("save_entries", {"p_entries": [{"kind": "mood", "row": row}]})
    tab = choose(browser.open("trends"), "weight")

    tab.toggle("trends_compare").set_value(True)
    tab.toggle("trends_notes").set_value(True).run()

    assert not tab.exception
    drawn = tab.get("plotly_chart")[0].proto.spec
    assert '"dash":"dot"' in drawn and "&lt;b&gt;a long walk" in drawn
