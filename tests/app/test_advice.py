"""The line of advice on Today, and what the person is told about what leaves the app."""

import datetime
import secrets
import time
from zoneinfo import ZoneInfo

import pytest

from lib import gemini
from lib.gateway.direct import Direct
from lib.gemini import Access
from tests.support import gemini_standin as plays
from tests.support.pages import Browser, shown, troubles

# With figures and without.
RULES, GEMINI = ("From your figures, by rules", "By rules"), ("By Gemini, from your figures", "By Gemini")
LINE = "Water is a good start; another glass later keeps you going today."


@pytest.fixture
def anna(browser):
    return browser.sign_up()


@pytest.fixture
def mine(anna, house) -> Direct:
    return house.store.accounts.restore(anna.secret).backend.gateway


@pytest.fixture
def key(standin, monkeypatch, house_admin) -> Access:
    """As if a key were set up."""
    standin.will(plays.says({"advice": LINE, "facts": ["logged"]}))
    found = Access(f"key-{secrets.token_hex(16)}", "gemini-2.5-flash", standin.url)
    monkeypatch.setattr(gemini, "access", lambda settings: found)
    monkeypatch.setattr(gemini, "PAUSE_BEFORE_RETRY", 0.0)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    house_admin.execute("update private.budgets set per_minute = 1000")
    return found


def agree(mine, **columns):
    mine.update("profiles", columns, eq={"user_id": mine.select("profiles")[0]["user_id"]})


def tap(tab, name):
    return tab.button(name).click().run()


def advice(tab):
    """The line and where it comes from."""
    found = [one.value for one in [*tab.get("text"), *tab.get("caption")]]
    return [text for text in found if text in (*RULES, *GEMINI)]


def answered(tab):
    """After Gemini's thread is done."""
    writer = tab.session_state["_advice_writer"]
    limit = time.monotonic() + 15
    while writer.waiting and time.monotonic() < limit:
        time.sleep(0.05)
    return tab.run()


def test_a_line_is_there_with_the_page_before_anything_is_logged(anna, browser):
    tab = browser.open()

    assert advice(tab) == ["From your figures, by rules"]


@pytest.mark.parametrize("button", ["water_330", "mood_good"])
def test_a_line_follows_every_entry_and_opens_what_it_rests_on(anna, browser, button):
    tab = tap(browser.open(), button)

    tap(tab, "advice_why") if "advice_why" in {one.key for one in tab.button} else tab

    assert advice(tab) == ["From your figures, by rules"]
    assert not tab.exception


def test_nothing_goes_out_before_somebody_agrees(anna, browser, mine, key, standin):
    tap(browser.open(), "water_330")

    assert (standin.asked, mine.select("external_calls")) == ([], [])


def test_geminis_line_takes_the_place_of_the_first_one_and_says_so(anna, browser, mine, key, standin):
    agree(mine, advise_gemini=True)
    tab = tap(browser.open(), "water_330")
    first = advice(tab)

    tab = answered(tab)

    assert (first, advice(tab)) == (["From your figures, by rules"], ["By Gemini, from your figures"])
    assert LINE in shown(tab)
    assert [row["purpose"] for row in mine.select("external_calls")][-1] == "advice"


@pytest.mark.parametrize("reply", [plays.refuses(500), plays.says({"advice": "Drink 9 l of beer.", "facts": []})])
def test_where_gemini_has_no_good_line_the_first_one_stays(anna, browser, mine, key, standin, reply):
    agree(mine, advise_gemini=True)
    standin.will(reply)

    tab = answered(tap(browser.open(), "water_330"))

    assert advice(tab) == ["From your figures, by rules"]
    assert not tab.exception and "beer" not in shown(tab)


def test_keeping_everything_here_stops_every_call(anna, browser, mine, key, standin):
    agree(mine, advise_gemini=True, ask_gemini=True, only_here=True)

    tap(browser.open(), "water_330")

    assert standin.asked == []


def test_serious_words_in_a_note_are_met_with_whom_to_call(anna, browser, mine, key, standin):
    agree(mine, advise_gemini=True, send_words=True)
    answered(tap(browser.open(), "mood_good"))
    (mood,) = mine.select("moods")
    mine.update("moods", {"note": "I want to kill myself"}, eq={"id": mood["id"]})
    asked = len(standin.asked)

    tab = browser.open()

    assert "988 (US)" in " ".join(info.value for info in tab.info)
    assert (advice(tab), len(standin.asked)) == ([], asked)


