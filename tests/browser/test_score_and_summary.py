"""The score, the insights and the summary to print in a browser; and these and Trends for every eye and on a phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, expect

from tests.browser.charts import ZONE, choose, expect_cell, log_weeks, pick, points, sideways, trend
from tests.browser.chromium import settle
from tests.browser.test_every_page import BOTH_THEMES, PHONE, serious_faults
from tests.browser.visitor import Visitor, Visitors

PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture
def someone(visitors: Visitors) -> Visitor:
    visitor = visitors(timezone_id=ZONE, reduced_motion="reduce")
    visitor.come_in("insights")
    return visitor


def score(page: Page) -> int:
    return int((page.get_by_test_id("stMetricValue").text_content() or "").removesuffix(" of 100"))


def test_score_of_a_day_its_parts_and_its_weights(someone: Visitor) -> None:
    log_weeks(someone)
    page = someone.open("score")
    parts = page.locator(".st-key-score_parts").get_by_text(re.compile(r"^\w+: \d+ of [\d.]+ points$"))
    expect(page.get_by_text("Today so far; it changes with what you log.")).to_be_visible()
    expect(parts).to_have_text([re.compile(f"^{name}: ") for name in ("Sleep", "Mood", "Hydration")])
    assert sum(int(said.split()[1]) for said in parts.all_inner_texts()) == score(page)

    # Another day, by its square.
    squares = page.locator(".scatterlayer text")
    numbers = [int(number) for number in squares.all_text_contents()]
    last = max(n for n, number in enumerate(numbers) if number != score(page))
    choose(squares.nth(last))
    expect(page.get_by_test_id("stMetricValue")).to_have_text(f"{numbers[last]} of 100")
    expect(page.get_by_text("Today so far")).to_have_count(0)
    page.get_by_text("Show as a table").click()
    expect_cell(page.locator("main"), str(numbers[last]))
    someone.press("Today")
    expect(page.get_by_text("Today so far")).to_be_visible()

    # Without a weight the mood is in no score, and the drinks count for more.
    someone.press("Change the weights")
    someone.field("Mood").fill("0")
    someone.field("Activity").fill("5")
    someone.press("Save")
    expect(page.get_by_text("Saved. Your scores are worked out anew with these weights.")).to_be_visible()
    expect(page.get_by_text("Mood: ", exact=False)).to_have_count(0)
    someone.reload()
    someone.press("Change the weights")
    expect(someone.field("Mood")).to_have_value("0")
    expect(someone.field("Activity")).to_have_value("5")


def test_insights_say_when_there_will_be_some(someone: Visitor) -> None:
    expect(someone.page.get_by_text("There is nothing to look at yet.")).to_be_visible()

    someone.page.get_by_role("link", name="Log something").click()

    someone.expect_heading("Today")


def printed(page: Page) -> int:
    """On how many sheets of A4."""
    return len(PAGE_OF_PDF.findall(page.pdf(format="A4")))


def download(page: Page) -> Download:
    settle(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download the summary").click()
    return started.value


def test_summary_is_one_sheet_that_needs_nobody(visitors: Visitors, browser: Browser, tmp_path: Path) -> None:
    visitor = visitors()
    page = visitor.open("summary")
    visitor.press("As a person")
    visitor.expect_heading("Summary to print")
    pick(page, "What it shows", "Weight", "Steps")
    page.get_by_text("Last 12 weeks", exact=True).click()
    expect(page.get_by_role("radio", name="Last 12 weeks")).to_be_checked()
    # The file is made by the run that follows the choice.
    settle(page)
    file = download(page)
    kept = tmp_path / file.suggested_filename
    file.save_as(kept)

    with browser.new_context(offline=True, viewport=PHONE) as alone:
        sheet = alone.new_page()
        asked, said = [], []
        sheet.on("request", lambda request: asked.append(request.url))
        sheet.on("console", lambda message: said.append(message.text))
        sheet.goto(kept.as_uri())
        expect(sheet.get_by_role("heading", name="Summary for")).to_be_visible()
        expect(sheet.get_by_role("img")).to_have_count(8)
        expect(sheet.get_by_text("(84 days), compared with the 84 days before")).to_be_visible()
        expect(sheet.locator("script, link, iframe, object, embed")).to_have_count(0)
        faults, width = serious_faults(sheet), sheet.evaluate("document.scrollingElement.scrollWidth")
        sheets = printed(sheet)

    assert (asked, said) == ([kept.as_uri()], [])
    assert (faults, width, sheets) == ([], PHONE["width"], 1)


@BOTH_THEMES
def test_everything_opened_is_accessible_and_fits_a_phone(visitors: Visitors, scheme: str) -> None:
    visitor = visitors(color_scheme=scheme, reduced_motion="reduce", viewport=PHONE)
    visitor.open("trends")
    visitor.press("As a person")
    visitor.expect_heading("Trends")
    page = visitor.open("trends?metrics=Weight&metrics=Sleep&window=12+weeks")
    faults: list[str] = []

    def look(name: str) -> None:
        # What lies under the mouse looks different.
        page.mouse.move(0, 0)
        settle(page)
        faults.extend(f"{name}: {fault}" for fault in serious_faults(page) + sideways(page))

    for name in ("Compare with the time before", "Show notes and goal changes", "By week and by month"):
        page.get_by_text(name).click()
        # What was opened moves what is below it.
        settle(page)
    trend(page, "sleep").get_by_text("What that rests on").click()
    settle(page)
    choose(points(trend(page, "sleep")).nth(20))
    expect(page.get_by_role("button", name="More", exact=True)).to_be_visible()
    look("charts")
    page.get_by_text("Show as tables").click()
    expect(page.get_by_test_id("stDataFrame")).to_have_count(3)
    look("tables")
    visitor.open("score")
    visitor.press("Day before")
    visitor.press("Change the weights")
    page.get_by_text("How it is worked out").click()
    expect(visitor.field("Mood")).to_be_visible()
    look("score")
    page.get_by_text("Show as a table").click()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    look("scores")
    visitor.open("insights")
    page.get_by_text("How sure is this?").first.click()
    expect(page.get_by_text(re.compile("^Spearman's rho"))).to_be_visible()
    page.get_by_text(re.compile("^Looked at, and nothing found")).click()
    page.get_by_text("What is built into this demo").click()
    expect(page.get_by_text("This is what was built in, and whether it is found.")).to_be_visible()
    look("insights")
    visitor.open("summary")
    page.get_by_text("Own dates").click()
    expect(visitor.field("From")).to_be_visible()
    look("summary")

    assert faults == []
