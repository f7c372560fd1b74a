"""First steps, goals and the diary, as somebody with a browser goes through them."""

import re

from playwright.sync_api import expect

from components import acts
from tests.browser.chromium import settle
from tests.browser.visitor import Visitor


def says(visitor: Visitor, text: str | re.Pattern[str]) -> None:
    expect(visitor.page.get_by_text(text).first).to_be_visible()


def test_first_steps_lead_back_to_today(visitor: Visitor) -> None:
    visitor.come_in()
    page = visitor.page

    page.get_by_role("link", name="Choose what you want to track").click()
    visitor.expect_heading("First steps")
    page.get_by_text("Drinks", exact=True).click()
    visitor.press("Save and go on")
    visitor.expect_heading("Units and days")
    page.get_by_text("Imperial (").click()
    visitor.field("Your cups (fl oz)").fill("8, 12")
    visitor.press("Save and go on")
    visitor.expect_heading("About you, if you like")
    visitor.press("Skip the rest")

    visitor.expect_heading("Today")
    expect(page.get_by_role("button", name="Water 12 fl oz")).to_be_visible()
    expect(page.get_by_role("link", name="Choose what you want to track")).to_have_count(0)


def test_suggested_goal_is_taken_shown_on_today_and_taken_back(visitor: Visitor) -> None:
    visitor.come_in("goals")

    visitor.press("Take this goal: Drinks")
    says(visitor, "This is your goal.")
    visitor.page.get_by_role("link", name="Back to Today").click()
    visitor.expect_heading("Today")
    says(visitor, re.compile("Drinks: nothing yet, 1,600 ml to go"))
    visitor.press("Undo")

    expect(visitor.page.get_by_text(re.compile("1,600 ml to go"))).to_have_count(0)


def test_goal_is_refused_changed_and_ended(visitor: Visitor) -> None:
    visitor.come_in("goals")
    visitor.press("Take this goal: Sodium")
    says(visitor, "Sodium: at most 2,000 mg")

    visitor.press("Change")
    visitor.field("At most (mg)").fill("90000")
    visitor.press("Save goal")
    says(visitor, re.compile("Nothing is saved yet. A goal for this lies between 0 and 50,000 mg."))
    visitor.field("At most (mg)").fill("1500")
    visitor.press("Save goal")
    says(visitor, "Sodium: at most 1,500 mg")
    visitor.press("End")

    says(visitor, "You have set no goals.")


def test_entry_is_found_deleted_and_brought_back(visitor: Visitor) -> None:
    visitor.come_in()
    page = visitor.page
    visitor.press("Water 330 ml")
    says(visitor, "Water, 330 ml: logged.")
    page.get_by_role("link", name="Diary").click()
    visitor.expect_heading("Diary")
    says(visitor, re.compile("Meals: nothing is logged yet"))

    page.get_by_text("Drinks", exact=True).click()
    says(visitor, "Water, 330 ml")
    page.get_by_text("Filter and sort").click()
    visitor.field("Drink or note").fill("cocoa")
    visitor.field("Drink or note").press("Enter")
    says(visitor, "Nothing fits these filters.")
    visitor.press("Clear filters", nth=1)
    expect(visitor.field("Drink or note")).to_have_value("")
    settle(page)
    page.get_by_role("button", name="More", exact=True).click()
    visitor.press("Delete")
    says(visitor, re.compile("Drinks: nothing is logged yet"))
    visitor.press("Undo")

    expect(page.get_by_role("button", name="More", exact=True)).to_have_count(1)


def test_day_is_copied_to_another(visitor: Visitor) -> None:
    visitor.come_in()
    page = visitor.page
    page.get_by_role("button", name="Day before").click()
    visitor.expect_heading("Yesterday")
    visitor.press("Water 330 ml")
    says(visitor, "Water, 330 ml: logged.")

    visitor.open("diary")
    visitor.press("Copy a day")
    visitor.press("Copy this day")
    says(visitor, "Yesterday: copied to Today.")
    page.get_by_text("Drinks", exact=True).nth(1).click()
    expect(page.get_by_role("button", name="More", exact=True)).to_have_count(2)
    # Sooner, it would be the same tap.
    page.wait_for_timeout(acts.TWICE_SECONDS * 1000 + 100)
    visitor.press("Copy this day")

    says(visitor, "There was nothing to copy, or it is there already.")
    expect(page.get_by_role("button", name="More", exact=True)).to_have_count(2)
