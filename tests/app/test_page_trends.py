"""Trends: figures chosen in the address, charts with their words, and what stays while all is away."""

import datetime
import json
import re

import psycopg
import pytest

from lib import messages
from lib.gateway.direct import Direct
from lib.gateway.port import UNREACHABLE
from tests.app.conftest import Away
from tests.support.pages import Browser, shown, today

# The same hour by the clock of the place, also where the clocks were changed in between.
DAYS = (
    "from generate_series(0, 70) n, lateral "
    "(select (now() at time zone 'Europe/Berlin' - n * interval '1 day') at time zone 'Europe/Berlin' as at) x"
)
DAY = datetime.timedelta(days=1)
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
    assert "Log something" in shown(tab)
    assert "Choose a point" not in shown(tab)
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
        "Month", "Weight, kg", "Weight, kg: days", "Sleep, h", "Sleep, h: days",
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


def formats(table) -> dict[str, str]:
    """How the columns of a table are written, by their names."""
    looks = {name: how.get("type_config", {}) for name, how in json.loads(table.proto.columns).items()}
    return {name: how["format"] for name, how in looks.items() if "format" in how}


def test_tables_write_days_and_figures_as_the_sentences_do(browser: Browser, weeks) -> None:
    tab = both(browser.open("trends"), "weight", "sleep")
    tab.toggle("trends_tables").set_value(True)

    tab.button("toggle_trends_weeks_").click().run()

    assert not tab.exception
    assert [formats(table) for table in tab.dataframe] == [
        {"Day": "D MMM YYYY", "Weight, kg": "%,.1f", "Sleep, h": "%,.1f"},
        {"Day": "D MMM YYYY", "kg": "%,.1f"},
        {"Day": "D MMM YYYY", "h": "%,.1f"},
        {"Week of": "D MMM YYYY", "Weight, kg": "%,.1f", "Sleep, h": "%,.1f"},
    ]


def test_changes_of_a_goal_are_shown_on_request(browser: Browser, weeks, mine: Direct) -> None:
    row = {"metric": "sleep", "low": 7, "high": None, "source": "own", "starts_on": (today() - DAY * 9).isoformat()}
    mine.insert("goals", [row])
    tab = choose(browser.open("trends"), "weight", "sleep")
    assert "Goal from" not in charts(tab)[1]

    tab.toggle("trends_notes").set_value(True).run()

    assert not tab.exception
    assert "Diamonds are days from which a new goal holds" in shown(tab)
    assert re.search(r"Goal from \d+ \w+ \d+ on: at least 7 h 00 min\.$", charts(tab)[1])
    assert "Goal from here on: at least 7 h 00 min" in tab.get("plotly_chart")[1].proto.spec
    assert "Goal from" not in charts(tab)[0]


def test_a_goal_that_may_tell_the_weight_goes_with_it(browser: Browser, anna, mine: Direct, house_admin) -> None:
    row = {"metric": "protein", "low": 62, "high": None, "source": "own", "starts_on": (today() - DAY * 2).isoformat()}
    mine.insert("goals", [row])
    mine.rpc("save_entries", {"p_entries": [{
        "kind": "meal", "row": {"meal_type": "lunch", "time_zone": "Europe/Berlin"},
        "items": [{"food_name": "Soup", "grams": 300, "kcal": 200, "protein_g": 12}],
    }]})  # fmt: skip
    tab = choose(browser.open("trends"), "protein").toggle("trends_notes").set_value(True).run()
    assert "on: at least 62 g." in charts(tab)[0] and '"y0":62' in tab.get("plotly_chart")[0].proto.spec
    house_admin.execute("update profiles set hide_numbers = true where user_id = %s", (anna.person.id,))

    tab.run()

    assert "at least 62" not in tab.get("plotly_chart")[0].proto.spec + charts(tab)[0]
    assert '"y0":62' not in tab.get("plotly_chart")[0].proto.spec


def both(tab, *metrics):
    return choose(tab, *metrics).toggle("trends_two").set_value(True).run()


def the_pair(tab):
    """The words of the one chart for two; empty where there is none."""
    return next((alt for alt in charts(tab) if alt.startswith("Two charts over the same days.")), "")


def test_one_metric_cannot_be_compared_with_another(browser: Browser, weeks) -> None:
    tab = choose(browser.open("trends"), "weight")
    assert "Two in one chart" not in [toggle.label for toggle in tab.toggle]

    choose(tab, "weight", "sleep")
    assert "Two in one chart" in [toggle.label for toggle in tab.toggle]


def test_two_metrics_stand_in_one_chart_and_are_not_said_to_belong_together(browser: Browser, weeks) -> None:
    tab = both(browser.open("trends"), "weight", "sleep")

    assert not tab.exception
    assert re.match(r".* Above: Weight from .* Below: Sleep from .* have a figure for both\.$", the_pair(tab))
    assert len(charts(tab)) == 3 and not tab.selectbox
    assert "28 of these 28 days have a figure for both." in shown(tab)
    assert "need not have anything to do with each other" in shown(tab)
    assert tab.get("page_link")[0].proto.page == "insights"


