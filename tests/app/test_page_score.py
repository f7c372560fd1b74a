"""The Score page: empty, a day, what it is made of, weights, the calendar, hidden numbers, the database away."""

import datetime
import uuid

import pytest

from lib import messages
from lib.gateway.port import UNREACHABLE
from tests.support.pages import go, shown, today, troubles

DAY = datetime.timedelta(days=1)
AWAY = messages.SENTENCES[UNREACHABLE]
NO_HEALTH = "A summary of what you logged, and not a measure of your health."


pytestmark = pytest.mark.usefixtures("quick_fingers")


@pytest.fixture
def anna(browser):
    browser.sign_up()
    return browser.house.store.accounts.restore(browser.secret).backend


def entry(kind, day, time="12:00", items=None, **row):
    moment = f"{day.isoformat()}T{time}:00+00:00"
    draft = {
        "kind": kind, "row": {"logged_at": moment, "time_zone": "UTC", "client_key": str(uuid.uuid4()), **row},
    }  # fmt: skip
    return draft if items is None else draft | {"items": items}


def log(backend, *drafts):
    backend.gateway.rpc("save_entries", {"p_entries": list(drafts)})


def whole_day(day):
    """Sleep 8 h of quality 4, 8,000 steps, well-being 7, 2 l of water: all but food and recovery."""
    woke = f"{day.isoformat()}T07:00:00+00:00"
    slept = f"{(day - DAY).isoformat()}T23:00:00+00:00"
    return [
        entry("sleep", day, started_at=slept, ended_at=woke, quality=4),
        entry("body", day, metric="steps", value=8000), entry("mood", day, wellbeing=7), entry("water", day, ml=2000),
    ]  # fmt: skip


@pytest.fixture
def yesterday(anna):
    log(anna, *whole_day(today() - DAY))
    return anna


def kept(backend):
    rows = backend.gateway.select("daily_scores", order="local_date")
    return {row["local_date"]: row["total"] for row in rows}


def test_new_person_is_told_what_will_stand_here_and_what_helps(browser, anna):
    tab = browser.open("score")

    said = shown(tab)
    assert not tab.exception
    assert not tab.metric
    assert "Not enough logged today" in said
    assert "It would be enough to log your night, workouts or steps and your meals." in said
    assert "From 0 of 100 points of data." in said
    assert "Mood: not logged" in said
    assert "Every day with enough logged gets a square here, with its score in it." in said
    assert NO_HEALTH in said


def test_day_is_summed_up_with_what_it_is_made_of(browser, yesterday):
    tab = browser.open("score")

    tab.button("day_bar_back").click().run()

    # Of 70 points of weight: (25 * 92.5 + 20 * 100 + 15 * 70 + 10 * 100) / 70 = 90.9
    said = shown(tab)
    assert not tab.exception
    assert (tab.metric[0].label, tab.metric[0].value) == ("Score", "91 of 100")
    assert "From 70 of 100 points of data." in said
    assert "Sleep 8 h, guide value 7 to 9 h (NSF 2015): 100 of 100" in said
    assert "Sleep quality 4 of 5: 75 of 100" in said
    assert "Steps a day, mean of 7 days 8,000, guide value at least 8,000 (Paluch 2022): 100 of 100" in said
    assert "Nutrition: not logged" in said
    assert "Recovery: not logged" in said
    assert NO_HEALTH in said
    assert "The last twelve weeks" in said


def test_goal_of_ones_own_goes_before_the_guide_value(browser, yesterday):
    browser.open("score")
    yesterday.gateway.insert("goals", {"metric": "sleep", "low": 9, "high": 10, "starts_on": "2026-01-01"})
    tab = browser.open("score")

    tab.button("day_bar_back").click().run()

    assert "Sleep 8 h, your goal 9 to 10 h: 81 of 100" in shown(tab)


def test_what_is_logged_elsewhere_counts_when_the_page_is_opened_again(browser, anna):
    tab = browser.open("score")
    log(anna, *whole_day(today()))
    go(tab, "")

    go(tab, "score")

    assert tab.metric[0].value == "91 of 100"
    assert kept(anna)[today().isoformat()] == 91


def test_scores_are_kept_for_the_next_visit(browser, yesterday):
    browser.open("score")
    made = yesterday.gateway.select("daily_scores", order="made_at", desc=True, limit=1)[0]["made_at"]

    browser.open("score")

    rows = kept(yesterday)
    assert rows[(today() - DAY).isoformat()] == 91
    assert 78 <= len(rows) <= 84
    assert yesterday.gateway.select("daily_scores", order="made_at", desc=True, limit=1)[0]["made_at"] == made


def test_day_before_the_calendar_has_a_score_as_well(browser, anna):
    long_ago = today() - DAY * 200
    log(anna, *whole_day(long_ago))
    tab = browser.open("score")

    tab.date_input[0].set_value(long_ago).run()

    assert not tab.exception
    assert tab.metric[0].value == "91 of 100"


def test_day_to_come_has_no_score_yet(browser, yesterday):
    tab = browser.open("score")

    tab.date_input[0].set_value(today() + DAY).run()

    assert not tab.exception
    assert "This day is yet to come." in shown(tab)
    assert not tab.metric


def test_calendar_has_a_chart_with_words_and_a_table(browser, yesterday):
    tab = browser.open("score")
    (chart,) = tab.get("plotly_chart")

    tab.toggle("score_table").set_value(True).run()

    assert chart.proto.alt.startswith("One day of the last twelve weeks has a score: 91 on ")
    assert not tab.exception
    assert not tab.get("plotly_chart")
    table = tab.dataframe[0].value
    assert (list(table["Score"]), list(table["Points of data"])) == ([91], [70])


