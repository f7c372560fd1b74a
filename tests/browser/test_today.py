"""Today in a browser: how many taps things take, and that each is written once and can be taken back."""

import re
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import expect

from lib.gateway import embedded
from tests.browser.chromium import settle
from tests.browser.visitor import Visitor, Visitors
from tests.support.server import RunningApp

# What the README promises.
TAPS = {"water": 1, "mood": 2, "sleep": 2, "usual food": 2, "meal of the day before": 1, "repeat": 1}
Expect = Callable[[str, int], None]


@pytest.fixture
def someone(visitors: Visitors) -> Visitor:
    """New here, and at noon: the morning's night is over and yesterday was a day."""
    visitor = visitors(timezone_id="Europe/Berlin", reduced_motion="reduce")
    visitor.come_in()
    return visitor


@pytest.fixture
def rows(app: RunningApp, someone: Visitor) -> Iterator[psycopg.Connection]:
    server = embedded.start(app.data)
    try:
        with psycopg.connect(server.url("owner", "wellspring"), autocommit=True) as connection:
            yield connection
    finally:
        embedded.stop(server)


@pytest.fixture
def expect_rows(rows: psycopg.Connection, someone: Visitor) -> Expect:
    """Waits until the person has so many rows, and makes sure that it stays so."""

    def has(table: str) -> int:
        found = rows.execute(
            f"select count(*) from public.{table} t join auth.users u on u.id = t.user_id where u.email = %s".encode(),
            (someone.email,),
        ).fetchone()
        return found[0] if found else 0

    def expect_so_many(table: str, wanted: int) -> None:
        deadline = time.monotonic() + 10
        while has(table) != wanted and time.monotonic() < deadline:
            time.sleep(0.05)
        settle(someone.page)
        assert has(table) == wanted

    return expect_so_many


@pytest.fixture
def yesterday(rows: psycopg.Connection, someone: Visitor) -> None:
    """Oats for every meal of yesterday, nights before that, and something to do on every weekday."""
    rows.execute(
        """
        with me as (select id from auth.users where email = %s), days as (select now() - interval '1 day' as at),
        m as (
            insert into public.meals (user_id, meal_type, logged_at, local_date, time_zone)
            select me.id, kind, days.at, (days.at at time zone 'Europe/Berlin')::date, 'Europe/Berlin'
            from me, days, unnest(array['breakfast', 'lunch', 'dinner', 'snack']) kind returning id, user_id),
        i as (insert into public.meal_items (user_id, meal_id, food_name, grams, kcal)
              select user_id, id, 'Oats', 60, 220 from m),
        s as (insert into public.sleeps (user_id, started_at, ended_at, logged_at, local_date, time_zone)
              select me.id, at - interval '20 hours', at - interval '13 hours', at, current_date, 'Europe/Berlin'
              from me, days)
        insert into public.repeats (user_id, title, weekdays, entries)
        select id, 'Evening tea', '{1,2,3,4,5,6,7}',
               '[{"kind": "water", "row": {"ml": 250, "beverage": "water"}}]' from me
        """,
        (someone.email,),
    )
    someone.reload()


def taps(visitor: Visitor, *names: str | re.Pattern[str]) -> int:
    """Taps these buttons one after the other and says how many that were."""
    for name in names:
        visitor.page.get_by_role("button", name=name, exact=isinstance(name, str)).first.click()
        settle(visitor.page)
    return len(names)


def test_water_is_one_tap(someone: Visitor, expect_rows: Expect) -> None:
    assert taps(someone, "Water 330 ml") <= TAPS["water"]
    expect_rows("drinks", 1)


def test_a_mood_is_at_most_two_taps(someone: Visitor, expect_rows: Expect) -> None:
    assert taps(someone, re.compile("Good$")) <= TAPS["mood"]
    expect_rows("moods", 1)


def test_last_nights_sleep_is_at_most_two_taps(someone: Visitor, expect_rows: Expect) -> None:
    if someone.page.get_by_role("button", name=re.compile("^Slept")).count() == 0:
        # Before seven in the morning nobody has slept until seven yet.
        taps(someone, "Day before")
    assert taps(someone, re.compile("Slept")) <= TAPS["sleep"]
    expect_rows("sleeps", 1)


@pytest.mark.usefixtures("yesterday")
def test_usual_things_stay_within_their_taps(someone: Visitor, expect_rows: Expect) -> None:
    assert taps(someone, re.compile("^Oats 60 g")) <= TAPS["usual food"]
    expect_rows("meals", 5)
    assert taps(someone, re.compile("as the day before")) <= TAPS["meal of the day before"]
    expect_rows("meals", 6)
    assert taps(someone, "Evening tea") <= TAPS["repeat"]
    expect_rows("drinks", 1)


def test_a_double_click_writes_once_and_undo_takes_it_back(someone: Visitor, expect_rows: Expect) -> None:
    someone.page.get_by_role("button", name="Water 330 ml").dblclick()
    expect(someone.page.get_by_text("Water, 330 ml: logged.").first).to_be_visible()
    expect_rows("drinks", 1)

    taps(someone, "Undo")

    expect_rows("drinks", 0)


def test_another_tab_sees_what_was_logged_and_both_copy_yesterday_once(
    someone: Visitor, expect_rows: Expect, yesterday: None
) -> None:
    second = someone.open_tab()
    first = someone.page
    for tab in (first, second):
        tab.get_by_role("button", name=re.compile("as the day before")).click()
        settle(tab)

    expect_rows("meals", 5)
    expect(second.get_by_text("This is copied already.").first).to_be_visible()


def test_the_end_of_the_day_can_be_taken_back(someone: Visitor, expect_rows: Expect) -> None:
    taps(someone, "That's all for today")
    expect_rows("complete_days", 1)

    taps(someone, "Take that back")

    expect_rows("complete_days", 0)


def test_an_entry_is_changed_in_place(someone: Visitor, rows: psycopg.Connection, expect_rows: Expect) -> None:
    taps(someone, "Water 330 ml", "More", "Change")
    someone.page.get_by_label("Amount (ml)").fill("400")
    someone.page.get_by_label("Amount (ml)").press("Tab")
    taps(someone, "Save")

    expect(someone.page.get_by_text("Water, 400 ml", exact=True).first).to_be_visible()
    expect_rows("drinks", 1)


def test_a_form_lands_what_was_typed_last(someone: Visitor, expect_rows: Expect) -> None:
    taps(someone, "Add a reading")
    someone.page.get_by_label("Reading").click()
    someone.page.get_by_role("option", name="Weight", exact=True).click()
    settle(someone.page)
    # Straight from the field to the button, without leaving the field first.
    someone.page.get_by_label("Value (kg)").fill("71.5")
    someone.press("Save")

    expect(someone.page.get_by_text("Weight 71.5 kg", exact=True).first).to_be_visible()
    expect_rows("measurements", 1)
