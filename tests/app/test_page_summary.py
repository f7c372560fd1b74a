"""The summary to print: what it offers, what it hands out, and what stays while all is away."""

import datetime
import re

import psycopg
import pytest

from lib import messages
from lib.diary import summary, summary_html
from lib.gateway.direct import Direct
from lib.gateway.port import UNREACHABLE
from tests.app.conftest import Away
from tests.support.pages import Browser, elements, shown, today

AWAY = messages.SENTENCES[UNREACHABLE]
DAY = datetime.timedelta(days=1)
HIDDEN = ("energy", "weight", "waist", "training_energy")


@pytest.fixture
def anna(browser):
    return browser.sign_up()


@pytest.fixture
def mine(anna, house) -> Direct:
    return house.store.accounts.restore(anna.secret).backend.gateway


@pytest.fixture
def weeks(anna, house_admin: psycopg.Connection) -> None:
    """Ten weeks of weights and resting heart rates."""
    house_admin.execute(
        "insert into measurements (user_id, metric, value, logged_at, time_zone) "
        "select %s, m, 70 + n %% 3, (now() at time zone 'Europe/Berlin' - n * interval '1 day') "
        "at time zone 'Europe/Berlin', 'Europe/Berlin' "
        "from generate_series(0, 70) n, unnest(array['weight', 'resting_heart_rate']) m",
        (anna.person.id,),
    )


@pytest.fixture
def files(monkeypatch) -> list[str]:
    """Every document that was made for the download."""
    made, document = [], summary_html.document

    def keep(*given, **named) -> str:
        made.append(document(*given, **named))
        return made[-1]

    monkeypatch.setattr(summary_html, "document", keep)
    return made


@pytest.fixture
def calls(monkeypatch) -> list[dict]:
    made, rpc = [], Direct.rpc

    def count(self, function, args=None):
        made.append(function)
        return rpc(self, function, args)

    monkeypatch.setattr(Direct, "rpc", count)
    return made


def test_somebody_new_gets_no_file_and_is_told_why(browser: Browser, anna, files) -> None:
    tab = browser.open("summary")

    assert not tab.exception
    assert "Nothing of this was logged from" in shown(tab)
    assert len(tab.download_button) == 0
    assert files == []


def test_what_was_logged_is_handed_out(browser: Browser, weeks, mine, anna, files) -> None:
    mine.update("profiles", {"name": '<script>"Anna"'}, eq={"user_id": anna.person.id})

    tab = browser.open("summary")

    (button,) = tab.download_button
    assert not tab.exception
    assert button.proto.ignore_rerun
    assert "Resting heart rate" in files[-1]
    assert "28 of 28" in files[-1]
    assert "&lt;script&gt;&quot;Anna&quot;" in files[-1]
    assert "No clear change in what was logged." in shown(tab)


def test_hidden_numbers_are_neither_offered_nor_printed(browser: Browser, weeks, mine, anna, files) -> None:
    tab = browser.open("summary")
    tab.multiselect("summary_metrics").set_value(["weight", "resting_heart_rate"]).run()
    before = (list(tab.multiselect("summary_metrics").value), "Weight" in files[-1])
    mine.update("profiles", {"hide_numbers": True}, eq={"user_id": anna.person.id})

    tab.run()

    chosen = tab.multiselect("summary_metrics")
    offered = summary.offered(hide_numbers=False)
    assert before[0].count("weight") == 1 and before[1]
    assert not {offered[metric] for metric in HIDDEN} & set(chosen.options)
    assert "weight" not in chosen.value
    assert "Weight" not in files[-1]


def test_figures_are_printed_in_the_units_a_person_chose(browser: Browser, weeks, mine, anna, files) -> None:
    mine.update("profiles", {"units": "imperial"}, eq={"user_id": anna.person.id})

    browser.open("summary").multiselect("summary_metrics").set_value(["weight"]).run()

    assert " lb" in files[-1]
    assert " kg" not in files[-1]


def test_another_time_makes_another_file(browser: Browser, weeks, files) -> None:
    tab = browser.open("summary")

    tab.radio("summary_period").set_value("84").run()

    assert "71 of 84" not in files[0]
    assert "70 of 84" in files[-1]


def test_weeks_are_those_of_the_person(browser: Browser, weeks, mine, anna, files) -> None:
    mine.update("profiles", {"first_weekday": 7}, eq={"user_id": anna.person.id})

    browser.open("summary").radio("summary_period").set_value("84").run()

    begin = [datetime.datetime.strptime(day, "%d %B %Y") for day in re.findall("Week from ([^<]+)<", files[-1])]
    assert begin and {day.isoweekday() for day in begin} == {7}


def test_own_dates_are_waited_for_and_checked(browser: Browser, weeks, files) -> None:
    tab = browser.open("summary")
    made = len(files)

    tab.radio("summary_period").set_value("own").run()
    asked = shown(tab)
    tab.date_input("summary_own_first").set_value(today() - DAY * 3)
    tab.date_input("summary_own_last").set_value(today() - DAY * 5).run()
    wrong = shown(tab)
    nothing = len(files) == made and not tab.download_button
    tab.date_input("summary_own_first").set_value(today() - DAY * 9).run()

    assert "Choose the first and the last day" in asked
    assert "The first day lies after the last one." in wrong
    assert nothing
    assert "5 of 5" in files[-1]


def test_at_most_eight_figures_are_chosen_and_none_is_asked_for_kindly(browser: Browser, weeks, files) -> None:
    tab = browser.open("summary")
    made = len(files)

    tab.multiselect("summary_metrics").set_value([]).run()

    assert tab.multiselect("summary_metrics").proto.max_selections == summary.MOST_METRICS
    assert "Choose at least one figure" in shown(tab)
    assert not tab.download_button
    assert len(files) == made


def test_what_is_there_is_not_asked_for_again(browser: Browser, weeks, calls) -> None:
    tab = browser.open("summary")
    entered = calls.count("daily_series")

    tab.run()
    again = calls.count("daily_series")
    tab.radio("summary_period").set_value("month").run()

    assert (entered, again, calls.count("daily_series")) == (1, 1, 2)


def test_what_was_made_stays_while_the_database_is_away(browser: Browser, weeks, away: Away, files) -> None:
    tab = browser.open("summary")

    with away():
        tab.run()
        same = len(tab.download_button)
        tab.radio("summary_period").set_value("84").run()
        other = len(tab.download_button)
        said = [element.value for element in elements(tab) if element.type == "error"]

    assert not tab.exception
    assert (same, other) == (1, 0)
    assert said == [AWAY]
    tab.run()
    assert len(tab.download_button) == 1
    assert "70 of 84" in files[-1]
