"""In short: the day that is over or the evening so far, its line, what is kept of it, and the days before."""

import datetime
import secrets
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

import psycopg
import pytest

from components import day_summary
from lib import gemini, messages
from lib.advice import advisor
from lib.diary import days
from lib.gateway.direct import Direct
from lib.gateway.port import UNREACHABLE, GatewayError
from lib.gemini import Access
from tests.app.conftest import Away
from tests.support import gemini_standin as plays
from tests.support.pages import ZONE, Browser, elements, go, troubles

# A Wednesday, on which the page speaks of the Tuesday before.
NOON = datetime.datetime(2026, 6, 3, 12, tzinfo=ZoneInfo(ZONE))
DAY = datetime.timedelta(days=1)
YESTERDAY = NOON.date() - DAY
AWAY = messages.SENTENCES[UNREACHABLE]
GOOD = "A good day for drinks; a calm evening is a good next step."
SOURCES = ("From your figures, by rules", "By Gemini, from your figures")

pytestmark = pytest.mark.usefixtures("quick_fingers")


@pytest.fixture
def anna(browser):
    return browser.sign_up()


@pytest.fixture
def mine(anna, house) -> Direct:
    return house.store.accounts.restore(anna.secret).backend.gateway


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime.datetime], None]:
    """It is noon until a test says otherwise."""
    clock = days.clock

    def at(moment: datetime.datetime) -> None:
        monkeypatch.setattr(days, "clock", lambda browser, profile: clock(browser, profile, moment))

    at(NOON)
    return at


@pytest.fixture
def key(standin, monkeypatch, house_admin) -> Access:
    """As if a key were set up."""
    standin.will(plays.says({"advice": GOOD, "facts": ["water_day"]}))
    found = Access(f"key-{secrets.token_hex(16)}", "gemini-2.5-flash", standin.url)
    monkeypatch.setattr(gemini, "access", lambda settings: found)
    monkeypatch.setattr(gemini, "PAUSE_BEFORE_RETRY", 0.0)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    house_admin.execute("update private.budgets set per_minute = 1000")
    return found


def drink(mine: Direct, day: datetime.date, ml: float = 2100) -> None:
    row = {"ml": ml, "beverage": "water", "logged_at": f"{day}T15:00:00+02:00", "local_date": day.isoformat(),
           "time_zone": ZONE}  # fmt: skip
    mine.rpc("save_entries", {"p_entries": [{"kind": "water", "row": row}]})


def aim(mine: Direct, metric: str, low: float) -> None:
    mine.insert("goals", {"metric": metric, "low": low, "starts_on": "2026-01-01", "source": "own"})


@pytest.fixture
def weeks(anna, house_admin: psycopg.Connection) -> None:
    """Some weeks of drinks and weights, each day called complete."""
    house_admin.execute(
        """
        with days as (select %(last)s::date - n as day, n from generate_series(0, 30) n), drunk as (
            insert into drinks (user_id, ml, beverage, logged_at, local_date, time_zone)
            select %(who)s, case n when 0 then 2100 else 1800 end, 'water', day + time '15:00', day, %(zone)s from days
        ), called as (insert into complete_days (user_id, local_date) select %(who)s, day from days)
        insert into measurements (user_id, metric, value, logged_at, local_date, time_zone)
        select %(who)s, 'weight', 70, day + time '07:00', day, %(zone)s from days
        """,
        {"last": YESTERDAY, "who": anna.person.id, "zone": ZONE},
    )


def kept(mine: Direct, count: int = 1) -> list:
    """What the thread has written, once it is there."""
    limit = time.monotonic() + 15
    while len(found := mine.select("advice_lines", order="made_at")) < count and time.monotonic() < limit:
        time.sleep(0.05)
    return found


def settled(mine: Direct, count: int) -> list:
    """Nothing more comes."""
    time.sleep(0.4)
    found = mine.select("advice_lines", order="made_at")
    assert len(found) == count
    return found


def sources(tab) -> list[str]:
    return [one.value for one in tab.get("caption") if one.value in SOURCES]


