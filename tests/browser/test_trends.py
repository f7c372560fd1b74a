"""Trends in a browser: figures kept in the address, the entries of a day, what is shown on request, an outage."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser import accounts
from tests.browser.charts import ZONE, choose, expect_cell, log_weeks, look_at, pick, points, trend
from tests.browser.chromium import settle
from tests.browser.outage import database_away
from tests.browser.test_every_page import BOTH_THEMES, PHONE
from tests.browser.test_outage import expect_sentence_once
from tests.browser.visitor import Visitor, Visitors
from tests.support.server import RunningApp
from tests.unit.test_web_theme import contrast

# As a table reads it out; what it paints only eyes can see.
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
WEIGHT_AND_SLEEP = "trends?metrics=Weight&metrics=Sleep"


@pytest.fixture
def someone(visitors: Visitors) -> Visitor:
    visitor = visitors(timezone_id=ZONE, reduced_motion="reduce")
    visitor.come_in("trends")
    return visitor


def log_goal(visitor: Visitor) -> None:
    """Four days ago, by the clock of the visitor."""
    with accounts.of(visitor.app) as admin:
        admin.execute(
            "insert into public.goals (user_id, metric, high, starts_on) "
            "select id, 'weight', 70, (now() at time zone %s)::date - 4 from auth.users where email = %s",
            (ZONE, visitor.email),
        )


def hexadecimal(colour: str) -> str:
    """ "#151714" for "rgb(21, 23, 20)"."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


def expect_charts(page: Page, *metrics: str) -> None:
    for metric in metrics:
        expect(trend(page, metric).locator(".js-plotly-plot").first).to_be_visible()
    # A chart that is drawn anew stands beside the old one for a moment.
    expect(page.locator(".js-plotly-plot")).to_have_count(len(metrics))


def test_what_is_looked_at_stays_in_the_address(someone: Visitor) -> None:
    page = someone.page
    expect(page.get_by_text("Nothing is logged in this time.")).to_have_count(6)
    log_weeks(someone)
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_text("Choose at least one figure to look at.")).to_be_visible()
    pick(page, "What to look at", "Weight", "Sleep")
    page.get_by_text("12 weeks", exact=True).click()

    expect_charts(page, "weight", "sleep")
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"metrics": ["Weight", "Sleep"], "window": ["12 weeks"]}
    # In another tab, after a reload, and back from another page.
    tab = someone.open_tab(page.url.removeprefix(f"{someone.url}/"))
    expect_charts(tab, "weight", "sleep")
    expect(tab.get_by_role("radio", name="12 weeks")).to_be_checked()
    tab.close()
    someone.reload()
    expect_charts(page, "weight", "sleep")
    page.get_by_role("link", name="Diary").click()
    someone.expect_heading("Diary")
    page.get_by_role("link", name="Trends").click()
    someone.expect_heading("Trends")
    expect_charts(page, "weight", "sleep")
    expect(page.get_by_role("radio", name="12 weeks")).to_be_checked()
    assert parse_qs(urlsplit(page.url).query) == {"metrics": ["Weight", "Sleep"], "window": ["12 weeks"]}


def test_day_chosen_on_a_chart_is_corrected(someone: Visitor) -> None:
    log_weeks(someone)
    page = someone.open(WEIGHT_AND_SLEEP)
    weight = trend(page, "weight")
    day, was = look_at(points(weight).nth(20), weight).split(": ")

    choose(points(weight).nth(20))
    expect(page.get_by_text(f"Weight {was}", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile(f" {day.rsplit(' ', 2)[0]} "))).to_be_visible()
    page.get_by_role("button", name="More", exact=True).click()
    someone.press("Change")
    someone.field("Value (kg)").fill("71.9")
    someone.press("Save")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    # The day stays open, until somebody closes it.
    expect(page.get_by_text("Weight 71.9 kg", exact=True)).to_be_visible()
    someone.press("Close")
    expect(page.get_by_text("Weight 71.9 kg", exact=True)).to_have_count(0)
    page.mouse.move(0, 0)

    assert look_at(points(weight).nth(20), weight) == f"{day}: 71.9 kg"


def test_finger_opens_a_day_whose_entry_is_deleted_and_brought_back(visitors: Visitors, playwright: Playwright) -> None:
    someone = visitors(**playwright.devices["Pixel 7"] | {"viewport": PHONE, "timezone_id": ZONE})
    someone.come_in()
    log_weeks(someone)
    page = someone.open(WEIGHT_AND_SLEEP)
    weight = trend(page, "weight")
    there = points(weight).count()
    was = look_at(points(weight).nth(20), weight, touch=True).split(": ")[1]

    choose(points(weight).nth(20), touch=True)
    expect(page.get_by_text(f"Weight {was}", exact=True)).to_be_visible()
    page.get_by_role("button", name="More", exact=True).tap()
    page.get_by_role("button", name="Delete", exact=True).tap()
    expect(points(weight)).to_have_count(there - 1)
    page.get_by_role("button", name="Undo", exact=True).tap()

    expect(points(weight)).to_have_count(there)