def test_of_more_metrics_any_two_can_be_chosen(browser: Browser, weeks) -> None:
    tab = both(browser.open("trends"), "sleep", "sleep_quality", "weight")
    # First those of which there is something.
    assert tab.selectbox("trends_above").value == "sleep" and tab.selectbox("trends_below").value == "weight"
    assert "Above: Sleep from" in the_pair(tab) and "Below: Weight from" in the_pair(tab)

    tab.selectbox("trends_below").set_value("sleep_quality").run()
    assert "Sleep quality: nothing is logged in this time, so there is nothing to compare." in shown(tab)

    tab.selectbox("trends_below").set_value("weight").run()
    tab.selectbox("trends_above").set_value("weight").run()
    assert not tab.exception
    assert tab.selectbox("trends_below").options == ["Sleep", "Sleep quality"]
    assert "Above: Weight from" in the_pair(tab) and "Below: Sleep from" in the_pair(tab)

    choose(tab, "sleep", "weight")
    assert "Above: Sleep from" in the_pair(tab) and "Below: Weight from" in the_pair(tab)


def test_of_two_metrics_without_a_figure_neither_is_drawn(browser: Browser, anna) -> None:
    tab = both(browser.open("trends"), "weight", "sleep")

    assert not tab.exception
    assert "Weight and Sleep: nothing is logged in this time, so there is nothing to compare." in shown(tab)
    assert "have a figure for both" not in shown(tab) and charts(tab) == []


def test_a_table_stands_in_for_the_one_chart_too(browser: Browser, weeks) -> None:
    tab = both(browser.open("trends"), "weight", "sleep")

    tab.toggle("trends_tables").set_value(True).run()

    assert not tab.exception and charts(tab) == []
    table = tab.dataframe[0].value
    assert list(table.columns) == ["Day", "Weight, kg", "Sleep, h", ""] and len(table) == 28
    assert tab.dataframe[0].proto.alt.startswith("Two charts over the same days. Above: Weight")


def test_two_metrics_are_compared_over_every_window(browser: Browser, weeks) -> None:
    tab = both(browser.open("trends"), "weight", "sleep")

    for window, counted in ((14, "14 of these 14"), (365, "71 of these 365"), (1826, "71 of these 1,826")):
        tab.radio("window").set_value(window).run()
        assert not tab.exception
        assert f"{counted} days have a figure for both." in the_pair(tab)


def test_two_metrics_are_compared_in_the_units_of_the_person(
    browser: Browser, anna, weeks, house_admin: psycopg.Connection
) -> None:
    house_admin.execute("update profiles set units = 'imperial' where user_id = %s", (anna.person.id,))

    tab = both(browser.open("trends"), "weight", "sleep")

    drawn = json.loads(tab.get("plotly_chart")[0].proto.spec)
    assert [mark["text"].split("</span> ")[1] for mark in drawn["layout"]["annotations"]] == ["Weight, lb", "Sleep, h"]
    assert re.search(r"<br>Weight: 1[67]\d(\.\d)? lb<br>Sleep: 7(\.\d)? h", drawn["data"][1]["text"][0])


def test_hidden_numbers_cannot_be_compared(browser: Browser, anna, weeks, house_admin: psycopg.Connection) -> None:
    house_admin.execute("update profiles set hide_numbers = true where user_id = %s", (anna.person.id,))

    tab = browser.open("trends", metrics="Weight")
    both(tab, "sleep", "sleep_quality", "water")

    assert not tab.exception
    offered = [*tab.selectbox("trends_above").options, *tab.selectbox("trends_below").options]
    assert set(offered) == {"Sleep", "Sleep quality", "Drinks"}
    assert "Weight" not in shown(tab)


def test_a_choice_of_two_asks_the_database_nothing(browser: Browser, weeks, away: Away) -> None:
    tab = choose(browser.open("trends"), "weight", "sleep", "sleep_quality")
    with away():
        tab.toggle("trends_two").set_value(True).run()
        tab.selectbox("trends_above").set_value("sleep").run()
        assert "Above: Sleep from" in the_pair(tab) and "Below: Weight from" in the_pair(tab)
        assert len(charts(tab)) == 3

        tab.radio("window").set_value(84).run()
        assert not tab.exception
        assert AWAY in [error.value for error in tab.error]
        assert "Above: Sleep from" in the_pair(tab) and "of these 28 days" in the_pair(tab)


def test_what_was_not_fetched_is_not_offered_while_the_database_is_away(browser: Browser, weeks, away: Away) -> None:
    tab = choose(browser.open("trends"), "weight")
    with away():
        both(tab, "weight", "sleep", "water")

        assert not tab.exception
        assert len(charts(tab)) == 1 and not the_pair(tab) and not tab.selectbox