def answered(tab):
    """After Gemini's thread is done."""
    writer = tab.session_state["_advice_writer"]
    limit = time.monotonic() + 15
    while writer.waiting and time.monotonic() < limit:
        time.sleep(0.05)
    return tab.run()


def table(tab) -> dict[str, list[str]]:
    found = tab.table[0].value
    return {row.iloc[0]: list(row.iloc[1:]) for _, row in found.iterrows()}


def words(tab) -> str:
    """Every word on the page, those of the table too."""
    told = [one for one in elements(tab) if one.type not in ("table", "arrow_table")]
    cells = [cell for found in tab.table for cell in found.value.to_numpy().ravel()]
    names = ("label", "value", "help")
    return "\n".join([*(str(text) for one in told for name in names if (text := getattr(one, name, None))), *cells])


def the_line(tab) -> str:
    """The text before the source."""
    (source,) = [one for one in tab.main.get("caption") if one.value in SOURCES]
    assert source
    return next(one.value for one in tab.main.get("text") if one.value.endswith("."))


def test_somebody_new_is_told_what_will_stand_here(browser: Browser, anna, mine) -> None:
    tab = browser.open("days")

    assert not tab.exception
    assert tab.title[0].value == "In short"
    assert "Nothing is logged yet." in words(tab)
    assert tab.get("page_link")[0].proto.label == "Log something"
    assert tab.table == [] or len(tab.table) == 0
    settled(mine, 0)


def test_one_day_is_summed_up_the_day_after(browser: Browser, mine) -> None:
    drink(mine, YESTERDAY)
    aim(mine, "water", 2000)

    tab = browser.open("days")

    assert not tab.exception
    assert [one.value for one in tab.header] == ["Yesterday"]
    assert sources(tab) == [SOURCES[0]]
    assert table(tab) == {"Drinks": ["at least 2,100 ml", "not known yet", "at least 2,000 ml, reached"]}
    assert "goal for drinks" in the_line(tab)


def test_a_day_stands_beside_what_is_usual(browser: Browser, mine, weeks) -> None:
    tab = browser.open("days")

    assert table(tab) == {
        "Drinks": ["2,100 ml", "1,800 ml", "none"],
        "Weight": ["70 kg", "70 kg", "none"],
    }
    assert "more to drink than usual" in the_line(tab)


def test_before_six_it_is_yesterday_and_from_then_on_today_so_far(browser: Browser, mine, weeks, now) -> None:
    drink(mine, NOON.date(), 750)
    assert browser.open("days").header[0].value == "Yesterday"

    now(NOON.replace(hour=18))
    tab = browser.open("days")

    assert tab.header[0].value == "Today so far"
    assert table(tab)["Drinks"][0] == "750 ml so far"
    # The usual of a day does not look at the day itself.
    assert table(tab)["Drinks"][1] == "1,800 ml"


def test_a_day_without_entries_is_no_failure(browser: Browser, mine, weeks, now) -> None:
    now(NOON + DAY)

    tab = browser.open("days")

    assert not tab.exception
    assert "on Wednesday" in the_line(tab) or "Wednesday has no entries" in the_line(tab)
    assert len(tab.table) == 0
    assert [link.proto.label for link in tab.main.get("page_link")] == ["Log something"]
    settled(mine, 0)


def test_what_was_said_of_a_day_that_is_over_is_kept_once(browser: Browser, mine, weeks) -> None:
    tab = browser.open("days")
    (row,) = kept(mine)
    first = the_line(tab)

    tab.run()
    go(go(tab, ""), "days")
    again = browser.open("days")

    assert (row["moment"], row["local_date"], row["said_by"]) == ("summary", YESTERDAY.isoformat(), "rules")
    assert row["line"] == first == the_line(again)
    assert settled(mine, 1) == [row]


def test_an_evening_that_goes_on_is_not_kept(browser: Browser, mine, weeks, now) -> None:
    now(NOON.replace(hour=20))
    drink(mine, NOON.date())

    browser.open("days")

    settled(mine, 0)