def test_what_is_asked_for_is_shown(someone: Visitor) -> None:
    log_weeks(someone)
    log_goal(someone)
    page = someone.open(WEIGHT_AND_SLEEP)
    weight = trend(page, "weight")
    dotted, noted = weight.locator("path.js-line[style*=dasharray]"), weight.locator(".xy2 .point")
    expect_charts(page, "weight", "sleep")
    expect(dotted.or_(noted)).to_have_count(0)

    page.get_by_text("Compare with the time before").click()
    expect(dotted).to_have_count(1)
    page.get_by_text("Show notes and goal changes").click()
    expect(noted).to_have_count(2)
    assert look_at(noted.first, weight).endswith(": a long walk")
    page.mouse.move(0, 0)
    assert look_at(noted.last, weight).endswith("Goal from here on: at most 70 kg")
    weight.get_by_text("What that rests on").click()
    expect(weight.get_by_text(re.compile("^In the 28 days before it was 74"))).to_be_visible()
    page.get_by_text("By week and by month").click()
    expect_cell(page.locator("main"), DAY)
    page.get_by_text("Show as tables").click()
    expect_cell(weight, "70.1")
    expect_cell(weight, DAY)
    expect_cell(weight, "Goal from here on: at most 70 kg")
    expect_charts(page)
    page.get_by_text("Show as tables").click()
    page.get_by_text("Compare with the time before").click()
    page.get_by_text("Show notes and goal changes").click()

    expect_charts(page, "weight", "sleep")
    expect(dotted.or_(noted)).to_have_count(0)


@pytest.mark.parametrize(("strip", "logged"), [("xy", "Weight"), ("xy3", " h")])
def test_day_chosen_in_one_chart_for_two_has_the_entries_of_the_strip(
    someone: Visitor, strip: str, logged: str
) -> None:
    log_weeks(someone)
    page = someone.open(WEIGHT_AND_SLEEP)
    page.get_by_text("Two in one chart").click()
    pair = page.locator(".st-key-trend_pair")
    expect(pair.locator(".js-plotly-plot")).to_be_visible()
    settle(page)
    point = points(pair.locator(f".subplot.{strip}")).nth(20)
    day = look_at(point, pair)

    choose(point)
    expect(page.locator("strong", has_text=logged)).to_have_count(1)
    expect(page.get_by_role("button", name="More", exact=True)).to_have_count(1)
    opened = page.get_by_role("heading", name=re.compile(rf"^\w+day, {day.split()[0]} "))
    expect(opened).to_be_visible()
    # Right below the chart that was touched, above the single ones.
    first_single = trend(page, "weight").bounding_box()
    heading = opened.bounding_box()
    assert heading and first_single and heading["y"] < first_single["y"]

    someone.press("Close")
    expect(opened).to_have_count(0)


@BOTH_THEMES
def test_what_is_written_in_charts_can_be_read(visitors: Visitors, scheme: str) -> None:
    visitor = visitors(color_scheme=scheme, timezone_id=ZONE, reduced_motion="reduce")
    visitor.come_in("trends")
    log_weeks(visitor)
    page = visitor.open(WEIGHT_AND_SLEEP)
    page.get_by_text("Two in one chart").click()
    expect(page.locator(".annotation-text")).to_have_count(2)
    settle(page)
    page.mouse.move(0, 0)
    look_at(points(trend(page, "weight")).nth(20), trend(page, "weight"))

    written = page.locator(".xtick text, .ytick text, .y3tick text, .annotation-text, .hoverlayer text")
    colours = written.evaluate_all("texts => texts.map(text => getComputedStyle(text).fill)")
    background = page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
    assert len(colours) > 10
    assert min(contrast(hexadecimal(colour), hexadecimal(background)) for colour in set(colours)) >= 4.5


def test_what_was_drawn_stays_while_the_database_is_away(someone: Visitor, app: RunningApp) -> None:
    log_weeks(someone)
    page = someone.open(WEIGHT_AND_SLEEP)
    for metric in ("weight", "sleep"):
        choose(points(trend(page, metric)).nth(10))
        # The day that was chosen last is open.
        expect(page.locator("strong", has_text="Weight" if metric == "weight" else " h")).to_have_count(1)
        expect(page.get_by_role("button", name="More", exact=True)).to_have_count(1)

    with database_away(app):
        page.get_by_text("12 weeks", exact=True).click()
        expect_sentence_once(page)
        expect_charts(page, "weight", "sleep")
        # To its end.
        expect(page.get_by_text("A summary to print")).to_be_visible()
        choose(points(trend(page, "weight")).nth(12))
        settle(page)
        expect_sentence_once(page)
        expect_charts(page, "weight", "sleep")
        drawn = points(trend(page, "weight")).count()
    settle(page)
    again = page.get_by_role("button", name="Try again")
    # A run that waited for the database may have found it by itself.
    if again.is_visible():
        again.click()

    expect(page.get_by_text("cannot reach its database")).to_have_count(0)
    expect_charts(page, "weight", "sleep")
    # Ten weeks instead of four.
    expect(points(trend(page, "weight"))).not_to_have_count(drawn)