def test_weights_are_changed_and_scores_follow(browser, yesterday):
    tab = browser.open("score")
    tab.button("day_bar_back").click().run()
    tab.button("toggle_score_weights_").click().run()
    for name in ("activity", "hydration", "recovery", "nutrition"):
        tab.number_input(f"score_weights_{name}").set_value(0.0 if name != "hydration" else 25.0)

    tab.button("score_weights_save").click().run()

    # Sleep 25, mood 15, hydration 25: (25 * 92.5 + 15 * 70 + 25 * 100) / 65 = 90.2
    assert not tab.exception
    assert tab.toast[0].value == "Saved. Your scores are worked out anew with these weights."
    assert tab.metric[0].value == "90 of 100"
    assert "From 100 of 100 points of data." in shown(tab)
    assert "Steps" not in shown(tab)
    assert not tab.number_input
    assert kept(yesterday)[(today() - DAY).isoformat()] == 90


def test_weights_go_back_to_the_usual_ones(browser, yesterday):
    eq = {"user_id": yesterday.person.id}
    yesterday.gateway.update("profiles", {"score_weights": {"sleep": 1, "mood": 100, "hydration": 1}}, eq=eq)
    tab = browser.open("score")
    tab.button("toggle_score_weights_").click().run()

    tab.button("score_weights_usual").click().run()

    assert not tab.exception
    assert yesterday.gateway.select("profiles")[0]["score_weights"] is None


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        (dict.fromkeys(("sleep", "activity", "nutrition", "mood", "hydration", "recovery"), 0.0), "At least one part"),
        ({"sleep": 101.0}, "Each weight is a number from 0 to 100."), ({"mood": -5.0}, "Each weight is a number"),
    ],
)  # fmt: skip
def test_weights_that_make_no_sense_are_refused_with_a_reason(browser, yesterday, weights, sentence):
    tab = browser.open("score")
    tab.button("toggle_score_weights_").click().run()
    for name, weight in weights.items():
        tab.number_input(f"score_weights_{name}").set_value(weight)

    tab.button("score_weights_save").click().run()

    assert not tab.exception
    assert len(troubles(tab)) == 1
    assert sentence in troubles(tab)[0]
    assert yesterday.gateway.select("profiles")[0]["score_weights"] is None


def test_fewer_than_three_parts_with_a_weight_have_no_score(browser, yesterday):
    eq = {"user_id": yesterday.person.id}
    yesterday.gateway.update("profiles", {"score_weights": {"sleep": 50, "activity": 50, "nutrition": 0, "mood": 0,
                                                            "hydration": 0, "recovery": 0}}, eq=eq)  # fmt: skip

    tab = browser.open("score")
    tab.button("day_bar_back").click().run()

    assert not tab.exception
    assert "Give three of them a weight above 0 below." in shown(tab)


def test_body_state_stands_beside_the_score_and_is_no_emotion(browser, yesterday):
    days = [45, 50, 55, 48, 52, 46, 54, 50, 47, 53, 49, 51, 45, 55, 50]
    drafts = [entry("body", today() - DAY * (n + 2), metric="hrv_rmssd", value=ms) for n, ms in enumerate(days)]
    log(yesterday, *drafts, entry("body", today() - DAY, metric="hrv_rmssd", value=30))
    tab = browser.open("score")

    tab.button("day_bar_back").click().run()

    said = shown(tab)
    assert "Body state: stressed. Your HRV is far lower than usual for you." in said
    assert "This is a state of the body and no emotion" in said
    assert "HRV (RMSSD) 30 ms, usual for you" in said


def test_hidden_numbers_show_no_energy(browser, yesterday):
    yesterday.gateway.update("profiles", {"hide_numbers": True}, eq={"user_id": yesterday.person.id})
    yesterday.gateway.insert("goals", {"metric": "energy", "low": 1811, "high": 2222, "starts_on": "2026-01-01"})
    foods = [{"food_name": "Stew", "grams": 900, "kcal": 2111, "protein_g": 73, "fibre_g": 30}]
    log(yesterday, entry("meal", today() - DAY, meal_type="dinner", items=foods))
    tab = browser.open("score")

    tab.button("day_bar_back").click().run()

    said = shown(tab)
    assert "Energy eaten: 100 of 100" in said
    assert "Fibre 30 g" in said
    assert not any(number in said for number in ("2,111", "1,811", "2,222", "kcal", "73 g"))


def test_page_stays_as_it_was_while_the_database_is_away(browser, yesterday, away):
    tab = browser.open("score")
    tab.button("day_bar_back").click().run()
    with away():
        tab.run()

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert tab.metric[0].value == "91 of 100"


def test_first_visit_while_the_database_is_away(browser, yesterday, away):
    tab = browser.open()
    with away():
        go(tab, "score")

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert tab.title[0].value == "Score"


def test_weights_are_not_lost_while_the_database_is_away(browser, yesterday, away):
    tab = browser.open("score")
    tab.button("toggle_score_weights_").click().run()
    with away():
        tab.number_input("score_weights_sleep").set_value(60.0)
        tab.button("score_weights_save").click().run()

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert tab.number_input("score_weights_sleep").value == 60


def test_nobody_sees_anybody_elses_scores(browser, yesterday):
    browser.open("score")
    browser.sign_up()

    tab = browser.open("score")
    tab.button("day_bar_back").click().run()

    assert not tab.metric
    assert "Not enough logged on this day" in shown(tab)