def test_a_day_that_changes_afterwards_gets_another_line(browser: Browser, mine, now) -> None:
    drink(mine, YESTERDAY, 500)
    aim(mine, "water", 2000)
    browser.open("days")
    (before,) = kept(mine)

    drink(mine, YESTERDAY, 1600)
    tab = browser.open("days")

    assert len(kept(mine, 2)) == 2
    assert the_line(tab) != before["line"] and "goal for drinks" in the_line(tab)


def test_a_line_that_could_not_be_kept_is_kept_the_next_time(browser: Browser, mine, weeks, monkeypatch) -> None:
    def fails(*_: object) -> None:
        raise GatewayError(UNREACHABLE, "away")

    monkeypatch.setattr(advisor, "keep", fails)
    tab = browser.open("days")
    settled(mine, 0)
    assert not tab.exception and troubles(tab) == []

    monkeypatch.undo()
    monkeypatch.setattr(days, "clock", lambda *_: days.Clock(NOON, ZONE))
    monkeypatch.setattr("lib.session._house", browser.house)
    monkeypatch.setattr("lib.session.secret", lambda: browser.secret)
    monkeypatch.setattr("lib.session.caller", browser.caller)
    browser.open("days")

    assert len(kept(mine)) == 1


def test_the_days_before_stand_in_a_list_the_newest_first(browser: Browser, mine, weeks) -> None:
    for n in range(1, 12):
        mine.rpc("keep_advice", {"p_line": {
            "key": f"{n:064x}", "local_date": (YESTERDAY - DAY * n).isoformat(), "moment": "summary",
            "line": f"Number {n} was a good day.", "said_by": "rules" if n % 2 else "gemini-2.5-flash",
        }})  # fmt: skip

    tab = browser.open("days")
    said = words(tab)

    assert said.index("Number 1 was") < said.index("Number 2 was") < said.index("Number 7 was")
    assert "Number 8 was" not in said
    assert "Monday, 1 June, by rules" in said and "Sunday, 31 May, by Gemini" in said
    tab.button("toggle_in_short_rest_").click().run()
    assert "Number 11 was" in words(tab)


def test_hidden_numbers_are_neither_in_the_table_nor_in_any_line(
    browser: Browser, anna, mine, weeks, house_admin: psycopg.Connection
) -> None:
    house_admin.execute("update profiles set hide_numbers = true where user_id = %s", (anna.person.id,))
    mine.rpc("keep_advice", {"p_line": {
        "key": "f" * 64, "local_date": (YESTERDAY - DAY).isoformat(), "moment": "summary",
        "line": "You ate 1,850 kcal on that day.", "said_by": "rules",
    }})  # fmt: skip

    tab = browser.open("days")

    assert list(table(tab)) == ["Drinks"]
    assert "kcal" not in words(tab) and "kg" not in words(tab)
    assert not any(sign.isdigit() for sign in the_line(tab))


def test_units_are_those_of_the_person(browser: Browser, anna, weeks, house_admin: psycopg.Connection) -> None:
    house_admin.execute("update profiles set units = 'imperial' where user_id = %s", (anna.person.id,))

    tab = browser.open("days")

    assert table(tab)["Drinks"][:2] == ["71 fl oz", "60.9 fl oz"]
    assert table(tab)["Weight"][0] == "154.3 lb"


def test_why_and_thumbs(browser: Browser, mine, weeks) -> None:
    tab = browser.open("days")

    tab.button("in_short_why").click().run()
    assert "Went well: drinks above your usual, 2,100 ml, usually 1,800 ml" in words(tab)
    tab.feedback[0].set_value(1).run()

    assert not tab.exception
    limit = time.monotonic() + 15
    while [row["thumb"] for row in mine.select("advice_lines")] != [1] and time.monotonic() < limit:
        time.sleep(0.05)
    (row,) = mine.select("advice_lines")
    assert (row["thumb"], row["line"]) == (1, the_line(tab))
    assert browser.open("days").feedback[0].value == 1