def test_help_stays_for_the_day_whatever_is_logged_next(anna, browser, mine):
    tap(browser.open(), "mood_good")
    mine.update("moods", {"note": "I want to kill myself"}, eq={"id": mine.select("moods")[0]["id"]})

    tab = tap(browser.open(), "water_330")

    assert "988 (US)" in " ".join(info.value for info in tab.info)


def test_a_note_of_any_entry_is_read(anna, browser, mine):
    tap(browser.open(), "water_330")
    reading = {"metric": "steps", "value": 900, "note": "crushing chest pain, i cannot breathe"}
    at = {"logged_at": mine.select("drinks")[0]["logged_at"], "time_zone": "Europe/Berlin"}
    mine.rpc("save_entries", {"p_entries": [{"kind": "body", "row": reading | at}]})

    tab = browser.open()

    assert "emergency number" in " ".join(info.value for info in tab.info)


def test_a_dangerous_reading_is_named_beside_what_is_said_of_it(anna, browser, mine):
    tap(browser.open(), "water_330")
    at = {name: mine.select("drinks")[0][name] for name in ("logged_at", "local_date", "time_zone")}
    row = {"metric": "blood_pressure", "value": 190, "value2": 125, **at}
    mine.rpc("save_entries", {"p_entries": [{"kind": "body", "row": row}]})

    tab = browser.open()

    assert "This reading can be dangerous." in tab.info[0].value
    assert "190/125" in " ".join(one.value for one in tab.caption)


def test_of_a_reading_the_last_one_counts(anna, browser, mine):
    tap(browser.open(), "water_330")
    now = datetime.datetime.now(datetime.UTC)
    for minutes, value in ((2, 45), (1, 120)):
        at = (now - datetime.timedelta(minutes=minutes)).isoformat()
        day = now.astimezone(ZoneInfo("Europe/Berlin")).date().isoformat()
        row = {"metric": "glucose", "value": value, "logged_at": at, "time_zone": "Europe/Berlin", "local_date": day}
        mine.rpc("save_entries", {"p_entries": [{"kind": "body", "row": row}]})

    assert advice(browser.open()) == ["From your figures, by rules"]


def test_with_the_database_away_the_line_stays(anna, browser, away):
    tab = tap(browser.open(), "water_330")

    with away():
        tap(tab, "water_500")

    assert advice(tab) == ["From your figures, by rules"]


def test_a_thumb_is_kept(anna, browser, mine):
    tab = tap(browser.open(), "water_330")
    (feedback,) = tab.get("feedback")

    feedback.set_value(1).run()

    assert [(row["thumb"], row["said_by"]) for row in mine.select("advice_lines")] == [(1, "rules")]


# What leaves the app --------------------------------------------------------------------------------------------------


def settings(browser: Browser):
    return browser.open("settings")


def test_without_a_key_settings_say_that_nothing_leaves(anna, browser):
    assert "Nothing: no outside service is set up here." in shown(settings(browser))


def test_agreeing_and_taking_it_back(anna, browser, mine, key):
    tab = settings(browser)
    for box in ("privacy_advice", "privacy_words", "privacy_only_here"):
        tab.checkbox(box).check()
    tap(tab, "privacy_save")
    (agreed,) = mine.select("profiles")
    tab.checkbox("privacy_advice").uncheck()
    tap(tab, "privacy_save")
    (taken_back,) = mine.select("profiles")

    assert [agreed[name] for name in ("advise_gemini", "send_words", "only_here")] == [True, True, True]
    assert [taken_back[name] for name in ("advise_gemini", "send_words", "only_here")] == [False, True, True]


def test_what_was_sent_is_listed(anna, browser, mine, key):
    agree(mine, advise_gemini=True)
    tab = settings(browser)
    tap(tab, "privacy_calls")
    nothing = shown(tab)
    answered(tap(browser.open(), "water_330"))
    tab = tap(settings(browser), "privacy_calls")

    assert "Nothing of yours was ever sent." in nothing
    (table,) = tab.dataframe
    assert table.value["For"].tolist()[0] == "A line of advice"
    assert table.value["How it ended"].tolist()[0].startswith("ok, ")


def test_what_was_sent_cannot_be_read_while_the_database_is_away(anna, browser, key, away):
    tab = settings(browser)

    with away():
        tap(tab, "privacy_calls")

    assert len(troubles(tab)) == 1
    assert not tab.exception
