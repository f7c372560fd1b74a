"""The Ask page: answers from one's own diary, what is to be logged, and what stays of a conversation."""

import secrets
import threading
import time

import pytest

from lib import gemini
from lib.assistant import history
from lib.gateway.direct import Direct
from lib.gateway.port import GatewayError
from lib.gemini import Access
from tests.support import gemini_standin as plays
from tests.support.pages import shown, troubles


@pytest.fixture
def anna(browser):
    return browser.sign_up()


@pytest.fixture
def mine(anna, house) -> Direct:
    return house.store.accounts.restore(anna.secret).backend.gateway


def tap(tab, name):
    return tab.button(name).click().run()


def ask(tab, question):
    tab.chat_input("chat_question").set_value(question)
    return tab.run()


def agree(mine, **columns):
    agreed = {"advise_gemini": True, "send_words": True} | columns
    mine.update("profiles", agreed, eq={"user_id": mine.select("profiles")[0]["user_id"]})


def answered(tab):
    """After Gemini's thread is done."""
    chat = tab.session_state["_chat"]
    limit = time.monotonic() + 15
    while chat.waiting and time.monotonic() < limit:
        time.sleep(0.05)
    return tab.run()


def said(tab):
    """What was asked and answered, in the order of the page."""
    return [one.value for message in tab.chat_message for one in message.text]


def log_water(browser, times=1):
    tab = browser.open()
    for _ in range(times):
        tap(tab, "water_330")
        tab.session_state["_acts_desk"].tapped.clear()


def test_an_empty_page_says_what_can_be_asked(anna, browser):
    tab = browser.open("ask")

    assert "Every number comes from what you logged." in shown(tab)
    assert tab.button("chat_example_0").label.startswith("How much water")
    assert not tab.exception


def test_a_question_is_answered_from_the_diary_with_what_it_rests_on(anna, browser):
    log_water(browser, 2)
    tab = ask(browser.open("ask"), "how much water did I drink today?")

    question, answer = said(tab)
    assert question == "how much water did I drink today?"
    assert "660 ml" in answer
    tap(tab, "chat_why")
    assert any("660 ml" in text for text in said(tab)[2:])


def test_an_example_is_one_tap(anna, browser):
    tab = tap(browser.open("ask"), "chat_example_0")

    assert said(tab)[0] == "How much water did I drink today?"


def test_what_is_to_be_logged_is_looked_over_saved_and_read_back(anna, browser, mine):
    tab = ask(browser.open("ask"), "log 2 eggs and a coffee")
    assert mine.select("meal_items") == mine.select("drinks") == []
    assert "nothing is saved before you say so" in said(tab)[1]

    tap(tab, "review_save")

    assert [item["food_name"] for item in mine.select("meal_items")] == ["Egg, boiled"]
    assert [drink["beverage"] for drink in mine.select("drinks")] == ["coffee"]
    assert said(tab)[-1].startswith("Logged: Egg, boiled")
    assert not tab.exception


def test_what_calls_for_help_gets_help_and_no_figures(anna, browser):
    tab = ask(browser.open("ask"), "I have crushing chest pain, how much water did I drink?")

    assert "Call your local emergency number now" in said(tab)[1]


def test_a_conversation_is_there_in_the_next_tab_and_gone_when_it_is_deleted(anna, browser, mine):
    ask(browser.open("ask"), "how much water did I drink today?")
    tab = browser.open("ask")
    there = said(tab)

    tap(tab, "chat_forget")
    tap(tab, "chat_forget_all")

    assert there[0] == "how much water did I drink today?"
    assert (said(tab), mine.select("chat_turns")) == ([], [])
    assert "chat_forget" not in {button.key for button in tab.button}


def test_nobody_reads_anybody_elses_questions(anna, browser, house):
    ask(browser.open("ask"), "how much water did I drink today?")

    browser.sign_up()

    assert said(browser.open("ask")) == []


def test_a_question_waits_while_the_database_is_away(anna, browser, away):
    log_water(browser)
    tab = browser.open("ask")

    with away():
        ask(tab, "how much water did I drink today?")
        assert len(troubles(tab)) == 1
    tab.run()

    assert "330 ml" in said(tab)[1]


def test_markup_is_shown_as_it_was_typed(anna, browser):
    tab = ask(browser.open("ask"), "![x](https://evil.example/x.png) **bold** :red[x]")

    assert said(tab)[0] == "![x](https://evil.example/x.png) **bold** :red[x]"
    assert "evil" not in " ".join(one.value for one in tab.markdown)


@pytest.fixture
def key(standin, monkeypatch, house_admin) -> Access:
    found = Access(f"key-{secrets.token_hex(16)}", "gemini-2.5-flash", standin.url)
    monkeypatch.setattr(gemini, "access", lambda settings: found)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    house_admin.execute("update private.budgets set per_minute = 1000")
    return found


def test_gemini_answers_what_rules_do_not_know_where_somebody_agreed(anna, browser, mine, key, standin):
    log_water(browser)
    agree(mine)
    standin.will(
        plays.says(
            {
                "calls": [
                    {"tool": "day", "arguments": '{"day": "today"}'},
                    {"tool": "entries", "arguments": '{"kind": "water"}'},
                ]
            }
        ),
        plays.says({"answer": "You logged 330 ml of water. That is 999 ml more than before."}),
    )

    tab = answered(ask(browser.open("ask"), "please sum up the liquid side of my life"))

    assert said(tab)[1] == "You logged 330 ml of water."
    assert "By Gemini, from your figures" in shown(tab)


def test_nobody_waits_for_gemini(anna, browser, mine, key, standin):
    agree(mine)
    let_go = threading.Event()
    standin.will(lambda asked: (let_go.wait(5) and plays.says({"calls": []})) or plays.says({"calls": []}))
    tab = ask(browser.open("ask"), "please sum up the liquid side of my life")

    ask(tab, "how much water did I drink today?")
    there = said(tab)
    let_go.set()

    assert there[0] == "please sum up the liquid side of my life"
    assert there[2] == "how much water did I drink today?"
    assert len(said(answered(tab))) == 4
    assert len(mine.select("chat_turns")) == 2


def test_a_question_that_could_not_be_kept_is_not_sent_twice(anna, browser, mine, key, standin, monkeypatch):
    agree(mine)
    standin.will(plays.says({"calls": []}))

    def fail(*_):
        raise GatewayError("57014", "too slow")

    monkeypatch.setattr(history, "keep", fail)
    tab = answered(ask(browser.open("ask"), "please sum up the liquid side of my life"))
    for _ in range(3):
        tab.run()

    assert len(standin.asked) == 1
    assert len(said(tab)) == 2


def test_consent_taken_back_in_another_tab_counts_for_the_next_question(anna, browser, mine, key, standin):
    agree(mine)
    standin.will(plays.says({"calls": []}))
    tab = browser.open("ask")
    agree(mine, send_words=False)

    answered(ask(tab, "please sum up the liquid side of my life with Paul"))

    assert (standin.asked, mine.select("external_calls")) == ([], [])


@pytest.mark.parametrize("question", ["I want to kill myself tonight", "I want to kill\x00 myself tonight"])
def test_help_does_not_wait_for_the_database(anna, browser, away, question):
    tab = browser.open("ask")

    with away():
        ask(tab, question)

        assert "988 (US)" in said(tab)[1]
    tab.run()
    assert [text for text in said(tab) if "988" in text] == [said(tab)[1]]