def test_geminis_line_takes_the_place_of_the_first_one(browser: Browser, mine, weeks, key, standin) -> None:
    mine.update("profiles", {"advise_gemini": True}, eq={"user_id": mine.select("profiles")[0]["user_id"]})
    standin.asked.clear()

    tab = browser.open("days")
    first = sources(tab)
    tab = answered(tab)

    assert (first, sources(tab)) == ([SOURCES[0]], [SOURCES[1]])
    assert the_line(tab) == GOOD
    assert "Went well: " in words(tab) and "To try: " in words(tab)
    assert [row["purpose"] for row in mine.select("external_calls")] == ["summary"]
    # The next time it is read, and nobody is asked.
    again = browser.open("days")
    assert (the_line(again), sources(again), len(standin.asked)) == (GOOD, [SOURCES[1]], 1)
    assert "70 kg" not in str([one for one in settled(mine, 1)[0]["facts"]])


def test_where_gemini_has_no_good_line_the_one_of_rules_is_kept(browser: Browser, mine, weeks, key, standin) -> None:
    mine.update("profiles", {"advise_gemini": True}, eq={"user_id": mine.select("profiles")[0]["user_id"]})
    standin.will(plays.refuses(500))

    tab = answered(browser.open("days"))

    assert sources(tab) == [SOURCES[0]]
    lines = {row["said_by"]: row["line"] for row in kept(mine, 2)}
    assert lines["rules"] == the_line(tab)


def test_of_the_demo_nothing_goes_out(browser: Browser, anna, mine, weeks, key, standin, house_admin) -> None:
    house_admin.execute(
        "update profiles set is_demo = true, advise_gemini = true where user_id = %s", (anna.person.id,)
    )
    standin.asked.clear()

    tab = browser.open("days")

    assert sources(tab) == [SOURCES[0]]
    assert (standin.asked, mine.select("external_calls")) == ([], [])


def test_days_of_far_too_little_are_met_with_care(browser: Browser, anna, mine, house_admin) -> None:
    for n in range(3):
        day = YESTERDAY - DAY * n
        meal = {"meal_type": "lunch", "logged_at": f"{day}T12:00:00+02:00", "local_date": day.isoformat(),
                "time_zone": ZONE}  # fmt: skip
        items = [{"food_name": "Soup", "grams": 300, "kcal": 400, "protein_g": 5}]
        mine.rpc("save_entries", {"p_entries": [{"kind": "meal", "row": meal, "items": items}]})
        house_admin.execute("insert into complete_days (user_id, local_date) values (%s, %s)", (anna.person.id, day))

    tab = browser.open("days")

    assert "You deserve food and care." in words(tab)
    assert sources(tab) == [] and "Went well" not in words(tab)
    settled(mine, 0)


def test_what_was_read_last_stays_while_the_database_is_away(browser: Browser, mine, weeks, away: Away) -> None:
    tab = browser.open("days")
    kept(mine)
    before = table(tab)
    with away():
        tab.run()
        assert not tab.exception
        assert AWAY in troubles(tab)
        assert table(tab) == before


def test_with_the_database_away_from_the_start_nothing_is_made_up(
    browser: Browser, mine, weeks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise GatewayError(UNREACHABLE, "away")

    monkeypatch.setattr(day_summary.in_short, "fetch", fails)

    tab = browser.open("days")

    assert not tab.exception
    assert troubles(tab) == [AWAY] and len(tab.table) == 0
    assert "try_again_in_short" in [button.key for button in tab.button]


def test_nobody_sees_the_days_of_somebody_else(browser: Browser, mine, weeks) -> None:
    browser.open("days")
    kept(mine)
    browser.sign_up()

    tab = browser.open("days")

    assert "Nothing is logged yet." in words(tab)
    assert len(tab.table) == 0


@pytest.mark.parametrize(
    ("hour", "welcome", "label"),
    [(9, "done", "Yesterday in short"), (13, "done", "Your days in short"), (9, "new", None)],
)
def test_today_leads_to_the_days_before(
    browser: Browser, anna, house_admin: psycopg.Connection, now, hour, welcome, label
) -> None:
    house_admin.execute("update profiles set welcome = %s where user_id = %s", (welcome, anna.person.id))
    now(NOON.replace(hour=hour))

    tab = browser.open()

    labels = [link.proto.label for link in tab.main.get("page_link")]
    assert [one for one in labels if one.endswith("in short")] == ([label] if label else [])
